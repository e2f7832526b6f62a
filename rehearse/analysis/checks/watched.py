"""Every line said in every state, as for the odds, with an eye on what is asked, reached and done on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.transitions import Transitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.checks.parts import Effect, Parts
    from rehearse.analysis.checks.seen import Seen
    from rehearse.analysis.numerals import Numbers, Truths
    from rehearse.analysis.terms import Control
    from rehearse.analysis.transitions import Batch
    from rehearse.engine.story import Choice, Holds


class Circle(NamedTuple):
    """Where the talk goes round by itself, and the state and line after which it does (none: at its beginning)."""

    node: int
    control: Control | None
    number: int
    choice: int


class Watched(Transitions):
    """Transitions that note in ``seen`` what happens."""

    def __init__(self, parts: Parts, level: int, seen: Seen, within: frozenset[int] | None = None) -> None:
        """Watch the story of *parts* at *level*, as long as it stays *within* these nodes (``None``: all).

        Raises ``TooLarge`` as for transitions.
        """
        super().__init__(parts.story, level, parts.relevance)
        self._parts = parts
        self.seen = seen
        self.circles: dict[int, Circle] = {}
        self._within = within
        self._saying: tuple[Choice, Batch] | None = None
        self._idle_choices = [self._idle(effects) for effects in parts.of_choices]
        self._idle_nodes = [self._idle(effects) for effects in parts.of_nodes]

    def _idle(self, effects: tuple[Effect, ...]) -> list[Effect]:
        return [effect for effect in effects if effect.place not in self.seen.effects]

    def available(self, control: Control, numbers: Numbers) -> Iterator[tuple[Choice, Truths | None]]:
        """As for transitions; what may be said is noted."""
        if self._within is not None and control.node not in self._within:
            return
        for choice, where in super().available(control, numbers):
            self.seen.choices |= 1 << choice.index
            yield choice, where

    def said(self, choice: Choice, batch: Batch) -> Iterator[Batch]:
        """As for transitions; what the line does is noted."""
        if self._idle_choices[choice.index] and batch.numbers.size:
            self._idle_choices[choice.index] = self._still_idle(self._idle_choices[choice.index], batch.numbers)
        self._saying = choice, batch
        yield from super().said(choice, batch)
        self._saying = None

    def entered(self, batch: Batch, target: int) -> Iterator[Batch]:
        """As for transitions; an ending that is reached is noted with its persona."""
        for after in super().entered(batch, target):
            node = after.control.node
            if self._story.nodes[node].ending is not None:
                persona = self._story.boss.persona
                self.seen.endings[persona] = self.seen.endings.get(persona, 0) | 1 << node
            yield after

    def arrived(self, index: int, batch: Batch) -> None:
        """Note that the talk comes to a node."""
        self.seen.nodes |= 1 << index
        if self._idle_nodes[index]:
            self._idle_nodes[index] = self._still_idle(self._idle_nodes[index], batch.numbers)

    def circling(self, node: int, batch: Batch) -> None:
        """Note it, once for each node, and go on with the others."""
        if self._saying is None:
            self.circles.setdefault(node, Circle(node, None, 0, -1))
            return
        choice, before = self._saying
        own = np.flatnonzero(before.places == batch.places[0])
        self.circles.setdefault(node, Circle(node, before.control, int(before.numbers[own[0]]), choice.index))

    def _still_idle(self, effects: list[Effect], numbers: Numbers) -> list[Effect]:
        """Those of *effects*, which come one after the other, that change none of *numbers*."""
        idle = []
        for effect in effects:
            table = self._numerals.effects((effect.op,))
            if table is None:
                idle.append(effect)
                continue
            after = table[numbers]
            if np.array_equal(after, numbers):
                idle.append(effect)
            else:
                self.seen.effects.add(effect.place)
        return idle

    def _holds(self, holds: Holds | None, control: Control, numbers: Numbers) -> Truths | bool:
        found = super()._holds(holds, control, numbers)
        if holds is not None and numbers.size:
            mixed = found is not True and found is not False
            self.seen.answered(
                self._parts.conditions[holds], true=found is True or mixed, false=found is False or mixed
            )
        return found
