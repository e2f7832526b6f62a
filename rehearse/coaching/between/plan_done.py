"""What of the plan is done: every practice in the journal counts for the session that it comes nearest to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.between.plan import STEP, Dated, Step
from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.coaching.between.plan import Kind, StepId

FEWEST_LINES = 5
"""New lines of a talk, or answers of a drill, from which on it counts as a session."""
OWN_SHARE = 0.5
"""How many of the lines have to be in one's own words for a talk to count as one from memory."""
PAUSE = dt.timedelta(days=60)
"""A longer time without any practice ends one preparation: what lies before it was for something else."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One thing that was practised."""

    day: dt.date
    kind: Kind
    boss: str = ""
    hardest: bool = False  # at the hardest level
    own_words: bool = False
    step: StepId | None = None  # the session that the person has marked as done, whatever was practised


def done(practices: Iterable[Practice], boss: str, today: dt.date, after: dt.date | None = None) -> tuple[Dated, ...]:
    """The sessions that *practices* amount to, oldest first, for somebody who prepares for a talk with *boss*.

    Only what was done after the day *after* counts, that of the last real talk, and nothing from before a long pause.
    """
    found: dict[StepId, Dated] = {}
    for practice in _of_this_preparation(practices, today, after):
        fits = (name for name in _fitting(practice, boss) if name not in found)
        if (name := next(fits, None)) is not None:
            found[name] = Dated(STEP[name], practice.day)
    return tuple(sorted(found.values(), key=lambda each: each.day))


def _of_this_preparation(practices: Iterable[Practice], today: dt.date, after: dt.date | None) -> Sequence[Practice]:
    known = sorted((each for each in practices if _counts(each.day, today, after)), key=lambda each: each.day)
    later = today
    for place in range(len(known) - 1, -1, -1):
        if later - known[place].day > PAUSE:
            return known[place + 1 :]
        later = known[place].day
    return known


def _counts(day: dt.date, today: dt.date, after: dt.date | None) -> bool:
    return day <= today and (after is None or day > after)


def _fitting(practice: Practice, boss: str) -> tuple[StepId, ...]:
    """The sessions that it could be, the nearest first."""
    if practice.step is not None:
        return (practice.step,)
    if practice.kind == "drill":
        return ("drill", "drill-again")
    if practice.kind == "page":
        return ("page",)
    if parts_of(boss)[0] not in parts_of(practice.boss):
        return ("other", "first")
    own: tuple[StepId, ...] = ("recall", "real") if practice.own_words else ()
    hard: tuple[StepId, ...] = ("tough",) if practice.hardest else ()
    if practice.hardest and practice.own_words:
        hard = ("tough", "dress")
    return (*hard, *own, "first")


def step_of(name: object) -> Step | None:
    """The session of that name, if there is one."""
    return next((step for step in STEP.values() if step.id == name), None)
