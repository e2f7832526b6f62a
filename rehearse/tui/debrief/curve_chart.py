"""The chance of an outcome within one's range over a talk, as a picture with a scale, numbers and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from textual.content import Content

COLUMNS = (4, 3)
"""Columns on the screen for each turn, one of them blank: as many as there is room for."""
ROWS = 6
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_BAR = 2
_GUTTER = 6
_LONGEST = 3
MARK = "◆"


def chart(values: Sequence[float], marked: AbstractSet[int], width: int, *, first: int = 0) -> list[Paragraph]:
    """*values* (from 0 to 1) as columns over their turns, the *marked* turns with a sign; in pieces where it is long.

    *first* is the turn of the first value; 0 stands for the time before the first line.
    """
    room = max(width - _GUTTER, 0)
    numbers = [_number(value) for value in values]
    widest, narrow = COLUMNS
    close = all(len(number) < _LONGEST for number in numbers[:-1])  # none would touch the next one
    column = narrow if widest * len(values) > room >= narrow * len(values) and close else widest
    piece = max(room // column, 3)
    paragraphs: list[Paragraph] = []
    for start in range(0, len(values), piece):
        shown = values[start : start + piece]
        paragraphs += _drawn(shown, column, above=1 if start else 0)
        told = "".join(f"{number:>{column - 1}}".ljust(column) for number in numbers[start : start + piece])
        paragraphs.append(_row(text(" " * _GUTTER), text(told.rstrip())))
        turns = range(first + start, first + start + len(shown))
        if marked & set(turns):
            marks = "".join(f"{MARK if turn in marked else '':>{column - 1}} " for turn in turns)
            paragraphs.append(_row(text(" " * _GUTTER), text(marks.rstrip(), "bold $accent")))
        names = joined(*(_turn(turn, column, marked=turn in marked) for turn in turns))
        paragraphs.append(_row(text("Turn  ", "$quiet"), names))
    return paragraphs


def _drawn(values: Sequence[float], column: int, *, above: int) -> list[Paragraph]:
    """The bars, with a scale at their left."""
    paragraphs = []
    for row in range(ROWS - 1, -1, -1):
        scale = {ROWS - 1: "100% ", ROWS // 2 - 1: " 50% "}.get(row, "     ")
        side = joined((scale, "$quiet"), ("│", "$line"))
        paragraphs.append(
            _row(side, text(_bars(values, row, column), "$accent"), above=above if row == ROWS - 1 else 0)
        )
    floor = joined(("  0% ", "$quiet"), ("└", "$line"))
    return [*paragraphs, _row(floor, text("─" * (column * len(values)), "$line"))]


def _bars(values: Sequence[float], row: int, column: int) -> str:
    cells = []
    for value in values:
        eighths = round(min(max(value, 0.0), 1.0) * ROWS * 8)
        filled = min(max(eighths - row * 8, 0), 8)
        cells.append(f"{_EIGHTHS[filled] * _BAR:>{column - 1}} ")
    return "".join(cells)


def _number(value: float) -> str:
    """In percent; what is hardly anything or almost everything is not told as nothing or all."""
    if 0 < value < 0.005:  # noqa: PLR2004  (what would be rounded to nothing)
        return "<1"
    if 0.995 < value < 1:  # noqa: PLR2004  (or to all)
        return ">99"
    return str(round(value * 100))


def _turn(turn: int, column: int, *, marked: bool) -> Content:
    name = str(turn) if turn else "·"
    return text(f"{name:>{column - 1}} ", "bold $accent" if marked else "$quiet")


def _row(side: Content, body: Content, *, above: int = 0) -> Paragraph:
    return Paragraph(joined(side, body), above=above)


def scale(
    low: float, value: float, high: float, marks: Sequence[tuple[str, float]], most: float, width: int
) -> list[Content]:
    """A *value* with the range that it may well have, over *marks* on the same scale from 0 to *most*: two rows."""
    room = max(width - 1, 10)

    def at(number: float) -> int:
        return min(max(round(number / most * room), 0), room)

    track = ["─"] * (room + 1)
    for place in range(at(low), at(high) + 1):
        track[place] = "━"
    track[at(value)] = "●"
    below = [" "] * (room + 1)
    for sign, number in marks:
        below[at(number)] = sign if below[at(number)] == " " else "*"
    band = range(at(low), at(high) + 1)
    row = joined(*((sign, "$accent" if place in band else "$line") for place, sign in enumerate(track)))
    return [row, text("".join(below).rstrip(), "$quiet")]
