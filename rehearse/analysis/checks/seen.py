"""What has been seen to happen in a meeting, whoever the boss and whatever the level: it can only grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.analysis.checks.parts import Place
    from rehearse.model.scenario import Scenario

TRUE, FALSE = 1, 2
"""Answers that a condition has given, as bits."""


@dataclass(slots=True)
class Seen:
    """Nodes reached and choices offered (as bits, by index), answers of conditions, effects that did something."""

    nodes: int = 0
    choices: int = 0
    answers: dict[Place, int] = field(default_factory=dict)
    effects: set[Place] = field(default_factory=set)
    endings: dict[str, int] = field(default_factory=dict)
    """By persona the nodes reached with them that are endings, as bits."""

    def answered(self, place: Place, *, true: bool, false: bool) -> None:
        """A condition was asked, and gave these answers."""
        self.answers[place] = self.answers.get(place, 0) | true * TRUE | false * FALSE


@dataclass(frozen=True, slots=True)
class Open:
    """What has not been seen yet, and so may be impossible."""

    nodes: frozenset[int]
    choices: frozenset[int]
    conditions: frozenset[tuple[Place, int]]
    """Where a condition stands, and the answer that it has not given."""
    effects: frozenset[Place]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.nodes or self.choices or self.conditions or self.effects)

    def without(self, seen: Seen) -> Open:
        """What is left of it once *seen* is known."""
        return Open(
            frozenset(index for index in self.nodes if not seen.nodes >> index & 1),
            frozenset(index for index in self.choices if not seen.choices >> index & 1),
            frozenset((place, answer) for place, answer in self.conditions if not seen.answers.get(place, 0) & answer),
            self.effects - seen.effects,
        )


def everything(scenario: Scenario, conditions: set[Place], effects: set[Place]) -> Open:
    """All that can be hoped for in *scenario*."""
    choices = sum(len(node.choices) for node in scenario.nodes.values())
    return Open(
        frozenset(range(len(scenario.nodes))),
        frozenset(range(choices)),
        frozenset((place, answer) for place in conditions for answer in (TRUE, FALSE)),
        frozenset(effects),
    )
