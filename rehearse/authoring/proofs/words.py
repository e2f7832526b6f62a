"""How a proof speaks: persons by plain names, chances as so many meetings of a hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS
from rehearse.authoring.proofs.asking import TRIAL
from rehearse.coaching.odds.persons import WORTH
from rehearse.model.figures import in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

WHO: Mapping[str, str] = {
    "uniform": "somebody without a plan",
    "tempting": "somebody who says what tempts most",
    "halfway": "somebody who is learning",
    "advice": "somebody who follows the advice",
    "best": "somebody who plays best",
}
"""The named persons, worst first, as sentences call them."""
SHORT: Mapping[str, str] = {
    "uniform": "without a plan",
    "tempting": "says what tempts",
    "halfway": "is learning",
    "advice": "follows the advice",
    "best": "plays best",
}
"""Likewise in tables."""
_FEW = 12
_DIGITS = 9
"""To which odds are taken to be reckoned: else the last bit would tell one from certain."""


def good(odds: Sequence[float], accepts: Collection[str] = TRIAL) -> float:
    """How likely an ending of one of these types is, of odds by ``KINDS``."""
    return min(1.0, sum(chance for kind, chance in zip(KINDS, odds, strict=True) if kind in accepts))


def worth(odds: Sequence[float]) -> float:
    """The expected worth of the ending, from 0 to 5, of odds by ``KINDS``."""
    return sum(map(float.__mul__, map(float, odds), WORTH))


def of_hundred(chance: float) -> str:
    """*chance* as so many of a hundred: ``71 of 100``, ``fewer than 1 of 100``; exactly none and all in figures too."""
    chance = round(chance, _DIGITS)
    if 0 < chance < 0.005:  # noqa: PLR2004  (half of one)
        return "fewer than 1 of 100"
    if 0.995 <= chance < 1:  # noqa: PLR2004
        return "more than 99 of 100"
    return f"{round(chance * 100)} of 100"


def percent(chance: float) -> str:
    """*chance* in a table: ``41%``, ``<1%``."""
    chance = round(chance, _DIGITS)
    if 0 < chance < 0.005:  # noqa: PLR2004
        return "<1%"
    if 0.995 <= chance < 1:  # noqa: PLR2004
        return ">99%"
    return f"{round(chance * 100)}%"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence."""
    if len(words) < 2:  # noqa: PLR2004
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def some(words: Sequence[str], most: int = 6) -> str:
    """Likewise, but only the first few of many."""
    if len(words) <= most:
        return listed(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"


def number(count: int) -> str:
    """A small count in words, a greater one in figures."""
    return in_words(count) if count <= _FEW else f"{count:,}"


def counted(count: int, what: str) -> str:
    """So many of something: ``one line``, ``three lines``."""
    return f"{number(count)} {what}{'' if count == 1 else 's'}"


def begun(sentence: str) -> str:
    """*sentence* with a capital."""
    return sentence[:1].upper() + sentence[1:]
