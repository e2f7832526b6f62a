"""A debrief as a page to keep: Markdown, HTML (one file, print-ready) and plain text."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.catalogue import PHASE_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.values import Debrief, Feedback, Rule

NOTICE = "This is practice, not legal advice. Where law or health is involved, ask a professional."
ENDING_WORDS = {
    "agreed": "Agreed",
    "trial": "A trial",
    "partial": "Part of it",
    "deferred": "Put off",
    "refused": "Refused",
    "ruptured": "It broke off",
    "unfinished": "Not finished",
}
"""Each type of ending, as people read it."""


def as_markdown(text: str) -> str:
    """*text* with Markdown's own signs made harmless."""
    flat = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text).replace("\n", " ")
    return re.sub(r"^(\d+(?=[.)])|(?=[-+]\s))", r"\1\\", flat)


def sources_line(rule: Rule) -> str:
    """The sources of a rule in one line, by article: ``Leaders Plus LP-08, LP-17; Ask a Manager AC-07``."""
    by_article: dict[str, list[str]] = {}
    for source in rule.sources:
        by_article.setdefault(source.short, []).append(source.point)
    return "; ".join(f"{short} {', '.join(points)}" for short, points in by_article.items())


def articles(debrief: Debrief) -> tuple[str, ...]:
    """Every article that the debrief names, by short name, title and publisher."""
    rules = [rule for turn in debrief.turns for rule in (turn.rule, turn.better.rule if turn.better else None) if rule]
    named = {source.short: source for rule in rules for source in rule.sources}
    return tuple(f"{short}: “{named[short].article}”, {named[short].publisher}" for short in sorted(named))


def markdown(debrief: Debrief) -> str:
    """The debrief as Markdown."""
    return "\n".join(_markdown(debrief)) + "\n"


def _turns(debrief: Debrief) -> str:
    """How long the talk was: ``1 turn``, ``11 turns``."""
    count = len(debrief.turns)
    return "1 turn" if count == 1 else f"{count} turns"


def _markdown(debrief: Debrief) -> Iterator[str]:
    outcome = debrief.outcome
    yield f"# {as_markdown(debrief.title)}"
    yield ""
    yield f"With {as_markdown(debrief.boss)} · level: {as_markdown(debrief.level)} · {_turns(debrief)}"
    yield ""
    yield f"**{ENDING_WORDS[outcome.kind]}: {as_markdown(outcome.title)}.** {as_markdown(outcome.summary)}"
    yield ""
    yield "A next talk is agreed." if outcome.next_talk else "No next talk is agreed."
    if debrief.turning_points:
        yield "\n## Where it turned\n"
        for turn in debrief.turning_points:
            yield from _markdown_turn(turn, heading="###")
    yield "\n## What they were worried about\n"
    for concern in debrief.concerns:
        under = " (the one underneath)" if concern.deep else ""
        yield f"- **{as_markdown(concern.label)}**{under}: {as_markdown(concern.sentence)}"
    for title, rules in (("Advice you used", debrief.advice_used), ("Advice you missed", debrief.advice_missed)):
        if rules:
            yield f"\n## {title}\n"
            yield from (f"- **{as_markdown(rule.title)}** ({as_markdown(sources_line(rule))})" for rule in rules)
    yield "\n## The whole talk\n"
    for turn in debrief.turns:
        yield from _markdown_turn(turn, heading="###")
    yield "## Where the advice comes from\n"
    yield from (f"- {as_markdown(article)}" for article in articles(debrief))
    yield f"\n---\n\n{NOTICE}"


def _markdown_turn(turn: Feedback, *, heading: str) -> Iterator[str]:
    yield f"{heading} Turn {turn.turn}: {turn.symbol} {turn.verdict} ({as_markdown(', '.join(turn.moves))})"
    yield ""
    yield f"> You: {as_markdown(turn.said)}"
    yield ">"
    yield f"> They: {as_markdown(turn.answered)}"
    yield ""
    yield f"What they thought: {as_markdown(turn.thought)}"
    yield ""
    yield from (f"- {as_markdown(change.text)} ({as_markdown(change.because)})" for change in turn.changes)
    yield ""
    yield as_markdown(turn.why)
    yield ""
    if turn.rule:
        yield f"Rule: **{as_markdown(turn.rule.title)}** ({as_markdown(sources_line(turn.rule))})"
        yield ""
    if turn.better:
        yield f"A better line: “{as_markdown(turn.better.say)}” {as_markdown(turn.better.reason)}"
        yield ""


