"""Long and strange texts do nothing to the talk, and all that is shipped can be played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from rehearse.tui.keys import SHORTCUTS
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.foot import EndingBlock, FeedbackBlock
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, heard_as, say
from tests.tui.world import UNSPEAKABLE, begin, clickable, flat, library_of, make_pack, opened, program, shown

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library


async def test_many_choices_scroll_within_half_the_height_and_the_log_stays(tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path / "pack", choices=30))
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        choices = app.screen.query_one(ChoiceList)
        assert choices.size.height <= 12
        assert app.screen.query_one(TalkLog).size.height >= 5
        await pilot.press("end", "enter")
        await pilot.pause()
        assert len(session.played.choices) == 1


@pytest.mark.parametrize("size", [LARGE, SMALL, (60, 20)])
async def test_text_that_looks_like_markup_is_shown_as_it_stands_and_does_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = library_of(make_pack(tmp_path / "pack", strange=True))
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("a")
        await pilot.press("a")
        for choice in ("accuse", "hear", "clear"):
            await say(pilot, session, choice)
            plain = app.screen.query_one(TalkLog).plain
            assert "[/x] [@click=app.quit]x[/]" in flat(plain)
            assert not set(plain) & set("\x1b\x07\x9b\u202e\u2066\u200b")
            await pilot.press("w")
            await pilot.pause()
            assert clickable(app) <= {shortcut.action for shortcut in SHORTCUTS}
            while app.screen.query_one(FeedbackBlock).display:
                await pilot.press("enter")
                await pilot.pause()
            if len(session.played.choices) > 3:
                break


async def test_strange_and_very_long_words_are_shown_as_text_and_the_boss_stays_in_sight(library: Library) -> None:
    hostile = f"[/x] [@click=app.quit]x[/] {UNSPEAKABLE} " + "wide " * 500 + "l" * 6000
    for outcome, names in (("sure", ("ask",)), ("unsure", ("ask", "frame")), ("nothing", ())):
        app, session = program(library), heard_as(library, outcome, *names)
        async with app.run_test(size=SMALL) as pilot:
            await opened(pilot, TalkScreen(session))
            await pilot.press("i")
            app.screen.query_one(ReplyField).post_message(events.Paste(f"{hostile}\nmore rows\n"))
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            if outcome == "unsure":
                assert "You typed [/x] [@click=app.quit]x[/]" in flat(shown(app))
                assert "0 None of these" in flat(shown(app))
                await pilot.press("1")
                await pilot.pause()
            assert not any("quit" in action for action in clickable(app))
            assert "\x1b" not in shown(app)
            assert len(session.played.choices) == 1
            assert "more rows" in session.played.choices[0].say
            log = app.screen.query_one(TalkLog)
            assert log.scroll_y == log.max_scroll_y


async def test_one_can_play_what_is_shipped_from_the_first_line_to_an_ending(library: Library) -> None:
    session = begin(library, scenario="one-day-a-week", persona="sociable", feedback="now")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        for _ in range(40):
            if session.over:
                break
            await pilot.press("1")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        assert app.screen.query_one(EndingBlock).display
