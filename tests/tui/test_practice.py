"""Three ways to practise: guided, recall and real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from rehearse.store.settings import load_settings
from rehearse.tui.home.pickers import PickerRow
from rehearse.tui.talk.advice import AdvicePanel
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, WORDS, heard_as, kept, reply
from tests.tui.world import WEST, begin, flat, opened, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.talk.modes import Mode


async def test_recall_hides_the_lines_until_they_are_asked_for_once(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "recall"))
        assert app.screen.query_one(ReplyField).has_focus
        assert "What is behind the move?" not in shown(app)
        await pilot.press("escape", "1")
        assert session.played.choices == ()
        await pilot.press("c")
        assert all(choice.say in flat(shown(app)) for choice in session.choices())
        await pilot.press("i")
        await reply(pilot, WORDS)
        assert "A full floor is hard on you." not in shown(app)
        assert app.screen.query_one(ReplyField).has_focus


async def test_a_number_typed_while_the_lines_are_hidden_shows_them_and_is_not_said(library: Library) -> None:
    app, session = program(library), heard_as(library, "nothing")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "recall"))
        await reply(pilot, "2")
        assert session.played.choices == ()
        seen = flat(shown(app))
        assert "Here are the lines, this once: a number says one of them." in seen
        assert all(choice.say in seen for choice in session.choices())
        assert app.screen.query_one(ReplyField).value == ""
        second = session.choices()[1].id
        await pilot.press("2")
        assert kept(session) == (second,)


@pytest.mark.parametrize(
    ("mode", "number", "told"),
    [("real", "2", "In a real talk there are no lines to choose from"), ("guided", "9", "There is no line 9.")],
)
async def test_a_number_that_no_line_in_sight_has_is_not_said_either(
    library: Library, mode: Mode, number: str, told: str
) -> None:
    app, session = program(library), heard_as(library, "nothing")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session, mode))
        await reply(pilot, number)
        assert session.played.choices == ()
        assert told in flat(shown(app))
        assert app.screen.query_one(ReplyField).has_focus


async def test_real_has_no_bars_no_advice_and_no_feedback_until_afterwards(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask", feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session, "real"))
        assert "Trust" not in shown(app)
        await reply(pilot, WORDS)
        assert "What it did" not in shown(app)
        assert app.screen.query_one(ReplyField).has_focus
        await pilot.press("escape", "a", "m", "f", "c")
        seen = flat(shown(app))
        assert "In a real talk nobody prompts you." in seen
        assert "In a real talk there are no bars" in seen
        assert "feedback waits for the debrief" in seen
        assert "Trust" not in seen
        assert not app.screen.query_one(AdvicePanel).display
        assert "A full floor is hard on you." not in seen


async def test_one_key_changes_the_way_in_the_talk(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("g")
        assert "What is behind the move?" not in shown(app)
        await pilot.press("escape", "g")
        assert "Trust" not in shown(app)
        await pilot.press("escape", "g")
        seen = shown(app)
        assert "Trust" in seen
        assert "What is behind the move?" in seen
        assert app.screen.query_one(ChoiceList).has_focus


async def marked(pilot: Pilot[str]) -> str:
    """The way to practise that is marked on the home screen."""
    await until(pilot, lambda: pilot.app.screen.query("#mode"))
    await pilot.pause()
    return pilot.app.screen.query_one("#mode", PickerRow).value


async def test_the_first_rehearsal_of_a_meeting_is_guided_and_the_next_one_is_not(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        assert await marked(pilot) == "guided"
    session = begin(library)
    session.say("ask")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#mode"))
        meeting = app.screen.query_one("#meeting", OptionList)
        places = {option.id: place for place, option in enumerate(meeting.options)}
        meeting.highlighted = places[WEST]
        await pilot.pause()
        assert await marked(pilot) == "recall"
        meeting.highlighted = next(place for name, place in places.items() if name != WEST)
        await pilot.pause()
        assert await marked(pilot) == "guided"
    assert load_settings().mode == ""


async def test_the_chosen_way_is_remembered_and_the_talk_begins_in_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#mode"))
        app.screen.query_one("#mode").focus()
        await pilot.press("right", "right")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        await pilot.pause()
        assert app.screen.query_one(ReplyField).has_focus
        assert "Trust" not in shown(app)
    assert load_settings().mode == "real"
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        assert await marked(pilot) == "real"
