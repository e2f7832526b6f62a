"""The field for the person's own words, and the line above it that shows how long the boss waits for them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import WorkerError

from rehearse.tui.content import clean, text
from rehearse.tui.talk.clock import WaitingLine
from rehearse.tui.talk.script import short_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.worker import Worker

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.store.session import Session

MOST_TYPED = 10_000
"""Signs that fit into the field."""


class ReplyField(Input):
    """One line for the person's own words."""

    def __init__(self) -> None:
        """An empty field."""
        super().__init__(compact=True, max_length=MOST_TYPED, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        """Take in all that is pasted, its rows joined, without signs that nobody sees."""
        event.stop()
        event.prevent_default()
        pasted = " ".join(clean(event.text).split())
        self.insert_text_at_cursor(pasted[: MOST_TYPED - len(self.value)])


class ReplyBlock(Vertical):
    """Field and line. That words are entered is told once the program is able to understand them."""

    @dataclass
    class Entered(Message):
        """The words in the field are meant to be said."""

    def __init__(self, session: Session, awaited: Callable[[], bool]) -> None:
        """The field for *session*; the boss waits only while *awaited* holds."""
        super().__init__()
        self._session = session
        self._awaited = awaited
        self._reading: Worker[Heard] | None = None
        self._taken = ""
        self._ahead = ""  # what was typed after Enter, while the words before it were still being understood
        self._entering = False

    def compose(self) -> ComposeResult:
        """How long the boss waits, and the field."""
        yield WaitingLine(short_name(self._session.story.boss.name), self._awaited)
        with Horizontal(id="reply"):
            yield Static(text(" i  ", "bold $accent"), markup=False)
            yield ReplyField()

    @property
    def field(self) -> ReplyField:
        """The field itself."""
        return self.query_one(ReplyField)

    @property
    def words(self) -> str:
        """What stands in it, its blanks made single."""
        return " ".join(self.field.value.split())

    def wait(self, seconds: int) -> None:
        """The boss waits so many *seconds* from now on; with 0, for as long as one likes."""
        self.query_one(WaitingLine).begin(seconds)

    def take_out(self) -> None:
        """Take the words out of the field, for a line that is being said; they can still be put back."""
        self._taken = self.field.value
        self.field.clear()

    def settle(self, *, keep_words: bool) -> None:
        """The line is said: nothing comes back. What else stands in the field stays or not."""
        if not keep_words:
            self.field.value = self._ahead
        self._taken = self._ahead = ""

    def put_back(self) -> None:
        """Put them back, where nothing else has been written meanwhile."""
        if not self.field.value:
            self.field.value = self._taken + self._ahead
            self.field.cursor_position = len(self.field.value)
        self._taken = self._ahead = ""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read the thesaurus while the first words are being typed."""
        del event
        if self._session.ear is None and self._reading is None:
            self._reading = self.run_worker(partial(self._session.hear, ""), thread=True, exit_on_error=False)

    @on(ReplyField.Changed)
    def _written(self, message: Input.Changed) -> None:
        message.stop()
        if message.value:
            self.query_one(WaitingLine).written()

    @on(ReplyField.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        if self._entering:  # Enter may be pressed twice
            return
        if self._reading is None or self._reading.is_finished:
            self._enter(message.value)
        else:
            self._entering = True
            self.run_worker(self._enter_once_read(self._reading, message.value), exit_on_error=False)

    async def _enter_once_read(self, reading: Worker[Heard], words: str) -> None:
        with suppress(WorkerError):
            await reading.wait()
        self._entering = False
        self._enter(words)

    def _enter(self, words: str) -> None:
        """Tell that *words* are meant to be said; what was typed behind them waits."""
        now = self.field.value
        if now != words and now.startswith(words):
            self.field.value, self._ahead = words, now[len(words) :]
        self.post_message(self.Entered())
