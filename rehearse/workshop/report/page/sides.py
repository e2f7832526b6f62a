"""Branches side by side on the report's page: the two that are worth it, and a word about every other pair."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import sources_line
from rehearse.workshop.report.page.parts import chance, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.debrief.comparison import Branch, Comparison
    from rehearse.coaching.feedback.values import Feedback
    from rehearse.workshop.report.values import Beside, Report


def side_by_side(report: Report) -> Iterator[str]:
    """The pair that is compared, and the others in a line each."""
    if report.beside is not None:
        yield from _pair(report.beside)
    if report.others:
        yield "<h3>Other pairs</h3>" if report.beside else "<h2>The branches beside one another</h2>"
        yield '<ul class="small">'
        yield from (f"<li>{escape(_other(each.comparison))}</li>" for each in report.others)
        yield "</ul>"


def _pair(beside: Beside) -> Iterator[str]:
    found = beside.comparison
    yield f"<h2>{escape(found.left.name)} beside {escape(found.right.name).lower()}</h2>"
    yield f"<p>{escape(_sentence(beside))}</p>"
    if beside.rules:
        yield '<ul class="cols small">'
        for rule in beside.rules:
            yield f'<li><b>{escape(rule.title)}</b> <span class="q">{escape(sources_line(rule))}</span></li>'
        yield "</ul>"
    yield f'<p class="q small">They part at line {found.parted}.</p>'
    yield _table(beside)


def _sentence(beside: Beside) -> str:
    """Which of them went better; nothing of that where one had no time to."""
    found = beside.comparison
    if beside.fair:
        return found.shared.sentence
    shorter, longer = sorted((found.left, found.right), key=lambda branch: len(branch.entries))
    if shorter.over:
        return f"{shorter.name} came to its end with line {len(shorter.entries)}; {_low(longer)} {_stands(longer)}."
    return (
        f"{shorter.name} was left after line {len(shorter.entries)}, too early to say which went better; "
        f"{_low(longer)} {_stands(longer)}."
    )


def _other(found: Comparison) -> str:
    left, right = found.left, found.right
    return (
        f"{left.name} and {_low(right)} part at line {found.parted}. {left.name} {_stands(left)}; "
        f"{_low(right)} {_stands(right)}."
    )


def _low(branch: Branch) -> str:
    return branch.name[:1].lower() + branch.name[1:]


def _stands(branch: Branch) -> str:
    """How a branch stands at last, as the end of a sentence."""
    count = len(branch.entries)
    if branch.over:
        return f"ended with line {count} ({branch.ended})"
    chances = branch.debrief.chances
    return f"was left after line {count}{f' at {chance(chances.last)}' if chances else ''}"


def _table(beside: Beside) -> str:
    """The lines of both; where one was left early, the other as far only."""
    found = beside.comparison
    head = [f"{branch.name}: {branch.ended.partition(': ')[0]}" for branch in (found.left, found.right)]
    told = [(left, right) for left, right in found.turns() if beside.fair or (left and right)]
    rows = (
        (str(number), _cell(found.left, left), _cell(found.right, right))
        for number, (left, right) in enumerate(told, found.parted)
    )
    return f'<div class="sides">{table(["", *head], rows)}</div>'


def _cell(branch: Branch, turn: Feedback | None) -> str:
    if turn is None:
        return ""
    after = branch.debrief.chances.of(turn.turn) if branch.debrief.chances else None
    told = f' <span class="q t">{chance(after.after)}</span>' if after else ""
    return f"{turn.symbol} {escape(turn.said)}{told}"
