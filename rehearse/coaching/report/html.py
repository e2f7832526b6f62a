"""A debrief as one HTML file that needs nothing else and prints well."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.report.markdown import (
    ENDING_WORDS,
    NOTICE,
    articles,
    fact_sentence,
    how_read,
    range_sentence,
    sources_line,
    turns_counted,
)
from rehearse.coaching.report.parts import about_the_person, before_the_turns, colleague

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.feedback.values import Debrief, Feedback
    from rehearse.coaching.report.parts import Part

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
.say { margin: .35rem 0 .35rem 1.5rem; } .say b { margin-left: -1.5rem; }
.better { border-left: 3px solid var(--accent); padding: .25rem 0 .25rem 1rem; margin: .6rem 0; }
ul { padding-left: 1.25rem; } li { margin: .25rem 0; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; background: none; color: #000; } }
"""


def html(debrief: Debrief) -> str:
    """The debrief as one HTML file that needs nothing else and prints well."""
    return "\n".join(_html(debrief)) + "\n"


def head(title: str, style: str = "") -> str:
    """Everything above the page's own text, with more *style* if given."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>"
    )


def _html(debrief: Debrief) -> Iterator[str]:
    outcome = debrief.outcome
    yield head(f"{debrief.title}: debrief")
    yield f"<h1>{escape(debrief.title)}</h1>"
    described = f"With {debrief.boss} · level: {debrief.level} · {turns_counted(debrief)}"
    yield f'<p class="quiet">{escape(described)}</p>'
    next_talk = "A next talk is agreed." if outcome.next_talk else "No next talk is agreed."
    yield (
        f'<p class="outcome"><b>{ENDING_WORDS[outcome.kind]}: {escape(outcome.title)}.</b> '
        f"{escape(outcome.summary)}<br>{next_talk}</p>"
    )
    if debrief.range:
        yield "<h2>What you asked for</h2>\n<ul>"
        yield from (f"<li>{label}: {escape(wish)}</li>" for label, wish in debrief.range.wishes)
        yield f"<li>{escape(range_sentence(debrief.range))}</li>\n</ul>"
    if debrief.facts:
        yield "<h2>Your facts</h2>\n<ul>"
        yield from (f"<li>{escape(fact.sentence)}: {fact_sentence(fact)}</li>" for fact in debrief.facts)
        yield "</ul>"
    for part in before_the_turns(debrief):
        yield from _html_part(part)
    if debrief.turning_points:
        yield "<h2>Where it turned</h2>"
        for turn in debrief.turning_points:
            yield from _html_point(debrief, turn)
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
    for part in about_the_person(debrief):
        yield from _html_part(part)
    yield "<h2>The whole talk</h2>"
    for turn in debrief.turns:
        yield from _html_turn(turn, who=debrief.boss_name)
    yield "<h2>Where the advice comes from</h2>\n<ul>"
    yield from (f"<li>{escape(article)}</li>" for article in articles(debrief))
    yield "</ul>"
    yield f'<footer class="quiet">{NOTICE}</footer>\n</body>\n</html>'


def _html_part(part: Part) -> Iterator[str]:
    yield f"<h2>{escape(part.title)}</h2>"
    yield from (f"<p>{escape(each)}</p>" for each in part.sentences)
    if part.items:
        yield "<ul>"
        yield from (f"<li>{escape(each)}</li>" for each in part.items)
        yield "</ul>"


def _html_point(debrief: Debrief, turn: Feedback) -> Iterator[str]:
    """A turning point as a colleague would put it."""
    yield '<section class="turn">'
    yield f'<div><span class="verdict">Turn {turn.turn} · {turn.symbol} {turn.verdict}</span></div>'
    yield f'<p class="say"><b>You:</b> {escape(turn.said)}</p>'
    if turn.thought:
        yield f'<p class="quiet">{escape(debrief.boss_name)} thought: {escape(turn.thought)}</p>'
    yield f"<p>{escape(colleague(debrief, turn))}</p>"
    yield from _html_better(turn)
    yield from _html_rule(turn)
    yield "</section>"


def _html_rule(turn: Feedback) -> Iterator[str]:
    if turn.rule:
        yield (
            f"<p>Rule: <b>{escape(turn.rule.title)}</b><br>"
            f'<span class="quiet">{escape(sources_line(turn.rule))}</span></p>'
        )


def _html_better(turn: Feedback) -> Iterator[str]:
    if turn.better:
        yield f'<p class="better">A better line: “{escape(turn.better.say)}”<br>{escape(turn.better.reason)}</p>'


def _html_turn(turn: Feedback, *, who: str) -> Iterator[str]:
    yield '<section class="turn">'
    moves = escape(", ".join(turn.moves))
    yield (
        f'<div><span class="verdict">Turn {turn.turn} · {turn.symbol} {turn.word}</span> '
        f'<span class="quiet">{moves} · {PHASE_LABELS[turn.phase]}</span></div>'
    )
    read = f' <span class="quiet">({escape(reading)})</span>' if (reading := how_read(turn)) else ""
    yield f'<p class="say"><b>You:</b> {escape(turn.said)}{read}</p>'
    yield f'<p class="say"><b>{escape(who)}:</b> {escape(turn.answered)}</p>'
    if turn.thought:
        yield f'<p class="quiet">What they thought: {escape(turn.thought)}</p>'
    yield "<ul>"
    for change in turn.changes:
        yield f'<li>{escape(change.text)} <span class="quiet">({escape(change.because)})</span></li>'
    yield f"</ul>\n<p>{escape(turn.why)}</p>"
    yield from _html_rule(turn)
    if turn.remarks or turn.facts:
        yield "<p>How you said it:</p>\n<ul>"
        yield from (f"<li>A fact of yours: {escape(fact)}</li>" for fact in turn.facts)
        for remark in turn.remarks:
            yield f'<li>{escape(remark.sentence)}<br><span class="quiet">{escape(remark.stands_on)}</span></li>'
        yield "</ul>"
    yield from _html_better(turn)
    yield "</section>"
