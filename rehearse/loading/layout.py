"""How content files are laid out: two spaces a level, lists one level in, no spaces at the end of a line.

Only spaces and empty lines are ever changed. What comes out is read again: where the data were not the same, or any
other sign in the file, comments among them, the file stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from rehearse.loading.ids import Unchanged
from rehearse.loading.yaml_reader import SourceError, read_yaml

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark

STEP = 2
"""Spaces a level."""

_BOM = b"\xef\xbb\xbf"
_BREAK = re.compile("\r\n|[\r\n]")
_OTHER_BREAK = re.compile("[\x85\u2028\u2029]")
_DASHES = re.compile(r"(?:-[ ]+)+(?=[^ ])")
_SIGN = re.compile(r"[|>]([-+0-9]*)\s*(?:#.*)?$")


@dataclass(slots=True)
class _Block:
    """A mapping or a list that is written over lines, not between brackets."""

    is_list: bool
    column: int
    """Where its keys or hyphens stand."""
    new_column: int
    first: int
    last: int = -1  # lines, counted from 0


@dataclass(slots=True)
class _Text:
    """A text that goes on over lines."""

    first: int
    """The first line that goes on."""
    last: int
    is_block: bool
    """Whether it is one with a sign before it (``>-``)."""
    new_column: int


@dataclass(slots=True)
class _Structure:
    """What of the file begins and ends where."""

    blocks: list[_Block] = field(default_factory=list)
    texts: dict[int, _Text] = field(default_factory=dict)
    """By the first line that goes on."""
    inside: set[int] = field(default_factory=set)
    """Lines that go on between brackets."""


def laid_out(path: str, raw: bytes) -> bytes:
    """The content file *raw* laid out like the others; what is laid out already comes back as it is.

    Raises ``SourceError`` where the file cannot be read, ``Unchanged`` where it cannot be laid out without changing
    what it says.
    """
    before = read_yaml(path, raw)
    if _OTHER_BREAK.search(raw.decode("utf-8")):  # YAML counts them as line ends, and editors do not
        message = f"{path}: the file has line ends that editors do not show as such: it is left as it is."
        raise Unchanged(message)
    bom, text = (_BOM, raw[len(_BOM) :].decode()) if raw.startswith(_BOM) else (b"", raw.decode())
    ends = _BREAK.findall(text)
    newline = max(sorted(set(ends)), key=ends.count) if ends else "\n"
    nodes = [span.line - 1 for key, span in before.keys.items() if len(key) == 2 and key[0] == "nodes"]  # noqa: PLR2004
    new = _Layout(_BREAK.split(text), _structure(text), set(nodes[1:])).text()
    body = new.rstrip("\n")
    as_it_ended = _BREAK.sub("\n", text[len(text.rstrip()) :])  # it belongs to a text that ends the file
    for end in ("\n", as_it_ended):
        content = bom + (body + end).replace("\n", newline).encode()
        if _data(path, content) == before.data and "".join(new.split()) == "".join(text.split()):
            return content
    message = f"{path}: the file cannot be laid out without changing what it says: it is left as it is."
    raise Unchanged(message)


def _data(path: str, content: bytes) -> Any:  # noqa: ANN401
    try:
        return read_yaml(path, content).data
    except SourceError:
        return None


def _structure(text: str) -> _Structure:
    """Where everything begins and ends, from the parser's events."""
    structure = _Structure()
    stack: list[tuple[_Block | None, int]] = []  # a block, or nothing between brackets; and the line it begins at
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        around = stack[-1][0] if stack else None
        within = around.new_column + STEP if around else 0
        match event:
            case CollectionStartEvent():
                line, column = _place(event.start_mark)
                block = None
                if not event.flow_style:
                    block = _Block(isinstance(event, SequenceStartEvent), column, within, line)
                    structure.blocks.append(block)
                stack.append((block, line))
            case CollectionEndEvent():
                block, line = stack.pop()
                if block is not None:
                    block.last = _last_line(event)
                else:
                    structure.inside.update(range(line + 1, _place(event.end_mark)[0] + 1))
            case ScalarEvent() if around is not None and _place(event.end_mark)[0] > _place(event.start_mark)[0]:
                first = _place(event.start_mark)[0] + 1
                structure.texts[first] = _Text(first, _last_line(event), event.style in ("|", ">"), within)
            case _:
                pass
    return structure


