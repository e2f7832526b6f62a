"""All levels of a story gone through at once, for what can happen at any of them.

What lines do to meters and concerns differs from level to level only in where they begin and in how many good answers
are needed; the ways of having come so far are mostly the same. So all levels' numbers stand side by side in one.
"""

from __future__ import annotations

import heapq
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from rehearse.analysis.checks.suspects import ranks
from rehearse.analysis.checks.watched import Watched
from rehearse.analysis.numerals import Numerals, TooLarge
from rehearse.analysis.terms import Control
from rehearse.analysis.transitions import Batch
from rehearse.engine.state import HELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rehearse.analysis.checks.parts import Parts
    from rehearse.analysis.checks.seen import Seen
    from rehearse.analysis.numerals import Numbers, Truths
    from rehearse.engine.story import Op, Story
    from rehearse.model.condition import Compare, Test

MOST_BYTES = 250_000_000
"""Memory for which states have been met, one byte for each that there might be."""


class AllNumerals(Numerals):
    """The numbers of all levels, those of one after those of another."""

    def __init__(self, story: Story) -> None:
        """Number each level. Raises ``TooLarge`` as one level does."""
        self._levels = [Numerals(story, index) for index in range(len(story.levels))]
        counts = [level.count for level in self._levels]
        self._firsts = [0, *accumulate(counts)]
        self.count = self._firsts.pop()
        self._ways: dict[object, Numbers | None] = {}
        self._truths: dict[Compare | Test, Truths] = {}

    def starts(self) -> Iterator[int]:
        """The number from which each level begins."""
        for first, level in zip(self._firsts, self._levels, strict=True):
            yield first + level.number(level.start, (HELD,) * (len(level.sizes) - len(level.start)))

    def effects(self, ops: tuple[Op, ...]) -> Numbers | None:
        """Where every number leads by *ops*, as at its level."""
        if ops not in self._ways:
            tables = [level.effects(ops) for level in self._levels]
            self._ways[ops] = None if all(table is None for table in tables) else self._joined(tables)
        return self._ways[ops]

    def objection(self, concern: int) -> Numbers:
        """Where every number leads when the boss voices *concern*, as at its level."""
        if concern not in self._ways:
            self._ways[concern] = self._joined([level.objection(concern) for level in self._levels])
        found = self._ways[concern]
        assert found is not None  # noqa: S101  (just made)
        return found

    def holds(self, condition: Compare | Test) -> Truths:
        """For every number whether *condition* holds, as at its level."""
        if condition not in self._truths:
            self._truths[condition] = np.concatenate([level.holds(condition) for level in self._levels])
        return self._truths[condition]

    def _joined(self, tables: list[Numbers | None]) -> Numbers:
        parts = [
            (np.arange(level.count, dtype=np.int32) if table is None else table) + np.int32(first)
            for level, table, first in zip(self._levels, tables, self._firsts, strict=True)
        ]
        return np.concatenate(parts)


class Together(Watched):
    """Watches one story at all levels."""

    def __init__(self, parts: Parts, seen: Seen, within: frozenset[int] | None = None) -> None:
        """As for one level. Raises ``TooLarge`` as that."""
        self._all = AllNumerals(parts.story)
        super().__init__(parts, 0, seen, within)

    def numbered(self, level: int) -> Numerals:
        """The numbers of all levels."""
        del level
        return self._all

    def begin(self) -> Iterator[Batch]:
        """The states in which the person says the first line, at all levels and in all moods."""
        story = self._story
        numbers = np.array(list(self._all.starts()), dtype=np.int32)
        whole = Batch(Control(story.start, -1, 0, 0), numbers, np.arange(numbers.size, dtype=np.int32), 1.0)
        for mood in story.moods:
            yield from self.entered(self._applied(self._effects((mood.effects,)), whole), story.start)

    def go(self) -> None:
        """Go through every state. Raises ``TooLarge`` where that would take more than ``MOST_BYTES``."""
        order = ranks(self._story)
        known: dict[Control, Truths] = {}
        waiting: dict[Control, Truths] = {}
        queue: list[tuple[int, int, int, Control]] = []

        def meet(batch: Batch) -> None:
            control = batch.control
            if control not in waiting:
                if (len(known) + len(waiting)) * self.width > MOST_BYTES:
                    message = "There are more states than can be kept in mind."
                    raise TooLarge(message)
                waiting[control] = np.zeros(self.width, dtype=np.bool_)
                heapq.heappush(queue, (order[control.node], control.past.bit_count(), len(queue), control))
            waiting[control][batch.numbers] = True

        for batch in self.begin():
            meet(batch)
        while queue:
            *_, control = heapq.heappop(queue)
            new = waiting.pop(control)
            before = known.get(control)
            if before is not None:
                new &= ~before
                known[control] = before | new
            else:
                known[control] = new
            if new.any():
                self._look(control, np.flatnonzero(new).astype(np.int32), meet)

    def _look(self, control: Control, numbers: Numbers, meet: Callable[[Batch], None]) -> None:
        batch = Batch(control, numbers, np.arange(numbers.size, dtype=np.int32), 1.0)
        for choice, where in self.available(control, numbers):
            for after in self.said(choice, batch if where is None else batch.part(where)):
                meet(after)
