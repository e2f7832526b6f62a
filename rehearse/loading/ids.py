"""Ids for what lacks one: made of the words that stand there, put into the text where they belong, and nothing else.

Every change is a few signs at one place. What comes out is read again and compared: the data must be the old data with
ids, or nothing is changed at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from rehearse.loading.yaml_reader import SourceError, read_yaml
from rehearse.model.base import DEFAULT
from rehearse.model.naming import id_from, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.loading.yaml_reader import Document, Path
    from rehearse.model.problem import Span

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_TO_NODES = ("goto", "to", "fallback", "otherwise", "detour", "start")
"""Keys behind which a node is named."""
_BOM = b"\xef\xbb\xbf"


class Unchanged(Exception):
    """A file that stays as it is, since it could not be changed without changing what it says; with the sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """An id that was given, and where its owner stands."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Identified:
    """A file with ids in it."""

    content: bytes
    named: tuple[Named, ...]
    """The ids that were given, in the order in which they stand; none where none was lacking."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Signs to put at a place in the text, in the stead of what stands there."""

    at: int
    until: int
    text: str


def with_ids(path: str, raw: bytes) -> Identified:
    """The content file *raw* with an id wherever a choice, a node, a card or the like lacks one.

    A node whose key is no id gets one made of it, and what leads there follows. Raises ``SourceError`` where the file
    cannot be read, ``Unchanged`` where an id cannot be put in its place.
    """
    document = read_yaml(path, raw)
    bom, text = (_BOM, raw[len(_BOM) :].decode()) if raw.startswith(_BOM) else (b"", raw.decode())
    giving = _Giving(document, text)
    giving.all()
    for edit in sorted(giving.edits, key=lambda edit: edit.at, reverse=True):
        text = text[: edit.at] + edit.text + text[edit.until :]
    content = bom + text.encode()
    if giving.edits and _read_again(path, content) != giving.expected():
        first = giving.named[0]
        message = (
            f"{first.span}: an id cannot be put here without changing something else: write id: {first.id} by hand."
        )
        raise Unchanged(message)
    return Identified(content, tuple(giving.named))


def _read_again(path: str, content: bytes) -> Any:  # noqa: ANN401
    try:
        return read_yaml(path, content).data
    except SourceError:
        return None


