"""The drill: objections one after the other, for five minutes. What is answered badly comes back soon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from rehearse.model.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.coaching.between.objections import Objection

MOST = 10
"""Objections of one drill."""
MINUTES = 5
"""Minutes after which there is no further one."""
APART = 3
"""Objections that come before one that was answered badly comes back."""
MOST_RETURNS = 1
"""How often it does so within one drill."""
SHOWN = 60


class Answer(NamedTuple):
    """What became of one objection."""

    objection: Objection
    good: bool


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as far as it has come."""

    waiting: tuple[Objection, ...]
    answers: tuple[Answer, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Objection]) -> Drill:
        """A drill of the objections *found*, the most pressing first: each worry in turn, and then in other words."""
        rest = list(found)
        order: list[Objection] = []
        while rest:
            concerns = [each.concern.id for each in order]
            chosen = min(rest, key=lambda each: (not each.due, concerns.count(each.concern.id), -each.weight))
            rest.remove(chosen)
            order.append(chosen)
        return cls(tuple(order))

    @property
    def current(self) -> Objection | None:
        """The objection to be answered now; nothing where the drill is over."""
        return self.waiting[0] if self.waiting and len(self.answers) < MOST else None

    @property
    def number(self) -> int:
        """Which one of the drill that is, from 1."""
        return len(self.answers) + 1

    def answered(self, *, good: bool) -> Drill:
        """The drill after the current objection was answered, well or not. Raises ``IndexError`` where it is over."""
        now, *rest = self.waiting
        answers = (*self.answers, Answer(now, good))
        poor = sum(not each.good for each in answers if _is_same(each.objection, now))
        if not good and poor <= MOST_RETURNS:
            rest.insert(_place(rest, now), now)
        return replace(self, waiting=tuple(rest), answers=answers)


def closing(answers: Sequence[Answer]) -> tuple[str, str]:
    """Two sentences at the end: what held, and what to come back to."""
    if not answers:
        return "Nothing was answered this time.", "The objections wait for you as they are."
    last = {each.objection.concern.id: each for each in answers}
    concerns = {each.objection.concern.id: each.objection.concern.label for each in answers}
    open_ones = [each for each in answers if not each.good and not _held_later(each, answers)]
    held = [label for concern, label in concerns.items() if not _left(concern, open_ones)]
    if not open_ones:
        return f"You had an answer to {_named(held)}.", "They come back in a few days, put in other words."
    worst = next((each for each in open_ones if not last[each.objection.concern.id].good), open_ones[0]).objection
    said = shortened(worst.says, SHOWN)
    comes_back = f"“{said}{'' if said == worst.says else ' …'}” comes back first the next time."
    if not held:
        return "None of their worries is put to rest yet, and you have seen a line for each.", comes_back
    return f"You had an answer to {_named(held)}.", comes_back


def _place(waiting: Sequence[Objection], poor: Objection) -> int:
    """Where it comes back: a few objections later, and not beside one of the same worry if that can be helped."""
    for place in range(APART, APART + 3):
        beside = waiting[place - 1 : place + 1]
        if len(waiting) >= place and all(each.concern.id != poor.concern.id for each in beside):
            return place
    return APART


def _is_same(one: Objection, other: Objection) -> bool:
    return (one.concern.id, one.line) == (other.concern.id, other.line)


def _held_later(poor: Answer, answers: Sequence[Answer]) -> bool:
    """Whether the same objection was answered well the last time that it came."""
    return [each.good for each in answers if _is_same(each.objection, poor.objection)][-1]


def _left(concern: str, open_ones: Iterable[Answer]) -> bool:
    return any(each.objection.concern.id == concern for each in open_ones)


def _named(labels: Sequence[str]) -> str:
    quoted = [f"“{label}”" for label in labels]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
