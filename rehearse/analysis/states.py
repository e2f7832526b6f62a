"""The state graph of a story at one level: every state that can come about, and where every line leads from it."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.transitions import Batch, Transitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.numerals import Numbers, Truths
    from rehearse.analysis.terms import Control
    from rehearse.engine.state import State
    from rehearse.engine.story import Story

    Known = Callable[[Control, Numbers], Truths]
    """For states that share a control which of them need not be looked at."""

MOST_STATES = 1_500_000
"""States of one meeting at one level that are looked at; more would take some 1,000 MB."""


class Block(NamedTuple):
    """The states of one control: a stretch of the numbering. Blocks that lead to one another share a *group*."""

    control: Control
    first: int
    after: int
    group: int


@dataclass(frozen=True, slots=True)
class StateGraph:
    """States, numbered so that a line leads to a later one or stays in its group; and one edge for each way on.

    The edges of a state stand together, in the order of the states: which state they come from, the index of the
    choice, which state they lead to, how likely (below 1 where the story draws), and through which nodes, in order, the
    talk goes by itself on the way (by number, see ``passages``).
    """

    blocks: tuple[Block, ...]
    keys: NDArray[np.int64]  # of every state, rising: the place of its block times ``width``, plus its number
    width: int  # how many numbers there are
    sources: NDArray[np.int32]
    choices: NDArray[np.int16]
    targets: NDArray[np.int32]
    chances: NDArray[np.float64]
    passed: NDArray[np.int32]
    passages: tuple[tuple[int, ...], ...]  # every different way through nodes that ``passed`` counts by
    starts: tuple[tuple[int, float], ...]  # states in which the talk can begin, with how likely each is
    begun_through: tuple[int, ...]  # for each of ``starts`` the nodes gone through before it, as ``passed``

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self.keys)


def state_graph(
    story: Story,
    level: int,
    *,
    most: int = MOST_STATES,
    starts: Sequence[State] | None = None,
    known: Known | None = None,
    transitions: Transitions | None = None,
) -> StateGraph:
    """The states of *story* that can come about at *level*, from its beginning or from *starts*.

    Those that are *known* already are in it, but nothing that they lead to. *transitions* are those of the story at
    that level, for those who look on. Raises ``TooLarge`` where there are more than *most*.
    """
    transitions = transitions or Transitions(story, level)
    batches = list(transitions.begin() if starts is None else map(transitions.batch, starts))
    return _Explorer(story, transitions, most, known).explored(batches)


class _Explorer:
    """Finds every state, one control at a time, those first that no others lead to."""

    def __init__(self, story: Story, transitions: Transitions, most: int, known: Known | None) -> None:
        self._transitions = transitions
        self._most = most
        self._settled = known
        self._ranks = _ranks(story)
        self._indexes: dict[Control, int] = {}
        self._controls: list[Control] = []
        self._known: list[NDArray[np.int32]] = []  # numbers found, by control, sorted
        self._waiting: dict[int, list[NDArray[np.int32]]] = defaultdict(list)
        self._queue: list[tuple[int, int, int]] = []
        self._edges: list[_Edges] = []
        self._passages: dict[tuple[int, ...], int] = {}
        self._count = 0

    def explored(self, starts: list[Batch]) -> StateGraph:
        for batch in starts:
            self._meet(batch)
        while self._queue:
            *_, index = heapq.heappop(self._queue)
            if index in self._waiting:
                self._explore(index)
        return self._numbered(starts)

    def _meet(self, batch: Batch) -> int:
        """Note states to be looked at; the index of their control."""
        control = batch.control
        index = self._indexes.get(control)
        if index is None:
            index = self._indexes[control] = len(self._controls)
            self._controls.append(control)
            self._known.append(np.empty(0, dtype=np.int32))
        if index not in self._waiting:
            seen = (control.past.bit_count(), index)
            heapq.heappush(self._queue, (self._ranks[control.node], *seen))
        self._waiting[index].append(batch.numbers)
        return index

    def _explore(self, index: int) -> None:
        known, control = self._known[index], self._controls[index]
        found = np.unique(np.concatenate(self._waiting.pop(index)))
        if known.size:
            found = np.setdiff1d(found, known, assume_unique=True)
            if not found.size:
                return
        self._known[index] = np.union1d(known, found) if known.size else found
        self._count += found.size
        if self._count > self._most:
            message = f"There are more than {self._most} states."
            raise TooLarge(message)
        if self._settled is not None:
            found = found[~self._settled(control, found)]
        places = np.arange(found.size, dtype=np.int32)
        for choice, where in self._transitions.available(control, found):
            batch = Batch(control, found, places, 1.0)
            for after in self._transitions.said(choice, batch if where is None else batch.part(where)):
                target = self._meet(after)
                self._edges.append(
                    _Edges(
                        index, found[after.places], choice.index, target, after.numbers, after.chance, self._way(after)
                    )
                )

    def _way(self, batch: Batch) -> int:
        """The number of the way through nodes that a batch has come."""
        return self._passages.setdefault(batch.passed, len(self._passages))

    def _numbered(self, starts: list[Batch]) -> StateGraph:
        """Number the states so that lines lead onwards, and the edges by the states that they lead from."""
        order = _in_order(len(self._controls), {(edge.origin, edge.target) for edge in self._edges})
        places = np.empty(len(order), dtype=np.int64)
        places[[index for index, _ in order]] = np.arange(len(order))
        blocks, first = [], 0
        for index, group in order:
            after = first + self._known[index].size
            blocks.append(Block(self._controls[index], first, after, group))
            first = after
        width = self._transitions.width
        keys = np.concatenate([places[index] * width + self._known[index] for index, _ in order])
        edges = self._edges

        def located(found: Iterable[tuple[int, Numbers]]) -> NDArray[np.int32]:
            wanted = np.concatenate([np.empty(0, np.int64), *(places[index] * width + own for index, own in found)])
            return np.searchsorted(keys, wanted).astype(np.int32)

        sources = located((edge.origin, edge.origins) for edge in edges)
        targets = located((edge.target, edge.numbers) for edge in edges)
        sizes = [edge.numbers.size for edge in edges]
        sorted_by_source = np.argsort(sources, kind="stable")
        return StateGraph(
            blocks=tuple(blocks),
            keys=keys,
            width=width,
            sources=sources[sorted_by_source],
            choices=np.repeat(np.array([edge.choice for edge in edges], np.int16), sizes)[sorted_by_source],
            targets=targets[sorted_by_source],
            chances=np.repeat(np.array([edge.chance for edge in edges], np.float64), sizes)[sorted_by_source],
            passed=np.repeat(np.array([edge.passed for edge in edges], np.int32), sizes)[sorted_by_source],
            starts=tuple(
                (int(located([(self._indexes[batch.control], batch.numbers)])[0]), batch.chance) for batch in starts
            ),
            begun_through=tuple(self._way(batch) for batch in starts),
            passages=tuple(self._passages),
        )


class _Edges(NamedTuple):
    """Where one choice leads from many states of one control."""

    origin: int  # index of the control
    origins: Numbers  # their numbers
    choice: int
    target: int  # index of the control that it leads to
    numbers: Numbers
    chance: float
    passed: int


def _in_order(count: int, leads: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every control with its group, so that it leads to later ones or into its own group."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(leads)
    whole = nx.condensation(graph)
    groups = enumerate(nx.topological_sort(whole))
    return [(index, group) for group, part in groups for index in sorted(whole.nodes[part]["members"])]


def _ranks(story: Story) -> list[int]:
    """For every node of the story how far on it lies, going by all ways on whatever their conditions."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(story.nodes)))
    for node in story.nodes:
        ways = [node.exit, *(choice.exit for choice in node.choices)]
        targets = {target for way in ways if way is not None for _, target in (*way.routes, *way.chance)}
        targets |= {choice.detour for choice in node.choices}
        graph.add_edges_from((node.index, target) for target in targets | {node.fallback} if target >= 0)
    whole = nx.condensation(graph)
    ranks = [0] * len(story.nodes)
    for rank, part in enumerate(nx.topological_sort(whole)):
        for index in whole.nodes[part]["members"]:
            ranks[index] = rank
    return ranks
