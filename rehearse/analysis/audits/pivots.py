"""Where a meeting turns: choices that never matter, lines that are never the best, and points of no return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rehearse.analysis.audits.ground import MATTERS
from rehearse.analysis.numerals import Numerals
from rehearse.analysis.odds import KINDS, as_bits, reachable
from rehearse.engine.story import METER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.analysis.audits.ground import Ground, Places, Truths

ALL_ONE = 0.01
"""Worth by which two lines may differ and still be one and the same for how things end."""
_BANDS = ("low", "middle", "high")


class LinePivot(NamedTuple):
    """What one line does at its node, over every state in which it is on offer. Lines go by index in the story."""

    choice: int
    times: float  # how often it is on offer in a talk of who is learning; 0 where never, even if it could be
    possible: bool  # whether it is on offer in any state that can come about
    best: float  # in which part of those times it is the best one
    worth: float  # what it is worth on average
    twin: int  # another line here that comes to the same, whatever the state; -1 without
    dominated: int  # another line here that is better whatever the state, where this one is never the best; -1 without
    by: float  # by how much that one is better on average
    filler: bool  # whether it is never the best, nor ever what one of the persons asked about says


class NodePivot(NamedTuple):
    """What the choice at one node comes to, over every state in which the person talks there."""

    node: int
    times: float  # how often who is learning comes to talk there
    matters: float  # in which part of those times it matters what is said
    most: float  # by how much the best line is above the worst at most, whatever the state
    contenders: int  # how many of its lines are the best in some state


class LastTurn(NamedTuple):
    """A line after which no good ending can be reached any more, though the talk goes on; it could before."""

    choice: int
    times: float  # how often it happens in a talk of who is learning
    seen: float  # in which part of those times the person can tell (see ``Signs``)


class Signs(NamedTuple):
    """By what the person can tell a point of no return, beside how the boss looks.

    A boss *looks* worse where a meter has fallen by a band, and bad where one stands in its lowest: the screen says so.
    """

    warned: tuple[int, ...]  # lines, by index, that the advice speaks against
    speaks: tuple[str, ...]  # what a boss says (see ``Node.speaks``) that tells how it stands


class Pivots(NamedTuple):
    """All of them."""

    nodes: tuple[NodePivot, ...]
    lines: tuple[LinePivot, ...]
    last_turns: tuple[LastTurn, ...]


def pivots(
    ground: Ground,
    *,
    good: Sequence[str],
    persons: Sequence[str],
    learning: str,
    others: Sequence[str],
    signs: Signs,
) -> Pivots:
    """Where the meeting turns.

    *good* are the types of endings that one would still hope for. Lines come to the same, or one is better, where that
    holds for whichever of *persons* goes on from there; times count for who is *learning*, who is one of them. A line
    that none of *others* ever says, and that is never the best, is a filler.
    """
    return Pivots(*_choices(ground, persons, learning, others), _last_turns(ground, good, learning, signs))


def _choices(
    ground: Ground, persons: Sequence[str], learning: str, others: Sequence[str]
) -> tuple[tuple[NodePivot, ...], tuple[LinePivot, ...]]:
    lines, story = ground.lines, ground.story
    wanted = ground.view(learning).best.copy()
    for person in others:
        wanted |= ground.view(person).shares > 0
    node = np.array([choice.node for choice in story.choices], dtype=np.int64)[lines.choices[lines.firsts]]
    order = np.argsort(node, kind="stable")
    bounds = np.searchsorted(node[order], np.arange(len(story.nodes) + 1))
    node_pivots: list[NodePivot] = []
    line_pivots: list[LinePivot] = []
    for index, here in enumerate(story.nodes):
        places = order[bounds[index] : bounds[index + 1]].astype(np.int32)
        if here.choices:
            table = _Table(ground, places, [choice.index for choice in here.choices], persons, learning)
            line_pivots += table.lines(wanted)
            if len(places):
                node_pivots.append(table.node(index))
    return tuple(node_pivots), tuple(line_pivots)


class _Table:
    """The lines of one node: a row for each state in which the person talks there, a column for each line."""

    def __init__(
        self, ground: Ground, places: Places, choices: list[int], persons: Sequence[str], learning: str
    ) -> None:
        """*places* are those of ``Lines.talking`` at the node."""
        lines, view = ground.lines, ground.view(learning)
        counts = lines.counts[places]
        self._own = np.repeat(lines.firsts[places] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        self._rows = np.repeat(np.arange(len(places)), counts)
        self._columns = lines.choices[self._own] - choices[0]
        self._shape = (len(places), len(choices))
        self._choices = choices
        self._visits = view.visits[places]
        self._offered = self._filled(np.ones(len(lines.choices), dtype=np.bool_), empty=False)
        self._best = self._filled(view.best, empty=False)
        self._after = {person: self._filled(ground.view(person).after, empty=np.nan) for person in persons}
        self._mean = self._after[learning]

    def _filled(self, values: Any, empty: Any) -> Any:  # noqa: ANN401  (a table of whatever the values are)
        table = np.full(self._shape, empty)
        table[self._rows, self._columns] = values[self._own]
        return table

    def node(self, index: int) -> NodePivot:
        """What the choice here comes to."""
        several = self._offered.sum(axis=1) > 1
        spreads = [np.nanmax(table, axis=1) - np.nanmin(table, axis=1) for table in self._after.values()]
        own = np.nanmax(self._mean, axis=1) - np.nanmin(self._mean, axis=1) > MATTERS
        total = float(self._visits.sum())
        return NodePivot(
            index,
            total,
            float((self._visits * own).sum()) / total if total else 0.0,
            max(float(spread[several].max(initial=0.0)) for spread in spreads),
            int((self._best & several[:, None]).any(axis=0).sum()),
        )

    def lines(self, wanted: Truths) -> list[LinePivot]:
        """What each line here does; *wanted* tells which lines are the best, or said by somebody who counts."""
        alone = self._best / np.maximum(self._best.sum(axis=1, keepdims=True), 1)
        asked = self._filled(wanted, empty=False)
        found = []
        for column, choice in enumerate(self._choices):
            offered = self._offered[:, column]
            times = float(self._visits[offered].sum())
            worth = float((self._visits[offered] * self._mean[offered, column]).sum())
            twin, dominated, by = self._beside(column)
            found.append(
                LinePivot(
                    choice,
                    times,
                    bool(offered.any()),
                    float((self._visits * alone[:, column]).sum()) / times if times else 0.0,
                    worth / times if times else 0.0,
                    twin,
                    dominated,
                    by,
                    bool(offered.any() and not asked[:, column].any()),
                )
            )
        return found

    def _beside(self, column: int) -> tuple[int, int, float]:
        """The line's twin, the line that is always better, and by how much."""
        offered = self._offered[:, column]
        twin = dominated = -1
        by = 0.0
        for other, choice in enumerate(self._choices):
            both = offered & self._offered[:, other]
            if other == column or not both.any():
                continue
            gaps = np.stack([table[both, other] - table[both, column] for table in self._after.values()])
            if twin < 0 and bool((np.abs(gaps) <= ALL_ONE).all()):
                twin = choice
            visits = self._visits[both]
            own = self._mean[both, other] - self._mean[both, column]
            ahead = float((own * visits).sum() / visits.sum()) if visits.sum() else float(own.mean())
            if bool(both[offered].all() and (gaps > ALL_ONE).all()) and ahead > by:
                dominated, by = choice, ahead
        return twin, dominated, by


