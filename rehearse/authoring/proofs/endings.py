"""The odds of every ending for each named person and each boss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS, UNFINISHED
from rehearse.analysis.playthroughs import PLAYTHROUGHS
from rehearse.authoring.proofs.asking import GOOD
from rehearse.authoring.proofs.proof import Figure, Mark, Section, Table
from rehearse.authoring.proofs.words import SHORT, WHO, begun, good, listed, number, of_hundred, percent, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.audits.audit import Audit
    from rehearse.authoring.proofs.material import Material

PAYS = 0.5
"""Worth by which following the advice has to be above saying anything, and that above saying what tempts most."""
PAYS_SECOND = 0.1
EASY = 0.5
"""Chance of a trial or better from which on a meeting is too easy for somebody who says anything."""


def endings(material: Material) -> Section:
    """What everybody gets."""
    sentences = [_sentence(material, level, persona) for level in material.levels for persona in material.personas]
    return Section(
        "endings",
        "How it ends",
        tuple(sentences),
        tuple(_table(material, level, persona) for level in material.levels for persona in material.personas),
        tuple(_figures(material)),
        tuple(
            mark
            for level in material.levels
            for persona in material.personas
            for mark in _marks(material, level, persona)
        ),
    )


def _sentence(material: Material, level: str, persona: str) -> str:
    audit = material.audits[level, persona]
    odds = dict(audit.persons)
    told = [f"{WHO[person]} in {of_hundred(good(odds[person]))}" for person in ("halfway", "uniform") if person in odds]
    return (
        f"With {material.name(persona)}, {level}: {WHO['advice']} gets a trial or better in"
        f" {of_hundred(good(odds['advice']))} meetings, {listed(told)}. {_how(audit)}"
    )


def _how(audit: Audit) -> str:
    if audit.states:
        return f"Exact, over {audit.states:,} states."
    return (
        "Not every state can be looked at: there are too many, or a talk goes round in circles without asking anything."
        f" So these are {PLAYTHROUGHS:,} meetings played by each person. A figure may be off by"
        f" {number(round(audit.error * 100)) or 'one'} in 100 (one standard error), and what needs every state is left"
        " out below."
    )


def _table(material: Material, level: str, persona: str) -> Table:
    audit = material.audits[level, persona]
    odds = dict(audit.persons)
    kinds = [kind for kind in KINDS if kind != UNFINISHED or any(row[KINDS.index(kind)] for row in odds.values())]
    rows = tuple(
        (SHORT[person], *(percent(odds[person][KINDS.index(kind)]) for kind in kinds), f"{worth(odds[person]):.2f}")
        for person in SHORT
        if person in odds
    )
    columns = ("", *(_label(kind) for kind in kinds), "worth")
    return Table(columns, rows, f"{material.name(persona)}, {level}{'' if audit.states else ' (played, not exact)'}")


def _label(kind: str) -> str:
    return "no end" if kind == UNFINISHED else kind


def _figures(material: Material) -> Iterator[Figure]:
    for (level, persona), audit in material.audits.items():
        yield Figure("states", audit.states, "count", persona, level)
        yield Figure("lines", audit.lines, "count", persona, level, "halfway")
        for person, odds in audit.persons:
            where = (persona, level, person, audit.error)
            yield Figure("good", good(odds), "chance", *where)
            yield Figure("worth", worth(odds), "worth", *where)
            for kind, chance in zip(KINDS, odds, strict=True):
                yield Figure(f"ending.{kind}", chance, "chance", *where)


def _marks(material: Material, level: str, persona: str) -> Iterator[Mark]:
    odds = dict(material.audits[level, persona].persons)
    name = material.name(persona)
    advice, usual, tempting = (worth(odds[person]) for person in ("advice", "uniform", "tempting"))
    pays = advice - usual >= PAYS and usual - tempting >= PAYS_SECOND
    yield Mark(
        "advice-pays",
        "passed" if pays else "failing",
        f"With {name} the ending is worth {advice:.2f} to who follows the advice, {usual:.2f} to who says anything and"
        f" {tempting:.2f} to who says what tempts most.",
        f"Each has to be worth more than the next: by {PAYS} and by {PAYS_SECOND} of the scale from 0 (refused) to 5"
        " (agreed).",
        ""
        if pays
        else "Look at which moves lines realise, and at what this boss's reactions to them do: whoever does as the"
        " cards say has to fare better than who does not.",
        advice - usual,
        PAYS,
        persona,
        level,
    )
    lost = odds["uniform"][KINDS.index(UNFINISHED)]
    yield Mark(
        "comes-to-an-end",
        "failing" if lost else "passed",
        f"With {name} {of_hundred(lost)} talks of somebody who says anything come to no ending."
        if lost
        else f"With {name} every talk comes to an ending.",
        "No talk may stop without an ending, or go round for ever.",
        "Run 'rehearse check' with this scenario: it names the node, and the lines that lead there." if lost else "",
        lost,
        0.0,
        persona,
        level,
    )
    if "best" in odds:
        most = good(odds["best"], GOOD)
        yield Mark(
            "can-be-won",
            "passed" if most > 0 else "failing",
            f"With {name} {WHO['best']} gets agreed, a trial or a part in {of_hundred(most)} meetings.",
            "Somebody who knows where every line leads has to be able to get something.",
            "" if most > 0 else "Look at the conditions on the ways to the good endings: no way of talking meets them.",
            most,
            0.0,
            persona,
            level,
        )
    easy = good(odds["uniform"])
    if easy > EASY:
        yield Mark(
            "too-easy",
            "noted",
            begun(f"{WHO['uniform']} gets a trial or better from {name} in {of_hundred(easy)} meetings."),
            f"More than {of_hundred(EASY)}: there is little to be learnt where anything will do.",
            "Make the good endings ask for more: a concern answered, trust above a bound.",
            easy,
            EASY,
            persona,
            level,
        )
    never = [kind for place, kind in enumerate(KINDS[:-1]) if not odds["uniform"][place]]
    written = {node.ending.kind for node in material.stories[persona].nodes if node.ending is not None}
    missed = [kind for kind in never if kind in written]
    if missed and material.audits[level, persona].states:
        yield Mark(
            "ending-never-reached",
            "noted",
            f"No way of talking with {name} comes to an ending of the type {listed(missed, 'or')}.",
            "An ending that is written can be reached with each boss.",
            "Look at the conditions on the ways there; where it is meant for other bosses only, nothing is to be done.",
            0.0,
            0.0,
            persona,
            level,
        )
