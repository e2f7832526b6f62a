"""The prep sheet part by part and row by row, as every form of it shows them: on paper, as text, on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.coaching.prep.values import Entry, Plan, PrepSheet, Words

Shape = Literal["say", "entry", "number", "fact", "if", "then", "mine"]
"""How a row looks: a line to say, a labelled note, a numbered question, a fact, and the rows of a plan."""

MEETING, OPENING, ASK, NEED, THEIRS, FACTS, QUESTIONS, PLANS, TRIAL, CLOSE, NO = (
    "The meeting",
    "My opening line, word for word",
    "What I ask for",
    "What I need",
    "What they probably need",
    "Facts (two at most)",
    "Three open questions",
    "If they object",
    "The trial I offer",
    "How I close",
    "If the answer is no",
)
THEIR_WORRIES = "What worries them, and what helps against it."
GRANT = "Grant the worry first, then answer it."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page."""

    shape: Shape
    label: str
    words: Words
    aside: str = ""  # the worry behind an objection
    tally: str = ""  # how often it was left unanswered: for preparing, not for the paper

    @property
    def is_said(self) -> bool:
        """Whether somebody says it, so that it stands in quotes."""
        return self.shape in {"say", "number", "if", "then"}

    @property
    def is_short(self) -> bool:
        """Whether it is one of the few words of the head that can stand beside one another."""
        return self.words.key in {"date", "form", "place"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page with its title."""

    title: str
    rows: tuple[Row, ...]
    hint: str = ""  # above the rows
    after: str = ""  # below them


def parts(sheet: PrepSheet) -> tuple[Part, ...]:
    """Every part of *sheet* below its head, in the order in which they are needed."""
    return (
        Part(OPENING, (_say(sheet.opening, "Opening line"),)),
        Part(ASK, _entries(sheet.ask)),
        Part(NEED, _entries(sheet.need)),
        Part(THEIRS, _entries(sheet.theirs), THEIR_WORRIES),
        Part(FACTS, _listed("fact", sheet.facts, "Fact"), after=_kept_back(sheet)),
        Part(QUESTIONS, _listed("number", sheet.questions, "Question")),
        Part(PLANS, tuple(row for plan in sheet.plans for row in _plan(plan)), GRANT),
        Part(TRIAL, _entries(sheet.trial)),
        Part(CLOSE, (_say(sheet.close, "Closing line"), *_entries((sheet.afterwards,)))),
        Part(NO, (_say(sheet.no, "To a no"), *_entries(sheet.if_no))),
    )


def head(sheet: PrepSheet) -> Part:
    """When, where, and what has happened."""
    return Part(MEETING, _entries(sheet.logistics))


def _say(words: Words, label: str) -> Row:
    return Row("say", label, words)


def _entries(entries: Iterable[Entry]) -> tuple[Row, ...]:
    return tuple(Row("entry", entry.label, entry.words) for entry in entries)


def _listed(shape: Shape, listed: Iterable[Words], label: str) -> tuple[Row, ...]:
    return tuple(Row(shape, f"{label} {number}", words) for number, words in enumerate(listed, 1))


def _plan(plan: Plan) -> Iterator[Row]:
    yield Row("if", "If", plan.objection, plan.worry, _tally(plan) if plan.left else "")
    yield Row("then", "Then", plan.then)
    if plan.detail.text:
        yield Row("mine", "Mine", plan.detail)


def _tally(plan: Plan) -> str:
    if plan.of == 1:
        return "left unanswered when you rehearsed"
    return f"left unanswered {plan.left} of {plan.of} times"


def _kept_back(sheet: PrepSheet) -> str:
    if not sheet.facts_left:
        return ""
    return f"{sheet.facts_left} more kept back: a third reason makes the first two weaker."
