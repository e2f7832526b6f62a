"""The journal: past rehearsals; open the debrief of one, carry on, export, forget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.content import joined, shortened, stacked, text
from rehearse.tui.dates import day
from rehearse.tui.home.recent import lines_said
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.talk.offers import Offers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.content import Content
    from textual.widget import Widget

    from rehearse.store.record import Record

EMPTY = "Nothing yet. Every rehearsal is kept here from its first line on, on this machine alone."


class JournalScreen(Page[None]):
    """Every rehearsal, the newest first."""

    PLACE = "journal"
    NAME = "Journal"
    CSS_PATH = "journal.tcss"
    BINDINGS: ClassVar = bindings("journal")

    def __init__(self) -> None:
        """An empty page."""
        super().__init__()
        self._records: tuple[Record, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The list, or a word where it is empty."""
        yield Static(text(EMPTY, "$quiet"), id="empty", markup=False)
        yield Static(id="columns", markup=False)
        yield OptionList(id="rehearsals", markup=False, compact=True)

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()
        self._list.focus()

    def on_screen_resume(self) -> None:
        """A rehearsal may have been carried on with meanwhile."""
        if self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """There is room for other columns now."""
        self.call_after_refresh(self._show)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#rehearsals", OptionList)

    @property
    def _chosen(self) -> Record | None:
        at = self._list.highlighted
        return self._records[at] if at is not None and at < len(self._records) else None

    def _show(self) -> None:
        shelf = self.app.shelf
        kept = shelf.journal.rehearsals() if shelf is not None else ()
        self._records = tuple(record for record in kept if record.choices)  # one without a line is only an open door
        levels = dict(Offers(shelf.library).levels) if shelf is not None else {}
        table = Table(self._list.size.width or self.size.width, levels)
        at = self._list.highlighted or 0
        self._list.clear_options()
        self._list.add_options([Option(table.row(record), record.id) for record in self._records])
        if self._records:
            self._list.highlighted = min(at, len(self._records) - 1)
        self.query_one("#empty").display = not self._records
        self._list.display = bool(self._records)
        head = self.query_one("#columns", Static)
        head.update(table.head())
        head.display = bool(self._records) and not table.stacked
        count = len(self._records)
        self.query_one(TitleLine).say(self.NAME, f"{count} rehearsal{'' if count == 1 else 's'}" if count else "")
        self.refresh_bindings()

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Nothing can be opened, exported or forgotten where there is nothing."""
        if action in {"open", "debrief", "map", "export", "forget"}:
            return bool(self._records)
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#rehearsals")
    def action_open(self) -> None:
        """Open the debrief, or carry on where it is unfinished."""
        if (record := self._chosen) is not None:
            unfinished = record.ending is None
            self.post_message(self.Resume(record.id) if unfinished else self.OpenDebrief(record.id))

    def action_debrief(self) -> None:
        """Open the debrief, also of an unfinished rehearsal."""
        if (record := self._chosen) is not None:
            self.post_message(self.OpenDebrief(record.id))

    def action_map(self) -> None:
        """Open the map with the way that the rehearsal took."""
        if (record := self._chosen) is not None:
            self.post_message(self.OpenMap(record.id))

    def action_export(self) -> None:
        """Save the debrief as files."""
        if (record := self._chosen) is not None:
            self.post_message(self.Export(record.id))

    def action_forget(self) -> None:
        """Take the rehearsal out of the journal, after one question."""
        from rehearse.tui.confirm import ConfirmScreen  # noqa: PLC0415

        if (record := self._chosen) is not None:
            question = f"Forget “{record.title}” with {record.boss}, {day(record.started)}? This cannot be undone."
            self.app.push_screen(ConfirmScreen(question, yes="Forget it", no="Keep it"), self._forget)

    def _forget(self, agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        shelf, record = self.app.shelf, self._chosen
        if agreed and shelf is not None and record is not None:
            shelf.journal.forget(record.id)
            self.app.show_notices()
            self._show()

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Table:
    """Rehearsals as rows: in columns where *width* allows it, else in two lines each."""

    width: int
    levels: dict[str, str]  # their labels

    @property
    def stacked(self) -> bool:
        """Whether a rehearsal takes two lines."""
        return self.width < 96  # noqa: PLR2004

    @property
    def _columns(self) -> tuple[tuple[str, int], ...]:
        fixed = (("When", 13), ("Boss", 18), ("Level", 10), ("Lines", 7))
        room = self.width - sum(width for _, width in fixed)
        meeting = room * 47 // 100
        return fixed[0], ("Meeting", meeting), *fixed[1:], ("How it ended", room - meeting)

    def head(self) -> Content:
        """The names of the columns."""
        return text("".join(f"{name:<{width}}" for name, width in self._columns), "$quiet")

    def row(self, record: Record) -> Content:
        """One rehearsal."""
        return self._two_lines(record) if self.stacked else self._one_line(record)

    def _level(self, record: Record) -> str:
        return self.levels.get(record.level, record.level)

    def _two_lines(self, record: Record) -> Content:
        when = day(record.updated)
        room = max(self.width - len(when) - 3, 1)
        kind, title = _ended(record)
        ended = shortened(f"{kind}: {title}" if title else kind, room)
        first = joined((ended[: len(kind)], "bold"), f"{ended[len(kind) :]:<{room - len(kind)}}", (when, "$quiet"))
        rest = f"{record.title} · {record.boss} · {self._level(record)} · {lines_said(record)}"
        return stacked([first, text(shortened(rest, self.width - 2), "$quiet")])

    def _one_line(self, record: Record) -> Content:
        kind, title = _ended(record)
        cells = (day(record.updated), record.title, record.boss, self._level(record), str(len(record.choices)))
        styles = ("$quiet", "", "", "$quiet", "$quiet")
        parts = [
            (f"{shortened(cell, width - 2):<{width}}", style)
            for cell, (_, width), style in zip(cells, self._columns, styles, strict=False)
        ]
        return joined(*parts, (kind, "bold"), "  ", shortened(title, self._columns[-1][1] - len(kind) - 2))


def _ended(record: Record) -> tuple[str, str]:
    """The kind of ending as people read it, and its title."""
    return ENDING_WORDS.get(record.ending or "unfinished", ""), record.ending_title
