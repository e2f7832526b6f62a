"""What a boss may object, as a drill puts it to a person: the hardest first, and what they fell down on before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehearse.coaching.feedback.judging import feedback
from rehearse.coaching.prep.values import OBJECTION, as_line, plain
from rehearse.engine.state import SURFACED
from rehearse.model.mix import parts_of
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.prep.values import Own
    from rehearse.engine.replay import Played
    from rehearse.model.persona import Concern, Persona

OWN, PLANNED = -1, -2
"""Stand for the objection as the person worded it on their page, and as it is in their plan; others have the number of
the boss's line."""
DAYS_OFF = (0, 2, 5, 12)
"""Days after which an objection is due again: answered badly, answered well once, twice, and more often in a row."""
LONGEST_SAID = 1000
_BAD, _FELL, _MEANT, _DEEP, _LEFT = 4, 3, 2, 2, 3
_MOST_FALLS = 2


@dataclass(frozen=True, slots=True)
class Intention:
    """An if-then plan that the person has made for themselves."""

    when: str  # what the boss says
    then: str  # what the person says then
    concern: str
    move: str

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Intention | None:
        """The plan in a note of the kind ``goal``; nothing where there is none in it."""
        when, then, concern, move = (_text(data.get(key)) for key in ("if", "then", "concern", "move"))
        return cls(when, then, concern, move) if then else None


@dataclass(frozen=True, slots=True)
class Drilled:
    """One objection answered in a drill, as the journal keeps it."""

    persona: str
    concern: str
    move: str  # empty where the boss did not follow, or the person passed
    good: bool
    line: int  # the number of the boss's line, or ``OWN``, or ``PLANNED``
    said: str
    at: dt.datetime

    @classmethod
    def read(cls, data: Mapping[str, Any], at: dt.datetime) -> Drilled | None:
        """What a note of the kind ``drill`` holds; nothing where it is none."""
        persona, concern, move, said = (_text(data.get(key)) for key in ("persona", "concern", "move", "said"))
        good, line = data.get("good"), data.get("line", 0)
        if not persona or not concern or not isinstance(good, bool) or not isinstance(line, int):
            return None
        return cls(persona, concern, move, good, line, said, at)

    def data(self) -> dict[str, Any]:
        """What a note of it holds."""
        return {
            "persona": self.persona,
            "concern": self.concern,
            "move": self.move,
            "good": self.good,
            "line": self.line,
            "said": self.said[:LONGEST_SAID],
        }


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that the boss says, to be answered."""

    concern: Concern
    line: int
    says: str
    why: str  # why it is asked, in a sentence; may be empty
    weight: int  # how much it presses
    due: bool
    plan: Intention | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one person with one boss."""

    stood: Mapping[str, tuple[int, int]]  # by concern: how often left standing, and how often it came up
    fell: Mapping[tuple[str, int], int]  # by concern and line: poor answers to it in rehearsals
    drilled: Sequence[Drilled] = ()  # oldest first
    plans: Mapping[str, Intention] | None = None  # by concern, the newest
    own: Mapping[str, Own] | None = None  # the person's words on their page

    def last(self, concern: str, line: int) -> tuple[Drilled | None, int]:
        """How an objection was answered last in a drill, and how often well in a row."""
        answers = [each for each in self.drilled if (each.concern, each.line) == (concern, line)]
        in_a_row = 0
        for each in reversed(answers):
            if not each.good:
                break
            in_a_row += 1
        return (answers[-1] if answers else None), in_a_row


def stood(rehearsals: Iterable[Played]) -> dict[str, tuple[int, int]]:
    """By concern, in how many of *rehearsals* it was left standing, of those in which it came up."""
    left: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for played in rehearsals:
        story, state = played.story, played.now.state
        for concern, reached, full in zip(
            story.concerns, state.concerns, story.levels[state.level].answered, strict=True
        ):
            if reached >= SURFACED:
                came[concern.id] += 1
                left[concern.id] += reached < full
    return {concern: (left[concern], count) for concern, count in came.items()}


