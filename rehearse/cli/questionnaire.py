"""The brief's questions on plain lines: one after the other, each answer kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.words import asked_line, paragraph
from rehearse.loading.brief_answers import answer_text, fact_text, with_answer
from rehearse.model.brief_questions import MOST_FACTS, QUESTIONS
from rehearse.store.brief import save_brief

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.model.brief import Brief
    from rehearse.model.brief_questions import Question

INTRODUCTION = (
    "Your meeting, question by question. Nothing has to be answered, and every answer is kept at once. Enter goes on "
    "and leaves things as they are; - takes an answer away; ? says why it is asked; /back goes back; /quit stops."
)


def ask_plainly(brief: Brief, personas: Mapping[str, str]) -> Brief:
    """Ask every question on standard output, read the answers from standard input; returns the brief as it is then."""
    return _Asking(brief, personas).all()


class _Asking:
    """One going through of the questions."""

    def __init__(self, brief: Brief, personas: Mapping[str, str]) -> None:
        self.brief = brief
        self.personas = personas

    def all(self) -> Brief:
        _say(INTRODUCTION)
        at, section = 0, ""
        while at < len(QUESTIONS):
            question = QUESTIONS[at]
            if question.section != section:
                section = question.section
                click.echo(f"\n{section.upper()}")
            step = self.ask(question, at + 1)
            if step is None:
                break
            at = max(0, at + step)
        return self.brief

    def ask(self, question: Question, number: int) -> int | None:
        """Ask one question until it is answered or passed over: 1 to go on, -1 to go back, ``None`` to stop."""
        self.show(question, number)
        for raw in iter(asked_line, ""):
            answer = raw.strip()
            match answer.casefold():
                case "":
                    return 1
                case "/quit" | "/q":
                    return None
                case "/back":
                    return -1
                case "?" | "/why":
                    _say(f"{question.why}", "   ")
                    continue
                case _ if answer.startswith("/") and " " not in answer:
                    _say(f"There is no '{answer}': there are /back, /why and /quit.", "   ")
                    continue
            if self.take(question, "" if answer == "-" else answer) and not self.takes_more(question):
                return 1
        return None

    def show(self, question: Question, number: int) -> None:
        _say(f"{number}/{len(QUESTIONS)} {question.label}")
        options = dict(question.options) or (dict(self.personas) if question.kind == "persona" else {})
        for place, (value, label) in enumerate(options.items(), 1):
            _say(f"{place} {value if value == label else f'{value}: {label}'}", "   ")
        if not options:
            _say(f"for example: {question.example}", "   ")
        if now := answer_text(self.brief, question.key):
            for line in now.splitlines():
                _say(f"now: {line}", "   ")

    def take(self, question: Question, answer: str) -> bool:
        """Keep an answer; whether it could be read. A fact is added to those there are."""
        text = answer
        if question.kind == "facts" and answer:
            text = "\n".join((*(fact_text(fact) for fact in self.brief.facts), answer))
        changed, wrong = with_answer(self.brief, question.key, text, self.personas)
        if wrong:
            _say(wrong, "   ")
            return False
        if changed != self.brief:
            self.brief = changed
            if told := save_brief(changed):
                click.echo(f"   {told}")  # not wrapped: it names a file
        return True

    def takes_more(self, question: Question) -> bool:
        """Whether the same question goes on: there may be several facts."""
        more = question.kind == "facts" and len(self.brief.facts) < MOST_FACTS
        if more:
            _say(f"{'Another' if self.brief.facts else 'A'} fact, or Enter to go on.", "   ")
        return more


def _say(text: str, indent: str = "") -> None:
    paragraph(text, indent, indent + ("  " if indent else ""))
