"""The odds of every state for several persons, in little room: many states have the very same ones ahead.

In shipped meetings some hundred thousand states share some ten thousand outlooks: what differs between two states often
makes no difference any more. So each state holds the number of its outlook, and each outlook stands there once. That is
all that is kept: neither edges nor weights.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rehearse.analysis.odds import KINDS, as_bits, begun, endings, odds, reachable
from rehearse.analysis.terms import Control
from rehearse.engine.chance import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.numerals import Numbers
    from rehearse.analysis.odds import Odds, Weights
    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

    Way = Callable[[StateGraph, Odds], Weights]
    """How a person talks: the weights of all lines, given the odds of the last states (see ``odds.endings``)."""

_WRITTEN = ("<i8", "<u4", "<f8", "u1", "<f8")
"""How each of ``Tables`` is written."""


class Tables(NamedTuple):
    """All the numbers."""

    keys: NDArray[np.int64]  # of every state, rising, as in its graph
    rows: NDArray[np.uint32]  # of every state the number of its outlook
    odds: NDArray[np.float64]  # of every outlook: by person, by ``KINDS``
    bits: NDArray[np.uint8]  # of every outlook the types of endings that can be reached
    begun: NDArray[np.float64]  # before the first line: by person, by ``KINDS``


class Damaged(ValueError):
    """What was kept is not what was written, or was written for something else."""


class Outlook:
    """The states of a graph, and for each of them and each person the odds of every type of ending."""

    def __init__(self, persons: Sequence[str], controls: Sequence[Control], width: int, tables: Tables) -> None:
        """Put together what ``of`` computed or ``read`` read."""
        self.persons = tuple(persons)
        self.width = width
        self._controls = tuple(controls)
        self._places = {control: place for place, control in enumerate(controls)}
        self._tables = tables

    @classmethod
    def of(cls, graph: StateGraph, story: Story, ways: Mapping[str, Way], known: Sequence[Outlook] = ()) -> Outlook:
        """The odds of all states of *graph* for persons who talk in these *ways*, by name.

        States that are *known* already keep the odds that they have there.
        """
        certain = endings(graph, story)
        bits = as_bits(certain)
        borders = [(outlook, *outlook.common(graph)) for outlook in known]
        for outlook, mine, theirs in borders:
            bits[mine] = outlook._tables.bits[outlook._tables.rows[theirs]]  # noqa: SLF001  (its own class)
        bits = reachable(graph, bits)
        rows, kept, first = bits.astype(np.uint32), [], []
        for name, way in ways.items():
            ends = certain.copy()
            for outlook, mine, theirs in borders:
                there = outlook._tables  # noqa: SLF001
                ends[mine] = there.odds[there.rows[theirs], outlook.persons.index(name)]
            found = odds(graph, way(graph, ends), ends)
            first.append(begun(graph, found))
            alike, own = alike_rows(found)
            kept.append((alike, own))
            rows = _joined(rows, own)
        states = np.zeros(int(rows.max()) + 1, dtype=np.int64)
        states[rows] = np.arange(graph.count)  # of each outlook a state that has it
        tables = Tables(
            keys=graph.keys,
            rows=rows,
            odds=np.stack([alike[own[states]] for alike, own in kept], axis=1),
            bits=bits[states],
            begun=np.stack(first),
        )
        return cls(tuple(ways), [block.control for block in graph.blocks], graph.width, tables)

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self._tables.keys)

    def begun(self, person: str) -> tuple[float, ...]:
        """The odds before the first line, over the moods of the day, by ``KINDS``."""
        return tuple(self._tables.begun[self.persons.index(person)].tolist())

    def odds(self, index: int, person: str) -> tuple[float, ...]:
        """The odds of one state, by ``KINDS``."""
        return tuple(self._tables.odds[self._tables.rows[index], self.persons.index(person)].tolist())

    def reachable(self, index: int) -> int:
        """The types of endings that one state can still come to: one bit each, the first of ``KINDS`` lowest."""
        return int(self._tables.bits[self._tables.rows[index]])

    def find(self, control: Control, numbers: Numbers) -> NDArray[np.int64]:
        """Which states these are, -1 where one is not here. They share a *control*."""
        place = self._places.get(control)
        if place is None:
            return np.full(len(numbers), -1)
        wanted = numbers + np.int64(place * self.width)
        found = np.minimum(np.searchsorted(self._tables.keys, wanted), self.count - 1)
        return np.where(self._tables.keys[found] == wanted, found, -1)

    def common(self, graph: StateGraph) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The states of *graph* that are here too: their numbers there, and here."""
        here = np.full(graph.count, -1)
        for place, block in enumerate(graph.blocks):
            own = slice(block.first, block.after)
            here[own] = self.find(block.control, (graph.keys[own] - place * graph.width).astype(np.int32))
        there = np.flatnonzero(here >= 0)
        return there, here[there]

    def as_bytes(self) -> bytes:
        """All of it, to be kept or sent."""
        head = {
            "kinds": KINDS,
            "persons": self.persons,
            "width": self.width,
            "controls": [(node, back, f"{past:x}", done) for node, back, past, done in self._controls],
            "shapes": [table.shape for table in self._tables],
        }
        tables = zip(self._tables, _WRITTEN, strict=True)
        parts = [np.ascontiguousarray(table, dtype=kind).tobytes() for table, kind in tables]
        return b"".join((json.dumps(head).encode(), b"\n", *parts))

    @classmethod
    def read(cls, data: bytes, persons: Sequence[str]) -> Outlook:
        """What ``as_bytes`` gave. Raises ``Damaged`` where it is not that, or is not about these *persons*."""
        try:
            line = data[: data.index(b"\n")]
            head = json.loads(line)
            if (head["kinds"], head["persons"]) != (list(KINDS), list(persons)):
                message = "It is about other persons or other endings."
                raise Damaged(message)
            controls = [Control(node, back, int(past, 16), done) for node, back, past, done in head["controls"]]
            tables: list[NDArray[Any]] = []
            at = len(line) + 1
            for shape, kind in zip(head["shapes"], _WRITTEN, strict=True):
                tables.append(np.frombuffer(data, kind, math.prod(shape), at).reshape(shape))
                at += tables[-1].nbytes
            return cls(persons, controls, head["width"], Tables(*tables))
        except (ValueError, KeyError, TypeError) as error:
            message = f"What was kept cannot be read: {error}"
            raise Damaged(message) from error


def alike_rows(table: Odds) -> tuple[Odds, NDArray[np.uint32]]:
    """The different rows of *table*, and for each row of it which of them it is."""
    bits: NDArray[np.uint64] = np.ascontiguousarray(table).view(np.uint64)
    factors = np.array([draw(place, 0, 0) | 1 for place in range(bits.shape[1])], dtype=np.uint64)
    mixed = (bits ^ (bits >> np.uint64(32))) * factors  # else numbers with few digits would fall together
    mixed ^= mixed >> np.uint64(29)
    sums: NDArray[np.uint64] = (mixed * factors[::-1]).sum(axis=1)
    _, first, rows = np.unique(sums, return_index=True, return_inverse=True)
    alike: Odds = table[first]
    if not np.array_equal(alike[rows], table):  # two rows of one sum: so unlikely that it may be slow
        alike, rows = np.unique(table, axis=0, return_inverse=True)
    return alike, rows.astype(np.uint32)


def _joined(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """States numbered so that two have the same number where they have so in *one* and in *other*."""
    pairs: NDArray[np.int64] = one.astype(np.int64) * (int(other.max()) + 1) + other
    _, rows = np.unique(pairs, return_inverse=True)
    return rows.astype(np.uint32)
