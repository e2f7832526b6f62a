"""Looking back on small rehearsals on the screen: what stands at the left, what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.script import Transcript
from rehearse.tui.paragraphs import Prose, Script
from tests.tui.world import begin, flat

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.store.session import Session

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
AS_IN_LIFE = RehearseApp.asks_confidence
"""Whether one is asked before a talk how confident one feels; the tests of the screens have it switched off."""


def after(library: Library, *choices: str, seed: int = 1) -> Session:
    """A rehearsal in which these lines were said."""
    session = begin(library, seed=seed)
    for choice in choices:
        session.say(choice)
    return session


def script_of(app: RehearseApp, where: str = "#page") -> Script:
    """The text of a page."""
    script = app.screen.query_one(f"{where} Prose", Prose).visual
    assert isinstance(script, Script)
    return script


def page(app: RehearseApp, where: str = "#page") -> str:
    """The whole of it, whatever of it is in sight."""
    return flat(script_of(app, where).flowed(2000).plain)


def talk(app: RehearseApp) -> str:
    """The whole talk beside the debrief."""
    options = app.screen.query_one(Transcript).options
    return flat(" ".join(option.prompt.flowed(2000).plain for option in options if isinstance(option.prompt, Script)))


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys, and let the screen answer."""
    await pilot.press(*keys)
    await pilot.pause()