def _last_line(event: yaml.Event) -> int:
    """The last line that holds anything of what ends with *event*."""
    line, column = _place(event.end_mark)
    return line - 1 if column == 0 and line else line


def _place(mark: Mark | CMark | None) -> tuple[int, int]:
    """Line and column, counted from 0."""
    return (int(mark.line), int(mark.column)) if mark is not None else (0, 0)


class _Layout:
    """One going through the lines of a file."""

    def __init__(self, lines: list[str], structure: _Structure, nodes: set[int]) -> None:
        self.lines = lines
        self.structure = structure
        self.nodes = nodes
        self.new: list[str] = []
        self.comments: list[str] = []  # those that wait for the line that they stand above; empty lines among them
        self.was, self.shift = 0, 0  # where the last line began, and by how much it was moved
        self.most: int | None = None  # behind a text whose lines count: how far in a comment may stand and still be one

    def text(self) -> str:
        """The file's text in its new layout, with one line end at its end."""
        blocks = iter(self.structure.blocks)
        coming = next(blocks, None)
        open_blocks: list[_Block] = []
        number = 0
        while number < len(self.lines):
            while coming is not None and coming.first <= number:
                open_blocks.append(coming)
                coming = next(blocks, None)
            open_blocks = [block for block in open_blocks if block.last >= number]
            if (going_on := self.structure.texts.get(number)) is not None and going_on.last >= number:
                self.going_on(going_on)
                number = going_on.last + 1
                continue
            line = self.lines[number].rstrip()
            if number in self.structure.inside:
                self.new.append(" " * max(_indent(line) + self.shift, 1) + line.lstrip() if line else "")
            elif not line or line.lstrip().startswith("#"):
                self.comments.append(line)
            else:
                self.line(line, open_blocks, is_node=number in self.nodes)
            number += 1
        self.flush(self.was, self.shift)
        return "\n".join(self.new).strip("\n") + "\n"

    def line(self, line: str, open_blocks: list[_Block], *, is_node: bool) -> None:
        """A line with which something begins."""
        column, rest = _indent(line), line.lstrip(" ")
        is_item = rest == "-" or rest.startswith("- ")
        block = next((b for b in reversed(open_blocks) if b.column == column and b.is_list == is_item), None)
        shift = block.new_column - column if block else 0
        self.flush(column, shift)
        if is_node:
            self.part_from_the_last(column + shift)
        if is_item and (dashes := _DASHES.match(rest)):
            rest = "- " * dashes[0].count("-") + rest[dashes.end() :]
        self.new.append(" " * (column + shift) + rest)
        self.was, self.shift = column, shift

    def flush(self, column: int, shift: int) -> None:
        """The comments that stand above a line which begins at *column* and is moved by *shift*."""
        for comment in self.comments:
            if not comment:
                if self.new and self.new[-1]:
                    self.new.append("")
                continue
            at = _indent(comment)
            moved = self.shift if at == self.was and at != column else shift
            to = max(at + moved, 0)
            self.new.append(" " * (to if self.most is None else min(to, self.most)) + comment.lstrip())
        self.comments = []
        self.most = None

    def part_from_the_last(self, column: int) -> None:
        """An empty line above a node and the comments that belong to it, where there is none."""
        above = len(self.new)
        while above and self.new[above - 1].startswith(f"{' ' * column}#"):
            above -= 1
        if above and self.new[above - 1]:
            self.new.insert(above, "")

    def going_on(self, text: _Text) -> None:
        """The further lines of a text."""
        lines = self.lines[text.first : text.last + 1]
        sign = _SIGN.search(self.lines[text.first - 1]) if text.is_block else None
        if not text.is_block:
            self.new += [" " * text.new_column + line.strip() if line.strip() else "" for line in lines]
            return
        kept = sign is not None and "+" in sign[1]
        while lines and not lines[-1].strip() and not kept:
            self.comments.append(lines.pop())
        self.comments = ["" for _ in self.comments]
        first = next((line for line in lines if line.strip()), "")
        self.most = text.new_column - STEP
        told = sign is not None and any(each.isdigit() for each in sign[1])  # how far in is told: only moved
        shift = self.shift if told else text.new_column - _indent(first)
        self.new += [" " * max(_indent(line) + shift, 0) + line.lstrip(" ") if line.strip() else "" for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
