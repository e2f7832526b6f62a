"""The report's page as a whole: its head, what it says in short, its parts in order, and how it is to be read."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.values import SYMBOLS
from rehearse.coaching.report.markdown import ENDING_WORDS, NOTICE
from rehearse.workshop.report.page.learnt import advice, again, sources, worries
from rehearse.workshop.report.page.parts import curves, few_rule, so_many
from rehearse.workshop.report.page.people import alone, took_part
from rehearse.workshop.report.page.sides import side_by_side
from rehearse.workshop.report.page.talk import branches, observed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.report.values import Branch, Report
    from rehearse.workshop.report.withheld import Count


def html(report: Report) -> str:
    """The whole page. It reaches for nothing, and its policy lets nothing run."""
    return "\n".join(part for part in _html(report) if part) + "\n"


def _html(report: Report) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy())}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(report.title)}: report</title>\n<style>{_style()}</style>\n</head>\n<body>"
    yield from _head(report)
    yield from _short(report)
    yield from side_by_side(report)
    yield from branches(report)
    yield from observed(report)
    yield from again(report)
    yield from advice(report)
    yield from worries(report)
    yield from alone(report)
    yield from took_part(report)
    yield from _foot(report)
    yield "</body>\n</html>"


def _head(report: Report) -> Iterator[str]:
    began = datetime.fromtimestamp(report.began, UTC).astimezone()
    still = "" if report.ended is not None else " · the session was still running when this was written"
    yield f'<header>\n<p class="eyebrow">Workshop report</p>\n<h1>{escape(report.title)}</h1>'
    told = [report.meeting if report.meeting != report.title else "", report.boss, report.level]
    if described := " · ".join(each for each in told if each):
        yield f"<p>{escape(described)}</p>"
    yield f'<p class="q">{began.day} {began:%B %Y}{still}</p>'
    if trial := _trial(report):
        yield f'<p class="notice">{trial}</p>'
    yield from (f'<p class="notice">{escape(notice)}</p>' for notice in report.notices)
    yield "</header>"


def _trial(report: Report) -> str:
    """That people were simulated, which a reader must know before anything else."""
    took = report.participation
    if not took.simulated:
        return ""
    if took.simulated == took.all:
        return "A trial: everybody was simulated."
    return f"A trial: {took.simulated} of the {took.all} people {'was' if took.simulated == 1 else 'were'} simulated."


def _short(report: Report) -> Iterator[str]:
    took = report.participation
    lines = sum(bool(turn.said) for branch in report.branches for turn in branch.turns)
    votes = sum(bool(asked.people != 0) for _, _, asked in report.rounds)
    yield '<dl class="figures">'
    yield _figure("people", took.people)
    yield _figure("votes held", votes)
    yield _figure("lines said", lines)
    yield _figure("branch" if len(report.branches) == 1 else "branches", len(report.branches))
    if took.suggestions:
        yield _figure("lines proposed in own words", took.suggestions)
    if report.alone and not report.alone.later:
        yield _figure("practised alone", report.alone.people)
    yield "</dl>"
    yield '<div class="ends">'
    yield from (_end(report, branch) for branch in report.branches)
    yield "</div>"
    drawn = [(branch.name, branch.chances.values) for branch in report.branches if branch.chances]
    counted = next((branch.chances.counted for branch in report.branches if branch.chances), "")
    yield curves(drawn, counted)


def _figure(name: str, number: Count) -> str:
    if number is None:
        return f'<div><dt>{name}</dt><dd class="none">fewer than five</dd></div>'
    return f"<div><dt>{name}</dt><dd>{number}</dd></div>"


def _end(report: Report, branch: Branch) -> str:
    name = f'<p class="q small">{branch.name}{_left(branch)}</p>' if len(report.branches) > 1 else ""
    if branch.outcome is None:
        return f'<div class="end">{name}<p>{_not_over(report, branch)}</p></div>'
    outcome = branch.outcome
    kind = ENDING_WORDS.get(outcome.kind, outcome.kind)
    return (
        f'<div class="end">{name}<p><b>{escape(kind)}: {escape(outcome.title)}.</b></p>'
        f'<p class="small">{escape(outcome.summary)}</p></div>'
    )


def _not_over(report: Report, branch: Branch) -> str:
    if not any(turn.said for turn in branch.turns):
        return "Nothing was said."
    if branch.gone:
        return "How it ended is not known any more."
    if report.ended is None and branch.number == report.now:
        return f"Not at its end yet; {so_many(branch.lines, 'line', 'lines')} so far."
    if len(report.branches) == 1:
        return "The talk did not come to its end."
    return f"It was left after line {branch.lines}."


def _left(branch: Branch) -> str:
    if not branch.parent:
        return ""
    after = f"after line {branch.shared}" if branch.shared else "at the beginning"
    return f", which leaves branch {branch.parent} {after}"


def _foot(report: Report) -> Iterator[str]:
    yield "<h2>How to read this</h2>"
    if report.meaning:
        yield f"<p>{escape(report.meaning)}</p>"
    if report.cards:
        signs = ", ".join(f"{sign} {verdict}" for verdict, sign in SYMBOLS.items() if verdict != "unread")
        yield f"<p>How well a line goes with the advice at that moment: {signs}.</p>"
    yield f"<p>{_who(report)}</p>"
    yield from (f"<p>{escape(remark)}</p>" for remark in report.remarks)
    yield from sources(report)
    yield f"<footer>{NOTICE}</footer>"


def _who(report: Report) -> str:
    if report.anonymous:
        return few_rule()
    people = so_many(report.participation.people, "person", "people")
    return f"This session was held with names: the {people} who took part stand here under the names they gave."


@cache
def _style() -> str:
    text = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@cache
def _policy() -> str:
    digest = b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
