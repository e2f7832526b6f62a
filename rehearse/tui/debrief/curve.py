"""Small drawn curves: how trust and patience went over the turns, each column with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.feedback.values import SYMBOLS
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph
from rehearse.tui.talk.script import VERDICT_STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from rehearse.coaching.feedback.values import Verdict

COLUMN = 3
"""Columns on the screen for each turn."""
ROWS = 2
_EIGHTHS = " ▁▂▃▄▅▆▇█"


class Curve(NamedTuple):
    """One meter: its value before the first turn and after each."""

    label: str
    most: int
    values: tuple[int, ...]


def columns(values: Sequence[int], most: int, rows: int = ROWS) -> list[str]:
    """Each value as a column of blocks; the rows from the top down."""
    steps = [max(0, round(value * rows * 8 / most)) if most > 0 else 0 for value in values]
    drawn = []
    for row in range(rows - 1, -1, -1):
        cells = (_EIGHTHS[min(max(step - row * 8, 0), 8)] for step in steps)
        drawn.append("".join(f"{cell * (COLUMN - 1)} " for cell in cells))
    return drawn


def drawn(curves: Sequence[Curve], verdicts: Sequence[Verdict], width: int) -> list[Paragraph]:
    """All curves over the same turns, with the verdict of each turn below; in pieces where the talk is long."""
    turns = max((len(curve.values) for curve in curves), default=0)
    gutter = max([text(curve.label).cell_length for curve in curves] + [len("Verdict")]) + 2
    if gutter + turns * COLUMN > width:
        gutter = 0
    piece = max((width - gutter) // COLUMN, 4)
    paragraphs: list[Paragraph] = []
    for start in range(0, turns, piece):
        span = range(start, min(start + piece, turns))
        for curve in curves:
            values = curve.values[span.start : span.stop]
            *upper, last = columns(values, curve.most)
            above = 1 if paragraphs else 0
            if not gutter:
                paragraphs.append(Paragraph(text(curve.label, "$quiet"), above=above))
                above = 0
            paragraphs += [_row("", text(row, "$accent"), gutter) for row in upper if row.strip()]
            paragraphs.append(_row(curve.label, text(last, "$accent"), gutter))
            paragraphs.append(_row("", text("".join(f"{value:<{COLUMN}}" for value in values)), gutter))
        signs = [verdicts[turn - 1] if 0 < turn <= len(verdicts) else None for turn in span]
        blank = " " * COLUMN
        marks = joined(*((f"{SYMBOLS[sign]:<{COLUMN}}", VERDICT_STYLES[sign]) if sign else blank for sign in signs))
        numbers = "".join(f"{turn or '':<{COLUMN}}" for turn in span)
        paragraphs.append(_row("Verdict", marks, gutter, 1))
        paragraphs.append(_row("Turn", text(numbers, "$quiet"), gutter))
    return paragraphs


def _row(label: str, body: Content, gutter: int, above: int = 0) -> Paragraph:
    name = text(label if gutter else "", "$quiet")
    return Paragraph(joined(name.pad_right(max(gutter - name.cell_length, 0)), body), above=above)
