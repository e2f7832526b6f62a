"""Whether the best line can be told without understanding the talk: by its length, its place, its tone.

A *cue* is a number for each line that has nothing to do with what the line does. Somebody *test-wise* says one of the
lines on offer with the highest number, and knows nothing else. Two questions are asked of each cue: how often its line
is the best one, against saying any; and how a talk ends for who goes by nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.audits.ground import ALIKE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.analysis.audits.ground import Floats, Ground


class Told(NamedTuple):
    """How often a cue's line is the best one, where it matters; shares from 0 to 1."""

    hits: float
    by_chance: float  # saying any line on offer


class CuePlace(NamedTuple):
    """Likewise at one node."""

    node: int
    share: float  # of all decisions that matter in a talk
    hits: float
    by_chance: float


class CueScore(NamedTuple):
    """What a cue is good for, in one story at one level."""

    cue: str
    odds: tuple[float, ...]  # of who goes by nothing else, before the first line, by ``KINDS``
    learning: Told  # best: from which somebody who is learning ends best
    perfect: Told  # best: from which somebody who plays best ends best; often several are
    places: tuple[CuePlace, ...]  # for ``learning``, those first at which the cue tells most


def picks(ground: Ground, ranks: Sequence[float], *, only: bool = False) -> Floats:
    """How often each line is said by who says those of the highest rank on offer; *ranks* go by the choice's index.

    *only*: where a single line has a rank above 0 that one is said, else any.
    """
    lines = ground.lines
    values = np.asarray(ranks, dtype=np.float64)[lines.choices]
    if only:
        marked = values > 0
        return lines.shared(marked & (lines.total(marked.astype(np.float64)) == 1))
    return lines.shared(values >= lines.highest(values) - ALIKE)


class Decisions:
    """All decisions that matter to one person, as often as somebody who is learning comes to them."""

    def __init__(self, ground: Ground, learning: str, person: str) -> None:
        """*learning* and *person* are names of persons; best is the line from which *person* ends best."""
        lines, story, view = ground.lines, ground.story, ground.view(person)
        offers = np.where(view.matters, ground.view(learning).offers, 0.0)
        self._node = np.array([choice.node for choice in story.choices], dtype=np.int64)[lines.choices]
        self._nodes = len(story.nodes)
        self._best = offers * view.best
        self._times = self._at_nodes(offers * lines.any_line)
        self._chance = self._at_nodes(self._best * lines.any_line)

    def _at_nodes(self, values: Floats) -> Floats:
        found: Floats = np.bincount(self._node, values, minlength=self._nodes).astype(np.float64)
        return found

    def told(self, shares: Floats) -> tuple[Told, tuple[CuePlace, ...]]:
        """How often the best line is said by who says each line as often as *shares* tell, in all and at each node."""
        hits, total = self._at_nodes(self._best * shares), float(self._times.sum())
        if not total:
            return Told(0.0, 0.0), ()
        times, chance = self._times.tolist(), self._chance.tolist()
        places = [
            CuePlace(node, times[node] / total, float(hits[node]) / times[node], chance[node] / times[node])
            for node in np.flatnonzero(self._times > 0).tolist()
        ]
        places.sort(key=lambda place: -place.share * (place.hits - place.by_chance))
        return Told(float(hits.sum()) / total, float(self._chance.sum()) / total), tuple(places)


def scored(ground: Ground, cue: str, shares: Floats, learning: Decisions, perfect: Decisions) -> CueScore:
    """What *cue* is good for; *shares* tell how often who goes by it says each line (see ``picks``)."""
    view = ground.seen_by(ground.lines.weights(shares))
    told, places = learning.told(shares)
    return CueScore(cue, view.begun, told, perfect.told(shares)[0], places)
