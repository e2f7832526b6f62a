"""Typed words to move: which of some candidates a reply means, how surely, and by what it was told.

Nothing here is learnt by heart: candidates are known by their example lines alone, whatever their names. What the
words of a reply and of an example line have in common is told by a thesaurus of concepts, `advice/concepts.yaml`.

The one thing that is kept between calls is what the last ``fit`` and ``use_concepts`` said.
"""

from rehearse.understanding.reading import Ground, Heard, Outcome, Reading
from rehearse.understanding.service import accept, explain, fit, rank, use_concepts

__all__ = ["Ground", "Heard", "Outcome", "Reading", "accept", "explain", "fit", "rank", "use_concepts"]