def _last_turns(ground: Ground, good: Sequence[str], learning: str, signs: Signs) -> tuple[LastTurn, ...]:
    graph, story, view = ground.graph, ground.story, ground.view(learning)
    wanted = sum(1 << KINDS.index(kind) for kind in good)
    hopeful = (reachable(graph, as_bits(ground.certain)) & wanted) > 0
    talks = np.zeros(graph.count, dtype=np.bool_)
    talks[graph.sources] = True
    crossing = hopeful[graph.sources] & ~hopeful[graph.targets] & talks[graph.targets]
    edges = np.flatnonzero(crossing & (view.weights > 0)).astype(np.int32)
    if not edges.size:
        return ()
    visits = np.zeros(graph.count)
    visits[ground.lines.talking] = view.visits
    times = visits[graph.sources[edges]] * view.weights[edges]
    seen = _told_by(ground, edges, signs)
    size = len(story.choices)
    total = np.bincount(graph.choices[edges], times, minlength=size)
    noticed = np.bincount(graph.choices[edges], times * seen, minlength=size)
    found = [
        LastTurn(choice, float(total[choice]), float(noticed[choice] / total[choice]))
        for choice in np.flatnonzero(total > 0).tolist()
    ]
    return tuple(sorted(found, key=lambda turn: -turn.times))


def _told_by(ground: Ground, edges: Places, signs: Signs) -> Truths:
    """For each of *edges* whether the person can tell from it that things have taken a turn for the worse."""
    graph, story = ground.graph, ground.story
    hurts = [any(op[0] == METER and op[2] < 0 for _, ops in line.effects for op in ops) for line in story.choices]
    told = np.array([hurt or line.index in signs.warned for hurt, line in zip(hurts, story.choices, strict=True)])
    numerals = Numerals(story, ground.level)
    one, other = (graph.keys[states[edges]] % graph.width for states in (graph.sources, graph.targets))
    kinds, rows = np.unique(np.concatenate([one, other]), return_inverse=True)
    standing = [zip(story.meters, numerals.standing(int(kind))[0], strict=True) for kind in kinds]
    bands = np.array([[_BANDS.index(meter.band(value)) for meter, value in meters] for meters in standing])[rows]
    before, after = bands[: len(one)], bands[len(one) :]
    sizes = [block.after - block.first for block in graph.blocks]
    node = np.repeat(np.array([block.control.node for block in graph.blocks]), sizes)[graph.targets[edges]]
    speaks = np.array([place.speaks in signs.speaks for place in story.nodes])[node]
    found: Truths = told[graph.choices[edges]] | (after < before).any(axis=1) | (after == 0).any(axis=1) | speaks
    return found