_STYLE = """
:root { color-scheme: light dark;
  --ink: #2b2a27; --quiet: #6d6a63; --paper: #fbfaf7; --line: #dedad1; --accent: #2f6f62; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e4da; --quiet: #a29d92; --paper: #1f1e1b; --line: #3b3934; --accent: #84c3b4; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem; max-width: 44rem; font: 1rem/1.55 Georgia, 'DejaVu Serif', serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
.quiet { color: var(--quiet); font-size: .9rem; }
.outcome { font-size: 1.15rem; margin: 1.5rem 0; padding: 1rem 1.25rem; border-left: 4px solid var(--accent); }
.turn { margin: 1.25rem 0; break-inside: avoid; }
.verdict { font-weight: bold; font-size: .85rem; letter-spacing: .03em; text-transform: uppercase; }
.say { margin: .35rem 0 .35rem 1.5rem; } .say b { display: inline-block; min-width: 3.2rem; margin-left: -1.5rem; }
.better { border-left: 3px solid var(--accent); padding: .25rem 0 .25rem 1rem; margin: .6rem 0; }
ul { padding-left: 1.25rem; } li { margin: .25rem 0; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; background: none; color: #000; } }
"""


def html(debrief: Debrief) -> str:
    """The debrief as one HTML file that needs nothing else and prints well."""
    return "\n".join(_html(debrief)) + "\n"


def _html(debrief: Debrief) -> Iterator[str]:
    outcome = debrief.outcome
    title = escape(f"{debrief.title}: debrief")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape(debrief.title)}</h1>"
    described = f"With {debrief.boss} · level: {debrief.level} · {_turns(debrief)}"
    yield f'<p class="quiet">{escape(described)}</p>'
    next_talk = "A next talk is agreed." if outcome.next_talk else "No next talk is agreed."
    yield (
        f'<p class="outcome"><b>{ENDING_WORDS[outcome.kind]}: {escape(outcome.title)}.</b> '
        f"{escape(outcome.summary)}<br>{next_talk}</p>"
    )
    if debrief.turning_points:
        yield "<h2>Where it turned</h2>"
        for turn in debrief.turning_points:
            yield from _html_turn(turn)
    yield "<h2>What they were worried about</h2>\n<ul>"
    for concern in debrief.concerns:
        under = " (the one underneath)" if concern.deep else ""
        yield f"<li><b>{escape(concern.label)}</b>{under}: {escape(concern.sentence)}</li>"
    yield "</ul>"
    for heading, rules in (("Advice you used", debrief.advice_used), ("Advice you missed", debrief.advice_missed)):
        if rules:
            yield f"<h2>{heading}</h2>\n<ul>"
            for rule in rules:
                yield f'<li><b>{escape(rule.title)}</b><br><span class="quiet">{escape(sources_line(rule))}</span></li>'
            yield "</ul>"
    yield "<h2>The whole talk</h2>"
    for turn in debrief.turns:
        yield from _html_turn(turn)
    yield "<h2>Where the advice comes from</h2>\n<ul>"
    yield from (f"<li>{escape(article)}</li>" for article in articles(debrief))
    yield "</ul>"
    yield f'<footer class="quiet">{NOTICE}</footer>\n</body>\n</html>'


def _html_turn(turn: Feedback) -> Iterator[str]:
    yield '<section class="turn">'
    moves = escape(", ".join(turn.moves))
    yield (
        f'<div><span class="verdict">Turn {turn.turn} · {turn.symbol} {turn.verdict}</span> '
        f'<span class="quiet">{moves} · {PHASE_LABELS[turn.phase]}</span></div>'
    )
    yield f'<p class="say"><b>You</b> {escape(turn.said)}</p>\n<p class="say"><b>They</b> {escape(turn.answered)}</p>'
    yield f'<p class="quiet">What they thought: {escape(turn.thought)}</p>\n<ul>'
    for change in turn.changes:
        yield f'<li>{escape(change.text)} <span class="quiet">({escape(change.because)})</span></li>'
    yield f"</ul>\n<p>{escape(turn.why)}</p>"
    if turn.rule:
        yield (
            f"<p>Rule: <b>{escape(turn.rule.title)}</b><br>"
            f'<span class="quiet">{escape(sources_line(turn.rule))}</span></p>'
        )
    if turn.better:
        yield f'<p class="better">A better line: “{escape(turn.better.say)}”<br>{escape(turn.better.reason)}</p>'
    yield "</section>"
