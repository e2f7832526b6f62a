"""A reading: how a typed reply was understood, how surely, and by what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rehearse.understanding.scorer import Judgement, Scorer
    from rehearse.understanding.semantic import Alike

Outcome = Literal["sure", "unsure", "nothing"]

SURE = 0.76
"""From this score on the first of a few candidates is taken without asking."""
SURE_AMONG_MANY = 0.8
"""The same where it was chosen among more than ``FEW``."""
FEW = 12
UNSURE = 0.15
"""Below this score there is nothing worth asking about."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A concept heard in a reply, and the words it was heard in."""

    concept: str
    label: str
    words: str
    denied: bool = False
    """An act under a negation: "I do *not* want to leave the company". A topic denied is still spoken of."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a candidate came where it came: what the reply shares with its example lines."""

    candidate: str
    score: float
    words: tuple[str, ...]
    """Words, as they were typed, the most telling first."""
    concepts: tuple[str, ...]
    """Labels of concepts, the most telling first."""
    alike: Alike | None = None
    """How near it comes in meaning; ``None`` where replies are not read by meaning."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a reply was understood."""

    outcome: Outcome
    """``sure``: take the first; ``unsure``: ask, did you mean one of the first three; ``nothing``: not followed."""
    ranked: tuple[tuple[str, float], ...]
    grounds: tuple[Ground, ...]
    """In the order of ``ranked``."""
    heard: tuple[Heard, ...]
    """Every concept heard, in the order of the reply."""

    @property
    def concepts(self) -> frozenset[str]:
        """The ids of the concepts that the reply holds and does not deny."""
        return frozenset(heard.concept for heard in self.heard if not heard.denied)

    def allows(self, requires: Collection[str] = (), forbids: Collection[str] = ()) -> bool:
        """Whether a move or choice with these demands can be what was said."""
        return self.concepts.issuperset(requires) and self.concepts.isdisjoint(forbids)


def accepted(ranked: Sequence[tuple[str, float]]) -> bool:
    """Whether the first of *ranked* is sure enough to be taken without asking."""
    return bool(ranked) and ranked[0][1] >= (SURE if len(ranked) <= FEW else SURE_AMONG_MANY)


def reading(
    judgement: Judgement, scorer: Scorer, lines: dict[str, Sequence[str]], alike: Mapping[str, Alike]
) -> Reading:
    """What is to be told of a judgement."""
    ranked = judgement.ranked
    outcome: Outcome = "nothing"
    if accepted(ranked):
        outcome = "sure"
    elif ranked and ranked[0][1] >= UNSURE:
        outcome = "unsure"
    text = judgement.reply.text
    concepts = scorer.knowledge.thesaurus.concepts
    heard = tuple(
        Heard(
            found.concept,
            concepts[found.concept].label,
            " ".join(text.shown[found.start : found.end]),
            found.negated and concepts[found.concept].kind == "act",
        )
        for found in judgement.reply.found
    )
    grounds = tuple(
        replace(_ground(name, score, judgement, scorer, lines[name]), alike=alike.get(name)) for name, score in ranked
    )
    return Reading(outcome, ranked, grounds, tuple(dict.fromkeys(heard)))


def _ground(name: str, score: float, judgement: Judgement, scorer: Scorer, lines: Sequence[str]) -> Ground:
    profile = scorer.profile(lines)
    reply = judgement.reply
    shown = dict(zip(reversed(reply.text.stems), reversed(reply.text.shown), strict=True))
    words = profile.shared_words(reply)
    concepts = scorer.knowledge.thesaurus.concepts
    return Ground(
        name,
        score,
        tuple(shown[word] for word in words if word in shown),
        tuple(concepts[concept].label for concept in profile.shared_concepts(reply) if concept in concepts),
    )
