"""How the boss looks in the talk: cue, meters and concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rehearse.tui.talk.mood_panel import MoodPanel, MoodStrip
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, say
from tests.tui.world import begin, flat, opened, program, shown

if TYPE_CHECKING:
    from rehearse.loading.library import Library


@pytest.mark.parametrize(("size", "widget"), [(LARGE, MoodPanel), (SMALL, MoodStrip)])
async def test_cue_meters_and_concerns_are_shown_in_words(
    library: Library, size: tuple[int, int], widget: type[Any]
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        assert app.screen.query_one(widget).display
        seen = flat(shown(app))
        assert "A plan of the floor lies on the table." in seen
        assert "Trust ━" in seen
        assert "5 middling" in seen
        assert "6 middling" in seen
        assert "not yet said" in seen
        assert "Room for everybody" not in seen


async def test_a_concern_appears_with_its_state_when_it_is_said(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "ask")
        assert "◔ Room for everybody" in shown(app)
        await say(pilot, session, "hear")
        assert "◑ Room for everybody" in shown(app)
        assert "felt heard" in shown(app)


async def test_the_meters_can_be_hidden_and_stay_hidden_the_next_time(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("m")
        assert "Patience" not in shown(app)
        assert "Concerns" not in shown(app).replace("Their concerns", "")
        assert "A plan of the floor" in shown(app)
    again = program(library)
    async with again.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(begin(library)))
        assert "Patience" not in shown(again)
