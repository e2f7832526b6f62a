"""The functions that the rest of the program calls, and the one fit that they share."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from rehearse.loading.library import Library, load_files, shipped_content
from rehearse.understanding.reading import Reading, accepted, reading
from rehearse.understanding.scorer import Knowledge, Scorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.model.advice import Concept

FEWEST_MOVES = 20
"""With fewer moves than these to weigh by, the shipped ones are counted in: three say little about what is common."""


class _Shared:
    """The thesaurus and the fit in use, made ready when first needed."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._shipped: Library | None = None
        self._concepts: tuple[Concept, ...] | None = None
        self._moves: dict[str, tuple[str, ...]] = {}
        self._knowledge: Knowledge | None = None
        self._scorer: Scorer | None = None

    def fit(self, moves: Mapping[str, Sequence[str]]) -> None:
        taken = {name: tuple(lines) for name, lines in moves.items()}
        with self._lock:
            if taken != self._moves:
                self._moves, self._scorer = taken, None
            self.scorer()

    def use_concepts(self, concepts: Iterable[Concept] | None) -> None:
        taken = None if concepts is None else tuple(concepts)
        with self._lock:
            if taken != self._concepts:
                self._concepts, self._knowledge, self._scorer = taken, None, None

    def scorer(self) -> Scorer:
        with self._lock:
            if self._scorer is None:
                if self._knowledge is None:
                    known = self._concepts
                    self._knowledge = Knowledge(self._read().concepts.values() if known is None else known)
                moves: dict[str, tuple[str, ...]] = dict(self._moves)
                if len(moves) < FEWEST_MOVES:
                    for move in self._read().moves.values():
                        moves.setdefault(move.id, move.examples)
                self._scorer = Scorer(self._knowledge, moves)
            return self._scorer

    def _read(self) -> Library:
        """The shipped concepts and moves, without the rest of the content; empty where they cannot be read."""
        if self._shipped is None:
            self._shipped = Library()
            advice = shipped_content() / "advice"
            load_files((advice / "concepts.yaml", advice / "moves.yaml"), self._shipped)
        return self._shipped


_shared = _Shared()


def fit(moves: Mapping[str, Sequence[str]]) -> None:
    """Weigh by *moves* from now on: all moves there are, by name, each with its example lines.

    What most of them say counts little, what few of them say counts much. Without a fit the shipped moves are used.
    """
    _shared.fit(moves)


def use_concepts(concepts: Iterable[Concept] | None) -> None:
    """Read with *concepts* from now on (the shipped ones with those of packs, as ``Library.concepts`` holds them).

    ``None`` goes back to the shipped ones.
    """
    _shared.use_concepts(concepts)


def rank(reply: str, candidates: Mapping[str, Sequence[str]]) -> list[tuple[str, float]]:
    """The candidates (any names, each with example lines) with scores from 0 to 1, best first.

    The first one's score is how likely it is to be what was meant; the others' are as much lower as they fit less.
    """
    return list(_shared.scorer().judge(reply, candidates).ranked)


def accept(ranked: Sequence[tuple[str, float]]) -> bool:
    """Whether the first of what ``rank`` returned is sure enough to be taken without asking."""
    return accepted(ranked)


def explain(reply: str, candidates: Mapping[str, Sequence[str]]) -> Reading:
    """What ``rank`` says, with the outcome, and the words and concepts that each candidate came by."""
    scorer = _shared.scorer()
    return reading(scorer.judge(reply, candidates), scorer, dict(candidates))
