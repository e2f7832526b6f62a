"""The parts of an exported debrief that are the same in every form: titles, sentences and lists of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.debrief.colleague import word_on
from rehearse.coaching.debrief.reflection import Reflection, confidence_sentences, guess_against
from rehearse.coaching.debrief.talk_style import CAUTION, STUDY
from rehearse.coaching.odds.chances import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.debrief.comparison import Comparison
    from rehearse.coaching.feedback.values import Debrief, Feedback
    from rehearse.coaching.odds.chances import Chances

MARK = "◆"


class Part(NamedTuple):
    """A titled part: sentences, and below them a list."""

    title: str
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def before_the_turns(debrief: Debrief) -> Iterator[Part]:
    """What stands above the turning points: the guess, and the curve in numbers."""
    guess = debrief.reflection.guess if debrief.reflection else None
    if guess is not None:
        yield Part("Your guess", (guess_against(guess, debrief), *([f"Why: {guess.why}"] if guess.why else [])))
    if debrief.chances is not None:
        marked = {turn.turn for turn in debrief.turning_points}
        yield Part("The chance of a good end", (curve(debrief.chances, marked), debrief.chances.meaning))


def curve(chances: Chances, marked: set[int], first: int = 0) -> str:
    """The curve as numbers: ``at the start 67%, turn 1 64%, turn 2 39% ◆``; from turn *first* on if given."""
    told = [
        f"{f'turn {turn}' if turn else 'at the start'} {percent(value)}{f' {MARK}' if turn in marked else ''}"
        for turn, value in enumerate(chances.values)
        if turn >= first
    ]
    said = f"{', '.join(told)}."
    return said[:1].upper() + said[1:]


def colleague(debrief: Debrief, turn: Feedback) -> str:
    """What a colleague would say about a turn."""
    chance = debrief.chances.of(turn.turn) if debrief.chances else None
    return " ".join(word_on(turn, chance).sentences)


def about_the_person(debrief: Debrief) -> Iterator[Part]:
    """What is about the person: how they talk, the goal, how confident they felt."""
    style, reflection = debrief.style, debrief.reflection or Reflection()
    if style is not None and style.habits:
        items = tuple(
            f"{habit.label}: {habit.yours}. The study: {habit.study}. Counted: {habit.how}." for habit in style.habits
        )
        yield Part("How you talk", (style.over, f"Beside it, {STUDY}. {CAUTION}"), items)
    if reflection.goal is not None:
        yield Part("One thing for next time", (f"{reflection.goal.sentence}.",))
    if sentences := confidence_sentences(reflection):
        yield Part("Confidence", sentences)


def branches_in_words(found: Comparison) -> Iterator[Part]:
    """Two branches: each with its curve and its lines from where they part, and what the better ones share."""
    upto = found.parted - 1
    same = f"The same up to turn {upto}." if upto else "They part at the first turn."
    for branch in (found.left, found.right):
        debrief = branch.debrief
        marked = {turn.turn for turn in debrief.turning_points}
        numbers = (curve(debrief.chances, marked, found.parted - 1),) if debrief.chances else ()
        items = tuple(
            f"Turn {turn.turn}, {turn.verdict}. You: {turn.said} {debrief.boss_name}: {turn.answered}"
            for turn in debrief.turns[found.parted - 1 :]
        )
        yield Part(f"{branch.name}: {branch.ended}", (same, *numbers), items)
