"""How rehearsals ended, as a picture of signs: a row for each kind of ending, a column for each rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.report.markdown import ENDING_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rehearse.coaching.between.progress import Result

KINDS = ("agreed", "trial", "partial", "deferred", "refused", "ruptured")
"""The rows, the best at the top."""
COLUMN = 3
OWN_WORDS, FROM_LINES, STEM, NOTHING = "●", "○", "┊", " "
WITHIN, OUTSIDE = "┃", "│"
GUTTER = max(len(ENDING_WORDS[kind]) for kind in KINDS) + 2
LEGEND = f"{OWN_WORDS} in your own words   {FROM_LINES} from the lines on offer   {WITHIN} within your range"


class Row(NamedTuple):
    """One row of the picture."""

    label: str
    edge: str  # what stands at its left
    cells: tuple[str, ...]  # one sign for each rehearsal


class Chart(NamedTuple):
    """The picture, with what stands below it."""

    rows: tuple[Row, ...]
    levels: tuple[str, ...]  # the first letter of each level
    bosses: tuple[str, ...]  # the first letter of each boss; none where it was always the same
    shown: tuple[Result, ...]


def chart(results: Sequence[Result], accepts: Collection[str], levels: dict[str, str], width: int) -> Chart:
    """The latest of *results* that there is room for in *width* columns. *levels* are labels by id."""
    room = max((width - GUTTER - 2) // COLUMN, 1)
    shown = tuple(results[-room:])
    rows = tuple(
        Row(
            ENDING_WORDS[kind],
            WITHIN if kind in accepts else OUTSIDE,
            tuple(_cell(result, place) for result in shown),
        )
        for place, kind in enumerate(KINDS)
    )
    bosses = {result.boss for result in shown}
    return Chart(
        rows,
        tuple(levels.get(result.level, result.level)[:1].upper() for result in shown),
        tuple(result.boss[:1].upper() for result in shown) if len(bosses) > 1 else (),
        shown,
    )


def _cell(result: Result, place: int) -> str:
    """What stands for *result* in the row of that place: a dot, the stem below it, or nothing."""
    ended = KINDS.index(result.kind) if result.kind in KINDS else len(KINDS)
    if ended == place:
        return OWN_WORDS if result.own_words else FROM_LINES
    return STEM if ended < place else NOTHING


def signs(marks: Sequence[str], most: int) -> str:
    """The latest of *marks* in a row, with a sign before them where there were more."""
    return ("…" if len(marks) > most else "") + "".join(marks[-most:])
