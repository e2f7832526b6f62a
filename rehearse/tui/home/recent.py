"""Past rehearsals on the home screen, and the one to carry on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.analysis.checks.lengths import NAME_COLUMNS, TITLE_COLUMNS
from rehearse.tui.content import joined, shortened, text
from rehearse.tui.dates import day

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.store.record import Record


def lines_said(record: Record) -> str:
    """How far a rehearsal has come: ``6 lines``."""
    said = len(record.choices)
    return f"{said} line{'' if said == 1 else 's'}"


def how_it_ended(record: Record) -> str:
    """The ending's title, or how far it has come."""
    if record.ending is None:
        return f"Not finished, {lines_said(record)}"
    return record.ending_title or record.ending


class Recent(Vertical):
    """The newest rehearsals with how they ended; choosing one opens it."""

    @dataclass
    class Opened(Message):
        """One was chosen."""

        rehearsal: str
        unfinished: bool

    def __init__(self) -> None:
        """An empty list."""
        super().__init__(id="recent")
        self._records: tuple[Record, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading and the list."""
        yield Static(text("Recent"), classes="heading", markup=False)
        yield OptionList(id="recent-list", markup=False, compact=True)

    def show(self, records: tuple[Record, ...]) -> None:
        """Show other rehearsals."""
        self._records = records
        rows = self.query_one(OptionList)
        at = rows.highlighted
        rows.clear_options()
        rows.add_options([Option(_row(record), record.id) for record in records])
        if records:
            rows.highlighted = min(at or 0, len(records) - 1)
        self.set_class(not records, "-empty")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        event.stop()
        record = self._records[event.option_index]
        self.post_message(self.Opened(record.id, record.ending is None))


def _row(record: Record) -> Content:
    boss = shortened(record.boss, NAME_COLUMNS)
    return joined((f"{day(record.updated):<13}", "$quiet"), how_it_ended(record), (f"  {boss}", "$quiet"))


def carry_on_label(record: Record) -> Content:
    """What stands on the button that carries on."""
    return joined(
        ("▸ Carry on  ", "bold"),
        shortened(record.title, TITLE_COLUMNS),
        f"  {shortened(record.boss, NAME_COLUMNS)} · {day(record.updated)} · {lines_said(record)}",
    )
