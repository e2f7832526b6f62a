"""What can be said now: the lines on offer, a field for one's own words, and the question how those were meant."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import WorkerError

from rehearse.tui.choice_list import ChoiceList
from rehearse.tui.content import clean, joined, shortened, text
from rehearse.tui.paragraphs import Paragraph, Prose, Script, hanging

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.worker import Worker

    from rehearse.coaching.hearing import Heard
    from rehearse.engine import Entry
    from rehearse.store.session import Session
    from rehearse.tui.modes import Mode

RESERVED = ("/help", "/undo", "/advice", "/quit")
"""Words that ask something of the program and are never said to the boss."""
MOST_TYPED = 10_000
"""Signs that fit into the field."""
SHOWN_WORDS = 160
"""Signs of the person's own words that are repeated in a question about them."""
OR_TYPE = "or in your own words"
TYPE = "Your answer, in your own words"
TYPE_OR_LOOK = f"{TYPE} (Esc, then c: see the lines)"
OFF_SCRIPT = "off the script"
YES, NO, NONE = "Yes, that is what I meant", "No, I would put it another way", "None of these"
_NO_NUMBER = 2


class ReplyField(Input):
    """One line for the person's own words."""

    def __init__(self) -> None:
        """An empty field."""
        super().__init__(placeholder=OR_TYPE, compact=True, max_length=MOST_TYPED)

    def _on_paste(self, event: events.Paste) -> None:
        """Take in all that is pasted, its rows joined, without signs that nobody sees."""
        event.stop()
        event.prevent_default()
        pasted = " ".join(clean(event.text).split())
        self.insert_text_at_cursor(pasted[: MOST_TYPED - len(self.value)])


class ReadingList(OptionList, inherit_bindings=False):
    """The ways in which typed words may have been meant."""

    BINDINGS: ClassVar = [binding for binding in OptionList.BINDINGS if not str(binding.key).startswith("page")]  # type: ignore[union-attr]


class AskBlock(Vertical):
    """Asks how the person's own words were meant."""

    def __init__(self) -> None:
        """No question as yet."""
        super().__init__()
        self._heard: Heard | None = None

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        yield Prose()
        yield ReadingList(markup=False)

    @property
    def confirming(self) -> bool:
        """Whether the question is one of yes and no."""
        return self._heard is not None and self._heard.outcome == "confirm"

    def ask(self, heard: Heard) -> None:
        """Ask about *heard*; the careful answer is marked where it is one that cannot be taken back in life."""
        self._heard = heard
        words = Paragraph(joined(("You typed  ", "$quiet"), shortened(heard.unread.words, SHOWN_WORDS)))
        options = self.query_one(ReadingList)
        if self.confirming:
            reading = heard.readings[0]
            meant = joined((f"“{reading.label}”", "$accent"), (_aside(off_script=reading.off_script), "$quiet"))
            question = joined(("Is that what you meant?  ", "bold"), meant)
            options.set_options([_option("1", YES), _option(str(_NO_NUMBER), NO)])
            options.highlighted = 1
        else:
            question = text("Did you mean …", "bold")
            listed = [
                _option(str(number), reading.label, _aside(off_script=reading.off_script))
                for number, reading in enumerate(heard.readings, 1)
            ]
            options.set_options([*listed, _option("0", NONE)])
            options.highlighted = 0
        self.query_one(Prose).show([words, Paragraph(question)])
        options.focus(scroll_visible=False)


def _option(number: str, label: str, aside: str = "") -> Option:
    sign = text(f" {number}  ", "bold $accent")
    return Option(Script([hanging(sign, joined(text(label), (aside, "$quiet")))]), id=f"reading-{number}")


def _aside(*, off_script: bool) -> str:
    return f"  {OFF_SCRIPT}" if off_script else ""


