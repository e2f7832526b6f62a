"""The progress as paragraphs: pictures of signs first, then what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.between.progress import ALL_SHOWN, DRILLED, DRILLED_BADLY, REACHED
from rehearse.coaching.between.progress_chart import COLUMN, FROM_LINES, GUTTER, OWN_WORDS, STEM, WITHIN, chart
from rehearse.coaching.feedback.values import SYMBOLS
from rehearse.tui.content import joined, text
from rehearse.tui.dates import day
from rehearse.tui.paragraphs import NOTHING, Paragraph, hanging
from rehearse.tui.talk.judgement import heading
from rehearse.tui.talk.script import VERDICT_STYLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from textual.content import Content

    from rehearse.coaching.between.progress import ConcernRow, MoveRow, Progress

EMPTY = "Nothing yet. It begins with the first rehearsal, or the first drill."
MOST_SIGNS = 14
_SIGN_STYLES = {"●": "$success", "◐": "$foreground", "○": "$warning", DRILLED: "$success", DRILLED_BADLY: "$warning"}
_COUNT = 9


class ProgressPages:
    """Sets one person's progress with one boss."""

    def __init__(self, found: Progress, accepts: Sequence[str], levels: dict[str, str], now: dt.datetime) -> None:
        """Take the progress, the endings within the person's range, and the levels' labels."""
        self._found = found
        self._accepts = accepts
        self._levels = levels
        self._now = now

    def all(self, width: int) -> list[Paragraph]:
        """Everything below one another, for *width* columns."""
        if self._found.is_empty:
            return [Paragraph(text(EMPTY, "$quiet"))]
        return [*self._results(width), *self._worries(), *self._unproven(), *self._moves()]

    # --- how rehearsals ended

    def _results(self, width: int) -> Iterator[Paragraph]:
        if not self._found.results:
            return
        picture = chart(self._found.results, self._accepts, self._levels, width)
        yield heading("How your rehearsals ended", above=0)
        for row in picture.rows:
            within = row.edge == WITHIN
            label = text(f"{row.label:<{GUTTER}}", "" if within else "$quiet")
            yield Paragraph(joined(label, (f"{row.edge} ", "$accent" if within else "$line"), *map(_cell, row.cells)))
        rows = (("Level", picture.levels), ("Boss", picture.bosses))
        for name, letters in rows:
            if letters:
                cells = "".join(f"{letter:<{COLUMN}}" for letter in letters)
                yield Paragraph(text(f"{name:<{GUTTER}}  {cells}", "$quiet"))
        first, last = picture.shown[0], picture.shown[-1]
        begun = f"{_day(first.at, self._now)} to " if first is not last else ""
        span = f"{begun}{_day(last.at, self._now)}"
        yield Paragraph(
            joined(
                (OWN_WORDS, "$accent"),
                (" your own words   ", "$quiet"),
                (FROM_LINES, "$accent"),
                (" lines on offer   ", "$quiet"),
                (WITHIN, "$accent"),
                (f" your range   {span}", "$quiet"),
            )
        )

    # --- worries

    def _worries(self) -> Iterator[Paragraph]:
        yield heading(f"What worries {self._found.name}")
        for row in self._found.concerns:
            under = ("  the one underneath", "$quiet") if row.deep else ""
            yield Paragraph(joined((row.label, "bold"), under))
            yield Paragraph(self._worry(row), text("  "), text("  "))
        legend: list[Content | tuple[str, str]] = []
        for sign, word in REACHED.values():
            legend += [(sign, _SIGN_STYLES[sign]), (f" {word}   ", "$quiet")]
        well, badly = ((sign, _SIGN_STYLES[sign]) for sign in (DRILLED, DRILLED_BADLY))
        yield Paragraph(joined(*legend, well, " ", badly, (" in a drill", "$quiet")))

    def _worry(self, row: ConcernRow) -> Content:
        if not row.met:
            return text("It never came out." if row.hidden else "It has not come up yet.", "$quiet")
        shown = [met.sign for met in row.met][-MOST_SIGNS:]
        signs = [(f"{sign} ", _SIGN_STYLES[sign]) for sign in shown]
        more = ("… ", "$quiet") if len(row.met) > len(shown) else ""
        times = f"{len(row.met)} time{'' if len(row.met) == 1 else 's'}"
        said = f"  answered well {row.well} of {times}, last {_day(row.met[-1].at, self._now)}"
        return joined(more, *signs, (said, "$quiet"))

    # --- unproven, and moves

    def _unproven(self) -> Iterator[Paragraph]:
        yield heading("Still unproven")
        if not self._found.unproven:
            yield Paragraph(text(ALL_SHOWN, "$quiet"))
        for sentence in self._found.unproven:
            yield hanging(text("• ", "$accent"), text(sentence))

    def _moves(self) -> Iterator[Paragraph]:
        for title, rows in self._found.groups:
            yield heading(title)
            for row in rows:
                yield self._move(row)
        if self._found.moves:
            legend = [(f"{SYMBOLS[word]} {word}   ", "$quiet") for word in ("strong", "fair", "weak", "costly")]
            yield Paragraph(joined(*legend), NOTHING, NOTHING, 1)

    def _move(self, row: MoveRow) -> Paragraph:
        verdicts = [each.verdict for each in row.used][-MOST_SIGNS:]
        signs = joined(*((SYMBOLS[verdict], VERDICT_STYLES[verdict]) for verdict in verdicts))
        side = joined(
            signs.pad_left(MOST_SIGNS - len(verdicts)), (f"{row.well} of {len(row.used)}".rjust(_COUNT), ""), "  "
        )
        body = joined(row.label, (f"  {_day(row.used[-1].at, self._now)}", "$quiet"))
        return Paragraph(body, side, text(" " * side.cell_length))


def _cell(sign: str) -> tuple[str, str]:
    return f"{sign:<{COLUMN}}", "$line" if sign == STEM else "bold $accent"


def _day(at: dt.datetime, now: dt.datetime) -> str:
    """The day alone."""
    return "today" if at.astimezone().date() == now.astimezone().date() else day(at, now)
