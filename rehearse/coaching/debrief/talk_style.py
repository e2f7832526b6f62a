"""How a person talks: a few habits that can be counted, each beside what one study saw in negotiators.

The study is Rackham's observation of negotiators at work. It counted behaviours at real tables; here lines are counted,
and few of them. So every value comes with the range that it may well have, and nothing is a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from rehearse.coaching.feedback.remarks import blames, is_question, reasons_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine.replay import Played
    from rehearse.engine.story import Choice

ENOUGH = 8
"""Lines from which on it is worth counting."""
WORDS_A_MINUTE = 150
MOST_TALKS = 5
"""Earlier rehearsals that are counted too where one alone has too few lines."""
STUDY = "Rackham's observation of negotiators: about 49 of them in 102 sessions, known through secondary sources"
CAUTION = (
    "It is one observational study, made at real tables; here lines are counted, and only a few of them. So read it as "
    "a hint where to look, not as a mark."
)
_SPREAD = 1.28
"""Within so many standard deviations lie four values of five."""

Unit = Literal["share", "hour", "each"]
"""A share of all lines, so many an hour of talk, or so many for each line of its kind."""

_UNITS: dict[Unit, str] = {"share": "%", "hour": " an hour", "each": " each"}
_TESTS = re.compile(
    r"\b(?:did i (?:get|understand|hear) (?:that|this|it|you)|have i (?:got|understood|heard)"
    r"|(?:do|if) i (?:understand|follow) you|am i right (?:that|in)|so what you'?re saying|you mean\b"
    r"|is that (?:it|right|what)\b|let me see if i'?ve)",
    re.IGNORECASE,
)
_SUMS = re.compile(
    r"\b(?:to sum (?:it )?up|in sum|to recap(?:itulate)?|to say it back|to go over it again"
    r"|what we (?:have )?(?:agreed|said)|so we(?:'?ve| have) agreed|let me (?:sum|recap)|to be clear on what we)\b",
    re.IGNORECASE,
)
_PRAISES_ITSELF = re.compile(
    r"\b(?:(?:my|this|that'?s a|it'?s a|a|very|quite|more than|perfectly) ?(?:very |quite |perfectly |more than )?"
    r"(?:fair|generous|reasonable) (?:offer|proposal|deal|suggestion|request|solution|compromise)"
    r"|i(?:'m| am) (?:just |only )?being (?:very |quite )?(?:fair|reasonable|generous|patient)|it'?s only fair)\b",
    re.IGNORECASE,
)
_IRRITATING = frozenset({"accuse", "compare-as-a-grievance", "tell-them-they-are-wrong"})
_PROPOSING = frozenset(
    {
        "make-a-clear-ask",
        "ask-for-everything",
        "propose-a-trial",
        "shape-the-trial",
        "propose-a-comparison",
        "offer-fixed-office-days",
        "offer-a-compromise",
        "press-after-no",
    }
)
_TAKING_UP = frozenset({"acknowledge-their-worry", "check-understanding"})


class _Line(NamedTuple):
    """One line of the person's, and whether the boss had just objected."""

    choice: Choice
    after_objection: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that a person does often or seldom."""

    id: str
    label: str
    unit: Unit
    count: int
    found: str  # the count with what it is of: "2 of 10 lines"
    value: float  # a share in percent, or so many an hour, or so many each
    low: float  # the range that the value may well have in the long run
    high: float
    average: float  # of average negotiators in the study
    skilled: float
    how: str  # how it was counted

    @property
    def most(self) -> float:
        """Where a scale for it ends."""
        return max(self.average, self.skilled, self.value, min(self.high, 2 * max(self.average, self.skilled))) * 1.15

    @property
    def study(self) -> str:
        """What the study saw, as a range."""
        return f"average {self._said(self.average)}, skilled {self._said(self.skilled)}"

    @property
    def yours(self) -> str:
        """The person's own value, and what it may be in the long run."""
        return f"{self.found}: {self._said(self.value)}, {self.range}"

    @property
    def range(self) -> str:
        """The range that the value may well have."""
        return f"somewhere from {_figure(self.low)} to {_figure(self.high)}"

    def _said(self, value: float) -> str:
        return f"{_figure(value)}{_UNITS[self.unit]}"


@dataclass(frozen=True, slots=True)
class TalkStyle:
    """How a person talked over some lines; without habits where those are too few."""

    lines: int
    talks: int
    minutes: float
    habits: tuple[Habit, ...] = ()

    @property
    def over(self) -> str:
        """What was counted, in words."""
        talks = "this talk" if self.talks == 1 else f"this talk and {self.talks - 1} before it"
        lines = f"{self.lines} line{'' if self.lines == 1 else 's'}"
        return f"Counted over {talks}: {lines}, about {_minutes(self.minutes)} said aloud."

    @property
    def too_few(self) -> str:
        """Why nothing is told, or empty."""
        if self.habits:
            return ""
        return f"There are {self.lines} lines of yours so far; from {ENOUGH} on it is worth counting."


