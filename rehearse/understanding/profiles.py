"""What all moves have in common, and what sets one candidate apart: the figures that a reply is held against."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.understanding.kindred import pointed
from rehearse.understanding.lines import DENIED, Line, Vector, dot, unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.understanding.thesaurus import Thesaurus

ACT = 1.5
"""What an act counts for beside a topic, in comparing concepts."""
COMMON = 0.8
"""How much of what the kindred concepts of all moves have in common is taken off before comparing."""
_RARE = 0.01
_EXPECTED = 0.95
_EVIDENCE = 3.0

MEASURES = (
    "words, all lines",
    "pieces, best lines",
    "concepts, best lines",
    "concepts, all lines",
    "kindred, best lines",
    "kindred, all lines",
    "concepts expected",
    "concepts missing",
    "length",
)
"""What a reply and a candidate are compared by."""


class Background:
    """How common words and concepts are among all moves."""

    def __init__(self, moves: Mapping[str, Sequence[Line]], thesaurus: Thesaurus) -> None:
        """Count over *moves*."""
        self._moves = max(1, len(moves))
        self._acts = {
            name
            for concept in thesaurus.concepts.values()
            if concept.kind == "act"
            for name in (concept.id, DENIED + concept.id)
        }
        self._words = _spread(moves, "words")
        self._pieces = _spread(moves, "pieces")
        self._concepts = _spread(moves, "concepts")
        lines = [line for several in moves.values() for line in several]
        often: defaultdict[str, float] = defaultdict(float)
        for line in lines:
            for name, weight in line.concepts.items():
                often[name] += weight / len(lines)
        self._often = dict(often)
        shared: defaultdict[str, float] = defaultdict(float)
        for several in moves.values():
            for name, weight in unit(_sum([pointed(line.spoken_for) for line in several])).items():
                shared[name] += weight / self._moves
        self._shared = {name: COMMON * weight for name, weight in shared.items()}

    def often(self, concept: str) -> float:
        """How often a line of any move holds *concept*, from near 0 to 1."""
        return 0.9 * self._often.get(concept, 0.0) + _RARE

    def words(self, line: Line) -> Vector:
        """The words of *line*, the rarer the weightier."""
        return unit({name: weight * self._rarity(self._words[name]) for name, weight in line.words.items()})

    def pieces(self, line: Line) -> Vector:
        """The pieces of the words of *line*, the rarer the weightier."""
        return unit({name: weight * self._rarity(self._pieces[name]) for name, weight in line.pieces.items()})

    def concepts(self, line: Line) -> Vector:
        """The concepts of *line*, the rarer the weightier, acts more than topics."""
        return unit(
            {
                name: weight * self._rarity(self._concepts[name]) * (ACT if name in self._acts else 1.0)
                for name, weight in line.concepts.items()
            }
        )

    def kindred(self, line: Line) -> Vector:
        """The kindred concepts of *line*, without what all moves share."""
        if not line.spoken_for:
            return {}
        away = pointed(line.spoken_for)
        for name, weight in self._shared.items():
            away[name] = away.get(name, 0.0) - weight
        return unit(away)

    def _rarity(self, among: int) -> float:
        return math.log(1 + self._moves / (0.5 + among))


def _spread(moves: Mapping[str, Sequence[Line]], kind: str) -> Counter[str]:
    """In how many moves each word, piece or concept stands."""
    return Counter(
        name for several in moves.values() for name in {name for line in several for name in getattr(line, kind)}
    )


def _sum(vectors: Sequence[Vector]) -> Vector:
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for name, weight in vector.items():
            total[name] += weight
    return dict(total)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line's vectors, weighed against a background."""

    line: Line
    words: Vector
    pieces: Vector
    concepts: Vector
    kindred: Vector


def weighed(line: Line, background: Background) -> Weighed:
    """*line* with its vectors weighed."""
    return Weighed(
        line, background.words(line), background.pieces(line), background.concepts(line), background.kindred(line)
    )


_CHANNELS = ("words", "pieces", "concepts", "kindred")


class Profile:
    """One candidate: its lines one by one, all together, and the concepts to expect of it."""

    def __init__(self, lines: Sequence[Weighed], background: Background) -> None:
        """Sum up *lines*, of which there is at least one."""
        self._background = background
        self._lines = {kind: [getattr(line, kind) for line in lines] for kind in _CHANNELS}
        self._whole = {kind: unit(_sum(vectors)) for kind, vectors in self._lines.items()}
        self._length = sum(line.line.length for line in lines) / len(lines)
        self._count = len(lines)
        held = _sum([line.line.concepts for line in lines])
        self._gain: dict[str, float] = {}
        self._loss: dict[str, float] = {}
        for name, weight in held.items():
            often = background.often(name)
            here = (weight + often) / (self._count + 1)
            self._gain[name] = math.log(here / often)
            self._loss[name] = math.log((1 - min(here, _EXPECTED)) / (1 - min(often, _EXPECTED)))
        self._all_lost = sum(self._loss.values())
        self._unexpected = math.log(1 / (self._count + 1))
        self.concepts = held
        """What its lines hold, summed over them."""
        self.shown = frozenset(word for line in lines for word in line.line.text.shown)
        """The words of its lines, as they are written."""

    def shared_words(self, reply: Line) -> tuple[str, ...]:
        """The telling words that *reply* has in common with its lines, the most telling first."""
        own = self._whole["words"]
        shared = [word for word, weight in reply.words.items() if weight == 1.0 and word in own]
        return tuple(sorted(shared, key=lambda word: (-own[word], word)))

    def shared_concepts(self, reply: Line) -> tuple[str, ...]:
        """The concepts that *reply* has in common with its lines, those first that set it apart most."""
        shared = [name for name in reply.concepts if self._gain.get(name, 0.0) > 0]
        return tuple(sorted(shared, key=lambda name: (-reply.concepts[name] * self._gain[name], name)))

    def mass(self, reply: Line) -> float:
        """How much the words of *reply* say for this candidate."""
        own = self._whole["kindred"]
        return sum(weight * max(own.get(name, 0.0), 0.0) for name, weight in reply.spoken_for.items())

    def covered(self, reply: Line) -> float:
        """Which part of the words of *reply*, from 0 to 1, lies in concepts to be expected of this candidate."""
        inside = {
            place
            for found in reply.found
            if not found.negated and self._gain.get(found.concept, 0.0) > 0
            for place in range(found.start, found.end)
        }
        return len(inside) / len(reply.text) if inside else 0.0

    def measures(self, reply: Weighed) -> tuple[float, ...]:
        """How *reply* compares, in the order of ``MEASURES``."""
        held = reply.line.concepts
        expected = sum(weight * self._gain.get(name, self._unexpected) for name, weight in held.items())
        return (
            dot(reply.words, self._whole["words"]),
            _nearest(reply.pieces, self._lines["pieces"]),
            _nearest(reply.concepts, self._lines["concepts"]),
            dot(reply.concepts, self._whole["concepts"]),
            _nearest(reply.kindred, self._lines["kindred"]),
            dot(reply.kindred, self._whole["kindred"]),
            expected / (_EVIDENCE + sum(held.values())),
            self._all_lost - sum(self._loss[name] for name in held if name in self._loss),
            math.log((reply.line.length + 3) / (self._length + 3)),
        )


def _nearest(vector: Vector, lines: Sequence[Vector]) -> float:
    """How near the two nearest of *lines* are on average, so that no single line decides."""
    near = sorted((dot(vector, line) for line in lines), reverse=True)[:2]
    return sum(near) / len(near)
