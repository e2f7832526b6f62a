"""A debrief in words to keep: what its exports have in common, and the one in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.coaching.report.parts import about_the_person, before_the_turns, colleague

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.feedback.values import Debrief, FactUse, Feedback, Range, Rule
    from rehearse.coaching.report.parts import Part

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
    rules = [rule for turn in debrief.turns for rule in _rules(turn) if rule]
    named = {source.short: source for rule in rules for source in rule.sources}
    return tuple(f"{short}: “{named[short].article}”, {named[short].publisher}" for short in sorted(named))


def range_sentence(asked: Range) -> str:
    """Whether the meeting ended within what the person would be content with."""
    contents = ", ".join(asked.contents[:-1]) + (" or " if len(asked.contents) > 1 else "") + asked.contents[-1]
    if asked.within is None:
        return f"You would be content with {contents}."
    ended = "That is within" if asked.within else "That is outside"
    return f"{ended} your range: you would be content with {contents}."


def how_read(turn: Feedback) -> str:
    """How typed words were read, in a few words; nothing for a line that was chosen."""
    if turn.read_as:
        return f"read as: {turn.read_as}{', off the script' if turn.off_script else ''}"
    return "not understood" if turn.off_script and turn.said else ""


def fact_sentence(fact: FactUse) -> str:
    """When a fact was told, as part of a sentence."""
    if not fact.turns:
        return "not told"
    return f"told in turn {' and '.join(str(turn) for turn in fact.turns)}"


def _rules(turn: Feedback) -> tuple[Rule | None, ...]:
    return (turn.rule, turn.better.rule if turn.better else None, *(remark.rule for remark in turn.remarks))


def markdown(debrief: Debrief) -> str:
    """The debrief as Markdown."""
    return "\n".join(_markdown(debrief)) + "\n"


def turns_counted(debrief: Debrief) -> str:
    """How long the talk was: ``1 turn``, ``11 turns``."""
    count = len(debrief.turns)
    return "1 turn" if count == 1 else f"{count} turns"


def _markdown(debrief: Debrief) -> Iterator[str]:
    outcome = debrief.outcome
    yield f"# {as_markdown(debrief.title)}"
    yield ""
    yield f"With {as_markdown(debrief.boss)} · level: {as_markdown(debrief.level)} · {turns_counted(debrief)}"
    yield ""
    yield f"**{ENDING_WORDS[outcome.kind]}: {as_markdown(outcome.title)}.** {as_markdown(outcome.summary)}"
    yield ""
    yield "A next talk is agreed." if outcome.next_talk else "No next talk is agreed."
    if debrief.range:
        yield "\n## What you asked for\n"
        yield from (f"- {label}: {as_markdown(wish)}" for label, wish in debrief.range.wishes)
        yield f"- {as_markdown(range_sentence(debrief.range))}"
    if debrief.facts:
        yield "\n## Your facts\n"
        yield from (f"- {as_markdown(fact.sentence)}: {fact_sentence(fact)}" for fact in debrief.facts)
    for part in before_the_turns(debrief):
        yield from _markdown_part(part)
    if debrief.turning_points:
        yield "\n## Where it turned\n"
        for turn in debrief.turning_points:
            yield from _markdown_point(debrief, turn)
    yield "\n## What they were worried about\n"
    for concern in debrief.concerns:
        under = " (the one underneath)" if concern.deep else ""
        yield f"- **{as_markdown(concern.label)}**{under}: {as_markdown(concern.sentence)}"
    for title, rules in (("Advice you used", debrief.advice_used), ("Advice you missed", debrief.advice_missed)):
        if rules:
            yield f"\n## {title}\n"
            yield from (f"- **{as_markdown(rule.title)}** ({as_markdown(sources_line(rule))})" for rule in rules)
    for part in about_the_person(debrief):
        yield from _markdown_part(part)
    yield "\n## The whole talk\n"
    for turn in debrief.turns:
        yield from _markdown_turn(turn, who=debrief.boss_name)
    yield "## Where the advice comes from\n"
    yield from (f"- {as_markdown(article)}" for article in articles(debrief))
    yield f"\n---\n\n{NOTICE}"


def _markdown_part(part: Part) -> Iterator[str]:
    yield f"\n## {part.title}\n"
    yield "\n\n".join(as_markdown(each) for each in part.sentences)
    if part.items:
        yield ""
        yield from (f"- {as_markdown(each)}" for each in part.items)


def _markdown_point(debrief: Debrief, turn: Feedback) -> Iterator[str]:
    """A turning point as a colleague would put it."""
    yield f"### Turn {turn.turn}: {turn.symbol} {turn.verdict}"
    yield ""
    yield f"> You: {as_markdown(turn.said)}"
    if turn.thought:
        yield ">"
        yield f"> {as_markdown(debrief.boss_name)} thought: {as_markdown(turn.thought)}"
    yield ""
    yield as_markdown(colleague(debrief, turn))
    yield ""
    yield from _markdown_better(turn)
    yield from _markdown_rule(turn)


def _markdown_rule(turn: Feedback) -> Iterator[str]:
    if turn.rule:
        yield f"Rule: **{as_markdown(turn.rule.title)}** ({as_markdown(sources_line(turn.rule))})"
        yield ""


def _markdown_better(turn: Feedback) -> Iterator[str]:
    if turn.better:
        yield f"A better line: “{as_markdown(turn.better.say)}” {as_markdown(turn.better.reason)}"
        yield ""


def _markdown_turn(turn: Feedback, *, who: str) -> Iterator[str]:
    moves = f" ({as_markdown(', '.join(turn.moves))})" if turn.moves else ""
    yield f"### Turn {turn.turn}: {turn.symbol} {turn.word}{moves}"
    yield ""
    read = f" ({reading})" if (reading := how_read(turn)) else ""
    yield f"> You: {as_markdown(turn.said + read)}"
    yield ">"
    yield f"> {as_markdown(who)}: {as_markdown(turn.answered)}"
    yield ""
    if turn.thought:
        yield f"What they thought: {as_markdown(turn.thought)}"
        yield ""
    yield from (f"- {as_markdown(change.text)} ({as_markdown(change.because)})" for change in turn.changes)
    yield ""
    yield as_markdown(turn.why)
    yield ""
    yield from _markdown_rule(turn)
    if turn.remarks or turn.facts:
        yield "How you said it:"
        yield ""
        yield from (f"- A fact of yours: {as_markdown(fact)}" for fact in turn.facts)
        yield from (f"- {as_markdown(remark.sentence)} ({as_markdown(remark.stands_on)})" for remark in turn.remarks)
        yield ""
    yield from _markdown_better(turn)
