"""The program of a workshop's coach: one screen, and what all screens of the program have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.reactive import Reactive

from rehearse.store.settings import load_settings
from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.contained import ContainedApp
from rehearse.tui.help import HelpScreen
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.themes import DARK, THEMES, other
from rehearse.tui.workshop.screen import CoachScreen

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen
    from textual.theme import Theme

    from rehearse.tui.workshop.desk import Desk

LEAVE = "Leave? The session stays as it is, and the same command goes on with it. Phones wait until then."


def _palette() -> type[Provider]:
    from rehearse.tui.commands import Commands  # noqa: PLC0415  (only when the palette opens)

    return Commands


class WorkshopApp(ContainedApp, inherit_bindings=False):
    """Lead a workshop."""

    TITLE = "rehearse workshop"
    CSS_PATH: ClassVar = ["../app.tcss", "workshop.tcss"]  # the first screen's with it: it is there from the start
    COMMANDS: ClassVar = {_palette}
    BINDINGS: ClassVar = bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012  (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-short"), (32, "-tall")]  # noqa: RUF012

    theme: Reactive[str] = Reactive(DARK)

    def __init__(self, desk: Desk) -> None:
        """Lead the session on *desk*."""
        super().__init__()
        self._desk = desk
        kept = load_settings().theme
        if kept in THEMES:
            self.theme = kept

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our two themes, known from the first moment."""
        return THEMES

    def get_default_screen(self) -> Screen[None]:
        """The coach's screen lies below all others."""
        return CoachScreen(self._desk)

    def action_help(self) -> None:
        """Explain the screen that is open."""
        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.PLACE))

    def action_other_theme(self) -> None:
        """Change between light and dark."""
        self.theme = other(self.theme)

    async def action_quit(self) -> None:
        """Leave; while people are here only after a question."""
        room = self._desk.live.room
        if room.phase == "ended" or not room.present or isinstance(self.screen, ConfirmScreen):
            self.exit()
        else:
            self.push_screen(ConfirmScreen(LEAVE, yes="Leave", no="Stay"), self._left)

    def _left(self, agreed: bool | None) -> None:  # noqa: FBT001  (as screens answer)
        if agreed:
            self.exit()
