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

from rehearse.loading.yaml_faults import LINE_END, syntax_problem
from rehearse.loading.yaml_slips import (
    Repeated,
    curly_problem,
    in_curly_quotes,
    problems_of,
    repeated,
    space_problem,
    taken_out,
    without_space,
)
from rehearse.model.problem import Problem, Span

MAX_BYTES = 10_000_000
"""Bytes a content file may have: enough for a meeting of 10,000 nodes."""
MAX_VALUES = 600_000
"""Values and keys a content file may have: twice what a meeting of 10,000 nodes needs, and some 300 MB of memory."""
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
_MAY_CUT = re.compile(r"\S[ \t]+#[^\s#]")
_CUT = re.compile(r"[ \t]+#[^\s#]")
_OWN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))
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
    values: dict[tuple[Any, Path], tuple[Any, tuple[Problem, ...]]] = field(default_factory=dict)
    """What parts of the data, by kind and path, were found to be: the value, if it is one, and its problems."""

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
    return _plain(text)


def _plain(text: str) -> Scalar:
    """What *text*, which stands without quotes, is to YAML."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return strip_controls(text)


_NO_TEXT = (
    (b"PK\x03\x04", "a Word document, a spreadsheet or a zip"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a document of a word processor (RTF)"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
"""How files begin that are taken for content by mistake, and what they are."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_AS_TEXT = "Content is plain text: write it in a text editor, and save it as UTF-8."


def decode(path: str, raw: bytes) -> str:
    """The text of a file. Raises ``SourceError`` where it is too large, binary or not UTF-8."""
    if len(raw) > MAX_BYTES:
        message = f"The file is too large: more than {MAX_BYTES // 1_000_000} MB."  # no more than that is ever read
        hint = "Divide it into several files."
        raise SourceError(Problem("file-too-large", "error", Span(path), message, hint))
    for beginning, what in _NO_TEXT:
        if raw.startswith(beginning):
            message = f"This is no text file but {what}."
            raise SourceError(Problem("control-character", "error", Span(path, 1, 1), message, _AS_TEXT))
    if raw.startswith(_UTF_16):
        message = "The file is UTF-16, not UTF-8."
        hint = "Save it as UTF-8; in most editors that stands under 'Save as' or 'Encoding'."
        raise SourceError(Problem("not-utf-8", "error", Span(path, 1, 1), message, hint))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        span = Span(path, line, len(before.decode("utf-8", "replace").lstrip("\ufeff")) + 1)
        sign = raw[error.start : error.start + 1].decode("cp1252", "replace")
        meant = f" (it may be meant for '{sign}')" if sign.isprintable() and sign != "\ufffd" else ""
        message = f"This sign is not UTF-8{meant}."
        raise SourceError(Problem("not-utf-8", "error", span, message, "Save the file as UTF-8.")) from error
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        message = f"A control character (number {ord(found[0])}) stands here: this is no text file, or it is damaged."
        raise SourceError(Problem("control-character", "error", Span(path, line, column), message, _AS_TEXT))
    return text


