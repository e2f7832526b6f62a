"""The journal screen: what was rehearsed, opened again, carried on with, saved, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from rehearse.store.journal import Journal
from rehearse.store.places import exports_folder
from rehearse.tui.app import RehearseApp
from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.journal import JournalScreen
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import flat, opened, program, rehearsed, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL = (120, 40), (80, 24)


async def open_journal(pilot: Pilot[str]) -> None:
    await opened(pilot, JournalScreen())
    await until(pilot, lambda: pilot.app.screen.query("#rehearsals"))


async def test_an_empty_journal_says_what_will_be_kept_here(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        assert "Every rehearsal is kept here" in flat(shown(app))
        await pilot.press("enter", "e", "x", "d")
        assert isinstance(app.screen, JournalScreen)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_each_rehearsal_is_told_with_meeting_boss_level_lines_and_ending(
    library: Library, size: tuple[int, int]
) -> None:
    rehearsed(library, "ask", "hear", "clear")
    rehearsed(library, "accuse")
    rehearsed(library)  # not a line was said: nothing to come back to
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_journal(pilot)
        await until(pilot, lambda: "2 rehearsals" in shown(app))
        seen = shown(app)
        for text in ("The seat by the west window", "Pat Plain", "Everyday", "today"):
            assert seen.count(text) == 2, text
        for text in ("A trial", "Six weeks by the window", "Not finished", "3", "1"):
            assert text in seen


async def test_resizing_lays_the_rows_out_anew(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        assert "How it ended" not in shown(app)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: "How it ended" in shown(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "How it ended" not in shown(app))


async def test_a_finished_one_opens_its_debrief_and_an_unfinished_one_its_talk(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    rehearsed(library, "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        await pilot.press("escape", "escape")  # out of the field, and out of the talk
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))


async def test_the_debrief_of_an_unfinished_one_can_be_opened_too(library: Library) -> None:
    rehearsed(library, "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_export_writes_two_files_says_where_and_overwrites_nothing(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_journal(pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(list(exports_folder().glob("*"))) == 2)
        await until(pilot, lambda: "Saved as" in shown(app))
        before = {path: path.read_bytes() for path in exports_folder().iterdir()}
        await pilot.press("e")
        await until(pilot, lambda: len(list(exports_folder().glob("*"))) == 4)
        assert all(path.read_bytes() == written for path, written in before.items())
        assert {path.suffix for path in before} == {".md", ".html"}


async def test_an_export_that_cannot_be_written_gets_a_sentence(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    exports_folder().write_text("a file where the folder should be")
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_journal(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "could not be written" in flat(shown(app)))


async def test_forgetting_asks_once_and_enter_keeps(library: Library) -> None:
    kept, gone = rehearsed(library, "ask", "hear", "clear"), rehearsed(library, "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))
        assert len(Journal.open().rehearsals()) == 2
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: app.screen.query_one("#rehearsals", OptionList).option_count == 1)
        assert [record.id for record in Journal.open().rehearsals()] == [kept] != [gone]


async def test_the_question_can_be_answered_with_the_mouse(library: Library) -> None:
    rehearsed(library, "accuse")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.click("#yes")
        await until(pilot, lambda: isinstance(app.screen, JournalScreen))
        assert Journal.open().rehearsals() == ()


async def test_a_rehearsal_of_a_meeting_that_is_gone_gets_a_sentence(library: Library) -> None:
    rehearsed(library, "accuse")
    app = RehearseApp()  # without the pack
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_journal(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "There is no scenario 'west-window'" in flat(shown(app)))
        assert isinstance(app.screen, JournalScreen)


async def test_escape_leads_home(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_journal(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_strange_texts_are_shown_as_they_are_written(strange: Library, size: tuple[int, int]) -> None:
    rehearsed(strange, "ask", "hear", "clear")
    rehearsed(strange, "ask")
    app = program(strange)
    async with app.run_test(size=size) as pilot:
        await open_journal(pilot)
        seen = shown(app)
        assert "[/x]" in seen
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "[@click=app.quit]x[/]" in flat(shown(app))
