"""Changing one row of the prep sheet: a field with what stands there, and what could stand there too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from rehearse.tui.content import action, clean, joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.paragraphs import Script, hanging

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

MOST_TYPED = 3000
"""Signs that the field takes; far more than a row has room for, so that nothing pasted is cut without a word."""
OR_ONE = "Or begin with one of these (Tab goes to them):"
NOT_SAVED = "That is not saved yet: Enter saves it, Esc once more leaves it as it was."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for."""

    title: str
    hint: str
    shown: str  # what stands there now
    room: int  # signs that the page has room for
    others: tuple[str, ...] = ()
    limited: bool = True  # whether more than there is room for is refused
    wrong: Callable[[str], str] = field(default=lambda _: "")  # why a text cannot be taken; empty where it can


class WordsField(TextArea):
    """A line that may wrap over several rows: Enter saves it."""

    def __init__(self, shown: str) -> None:
        """A field that holds *shown*, the cursor at its end."""
        super().__init__(clean(shown), compact=True, highlight_cursor_line=False)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"enter", "tab"}:
            event.prevent_default()  # left to the screen

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Put in what was copied in this program."""
        self._put(self.app.clipboard)

    def _put(self, pasted: str) -> None:
        """Take in what is pasted, its rows joined, without signs that nobody sees."""
        taken = " ".join(clean(pasted).split())[: max(MOST_TYPED - len(self.text), 0)]
        self.move_cursor(self.replace(taken, *self.selection).end_location)


class Keys(Static):
    """What Enter and Esc do, which can be clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what


def _keys() -> Content:
    parts = (("Enter", "screen.save", "bold $accent"), (" Save", "screen.save", "$quiet"))
    more = (("   Esc", "screen.leave", "bold $accent"), (" Leave it as it was", "screen.leave", "$quiet"))
    return joined(*(action(*part) for part in (*parts, *more)))


class EditScreen(ModalScreen[str | None]):
    """Answers with the new text, or nothing where all stays as it was."""

    CSS_PATH = "prep_edit.tcss"
    BINDINGS: ClassVar = bindings("words")

    def __init__(self, asked: Asked, written: str | None = None) -> None:
        """Ask for one row; *written* is what was written before, where that could not be saved."""
        super().__init__()
        self._asked = asked
        self._begun = asked.shown if written is None else written
        self._warned = False

    def compose(self) -> ComposeResult:
        """The field between what it is for and what could stand there too."""
        asked = self._asked
        with Vertical(id="edit"):
            yield Static(text(asked.title, "bold $accent"), markup=False)
            yield Static(text(asked.hint, "$quiet"), markup=False)
            yield WordsField(self._begun)
            yield Static(id="count", markup=False)
            yield Keys(_keys(), id="keys", markup=False)
            yield Static(text(OR_ONE, "$quiet"), id="or", markup=False)
            yield OptionList(
                *(Option(Script([hanging("• ", text(other))])) for other in asked.others), id="others", markup=False
            )

    def on_mount(self) -> None:
        """Begin in the field."""
        for part in self.query("#or, #others"):
            part.display = bool(self._asked.others)
        self._count()
        self._field.focus()

    @property
    def _field(self) -> WordsField:
        return self.query_one(WordsField)

    @property
    def written(self) -> str:
        """What is in the field, its rows joined where it has to stand in one."""
        written = clean(self._field.text)
        return " ".join(written.split()) if self._asked.limited else written.strip()

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.written != self._asked.shown

    @on(TextArea.Changed)
    def _typed(self, message: TextArea.Changed) -> None:
        message.stop()
        self._warned = False
        self._count()

    def _count(self, sentence: str = "") -> None:
        written, room = len(self.written), self._asked.room
        style = "$warning" if written > room else "$quiet"
        count = f"{written} of {room} characters"
        if written > room and not self._asked.limited:
            count += "; the page shows the beginning"
        self.query_one("#count", Static).update(
            joined((count, style), (f"  {sentence}" if sentence else "", "$warning"))
        )

    def why_not(self) -> str:
        """Why it cannot be saved; empty where it can."""
        over = len(self.written) - self._asked.room
        if self._asked.limited and over > 0:
            return f"{over} character{'' if over == 1 else 's'} more than the page has room for."
        return self._asked.wrong(self.written)

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        field_ = self._field
        field_.text = clean(self._asked.others[message.option_index])
        field_.move_cursor(field_.document.end)
        field_.focus()

    def action_save(self) -> None:
        """Save it, or say why not."""
        if sentence := self.why_not():
            self._count(sentence)
        else:
            self.dismiss(self.written if self.changed else self._asked.shown)

    def action_leave(self) -> None:
        """Leave it as it was; what was written is not thrown away at the first Esc."""
        if self.changed and not self._warned:
            self._warned = True
            self._count(NOT_SAVED)
        else:
            self.dismiss(None)
