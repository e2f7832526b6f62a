"""What was learnt, on the report's page: advice with its sources, lines worth another try, the boss's worries."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import articles, sources_line
from rehearse.workshop.report.page.parts import chance, listed, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.feedback.values import Debrief
    from rehearse.workshop.report.values import Card, Report


def again(report: Report) -> Iterator[str]:
    """Lines for another try: what was said, and what would have led further."""
    if not report.again:
        return
    yield "<h2>Worth another try</h2>"
    for each in report.again:
        odds = f" {chance(each.after)} instead of {chance(each.before)}." if each.after is not None else ""
        yield (
            f'<p class="card"><b>{escape(each.where.capitalize())}.</b> Said: “{escape(each.said)}” '
            f'On offer: “{escape(each.better)}”{odds} <span class="q small">{escape(each.reason)}</span></p>'
        )


def advice(report: Report) -> Iterator[str]:
    """Every card that was followed or missed."""
    missed = [card for card in report.cards if card.missed]
    followed = [card for card in report.cards if card.followed and not card.missed]
    for title, cards in (("Advice that was missed", missed), ("Advice that was followed", followed)):
        if cards:
            yield f'<h2>{title}</h2>\n<div class="cols">'
            yield from (_card(card) for card in cards)
            yield "</div>"


def _card(card: Card) -> str:
    told = [f"Missed in {listed(card.missed)}."] if card.missed else []
    told += [f"Followed in {listed(card.followed)}."] if card.followed else []
    why = f" {escape(card.rule.why)}" if card.missed else ""
    return (
        f'<p class="card small"><b>{escape(card.rule.title)}.</b>{why} '
        f'<span class="q">{escape(" ".join(told))} {escape(sources_line(card.rule))}.</span></p>'
    )


def worries(report: Report) -> Iterator[str]:
    """How far each of the boss's worries came in each branch."""
    told: list[tuple[str, Debrief]] = [(branch.name, branch.debrief) for branch in report.branches if branch.debrief]
    if not told or not told[0][1].concerns:
        return
    yield f"<h2>What {escape(report.boss_name)} was worried about</h2>"
    rows = [
        (
            f"<b>{escape(concern.label)}</b>{' <span class=q>(the one underneath)</span>' if concern.deep else ''}",
            *(escape(_WORDS[debrief.concerns[place].reached]) for _, debrief in told),
        )
        for place, concern in enumerate(told[0][1].concerns)
    ]
    yield table(["Worry", *(name if len(told) > 1 else "How far it came" for name, _ in told)], rows)


_WORDS = {
    "held": "It never came out.",
    "surfaced": "It was said aloud, and left standing.",
    "acknowledged": "It was heard, and not put to rest.",
    "answered": "It was put to rest.",
}


def sources(report: Report) -> Iterator[str]:
    """Every article that the report names."""
    found = sorted({each for branch in report.branches if branch.debrief for each in articles(branch.debrief)})
    if found:
        yield '<h4>Where the advice comes from</h4>\n<ul class="small">'
        yield from (f"<li>{escape(article)}</li>" for article in found)
        yield "</ul>"
