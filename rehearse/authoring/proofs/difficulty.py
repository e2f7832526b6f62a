"""How hard a meeting is at each level, for a novice and for somebody who follows the advice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rehearse.authoring.proofs.proof import Figure, Mark, Section, Table
from rehearse.authoring.proofs.words import good, of_hundred, percent, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.proofs.material import Material

NOVICE, FOLLOWER = "uniform", "advice"
"""A novice is taken to be somebody without a plan, who says anything. Who says what tempts most is no novice but the
worst case: at every level they get next to nothing, so that they cannot tell one level from another."""
WHO_PLAYS = {NOVICE: "a novice", "halfway": "somebody who is learning", FOLLOWER: "somebody who follows the advice"}
HARDER = 0.05
"""Worth by which a harder level may be above an easier one: the least that matters anywhere in a proof."""
HARDER_GOOD = 0.02
"""And by which a trial or better may be likelier there."""


def difficulty(material: Material) -> Section:
    """Every level that is known."""
    levels = [level for level in _in_order(material) if (level, material.personas[0]) in material.difficulty]
    return Section(
        "difficulty",
        "How hard it is",
        ("A novice is somebody without a plan, who says any line on offer. Chances are those of a trial or better.",),
        tuple(_table(material, levels, person) for person in (NOVICE, FOLLOWER)),
        tuple(_figures(material)),
        tuple(mark for persona in material.personas for mark in _marks(material, levels, persona)),
    )


def _in_order(material: Material) -> list[str]:
    """The levels, the easiest first, as the ground rules have them."""
    return [level.id for level in next(iter(material.stories.values())).levels]


def _table(material: Material, levels: list[str], person: str) -> Table:
    rows = [
        (
            level,
            *(
                f"{percent(good(odds))}  {worth(odds):.2f}"
                for odds in (material.difficulty[level, persona][person] for persona in material.personas)
            ),
        )
        for level in levels
    ]
    title = f"{WHO_PLAYS[person].capitalize()}: a trial or better, and worth of the ending"
    return Table(("", *map(material.surname, material.personas)), tuple(rows), title)


def _figures(material: Material) -> Iterator[Figure]:
    for (level, persona), odds in material.difficulty.items():
        for person in WHO_PLAYS:
            yield Figure("difficulty.good", good(odds[person]), "chance", persona, level, person)
            yield Figure("difficulty.worth", worth(odds[person]), "worth", persona, level, person)


def _marks(material: Material, levels: list[str], persona: str) -> Iterator[Mark]:
    if len(levels) == 1:
        return
    wrong = False
    rule = (
        f"A harder level may be worth at most {HARDER} more, and bring a trial or better at most"
        f" {of_hundred(HARDER_GOOD)} times more, than an easier one."
    )
    for person, who in WHO_PLAYS.items():
        for easier, harder in pairwise(levels):
            before, after = (material.difficulty[level, persona][person] for level in (easier, harder))
            above, likelier = worth(after) - worth(before), good(after) - good(before)
            if above > HARDER or likelier > HARDER_GOOD:
                wrong = True
                yield Mark(
                    "levels-out-of-order",
                    "failing",
                    f"With {material.name(persona)} {who} does better when it is {harder} than when it is {easier}: the"
                    f" ending is worth {worth(after):.2f} against {worth(before):.2f}, a trial or better comes in"
                    f" {of_hundred(good(after))} meetings against {of_hundred(good(before))}.",
                    rule,
                    "Look for a condition that low trust or patience meets and high does not, and that leads to a"
                    " better ending.",
                    above,
                    HARDER,
                    persona,
                    harder,
                )
    if not wrong:
        names = " ≥ ".join(levels)
        yield Mark(
            "levels-in-order",
            "passed",
            f"With {material.name(persona)} levels are in order: {names}.",
            rule,
            persona=persona,
        )
