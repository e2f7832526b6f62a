"""The odds of every ending, from every state, for a person who talks in a named way. Computed, not sampled.

A person's way is a weight for each line that can be said in a state. With it the state graph is an absorbing Markov
chain: the odds of a state are those of the states that its lines lead to, each as often as it is said. States are
numbered so that lines lead onwards, so one pass from the last state to the first gives all odds; only where the talk
can come back to the very same state a small system of linear equations is solved for those states together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.model.scenario import ENDING_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

    Odds = NDArray[np.float64]
    """A row for each state, a column for each of ``KINDS``."""
    Weights = NDArray[np.float64]
    """For each edge of a graph how often it is taken in its state."""

UNFINISHED = "unfinished"
KINDS: tuple[str, ...] = (*ENDING_TYPES, UNFINISHED)
"""The types of endings, best first; the last stands for a talk that cannot go on, or goes round for ever."""
MOST_TOGETHER = 2_000
"""States that lead back to one another and are solved as one system; of more, the odds are iterated to the last bit."""
_ALIKE = 1e-12
"""Two worths that differ by less are taken to be the same."""
_MOST_SWEEPS = 1_000_000


class Stretch(NamedTuple):
    """The states of one group, and their edges."""

    first: int
    after: int
    edges: slice
    inner: bool  # whether any edge stays within


def evenly(graph: StateGraph) -> Weights:
    """The weights of a person who says any line that is on offer, all as often."""
    return _shared(graph, np.ones(len(graph.sources), dtype=np.bool_))


def by_rank(graph: StateGraph, ranks: Sequence[float]) -> Weights:
    """The weights of a person who only says lines of the highest rank on offer; *ranks* go by the choice's index."""
    worth = np.asarray(ranks, dtype=np.float64)[graph.choices]
    return _shared(graph, worth >= _best(graph, worth) - _ALIKE)


def best_play(graph: StateGraph, worth: Sequence[float], ends: Odds) -> Weights:
    """The weights of a person who always says the line from which the ending's expected *worth* is highest.

    *worth* goes by ``KINDS``, none below 0; *ends* are the odds that are known beforehand (see ``endings``). Of lines
    that are worth the same the first as written is said.
    """
    values = ends @ np.asarray(worth, dtype=np.float64)
    rows = _rows(graph)
    chosen = np.zeros(len(rows), dtype=np.bool_)
    for stretch in backwards(graph):
        if stretch.edges.start < stretch.edges.stop:
            _play_best(graph, stretch, rows, values, chosen)
    lengths = np.diff(rows, append=len(graph.sources))
    return np.where(np.repeat(chosen, lengths), graph.chances, 0.0)


def odds(graph: StateGraph, weights: Weights, ends: Odds) -> Odds:
    """The odds of each type of ending from every state, where those from the last are *ends*. Rows add up to 1."""
    found = ends.copy()
    for stretch in backwards(graph):
        sources, targets = graph.sources[stretch.edges], graph.targets[stretch.edges]
        if not sources.size:
            continue
        own = weights[stretch.edges]
        if not stretch.inner:
            starts = np.flatnonzero(np.r_[True, sources[1:] != sources[:-1]])
            found[sources[starts]] = np.add.reduceat(own[:, None] * found[targets], starts)
        else:
            _solve(stretch, sources - stretch.first, targets, own, found)
    return found