class _Builder:
    """Puts a document together from parser events, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[tuple[dict[Any, Any] | list[Any], Path]] = []
        self.key: list[Any] = []  # for each open mapping the key waiting for its value, else _NO_KEY
        self.repeated: list[list[Repeated]] = []  # for each open mapping or list the keys that stand there again
        self.last: ScalarEvent | None = None
        self.documents = 0
        self.cut_lines: dict[int, str] = {}  # lines in which a text may have been cut at a number sign

    def take(self, event: yaml.Event) -> None:
        """Put what *event* brings where it belongs. Raises ``SourceError`` for what is not used in content."""
        if len(self.document.spans) > MAX_VALUES:
            raise self.refuse("file-too-large", event, f"The file is too large: more than {MAX_VALUES:,} values.")
        match event:
            case AliasEvent():
                raise self.refuse("yaml-alias", event, _ALIAS.format(f"*{event.anchor}", "an alias"), _NO_ALIAS)
            case ScalarEvent() | MappingStartEvent() | SequenceStartEvent() if event.anchor:
                raise self.refuse("yaml-alias", event, _ALIAS.format(f"&{event.anchor}", "an anchor"), _NO_ALIAS)
            case ScalarEvent() | MappingStartEvent() | SequenceStartEvent() if event.tag and event.tag not in _OWN_TAGS:
                raise self.refuse("yaml-tag", event, _TAG.format(_tag(event.tag)), _NO_TAG)
            case ScalarEvent():
                self.last = event
                self.scalar(event)
            case MappingStartEvent():
                self.open(event, {})
            case SequenceStartEvent():
                self.open(event, [])
            case MappingEndEvent() | SequenceEndEvent():
                self.close()
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    message = "A file holds one document: a second '---' begins here."
                    raise self.refuse("two-documents", event, message, "Give each a file of its own.")
            case _:
                pass

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
        elif value is None and (meant := without_space(self.key[-1])):
            self._put_without_space(container, *meant)
        else:
            container[self.key[-1]] = value
            self.key[-1] = _NO_KEY

    def _put_without_space(self, container: dict[Any, Any], key: str, value: str) -> None:
        """Put what was meant by ``{trust:1}``, so that the missing space is the only problem there is with it."""
        document, path = self.document, self.stack[-1][1]
        span = document.keys[(*path, self.key[-1])]
        document.problems.append(space_problem(key, value, span))
        document.keys[(*path, key)] = document.spans[(*path, key)] = span
        container[key] = _plain(value)
        self.key[-1] = _NO_KEY

    def scalar(self, event: ScalarEvent) -> None:
        value = _scalar(event)
        container, path = self.stack[-1] if self.stack else ([], ())
        if isinstance(container, dict) and self.key[-1] is _NO_KEY:
            key = strip_controls(event.value)
            if key == "<<" and not event.style:
                raise self.refuse("yaml-merge", event, "Merging with '<<' is not used here: write the keys out.")
            if key in container:
                first = self.document.keys[(*path, key)]
                message = f"The key '{key}' stands here a second time; the first is in line {first.line}."
                problem = Problem("duplicate-key", "error", self._span(event), message)
                self.repeated[-1].append(repeated(key, container, problem))
            else:
                self.document.spans[(*path, key)] = self.document.keys[(*path, key)] = self._span(event)
            self.key[-1] = key
            return
        self.document.spans[self._place(event)] = self._span(event)
        self.put(value)
        if not event.style and isinstance(value, str) and not value.isascii() and in_curly_quotes(value):
            self.document.problems.append(curly_problem(self._span(event)))
        if self.cut_lines and not event.style:
            self._look_for_a_cut(event)

    def _look_for_a_cut(self, event: ScalarEvent) -> None:
        """Whether what YAML takes for a comment after a text was meant as part of it: ``We are #1 in this.``."""
        end = event.end_mark
        line = self.cut_lines.get(end.line) if end else None
        if end is None or line is None or (event.value and " " not in event.value):
            return
        if _CUT.match(line, end.column) is not None:
            span = Span(self.document.path, end.line + 1, line.index("#", end.column) + 1)
            message = "From the # on this is a comment for YAML, and no part of the text."
            hint = "If it belongs to the text, put the whole text in quotes; a comment has a space after the #."
            self.document.problems.append(Problem("text-cut", "warning", span, message, hint))

    def open(self, event: yaml.Event, container: dict[Any, Any] | list[Any]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.refuse("too-deep", event, f"It is nested too deeply (more than {MAX_DEPTH} levels).")
        path = self._place(event)
        self.document.spans.setdefault(path, self._span(event))
        self.stack.append((container, path))
        self.key.append(_NO_KEY)
        self.repeated.append([])

    def close(self) -> None:
        container, path = self.stack.pop()
        self.key.pop()
        found = self.repeated.pop()
        too_far_in = taken_out(container, found) if found and isinstance(container, dict) else {}
        self.put(tuple(container) if isinstance(container, list) else container)
        if found:
            keys = self.document.keys
            places = {key: keys[(*path, key)] for key in too_far_in}
            self.document.problems += problems_of(found, places, str(path[-1]) if path else "", keys.get(path))
            self._put_beside(path[:-1], too_far_in, places)

    def _put_beside(self, path: Path, values: dict[str, dict[str, Any]], places: dict[str, Span]) -> None:
        """Put *values*, which stood too far in, into the mapping at *path*, which is open."""
        outer = self.stack[-1][0] if self.stack else None
        if isinstance(outer, dict):
            for key in values.keys() - outer.keys():
                outer[key] = values[key]
                self.document.spans[(*path, key)] = self.document.keys[(*path, key)] = places[key]


_NO_KEY = object()
_LONGEST_TAG = 40
_ALIAS = "'{}' is {} to YAML, and those are not used here."
_NO_ALIAS = "Write the text out where it is needed; or, if it belongs to the text, put that in quotes."
_TAG = "'{}' is a tag to YAML, and tags are not used here."
_NO_TAG = "Remove it; or, if it belongs to the text, put that in quotes."


def _tag(tag: str) -> str:
    """A tag as it was written."""
    prefix = "tag:yaml.org,2002:"
    shown = f"!!{tag.removeprefix(prefix)}" if tag.startswith(prefix) else tag
    return strip_controls(shown if len(shown) <= _LONGEST_TAG else shown[:_LONGEST_TAG] + "…")


def read_yaml(path: str, raw: bytes) -> Document:
    """Read one YAML document.

    Problems that leave the rest readable (a duplicate key) are collected on the document; ``SourceError`` is raised
    with the one problem that does not (bad syntax, an alias, nesting too deep, not a text at all).
    """
    text = decode(path, raw)
    document = Document(path)
    builder = _Builder(document)
    if _MAY_CUT.search(text):
        lines = enumerate(LINE_END.split(text))
        builder.cut_lines = {number: line for number, line in lines if _MAY_CUT.search(line)}
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise SourceError(syntax_problem(path, text, error, builder.last)) from error
    if document.data is None:
        message = "Nothing but comments stands in this file." if "#" in text else "The file is empty."
        raise SourceError(Problem("file-empty", "error", Span(path), message))
    document.problems.sort(key=lambda problem: problem.span)
    return document
