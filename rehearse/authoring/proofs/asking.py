"""What is asked of a meeting with one boss: the persons, the cues, what the cards say of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.audits.audit import Asked
from rehearse.analysis.audits.coverage import Speaks
from rehearse.analysis.audits.pivots import Signs
from rehearse.authoring.proofs.cues import cues_of
from rehearse.coaching.odds.persons import PERSONS, USUAL

if TYPE_CHECKING:
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine.story import Story

GOOD = ("agreed", "trial", "partial")
"""Endings that one would still hope for: as long as one of them can be reached, nothing is lost."""
TRIAL = ("agreed", "trial")
"""A trial or better: what figures in sentences count, since a trial is what most of the advice works towards."""
_TELLING = ("no", "later", "impatience", "rupture")
"""What a boss says (``speaks:``) that tells how things stand."""


def asked_of(story: Story, catalogue: Catalogue, ranks: tuple[int, ...]) -> Asked:
    """Everything that is asked of *story*; *ranks* are how much the advice speaks for each line."""
    return Asked(
        persons=PERSONS,
        learning=USUAL,
        usual="uniform",
        perfect="best",
        pointed=("advice", "tempting"),
        good=GOOD,
        cues=cues_of(story, catalogue),
        cards=cards_of(story, catalogue),
        signs=Signs(tuple(line for line, rank in enumerate(ranks) if rank < 0), _TELLING),
    )


def cards_of(story: Story, catalogue: Catalogue) -> dict[str, Speaks]:
    """Each card that speaks of a line of *story* with this boss, as feedback would name it, with those lines."""
    follows: dict[str, list[int]] = {}
    against: dict[str, list[int]] = {}
    for choice in story.choices:
        phase = story.nodes[choice.node].phase
        for fit, card, speaks in catalogue.ranked(
            choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards
        ):
            if fit >= 0:
                (follows if speaks == "recommends" else against).setdefault(card.id, []).append(choice.index)
    named = [card.id for card in catalogue.cards if card.id in follows or card.id in against]
    return {card: Speaks(tuple(follows.get(card, ())), tuple(against.get(card, ()))) for card in named}
