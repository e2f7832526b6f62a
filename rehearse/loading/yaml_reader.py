"""YAML as people expect it: read from events, so that depth is capped before anything recurses.

YAML 1.2 scalars (``no``, ``on`` and ``12:30`` stay text), duplicate keys and aliases refused, every value's line and
column kept. Control, escape and bidirectional characters are stripped here, at the boundary.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rehearse.model.problem import Problem, Span

MAX_BYTES = 2_000_000
"""Bytes a content file may have."""
MAX_DEPTH = 40
"""Levels of nesting a content file may have."""

Path = tuple[str | int, ...]
Scalar = str | int | float | bool | None

_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]{1,3})?\Z")
_WORDS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "": None,
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class SourceError(Exception):
    """A file that cannot be read at all; carries its one problem."""

    def __init__(self, problem: Problem) -> None:
        """Keep *problem* for the report."""
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class Document:
    """One file's data (mappings as dicts, lists as tuples), the span of every value, and problems found on the way."""

    path: str
    data: Any = None
    spans: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def span(self, path: Path) -> Span:
        """Where *path* stands; parts that the file does not have are skipped, so that the nearest value is named."""
        found: Path = ()
        for part in path:
            if (*found, part) in self.spans:
                found = (*found, part)
        return self.spans.get(found, Span(self.path, 1, 1))

    def key_span(self, path: Path) -> Span:
        """Where the key stands that *path* ends with; for anything else as ``span``."""
        return self.keys.get(path) or self.span(path)