class SayBlock(Vertical):
    """Everything with which a line can be said. It hears typed words and asks where it is not sure of them."""

    @dataclass
    class Said(Message):
        """A line is to be said: a choice, or what typed words were read as."""

        line: Entry | str

    @dataclass
    class Reserved(Message):
        """A word that begins with a slash was typed."""

        word: str

    def __init__(self, session: Session, mode: Mode) -> None:
        """What can be said in *session*, practised in this way."""
        super().__init__()
        self._session = session
        self._mode = mode
        self._shown_once = False
        self._reading: Worker[Heard] | None = None
        self._heard: Heard | None = None
        self._typed = False  # the last line was: the next one begins in the field

    def compose(self) -> ComposeResult:
        """The question, the lines on offer, the field."""
        yield AskBlock()
        yield ChoiceList()
        with Horizontal(id="reply"):
            yield Static(text(" i  ", "bold $accent"), markup=False)
            yield ReplyField()

    @property
    def typing(self) -> bool:
        """Whether keys write into the field."""
        return self.query_one(ReplyField).has_focus

    @property
    def asking(self) -> bool:
        """Whether there is a question about typed words."""
        return self._heard is not None

    @property
    def confirming(self) -> bool:
        """Whether that question is one of yes and no."""
        return self.asking and self.query_one(AskBlock).confirming

    @property
    def choices_shown(self) -> bool:
        """Whether the lines on offer are in sight."""
        return self._mode == "guided" or self._shown_once

    @property
    def hiding(self) -> bool:
        """Whether there are lines on offer that could be shown."""
        return not self.choices_shown and not self.asking

    def practise(self, mode: Mode) -> None:
        """Practise in another way from now on; what is typed already stays."""
        self._mode, self._shown_once = mode, False
        self._ask(self._heard)

    def show_once(self) -> None:
        """Show the lines on offer until the next one is said."""
        self._shown_once = True
        self._typed = False
        self._ask(None)
        self.take_focus()

    def offer(self) -> None:
        """Offer what can be said now."""
        self._shown_once = False
        self.query_one(ChoiceList).show(self._session.choices())
        self.query_one(ReplyField).clear()
        self._ask(None)

    def take_focus(self) -> None:
        """Go on in the way in which the last line was said."""
        if self.asking:
            self.query_one(ReadingList).focus(scroll_visible=False)
        elif self._typed or not self.choices_shown:
            self.query_one(ReplyField).focus(scroll_visible=False)
        else:
            self.query_one(ChoiceList).focus(scroll_visible=False)

    def type(self) -> None:
        """Go into the field; from the field, back to the lines on offer or to the keys."""
        self._typed = not self.typing
        if self._typed or self.choices_shown:
            self.take_focus()
        else:
            self.screen.set_focus(None)

    def leave(self) -> bool:
        """Go one step back: from the question to the field, from the field to the lines. Whether there was a step."""
        if self.asking:
            self._back_to_field()
        elif self.typing:
            self.type()
        else:
            return False
        return True

    def take(self, number: int) -> Entry | str | None:
        """What is said by this number, where it is one: the line on offer, or the answer to the question."""
        heard = self._heard
        if heard is None:
            self._typed = False
            return self._numbered(number)
        if self.confirming and number in {0, _NO_NUMBER}:
            self._back_to_field()
        elif number == 0:
            return heard.unread
        elif 1 <= number <= len(heard.readings):
            return heard.readings[number - 1].entry
        return None

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if message.option_id is None:
            return
        if message.option_list is self.query_one(ChoiceList):
            self._typed = False
            self.post_message(self.Said(message.option_id))
        elif (line := self.take(int(message.option_id.rpartition("-")[2]))) is not None:
            self.post_message(self.Said(line))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read the thesaurus while the first words are being typed."""
        if isinstance(event.widget, ReplyField) and self._session.ear is None and self._reading is None:
            self._reading = self.run_worker(partial(self._session.hear, ""), thread=True, exit_on_error=False)

    @on(ReplyField.Submitted)
    async def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        if self._reading is not None and not self._reading.is_finished:
            with suppress(WorkerError):
                await self._reading.wait()
        words = " ".join(message.input.value.split())  # as they are now: Enter may have been pressed twice
        if not words or self.asking:
            return
        self._typed = True
        if words.startswith("/"):
            message.input.clear()
            self.post_message(self.Reserved(words.casefold()))
        elif len(words) == 1 and words in "123456789" and (choice := self._numbered(int(words))):
            self._say(choice)
        else:
            self._hear(words)

    def _numbered(self, number: int) -> str | None:
        """The choice with that number, where it is in sight."""
        return self.query_one(ChoiceList).id_of(number) if self.choices_shown else None

    def _hear(self, words: str) -> None:
        heard = self._session.hear(words)
        match heard.outcome:
            case "sure":
                self._say(heard.readings[0].entry)
            case "nothing":
                self._say(heard.unread)
            case _:
                self._ask(heard)

    def _ask(self, heard: Heard | None) -> None:
        """Ask about what was heard, or no longer."""
        self._heard = heard
        field = self.query_one(ReplyField)
        self.query_one(AskBlock).display = heard is not None
        self.query_one(ChoiceList).display = heard is None and self.choices_shown
        self.query_one("#reply").display = heard is None
        field.placeholder = OR_TYPE if self.choices_shown else TYPE_OR_LOOK if self._mode == "recall" else TYPE
        if heard is not None:
            self.query_one(AskBlock).ask(heard)
        self.screen.refresh_bindings()

    def _back_to_field(self) -> None:
        """Say nothing; the words are still in the field."""
        self._ask(None)
        self._typed = True
        self.take_focus()

    def _say(self, line: Entry | str) -> None:
        self.query_one(ReplyField).clear()
        self.post_message(self.Said(line))
