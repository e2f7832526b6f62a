"""The question how typed words were meant, and the answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.say import SayBlock
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, WORDS, heard_as, kept, reply
from tests.tui.world import flat, opened, program, shown

if TYPE_CHECKING:
    from rehearse.loading.library import Library


@pytest.mark.parametrize(("key", "said"), [("1", True), ("y", True), ("2", False), ("n", False), ("enter", False)])
async def test_what_cannot_be_taken_back_is_asked_about_and_only_yes_says_it(
    library: Library, key: str, *, said: bool
) -> None:
    app, session = program(library), heard_as(library, "confirm", "agree")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(shown(app))
        assert "Is that what you meant?" in seen
        assert "“Never mind. I agree.”" in seen
        assert session.played.choices == ()
        await pilot.press(key)
        await pilot.pause()
        assert kept(session) == ((f"agree\t{WORDS}",) if said else ())
        assert not app.screen.query_one(SayBlock).asking
        if not said:
            field = app.screen.query_one(ReplyField)
            assert (field.value, field.has_focus) == (WORDS, True)


@pytest.mark.parametrize(
    ("key", "entry"),
    [("1", "ask\t"), ("2", "frame\t"), ("3", "=buy-time\t"), ("0", "?\t"), ("n", "?\t"), ("enter", "ask\t")],
)
async def test_where_it_is_not_sure_it_asks_which_of_three_or_none(library: Library, key: str, entry: str) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame", "buy-time")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(shown(app))
        for part in (f"You typed {WORDS}", "Did you mean …", "1 What is behind", "off the script", "0 None of these"):
            assert part in seen
        await pilot.press(key)
        await pilot.pause()
        assert kept(session) == (entry + WORDS,)


async def test_escape_leaves_the_question_and_the_words_are_still_there(library: Library) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("5", "escape")
        assert app.screen.query_one(ReplyField).value == WORDS
        assert app.screen.query_one(ReplyField).has_focus
        assert session.played.choices == ()
        await pilot.press(*"ed")
        assert app.screen.query_one(ReplyField).value == f"{WORDS}ed"


@pytest.mark.parametrize("key", ["n", "2", "0", "enter"])
async def test_after_a_no_it_asks_about_what_else_was_near(library: Library, key: str) -> None:
    app, session = program(library), heard_as(library, "confirm", "agree", "ask", "buy-time")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press(key)
        await pilot.pause()
        seen = flat(shown(app))
        for part in (f"You typed {WORDS}", "Did you mean …", "1 What is behind", "off the script", "0 None of these"):
            assert part in seen
        assert "Never mind" not in flat(seen.partition("Did you mean")[2])
        assert "Is that what you meant?" not in seen
        assert kept(session) == ()
        await pilot.press("1")
        await pilot.pause()
        assert kept(session) == (f"ask\t{WORDS}",)


@pytest.mark.parametrize(("key", "entries"), [("0", (f"?\t{WORDS}",)), ("n", (f"?\t{WORDS}",)), ("escape", ())])
async def test_none_of_the_others_is_not_followed_and_escape_says_nothing(
    library: Library, key: str, entries: tuple[str, ...]
) -> None:
    app, session = program(library), heard_as(library, "confirm", "agree", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("n", key)
        await pilot.pause()
        assert kept(session) == entries
        field = app.screen.query_one(ReplyField)
        assert field.has_focus
        assert field.value == ("" if entries else WORDS)


async def test_a_question_of_yes_and_no_takes_no_other_number_for_a_yes(library: Library) -> None:
    app, session = program(library), heard_as(library, "confirm", "agree", "ask", "frame")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("3", "4")
        await pilot.pause()
        assert "Is that what you meant?" in flat(shown(app))
        assert kept(session) == ()
