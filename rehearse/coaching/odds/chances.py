"""The chance of an outcome within the person's range over a talk, and what each line did to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine.replay import Played

NOTICEABLE = 0.03
"""A change of the chance from which on it is worth a word."""
TURNING = 0.05
"""One from which on a turn may be called a turning point."""
ALIKE = 1e-9
CERTAIN = 0.995
"""From here on a chance is told as almost certain, and as far from the other end as hardly any."""
MEANING = "It is the chance if you went on from there like somebody who follows the advice every other line."
"""What the percentage means."""
EXACT = "Reckoned through every way the talk can go, not guessed."
PENDING = "What each line was worth is still being worked out. It comes here by itself."

Chance = float
"""From 0 to 1."""


@dataclass(frozen=True, slots=True)
class TurnChance:
    """What one line did to the chance."""

    turn: int  # from 1
    before: Chance
    line: Chance  # with this line, over whatever may come after it
    after: Chance  # as it did go on
    best: Chance  # with the best line on offer that the advice stands behind, this one included
    best_choice: str = ""  # that line's id; empty where what was said is as good

    @property
    def lost(self) -> Chance:
        """How much the best line on offer would have been above this one."""
        return max(self.best - self.line, 0.0)

    @property
    def swing(self) -> float:
        """How much the line mattered: below 0 what it cost against the best one, above what it gained."""
        gained = self.line - self.before
        return -self.lost if self.lost > max(gained, 0.0) + ALIKE else gained


@dataclass(frozen=True, slots=True)
class Chances:
    """The curve of a talk."""

    values: tuple[Chance, ...]  # before the first line and after each
    turns: tuple[TurnChance, ...]
    within: tuple[str, ...]  # the outcomes that are counted, as people read them
    own: bool  # whether the person has said which they would be content with
    error: float = 0.0  # how far a value may be off; 0 where all are exact

    def of(self, turn: int) -> TurnChance | None:
        """What line *turn* (from 1) did; nothing where there is no such turn."""
        return self.turns[turn - 1] if 0 < turn <= len(self.turns) else None

    @property
    def last(self) -> Chance:
        """Where it stood at the end."""
        return self.values[-1]

    @property
    def counted(self) -> str:
        """What is counted, in words."""
        listed = ", ".join(self.within[:-1]) + (" or " if len(self.within) > 1 else "") + self.within[-1]
        return f"an outcome within your range ({listed})" if self.own else f"a yes of some kind ({listed})"

    @property
    def meaning(self) -> str:
        """What the numbers are, in two sentences or three."""
        how = EXACT if not self.error else f"Estimated: give or take {max(round(self.error * 100), 1)} in a hundred."
        return f"The chance of {self.counted}. {MEANING} {how}"


def percent(chance: Chance) -> str:
    """*chance* as people say it: ``41%``, ``under 1%``, ``over 99%``."""
    if 0 < chance < 1 - CERTAIN:
        return "under 1%"
    if CERTAIN < chance < 1:
        return "over 99%"
    return f"{round(chance * 100)}%"


def moved(turn: TurnChance) -> str:
    """What a line did to the chance: ``from 41% to 12%``."""
    before, after = percent(turn.before), percent(turn.after)
    return f"stayed at {after}" if before == after else f"went from {before} to {after}"


def chances_of(
    played: Played, worth: Worth, accepts: Collection[str], sound: Callable[[int], Collection[str]]
) -> tuple[tuple[Chance, ...], tuple[TurnChance, ...]]:
    """The curve of *played*, and what each line did to it. May take seconds.

    *accepts* are the types of endings that are counted; *sound* gives the ids of the lines on offer in a turn (from 1)
    that the advice stands behind.
    """
    values = tuple(worth.chance(step.state, accepts) for step in played.steps)
    turns = []
    for turn, choice in enumerate(played.choices, 1):
        before, after = values[turn - 1], values[turn]
        offered = {line.choice: line.chance(accepts) for line in worth.lines(played.steps[turn - 1].state)}
        line = offered.get(choice.id, after)
        good = {name: offered[name] for name in sound(turn) if name in offered}
        best = max(good, key=lambda name: good[name], default="")
        if best and good[best] > line + ALIKE:
            turns.append(TurnChance(turn, before, line, after, good[best], best))
        else:
            turns.append(TurnChance(turn, before, line, after, line))
    return values, tuple(turns)
