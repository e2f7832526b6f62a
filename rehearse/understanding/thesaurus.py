"""The thesaurus at work: which concepts a text speaks of, where, how surely, and whether it denies them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.model.advice import BUILT_IN
from rehearse.understanding.spellings import NEGATORS
from rehearse.understanding.ways import Marks, Way, occurrences, parse_way
from rehearse.understanding.words import is_filler, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.model.advice import Concept
    from rehearse.understanding.words import Text

HINT = 0.4
"""What a hint counts for, where a way counts for one."""
_BY_WORDS = {0: 0.5, 1: 0.8, 2: 0.95}
"""What a way counts for by how many telling words it has; longer ones count in full."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found in a text."""

    concept: str
    start: int
    end: int
    weight: float
    negated: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way, the concept that it is a way of, and what it counts for."""

    order: int
    concept: str
    way: Way
    weight: float


class Thesaurus:
    """Finds concepts in texts. Built once from concepts; holds nothing about any text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Make *concepts* ready to be looked for. References that lead nowhere or in a circle never match."""
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._levels = _levels(self.concepts)
        self._by_stem: dict[str, list[tuple[int, _Entry]]] = defaultdict(list)
        self._by_concept: dict[str, list[tuple[int, _Entry]]] = defaultdict(list)
        self._depth = 1 + max(self._levels.values(), default=0)
        self._all = tuple(self._entries())
        common = Counter(base for entry in self._all for part in entry.way.parts for base in part.stems)
        for entry in self._all:
            self._file(entry, common)

    def _entries(self) -> Iterator[_Entry]:
        order = 0
        for concept in self.concepts.values():
            for texts, worth in ((concept.ways, 1.0), (concept.hints, HINT)):
                for text in texts:
                    for way in parse_way(text):
                        order += 1
                        weight = worth * _BY_WORDS.get(way.words, 1.0)
                        yield _Entry(order, concept.id, way, weight)

    def _file(self, entry: _Entry, common: Counter[str]) -> None:
        """Index a way by its rarest word, or by what it refers to where it has none of its own."""
        level = self._levels.get(entry.concept)
        if level is None or any(name not in self._levels and name not in BUILT_IN for name in entry.way.concepts):
            return
        words = [part.stems for part in entry.way.parts if part.stems]
        if words:
            rarest = min(words, key=lambda stems: (sum(common[base] for base in stems), sorted(stems)))
            for base in rarest:
                self._by_stem[base].append((level, entry))
        else:
            self._by_concept[min(entry.way.concepts)].append((level, entry))

    def ways(self) -> Iterator[tuple[str, Way]]:
        """Every way with the concept that it is a way of."""
        for entry in self._all:
            yield entry.concept, entry.way

    def vocabulary(self) -> Counter[str]:
        """Every word that stands in a way, as it is written there, and how often it does."""
        return Counter(
            word
            for concept in self.concepts.values()
            for text in (*concept.ways, *concept.hints)
            for word in plain(text).replace("/", " ").split()
            if word.isalpha()
        )

    def find(self, text: Text) -> tuple[Found, ...]:
        """Every concept in *text*, each place once, in the order of the text."""
        search = _Search(text)
        waiting: list[dict[int, _Entry]] = [{} for _ in range(self._depth)]
        for base in search.places:
            for level, entry in self._by_stem.get(base, ()):
                waiting[level][entry.order] = entry
        for level in range(self._depth):
            for concept in search.marks:
                for needed, entry in self._by_concept.get(concept, ()):
                    if needed == level:
                        waiting[level][entry.order] = entry
            search.look_for(entry for _, entry in sorted(waiting[level].items()))
        return search.all_found()


class _Search:
    """One text, and what has been found in it so far."""

    def __init__(self, text: Text) -> None:
        self.text = text
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, base in enumerate(text.stems):
            places[base].append(index)
        self.places = {base: tuple(indexes) for base, indexes in places.items()}
        self.marks: Marks = {}
        self._found: dict[tuple[str, int, int], float] = {}
        for index, kind in enumerate(text.kinds):
            if kind:
                self._mark(kind, index, index + 1)

    def _mark(self, concept: str, start: int, end: int) -> None:
        ends = self.marks.setdefault(concept, {}).setdefault(start, [])
        if end not in ends:
            ends.append(end)

    def look_for(self, entries: Iterable[_Entry]) -> None:
        """Note where *entries* occur; others may refer to them afterwards."""
        fresh: dict[tuple[str, int, int], float] = {}
        for entry in entries:
            if entry.way.concepts <= self.marks.keys():
                for start, end in occurrences(entry.way, self.text, self.places, self.marks):
                    key = (entry.concept, start, end)
                    fresh[key] = max(fresh.get(key, 0.0), entry.weight)
        self._found.update(fresh)
        for concept, start, end in fresh:
            self._mark(concept, start, end)

    def all_found(self) -> tuple[Found, ...]:
        return tuple(
            Found(concept, start, end, weight, _is_negated(self.text, start, end))
            for (concept, start, end), weight in sorted(
                self._found.items(), key=lambda item: (item[0][1], item[0][2], item[0][0])
            )
        )


def _is_negated(text: Text, start: int, end: int) -> bool:
    """Whether the words of a concept lie under a negation that is not part of the concept's own wording."""
    if any(text.stems[index] in NEGATORS for index in range(start, end)):
        return False
    telling = [index for index in range(start, end) if not is_filler(text.stems[index])]
    return bool(telling) and telling[0] in text.negated


def _levels(concepts: dict[str, Concept]) -> dict[str, int]:
    """How many concepts deep each refers to others; those that refer in a circle or to nothing are left out."""
    levels: dict[str, int] = {}
    waiting = {name: {n for n in concept.names() if n in concepts} for name, concept in concepts.items()}
    while waiting:
        ready = [name for name, needs in waiting.items() if needs <= set(levels)]
        if not ready:
            # Within a circle only the plain ways can be used: take the concepts as they stand, references unmatched.
            for name in waiting:
                levels[name] = 0
            break
        for name in ready:
            levels[name] = 1 + max((levels[n] for n in waiting.pop(name)), default=-1)
    return levels
