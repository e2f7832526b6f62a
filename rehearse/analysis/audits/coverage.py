"""What of the advice a meeting practises: which cards can be followed or gone against, how likely, to what effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.odds import backwards

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.analysis.audits.ground import Floats, Ground, Truths

_AT_ONCE = 32
"""Cards looked at together: so many numbers for each state."""
_MOST_SWEEPS = 1_000_000
_STILL = 1e-13


class Speaks(NamedTuple):
    """Which lines a card speaks of, by their indexes in the story."""

    follows: tuple[int, ...]  # lines that do as it says
    against: tuple[int, ...]  # lines that do what it warns against


class Practice(NamedTuple):
    """What a meeting makes of one card, in one story at one level.

    Worth is that of the ending for somebody who is learning and goes on from there. Differences are to the other lines
    on offer in the same states, of which each is as likely; means over all times the line is on offer.
    """

    card: str
    met: tuple[float, ...]  # for each person asked about, how likely they ever have a line of it on offer
    follows: float  # how often in a talk a line that follows it is on offer
    against: float  # and one that goes against it
    gain: float  # worth of the lines that follow it above that of the others on offer; 0 where none follows it
    cost: float  # worth of the others on offer above that of the lines against it; 0 where none goes against it


def practised(
    ground: Ground, cards: Mapping[str, Speaks], *, persons: Sequence[str], learning: str
) -> tuple[Practice, ...]:
    """What the meeting makes of *cards*, in their order. Times count for who is *learning* (the name of a person)."""
    lines, view = ground.lines, ground.view(learning)
    size = len(ground.story.choices)
    on_offer = np.repeat(lines.counts, lines.counts)
    several = on_offer > 1
    others = (lines.total(view.after) - view.after) / np.maximum(on_offer - 1, 1)
    above = np.where(several, view.after - others, 0.0)
    offers = np.bincount(lines.choices, view.offers, minlength=size)
    weighed: Floats = np.bincount(lines.choices, view.offers * several, minlength=size).astype(np.float64)
    gained: Floats = np.bincount(lines.choices, view.offers * above, minlength=size).astype(np.float64)
    of_card = [{*speaks.follows, *speaks.against} for speaks in cards.values()]
    met = [met_once(ground, person, of_card) for person in persons]
    found = []
    for place, (card, speaks) in enumerate(cards.items()):
        follows, against = list(speaks.follows), list(speaks.against)
        found.append(
            Practice(
                card,
                tuple(float(chances[place]) for chances in met),
                float(offers[follows].sum()),
                float(offers[against].sum()),
                _mean(gained[follows], weighed[follows]),
                -_mean(gained[against], weighed[against]),
            )
        )
    return tuple(found)


def _mean(sums: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(sums.sum()) / total if total else 0.0


def met_once(ground: Ground, person: str, sets: Sequence[Iterable[int]]) -> Floats:
    """For each set of lines (by index) how likely *person* ever has one of them on offer, before the first line."""
    points = ground.lines.points
    offered = np.array(
        [[bool(lines.intersection(point.offered)) for lines in map(frozenset, sets)] for point in points]
    )
    if not offered.size:
        return np.zeros(len(sets))
    kinds, columns = np.unique(offered, axis=1, return_inverse=True)  # many cards are met at the very same points
    found = np.ones(kinds.shape[1])
    waiting = np.flatnonzero(~_met_at_once(ground, kinds))
    for first in range(0, len(waiting), _AT_ONCE):
        part = waiting[first : first + _AT_ONCE]
        found[part] = _met(ground, person, kinds[:, part])
    chances: Floats = found[columns.reshape(-1)]
    return chances


def _met_at_once(ground: Ground, offered: Truths) -> Truths:
    """For each column of *offered*, which goes by decision point, whether every talk begins at one of its points."""
    lines = ground.lines
    begins = np.array([state for state, _ in ground.graph.starts])
    if not np.isin(begins, lines.talking).all():
        return np.zeros(offered.shape[1], dtype=np.bool_)
    found: Truths = np.logical_and.reduce(offered[lines.point[np.searchsorted(lines.talking, begins)]])
    return found


def _met(ground: Ground, person: str, offered: Truths) -> Floats:
    """For each column of *offered*, which goes by decision point, how likely one of its points comes about."""
    graph, lines = ground.graph, ground.lines
    weights = ground.view(person).weights
    here = offered[lines.point]
    found = np.zeros((graph.count, offered.shape[1]))
    found[lines.talking] = here
    for stretch in backwards(graph):
        sources, targets = graph.sources[stretch.edges], graph.targets[stretch.edges]
        if not sources.size:
            continue
        starts = np.flatnonzero(np.r_[True, sources[1:] != sources[:-1]])
        states = sources[starts]
        own, sure = weights[stretch.edges, None], found[states] > 0
        for _ in range(_MOST_SWEEPS if stretch.inner else 1):
            reached = np.where(sure, 1.0, np.add.reduceat(own * found[targets], starts))
            still = not stretch.inner or np.abs(reached - found[states]).max() <= _STILL
            found[states] = reached
            if still:
                break
    begins, chances = zip(*graph.starts, strict=True)
    total: Floats = np.asarray(chances) @ found[list(begins)]
    return np.minimum(total, 1.0)
