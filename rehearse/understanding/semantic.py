"""Reading by meaning: how alike a reply and a candidate's example lines are to a sentence encoder.

It is one half of the score, the words and concepts are the other. How its figures were found: `docs/semantic.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.understanding.scorer import MOST_SURE, ONE_WORD, Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.understanding.encoder import Matrix
    from rehearse.understanding.vectors import Vectors

SHARPNESS = 15.0
"""How much likelier, as a power of e, a candidate is than another that is less alike by one."""
OWN_CHANCES = (0.6, 5.7, -1.9)
"""How the share among the candidates, the similarity, and nothing at all move the chance that the likest is right."""
CHANCES = (1.3, 0.2, 0.3)
"""How the mean of the halves' log odds, the number of candidates, and nothing at all move the chance of the whole."""
MOST_SHARE = 4.0
"""From these log odds on a larger share says nothing more."""
MOST_ODDS = math.log(99)
"""Neither half is taken to be surer than 99 to 1, either way."""
LEAST_SHARE = -60.0
"""The same for small shares, for which there is no smaller number."""


@dataclass(frozen=True, slots=True)
class Alike:
    """How near a reply comes to a candidate in meaning."""

    similarity: float
    """From -1 to 1: the cosine between the reply and the mean example line, without what all moves have in common."""
    line: str
    """The example line that comes nearest."""


class Semantics:
    """Holds replies against candidates by the vectors of one encoder."""

    def __init__(self, vectors: Vectors, moves: Mapping[str, Sequence[str]]) -> None:
        """Take the mean of *moves* (name to example lines), which are kept on disk, for what all have in common.

        Raises ``NoEncoder``.
        """
        lines = [line for several in moves.values() for line in several]
        vectors.keep(lines)
        self._vectors = vectors
        self._common = vectors.of(lines).mean(axis=0)

    def alike(self, reply: str, candidates: Mapping[str, Sequence[str]]) -> dict[str, Alike]:
        """How near *reply* comes to each of *candidates*. Raises ``NoEncoder``."""
        said = self._apart([reply])[0]
        found = {}
        for name, lines in candidates.items():
            if not lines:
                found[name] = Alike(0.0, "")
                continue
            apart = self._apart(lines)
            whole = _unit(apart.mean(axis=0, keepdims=True))[0]
            found[name] = Alike(float(whole @ said), lines[int((apart @ said).argmax())])
        return found

    def _apart(self, lines: Sequence[str]) -> Matrix:
        """The vectors of *lines* without what all moves have in common."""
        return _unit(self._vectors.of(lines) - self._common)


def _unit(vectors: Matrix) -> Matrix:
    """*vectors* with length one; nothing stays nothing."""
    import numpy as np  # noqa: PLC0415  (only where there is an encoder)

    size = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: Matrix = np.divide(vectors, size, out=np.zeros_like(vectors), where=size > 0)
    return made


def combined(judgement: Judgement, alike: Mapping[str, Alike]) -> Judgement:
    """*judgement*, which goes by words and concepts, and likeness in meaning, half and half.

    Candidates are ordered by the mean of what the two halves say for them, and how sure the first one is goes by the
    mean of how sure they are of it. A reply without a word stays what it was.
    """
    if not judgement.ranked or not judgement.reply.text.stems:
        return judgement
    by_words = dict(judgement.ranked)
    likest = max(alike[name].similarity for name in by_words)
    sums = {
        name: (_log_share(score, judgement.ranked[0][1]) + SHARPNESS * (alike[name].similarity - likest)) / 2
        for name, score in by_words.items()
    }
    order = sorted(sums, key=lambda name: (-sums[name], name))
    first = order[0]
    odds = (_odds(by_words[first]) + _odds(_own(alike, by_words)[first])) / 2
    sure = MOST_SURE * _chance(CHANCES[0] * odds + CHANCES[1] * math.log(len(order)) + CHANCES[2])
    if len(judgement.reply.text) == 1:
        sure = min(sure, ONE_WORD)
    return Judgement(judgement.reply, tuple((name, sure * math.exp(sums[name] - sums[first])) for name in order))


def _own(alike: Mapping[str, Alike], names: Mapping[str, float]) -> dict[str, float]:
    """The scores that likeness alone would give."""
    similarities = {name: alike[name].similarity for name in names}
    likest = max(similarities.values())
    shares = {name: math.exp(SHARPNESS * (similarity - likest)) for name, similarity in similarities.items()}
    others = sum(shares.values()) - 1
    share = min(-math.log(others), MOST_SHARE) if others > 0 else 0.0  # a lone candidate's share says nothing
    chance = _chance(OWN_CHANCES[0] * share + OWN_CHANCES[1] * likest + OWN_CHANCES[2])
    return {name: chance * part for name, part in shares.items()}


def _log_share(score: float, highest: float) -> float:
    """How far *score* is below the highest, as the power of e; where words say nothing, all are alike."""
    if not highest:
        return 0.0
    return max(math.log(score / highest), LEAST_SHARE) if score else LEAST_SHARE


def _odds(chance: float) -> float:
    if not 0 < chance < 1:
        return MOST_ODDS if chance else -MOST_ODDS
    return min(max(math.log(chance / (1 - chance)), -MOST_ODDS), MOST_ODDS)


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
