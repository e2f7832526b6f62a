"""Where it turned: the curve of the talk, and its turning points as a colleague would put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.debrief.colleague import word_on
from rehearse.coaching.debrief.reflection import guess_against
from rehearse.coaching.odds.chances import PENDING, percent
from rehearse.tui.content import joined, text
from rehearse.tui.debrief import curve
from rehearse.tui.debrief.curve_chart import MARK, chart
from rehearse.tui.paragraphs import Paragraph
from rehearse.tui.talk import judgement
from rehearse.tui.talk.judgement import heading, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.feedback.values import Feedback
    from rehearse.tui.debrief.curve import Curve
    from rehearse.tui.debrief.pages import Pages

CHANCE = "The chance of a good end, in percent"
WHAT_NEXT = "Enter shows a turn whole; t tries another line from it."


def turned(pages: Pages, curves: Sequence[Curve], trouble: str = "") -> list[Paragraph]:
    """The whole page; *trouble* says why the odds will not come, where that is so."""
    debrief, guess = pages.debrief, pages.debrief.reflection.guess if pages.debrief.reflection else None
    paragraphs = [heading("Where it turned", above=0)]
    if guess is not None:
        paragraphs.append(Paragraph(text(guess_against(guess, debrief), "bold"), above=1))
        if guess.why:
            paragraphs.append(Paragraph(joined(("Why, you wrote: ", "$quiet"), guess.why)))
    paragraphs += _curve(pages, trouble)
    for turn in debrief.turning_points:
        paragraphs += _point(pages, turn)
    if not debrief.turning_points:
        paragraphs.append(Paragraph(text("No single line turned this talk."), above=1))
    if debrief.turns:
        paragraphs.append(Paragraph(text(WHAT_NEXT, "$quiet"), above=2))
        paragraphs.append(heading("How trust and patience went"))
        paragraphs += curve.drawn(curves, [turn.verdict for turn in debrief.turns], pages.width)
    return paragraphs


def _curve(pages: Pages, trouble: str) -> list[Paragraph]:
    debrief = pages.debrief
    if debrief.chances is None:
        return [Paragraph(text(trouble or PENDING, "$quiet"), above=1)]
    marked = {turn.turn for turn in debrief.turning_points}
    drawn = chart(debrief.chances.values, marked, pages.width)
    title = Paragraph(text(CHANCE, "$quiet"), above=1)
    start, end = percent(debrief.chances.values[0]), percent(debrief.chances.last)
    told = f"It began at {start} and came to {end}. " if debrief.turns else f"It begins at {start}. "
    signs = f"{MARK} marks where it turned. " if marked else ""
    return [title, *drawn, Paragraph(text(told + signs + debrief.chances.meaning, "$quiet"), above=1)]


def _point(pages: Pages, turn: Feedback) -> list[Paragraph]:
    chances = pages.debrief.chances
    chance = chances.of(turn.turn) if chances else None
    word = word_on(turn, chance)
    went = f"  {percent(chance.before)} → {percent(chance.after)}" if chance else ""
    title = joined((f"{MARK} ", "$accent"), (f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict), (went, "bold"))
    paragraphs = [Paragraph(title, above=2)]
    paragraphs += pages.part("You", [Paragraph(text(turn.said, "$accent"))])
    if turn.thought:
        paragraphs += pages.part(pages.boss, [Paragraph(text(f"thinks: {turn.thought}", "italic"))], above=pages.gap)
    said = [each for each in word.sentences if each != word.asked]
    body = joined(f"{' '.join(said)} ", (word.asked, "bold"))
    paragraphs += pages.part("A colleague", [Paragraph(body)], above=1)
    if not word.helped:
        paragraphs += pages.part("Better line", judgement.better(turn), above=1)
    if turn.rule is not None:
        paragraphs += pages.part("Rule", judgement.rule_in_short(turn.rule), above=1)
    return paragraphs
