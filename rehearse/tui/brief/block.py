"""One question of the form: the label, why it is asked, the field, and below it what became of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from rehearse.model.brief_progress import is_asked
from rehearse.model.brief_slots import slots_of
from rehearse.store import clock
from rehearse.tui.brief.facts import FactsField
from rehearse.tui.brief.fields import BossField, ChoiceField, LineField, LongField, SeveralField, Written
from rehearse.tui.brief.form import BOSS, SECOND
from rehearse.tui.content import clean, stacked, text
from rehearse.tui.dates import date_in_full

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from rehearse.model.brief import Brief
    from rehearse.model.brief_questions import Question
    from rehearse.tui.brief.form import Form

    Field = LineField | LongField | ChoiceField | BossField | SeveralField | FactsField

_PLAIN = frozenset({"ask.home_days", "ask.office_days"})
"""Questions whose answers need no reading back: everybody knows that 2 is two."""
_ONLY_WHOLE = frozenset({"number", "date"})
"""Kinds of answers of which the beginning is another answer: 1 is not 12."""
MARKING = "Space marks and unmarks; at least one stays marked."
WHICH = "Not sure? F3 asks a few statements and tells."


class QuestionBlock(Vertical):
    """A question with its answer."""

    @dataclass
    class Answered(Message):
        """The answer is another one; *whole* where it was chosen and not typed."""

        whole: bool

    class Left(Message):
        """The person has gone on to something else."""

    def __init__(self, question: Question, form: Form, bosses: Sequence[tuple[str, str, str]]) -> None:
        """A question of *form*; *bosses* are there to choose from: id, name, title."""
        super().__init__(classes=f"-{question.kind}")
        self.question = question
        self._form = form
        self._note = Static(classes="note", markup=False)
        self.field = _field(question, form.text(question.key), bosses)
        self._shown = self.field.text

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        question = self.question
        label = question.name if question.kind == "facts" else question.label  # its three parts have their own fields
        yield Static(stacked([text(label, "bold"), text(question.why, "$quiet")]), markup=False)
        yield self.field
        yield self._note

    def on_mount(self) -> None:
        """Say what there is to say about the answer."""
        self._tell()

    def focus_field(self, *, last: bool = False) -> None:
        """Put the cursor into the field, or into the last one of several."""
        fields = [field for field in (self.field, *self.field.query("*")) if field.focusable]
        if fields:
            self.screen.set_focus(fields[-1 if last else 0])  # at once: the next key belongs to it

    def show(self) -> None:
        """Show the answer that the form holds."""
        shown = self._form.text(self.question.key)
        if isinstance(self.field, BossField) and self.question.key == SECOND:
            self.field.show(shown, without=self._form.brief.boss.persona or "")
        elif clean(shown) != self.field.text:
            self.field.show(shown)
        self._shown = self.field.text
        self._tell()

    def show_what_follows(self) -> None:
        """Follow the answer to another question, where this one depends on it."""
        if isinstance(self.field, BossField) and not self.field.has_focus:
            self.show()
        else:
            self._tell()

    def _tell(self) -> None:
        """Show or hide the whole, and what stands below the field."""
        self.display = is_asked(self._form.brief, self.question)
        wrong = self._form.wrong(self.question.key)
        if wrong and isinstance(self.field, FactsField):
            wrong = self.field.wrong or wrong
        note = text(f"✗ {wrong}", "$error") if wrong else text(_read_back(self._form.brief, self.question), "$quiet")
        self._note.update(note)
        self._note.display = bool(note)
        self.set_class(bool(wrong), "-wrong")

    def on_written(self, event: Written) -> None:
        """Take the answer while it is being given, as far as half of it means nothing else than the whole."""
        event.stop()
        if not self.query("*:focus"):  # the last keys of somebody who types fast, and has gone on
            self._left()
            return
        if self.question.kind in _ONLY_WHOLE and self.question.key not in self._form.drafts:
            return
        if self.field.text != self._shown and self._form.take(self.question.key, self.field.text):
            self._shown = self.field.text
            self._form.drafts.pop(self.question.key, None)
            self._tell()
            self.post_message(self.Answered(whole=event.whole))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The person may have gone on to another question."""
        del event
        self.call_later(self._left)

    def _left(self) -> None:
        if not self.query("*:focus"):
            self.finish()
            self.post_message(self.Left())

    def finish(self) -> None:
        """Take the answer as it is now: where it cannot be read, it stays and a sentence says why."""
        written = self.field.text
        if written != self._shown or self.question.key in self._form.drafts:
            self._form.finish(self.question.key, written)
        if self.question.key not in self._form.drafts:
            self.show()
        self._tell()


def _field(question: Question, shown: str, bosses: Sequence[tuple[str, str, str]]) -> Field:
    match question.kind:
        case "long":
            return LongField(shown, f"e.g. {question.example}")
        case "facts":
            return FactsField(shown, question.example)
        case "choice":
            return ChoiceField(question.options, shown)
        case "choices":
            return SeveralField(question.options, shown)
        case "persona":
            return BossField(bosses, shown, nobody="nobody else" if question.key == SECOND else "not chosen yet")
        case _:
            return LineField(shown, f"e.g. {question.example}")


def _read_back(brief: Brief, question: Question) -> str:
    """What the program makes of an answer, where that is not what was typed."""
    if question.kind == "choices":
        return MARKING
    if question.key == BOSS and brief.boss.persona is None:
        return WHICH
    if question.key == "date" and brief.date is not None:
        day = date_in_full(brief.date)
        return f"{day}: that day is past. For a meeting to come, give another." if brief.date < clock.today() else day
    answer = brief.at(question.key)
    if question.key in _PLAIN:
        return ""
    said = slots_of(brief).get(question.slot, "") if answer is not None else ""
    return f"In the talk: “{said}”" if said and said.casefold() != str(answer).casefold() else ""
