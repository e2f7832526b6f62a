"""What can be said now: the lines on offer, a field for one's own words, and the question how those were meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList

from rehearse.engine import Entry
from rehearse.engine.entry import SILENCE
from rehearse.tui.talk.ask import AskBlock, ReadingList
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.clock import WaitingLine
from rehearse.tui.talk.reply import MOST_TYPED, ReplyBlock

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.store.session import Session
    from rehearse.tui.talk.modes import Practice

RESERVED = ("/help", "/undo", "/no", "/advice", "/facts", "/quit")
"""Words that ask something of the program and are never said to the boss."""
OR_TYPE = "or in your own words"
TYPE = "Your answer, in your own words"
TYPE_OR_LOOK = f"{TYPE} (Esc, then c: see the lines)"
TYPE_OR_HURRY = f"{TYPE} (Esc, then t: against the clock)"


class SayBlock(Vertical):
    """Everything with which a line can be said. Words that are not clear it asks about."""

    @dataclass
    class Said(Message):
        """A line is to be said: a choice, what typed words were read as, or silence. Answer with offer or unsaid."""

        line: Entry | str

    @dataclass
    class Reserved(Message):
        """Something was typed that is not for the boss: a word with a slash, or the number of a line not in sight."""

        word: str

    def __init__(self, session: Session, practice: Practice) -> None:
        """What can be said in *session*, practised in this way, which may change meanwhile."""
        super().__init__()
        self._session = session
        self._practice = practice
        self._question = AskBlock()
        self._choices = ChoiceList()
        self._reply = ReplyBlock(session, lambda: self.awaited)
        self._shown_once = False
        self._saying = False  # a line is on its way: until it is said, there is no other
        self._typed = False  # the last line was: the next one begins in the field

    def compose(self) -> ComposeResult:
        """The question, the lines on offer, the field."""
        yield self._question
        yield self._choices
        yield self._reply

    @property
    def typing(self) -> bool:
        """Whether keys write into the field."""
        return self._reply.field.has_focus

    @property
    def asking(self) -> bool:
        """Whether there is a question about typed words."""
        return self._question.asking

    @property
    def confirming(self) -> bool:
        """Whether that question is one of yes and no."""
        return self._question.confirming

    @property
    def awaited(self) -> bool:
        """Whether the boss waits for an answer: nothing else stands in front, and somebody is there."""
        return self.display and not self.asking and self.app.screen is self.screen and self.app.app_focus

    @property
    def choices_shown(self) -> bool:
        """Whether the lines on offer are in sight."""
        return self._practice.mode == "guided" or self._shown_once

    # --- what is shown

    def offer(self, *, keep_words: bool = False) -> None:
        """Offer what can be said now, with an empty field, or with what was begun there."""
        self._saying = False
        self._choices.show(self._session.choices())
        self._reply.settle(keep_words=keep_words)
        self._question.drop()
        self.practise()

    def practise(self) -> None:
        """Go on in the way that holds now; what is typed already, and what is asked about it, stays."""
        self._shown_once = False
        self._reply.wait(self._practice.waits)
        self._set()

    def show_once(self) -> None:
        """Show the lines on offer until the next one is said."""
        self._shown_once = True
        self._typed = False
        self._set()
        self.take_focus()

    def _set(self) -> None:
        """Show the question, or else the lines and the field."""
        self._question.display = self.asking
        self._choices.display = not self.asking and self.choices_shown
        self._reply.display = not self.asking
        self._reply.field.placeholder = self._hint
        self.screen.refresh_bindings()

    @property
    def _hint(self) -> str:
        """What the empty field says."""
        if self.choices_shown:
            return OR_TYPE
        if self._practice.mode == "recall":
            return TYPE_OR_LOOK
        return TYPE if self._practice.waits else TYPE_OR_HURRY

    # --- where the keys go

    def take_focus(self) -> None:
        """Go on in the way in which the last line was said."""
        if self.asking:
            self._question.query_one(ReadingList).focus(scroll_visible=False)
        elif self._typed or not self.choices_shown:
            self._reply.field.focus(scroll_visible=False)
        else:
            self._choices.focus(scroll_visible=False)

    def type(self) -> None:
        """Go into the field; from the field, back to the lines on offer or to the keys."""
        self._typed = not self.typing
        if self._typed or self.choices_shown:
            self.take_focus()
        else:
            self.screen.set_focus(None)

    def write(self, sentence: str | None) -> None:
        """Put *sentence* into the field, behind what stands there, and go on there; without one nothing happens."""
        if sentence and not self.asking:
            field = self._reply.field
            field.value = f"{field.value.rstrip()} {sentence}. ".lstrip()[:MOST_TYPED]
            field.cursor_position = len(field.value)
            self._typed = True
            self.take_focus()

    def leave(self) -> bool:
        """Go one step back: from the question to the field, from the field to the lines. Whether there was a step."""
        if self.asking:
            self._back_to_field()
        elif self.typing:
            self.type()
        else:
            return False
        return True

    def _back_to_field(self) -> None:
        """Say nothing; the words are in the field."""
        self._reply.put_back()
        self._question.drop()
        self._set()
        self._typed = True
        self.take_focus()

    def bring_back(self, words: str) -> None:
        """A line was taken back: what was typed for it is in the field again, where nothing else stands there."""
        field = self._reply.field
        if words and not field.value:
            field.value = words
            field.cursor_position = len(words)

    def ask_again(self, said: Entry) -> None:
        """*said* was read wrongly and taken back: ask what else it can have meant. Where nothing, it can be changed."""
        self.bring_back(said.words)
        heard = self._session.hear(said.words)
        others = tuple(reading for reading in heard.readings if reading.entry != said)
        self._typed = True
        if others:
            self._question.ask(replace(heard, outcome="unsure", readings=others))
            self._set()
        else:
            self.take_focus()

    # --- what is said

    def take(self, number: int) -> None:
        """Say the line on offer with this number, if it is in sight; while there is a question, answer that."""
        if not self.asking:
            if choice := self._numbered(number):
                self._send(choice, typed=False)
            return
        line = self._question.answer(number)
        if line is not None:
            self._send(line, typed=True)
        elif not self.asking:
            self._back_to_field()
        self.screen.refresh_bindings()

    def unsaid(self) -> None:
        """The line could not be said: words that were typed for it are in the field again."""
        self._saying = False
        if self._typed:
            self._back_to_field()

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if message.option_id is None:
            return
        if message.option_list is self._choices:
            self._send(message.option_id, typed=False)
        else:
            self.take(int(message.option_id.rpartition("-")[2]))

    @on(WaitingLine.Over)
    def _waited(self, message: WaitingLine.Over) -> None:
        """Nobody has answered: that is said, as it were, and what was begun in the field stays there."""
        message.stop()
        if self.awaited and not self._saying:
            self._saying = True
            self.post_message(self.Said(Entry(SILENCE)))

    @on(ReplyBlock.Entered)
    def _entered(self, message: ReplyBlock.Entered) -> None:
        message.stop()
        words = self._reply.words
        if not words or self.asking or self._saying:
            return
        number = int(words) if len(words) == 1 and words in "0123456789" else None
        if words.startswith("/") or (number is not None and self._numbered(number) is None):
            self._typed = True
            self._reply.field.clear()
            self.post_message(self.Reserved(words.casefold()))
        elif number is not None:
            self._send(str(self._numbered(number)), typed=True)
        else:
            self._hear(words)

    def _numbered(self, number: int) -> str | None:
        """The line on offer with this number, if it is in sight."""
        return self._choices.id_of(number) if self.choices_shown else None

    def _hear(self, words: str) -> None:
        heard = self._session.hear(words)
        match heard.outcome:
            case "sure":
                self._send(heard.readings[0].entry, typed=True)
            case "nothing":
                self._send(heard.unread, typed=True)
            case _:
                self._typed = True
                self._question.ask(heard)
                self._set()

    def _send(self, line: Entry | str, *, typed: bool) -> None:
        """Say *line*, unless another is on its way; typed words leave the field, and come back where it fails."""
        if self._saying:
            return
        self._saying, self._typed = True, typed
        if typed:
            self._reply.take_out()
        self.post_message(self.Said(line))
