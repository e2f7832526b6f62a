"""What a person put down about a rehearsal: a guess which turn changed it, how confident they feel, one goal.

Each is kept as a note of that kind; what is no longer readable counts as not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehearse.coaching.odds.chances import moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.coaching.feedback.values import Debrief

LEAST, MOST = 1, 5
"""How confident one can feel."""
CONFIDENCE_WORDS = {1: "not at all", 2: "a little", 3: "so so", 4: "fairly", 5: "very"}
MOST_SIGNS = 400
"""Signs of a line that a person writes about a rehearsal."""
DROP_IS_NORMAL = (
    "A drop is normal after practice: one sees more of what can happen. In one study (Communicate!, Utrecht) people "
    "who had practised such talks did better in the next one and felt less sure of themselves."
)
NOT_THE_MEASURE = "It is not the measure of how well you did."


@dataclass(frozen=True, slots=True)
class Guess:
    """Which turn changed the talk, and why, before any verdict was seen."""

    turn: int  # from 1
    why: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """As a note holds it."""
        return {"turn": self.turn, "why": self.why}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Guess | None:
        """The guess in a note, if there is one."""
        turn, why = data.get("turn"), data.get("why", "")
        return cls(turn, _line(why)) if isinstance(turn, int) and turn > 0 else None


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing for next time: if they say this, then I say that."""

    if_: str
    then: str
    concern: str = ""  # an id, where it is an answer to one of the boss's worries
    move: str = ""  # an id, where it is known what the line does

    @property
    def data(self) -> dict[str, Any]:
        """As a note holds it."""
        return {"if": self.if_, "then": self.then, "concern": self.concern, "move": self.move}

    @property
    def sentence(self) -> str:
        """The plan in one line."""
        return f"If they say “{self.if_}”, then I say “{self.then}”"

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Goal | None:
        """The goal in a note, if there is one."""
        if_, then, concern, move = (_line(data.get(key, "")) for key in ("if", "then", "concern", "move"))
        return cls(if_, then, concern, move) if if_ and then else None


@dataclass(frozen=True, slots=True)
class Reflection:
    """All of it, for one rehearsal."""

    guess: Guess | None = None
    goal: Goal | None = None
    before: int | None = None  # how confident, from 1 to 5
    after: int | None = None


def confidence_in(data: Mapping[str, Any]) -> int | None:
    """How confident somebody felt, as a note has it."""
    value = data.get("value")
    return value if isinstance(value, int) and LEAST <= value <= MOST else None


def confidence_sentences(reflection: Reflection) -> tuple[str, ...]:
    """How confident the person felt before and after, and what to make of it."""
    before, after = reflection.before, reflection.after
    if after is None:
        return (f"Before the talk you felt {said(before)}.",) if before else ()
    if before is None:
        return (f"After the talk you felt {said(after)}.", NOT_THE_MEASURE)
    told = f"Before the talk you felt {said(before)}, after it {said(after)}."
    return (told, DROP_IS_NORMAL, NOT_THE_MEASURE) if after < before else (told, NOT_THE_MEASURE)


def said(value: int) -> str:
    """How confident, in words with its number: ``fairly confident (4 of 5)``."""
    return f"{CONFIDENCE_WORDS[value]} confident ({value} of {MOST})"


def guess_against(guess: Guess, debrief: Debrief) -> str:
    """What the analysis says to a guess."""
    turns = [turn.turn for turn in debrief.turning_points]
    chance = debrief.chances.of(guess.turn) if debrief.chances else None
    own = f" In turn {guess.turn} the chance {moved(chance)}." if chance else ""
    took = f"You took turn {guess.turn}."
    if not turns:
        return f"{took} The analysis finds no single line that turned this talk.{own}"
    if guess.turn in turns:
        others = [turn for turn in turns if turn != guess.turn]
        more = f", beside {turns_in_words(others)}" if others else ""
        return f"{took} So does the analysis{more}.{own}"
    return (
        f"{took} The analysis names {turns_in_words(turns)}.{own} You were in the room: what did you see there that "
        "the numbers do not?"
    )


def turns_in_words(turns: list[int]) -> str:
    """``turn 3``, ``turns 3, 5 and 9``."""
    *some, last = (str(turn) for turn in turns)
    return f"turns {', '.join(some)} and {last}" if some else f"turn {last}"


def _line(value: object) -> str:
    return " ".join(value.split())[:MOST_SIGNS] if isinstance(value, str) else ""
