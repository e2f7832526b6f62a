"""A list that asks for one of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.tui.content import stacked, text
from rehearse.tui.keys import bindings, displayed, shortcuts
from rehearse.tui.paragraphs import Script, hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

NOTHING = "There is nothing to choose."


class Row(NamedTuple):
    """One row: what is answered where it is taken, and how it reads. Without an id it is a heading."""

    id: str
    body: Content
    sign: str = "• "


class Picked(NamedTuple):
    """What was taken, or is to be taken off the list."""

    id: str
    remove: bool = False


class PickScreen(ModalScreen[Picked | None]):
    """Answers with a row, or with nothing."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar = bindings("pick")

    def __init__(
        self, question: str, rows: Sequence[Row], *, removable: bool = False, about: str = "", first: str = ""
    ) -> None:
        """Ask *question* about *rows*; *about* says more, in small. The mark begins at the row *first*."""
        super().__init__()
        self._question = question
        self._rows = tuple(rows)
        self._removable = removable
        self._about = about
        self._first = first

    def compose(self) -> ComposeResult:
        """The question above its rows."""
        with Vertical(id="pick"):
            yield Static(text(self._question, "bold $accent"), markup=False)
            if self._about:
                yield Static(text(self._about, "$quiet"), markup=False)
            yield OptionList(*self._options(), markup=False)
            yield Static(self._keys(), markup=False)

    def _options(self) -> list[Option]:
        if not self._rows:
            return [Option(text(NOTHING, "$quiet"), disabled=True)]
        return [
            Option(
                Script([hanging(text(row.sign if row.id else "", "$accent"), row.body)]),
                id=row.id or None,
                disabled=not row.id,
            )
            for row in self._rows
        ]

    def _keys(self) -> Content:
        told = (
            f"{displayed(each.keys.split(',')[0])} {each.label}" for each in shortcuts("pick") if self._can(each.id)
        )
        return stacked([text(each, "$quiet") for each in told], between="   ")

    def _can(self, shortcut: str) -> bool:
        return shortcut != "pick.remove" or self._removable

    def on_mount(self) -> None:
        """Begin where that is meant, or else at the first row that can be taken."""
        listed = self.query_one(OptionList)
        listed.focus()
        places = [at for at, row in enumerate(self._rows) if row.id and row.id == self._first]
        places += [at for at, row in enumerate(self._rows) if row.id]
        listed.highlighted = places[0] if places else None

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None and self.is_current:
            self.dismiss(Picked(event.option_id))

    def action_take(self) -> None:
        """Take the row that is marked."""
        self.query_one(OptionList).action_select()

    def action_remove(self) -> None:
        """Have the row that is marked taken off."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None and (marked := listed.get_option_at_index(listed.highlighted).id) is not None:
            self.dismiss(Picked(marked, remove=True))

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows are taken off only where that is meant."""
        del parameters
        return self._removable if action == "remove" else True