def fell_on(catalogue: Catalogue, rehearsals: Iterable[Played]) -> Counter[tuple[str, int]]:
    """By concern and number of the boss's line, how often it was answered poorly."""
    found: Counter[tuple[str, int]] = Counter()
    for played in rehearsals:
        spoken = {
            text: (concern.id, number)
            for concern, lines in zip(played.story.concerns, played.story.objections, strict=True)
            for number, text in enumerate(lines)
        }
        for turn in range(1, len(played.choices) + 1):
            heard = [spoken[line.text] for line in played.steps[turn - 1].lines if line.text in spoken]
            if heard and feedback(catalogue, played, turn).verdict in {"weak", "costly"}:
                found.update(heard)
    return found


def with_boss(drilled: Iterable[Drilled], boss: str) -> tuple[Drilled, ...]:
    """What was drilled with *boss*, or with one of the two in them."""
    return tuple(each for each in drilled if not set(parts_of(each.persona)).isdisjoint(parts_of(boss)))


def objections(boss: Persona, slots: Mapping[str, str], past: Past, today: dt.date) -> tuple[Objection, ...]:
    """Everything that this boss may object, the most pressing first; what is not due yet comes last."""
    found = [
        _objection(concern, number, says, past, today)
        for concern in boss.concerns
        for number, says in _ways_to_say(boss, concern, slots, past)
    ]
    return tuple(sorted(found, key=lambda each: (not each.due, -each.weight)))


def _ways_to_say(boss: Persona, concern: Concern, slots: Mapping[str, str], past: Past) -> list[tuple[int, str]]:
    """How the boss may put it: their lines, the one in the person's plan if it is another, the one on their page."""
    said = [(number, fill_sentence(line, slots)) for number, line in enumerate(boss.lines.objection[concern.id])]
    plan = (past.plans or {}).get(concern.id)
    begun = plan.when.rstrip(" …").casefold() if plan is not None else ""
    if plan is not None and begun and not any(plain(line).casefold().startswith(begun) for _, line in said):
        said.insert(0, (PLANNED, plan.when))
    mine = (past.own or {}).get(f"if.{concern.id}")
    if mine is not None and mine.used and mine.text:
        said.insert(0, (OWN, as_line(mine.text, OBJECTION)))
    return said


def _objection(concern: Concern, line: int, says: str, past: Past, today: dt.date) -> Objection:
    left, of = past.stood.get(concern.id, (0, 0))
    falls = min(past.fell.get((concern.id, line), 0), _MOST_FALLS)
    plan = (past.plans or {}).get(concern.id)
    last, in_a_row = past.last(concern.id, line)
    due = True
    if last is not None and in_a_row:
        days = (today - last.at.astimezone().date()).days
        due = days >= DAYS_OFF[min(in_a_row, len(DAYS_OFF) - 1)]
    weight = _BAD * (last is not None and not last.good) + _FELL * falls + _DEEP * concern.deep
    weight += round(_LEFT * left / of) if of else 0
    weight += _MEANT * ((plan is not None) + (line in {OWN, PLANNED}))
    why = ""
    if last is not None and not last.good:
        why = "This one did not hold the last time."
    elif falls:
        why = "Your answer to this did not hold in a rehearsal."
    elif line == OWN:
        why = "As you have worded it on your page."
    elif plan is not None:
        why = "You have a plan for this one."
    elif left:
        why = f"This worry was left standing in {left} of {of} rehearsal{'' if of == 1 else 's'}."
    elif concern.deep:
        why = "This is the worry underneath."
    elif last is not None:
        why = "You had an answer to this before: once more."
    return Objection(concern, line, says, why, weight, due, plan)


def _text(value: Any) -> str:  # noqa: ANN401  (whatever a note holds)
    return plain(value) if isinstance(value, str) else ""
