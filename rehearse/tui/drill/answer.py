"""Where an objection is answered: a field, and the question how the words in it were meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from rehearse.tui.content import text
from rehearse.tui.talk.ask import AskBlock
from rehearse.tui.talk.reply import ReplyField

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.engine import Entry

PLACEHOLDER = "Your answer, in your own words"


class AnswerBlock(Vertical):
    """Takes words and asks about them where they are not clear. What is answered it tells."""

    @dataclass
    class Answered(Message):
        """It is clear how the words are to be taken, or that they cannot be."""

        entry: Entry

    @dataclass
    class Understood(Message):
        """How the words in the field can be taken."""

        heard: Heard | None
        sentence: str = ""

    def __init__(self) -> None:
        """An empty field, nobody to hear yet."""
        super().__init__(id="foot")
        self._hear: Callable[[str], Heard] | None = None
        self._waiting = False  # words are being read

    def compose(self) -> ComposeResult:
        """The question in place of the field, or the field."""
        yield AskBlock()
        yield Horizontal(Static(text(" ▸  ", "bold $accent"), markup=False), ReplyField(), id="reply")

    def on_mount(self) -> None:
        """There is nothing to be answered yet."""
        self.display = False
        self.field.placeholder = PLACEHOLDER

    @property
    def field(self) -> ReplyField:
        """The field itself."""
        return self.query_one(ReplyField)

    @property
    def _question(self) -> AskBlock:
        return self.query_one(AskBlock)

    @property
    def asking(self) -> bool:
        """Whether there is a question about the words."""
        return self._question.asking

    @property
    def confirming(self) -> bool:
        """Whether that question is one of yes and no."""
        return self._question.confirming

    def ask_anew(self, hear: Callable[[str], Heard]) -> None:
        """Wait for the next answer, with an empty field; words are understood by *hear*."""
        self._hear = hear
        self.field.clear()
        self.back_to_field()

    def close(self) -> None:
        """Wait for nothing."""
        self._question.drop()
        self.display = False

    def back_to_field(self) -> None:
        """Nothing is answered yet; the words are in the field."""
        self._question.drop()
        self.display = True
        self.query_one("#reply").display = True
        self.field.focus()
        self.screen.refresh_bindings()

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        words = " ".join(message.value.split())
        if words and not self._waiting and not self.asking:
            self._waiting = True
            self._read(words)

    @work(thread=True, exit_on_error=False)
    def _read(self, words: str) -> None:
        assert self._hear is not None  # noqa: S101  (there is an objection)
        try:
            self.post_message(self.Understood(self._hear(words)))
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            self.post_message(self.Understood(None, f"Your words could not be read: {error}"))

    @on(Understood)
    def _understood(self, message: Understood) -> None:
        message.stop()
        self._waiting = False
        if not self.display:
            return
        heard = message.heard
        if heard is None:
            self.notify(message.sentence, severity="error", markup=False)
        elif heard.outcome in {"confirm", "unsure"}:
            self.query_one("#reply").display = False
            self._question.ask(heard)
            self.screen.refresh_bindings()
        else:
            self.post_message(self.Answered(heard.readings[0].entry if heard.outcome == "sure" else heard.unread))

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if message.option_id is not None:
            self.take(int(message.option_id.rpartition("-")[2]))

    def take(self, number: int) -> None:
        """Answer the question how the words were meant; 0 is for none of these, and for no."""
        if not self.asking:
            return
        entry = self._question.answer(number)
        if entry is not None:
            self.close()
            self.post_message(self.Answered(entry))
        elif self.asking:
            self.screen.refresh_bindings()  # after a no: what else was near
        else:
            self.back_to_field()