def reachable(graph: StateGraph, bits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """For every state the types of endings that can still come about: one bit each, the first of ``KINDS`` lowest.

    *bits* are those of the last states (see ``as_bits``).
    """
    bits = bits.copy()
    for stretch in backwards(graph):
        sources, targets = graph.sources[stretch.edges], graph.targets[stretch.edges]
        while sources.size:
            before = bits[stretch.first : stretch.after].copy()
            np.bitwise_or.at(bits, sources, bits[targets])
            if not stretch.inner or np.array_equal(before, bits[stretch.first : stretch.after]):
                break
    return bits


def as_bits(ends: Odds) -> NDArray[np.uint8]:
    """Which types of endings have any odds at all: one bit each, the first of ``KINDS`` lowest."""
    bits: NDArray[np.uint8] = ((ends > 0) @ (1 << np.arange(len(KINDS)))).astype(np.uint8)
    return bits


def endings(graph: StateGraph, story: Story) -> Odds:
    """The odds where they are certain: 1 for an ending's own type, and for a talk that cannot go on; else 0."""
    found = np.zeros((graph.count, len(KINDS)))
    stuck = np.ones(graph.count, dtype=np.bool_)
    stuck[graph.sources] = False
    for block in graph.blocks:
        ending = story.nodes[block.control.node].ending
        kind = UNFINISHED if ending is None else ending.kind
        own = slice(block.first, block.after)
        found[own, KINDS.index(kind)] = stuck[own]
    return found


def begun(graph: StateGraph, found: Odds) -> NDArray[np.float64]:
    """The odds before the first line, over the moods of the day."""
    states, chances = zip(*graph.starts, strict=True)
    total: NDArray[np.float64] = np.asarray(chances) @ found[list(states)]
    return total


def backwards(graph: StateGraph) -> Iterator[Stretch]:
    """The groups of states, those first that the others lead to."""
    groups: list[list[int]] = []
    for block in graph.blocks:
        if groups and groups[-1][2] == block.group:
            groups[-1][1] = block.after
        else:
            groups.append([block.first, block.after, block.group])
    bounds = np.searchsorted(graph.sources, [first for first, *_ in groups] + [graph.count])
    for place in range(len(groups) - 1, -1, -1):
        first, after, _ = groups[place]
        edges = slice(int(bounds[place]), int(bounds[place + 1]))
        yield Stretch(first, after, edges, bool((graph.targets[edges] < after).any()))


def _rows(graph: StateGraph) -> NDArray[np.int64]:
    """Where the edges of each line in each state begin."""
    other = (graph.sources[1:] != graph.sources[:-1]) | (graph.choices[1:] != graph.choices[:-1])
    return np.flatnonzero(np.r_[True, other]) if len(graph.sources) else np.empty(0, dtype=np.int64)


def _best(graph: StateGraph, worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """For every edge the highest worth among all edges of its state."""
    best = np.full(graph.count, -np.inf)
    np.maximum.at(best, graph.sources, worth)
    return best[graph.sources]


def _shared(graph: StateGraph, said: NDArray[np.bool_]) -> Weights:
    """Weights that are shared alike among the lines that are *said* (told for each edge)."""
    lines = np.bincount(graph.sources[_rows(graph)][said[_rows(graph)]], minlength=graph.count)
    return np.where(said, graph.chances / np.maximum(lines, 1)[graph.sources], 0.0)


def _solve(
    stretch: Stretch, sources: NDArray[np.int32], targets: NDArray[np.int32], weights: Weights, found: Odds
) -> None:
    """The odds of states that lead back to one another: (1 - Q) x = b, with Q the way from each to each."""
    size = stretch.after - stretch.first
    inner = targets < stretch.after
    known = found[stretch.first : stretch.after].copy()
    np.add.at(known, sources[~inner], weights[~inner, None] * found[targets[~inner]])
    origins, goals, own = sources[inner], targets[inner] - stretch.first, weights[inner]
    trapped = trapped_states(origins, goals, own, known.sum(axis=1) > 0)
    known[trapped, KINDS.index(UNFINISHED)] = 1
    own = np.where(trapped[origins], 0, own)
    if size <= MOST_TOGETHER:
        system = np.eye(size)
        np.subtract.at(system, (origins, goals), own)
        found[stretch.first : stretch.after] = np.linalg.solve(system, known)
        return
    values = known.copy()
    for _ in range(_MOST_SWEEPS):
        following = known.copy()
        np.add.at(following, origins, own[:, None] * values[goals])
        if np.array_equal(following, values):
            break
        values = following
    found[stretch.first : stretch.after] = values


def trapped_states(
    origins: NDArray[np.int32], goals: NDArray[np.int32], weights: Weights, leaving: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The states from which nothing leads to one that is *leaving*."""
    out = leaving.copy()
    while True:
        more = out.copy()
        np.logical_or.at(more, origins, (weights > 0) & out[goals])
        if np.array_equal(more, out):
            return ~out
        out = more


def _play_best(
    graph: StateGraph,
    stretch: Stretch,
    rows: NDArray[np.int64],
    values: NDArray[np.float64],
    chosen: NDArray[np.bool_],
) -> None:
    """The highest worth of every state of *stretch*, and the line that leads to it.

    Where lines lead back, worths grow from 0 until none grows any more, and a state's line is the one by which it grew
    last: one that only goes round never is.
    """
    edges = stretch.edges
    own = slice(*np.searchsorted(rows, (edges.start, edges.stop)))
    begins = rows[own]
    states = graph.sources[begins] - stretch.first
    lines = np.full(stretch.after - stretch.first, -1)
    mine = values[stretch.first : stretch.after]
    while True:
        worth = np.add.reduceat(graph.chances[edges] * values[graph.targets[edges]], begins - edges.start)
        best = np.full(len(mine), -np.inf)
        np.maximum.at(best, states, worth)
        first = np.flatnonzero(worth >= best[states] - _ALIKE)[::-1]  # of lines that are alike the first is put last
        places = states[first]
        grown = (best[places] > mine[places] + _ALIKE) | (lines[places] < 0)
        lines[places[grown]] = first[grown]
        risen = grown & (best[places] > mine[places])
        mine[places] = np.maximum(mine[places], best[places])
        if not stretch.inner or not risen.any():
            break
    chosen[own.start + lines[lines >= 0]] = True
