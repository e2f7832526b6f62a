"""What all audits of a meeting stand on: its states, the lines on offer in each, what they are worth and how often met.

A *decision point* is what the person sees when it is their turn: the node, and which lines are on offer. Thousands of
states, in which meters and concerns stand differently, share one of some hundred decision points.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.odds import endings, odds
from rehearse.analysis.states import state_graph
from rehearse.analysis.visits import flow
from rehearse.engine.chance import draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.odds import Weights
    from rehearse.analysis.outlook import Way
    from rehearse.analysis.states import StateGraph
    from rehearse.engine.story import Story

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]
    Places = NDArray[np.int32]

ALIKE = 1e-9
"""Two worths that differ by less are taken to be the same."""
MATTERS = 0.05
"""Worth between the best and the worst line on offer, up to which it is all one what is said."""


class Point(NamedTuple):
    """A decision point: a node and the lines on offer there, by their indexes in the story."""

    node: int
    offered: tuple[int, ...]


class Lines:
    """Every line in every state in which it can be said. A line has one edge, or several where the story draws."""

    def __init__(self, graph: StateGraph, story: Story) -> None:
        """Read *graph* once."""
        self._graph = graph
        other = (graph.sources[1:] != graph.sources[:-1]) | (graph.choices[1:] != graph.choices[:-1])
        self.begins = _where(other, len(graph.sources))
        """Where the edges of each line begin."""
        self.sizes: Places = np.diff(self.begins, append=np.int32(len(graph.sources)))
        self.states = graph.sources[self.begins]
        self.choices: Places = graph.choices[self.begins].astype(np.int32)
        apart = self.states[1:] != self.states[:-1]
        self.firsts = _where(apart, len(self.states))
        """Which line is the first of each state in which the person talks."""
        self.counts: Places = np.diff(self.firsts, append=np.int32(len(self.states)))
        self.talking = self.states[self.firsts]
        """The states in which the person talks, rising."""
        self.place: Places = np.repeat(np.arange(len(self.firsts), dtype=np.int32), self.counts)
        """For each line which of ``talking`` it is on offer in."""
        self.point, self.points = self._decision_points(story)

    def _decision_points(self, story: Story) -> tuple[Places, tuple[Point, ...]]:
        """For each of ``talking`` which decision point it is, and all of these."""
        if not len(self.firsts):
            return np.empty(0, np.int32), ()
        signs = np.array([draw(choice.index, 1, 0) for choice in story.choices], dtype=np.uint64)
        sums = np.add.reduceat(signs[self.choices], self.firsts)  # tells sets of lines apart, as good as surely
        _, first, point = np.unique(sums, return_index=True, return_inverse=True)
        points = []
        for place in first.tolist():
            offered = self.choices[self.firsts[place] : self.firsts[place] + self.counts[place]].tolist()
            points.append(Point(story.choices[offered[0]].node, tuple(offered)))
        return point.astype(np.int32), tuple(points)

    def means(self, values: Floats) -> Floats:
        """For each line what *values*, which go by state, come to once it is said: the mean over what is drawn."""
        graph = self._graph
        if not len(self.begins):
            return np.empty(0)
        found: Floats = np.add.reduceat(graph.chances * values[graph.targets], self.begins)
        return found

    def highest(self, values: Floats) -> Floats:
        """For each line the highest of *values*, which go by line, among the lines of its state."""
        return self.over(np.maximum, values)

    def lowest(self, values: Floats) -> Floats:
        """Likewise the lowest."""
        return self.over(np.minimum, values)

    def total(self, values: Floats) -> Floats:
        """Likewise their sum."""
        return self.over(np.add, values)

    def over(self, what: np.ufunc, values: Floats) -> Floats:
        """For each line *what*, over the *values* of the lines of its state."""
        if not len(self.firsts):
            return np.empty(0)
        found: Floats = what.reduceat(values, self.firsts)[self.place]
        return found

    def shared(self, said: Truths) -> Floats:
        """How often each line is said by who says any of those that are *said*, all as often; where none is, any."""
        marked = said.astype(np.float64)
        among = self.total(marked)
        return np.where(among > 0, marked / np.maximum(among, 1), self.any_line)

    @cached_property
    def any_line(self) -> Floats:
        """How often each line is said by who says any, all as often."""
        return 1 / np.repeat(self.counts, self.counts)

    def weights(self, shares: Floats) -> Weights:
        """How often each edge is taken by who says each line as often as *shares* tell."""
        return np.repeat(shares, self.sizes) * self._graph.chances


def _where(other: Truths, size: int) -> Places:
    """The places at which something else begins than before: the first, and those after which *other* says so."""
    return np.flatnonzero(np.r_[True, other]).astype(np.int32) if size else np.empty(0, np.int32)


class View:
    """A meeting as one person goes through it."""

    def __init__(self, ground: Ground, weights: Weights) -> None:
        """Somebody who takes each edge as often as *weights* tell."""
        self._ground = ground
        self.weights = weights

    @cached_property
    def begun(self) -> tuple[float, ...]:
        """The odds before the first line, by ``KINDS``: how often the talk comes to each last state."""
        found = self._flow @ self._ground.certain
        rest = 1.0 - float(found.sum())
        if rest > ALIKE:  # it goes round for ever
            found[-1] += rest
        return tuple(found.tolist())

    @cached_property
    def _flow(self) -> Floats:
        """How often the talk comes to each state."""
        return flow(self._ground.graph, self.weights).states

    @cached_property
    def worth(self) -> Floats:
        """The expected worth of the ending, for every state."""
        ground = self._ground
        found: Floats = odds(ground.graph, self.weights, ground.certain) @ ground.worth
        return found

    @cached_property
    def after(self) -> Floats:
        """The expected worth of the ending, for every line once it is said."""
        return self._ground.lines.means(self.worth)

    @cached_property
    def best(self) -> Truths:
        """For each line whether it is the best on offer for this person to go on from; several may be."""
        return self.after >= self._ground.lines.highest(self.after) - ALIKE

    @cached_property
    def matters(self) -> Truths:
        """For each line whether it matters what is said in its state."""
        lines = self._ground.lines
        found: Truths = lines.highest(self.after) - lines.lowest(self.after) > MATTERS
        return found

    @cached_property
    def shares(self) -> Floats:
        """How often this person says each line, of the times it is on offer."""
        weights = self.weights
        return np.add.reduceat(weights, self._ground.lines.begins) if weights.size else np.empty(0)

    @cached_property
    def visits(self) -> Floats:
        """How often the talk comes to each of ``Lines.talking``, on average."""
        return self._flow[self._ground.lines.talking]

    @cached_property
    def offers(self) -> Floats:
        """How often each line is on offer in a talk, on average."""
        return self.visits[self._ground.lines.place]


class Ground:
    """A story at one level, and the persons who go through it."""

    def __init__(self, story: Story, level: int, ways: Mapping[str, Way], worth: Sequence[float]) -> None:
        """Look at every state. *worth* is what each type of ending is worth, by ``KINDS``.

        Raises ``TooLarge`` or ``StoryLoop`` where that cannot be done.
        """
        self.story = story
        self.level = level
        self.worth: Floats = np.asarray(worth, dtype=np.float64)
        self.graph = state_graph(story, level)
        self.certain = endings(self.graph, story)
        self.lines = Lines(self.graph, story)
        self._ways = ways
        self._views: dict[str, View] = {}

    def view(self, person: str) -> View:
        """The meeting as one of the named persons goes through it; computed once."""
        if person not in self._views:
            self._views[person] = self.seen_by(self._ways[person](self.graph, self.certain))
        return self._views[person]

    def forget_persons(self) -> None:
        """Let go of what was computed for the named persons: it takes most of the room."""
        self._views.clear()

    def seen_by(self, weights: Weights) -> View:
        """The meeting as somebody else goes through it."""
        return View(self, weights)
