"""The parts of the debrief in which the person has a say: guess, another line, how they talk, goal, confidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.reflection import CONFIDENCE_WORDS, Reflection, confidence_sentences, guess_against
from rehearse.coaching.debrief.talk_style import CAUTION, STUDY
from rehearse.tui.content import joined, shortened, text
from rehearse.tui.debrief.curve_chart import scale
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk.judgement import heading, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.debrief.comparison import Branch
    from rehearse.coaching.debrief.reflection import Goal
    from rehearse.coaching.debrief.talk_style import Habit, TalkStyle
    from rehearse.coaching.feedback.values import Feedback
    from rehearse.tui.debrief.guide import Guide
    from rehearse.tui.debrief.pages import Pages

GUESS = "Which turn changed it, and why?"
BEFORE_VERDICTS = "Before you see what the analysis says: a guess of your own makes what comes after stick."
NO_GUESS = "There was no guess after this talk. It is asked for once, right after the talk."
_MARKED, _IN_THE_TALK = "the one that is marked", "choose it in the talk"
SCALE = 44
"""Columns of the widest scale."""


def _keys(*pairs: tuple[str, str]) -> Paragraph:
    parts: list[tuple[str, str]] = []
    for place, (key, label) in enumerate(pairs):
        parts += [(f"{'   ' if place else ''}{key}", "bold $accent"), (f" {label}", "$quiet")]
    return Paragraph(joined(*parts), above=1)


def guess(pages: Pages, guide: Guide, *, beside: bool) -> list[Paragraph]:
    """The question, or what was answered to it. Where the talk is not *beside* it, the lines stand here."""
    debrief = pages.debrief
    taken = debrief.reflection.guess if debrief.reflection else None
    paragraphs = [heading("Your guess", above=0)]
    if guide.guessing:
        turn = debrief.turns[guide.guessing - 1]
        return [
            *paragraphs,
            Paragraph(joined((f"Turn {turn.turn}: ", "bold"), (f"“{turn.said}”", "$accent")), above=1),
            Paragraph(text("And why? A line, if you like; Enter goes on."), above=1),
        ]
    if not guide.wants_guess:
        if taken is None:
            return [*paragraphs, Paragraph(text(NO_GUESS, "$quiet"), above=1)]
        said = [Paragraph(text(guess_against(taken, debrief)), above=1)]
        if taken.why:
            said.append(Paragraph(joined(("Why, you wrote: ", "$quiet"), taken.why)))
        return [*paragraphs, *said]
    paragraphs += [Paragraph(text(GUESS, "bold"), above=1), Paragraph(text(BEFORE_VERDICTS), above=1)]
    last = len(debrief.turns)
    keys = "1 to 9, 0 for 10" if last > 9 else f"1 to {last}"  # noqa: PLR2004  (the keys there are)
    paragraphs += [
        _keys((keys, "the turn with that number")),
        replace(
            _keys(("Enter" if beside else "v", _MARKED if beside else _IN_THE_TALK), ("n", "leave it out")), above=0
        ),
    ]
    if not beside:
        paragraphs.append(Paragraph(text("")))
        for turn in debrief.turns:
            number = text(f"{turn.turn:>2}  ", "bold $accent")
            paragraphs.append(hanging(number, text(shortened(turn.said, max(pages.width - 6, 20)))))
    return paragraphs


def again(
    pages: Pages, turn: Feedback | None, offered: Sequence[str], branches: Sequence[Branch], mine: str
) -> list[Paragraph]:
    """Another line from a turn, and what came of those that were tried; *mine* is this rehearsal's id."""
    paragraphs = [heading("Another line", above=0)]
    if turn is None:
        return [*paragraphs, Paragraph(text("Nothing has been said yet."), above=1)]
    paragraphs.append(Paragraph(text("Go back to a turn and say something else. This talk stays as it is."), above=1))
    paragraphs.append(Paragraph(joined((f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict)), above=1))
    paragraphs += pages.part("You said", [Paragraph(text(turn.said, "$accent"))])
    others = [hanging(text("• ", "$quiet"), text(line)) for line in offered if line != turn.said]
    paragraphs += pages.part("On offer", others, above=1)
    paragraphs.append(_keys(("t", "Try again from here"), ("↑ ↓", "Another turn")))
    if len(branches) > 1:
        paragraphs.append(heading("What came of it so far"))
        for branch in branches:
            here = "  this one" if branch.id == mine else ""
            sign = text("● " if branch.id == mine else "○ ", "$accent")
            paragraphs.append(hanging(sign, joined((branch.name, "bold"), (here, "$quiet"), f"  {branch.ended}")))
        paragraphs.append(_keys(("b", "See two of them side by side")))
    return paragraphs


