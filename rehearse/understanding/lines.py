"""A line as the scorer sees it: its words, pieces of words, concepts and kindred concepts, each with a weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.understanding.spellings import FUNCTION_WORDS
from rehearse.understanding.words import is_filler, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.understanding.kindred import Kindred
    from rehearse.understanding.thesaurus import Found, Thesaurus
    from rehearse.understanding.words import Speller, Text

FUNCTION_WORD = 0.15
"""What a word such as "the" counts for among words."""
PIECE = 4
"""Letters in a piece of a word."""
MOST_PIECES = 1500
DENIED = "not "
"""Before the id of a concept that a line denies."""
DENIED_TOPIC = 0.6
"""What is left of a topic that stands under a negation: it is still spoken of."""

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A reply or an example line, taken apart."""

    text: Text
    found: tuple[Found, ...]
    words: Vector
    pieces: Vector
    concepts: Vector
    spoken_for: Vector
    """The concepts that its words speak for, and how loudly."""
    length: int
    """Words that say something."""
    known: float
    """How many of its telling words the thesaurus has, from 0 to 1."""


def taken_apart(line: str, thesaurus: Thesaurus, kindred: Kindred, correct: Speller | None = None) -> Line:
    """What *line* is made of."""
    text = read(line, correct)
    found = thesaurus.find(text)
    words: Vector = {}
    pieces: Vector = {}
    for base, kind in zip(text.stems, text.kinds, strict=True):
        word = f"<{kind}>" if kind else base
        words[word] = FUNCTION_WORD if base in FUNCTION_WORDS else 1.0
        if base not in FUNCTION_WORDS and len(pieces) < MOST_PIECES:
            padded = f" {base} "
            for start in range(max(1, len(padded) - PIECE + 1)):
                pieces[padded[start : start + PIECE]] = 1.0
    length = sum(1 for base in text.stems if not is_filler(base))
    return Line(
        text, found, words, pieces, _concepts(found, thesaurus), kindred.weights(text), length, kindred.known(text)
    )


def _concepts(found: tuple[Found, ...], thesaurus: Thesaurus) -> Vector:
    weights: Vector = {}
    for one in found:
        name, weight = one.concept, one.weight
        if one.negated:
            if thesaurus.concepts[name].kind == "act":
                name = DENIED + name
            else:
                weight *= DENIED_TOPIC
        weights[name] = max(weights.get(name, 0.0), weight)
    return weights


def dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The sum of products of what two vectors share."""
    if len(right) < len(left):
        left, right = right, left
    return sum(weight * right[name] for name, weight in left.items() if name in right)


def unit(vector: Mapping[str, float]) -> Vector:
    """*vector* with length one."""
    size = sum(weight * weight for weight in vector.values()) ** 0.5
    return {name: weight / size for name, weight in vector.items()} if size else {}
