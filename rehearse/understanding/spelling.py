"""Slips of the keyboard forgiven: an unknown word is taken for the known word it is nearest to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rehearse.understanding.common import COMMON_WORDS
from rehearse.understanding.spellings import COMPOUNDS, FILLERS, NEGATORS, NUMBER_WORDS, ORDINAL_WORDS, SHORTHAND
from rehearse.understanding.words import Speller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHORTEST = 4
"""Letters below which a word is left as it is."""
LONG = 8
"""Letters from which two slips are forgiven rather than one."""


def distance(left: str, right: str, most: int) -> int:
    """How many letters are missing, too many, wrong or swapped with their neighbour; *most* + 1 where it is more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


class NearestWord(Speller):
    """Puts the nearest known word in place of an unknown one, where it is near enough to be meant."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Know *words*, each with how often it is met, and their usual endings."""
        known = {word for word in words if word.isascii()}
        self._often = words
        endings = {form for word in known if len(word) >= SHORTEST for form in _forms(word)}
        self._known = known | endings | COMMON_WORDS | _TABLES
        self._by_start: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for word in sorted(known | endings):
            if len(word) >= SHORTEST:
                self._by_start[word[0], len(word)].append((word, _letters(word)))
        self._answers: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether *word* is English that it has seen."""
        return word in self._known

    def __call__(self, word: str) -> str:
        """The known word that *word* was probably meant to be, or *word* itself."""
        if word in self._known or len(word) < SHORTEST:
            return word
        answer = self._answers.get(word)
        if answer is None:
            if len(self._answers) > 5000:  # noqa: PLR2004
                self._answers.clear()
            answer = self._answers[word] = self._nearest(word)
        return answer

    def _nearest(self, word: str) -> str:
        """The nearest word; among those as near one with the same letters, doubled or swapped, then the commonest."""
        most = 2 if len(word) >= LONG else 1
        letters = _letters(word)
        best, best_rank = word, (most + 1, True, 0, "")
        starts = {word[0], word[1]}
        for start in sorted(starts):
            for length in range(max(SHORTEST, len(word) - most), len(word) + most + 1):
                for known, known_letters in self._by_start.get((start, length), ()):
                    if (letters ^ known_letters).bit_count() > 2 * most:
                        continue
                    apart = distance(word, known, most)
                    if known[0] != word[0] and (apart != 1 or known[1] != word[0]):
                        continue
                    rank = (apart, not _same_letters(word, known), -self._often.get(known, 0), known)
                    if rank < best_rank:
                        best, best_rank = known, rank
        return best


def _same_letters(left: str, right: str) -> bool:
    """Whether two words differ only in letters doubled, or in the order of their letters."""
    return sorted(left) == sorted(right) or _undoubled(left) == _undoubled(right)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _forms(word: str) -> Iterable[str]:
    if not word.endswith(("s", "ing", "ed", "ly")):
        yield word + "s"
        root = word.removesuffix("e")
        yield root + "ing"
        yield root + "ed"


_TABLES = frozenset({*SHORTHAND, *COMPOUNDS, *FILLERS, *NEGATORS, *NUMBER_WORDS, *ORDINAL_WORDS})
