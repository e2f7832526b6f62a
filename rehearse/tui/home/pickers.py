"""Ways to choose one of several: a list, and a row for the few and short. A filled circle marks what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.tui.content import action, joined, stacked
from rehearse.tui.passing import PassingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

CHOSEN, FREE = "●", "○"


class Picker(PassingList):
    """A list in which the highlighted entry is the chosen one. Beyond its ends the focus moves on."""

    @dataclass
    class Picked(Message):
        """Another entry is chosen."""

        picker: Picker
        value: str

        @property
        def control(self) -> Picker:
            """The list, for ``@on``."""
            return self.picker

    def __init__(
        self,
        entries: Sequence[tuple[str, str]],
        chosen: str,
        *,
        id: str | None = None,  # noqa: A002  (Textual's name for it)
        asides: Sequence[str] = (),
    ) -> None:
        """A list of ids with their labels, and *asides* beside them; without *chosen* among them, the first is."""
        options = self._laid_out(entries, chosen, asides)
        super().__init__(*options, id=id, markup=False, compact=True)
        self.highlighted = self._at if options else None

    def _laid_out(self, entries: Sequence[tuple[str, str]], chosen: str, asides: Sequence[str]) -> list[Option]:
        self._entries = tuple(entries)
        self._asides = tuple(asides) or ("",) * len(self._entries)
        self._indent = max((cell_len(label) for _, label in entries), default=0) + 2
        ids = [entry_id for entry_id, _ in entries]
        self._at = ids.index(chosen) if chosen in ids else 0
        return [Option(self._prompt(index), entry_id or None) for index, entry_id in enumerate(ids)]

    def offer(self, entries: Sequence[tuple[str, str]], chosen: str, asides: Sequence[str] = ()) -> None:
        """Offer other entries; nobody chose *chosen*, so nobody is told."""
        self.set_options(self._laid_out(entries, chosen, asides))
        self.highlighted = self._at

    @property
    def value(self) -> str:
        """The id of what is chosen."""
        return self._entries[self._at][0]

    def _prompt(self, index: int) -> Content:
        chosen = index == self._at
        mark = (CHOSEN, "$accent") if chosen else (FREE, "$quiet")
        label, aside = self._entries[index][1], self._asides[index]
        room = " " * (self._indent - cell_len(label)) if aside else ""
        return joined(mark, " ", (label, "bold" if chosen else ""), room, (aside, "$quiet"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What is highlighted is chosen."""
        event.stop()
        if event.option_index != self._at:
            before, self._at = self._at, event.option_index
            for index in (before, self._at):
                self.replace_option_prompt_at_index(index, self._prompt(index))
            self.post_message(self.Picked(self, self.value))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter goes on to the next part; so does not a click, which only chooses."""
        event.stop()

    def action_select(self) -> None:
        """Go on to the next part."""
        self.screen.focus_next()


class PickerRow(Static, can_focus=True):
    """A few short entries side by side; left and right choose, up and down move on."""

    at = reactive(0, init=False)
    auto_links = Reactive(default=False)

    @dataclass
    class Picked(Message):
        """Another entry is chosen."""

        picker: PickerRow
        value: str

        @property
        def control(self) -> PickerRow:
            """The row, for ``@on``."""
            return self.picker

    def __init__(self, entries: Sequence[tuple[str, str]], chosen: str, *, id: str | None = None) -> None:  # noqa: A002
        """A row of ids with their labels; where *chosen* is not among them, the first is."""
        super().__init__(id=id, markup=False)
        self._entries = tuple(entries)
        ids = [entry_id for entry_id, _ in entries]
        self.set_reactive(PickerRow.at, ids.index(chosen) if chosen in ids else 0)

    @property
    def value(self) -> str:
        """The id of what is chosen."""
        return self._entries[self.at][0]

    def render(self) -> Content:
        """The entries, the chosen one marked."""
        row = stacked([self._entry(index) for index in range(len(self._entries))], between="  ")
        return joined(row, ("  ← →", "$quiet")) if self.has_focus else row

    def _entry(self, index: int) -> Content:
        chosen, label = index == self.at, self._entries[index][1]
        mark = (CHOSEN, "$accent") if chosen else (FREE, "$quiet")
        name = f"pick({index})"
        return joined(action(mark[0], name, mark[1]), action(f" {label}", name, "bold" if chosen else ""))

    def show(self, value: str) -> None:
        """Mark the entry with that id; nobody chose it, so nobody is told."""
        ids = [entry_id for entry_id, _ in self._entries]
        if value in ids:
            self.set_reactive(PickerRow.at, ids.index(value))
            self.refresh()

    def action_pick(self, index: int) -> None:
        """Choose the entry that was clicked."""
        self.at = index

    def validate_at(self, at: int) -> int:
        """Stay within the row."""
        return min(max(at, 0), len(self._entries) - 1)

    def watch_at(self) -> None:
        """Tell what is chosen now."""
        self.post_message(self.Picked(self, self.value))

    def key_left(self) -> None:
        """The entry before."""
        self.at -= 1

    def key_right(self) -> None:
        """The next entry."""
        self.at += 1

    def key_up(self) -> None:
        """The part before."""
        self.screen.focus_previous()

    def key_down(self) -> None:
        """The next part."""
        self.screen.focus_next()

    key_enter = key_down
