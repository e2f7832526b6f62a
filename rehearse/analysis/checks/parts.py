"""The parts of a story with the places where they are written: conditions, and what lines and nodes do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.relevance import Relevance
from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CURRENT, METER, SURFACE
from rehearse.model.base import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.engine.story import Exit, Holds, Op, Story
    from rehearse.model.base import Effects
    from rehearse.model.scenario import Scenario

Place = tuple[str | int, ...]
"""Where something stands in a scenario's file: the keys and numbers that lead to it."""


class Effect(NamedTuple):
    """One effect of a node or a choice, as one persona has it."""

    place: Place
    op: Op


class Parts:
    """What one story asks and does, by where it is written. Places are the same for all personas."""

    def __init__(self, story: Story, scenario: Scenario) -> None:
        """Go through *scenario* as *story* was compiled from it."""
        self.story = story
        self._concerns = {concern.id: index for index, concern in enumerate(story.concerns)}
        self._concerns |= {"stated": 0, "deep": len(story.concerns) - 1, "current": CURRENT}
        self._meters = {meter.id: index for index, meter in enumerate(story.meters)}
        self.relevance = Relevance(story)
        self.conditions: dict[Holds, Place] = dict(self._conditions())
        self.of_nodes: list[tuple[Effect, ...]] = []
        self.of_choices: list[tuple[Effect, ...]] = []
        for name, node in scenario.nodes.items():
            at: Place = ("nodes", name)
            self.of_nodes.append(tuple(self._effects(at, node.effects)))
            for index, choice in enumerate(node.choices):
                self.of_choices.append(tuple(self._effects((*at, "choices", index), choice.effects)))

        self.places = frozenset(effect.place for own in (*self.of_nodes, *self.of_choices) for effect in own)
        """Where the effects are written that this persona has."""

    def _conditions(self) -> Iterator[tuple[Holds, Place]]:
        story = self.story
        for index, interrupt in enumerate(story.interrupts):
            yield interrupt.holds, ("interrupts", index, "when")
        for node in story.nodes:
            at: Place = ("nodes", node.id)
            yield from _routes(at, node.exit)
            for index, choice in enumerate(node.choices):
                where: Place = (*at, "choices", index)
                if choice.holds is not None:
                    yield choice.holds, (*where, "when")
                yield from _routes(where, choice.exit)

    def _effects(self, at: Place, effects: Mapping[str, Effects]) -> Iterator[Effect]:
        """What meters and concerns are to do; flags are another matter."""
        persona = self.story.boss.persona
        key = persona if persona in effects else DEFAULT
        own, where = effects[key], (*at, "effects", key)
        for name, by in own.meters.items():
            yield Effect((*where, name), (METER, self._meters[name], by))
        for verb, kind in (("surface", SURFACE), ("acknowledge", ACKNOWLEDGE), ("answer", ANSWER)):
            for place, concern in enumerate(getattr(own, verb)):
                index = self._concerns.get(concern)
                if index is not None:  # otherwise a concern of another persona
                    yield Effect((*where, verb, place), (kind, index, 0))


def _routes(at: Place, way: Exit | None) -> Iterator[tuple[Holds, Place]]:
    for index, (holds, _) in enumerate(way.routes if way is not None else ()):
        if holds is not None:
            yield holds, (*at, "goto", index, "when")