def talk_style(catalogue: Catalogue, talks: Sequence[tuple[Played, int]]) -> TalkStyle:
    """How the person talked in *talks*, the one in question first, each with how many of its lines count elsewhere.

    A rehearsal that goes on from a turn of another one shares the lines before it. Earlier talks are only taken in
    while the lines are too few.
    """
    lines: list[_Line] = []
    words = taken = 0
    for played, shared in talks[: MOST_TALKS + 1]:
        if taken and len(lines) >= ENOUGH:
            break
        taken += 1
        lines += _lines(played, shared)
        words += sum(len(line.text.split()) for step in played.steps[shared + 1 :] for line in step.lines)
    minutes = words / WORDS_A_MINUTE
    if len(lines) < ENOUGH:
        return TalkStyle(len(lines), taken, minutes)
    return TalkStyle(len(lines), taken, minutes, tuple(_habits(catalogue, lines, minutes)))


def _lines(played: Played, shared: int) -> Iterable[_Line]:
    for turn, choice in enumerate(played.choices, 1):
        if turn > shared and choice.say:
            events = played.steps[turn - 1].events
            objected = played.story.nodes[choice.node].speaks == "objection" or any(
                event.kind == "concern" and event.cause == "objection" for event in events
            )
            yield _Line(choice, objected)


def _habits(catalogue: Catalogue, lines: Sequence[_Line], minutes: float) -> Iterable[Habit]:
    def share(name: str, label: str, is_so: Callable[[Choice], bool], study: tuple[float, float], how: str) -> Habit:
        count = sum(is_so(line.choice) for line in lines)
        low, high = _likely_share(count, len(lines))
        own = 100 * count / len(lines)
        found = f"{count} of {len(lines)} lines"
        return Habit(name, label, "share", count, found, own, 100 * low, 100 * high, *study, how)

    def hourly(name: str, label: str, count: int, study: tuple[float, float], how: str) -> Habit:
        hours = max(minutes, 1) / 60
        low, high = (value / hours for value in _likely_count(count))
        found = f"{count} in {_minutes(minutes)}"
        return Habit(name, label, "hour", count, found, count / hours, low, high, *study, how)

    yield share("questions", "Questions", _asks, (9.6, 21.3), "lines that ask them something")
    yield share("testing", "Testing understanding", _tests, (4.1, 9.7), "lines that play back what they said")
    yield share("summing", "Summing up", _sums, (4.2, 7.5), "lines that say where the two of you stand")
    yield hourly(
        "irritators",
        "Irritators",
        sum(_irritates(line.choice) for line in lines),
        (10.8, 2.3),
        "lines that say what is wrong with them, or praise your own offer",
    )
    yield hourly(
        "counters",
        "Counter-proposals at once",
        sum(_counters(line) for line in lines),
        (3.1, 1.7),
        "proposals straight after an objection, without a word on it",
    )
    given = [count for line in lines if (count := _reasons(catalogue, line.choice))]
    if given:
        mean, spread = _mean(given)
        how = "in the lines that argue, evidence and marked reasons"
        low, high = max(1.0, mean - spread), mean + spread
        found = f"{sum(given)} in {len(given)} line{'' if len(given) == 1 else 's'}"
        yield Habit("reasons", "Reasons for each argument", "each", sum(given), found, mean, low, high, 3.0, 1.8, how)


def _asks(choice: Choice) -> bool:
    return is_question(choice.say, choice.moves)


def _tests(choice: Choice) -> bool:
    return "check-understanding" in choice.moves or _TESTS.search(choice.say) is not None


def _sums(choice: Choice) -> bool:
    return "sum-up-the-agreement" in choice.moves or _SUMS.search(choice.say) is not None


def _irritates(choice: Choice) -> bool:
    return (
        not _IRRITATING.isdisjoint(choice.moves) or _PRAISES_ITSELF.search(choice.say) is not None or blames(choice.say)
    )


def _counters(line: _Line) -> bool:
    moves = line.choice.moves
    return (
        line.after_objection
        and not _PROPOSING.isdisjoint(moves)
        and _TAKING_UP.isdisjoint(moves)
        and not _tests(line.choice)
        and not line.choice.say.lstrip().casefold().startswith(("fair", "i see", "i understand", "you're right"))
    )


def _reasons(catalogue: Catalogue, choice: Choice) -> int:
    """How many reasons a line gives: those marked as such in its words, or the kinds of evidence it is made of."""
    evidence = sum(catalogue.move(move).stage == "evidence" for move in choice.moves)
    return max(evidence, reasons_in(choice.say))


def _figure(value: float) -> str:
    """A figure with as many digits as it is worth."""
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"  # noqa: PLR2004


def _minutes(minutes: float) -> str:
    whole = max(round(minutes), 1)
    return f"{whole} minute{'' if whole == 1 else 's'}"


def _mean(values: Sequence[int]) -> tuple[float, float]:
    """The mean, and how far it may be off."""
    count = len(values)
    mean = sum(values) / count
    squares = sum((value - mean) ** 2 for value in values)
    deviation = (squares / (count - 1)) ** 0.5 if count > 1 else 1.0
    return mean, _SPREAD * max(deviation, 0.5) / count**0.5


def _likely_share(count: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies, four times of five (Wilson's interval)."""
    share, z = count / of, _SPREAD
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _likely_count(count: int) -> tuple[float, float]:
    """Between which counts the true rate lies, four times of five (by the square root, whose spread is the same)."""
    root = (count + 0.375) ** 0.5
    low = max(root - _SPREAD / 2, 0.0) ** 2 - 0.375
    return max(low, 0.0) if count else 0.0, (root + _SPREAD / 2) ** 2 - 0.375
