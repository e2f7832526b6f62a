"""What is true of every node of a meeting at one level: how one comes there, how things stand there, what lies ahead.

All of it is read off the graph of all states: nothing is sampled, and what no state reaches is not said to be possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.numerals import Numerals
from rehearse.analysis.states import MOST_STATES, state_graph
from rehearse.analysis.visits import visits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.outlook import Way
    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

    Places = NDArray[np.int64]

_NOT_MET = -2
_AT_FIRST = -1


class Range(NamedTuple):
    """The least and the most that something can be."""

    least: int
    most: int


class Station(NamedTuple):
    """What is true of one node."""

    reached: bool  # whether any state comes here, or passes here
    states: int  # in how many states the talk can stand here; 0 where it only passes
    meters: tuple[Range, ...]  # by meter; empty where it only passes, and at endings, where nothing depends on them
    concerns: tuple[Range, ...]  # how far each can have got, as in ``engine.state``; likewise
    lines: tuple[str, ...]  # the fewest lines that lead here from the beginning, by key ("opening.ask-why")
    comes: Mapping[str, float]  # by person: how likely they ever come here
    ahead: Mapping[str, tuple[float, ...]]  # by person, if they come here: the odds from here, by ``odds.KINDS``


def stations(story: Story, level: int, ways: Mapping[str, Way], *, most: int = MOST_STATES) -> tuple[Station, ...]:
    """Every node of *story* at *level*, for persons who talk in these *ways*, by the node's index. Takes seconds.

    Raises ``TooLarge`` where there are more than *most* states, and ``StoryLoop`` as ``play`` does.
    """
    graph = state_graph(story, level, most=most)
    standing = _standing(graph, story, level)
    shortest = _Shortest(graph, story).lines()
    seen = {name: visits(graph, story, way) for name, way in ways.items()}
    found = []
    for node in story.nodes:
        states, meters, concerns = standing.get(node.index, (0, (), ()))
        lines = shortest[node.index]
        found.append(
            Station(
                reached=lines is not None,
                states=states,
                meters=meters,
                concerns=concerns,
                lines=lines or (),
                comes={name: visit.come[node.index] for name, visit in seen.items()},
                ahead={name: odds for name, visit in seen.items() if (odds := visit.ahead[node.index]) is not None},
            )
        )
    return tuple(found)


def _standing(
    graph: StateGraph, story: Story, level: int
) -> dict[int, tuple[int, tuple[Range, ...], tuple[Range, ...]]]:
    """For every node where the talk can stand: in how many states, and the ranges of meters and concerns there."""
    numerals = Numerals(story, level)
    numbers: dict[int, list[Places]] = {}
    for place, block in enumerate(graph.blocks):
        own = graph.keys[block.first : block.after] - place * graph.width
        numbers.setdefault(block.control.node, []).append(own)
    found: dict[int, tuple[int, tuple[Range, ...], tuple[Range, ...]]] = {}
    for node, parts in numbers.items():
        states = sum(part.size for part in parts)
        if story.nodes[node].ending is not None:
            found[node] = states, (), ()
            continue
        stand = [numerals.standing(int(number)) for number in np.unique(np.concatenate(parts))]
        meters, concerns = zip(*stand, strict=True)
        found[node] = states, _ranges(meters), _ranges(concerns)
    return found


def _ranges(rows: Sequence[tuple[int, ...]]) -> tuple[Range, ...]:
    return tuple(Range(min(values), max(values)) for values in zip(*rows, strict=True))


class _Shortest:
    """Goes through the graph in steps of one line, and keeps by which line each state and node was met first."""

    def __init__(self, graph: StateGraph, story: Story) -> None:
        self._graph = graph
        self._story = story
        self._begins = np.searchsorted(graph.sources, np.arange(graph.count + 1))
        self._where = np.repeat(
            np.array([block.control.node for block in graph.blocks], np.int64),
            [block.after - block.first for block in graph.blocks],
        )
        self._came = np.full(graph.count, _NOT_MET, dtype=np.int64)  # by which edge each state was met first
        self._first: dict[int, int] = {}  # by which edge each node was met first

    def lines(self) -> list[tuple[str, ...] | None]:
        """For every node the fewest lines to it; ``None`` where none lead there."""
        graph = self._graph
        for way, (start, _) in zip(graph.begun_through, graph.starts, strict=True):
            for node in (*graph.passages[way], int(self._where[start])):
                self._first.setdefault(node, _AT_FIRST)
        frontier = np.unique(np.array([start for start, _ in graph.starts], dtype=np.int64))
        self._came[frontier] = _AT_FIRST
        while frontier.size:
            frontier = self._meet(self._edges(frontier))
        return [self._told(self._first.get(node.index)) for node in self._story.nodes]

    def _edges(self, states: Places) -> Places:
        """The edges that lead from *states*."""
        counts = self._begins[states + 1] - self._begins[states]
        offsets = np.repeat(self._begins[states] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        edges: Places = (offsets + np.arange(counts.sum())).astype(np.int64)
        return edges

    def _meet(self, edges: Places) -> Places:
        """Note where *edges* lead; the states that had not been met."""
        graph = self._graph
        for way, at in zip(*np.unique(graph.passed[edges], return_index=True), strict=True):
            for node in graph.passages[int(way)]:
                self._first.setdefault(node, int(edges[at]))
        targets, at = np.unique(graph.targets[edges], return_index=True)
        for node, place in zip(*np.unique(self._where[targets], return_index=True), strict=True):
            self._first.setdefault(int(node), int(edges[at[place]]))
        new = self._came[targets] == _NOT_MET
        met: NDArray[np.int64] = targets[new].astype(np.int64)
        self._came[met] = edges[at[new]]
        return met

    def _told(self, edge: int | None) -> tuple[str, ...] | None:
        if edge is None:
            return None
        lines: list[str] = []
        while edge >= 0:
            lines.append(self._story.choices[int(self._graph.choices[edge])].key)
            edge = int(self._came[int(self._graph.sources[edge])])
        return tuple(reversed(lines))
