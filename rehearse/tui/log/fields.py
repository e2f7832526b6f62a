"""The questions after the real talk, each with its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from rehearse.coaching.between.log_questions import answer_text, with_answer
from rehearse.tui.brief.fields import ChoiceField, LineField, LongField, SeveralField, Written
from rehearse.tui.content import joined, text
from rehearse.tui.dates import coming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from rehearse.coaching.between.after import Log
    from rehearse.coaching.between.log_questions import LogQuestion

    Field = LineField | LongField | ChoiceField | SeveralField

_DATES = frozenset({"day", "next_talk"})
"""Answers in which a day may be said in any way: it is written out."""


class WorriesField(SeveralField):
    """Any of the worries, or none of them."""

    def toggle(self) -> None:
        """Mark the entry under the cursor, or not."""
        if self.highlighted is not None:
            self.show(", ".join(self._marked ^ {self._listed[self.highlighted][0]}))
            self.post_message(Written(self, whole=True))


class LogBlock(Vertical):
    """One question with its answer."""

    @dataclass
    class Answered(Message):
        """The answer is another one."""

        key: str
        said: str

    def __init__(self, question: LogQuestion, log: Log, concerns: Mapping[str, str]) -> None:
        """A question about what is noted in *log*, of a boss with these *concerns* (labels by id)."""
        super().__init__(id=f"ask-{question.key}")
        self.question = question
        self._log = log
        self._concerns = concerns
        self._note = Static(classes="note", markup=False)
        self.field: Field = _field(question, log, concerns)

    def compose(self) -> ComposeResult:
        """The question, the field, and what is wrong with the answer."""
        question = self.question
        yield Static(joined((question.label, "bold"), (f"  {question.hint}", "$quiet")), markup=False)
        yield self.field
        yield self._note

    def on_mount(self) -> None:
        """There is nothing to say about the answer yet."""
        self._note.display = False

    def take_over(self, log: Log) -> None:
        """Go on from what is noted now, with the answers to other questions in it."""
        self._log = log

    def on_written(self, event: Written) -> None:
        """Take what is chosen at once; what is typed is taken when it is left."""
        event.stop()
        if event.whole:
            self.finish()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The person may have gone on to another question."""
        del event
        self.call_later(self._left)

    def _left(self) -> None:
        if not self.query("*:focus"):
            self.finish()

    def finish(self) -> LogBlock.Answered | None:
        """Take the answer as it is now, and tell it; where it cannot be read it stays, and a sentence says why."""
        written, key = self.field.text, self.question.key
        said = coming(written) if key in _DATES else written
        log, wrong = with_answer(self._log, key, said, self._concerns)
        self._note.update(text(f"✗ {wrong}", "$error"))
        self._note.display = bool(wrong)
        if wrong or log == self._log:
            return None
        self._log = log
        if key in _DATES and answer_text(log, key) != written:
            self.field.show(answer_text(log, key))
        answered = self.Answered(key, said)
        self.post_message(answered)
        return answered


def _field(question: LogQuestion, log: Log, concerns: Mapping[str, str]) -> Field:
    shown = answer_text(log, question.key)
    match question.kind:
        case "choice":
            return ChoiceField(question.options, shown)
        case "choices":
            return WorriesField(tuple(concerns.items()), shown)
        case "long":
            return LongField(shown, "")
        case _:
            return LineField(shown)
