"""Whether two bosses are two: how much the best lines with one differ from those with the other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.audits.strategy import difference
from rehearse.authoring.proofs.proof import Figure, Mark, Section, Table
from rehearse.authoring.proofs.words import WHO, good, listed, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.proofs.material import Material

LEAST = 1.0
"""Lines of a talk that have to be other ones with two bosses: one. With fewer, whole talks go by in which the best line
is the same all along, and nothing is learnt from meeting the second boss."""
COSTS = 0.05
"""Worth from which on knowing the wrong boss's best lines by heart costs something."""


class _Pair(NamedTuple):
    """Two bosses at one level."""

    level: str
    one: str
    other: str
    differing: float  # decisions of a talk in which the best line is another
    common: float  # of so many that come about with both


def separation(material: Material) -> Section:
    """Every pair of bosses."""
    if len(material.personas) == 1:
        return Section("separation", "Whether bosses differ", ("It takes two bosses to compare them.",))
    exact = [level for level in material.levels if all(material.audits[level, p].states for p in material.personas)]
    if not exact:
        return Section(
            "separation",
            "Whether bosses differ",
            ("Not every state can be looked at, which it takes to compare best lines.",),
        )
    pairs = [
        _Pair(level, one, other, *difference(*(material.audits[level, boss].decisions for boss in (one, other))))
        for level in exact
        for one, other in combinations(material.personas, 2)
    ]
    near = min(pairs, key=lambda pair: pair.differing)
    sentences = (
        (
            f"The two who are most alike are {material.name(near.one)} and {material.name(near.other)}: of the"
            f" {near.common:.1f} decisions in a talk that come about with both, the best line is another in"
            f" {near.differing:.1f} ({near.level})."
        ),
        (
            f"The best line is the one from which {WHO['halfway']} ends best; decisions count as often as they come"
            " to them."
        ),
        (
            "Below, somebody knows the best lines with one boss by heart and says them every other line, and any line"
            " else."
        ),
    )
    return Section(
        "separation",
        "Whether bosses differ",
        sentences,
        tuple(table for level in exact for table in _tables(material, level)),
        tuple(_figures(material, pairs)),
        (*(_mark(material, pair) for pair in pairs), *_costless(material, exact)),
    )


def _mark(material: Material, pair: _Pair) -> Mark:
    alike = pair.differing < LEAST
    return Mark(
        "bosses-alike",
        "failing" if alike else "passed",
        f"With {material.name(pair.one)} and {material.name(pair.other)} the best line differs in {pair.differing:.1f}"
        f" of the {pair.common:.1f} decisions of a talk that come about with both.",
        f"At least {LEAST:g} line of a talk has to be another: two bosses with the same best line everywhere are one.",
        "Give one of them other reactions to the moves on which they agree, or another worry underneath."
        if alike
        else "",
        pair.differing,
        LEAST,
        f"{pair.one} {pair.other}",
        pair.level,
    )


def _costless(material: Material, levels: list[str]) -> Iterator[Mark]:
    for level in levels:
        free = [
            f"{material.surname(known)} for {material.surname(met)}"
            for (at, known, met), swap in material.swaps.items()
            if at == level and worth(swap.own) - worth(swap.other) < COSTS
        ]
        every = sum(at == level for at, _, _ in material.swaps)
        if free and every:
            yield Mark(
                "no-need-to-know-the-boss",
                "noted",
                f"To take one boss for another, and say what is best with the wrong one, costs nothing in {len(free)}"
                f" of {every} cases: {listed(free)}.",
                f"Worth at least {COSTS:g} of the ending should be lost by it. Small differences on the way need not"
                " change how a talk ends.",
                "Let an ending depend on what only one of them wants to hear.",
                float(len(free)),
                0.0,
                level=level,
            )


def _tables(material: Material, level: str) -> Iterator[Table]:
    columns = ("", *map(material.surname, material.personas))
    differ = {
        (one, other): difference(material.audits[level, one].decisions, material.audits[level, other].decisions)[0]
        for one in material.personas
        for other in material.personas
        if one != other
    }
    yield Table(
        columns,
        tuple(
            (
                material.surname(one),
                *(f"{differ[one, other]:.1f}" if one != other else "-" for other in material.personas),
            )
            for one in material.personas
        ),
        f"Lines of a talk that differ, {level}",
    )
    if any(at == level for at, _, _ in material.swaps):
        rows = [
            (material.surname(known), *(_cell(material, level, known, met) for met in material.personas))
            for known in material.personas
        ]
        title = f"Worth of the ending to who knows the one (row) and meets the other (column), {level}"
        yield Table(columns, tuple(rows), title)


def _cell(material: Material, level: str, known: str, met: str) -> str:
    if known == met:
        odds = next(swap.own for (at, _, here), swap in material.swaps.items() if (at, here) == (level, met))
    else:
        odds = material.swaps[level, known, met].other
    return f"{worth(odds):.2f}"


def _figures(material: Material, pairs: list[_Pair]) -> Iterator[Figure]:
    for level, one, other, differing, common in pairs:
        yield Figure("separation.lines", differing, "count", f"{one} {other}", level, "halfway")
        yield Figure("separation.common", common, "count", f"{one} {other}", level, "halfway")
    for (level, known, met), swap in material.swaps.items():
        where = (f"{known} {met}", level, "by-heart")
        yield Figure("separation.own", worth(swap.own), "worth", *where)
        yield Figure("separation.other", worth(swap.other), "worth", *where)
        yield Figure("separation.lost", max(0.0, good(swap.own) - good(swap.other)), "chance", *where)
