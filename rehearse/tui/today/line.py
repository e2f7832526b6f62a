"""One line on the home screen about what is on; it opens the plan. Where there is nothing to say, it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import Reactive
from textual.widgets import Static

from rehearse.store import clock
from rehearse.store.brief import load_brief
from rehearse.store.planned import today_now
from rehearse.store.session import UnknownContent
from rehearse.tui.content import action, joined
from rehearse.tui.today.words import in_short

if TYPE_CHECKING:
    from rehearse.store.settings import Settings
    from rehearse.tui.home.shelf import Shelf

TITLE = "Today"
OPEN = "app.go_to('today')"


def what_is_on(shelf: Shelf, settings: Settings) -> str:
    """What is on, in a few words; empty where there is nothing to say."""
    brief, _ = load_brief(personas=shelf.library.personas)
    try:
        return in_short(today_now(shelf.library, shelf.journal, brief, settings, clock.today()))
    except UnknownContent:
        return ""


class TodayLine(Static):
    """The line, which opens the plan when it is clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what

    def __init__(self) -> None:
        """No line as yet."""
        super().__init__(id="on-today", markup=False)
        self.display = False

    def show(self, told: str) -> None:
        """Show what is *told* of today; empty for no line."""
        self.display = bool(told)
        if self.parent is not None:
            self.parent.set_class(bool(told), "-planned")
        self.update(joined(action(f"{TITLE}: ", OPEN, "$accent"), action(told, OPEN, "$quiet")))
