"""Two branches of a session side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll

from rehearse.tui.debrief.compare_page import page
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.paragraphs import Prose
from rehearse.tui.workshop.parts import YOU

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.workshop.session.room import Branch
    from rehearse.workshop.stage import Stage

LOOK_EVERY = 1.0
"""Seconds between two looks whether the odds have come meanwhile."""


class BesideScreen(Page[None]):
    """Both branches from where they part, and what the better one has."""

    PLACE = "beside"
    NAME = "Side by side"
    CSS_PATH = "../debrief/compare.tcss"
    BINDINGS: ClassVar = bindings("beside")

    def __init__(self, stage: Stage, left: Branch, right: Branch) -> None:
        """Put these two beside one another."""
        super().__init__()
        self._stage = stage
        self._both = (left, right)
        self._answered = False
        self._with_odds = False

    def aside(self) -> str:
        """Which meeting, and with whom."""
        return self._stage.story.boss.described

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield VerticalScroll(Prose(), can_focus=False, id="both")

    def on_mount(self) -> None:
        """The curves may come later."""
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        if not self._with_odds and all(self._stage.odds(branch) is not None for branch in self._both):
            self._show()

    def on_resize(self) -> None:
        """Set it for the width there is now."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self._with_odds = all(self._stage.odds(branch) is not None for branch in self._both)
        prose = self.query_one(Prose)
        prose.show(page(self._stage.compare(*self._both), prose.content_size.width, answered=self._answered, you=YOU))

    def action_answer(self) -> None:
        """Tell what the better one has."""
        self._answered = True
        self._show()
        self.refresh_bindings()
        self.call_after_refresh(self.query_one("#both", VerticalScroll).scroll_end, animate=False)

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1)."""
        scroll = self.query_one("#both", VerticalScroll)
        scroll.scroll_relative(y=direction * max(scroll.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to the session."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """It is told once."""
        del parameters
        return not self._answered if action == "answer" else True
