"""The functions that the rest of the program calls, and the one fit that they share."""

from __future__ import annotations

from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING

from rehearse.loading.library import Library, load_files, shipped_content
from rehearse.understanding.encoder import NoEncoder, load
from rehearse.understanding.reading import Reading, accepted, reading
from rehearse.understanding.scorer import Judgement, Knowledge, Scorer
from rehearse.understanding.semantic import Semantics, combined
from rehearse.understanding.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rehearse.model.advice import Concept
    from rehearse.understanding.semantic import Alike

FEWEST_MOVES = 20
"""With fewer moves than these to weigh by, the shipped ones are counted in: three say little about what is common."""


@dataclass(frozen=True, slots=True)
class SemanticReading:
    """Whether replies are read by meaning as well."""

    on: bool
    why: str = "nothing has switched it on"
    """Why not, as the end of a sentence; of no interest where it is on."""

    def __str__(self) -> str:
        """One sentence that says so."""
        return "Reading by meaning is on." if self.on else f"Reading by meaning is off: {self.why}."


class _Shared:
    """The thesaurus and the fit in use, made ready when first needed."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._shipped: Library | None = None
        self._concepts: tuple[Concept, ...] | None = None
        self._moves: dict[str, tuple[str, ...]] = {}
        self._knowledge: Knowledge | None = None
        self._scorer: Scorer | None = None
        self._folders: tuple[Path | None, Path | None] = None, None
        self._vectors: Vectors | None = None
        self._semantics: Semantics | None = None
        self._semantic = SemanticReading(on=False)

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
                self._compare_with(moves)
            return self._scorer

    def use_semantics(self, model: Path | None, cache: Path | None) -> SemanticReading:
        with self._lock:
            if not self._semantic.on or (model, cache) != self._folders:
                self._folders = model, cache
                if self._vectors is not None:
                    self._vectors = self._semantics = self._scorer = None
                self._semantic = SemanticReading(on=False)
                if model is not None:
                    try:
                        self._vectors, self._scorer = Vectors(load(model), cache), None
                        self._semantic = SemanticReading(on=True)
                    except NoEncoder as error:
                        self._give_up(error)
            return self._semantic

    def judge(self, reply: str, candidates: Mapping[str, Sequence[str]]) -> tuple[Judgement, dict[str, Alike]]:
        """By words and concepts, and by meaning too where that is on."""
        judgement = self.scorer().judge(reply, candidates)
        semantics = self._semantics
        if semantics is not None:
            try:
                alike = semantics.alike(reply, candidates)
            except NoEncoder as error:
                self._give_up(error)
            else:
                return combined(judgement, alike), alike
        return judgement, {}

    def _compare_with(self, moves: Mapping[str, Sequence[str]]) -> None:
        self._semantics = None
        if self._vectors is not None:
            try:
                self._semantics = Semantics(self._vectors, moves)
            except NoEncoder as error:
                self._give_up(error)

    def _give_up(self, error: NoEncoder) -> None:
        """Go on by words and concepts alone."""
        with self._lock:
            self._vectors = self._semantics = None
            self._semantic = SemanticReading(on=False, why=str(error))

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


def use_semantics(model_folder: Path | None, cache_folder: Path | None = None) -> SemanticReading:
    """Read by meaning too from now on, with the sentence encoder in *model_folder*; ``None`` goes back to words alone.

    The vectors of the example lines that ``fit`` is told of are kept in *cache_folder*, if it is given. It fetches
    nothing and never raises: where the encoder is not installed, is not there or does not work, what is returned says
    so, and replies are read by words and concepts alone. The call that switches it on takes about a second, and so
    does the first reading after it until the vectors are on disk.
    """
    return _shared.use_semantics(model_folder, cache_folder)


def rank(reply: str, candidates: Mapping[str, Sequence[str]]) -> list[tuple[str, float]]:
    """The candidates (any names, each with example lines) with scores from 0 to 1, best first.

    The first one's score is how likely it is to be what was meant; the others' are as much lower as they fit less.
    """
    return list(_shared.judge(reply, candidates)[0].ranked)


def accept(ranked: Sequence[tuple[str, float]]) -> bool:
    """Whether the first of what ``rank`` returned is sure enough to be taken without asking."""
    return accepted(ranked)


def explain(reply: str, candidates: Mapping[str, Sequence[str]]) -> Reading:
    """What ``rank`` says, with the outcome, and what each candidate came by: words, concepts, likeness in meaning."""
    judgement, alike = _shared.judge(reply, candidates)
    return reading(judgement, _shared.scorer(), dict(candidates), alike)
