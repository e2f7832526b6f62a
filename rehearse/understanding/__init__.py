"""Typed words to move: which of some candidates a reply means, how surely, and by what it was told.

Nothing here is learnt by heart: candidates are known by their example lines alone, whatever their names. What the
words of a reply and of an example line have in common is told by a thesaurus of concepts, `advice/concepts.yaml`.
Where a sentence encoder is installed and its model is there, likeness in meaning is one half of it.

The one thing that is kept between calls is what the last ``fit``, ``use_concepts`` and ``use_semantics`` said.
"""

from rehearse.understanding.reading import Ground, Heard, Outcome, Reading
from rehearse.understanding.semantic import Alike
from rehearse.understanding.service import (
    SemanticReading,
    accept,
    explain,
    fit,
    rank,
    use_concepts,
    use_semantics,
)

__all__ = [
    "Alike",
    "Ground",
    "Heard",
    "Outcome",
    "Reading",
    "SemanticReading",
    "accept",
    "explain",
    "fit",
    "rank",
    "use_concepts",
    "use_semantics",
]
