"""States in which a talk is caught: nothing can be said, or it can go on for ever and never end; and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.odds import reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from rehearse.analysis.checks.watched import Watched
    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

_ENDS = np.uint8(1)


class Trap(NamedTuple):
    """Where a talk is caught, by its nodes, and the choices (their ids) that lead there soonest."""

    kind: str  # stuck; endless; or loop where the talk goes round by itself
    node: int
    lines: tuple[str, ...]
    round: tuple[int, ...] = ()  # the nodes between which an endless talk goes round


def traps(graph: StateGraph, story: Story, watched: Watched) -> Iterator[Trap]:
    """The traps of a story at one level, one for each node where it is caught, the nearest of them."""
    ways = _Ways(graph, story)
    yield from _stuck(graph, story, ways)
    yield from _endless(graph, ways)
    for circle in watched.circles.values():
        lines: tuple[str, ...] = ()
        if circle.control is not None:
            block = next(place for place, block in enumerate(graph.blocks) if block.control == circle.control)
            state = int(np.searchsorted(graph.keys, block * graph.width + circle.number))
            lines = (*ways.to(state), story.choices[circle.choice].id)
        yield Trap("loop", circle.node, lines)


def _stuck(graph: StateGraph, story: Story, ways: _Ways) -> Iterator[Trap]:
    still = np.ones(graph.count, dtype=np.bool_)
    still[graph.sources] = False
    found: dict[int, list[int]] = {}
    for block in graph.blocks:
        node = story.nodes[block.control.node]
        if node.ending is None and node.choices:
            own = np.flatnonzero(still[block.first : block.after])
            if own.size:
                found.setdefault(node.index, []).extend((own + block.first).tolist())
    for index, states in found.items():
        yield Trap("stuck", index, ways.to(ways.nearest(states)))


def _endless(graph: StateGraph, ways: _Ways) -> Iterator[Trap]:
    """States from which one can always go on, and never comes to an end of any kind."""
    bits = np.zeros(graph.count, dtype=np.uint8)
    still = np.ones(graph.count, dtype=np.bool_)
    still[graph.sources] = False
    bits[still] = _ENDS
    caught = np.flatnonzero(reachable(graph, bits) == 0)
    if not caught.size:
        return
    nodes = np.empty(graph.count, dtype=np.int64)
    for block in graph.blocks:
        nodes[block.first : block.after] = block.control.node
    inside = np.isin(graph.sources, caught)
    circle: dict[int, set[int]] = {}
    for source, target in zip(
        nodes[graph.sources[inside]].tolist(), nodes[graph.targets[inside]].tolist(), strict=True
    ):
        circle.setdefault(source, set()).add(target)
    waiting = set(circle)
    while waiting:
        first = ways.nearest([state for state in caught.tolist() if int(nodes[state]) in waiting])
        start = int(nodes[first])
        together, ahead = {start}, [start]
        while ahead:
            for after in circle.get(ahead.pop(), ()):
                if after not in together:
                    together.add(after)
                    ahead.append(after)
        yield Trap("endless", start, ways.to(first), tuple(sorted(together)))
        # whatever leads into this circle is caught by it, and needs no telling of its own
        while more := {node for node in waiting - together if circle[node] & together}:
            together |= more
        waiting -= together


class _Ways:
    """The shortest ways to states, in lines; worked out when first asked for."""

    def __init__(self, graph: StateGraph, story: Story) -> None:
        self._graph = graph
        self._story = story
        self._far: NDArray[np.int32] | None = None
        self._by: NDArray[np.int64] | None = None

    def nearest(self, states: list[int]) -> int:
        """The one that takes the fewest lines."""
        far, _ = self._known()
        return min(states, key=lambda state: (int(far[state]), state))

    def to(self, state: int) -> tuple[str, ...]:
        """The lines that lead to *state*, by the choices' ids."""
        _, by = self._known()
        lines: list[str] = []
        while by[state] >= 0:
            edge = int(by[state])
            lines.append(self._story.choices[int(self._graph.choices[edge])].id)
            state = int(self._graph.sources[edge])
        return tuple(reversed(lines))

    def _known(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """For every state how many lines lead there, and by which edge the last of them goes."""
        if self._far is None or self._by is None:
            graph = self._graph
            far = np.full(graph.count, -1, dtype=np.int32)
            by = np.full(graph.count, -1, dtype=np.int64)
            begins = np.searchsorted(graph.sources, np.arange(graph.count + 1))
            front = np.unique(np.array([state for state, _ in graph.starts], dtype=np.int64))
            far[front] = steps = 0
            while front.size:
                steps += 1
                lengths = begins[front + 1] - begins[front]
                edges = np.repeat(begins[front + 1] - np.cumsum(lengths), lengths) + np.arange(lengths.sum())
                targets = graph.targets[edges]
                new = far[targets] < 0
                found, first = np.unique(targets[new], return_index=True)
                far[found], by[found] = steps, edges[new][first]
                front = found.astype(np.int64)
            self._far, self._by = far, by
        return self._far, self._by
