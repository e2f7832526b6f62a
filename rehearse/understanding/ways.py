"""Ways of saying something: how an author writes one, and where it is found in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rehearse.understanding.spellings import FILLERS, NEGATORS
from rehearse.understanding.words import is_filler, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.understanding.words import Text

WIDE_GAP = 6
"""How many words three dots step over at most, fillers not counted."""
NARROW_GAP = 1
"""How many words may slip in between any two words of a way, fillers not counted."""
_MAX_FILLERS = 4

Marks = dict[str, dict[int, list[int]]]
"""Concept or kind of word, where in the text it begins, and where it may end."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a way (or any of several), or a reference to a concept, and how much may stand before it."""

    stems: frozenset[str]
    concept: str
    gap: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying a concept, ready to be looked for."""

    text: str
    parts: tuple[Part, ...]
    opens: bool
    """Only where a sentence begins."""
    asks: bool
    """Only in a question."""

    concepts: frozenset[str]
    """The concepts and built-in kinds it refers to."""

    def stretches(self) -> list[list[str]]:
        """Its words in the runs in which they stand beside each other; a choice of words counts as its first."""
        runs: list[list[str]] = [[]]
        for part in self.parts:
            if part.concept or part.gap > NARROW_GAP:
                runs.append([])
            if part.stems:
                runs[-1].append(min(part.stems))
        return runs

    @property
    def words(self) -> int:
        """How much it says: its parts, those aside that are mere fillers."""
        return sum(1 for part in self.parts if part.concept or not part.stems <= FILLERS)


_PIECE = re.compile(r"\(([^()]*)\)|<([a-z0-9-]+)>|(\.\.\.|…)|([^\s()<>]+)")


def parse_way(text: str) -> list[Way]:
    """The ways that an author's *text* stands for: one, or two for each bracketed word that may be left out."""
    opens = text.startswith("^")
    asks = text.endswith("?")
    body = text.strip("^?").strip()
    versions: list[list[Part]] = [[]]
    gap = NARROW_GAP
    for optional, concept, dots, word in _PIECE.findall(body):
        if dots:
            gap = WIDE_GAP
            continue
        more = _concept_parts(concept, gap) if concept else _word_parts(optional or word, gap)
        gap = NARROW_GAP
        versions = [[*version, *more] for version in versions] + (versions if optional else [])
    return [
        Way(text, tuple(parts), opens, asks, frozenset(part.concept for part in parts if part.concept))
        for parts in versions
        if parts
    ]


@lru_cache(maxsize=20_000)
def _word_parts(written: str, gap: int) -> tuple[Part, ...]:
    alternatives = [read(word).stems for word in written.split("/")]
    if len(alternatives) > 1:
        return (Part(frozenset(base for stems in alternatives for base in stems[:1]), "", gap),)
    return tuple(Part(frozenset({base}), "", gap if not index else 0) for index, base in enumerate(alternatives[0]))


@lru_cache(maxsize=2_000)
def _concept_parts(concept: str, gap: int) -> tuple[Part, ...]:
    return (Part(frozenset(), concept, gap),)


def occurrences(way: Way, text: Text, places: Mapping[str, tuple[int, ...]], marks: Marks) -> Iterator[tuple[int, int]]:
    """Where *way* stands in *text*: first word and one past the last, the shortest from each beginning."""
    first = way.parts[0]
    if first.concept:
        begins = [(start, end) for start, ends in marks.get(first.concept, {}).items() for end in ends]
    else:
        begins = [(place, place + 1) for base in first.stems for place in places.get(base, ())]
    for start, end in begins:
        if way.opens and start not in text.starts:
            continue
        if way.asks and text.sentence[start] not in text.questions:
            continue
        last = _follow(way.parts, 1, end, text, marks)
        if last is not None:
            yield start, last


def _follow(parts: tuple[Part, ...], index: int, place: int, text: Text, marks: Marks) -> int | None:
    """Where the parts from *index* on end, if they follow from *place*; else ``None``."""
    if index == len(parts):
        return place
    part = parts[index]
    stems = text.stems
    sentence = text.sentence[place - 1]
    skipped = fillers = 0
    while place < len(stems) and text.sentence[place] == sentence:
        if part.concept:
            for end in marks.get(part.concept, {}).get(place, ()):
                last = _follow(parts, index + 1, end, text, marks)
                if last is not None:
                    return last
        elif stems[place] in part.stems:
            last = _follow(parts, index + 1, place + 1, text, marks)
            if last is not None:
                return last
        if is_filler(stems[place]) and fillers < _MAX_FILLERS:
            fillers += 1
        else:
            skipped += 1
            if skipped > part.gap or (part.gap <= NARROW_GAP and stems[place] in NEGATORS):
                return None
        place += 1
    return None
