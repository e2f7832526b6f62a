"""What may be said of a few people in an anonymous session: the one rule, by which every form of a report goes.

1. A count of one to four people is withheld.
2. A breakdown (so many of them for each line) is withheld as a whole where it is one of fewer than five people.
3. In other breakdowns every part of fewer than five people is withheld, and so is another part wherever what was
   withheld could be worked out from the rest.
4. Where a breakdown is told in few parts only, larger groups of its parts are told in its place, by the same rules.
5. A tally that the coach has revealed was seen by everybody, and is told as it was shown; still not where fewer than
   five people voted.
6. What people practise by themselves, and what observers mark, is told once the session has ended: of two reports that
   were made meanwhile, one could be taken from the other.

Nobody's own words are counted by this: they are told without who said them, where five or more could have said them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

FEWEST = 5
"""From so many people on something may be said of them."""
Count = int | None
"""So many people, or nothing: withheld."""

K = TypeVar("K", bound="Hashable")


def people(count: int, *, anonymous: bool) -> Count:
    """*count* people, where that may be said."""
    return None if anonymous and 0 < count < FEWEST else count


def breakdown(counts: Mapping[K, int], *, anonymous: bool, revealed: bool = False) -> dict[K, Count]:
    """So many people for each part, where that may be said. Each person is counted in one part.

    *revealed*: everybody has seen it already.
    """
    if not anonymous:
        return dict(counts)
    total = sum(counts.values())
    if 0 < total < FEWEST:
        return dict.fromkeys(counts)
    few = set() if revealed or not total else _few(counts)
    return {part: None if part in few else count for part, count in counts.items()}


def graded(counts: Mapping[K, int], groups: Sequence[Mapping[K, K]], *, anonymous: bool) -> dict[K, Count]:
    """The breakdown where all of it may be told; else that of the first of *groups* of which that is so; else the last.

    Each of *groups* gives every part a larger one; they get coarser. Only one of all these is ever told. Which one it
    is says something too, and so it must not hang on more than on whether there was a part that had to be withheld.
    """
    found = breakdown(counts, anonymous=anonymous)
    for group in groups:
        if None not in found.values():
            break
        sums: dict[K, int] = {}
        for part, count in counts.items():
            sums[group[part]] = sums.get(group[part], 0) + count
        found = breakdown(sums, anonymous=anonymous)
    return found


def _few(counts: Mapping[K, int]) -> set[K]:
    """The parts that are withheld: those of fewer than five (also of nobody), and larger ones that would tell them."""
    few = {part for part, count in counts.items() if count < FEWEST}
    told = sum(counts[part] for part in few)
    if not told:
        return set()
    larger = [counts[part] for part in counts if part not in few]
    if (told < FEWEST or told == len(few) * (FEWEST - 1)) and larger:
        least = min(larger)
        few |= {part for part, count in counts.items() if count == least}  # which of several, its place would tell
    return few
