"""The program of a workshop's coach: one screen, and what all screens of the program have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.program import Program
from rehearse.tui.workshop.screen import CoachScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from rehearse.tui.workshop.desk import Desk

LEAVE = "Leave? The session stays as it is, and the same command goes on with it. Phones wait until then."


class WorkshopApp(Program):
    """Lead a workshop."""

    TITLE = "rehearse workshop"
    CSS_PATH: ClassVar = ["../app.tcss", "workshop.tcss"]  # the first screen's with it: it is there from the start

    def __init__(self, desk: Desk) -> None:
        """Lead the session on *desk*."""
        super().__init__()
        self._desk = desk

    def get_default_screen(self) -> Screen[None]:
        """The coach's screen lies below all others."""
        return CoachScreen(self._desk)

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
