"""The best line at every decision point, and what it costs to go by another boss's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.analysis.audits.ground import Ground


class Decision(NamedTuple):
    """One decision point with one boss. The lines go by their index in the story, which all bosses share."""

    node: int
    offered: tuple[int, ...]
    times: float  # how often somebody who is learning comes to it in a talk
    best: tuple[float, ...]  # for each line on offer in which part of those times it is the best one
    worth: tuple[float, ...]  # and what it is worth on average


def strategy(ground: Ground, learning: str) -> tuple[Decision, ...]:
    """Every decision point that somebody who is *learning* (the name of a person) comes to, the most frequent first."""
    lines, view = ground.lines, ground.view(learning)
    share = lines.shared(view.best)
    point = lines.point[lines.place]
    size = len(ground.story.choices)
    keys = point.astype(np.int64) * size + lines.choices
    kinds, rows = np.unique(keys, return_inverse=True)
    offers = np.bincount(rows, view.offers)
    bests = np.bincount(rows, view.offers * share)
    worths = np.bincount(rows, view.offers * view.after)
    found: dict[int, list[tuple[int, float, float, float]]] = {}
    for key, times, chosen, worth in zip(kinds.tolist(), offers.tolist(), bests.tolist(), worths.tolist(), strict=True):
        if times > 0:
            place, choice = divmod(key, size)
            found.setdefault(place, []).append((choice, times, chosen / times, worth / times))
    decisions = [
        Decision(
            lines.points[place].node,
            tuple(row[0] for row in listed),
            listed[0][1],
            tuple(row[2] for row in listed),
            tuple(row[3] for row in listed),
        )
        for place, listed in found.items()
    ]
    return tuple(sorted(decisions, key=lambda decision: (-decision.times, decision.node, decision.offered)))


def difference(one: Sequence[Decision], other: Sequence[Decision]) -> tuple[float, float]:
    """How many lines of a talk are other with one boss than with the other, and out of how many.

    Counted over the decision points that come about with both, each as often as on average with the two; where a line
    is the best in a part of the times only, by parts.
    """
    theirs = {(decision.node, decision.offered): decision for decision in other}
    differing = common = 0.0
    for mine in one:
        match = theirs.get((mine.node, mine.offered))
        if match is not None:
            times = (mine.times + match.times) / 2
            common += times
            differing += times * (1 - sum(map(min, mine.best, match.best)))
    return differing, common


def by_heart(ground: Ground, decisions: Sequence[Decision]) -> tuple[float, ...]:
    """The odds of who knows the best lines of one boss by heart, whatever the state, and meets the boss of *ground*.

    *decisions* are those with the boss that they know, who may be the same. Half of the time they say any line, as
    somebody does who is learning: else a talk that is won by any of several ways would tell nothing about the rest of
    its lines. The other half, at each point, they say the line that is
    worth most there on average; at one that never came about with that boss, the line on offer that is worth most at
    that node on average, and where they know of none of them, any.
    """
    lines, size = ground.lines, len(ground.story.choices)
    known = {
        (decision.node, decision.offered): decision.offered[decision.worth.index(max(decision.worth))]
        for decision in decisions
    }
    elsewhere = _by_line(decisions)
    said = np.zeros(size * max(1, len(lines.points)), dtype=np.bool_)
    for place, point in enumerate(lines.points):
        remembered = [choice for choice in point.offered if choice in elsewhere]
        if (point.node, point.offered) in known:
            said[place * size + known[point.node, point.offered]] = True
        elif remembered:
            said[place * size + max(remembered, key=elsewhere.__getitem__)] = True
    shares = (lines.shared(said[lines.point[lines.place] * size + lines.choices]) + lines.any_line) / 2
    return ground.seen_by(lines.weights(shares)).begun


def _by_line(decisions: Sequence[Decision]) -> dict[int, float]:
    """For each line its mean worth over all times it is on offer."""
    sums: dict[int, tuple[float, float]] = {}
    for decision in decisions:
        for choice, worth in zip(decision.offered, decision.worth, strict=True):
            total, times = sums.get(choice, (0.0, 0.0))
            sums[choice] = total + decision.times * worth, times + decision.times
    return {choice: total / times for choice, (total, times) in sums.items()}
