"""How a named person comes through a meeting: how likely every node and line is, and how things end from there.

Computed over the state graph, not sampled. One pass from the first states to the last gives how often each state is
come to on average; summed over the states of a node that is how often the talk comes there. How likely it comes there
at all is the same where it cannot come twice, and else found by one pass back from the last states to the first.

A talk that has got where it can only go round for ever is counted up to there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

from rehearse.analysis.odds import KINDS, backwards, begun, endings, odds, trapped_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from rehearse.analysis.odds import Odds, Stretch, Weights
    from rehearse.analysis.outlook import Way
    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

    Floats = NDArray[np.float64]

_MOST_SWEEPS = 1_000_000
_STILL = 1e-15
"""Sweeps over states that lead back to one another end when nothing moves by more."""
_FEW = 1_000_000
"""So many sums are kept side by side even where most of them stay 0."""
_AT_ONCE = 24_000_000
"""Numbers held in one table at most (200 MB): of very large graphs, fewer nodes are looked at at a time."""


class Passage(NamedTuple):
    """One step: from which node to which, by which choice (its index; -1 where the talk goes on by itself).

    Nodes are story indexes. Unlike ``ways.Way`` it also tells of what breaks in: an interrupt is a step to its node.
    """

    start: int
    end: int
    choice: int


@dataclass(frozen=True, slots=True)
class Visits:
    """How one person comes through one story at one level. Nodes and choices go by their index in the story.

    ``come`` and the odds are probabilities from 0 to 1, everything else is how often on average in one talk (for a line
    that can be said once only that is its probability). Odds go by ``odds.KINDS``.
    """

    come: tuple[float, ...]
    """For each node how likely the talk ever comes there."""
    times: tuple[float, ...]
    """For each node how often the talk comes there."""
    said: tuple[float, ...]
    """For each choice how often it is said."""
    steps: Mapping[Passage, float]
    """How often each step is made; steps that are never made are not in it."""
    ahead: tuple[tuple[float, ...] | None, ...]
    """For each node the odds of each type of ending from there, on average over all visits; ``None`` without any."""
    after: tuple[tuple[float, ...] | None, ...]
    """For each choice likewise, once it is said."""
    begun: tuple[float, ...]
    """The odds before the first line."""
    states: int
    """How many states were looked at."""

    def chance(self, node: int, accepts: Iterable[str]) -> float | None:
        """How likely an ending of one of these types is from *node* on, on average; ``None`` where nobody comes."""
        return _accepted(self.ahead[node], accepts)

    def chance_after(self, choice: int, accepts: Iterable[str]) -> float | None:
        """Likewise once a line is said; ``None`` where nobody says it."""
        return _accepted(self.after[choice], accepts)


def _accepted(found: tuple[float, ...] | None, accepts: Iterable[str]) -> float | None:
    return None if found is None else min(1.0, sum(found[KINDS.index(kind)] for kind in accepts))


def visits(graph: StateGraph, story: Story, way: Way) -> Visits:
    """How a person who talks in this *way* comes through *graph* (all of *story* at one level, from its beginning).

    A way is what ``coaching.persons.Person.weights`` is. Takes about twice as long as the odds alone: for a shipped
    meeting half a second.
    """
    certain = endings(graph, story)
    weights = way(graph, certain)
    found = odds(graph, weights, certain)
    flows = _Flows(graph, story, weights)
    times = flows.times()
    return Visits(
        come=tuple(flows.chances(times).tolist()),
        times=tuple(times.tolist()),
        said=tuple(flows.said().tolist()),
        steps=flows.steps,
        ahead=_means(flows.ahead(found)),
        after=_means(flows.after(found)),
        begun=tuple(begun(graph, found).tolist()),
        states=graph.count,
    )


class Flow(NamedTuple):
    """How often on average in one talk each state is come to, and each edge is taken."""

    states: Floats
    edges: Floats
    weights: Weights  # those of the edges, 0 from states from which the talk can only go round


def flow(graph: StateGraph, weights: Weights) -> Flow:
    """How a talk with these *weights* flows through *graph*: 1 in at the starts, 1 out at the last states.

    States from which it can only go round for ever are last ones too.
    """
    kept = weights.copy()
    found = np.zeros(graph.count)
    for state, chance in graph.starts:
        found[state] += chance
    for stretch in reversed(list(backwards(graph))):
        sources, targets = graph.sources[stretch.edges], graph.targets[stretch.edges]
        if not sources.size:
            continue
        if stretch.inner:
            kept[stretch.edges] = _gone_round(stretch, sources, targets, weights[stretch.edges], found)
        flowing = found[sources] * kept[stretch.edges]
        outside = targets >= stretch.after
        np.add.at(found, targets[outside], flowing[outside])
    return Flow(found, found[graph.sources] * kept, kept)


def _gone_round(
    stretch: Stretch, sources: NDArray[np.int32], targets: NDArray[np.int32], weights: Weights, found: Floats
) -> Weights:
    """Fill in *found* for states that lead back to one another; their weights, without those that lead nowhere."""
    inner = targets < stretch.after
    leaving = np.ones(stretch.after - stretch.first, dtype=np.bool_)
    leaving[sources - stretch.first] = False  # else the talk is over there
    leaving[(sources - stretch.first)[~inner & (weights > 0)]] = True
    origins, goals = sources[inner] - stretch.first, targets[inner] - stretch.first
    trapped = trapped_states(origins, goals, weights[inner], leaving)
    own = np.where(trapped[sources - stretch.first], 0.0, weights)
    entered = found[stretch.first : stretch.after].copy()
    values = entered
    for _ in range(_MOST_SWEEPS):
        following = entered + np.bincount(goals, values[origins] * own[inner], minlength=len(entered))
        still = np.abs(following - values).max() <= _STILL * max(1.0, following.max())
        values = following
        if still:
            break
    found[stretch.first : stretch.after] = values
    return own


def chances_to_come(graph: StateGraph, story: Story, weights: Weights, nodes: Iterable[int]) -> Floats:
    """For each of *nodes* how likely a talk ever comes there, from 0 to 1."""
    wanted = np.fromiter(nodes, dtype=np.int64)
    at_once = max(1, _AT_ONCE // max(1, graph.count))
    parts = [wanted[first : first + at_once] for first in range(0, len(wanted), at_once)]
    return np.concatenate([np.empty(0), *(_chances(graph, story, weights, part) for part in parts)])


def _chances(graph: StateGraph, story: Story, weights: Weights, nodes: NDArray[np.int64]) -> Floats:
    """``chances_to_come`` for so few nodes that a column for each has room."""
    place = _node_of_state(graph)
    through = _through(graph, story)[:, nodes]
    found = (place[:, None] == nodes).astype(np.float64)
    for stretch in backwards(graph):
        sources, targets = graph.sources[stretch.edges], graph.targets[stretch.edges]
        if not sources.size:
            continue
        own = weights[stretch.edges, None]
        starts = np.flatnonzero(np.r_[True, sources[1:] != sources[:-1]])
        states = sources[starts]
        here = place[states, None] == nodes
        passing = through[graph.passed[stretch.edges]]
        for _ in range(_MOST_SWEEPS if stretch.inner else 1):
            reached = np.add.reduceat(own * np.where(passing, 1.0, found[targets]), starts)
            reached = np.where(here, 1.0, reached)
            still = np.abs(reached - found[states]).max() <= _STILL
            found[states] = reached
            if still:
                break
    total = np.zeros(len(nodes))
    for (state, chance), way in zip(graph.starts, graph.begun_through, strict=True):
        total += chance * np.where(through[way], 1.0, found[state])
    return np.minimum(total, 1.0)


class _Flows:
    """How often each state is come to and each edge is taken, and sums over them."""

    def __init__(self, graph: StateGraph, story: Story, weights: Weights) -> None:
        self._graph, self._story = graph, story
        self._states, self._edges, self._weights = flow(graph, weights)
        self._place = _node_of_state(graph)
        self._begun = [(way, chance) for way, (_, chance) in zip(graph.begun_through, graph.starts, strict=True)]

    def times(self) -> Floats:
        """By node."""
        found = np.bincount(self._place, self._states, minlength=len(self._story.nodes)).astype(np.float64)
        passed = np.bincount(self._graph.passed, self._edges, minlength=len(self._graph.passages))
        for way, chance in self._begun:
            passed[way] += chance
        for nodes, times in zip(self._graph.passages, passed, strict=True):
            np.add.at(found, list(nodes), times)
        return found

    def chances(self, times: Floats) -> Floats:
        """By node how likely the talk ever comes there."""
        steps: nx.DiGraph[int] = nx.DiGraph((step.start, step.end) for step in self.steps)
        again = sorted(
            node
            for part in nx.strongly_connected_components(steps)
            for node in part
            if len(part) > 1 or steps.has_edge(node, node)
        )
        found = np.minimum(times, 1.0)
        found[again] = chances_to_come(self._graph, self._story, self._weights, again)
        return found

    def said(self) -> Floats:
        """By choice."""
        return np.bincount(self._graph.choices, self._edges, minlength=len(self._story.choices)).astype(np.float64)

    @cached_property
    def steps(self) -> dict[Passage, float]:
        """By step, in the order of choices; those that nobody makes are left out."""
        graph, nodes = self._graph, len(self._story.nodes)
        found: dict[Passage, float] = {}
        for way, (state, chance) in zip(graph.begun_through, graph.starts, strict=True):
            self._step(found, way, int(self._place[state]), -1, chance)
        keys = (graph.choices.astype(np.int64) * len(graph.passages) + graph.passed) * nodes + self._place[
            graph.targets
        ]
        for key, times in zip(*_summed_by(keys, self._edges), strict=True):
            rest, end = divmod(key, nodes)
            choice, way = divmod(rest, len(graph.passages))
            self._step(found, way, end, choice, times)
        return found

    def _step(self, found: dict[Passage, float], way: int, end: int, choice: int, times: float) -> None:
        """Note a line and all that the talk then goes through by itself."""
        nodes = [*self._graph.passages[way], end]
        if choice >= 0:
            nodes = [self._story.choices[choice].node, *nodes]
        for start, following in pairwise(nodes):
            step = Passage(start, following, choice)
            found[step] = found.get(step, 0.0) + times
            choice = -1

    def ahead(self, found: Odds) -> Floats:
        """By node the odds of each type of ending, times how often the talk comes there."""
        size = len(self._story.nodes)
        total = _summed(self._place, self._states, found, size)
        passed = self._after(self._graph.passed, len(self._graph.passages), found)
        for (state, chance), way in zip(self._graph.starts, self._graph.begun_through, strict=True):
            passed[way] += chance * found[state]
        for nodes, sums in zip(self._graph.passages, passed, strict=True):
            np.add.at(total, list(nodes), sums)
        return total

    def after(self, found: Odds) -> Floats:
        """By choice the odds of each type of ending once it is said, times how often it is said."""
        return self._after(self._graph.choices, len(self._story.choices), found)

    def _after(self, keys: NDArray[np.int16] | NDArray[np.int32], size: int, found: Odds) -> Floats:
        return np.stack(
            [
                np.bincount(keys, self._edges * found[self._graph.targets, kind], minlength=size)
                for kind in range(len(KINDS))
            ],
            axis=1,
        )


def _summed(keys: NDArray[np.int64], weights: Floats, found: Odds, size: int) -> Floats:
    return np.stack([np.bincount(keys, weights * found[:, kind], minlength=size) for kind in range(len(KINDS))], axis=1)


def _summed_by(keys: NDArray[np.int64], amounts: Floats) -> tuple[list[int], list[float]]:
    """The different *keys* with the sums of their *amounts*, where these are not 0."""
    if int(keys.max(initial=0)) < max(_FEW, len(keys)):
        sums = np.bincount(keys, amounts)
        kinds = np.flatnonzero(sums)
        return kinds.tolist(), sums[kinds].tolist()
    kinds, rows = np.unique(keys, return_inverse=True)
    sums = np.bincount(rows, amounts)
    return kinds[sums > 0].tolist(), sums[sums > 0].tolist()


def _means(sums: Floats) -> tuple[tuple[float, ...] | None, ...]:
    """Rows that add up to 1; ``None`` for rows of nothing."""
    return tuple(tuple((row / total).tolist()) if (total := row.sum()) > 0 else None for row in sums)


def _node_of_state(graph: StateGraph) -> NDArray[np.int64]:
    blocks = graph.blocks
    sizes = [block.after - block.first for block in blocks]
    return np.repeat(np.array([block.control.node for block in blocks], dtype=np.int64), sizes)


def _through(graph: StateGraph, story: Story) -> NDArray[np.bool_]:
    """For each way through nodes which of them it goes through."""
    found = np.zeros((len(graph.passages), len(story.nodes)), dtype=np.bool_)
    for way, nodes in enumerate(graph.passages):
        found[way, list(nodes)] = True
    return found
