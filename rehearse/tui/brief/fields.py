"""The fields of the form about the person's own meeting. Each holds its answer as a text that could be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from rehearse.tui.content import clean, joined, text
from rehearse.tui.home.pickers import Picker, PickerRow
from rehearse.tui.paragraphs import Paragraph, Script
from rehearse.tui.passing import PassingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.widget import Widget

MOST_TYPED = 10_000
"""Signs that a field takes; far more than an answer may have, so that nothing that is pasted is cut without a word."""
ANY = ""
"""The entry for a choice that is not made."""


@dataclass
class Written(Message):
    """The answer in a field is another one; *whole* where it was chosen and not typed."""

    field: Widget
    whole: bool = False


def _safe(pasted: str, room: int) -> str:
    return clean(pasted).replace("\t", " ")[: max(room, 0)]


class LineField(Input):
    """One line. Enter and the arrows go on to other fields."""

    def __init__(self, shown: str, placeholder: str = "", *, classes: str | None = None) -> None:
        """A line that holds *shown*, and says what belongs into it while it is empty."""
        super().__init__(
            clean(shown), placeholder, compact=True, max_length=MOST_TYPED, select_on_focus=False, classes=classes
        )

    @property
    def text(self) -> str:
        """What is written."""
        return self.value

    def show(self, shown: str) -> None:
        """Hold another answer."""
        self.value = clean(shown)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that it is being written."""
        event.stop()
        self.post_message(Written(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on."""
        event.stop()
        self.screen.focus_next()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Put in what was copied in this program."""
        self._put(self.app.clipboard)

    def _put(self, pasted: str) -> None:
        """Take in all that is pasted, its rows joined, without signs that nobody sees."""
        self.replace(_safe(" ".join(clean(pasted).split()), MOST_TYPED - len(self.value)), *self.selection)

    def key_up(self) -> None:
        """The field before."""
        self.screen.focus_previous()

    def key_down(self) -> None:
        """The next field."""
        self.screen.focus_next()


class LongField(TextArea, inherit_bindings=False):
    """A few sentences. The arrows leave it beyond its ends, and so does Enter while it is empty."""

    BINDINGS: ClassVar = [binding for binding in TextArea.BINDINGS if not str(binding.key).startswith("page")]  # type: ignore[union-attr]

    def __init__(self, shown: str, placeholder: str) -> None:
        """A text area that holds *shown*, and says what belongs into it while it is empty."""
        super().__init__(clean(shown), compact=True, highlight_cursor_line=False, placeholder=text(placeholder))

    def show(self, shown: str) -> None:
        """Hold another answer."""
        if self.text != clean(shown):
            self.text = clean(shown)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell that it is being written."""
        event.stop()
        self.post_message(Written(self))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.text.strip():
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Put in what was copied in this program."""
        self._put(self.app.clipboard)

    def _put(self, pasted: str) -> None:
        taken = _safe(pasted, MOST_TYPED - len(self.text))
        self.move_cursor(self.replace(taken, *self.selection).end_location)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002  (as Textual has it)
        """The row above, or the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """The row below, or the next field."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


@dataclass(frozen=True, slots=True)
class _Flowing(Paragraph):
    """Pieces that are never broken, side by side in as many rows as they need."""

    pieces: tuple[Content, ...] = ()

    def rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for piece in self.pieces:
            if rows and rows[-1].cell_length + 2 + piece.cell_length <= width:
                rows[-1] = rows[-1] + "  " + piece
            else:
                rows.append(piece)
        return rows


class ChoiceField(PickerRow):
    """One of a few, in as many rows as they need."""

    def __init__(self, entries: Sequence[tuple[str, str]], shown: str) -> None:
        """The entries, after one for no answer."""
        super().__init__([(ANY, "not yet"), *entries], shown)

    def render(self) -> Any:  # noqa: ANN401  (whatever Textual can show)
        """The entries, the chosen one marked."""
        entries = tuple(self._entry(index) for index in range(len(self._entries)))
        return Script([_Flowing(Content(""), pieces=entries)])

    @property
    def text(self) -> str:
        """The value that is chosen."""
        return self.value

    def on_picker_row_picked(self, event: PickerRow.Picked) -> None:
        """Tell that another one is chosen."""
        event.stop()
        self.post_message(Written(self, whole=True))


class BossField(Picker):
    """One of the bosses there are."""

    def __init__(self, entries: Sequence[tuple[str, str, str]], shown: str, nobody: str) -> None:
        """Id, name and title of each, after an entry for *nobody*; a boss who is not there any more is one of them."""
        self._bosses = ((ANY, nobody, ""), *entries)
        listed, asides = self._listed(shown)
        super().__init__(listed, shown, asides=asides)

    def _listed(self, shown: str, without: str = "") -> tuple[list[tuple[str, str]], list[str]]:
        entries = [each for each in self._bosses if each[0] != without or not without]
        if shown not in {each[0] for each in entries}:
            entries.append((shown, shown, "who is not there"))
        return [(boss, clean(name)) for boss, name, _ in entries], [aside for _, _, aside in entries]

    @property
    def text(self) -> str:
        """The id that is chosen."""
        return self.value

    def show(self, shown: str, without: str = "") -> None:
        """Choose another boss, all but *without* being on offer."""
        listed, asides = self._listed(shown, without)
        if listed != list(self._entries) or shown != self.value:
            self.offer(listed, shown, asides)

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Tell that another one is chosen."""
        event.stop()
        self.post_message(Written(self, whole=True))


class SeveralField(PassingList):
    """Any of a few, at least one: Space or a click marks them, Enter goes on."""

    def __init__(self, entries: Sequence[tuple[str, str]], shown: str) -> None:
        """The entries with those in *shown* marked."""
        self._listed = tuple(entries)
        self._marked = self._read(shown)
        super().__init__(*self._boxes(), markup=False, compact=True)
        self.highlighted = 0

    def _read(self, shown: str) -> set[str]:
        return {word.strip() for word in shown.split(",")} & {value for value, _ in self._listed}

    def _boxes(self) -> list[Option]:
        return [Option(self._prompt(value, label)) for value, label in self._listed]

    def _prompt(self, value: str, label: str) -> Content:
        mark = ("[✓]", "$accent") if value in self._marked else ("[ ]", "$quiet")
        return joined(mark, " ", (label, "bold" if value in self._marked else ""))

    @property
    def text(self) -> str:
        """The values that are marked."""
        return ", ".join(value for value, _ in self._listed if value in self._marked)

    def show(self, shown: str) -> None:
        """Mark others."""
        self._marked = self._read(shown)
        for index, entry in enumerate(self._listed):
            self.replace_option_prompt_at_index(index, self._prompt(*entry))

    def toggle(self) -> None:
        """Mark the entry under the cursor, or not; the last mark stays."""
        if self.highlighted is None:
            return
        value = self._listed[self.highlighted][0]
        marked = self._marked ^ {value}
        if marked:
            self.show(", ".join(marked))
            self.post_message(Written(self, whole=True))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        self.toggle()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Nobody else's business."""
        event.stop()

    def key_space(self) -> None:
        """Mark, or not."""
        self.toggle()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.focus_next()