def style(pages: Pages, found: TalkStyle) -> list[Paragraph]:
    """How the person talks, each habit beside what the study saw."""
    paragraphs = [heading("How you talk", above=0)]
    if found.too_few:
        return [*paragraphs, Paragraph(text(found.too_few), above=1)]
    paragraphs += [
        Paragraph(text(found.over), above=1),
        Paragraph(text(f"Beside it, {STUDY}. {CAUTION}", "$quiet"), above=1),
        Paragraph(joined(*_LEGEND), above=1),
    ]
    for habit in found.habits:
        paragraphs += _habit(habit, min(pages.width - 2, SCALE))
    return paragraphs


_LEGEND = (
    *(("●", "$accent"), (" you", "$quiet"), ("   ━", "$accent"), (" what it may be", "$quiet")),
    *("   a", (" average", "$quiet"), "   s", (" skilled", "$quiet")),
)


def _habit(habit: Habit, width: int) -> list[Paragraph]:
    marks = (("a", habit.average), ("s", habit.skilled))
    drawn = scale(habit.low, habit.value, habit.high, marks, habit.most, width)
    return [
        Paragraph(joined((habit.label, "bold"), f"  {habit.yours}"), above=1),
        *(Paragraph(row) for row in drawn),
        Paragraph(text(f"The study: {habit.study}. Counted: {habit.how}.", "$quiet")),
    ]


def goal(pages: Pages, offers: Sequence[Goal]) -> list[Paragraph]:
    """One goal for next time, or what it could be."""
    taken = pages.debrief.reflection.goal if pages.debrief.reflection else None
    paragraphs = [heading("One thing for next time", above=0)]
    if taken is not None:
        paragraphs += _plan(pages, taken, above=1)
        paragraphs.append(
            Paragraph(text("Say it aloud once. The drill asks for it, and the prep sheet has it.", "$quiet"), above=1)
        )
        paragraphs.append(_keys(("g", "Another goal")))
        return paragraphs
    paragraphs.append(
        Paragraph(text("One plan, with the moment in it, is kept more often than a good intention."), above=1)
    )
    if offers:
        paragraphs += _plan(pages, offers[0], above=1)
        more = len(offers) - 1
        others = f", or {more} more to choose from" if more else ""
        paragraphs.append(_keys(("g", f"Take it, in your own words if you like{others}")))
    else:
        paragraphs.append(_keys(("g", "Write one")))
    return paragraphs


def _plan(pages: Pages, plan: Goal, *, above: int) -> list[Paragraph]:
    return [
        *pages.part("If they say", [Paragraph(text(plan.if_))], above=above),
        *pages.part("then I say", [Paragraph(text(plan.then, "$accent"))], above=pages.gap),
    ]


def confidence(pages: Pages) -> list[Paragraph]:
    """How confident the person feels now, and what to make of it."""
    reflection = pages.debrief.reflection or Reflection()
    paragraphs = [heading("Confidence", above=0)]
    if reflection.after is None:
        paragraphs.append(Paragraph(text("How confident do you feel about the real talk now?", "bold"), above=1))
        paragraphs += [
            hanging(text(f"{value}  ", "bold $accent"), text(word), above=int(value == 1))
            for value, word in CONFIDENCE_WORDS.items()
        ]
        paragraphs.append(_keys(("n", "leave it out")))
    paragraphs += [Paragraph(text(each), above=1) for each in confidence_sentences(reflection)]
    return paragraphs
