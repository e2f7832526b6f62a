"""Where a meeting turns: choices that never matter, lines that nobody would choose, points of no return."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.audits.ground import MATTERS
from rehearse.analysis.audits.pivots import ALL_ONE
from rehearse.authoring.proofs.proof import Figure, Mark, Section
from rehearse.authoring.proofs.words import WHO, listed, number, of_hundred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.audits.pivots import LinePivot, NodePivot
    from rehearse.authoring.proofs.material import Material

UNSEEN = 0.02
"""Chance of a talk in which a line closes every good way and nothing tells, from which on that is failing: one in
fifty, as rare as the person will have forgotten it when it happens again."""
_UNSEEN_NOTED = 0.002
_TITLE = "Where it turns"


class _Everywhere(NamedTuple):
    """One line or node, with every boss at every level."""

    lines: dict[int, list[LinePivot]]
    nodes: dict[int, list[NodePivot]]


def pivots(material: Material) -> Section:
    """Every choice. What is told of a line holds with all bosses."""
    audits = [audit for audit in material.audits.values() if audit.states]
    if not audits:
        return Section(
            "pivots", _TITLE, ("Not every state can be looked at, which it takes to tell what lines change.",)
        )
    found = _Everywhere({}, {})
    for audit in audits:
        for line in audit.pivots.lines:
            found.lines.setdefault(line.choice, []).append(line)
        for node in audit.pivots.nodes:
            found.nodes.setdefault(node.node, []).append(node)
    total = sum(node.times for audit in audits for node in audit.pivots.nodes)
    mattering = sum(node.times * node.matters for audit in audits for node in audit.pivots.nodes)
    dominated = [line for line in found.lines if all(pivot.dominated >= 0 for pivot in found.lines[line])]
    of_turns = (
        f"In {of_hundred(mattering / total if total else 0.0)} turns of {WHO['halfway']} it matters what is said: the"
        f" best line on offer is worth at least {MATTERS:g} more than the worst."
    )
    are = "is" if len(dominated) == 1 else "are"
    of_lines = (
        f"Of {number(len(found.lines))} lines {number(len(dominated))} {are} never the best, whatever the boss and"
        " however things stand, and always worse than another one there: that is what tempting lines are for."
    )
    return Section(
        "pivots",
        _TITLE,
        (of_turns, of_lines),
        (),
        tuple(_figures(material)),
        (
            *_idle(material, found),
            *_twins(material, found),
            *_fillers(material, found),
            *_no_return(material),
        ),
    )


def _figures(material: Material) -> Iterator[Figure]:
    for (level, persona), audit in material.audits.items():
        for node in audit.pivots.nodes:
            name = f"node.{material.node(node.node)}"
            yield Figure(f"{name}.times", node.times, "count", persona, level, "halfway")
            yield Figure(f"{name}.matters", node.matters, "chance", persona, level, "halfway")
            yield Figure(f"{name}.most", node.most, "worth", persona, level)
            yield Figure(f"{name}.contenders", node.contenders, "count", persona, level)
        for line in audit.pivots.lines:
            name = f"line.{material.key(line.choice)}"
            yield Figure(f"{name}.times", line.times, "count", persona, level, "halfway")
            yield Figure(f"{name}.best", line.best, "chance", persona, level, "halfway")
            yield Figure(f"{name}.worth", line.worth, "worth", persona, level, "halfway")
        yield Figure(
            "no-return", sum(turn.times for turn in audit.pivots.last_turns), "chance", persona, level, "halfway"
        )
        yield Figure(
            "no-return.unseen",
            sum(turn.times * (1 - turn.seen) for turn in audit.pivots.last_turns),
            "chance",
            persona,
            level,
            "halfway",
        )


def _idle(material: Material, found: _Everywhere) -> Iterator[Mark]:
    rule = f"Somewhere, with some boss, the best line has to be worth {MATTERS:g} more than the worst."
    idle = [node for node, pivots in found.nodes.items() if all(pivot.most <= MATTERS for pivot in pivots)]
    for node in idle:
        most = max(pivot.most for pivot in found.nodes[node])
        yield Mark(
            "never-matters",
            "failing",
            f"At '{material.node(node)}' it never matters what is said: whatever the boss and however things stand, its"
            f" lines are worth the same to within {most:.2f}.",
            rule,
            "Let its lines lead to different places, realise different moves, or leave the choice out.",
            most,
            MATTERS,
            node=material.node(node),
            span=material.span_of_node(node),
        )
    if not idle:
        yield Mark("never-matters", "passed", "At every node it can matter what is said.", rule)


def _twins(material: Material, found: _Everywhere) -> Iterator[Mark]:
    told = set()
    for choice, pivots in found.lines.items():
        twins = {pivot.twin for pivot in pivots if pivot.possible}
        twin = next(iter(twins), -1)
        if len(twins) != 1 or twin < 0 or (twin, choice) in told:
            continue
        told.add((choice, twin))
        yield Mark(
            "same-outcome",
            "noted",
            f"'{material.key(choice)}' and '{material.key(twin).partition('.')[2]}' come to the same with every boss,"
            " however things stand.",
            f"Worth the same to within {ALL_ONE:g} wherever both are on offer.",
            "Where they are meant to be two ways to say one thing, all is well; else let them differ in what they do.",
            0.0,
            ALL_ONE,
            node=material.key(choice).partition(".")[0],
            choice=material.key(choice).partition(".")[2],
            span=material.span_of_line(choice),
        )


def _fillers(material: Material, found: _Everywhere) -> Iterator[Mark]:
    for choice, pivots in found.lines.items():
        if not all(pivot.filler for pivot in pivots if pivot.possible) or not any(pivot.possible for pivot in pivots):
            continue
        better = {pivot.dominated for pivot in pivots if pivot.possible}
        by = max(pivot.by for pivot in pivots)
        other = next(iter(better)) if len(better) == 1 else -1
        worse = f", and '{material.key(other).partition('.')[2]}' is always better, by {by:.2f}" if other >= 0 else ""
        yield Mark(
            "nobody-would-say",
            "noted",
            f"'{material.key(choice)}' is never the best line, never what the advice speaks for most, and never what"
            f" tempts most{worse}.",
            "A line should be right with some boss, or sound right to those who know the advice, or tempt those who do"
            " not.",
            "Make it more tempting, or good with one of the bosses; or leave it out.",
            by,
            0.0,
            node=material.key(choice).partition(".")[0],
            choice=material.key(choice).partition(".")[2],
            span=material.span_of_line(choice),
        )


def _no_return(material: Material) -> Iterator[Mark]:
    rule = (
        "Where a line closes every way to agreed, trial and partial and the talk goes on, the person has to be able to"
        " tell: the advice speaks against the line, the boss takes it badly, a mood falls or is low, or the boss says"
        f" no. Failing from {of_hundred(UNSEEN)} talks on."
    )
    unseen: dict[int, list[tuple[float, str, str]]] = {}
    for (level, persona), audit in material.audits.items():
        for turn in audit.pivots.last_turns:
            unseen.setdefault(turn.choice, []).append((turn.times * (1 - turn.seen), persona, level))
    failing = False
    for choice, times in sorted(unseen.items(), key=lambda item: -max(item[1])[0]):
        most, persona, level = max(times)
        if most < _UNSEEN_NOTED:
            continue
        failing = failing or most >= UNSEEN
        where = listed(sorted({material.name(boss) for share, boss, _ in times if share >= _UNSEEN_NOTED}))
        yield Mark(
            "no-return-unseen",
            "failing" if most >= UNSEEN else "noted",
            f"After '{material.key(choice)}' no good ending can be reached any more, and nothing tells: in"
            f" {of_hundred(most)} talks of {WHO['halfway']} with {where}.",
            rule,
            "Let the boss say how it stands (reply:, or speaks: at the node it leads to), or leave a way back open.",
            most,
            UNSEEN,
            persona,
            level,
            material.key(choice).partition(".")[0],
            material.key(choice).partition(".")[2],
            material.span_of_line(choice),
        )
    if not failing:
        yield Mark(
            "no-return-unseen",
            "passed",
            "Where a line closes every good way, the person can tell, but for fewer than"
            f" {of_hundred(UNSEEN)} talks for each line.",
            rule,
        )
