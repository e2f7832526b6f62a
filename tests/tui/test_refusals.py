"""What cannot be begun, carried on or tried again gets a sentence, and one stays where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rehearse.engine import Entry, Unavailable
from rehearse.engine.play import StoryLoop
from rehearse.store.journal import Conflict
from rehearse.store.session import Session, UnknownContent
from rehearse.tui.answers import StartTalk
from rehearse.tui.debrief.reread import RereadScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.home.screen import HomeScreen
from tests.tui.talking import LARGE, WORDS
from tests.tui.world import BOSS, WEST, begin, open_turn, program, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.app import RehearseApp

ERRORS = [Conflict(), Unavailable("This line cannot be said there."), StoryLoop("The talk goes round in circles.")]
NAMES = ["conflict", "unavailable", "loop"]


def told(app: RehearseApp) -> set[str]:
    return {notification.message for notification in app._notifications}


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    """Let the sessions' method *name* raise *error*."""

    def refuse(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(Session, name, refuse)


async def debrief_of(pilot: Pilot[str], session: Session) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    pilot.app.screen.post_message(HomeScreen.OpenDebrief(session.record.id))
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
    open_turn(pilot.app, 1)  # type: ignore[arg-type]
    await pilot.pause()


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
async def test_trying_again_that_fails_says_why_and_returns_to_the_debrief(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    app, session = program(library), begin(library)
    session.say("ask")
    refusing(monkeypatch, "fork", error)
    async with app.run_test(size=LARGE) as pilot:
        await debrief_of(pilot, session)
        await pilot.press("t")
        await until(pilot, lambda: str(error) in told(app))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
async def test_another_reading_that_fails_says_why_and_returns_to_the_debrief(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    app, session = program(library), begin(library)
    session.say(Entry.of_choice("agree", WORDS))
    refusing(monkeypatch, "reread", error)
    async with app.run_test(size=LARGE) as pilot:
        await debrief_of(pilot, session)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        await pilot.press("enter")
        await until(pilot, lambda: str(error) in told(app))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


@pytest.mark.parametrize("error", [*ERRORS, UnknownContent("There is no such boss.")], ids=[*NAMES, "unknown"])
async def test_a_talk_that_cannot_begin_or_go_on_says_why_and_stays_at_home(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    app, session = program(library), begin(library)
    session.say("ask")
    refusing(monkeypatch, "begin", error)
    refusing(monkeypatch, "resume", error)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        app.conductor.begin(StartTalk(WEST, BOSS))
        await pilot.pause()
        assert str(error) in told(app)
        app.clear_notifications()
        app.conductor.resume(session.record.id)
        await pilot.pause()
        assert str(error) in told(app)
        assert isinstance(app.screen, HomeScreen)
