"""The way through a debrief: its parts in order, which one is open, and what may be shown yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

PartName = Literal["outcome", "guess", "turned", "worries", "again", "style", "goal", "confidence", "chair", "advice"]
NAMES: tuple[PartName, ...] = get_args(PartName)
LEAST_TO_GUESS = 2
"""Turns from which on there is something to guess."""


class Part(NamedTuple):
    """One part of the debrief."""

    title: str
    short: str  # in a row of many
    minutes: float  # that it takes, about


PARTS: dict[PartName, Part] = {
    "outcome": Part("Outcome", "Outcome", 0.5),
    "guess": Part("Your guess", "Guess", 1),
    "turned": Part("Where it turned", "Turns", 3),
    "worries": Part("Their worries", "Worries", 1),
    "again": Part("Another line", "Again", 1),
    "style": Part("How you talk", "Style", 1),
    "goal": Part("Next time", "Goal", 1),
    "confidence": Part("Confidence", "Confidence", 0.5),
    "chair": Part("Their chair", "Their chair", 1),
    "advice": Part("Advice", "Advice", 0),
}
ON_THE_WAY = NAMES[:-1]
"""The parts that one is led through, ten minutes together."""


@dataclass(slots=True)
class Guide:
    """Where one is in the debrief of a talk with so many *turns*."""

    turns: int
    asks: bool = False  # whether there is a guess to be made: until then no verdict is shown
    part: PartName = "outcome"
    opened: int = 0  # the turn (from 1) that is looked at in place of the part, or 0
    guessing: int = 0  # the turn that was taken, while its reason may be written
    furthest: int = 0

    @property
    def tells(self) -> bool:
        """Whether verdicts may be shown."""
        return not self.asks and not self.guessing

    @property
    def wants_guess(self) -> bool:
        """Whether the question for the guess is open."""
        return self.asks and self.part == "guess"

    @property
    def number(self) -> int:
        """Which part is open, from 1."""
        return NAMES.index(self.part) + 1

    @property
    def minutes_left(self) -> int:
        """About how long the rest takes, this part included."""
        if self.part not in ON_THE_WAY:
            return 0
        return max(round(sum(PARTS[name].minutes for name in ON_THE_WAY[self.number - 1 :])), 1)

    def go(self, part: PartName) -> None:
        """Open a part. Who goes past the guess leaves it out."""
        if part not in {"outcome", "guess"}:
            self.asks = False
        self.part, self.opened, self.guessing = part, 0, 0
        self.furthest = max(self.furthest, self.number)

    def step(self, direction: int) -> bool:
        """Go to the next part (1) or the one before (-1); whether there is one."""
        place = ON_THE_WAY.index(self.part) + direction if self.part in ON_THE_WAY else len(ON_THE_WAY) - 1
        if not 0 <= place < len(ON_THE_WAY):
            return False
        self.go(ON_THE_WAY[place])
        return True

    def open(self, turn: int) -> None:
        """Look at one turn, which shows its verdict."""
        self.asks = False
        self.opened = turn

    def take(self, turn: int) -> None:
        """Take *turn* for the one that changed the talk."""
        self.asks, self.guessing = False, turn
