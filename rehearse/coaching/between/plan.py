"""The plan to the day: about nine short sessions, evenly spaced up to the meeting, replanned from any day on.

Evenly and not at growing distances: before a day that is fixed nothing else has been shown to be better.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

StepId = Literal["first", "recall", "drill", "real", "other", "drill-again", "tough", "dress", "page"]
Kind = Literal["talk", "drill", "page"]
Measure = Literal["first", "usual", "hardest"]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to practise on the way."""

    id: StepId
    kind: Kind
    title: str
    goal: str
    minutes: int
    mode: Literal["", "guided", "recall", "real"] = ""
    seconds: int = 0  # for each answer, in a real talk
    level: Measure = "usual"
    other: bool = False  # with another boss


STEPS = (
    Step(
        "first",
        "talk",
        "A first run",
        "Get to know the talk, with lines to choose from. See what each of them does.",
        15,
        mode="guided",
        level="first",
    ),
    Step(
        "recall",
        "talk",
        "In your own words",
        "Type every answer yourself. One key shows the lines, if you are stuck.",
        12,
        mode="recall",
    ),
    Step("drill", "drill", "Objections only", "An answer to each of their worries, one after the other.", 5),
    Step(
        "real",
        "talk",
        "As in life",
        "Your own words alone, and a minute for each. What was good and what was not comes afterwards.",
        12,
        mode="real",
        seconds=60,
    ),
    Step(
        "other",
        "talk",
        "Somebody else across the table",
        "Another boss worries about other things. Find out what, before you answer.",
        12,
        mode="recall",
        other=True,
    ),
    Step(
        "drill-again",
        "drill",
        "Objections once more",
        "The same worries in other words: what did not hold comes first.",
        5,
    ),
    Step(
        "tough",
        "talk",
        "On a bad day",
        "They are short of time, and nothing is believed at once. Stay with your one request.",
        12,
        mode="recall",
        level="hardest",
    ),
    Step(
        "dress",
        "talk",
        "The dress rehearsal",
        "As in life, on a bad day, up to the very end: leave with a yes, a no or a date.",
        12,
        mode="real",
        seconds=60,
        level="hardest",
    ),
    Step("page", "page", "The page, aloud", "Read your prep sheet aloud once, slowly, and put it in your bag.", 5),
)
"""Every session, in order."""
STEP: dict[StepId, Step] = {step.id: step for step in STEPS}
_FIRST_KEPT: tuple[StepId, ...] = (
    "first",
    "page",
    "drill",
    "recall",
    "real",
    "tough",
    "other",
    "drill-again",
    "dress",
)
"""Which sessions there are where the days do not suffice for all: those at the front stay longest."""
assert set(_FIRST_KEPT) == set(get_args(StepId))  # noqa: S101  (a list beside another)


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with its day: the one on which it was done, or is to be."""

    step: Step
    day: dt.date


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to the meeting, as it looks on one day."""

    meeting: dt.date
    today: dt.date
    done: tuple[Dated, ...]
    coming: tuple[Dated, ...]
    moved: bool = False  # whether the rest was spread anew, since a day had passed

    @property
    def days_left(self) -> int:
        """Days until the meeting; 0 on the day itself, negative after it."""
        return (self.meeting - self.today).days

    @property
    def now(self) -> Dated | None:
        """What is on today."""
        return self.coming[0] if self.coming and self.coming[0].day == self.today else None

    @property
    def next(self) -> Dated | None:
        """What is on next, today or later."""
        return self.coming[0] if self.coming else None

    @property
    def size(self) -> int:
        """How many sessions there are in all, with those that are done."""
        return len(self.done) + len(self.coming)

    def number(self, step: Step) -> int:
        """Which session it is, from 1. Raises ``ValueError`` where it is none of them."""
        return [each.step for each in (*self.done, *self.coming)].index(step) + 1


def plan(meeting: dt.date, today: dt.date, done: Sequence[Dated] = (), *, without: Collection[str] = ()) -> Plan:
    """The plan for *meeting* as it looks *today*, with what is *done* of it, oldest first.

    The sessions that are left lie evenly between the last one done and the eve of the meeting, at most one a day; where
    the next one has been passed over, they are spread anew from today on. On the day of the meeting itself only the
    page is left. Steps *without* which it does are left out.
    """
    left = [step for step in STEPS if step.id not in without and step not in {each.step for each in done}]
    last = max((each.day for each in done), default=None)
    free = today + DAY if last is not None and last >= today else today
    if meeting < today:
        return Plan(meeting, today, tuple(done), ())
    if meeting == today:
        page = [Dated(step, today) for step in left if step.kind == "page"]
        return Plan(meeting, today, tuple(done), tuple(page))
    days = (meeting - free).days  # those before the meeting
    kept = set(sorted(left, key=lambda step: _FIRST_KEPT.index(step.id))[: max(days, 0)])
    steps = [step for step in left if step in kept]
    dates, moved = spread(free, meeting - DAY, len(steps), last)
    return Plan(meeting, today, tuple(done), tuple(map(Dated, steps, dates)), moved=moved)


def spread(first: dt.date, end: dt.date, count: int, last: dt.date | None = None) -> tuple[list[dt.date], bool]:
    """So many days, from *first* at the earliest up to *end*, evenly; and whether that begins later than it should.

    Where *last* is given, the day of the session before, they are spread over the time since then, so that a plan that
    is kept to stays as it is. No two distances differ by more than a day, but for the first where it had to move.
    """
    if count < 1:
        return [], False
    if last is not None and last + dt.timedelta(days=step(end - last, count)) >= first:
        return _stepping(last, end, count), False
    if count == 1:  # nothing to be even with: as soon as may be, so that it is not put off to the last day
        return [first], last is not None
    return [first, *_stepping(first, end, count - 1)], last is not None


def step(span: dt.timedelta, count: int) -> int:
    """Days up to the next of *count* sessions that end with the *span*."""
    return (2 * span.days + count) // (2 * count)


def _stepping(start: dt.date, end: dt.date, count: int) -> list[dt.date]:
    """*count* days after *start*, the last of them *end*; each is the next of those that would be left."""
    days = []
    for left in range(count, 0, -1):
        start += dt.timedelta(days=step(end - start, left))
        days.append(start)
    return days
