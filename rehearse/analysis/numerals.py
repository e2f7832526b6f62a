"""Meters and concerns of a story as one whole number, and tables of what happens to it.

Whatever a line does to meters and concerns depends on them alone, and there are only a few thousand ways in which they
can stand. So every effect is worked out once for all of them, and every condition on them too; from then on a line is a
look-up. The rules are those of ``engine.turn``; the tests hold both against one another.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

import numpy as np

from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED
from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CURRENT, METER, SURFACE
from rehearse.model.condition import Compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rehearse.engine.story import Op, Story
    from rehearse.model.condition import Test

    Numbers = NDArray[np.int32]
    Truths = NDArray[np.bool_]

MOST = 2_000_000
"""Ways in which meters and concerns can stand, above which no tables are made."""

_COMPARE: dict[str, Callable[[NDArray[np.int16], int], Truths]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_AT_LEAST = {"surfaced": SURFACED, "acknowledged": ACKNOWLEDGED}


class TooLarge(ValueError):
    """There are more states than can be looked at one by one."""


class Numerals:
    """The ways in which the meters and concerns of a story can stand at one level, numbered."""

    def __init__(self, story: Story, level: int) -> None:
        """Number them. Raises ``TooLarge`` where there are more than ``MOST``."""
        self._story = story
        self.start = story.levels[level].start
        self._full = story.levels[level].answered
        self._meters = len(story.meters)
        sizes = [meter.max - meter.min + 1 for meter in story.meters]
        sizes += [max(full, ACKNOWLEDGED) + 1 for full in self._full]
        self.count = int(np.prod(sizes, dtype=np.int64))
        if self.count > MOST:
            message = f"Meters and concerns can stand in {self.count} ways; at most {MOST} are looked at."
            raise TooLarge(message)
        self._sizes = tuple(sizes)
        self._names = {meter.id: index for index, meter in enumerate(story.meters)}
        self._concern_names = {concern.id: index for index, concern in enumerate(story.concerns)}
        self._concern_names |= {"stated": 0, "deep": len(story.concerns) - 1}
        self._least = [*(meter.min for meter in story.meters), *(0 for _ in self._full)]
        standing = np.unravel_index(np.arange(self.count), self._sizes)
        self._columns = [column.astype(np.int16) + low for column, low in zip(standing, self._least, strict=True)]
        self._effects: dict[tuple[Op, ...], Numbers | None] = {}
        self._spoken: dict[int, Numbers] = {}
        self._held: dict[Compare | Test, Truths] = {}

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each meter and each concern can have."""
        return self._sizes

    def number(self, meters: Sequence[int], concerns: Sequence[int]) -> int:
        """The number of one way to stand."""
        values = [value - low for value, low in zip((*meters, *concerns), self._least, strict=True)]
        return int(np.ravel_multi_index(tuple(values), self._sizes))

    def standing(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Meters and concerns of one number."""
        values = [int(column[number]) for column in self._columns]
        return tuple(values[: self._meters]), tuple(values[self._meters :])

    def effects(self, ops: tuple[Op, ...]) -> Numbers | None:
        """Where every number leads by *ops*, flags apart; ``None`` where nothing can change."""
        ops = tuple(op for op in ops if op[0] <= ANSWER)
        if ops not in self._effects:
            columns = [column.copy() for column in self._columns]
            for kind, index, by in ops:
                if kind == METER:
                    meter = self._story.meters[index]
                    np.clip(columns[index] + by, meter.min, meter.max, out=columns[index])
                else:
                    self._concern(kind, index, columns[self._meters :])
            self._effects[ops] = self._numbers(columns)
        return self._effects[ops]

    def objection(self, concern: int) -> Numbers:
        """Where every number leads when the boss voices *concern* (``CURRENT``: the first that is still open)."""
        if concern not in self._spoken:
            columns = [column.copy() for column in self._columns]
            concerns = columns[self._meters :]
            joined = self._story.joined
            if concern == CURRENT:
                waiting = np.ones(self.count, dtype=np.bool_)
                for value, full in zip(concerns, self._full, strict=True):
                    chosen = waiting & (value < full)
                    waiting &= ~chosen
                    value[chosen & (value == HELD)] = SURFACED
                if joined >= 0:
                    concerns[joined][~waiting & (concerns[joined] == HELD)] = SURFACED
            else:
                concerns[concern][concerns[concern] == HELD] = SURFACED
            table = self._numbers(columns)
            self._spoken[concern] = np.arange(self.count, dtype=np.int32) if table is None else table
        return self._spoken[concern]

    def holds(self, condition: Compare | Test) -> Truths:
        """For every number whether *condition*, on meters or concerns, holds."""
        if condition not in self._held:
            self._held[condition] = self._ask(condition)
        return self._held[condition]

    def _ask(self, condition: Compare | Test) -> Truths:
        concerns = self._columns[self._meters :]
        if isinstance(condition, Compare):
            compare = _COMPARE[condition.operator]
            if not condition.counted:
                return compare(self._columns[self._names[condition.name]], condition.number)
            least = self._full if condition.name == "answered" else [_AT_LEAST[condition.name]] * len(concerns)
            reached = [(value >= bound).astype(np.int16) for value, bound in zip(concerns, least, strict=True)]
            total: NDArray[np.int16] = np.sum(reached, axis=0, dtype=np.int16)
            return compare(total, condition.number)
        index = self._concern_names.get(condition.argument)
        if index is None:  # a concern of another persona
            return np.zeros(self.count, dtype=np.bool_)
        if condition.name == "held":
            return np.equal(concerns[index], HELD)
        bound = self._full[index] if condition.name == "answered" else _AT_LEAST[condition.name]
        return np.greater_equal(concerns[index], bound)

    def _concern(self, kind: int, index: int, concerns: list[NDArray[np.int16]]) -> None:
        """Bring a concern on by at most one rung, in all numbers at once."""
        if index != CURRENT:
            value, full = concerns[index], self._full[index]
            if kind == SURFACE:
                value[value == HELD] = SURFACED
            elif kind == ACKNOWLEDGE:
                value[value < ACKNOWLEDGED] += 1
            else:
                value[(value > HELD) & (value < full)] += 1
            return
        waiting = np.ones(self.count, dtype=np.bool_)
        bounds = {SURFACE: HELD, ACKNOWLEDGE: SURFACED, ANSWER: ACKNOWLEDGED}
        for least in (bounds[kind], SURFACED) if kind == ANSWER else (bounds[kind],):
            for value, full in zip(concerns, self._full, strict=True):
                most = full - 1 if least == ACKNOWLEDGED else least
                chosen = waiting & (value >= least) & (value <= most)
                waiting &= ~chosen
                value[chosen] += 1

    def _numbers(self, columns: list[NDArray[np.int16]]) -> Numbers | None:
        places = tuple(column - low for column, low in zip(columns, self._least, strict=True))
        table = np.ravel_multi_index(places, self._sizes).astype(np.int32)
        return None if np.array_equal(table, np.arange(self.count)) else table
