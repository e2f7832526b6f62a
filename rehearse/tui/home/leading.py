"""From the home screen into a workshop: who is to come, asked before the program hands over to the coach's screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearse.tui.answers import LeadWorkshop
from rehearse.tui.content import joined
from rehearse.tui.workshop.pick import PickScreen, Row

if TYPE_CHECKING:
    from rehearse.tui.answers import StartTalk
    from rehearse.tui.app import RehearseApp
    from rehearse.tui.workshop.pick import Picked

QUESTION = "Lead a group through this meeting: with whom?"
ABOUT = "They vote from their phones, the boss speaks on the wall, and you pause, reveal and go back."
_ROWS = (
    ("trial", "Thirty pretend people", "They come in and vote by themselves: try it before the day."),
    ("lan", "People in this room", "Phones in this computer's network join with a code."),
    ("here", "Nobody yet", "This computer alone, to look around."),
)


def ask_who_comes(app: RehearseApp, wanted: StartTalk) -> None:
    """Ask, and leave for the coach's screen with the meeting and the boss that are *wanted*."""
    rows = [Row(name, joined((f"{who}. ", "bold"), what)) for name, who, what in _ROWS]
    app.push_screen(PickScreen(QUESTION, rows, about=ABOUT), partial(_leave, app, wanted))


def _leave(app: RehearseApp, wanted: StartTalk, picked: Picked | None) -> None:
    if picked is not None:
        app.home.keep()
        app.workshop = LeadWorkshop(wanted.scenario, wanted.persona, wanted.level, picked.id)
        app.exit()
