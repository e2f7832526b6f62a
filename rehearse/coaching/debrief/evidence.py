"""The facts of the brief, played as evidence: which were told where, and where there were too many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.feedback.values import FactUse, Remark
from rehearse.model.figures import number_in
from rehearse.understanding.words import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine.replay import Played
    from rehearse.model.brief import Fact

MOST_AT_ONCE = 2
"""Facts in one line from which on a further one weakens the others."""
LETTERS = 4
"""Letters from which on a word says something about a fact."""
SHARE = 0.6
"""How much of a fact without a figure has to be said for it to count as told."""
DILUTION = (
    "Rackham's study: skilled negotiators gave 1.8 reasons an argument, average ones 3.0; one observational study"
)


def is_told(fact: Fact, words: str) -> bool:
    """Whether *words* tell *fact*: its figures and something of what they are about, or else most of its words.

    Numbers count alike in figures and in words. Where it is not sure the answer is no.
    """
    about, figures = _taken_apart(fact.text)
    asked = _taken_apart(fact.figure or "")[1] or figures
    said, numbers = _taken_apart(words)
    shared = len(about & said)
    if asked:
        return asked <= numbers and (shared > 0 or not about)
    return shared >= max(2, SHARE * len(about))


def facts_told(played: Played, facts: Sequence[Fact]) -> tuple[FactUse, ...]:
    """Every fact with the turns of *played* in which the person told it."""
    said = [(turn, choice.say) for turn, choice in enumerate(played.choices, 1) if choice.say]
    return tuple(FactUse(fact.sentence, tuple(turn for turn, words in said if is_told(fact, words))) for fact in facts)


def facts_in(words: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The facts that *words* tell, each in a sentence."""
    return tuple(fact.sentence for fact in facts if is_told(fact, words))


def too_many(words: str, facts: Sequence[Fact]) -> Remark | None:
    """The remark on more than two facts in one line, if there are."""
    found = facts_in(words, facts)
    if len(found) <= MOST_AT_ONCE:
        return None
    sentence = (
        f"You told {len(found)} of your facts in one go. They will answer the weakest: play one or two, and keep the "
        "others for when they are asked for."
    )
    return Remark("facts", sentence, "", "bring-your-record", DILUTION)


def _taken_apart(text: str) -> tuple[frozenset[str], frozenset[float]]:
    """What *text* is about, as stems of its longer words, and its numbers."""
    words = read(text)
    numbers = [number_in(shown) for shown in words.shown]
    about = (
        stem
        for stem, shown, number in zip(words.stems, words.shown, numbers, strict=True)
        if number is None and len(shown) >= LETTERS
    )
    return frozenset(about), frozenset(number for number in numbers if number is not None)