class _Giving:
    """One going through a document, noting what to put where."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.lines = [0]
        for found in _LINE.finditer(text):
            self.lines.append(found.end())
        self.newline = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
        self.edits: list[_Edit] = []
        self.named: list[Named] = []
        self.given: dict[Path, str] = {}
        self.renamed: dict[str, str] = {}

    def all(self) -> None:
        data = self.document.data
        if isinstance(data, tuple):
            self.items((), ("title", "label"))
        elif isinstance(data, dict) and "nodes" in data:
            self.whole_file()
            self.nodes(data["nodes"])
        elif isinstance(data, dict) and ("reactions" in data or "concerns" in data):
            self.whole_file()
            self.items(("concerns",), ("label", "about"), "concern")
            self.items(("moods",), ("cue",), "mood")

    def whole_file(self) -> None:
        """The file's own id, by its name."""
        name = id_of(FilePath(self.document.path).name.partition(".")[0])
        if name:
            self.give((), name)

    def nodes(self, nodes: Any) -> None:  # noqa: ANN401
        if not isinstance(nodes, dict):
            return
        taken = {key for key in nodes if _ID.match(key)}
        for key in nodes:
            if not _ID.match(key):
                self.renamed[key] = (
                    id_of(key) if id_of(key) and id_of(key) not in taken else id_from(key, taken, "node")
                )
                taken.add(self.renamed[key])
                self.replace(self.document.keys["nodes", key], key, self.renamed[key])
                self.named.append(Named(self.renamed[key], self.document.keys["nodes", key]))
        for key in nodes:
            self.items(("nodes", key, "choices"), ("say",), "choice")
        if self.renamed:
            for path, value in _values(self.document.data, ()):
                names_node = next((part for part in reversed(path) if isinstance(part, str)), "") in _TO_NODES
                if names_node and value in self.renamed:
                    self.replace(self.document.spans[path], value, self.renamed[value])

    def items(self, at: Path, telling: tuple[str, ...], otherwise: str = "") -> None:
        """Each of the list at the path *at*: its id is made of the first that it has of the keys *telling*.

        Where it has none of them, it is called *otherwise*, or it is left as it is.
        """
        items: Any = self.document.data
        for part in at:
            items = items.get(part, ()) if isinstance(items, dict) else ()
        if not isinstance(items, tuple):
            return
        taken = {item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}
        for index, item in enumerate(items):
            if isinstance(item, dict) and item and item.get("id") in (None, ""):
                said = next((text for key in telling if (text := _said(item.get(key)))), "")
                if not (said or otherwise):
                    continue
                name = id_from(said, taken, otherwise or "item")
                taken.add(name)
                self.give((*at, index), name)

    def give(self, at: Path, name: str) -> None:
        """Put the id *name* into the mapping at the path *at*, unless it has one."""
        mapping: Any = self.document.data
        for part in at:
            mapping = mapping[part]
        if mapping.get("id") not in (None, ""):
            return
        self.given[at] = name
        self.named.append(Named(name, self.document.span(at)))
        if "id" in mapping:  # the key is there, with nothing after it
            start = self.offset(self.document.keys[(*at, "id")])
            colon = self.text.index(":", start) + 1
            self.edits.append(_Edit(colon, colon + len(_NOTHING.match(self.text, colon)[0]), f" {name}"))  # type: ignore[index]
            return
        start = self.offset(self.document.span(at)) if at else self.offset(self.document.keys[(next(iter(mapping)),)])
        if self.text[start] == "{":
            self.edits.append(_Edit(start + 1, start + 1, f"id: {name}, "))
        else:
            line = max(begin for begin in self.lines if begin <= start)
            indent = " " * (start - line)
            self.edits.append(_Edit(start, start, f"id: {name}{self.newline}{indent}"))

    def replace(self, span: Span, old: str, new: str) -> None:
        """Put *new* in the stead of the word *old*, plain or in quotes, that stands at *span*."""
        start = self.offset(span)
        for quote in ("", '"', "'"):
            if self.text.startswith(f"{quote}{old}{quote}", start):
                self.edits.append(_Edit(start, start + len(old) + 2 * len(quote), new))
                return
        self.edits.append(_Edit(start, start, ""))  # it cannot be found as it is: what is read again will differ

    def offset(self, span: Span) -> int:
        return self.lines[span.line - 1] + span.column - 1

    def expected(self) -> Any:  # noqa: ANN401
        """The document's data as it should be read with the ids in it."""
        return _renamed(_with(self.document.data, self.given, ()), self.renamed, ())


_NOTHING = re.compile(r"""[ ]*(?:""|''|~|null)?""")


def _said(value: Any) -> str:  # noqa: ANN401
    """A text, or the default of one by persona; empty for anything else."""
    if isinstance(value, dict):
        value = value.get(DEFAULT)
    return value if isinstance(value, str) else ""


def _values(value: Any, at: Path) -> Iterator[tuple[Path, str]]:  # noqa: ANN401
    """Every text in *value*, with the path to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _values(part, (*at, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _values(part, (*at, index))
    elif isinstance(value, str):
        yield at, value


def _with(value: Any, given: Mapping[Path, str], at: Path) -> Any:  # noqa: ANN401
    """*value* with the ids that were *given* to the mappings in it."""
    if isinstance(value, dict):
        inner = {key: _with(part, given, (*at, key)) for key, part in value.items()}
        return {**inner, "id": given[at]} if at in given else inner
    if isinstance(value, tuple):
        return tuple(_with(part, given, (*at, index)) for index, part in enumerate(value))
    return value


def _renamed(value: Any, names: Mapping[str, str], at: Path) -> Any:  # noqa: ANN401
    """*value* with the nodes' new names, as keys and where something leads to them."""
    if isinstance(value, dict):
        keys = names if at == ("nodes",) else {}
        return {keys.get(key, key): _renamed(part, names, (*at, key)) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_renamed(part, names, (*at, index)) for index, part in enumerate(value))
    last = next((part for part in reversed(at) if isinstance(part, str)), "")
    return names.get(value, value) if isinstance(value, str) and last in _TO_NODES else value
