"""Up to five facts: what, the figure, and where it can be checked. There is always one more row than facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Vertical

from rehearse.loading.brief_answers import BETWEEN
from rehearse.model.brief_questions import MOST_FACTS
from rehearse.tui.brief.fields import LineField, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

PARTS = ("what", "figure", "source")
_SAID = ("what", "figure", "where to check it")


class FactRow(Container):
    """One fact."""

    def __init__(self, parts: tuple[str, ...], example: tuple[str, ...]) -> None:
        """A fact from its three parts."""
        super().__init__()
        self._fields = [
            LineField(shown, f"{said}, e.g. {like}" if like else said, classes=name)
            for name, shown, said, like in zip(PARTS, parts, _SAID, example, strict=True)
        ]

    def compose(self) -> ComposeResult:
        """What, and below it the figure and the source."""
        yield from self._fields

    @property
    def parts(self) -> tuple[str, ...]:
        """What is written in the three fields."""
        return tuple(" ".join(field.text.replace(BETWEEN, "/").split()) for field in self._fields)

    def show(self, parts: tuple[str, ...]) -> None:
        """Hold another fact."""
        for field, part in zip(self._fields, parts, strict=True):
            field.show(part)


class FactsField(Vertical):
    """The facts, one a row."""

    def __init__(self, shown: str, example: str) -> None:
        """The facts in *shown*, one a line."""
        super().__init__()
        rows = [*_read(shown), *[("", "", "")] * MOST_FACTS][:MOST_FACTS]
        like = _row(example)
        self._rows = [FactRow(parts, ("", "", "") if number else like) for number, parts in enumerate(rows)]
        self._reveal()

    def compose(self) -> ComposeResult:
        """Five rows, of which those are in sight that are needed."""
        yield from self._rows

    @property
    def text(self) -> str:
        """The facts as they would be typed, one a line."""
        lines = [f" {BETWEEN} ".join(row.parts).rstrip(f" {BETWEEN}") for row in self._rows if any(row.parts)]
        return "\n".join(lines)

    @property
    def wrong(self) -> str:
        """A sentence where there is a figure or a source and nothing that it is about."""
        for number, row in enumerate(self._rows, 1):
            if any(row.parts) and not row.parts[0]:
                return f"Fact {number} says nothing about what it is that can be counted or checked."
        return ""

    def show(self, shown: str) -> None:
        """Hold other facts."""
        if shown != self.text:
            rows = [*_read(shown), *[("", "", "")] * MOST_FACTS][:MOST_FACTS]
            for row, parts in zip(self._rows, rows, strict=True):
                row.show(parts)
        self._reveal()

    def on_written(self, event: Written) -> None:
        """Show one row more than there are facts."""
        del event  # it goes on to the form
        self._reveal()

    def _reveal(self) -> None:
        filled = max((number for number, row in enumerate(self._rows, 1) if any(row.parts)), default=0)
        for number, row in enumerate(self._rows):
            row.display = number <= filled


def _row(line: str) -> tuple[str, ...]:
    parts = [part.strip() for part in line.split(BETWEEN, 2)]
    return (*parts, "", "", "")[:3]


def _read(shown: str) -> Iterator[tuple[str, ...]]:
    for line in shown.splitlines():
        if line.strip():
            yield _row(line)
