"""By what somebody test-wise tells lines apart without understanding them: length, place, tone, a card.

The two word lists are short on purpose. They hold what readers take for courtesy and for caution at a glance, in the
spoken English that meetings are written in; nothing is learnt from data, and an author can look up why a line counts.
A line's tone is how often any of the expressions stands in it, whole words only, upper and lower case alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.analysis.audits.audit import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine.story import Choice, Story

POLITE = (
    "please",
    "thank you",
    "thanks",
    "i'm sorry",
    "i am sorry",
    "apologise",
    "excuse me",
    "pardon",
    "grateful",
    "appreciate",
    "i understand",
    "i can see",
    "i do see",
    "i hear you",
    "i respect",
    "with respect",
    "of course",
    "that's fair",
    "fair enough",
    "a fair",
    "you're right",
    "you are right",
    "if i may",
    "if you like",
    "if it suits you",
    "would you mind",
)
"""Thanks, regret, deference, saying that one has understood: what marks a line as courteous (the strategies that Brown
and Levinson name)."""

POLITE_FIRST = (
    "sorry",
    "may i",
    "might i",
    "could i",
    "could we",
    "could you",
    "would you",
    "would it",
)
"""Likewise where a sentence begins with it: an indirect request. "What would you look at" is none."""

HEDGES = (
    "maybe",
    "perhaps",
    "possibly",
    "probably",
    "might",
    "sort of",
    "kind of",
    "a bit",
    "a little",
    "somehow",
    "i think",
    "i suppose",
    "i guess",
    "i wonder",
    "i feel",
    "i'd say",
    "it seems",
    "seems",
    "more or less",
    "or so",
    "or something",
    "just",
    "only",
    "about",
    "around",
    "if that's all right",
    "not sure",
)
"""Words that make a statement less than certain, or smaller than it is."""

CUES: Mapping[str, str] = {
    "longest": "the longest line",
    "shortest": "the shortest line",
    "first": "the first line as written",
    "last": "the last line as written",
    "polite": "the most polite line",
    "blunt": "the least polite line",
    "hedged": "the most hedged line",
    "plain": "the least hedged line",
    "card": "the only line that names a card",
    "recommended": "the only line that the advice speaks for",
}
"""Every cue, with what somebody who goes by it always says."""

CODE_OF: Mapping[str, str] = {
    "longest": "giveaway-length",
    "shortest": "giveaway-length",
    "first": "giveaway-position",
    "last": "giveaway-position",
    "polite": "giveaway-politeness",
    "blunt": "giveaway-politeness",
    "hedged": "giveaway-hedging",
    "plain": "giveaway-hedging",
    "card": "giveaway-card",
    "recommended": "giveaway-card",
}
"""The code of the mark that each cue gives."""


def _pattern(expressions: Iterable[str], *, first: bool = False) -> re.Pattern[str]:
    longest_first = sorted(expressions, key=len, reverse=True)
    begins = r"(?:^|[.?!,;:]\s+)" if first else r"\b"
    return re.compile(f"{begins}(?:{'|'.join(map(re.escape, longest_first))})\\b", re.IGNORECASE)


_CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"
_POLITE, _POLITE_FIRST, _HEDGES = _pattern(POLITE), _pattern(POLITE_FIRST, first=True), _pattern(HEDGES)


def politeness(text: str) -> int:
    """How many expressions of courtesy stand in *text*."""
    plain = text.replace(_CURLED, "'")
    return len(_POLITE.findall(plain)) + len(_POLITE_FIRST.findall(plain))


def hedging(text: str) -> int:
    """How many expressions of caution stand in *text*."""
    return len(_HEDGES.findall(text.replace(_CURLED, "'")))


def length(text: str) -> int:
    """How long a line looks: its letters and signs, as the screen shows it."""
    return len(text)


def cues_of(story: Story, catalogue: Catalogue) -> dict[str, Cue]:
    """Every cue by name, for the lines of *story* as the boss's scenario words them."""
    says = [choice.say for choice in story.choices]
    polite, hedged = [politeness(text) for text in says], [hedging(text) for text in says]
    long = [length(text) for text in says]
    recommended = [float(recommends(story, catalogue, choice)) for choice in story.choices]
    return {
        "longest": _cue(long),
        "shortest": _cue([-size for size in long]),
        "first": _cue([-choice.index for choice in story.choices]),
        "last": _cue([choice.index for choice in story.choices]),
        "polite": _cue(polite),
        "blunt": _cue([-score for score in polite]),
        "hedged": _cue(hedged),
        "plain": _cue([-score for score in hedged]),
        "card": Cue(tuple(float(bool(choice.cards)) for choice in story.choices), only=True),
        "recommended": Cue(tuple(recommended), only=True),
    }


def _cue(ranks: Sequence[float]) -> Cue:
    return Cue(tuple(map(float, ranks)))


def recommends(story: Story, catalogue: Catalogue, choice: Choice) -> bool:
    """Whether the card that fits *choice* best recommends it."""
    phase = story.nodes[choice.node].phase
    cards = catalogue.ranked(choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards)
    return next((speaks == "recommends" for fit, _, speaks in cards if fit >= 0), False)
