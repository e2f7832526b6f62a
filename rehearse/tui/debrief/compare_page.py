"""Two branches of a talk as one page: beside one another where there is room, else one below the other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.comparison import QUESTION
from rehearse.coaching.odds.chances import percent
from rehearse.tui.content import joined, text
from rehearse.tui.debrief.curve_chart import MARK, chart
from rehearse.tui.paragraphs import Paragraph, flow
from rehearse.tui.talk import judgement
from rehearse.tui.talk.judgement import heading, verdict
from rehearse.tui.talk.script import short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from rehearse.coaching.debrief.comparison import Branch, Comparison
    from rehearse.coaching.feedback.values import Feedback

NARROWEST = 30
"""Columns that each branch needs to stand beside the other."""
BETWEEN = " │ "
ENTER = "Look for yourself first; Enter tells."


def page(found: Comparison, width: int, *, answered: bool, you: str = "You") -> list[Paragraph]:
    """The whole page; what the better ones share only where it is *answered*. Our lines are said by *you*."""
    upto = found.parted - 1
    same = f"They are the same up to turn {upto}." if upto else "They part at the first turn."
    paragraphs = [Paragraph(text(same, "$quiet"))]
    column = (width - len(BETWEEN)) // 2
    if column >= NARROWEST:
        paragraphs += _beside(_name(found.left), _name(found.right), column, above=1)
        left, right = (_curve(branch, found.parted, column) for branch in (found.left, found.right))
        paragraphs += _beside(left, right, column, above=0)
        for one, other in found.turns():
            paragraphs += _beside(_turn(found.left, one, you), _turn(found.right, other, you), column, above=1)
    else:
        for branch, turns in ((found.left, 0), (found.right, 1)):
            paragraphs += [Paragraph(text("")), *_name(branch), *_curve(branch, found.parted, width)]
            for pair in found.turns():
                if pair[turns] is not None:
                    paragraphs += [Paragraph(text("")), *_turn(branch, pair[turns], you)]
    paragraphs.append(heading(QUESTION, above=2))
    if not answered:
        return [*paragraphs, Paragraph(text(ENTER, "$quiet"))]
    paragraphs.append(Paragraph(text(found.shared.sentence), above=1))
    for rule in found.shared.rules:
        first, *others = judgement.rule(rule, why=True)
        paragraphs += [Paragraph(first.body, above=1), *others]
    return paragraphs


def _name(branch: Branch) -> list[Paragraph]:
    """What it is called, and how it ended."""
    return [Paragraph(text(branch.name, "bold $accent")), Paragraph(text(branch.ended, "bold"))]


def _curve(branch: Branch, parted: int, width: int) -> list[Paragraph]:
    """Its curve from where they part, once that is there."""
    chances = branch.debrief.chances
    if chances is None:
        return []
    marked = {turn.turn for turn in branch.debrief.turning_points}
    return [Paragraph(text("")), *chart(chances.values[parted - 1 :], marked, width, first=parted - 1)]


def _turn(branch: Branch, turn: Feedback | None, you: str) -> list[Paragraph]:
    if turn is None:
        return [Paragraph(text("Over by then." if branch.over else "It was left here.", "$quiet"))]
    chance = branch.debrief.chances.of(turn.turn) if branch.debrief.chances else None
    went = f"  {percent(chance.before)} → {percent(chance.after)}" if chance else ""
    telling = f"  {MARK}" if turn in branch.debrief.turning_points else ""
    head = joined((f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict), (went, "$quiet"), (telling, "$accent"))
    name = short_name(branch.debrief.boss_name)
    return [
        Paragraph(head),
        Paragraph(joined((f"{you}: ", "$quiet"), (turn.said, "$accent"))),
        Paragraph(joined((f"{name}: ", "$quiet"), turn.answered)),
    ]


def _beside(left: Sequence[Paragraph], right: Sequence[Paragraph], column: int, *, above: int) -> list[Paragraph]:
    rows = zip_longest(flow(left, column), flow(right, column))
    blank = text("")
    return [
        Paragraph(
            joined(_padded(one or blank, column), (BETWEEN, "$line"), other or blank), above=0 if place else above
        )
        for place, (one, other) in enumerate(rows)
    ]


def _padded(row: Content, width: int) -> Content:
    return row.pad_right(max(width - row.cell_length, 0))
