"""Correcting in the debrief how typed words were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from rehearse.engine import Entry
from rehearse.store.journal import Journal
from rehearse.tui.answers import ReadOtherwise
from rehearse.tui.debrief.reread import RereadScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.debrief.script import Transcript
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, WORDS
from tests.tui.world import BOSS, UNSPEAKABLE, begin, flat, open_turn, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library


async def test_a_reading_is_corrected_in_the_debrief_and_the_talk_goes_on_from_there(library: Library) -> None:
    app, session, answers = program(library), begin(library), list[object]()
    session.say(Entry.of_choice("agree", WORDS))
    session.say("refuse")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session), answers)
        open_turn(app, 1)
        await pilot.pause()
        seen = flat(shown(app))
        assert "read as: Never mind. I agree." in seen
        assert "What is behind the move?" in seen  # the lines that there were
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        await pilot.press(*"behind", "enter")
        await until(pilot, lambda: bool(answers))
        assert answers == [ReadOtherwise(1, Entry.of_choice("ask", WORDS))]


async def test_the_words_can_be_taken_as_any_move_and_the_new_talk_is_another_rehearsal(library: Library) -> None:
    session = begin(library)
    session.say(Entry.of_choice("agree", WORDS))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        app.screen.post_message(HomeScreen.OpenDebrief(session.record.id))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("r")
        await pilot.pause()
        assert app.screen.query_one(Transcript).turn == 1
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        app.screen.query_one(Input).value = library.moves["buy-time"].label
        await pilot.pause()
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "off the script" in flat(shown(app))
    records = {record.id: record for record in Journal.open().rehearsals()}
    assert records.pop(session.record.id).choices == (f"agree\t{WORDS}",)
    (other,) = records.values()
    assert (other.parent, other.choices) == (session.record.id, (f"=buy-time\t{WORDS}",))


async def test_a_search_that_finds_nothing_says_so_and_escape_leaves_it_as_it_was(library: Library) -> None:
    app, session = program(library), begin(library)
    session.say(Entry.not_followed(f"[/x] {UNSPEAKABLE}"))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(session))
        open_turn(app, 1)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RereadScreen))
        app.screen.query_one(Input).value = "xqzv"
        await pilot.pause()
        assert "No line and no move holds these words." in shown(app)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_lines_that_were_chosen_have_nothing_to_correct(library: Library) -> None:
    app, session = program(library), begin(library)
    session.say("ask")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session))
        assert "Read otherwise" not in shown(app)
        assert app.screen.check_action("reread", ()) is False
    assert session.record.persona == BOSS