def strip_controls(text: str) -> str:
    """*text* without control, escape, bidirectional and unassigned characters; tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        for character in text.replace("\t", " ")
        if character == "\n" or (character not in _BIDI and unicodedata.category(character) not in {"Cc", "Cs", "Cn"})
    )


def _scalar(event: ScalarEvent) -> Scalar:
    text: str = event.value
    if event.style or not event.implicit[0]:
        return strip_controls(text)
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return strip_controls(text)


_SYNTAX_HELP = (
    ("mapping values are not allowed", "A colon followed by a space stands where it cannot: put the text in quotes."),
    ("found character '\\t'", "A tab is used for indentation: use spaces."),
    ("could not find expected ':'", "A line has no colon after its key, or its indentation is off."),
    ("did not find expected key", "The indentation does not fit the lines around it, or a quote is not closed."),
    (
        "did not find expected '-' indicator",
        "A list item does not begin with a hyphen at the same indentation as the others.",
    ),
    ("found unexpected end of stream", "A quote is opened and never closed."),
    ("did not find expected alphabetic", "A text begins with & or *: put it in quotes."),
    ("cannot start any token", "A text begins with a sign that YAML keeps for itself: put it in quotes."),
    ("did not find expected ',' or", "A comma or a closing bracket is missing."),
    ("found undefined tag handle", "A text begins with an exclamation mark: put it in quotes."),
    ("exceeded max depth", f"It is nested too deeply (more than {MAX_DEPTH} levels)."),
    ("exceeded maximum", f"It is nested too deeply (more than {MAX_DEPTH} levels)."),
)


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    span = Span(path, mark.line + 1, mark.column + 1) if mark is not None else Span(path)
    said = str(getattr(error, "problem", None) or error)
    lines = text.splitlines()
    if span.line and span.line <= len(lines) and "\t" in re.match(r"\s*", lines[span.line - 1]).group():  # type: ignore[union-attr]
        said = "found character '\\t'"
    message = next((text for sign, text in _SYNTAX_HELP if sign in said), f"This is not YAML: {said}.")
    return Problem("yaml-syntax", "error", span, message)


def decode(path: str, raw: bytes) -> str:
    """The text of a file. Raises ``SourceError`` where it is too large, binary or not UTF-8."""
    if len(raw) > MAX_BYTES:
        message = f"The file is too large: more than {MAX_BYTES:,} bytes."  # no more than that is ever read
        raise SourceError(Problem("file-too-large", "error", Span(path), message))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        message = "The file is not UTF-8 text. Save it as UTF-8."
        raise SourceError(Problem("not-utf-8", "error", Span(path, line, column), message)) from error
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        message = "The file contains a control character: it is not a text file, or was damaged."
        raise SourceError(Problem("control-character", "error", Span(path, line, column), message))
    return text


class _Builder:
    """Puts a document together from parser events, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[tuple[dict[Any, Any] | list[Any], Path]] = []
        self.key: list[Any] = []  # for each open mapping the key waiting for its value, else _NO_KEY

    def _span(self, event: yaml.Event) -> Span:
        mark = event.start_mark
        return Span(self.document.path, mark.line + 1, mark.column + 1) if mark else Span(self.document.path)

    def refuse(self, code: str, event: yaml.Event, message: str, hint: str = "") -> SourceError:
        return SourceError(Problem(code, "error", self._span(event), message, hint))

    def _place(self, event: yaml.Event) -> Path:
        """The path of the value that *event* begins; where a key is expected, an error."""
        if not self.stack:
            return ()
        container, path = self.stack[-1]
        if isinstance(container, list):
            return (*path, len(container))
        if self.key[-1] is _NO_KEY:
            raise self.refuse("yaml-key", event, "A key must be a plain word, not a list or a mapping.")
        return (*path, self.key[-1])

    def put(self, value: Any) -> None:  # noqa: ANN401
        if not self.stack:
            self.document.data = value
            return
        container, _ = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self.key[-1]] = value
            self.key[-1] = _NO_KEY

    def scalar(self, event: ScalarEvent) -> None:
        value = _scalar(event)
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key[-1] is _NO_KEY:
            container, path = self.stack[-1]
            key = strip_controls(event.value)
            if key in container:
                first = self.document.keys[(*path, key)]
                message = f"The key '{key}' stands here a second time; the first is in line {first.line}."
                self.document.problems.append(Problem("duplicate-key", "error", self._span(event), message))
            else:
                self.document.spans[(*path, key)] = self.document.keys[(*path, key)] = self._span(event)
            self.key[-1] = key
            return
        self.document.spans[self._place(event)] = self._span(event)
        self.put(value)

    def open(self, event: yaml.Event, container: dict[Any, Any] | list[Any]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.refuse("too-deep", event, f"It is nested too deeply (more than {MAX_DEPTH} levels).")
        path = self._place(event)
        self.document.spans.setdefault(path, self._span(event))
        self.stack.append((container, path))
        self.key.append(_NO_KEY)

    def close(self) -> None:
        container, _ = self.stack.pop()
        self.key.pop()
        self.put(tuple(container) if isinstance(container, list) else container)


_NO_KEY = object()


def read_yaml(path: str, raw: bytes) -> Document:
    """Read one YAML document.

    Problems that leave the rest readable (a duplicate key) are collected on the document; ``SourceError`` is raised
    with the one problem that does not (bad syntax, an alias, nesting too deep, not a text at all).
    """
    text = decode(path, raw)
    document = Document(path)
    builder = _Builder(document)
    documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            match event:
                case AliasEvent():
                    raise builder.refuse("yaml-alias", event, "Aliases (*name) are not used here: write it out.")
                case ScalarEvent() | MappingStartEvent() | SequenceStartEvent() if event.anchor:
                    raise builder.refuse("yaml-alias", event, "Anchors (&name) are not used here: write it out.")
                case ScalarEvent():
                    builder.scalar(event)
                case MappingStartEvent():
                    builder.open(event, {})
                case SequenceStartEvent():
                    builder.open(event, [])
                case MappingEndEvent() | SequenceEndEvent():
                    builder.close()
                case DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise builder.refuse(
                            "two-documents", event, "A file holds one document: a second '---' begins here."
                        )
                case _:
                    pass
    except yaml.YAMLError as error:
        raise SourceError(_syntax_problem(path, text, error)) from error
    if document.data is None:
        raise SourceError(Problem("file-empty", "error", Span(path), "The file is empty."))
    return document
