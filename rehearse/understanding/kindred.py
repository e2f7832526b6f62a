"""Kindred words: what a word alone suggests, by the company it keeps in the thesaurus.

A phrase of the thesaurus is either there or not. Most of what people type is neither quite this phrase nor that, but
made of the same words: "resignation" stands in few ways of saying anything but leaving. So each word, and each pair of
neighbours, speaks for the concepts whose ways it stands in, the more so the fewer they are. (In the literature:
explicit semantic analysis, with the concepts for articles.)
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rehearse.understanding.lines import unit
from rehearse.understanding.spellings import FUNCTION_WORDS, NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.understanding.lines import Vector
    from rehearse.understanding.thesaurus import Thesaurus
    from rehearse.understanding.words import Text

SHARPNESS = 1.4
"""Above one, concepts that several words speak for stand out from those that one word touches."""
SIZE = 0.35
"""How far a concept with many ways is held back, between not at all (0) and in full (1)."""
KEPT = 48
"""Concepts kept for a line, the strongest."""

Term = str | tuple[str, str]


_ANY_NUMBER = "#"


def _terms(stems: Iterable[str]) -> Iterator[Term]:
    """The telling words and all pairs of neighbours; one number is as good as another, and says nothing alone."""
    before = ""
    for stem in stems:
        base = _ANY_NUMBER if stem in NUMBER_WORDS or stem[0].isdigit() else stem
        if base not in FUNCTION_WORDS and base != _ANY_NUMBER:
            yield base
        if before:
            yield before, base
        before = base


class Kindred:
    """What words suggest, drawn from one thesaurus."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        """Count in which concepts' ways each word and pair of neighbours stands."""
        counts: dict[Term, Counter[str]] = defaultdict(Counter)
        sizes: Counter[str] = Counter()
        for concept, way in thesaurus.ways():
            terms = {term for stretch in way.stretches() for term in _terms(stretch)}
            sizes[concept] += len(terms)
            for term in terms:
                counts[term][concept] += 1
        mean = sum(sizes.values()) / max(1, len(sizes))
        held_back = {concept: max(size / mean, 0.05) ** SIZE for concept, size in sizes.items()}
        self._speaks_for: dict[Term, tuple[tuple[str, float], ...]] = {}
        for term, concepts in counts.items():
            rarity = math.log(1 + len(thesaurus.concepts) / len(concepts))
            self._speaks_for[term] = tuple(
                (concept, math.log(1 + count) * rarity / held_back[concept]) for concept, count in concepts.items()
            )

    def weights(self, text: Text) -> Vector:
        """The concepts that the words of *text* speak for, each with the sum of what speaks for it."""
        weights: defaultdict[str, float] = defaultdict(float)
        for term in dict.fromkeys(_terms(text.stems)):
            for concept, weight in self._speaks_for.get(term, ()):
                weights[concept] += weight
        return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEPT])

    def known(self, text: Text) -> float:
        """How many of the telling words of *text* the thesaurus has, from 0 to 1; a text of small words is known."""
        telling = [base for base in text.stems if base not in FUNCTION_WORDS]
        return sum(base in self._speaks_for for base in telling) / len(telling) if telling else min(1.0, len(text))


def pointed(weights: Vector) -> Vector:
    """The direction of *weights*, the strongest standing out, as a vector of length one."""
    return unit({concept: weight**SHARPNESS for concept, weight in weights.items()})
