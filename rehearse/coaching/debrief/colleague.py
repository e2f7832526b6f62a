"""What a colleague would say about a turn: what they noticed, what it risked or brought, and a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.judging import ALL_CLOSED, ALL_NOTHING
from rehearse.coaching.odds.chances import NOTICEABLE, moved, percent

if TYPE_CHECKING:
    from rehearse.coaching.feedback.values import Feedback
    from rehearse.coaching.odds.chances import TurnChance

AFTER = "What were you after?"
KEEP = "What made you say it? It is worth keeping."
NOT_FOLLOWED = "I noticed that they could make nothing of these words."
SAID_NOTHING = "I noticed that you let the time pass."
MOST_SIGNS = 180
"""About how many signs of a reason are told; the turn's own page has all of it."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_POOR = frozenset({"weak", "costly", "unread"})


@dataclass(frozen=True, slots=True)
class Word:
    """What they would say."""

    noticed: str
    risked: str  # or what it brought
    chance: str  # what became of the chance; empty where it is not known
    asked: str
    helped: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, in order."""
        return tuple(each for each in (self.noticed, self.risked, self.chance, self.asked) if each)


def word_on(turn: Feedback, chance: TurnChance | None = None) -> Word:
    """What a colleague would say about *turn*, with what it did to the *chance* where that is known."""
    helped = turn.verdict not in _POOR if chance is None else chance.swing >= 0
    return Word(
        noticed=_noticed(turn),
        risked=_brought(turn) if helped else _risked(turn),
        chance=_chance(chance) if chance else "",
        asked=KEEP if helped else AFTER,
        helped=helped,
    )


def _short(why: str) -> str:
    """The beginning of a reason, in whole sentences."""
    first, *others = _SENTENCES.split(why.strip())
    for sentence in others:
        if len(first) + len(sentence) >= MOST_SIGNS:
            break
        first = f"{first} {sentence}"
    return first


def _noticed(turn: Feedback) -> str:
    if turn.does:
        return f"I noticed that this line {turn.does[:1].lower()}{turn.does[1:]}"
    return NOT_FOLLOWED if turn.off_script else SAID_NOTHING


def _risked(turn: Feedback) -> str:
    fell = " ".join(change.text for change in turn.changes if change.sign == "-")
    texts = {change.text for change in turn.changes}
    if fell:
        risked = f"It risked their goodwill: {fell}"
    elif ALL_CLOSED in texts:
        risked = "It risked the talk itself, which ended there."
    elif ALL_NOTHING in texts:
        risked = "It risked a turn: neither trust nor any of their worries moved."
    elif turn.verdict in _POOR:
        risked = "It risked more than it won."
    else:  # sound advice, and yet the better line would have led further
        return f"By itself it is sound. {_short(turn.why)} It risked the better way on from there."
    return risked if turn.verdict == "unread" else f"{risked} {_short(turn.why)}"


def _brought(turn: Feedback) -> str:
    rose = " ".join(change.text for change in turn.changes if change.sign == "+")
    if turn.verdict in _POOR:  # the chance rose all the same
        return f"It went better than the advice would have it. {rose}".strip()
    return (
        f"It brought something: {rose} {_short(turn.why)}" if rose else f"It did its work quietly. {_short(turn.why)}"
    )


def _chance(chance: TurnChance) -> str:
    told = f"The chance {moved(chance)}"
    if chance.best_choice and chance.lost >= NOTICEABLE:
        return f"{told}; with the better line it would have stood at {percent(chance.best)}."
    return f"{told}."
