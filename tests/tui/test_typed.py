"""Answering in one's own words: the field, how it is heard, and what is shown of that."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from rehearse.store.session import Session
from rehearse.tui.answers import ToHome
from rehearse.tui.talk.advice import AdvicePanel
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, WORDS, heard_as, kept, reply
from tests.tui.world import begin, flat, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.loading.library import Library


@pytest.mark.parametrize("size", [LARGE, SMALL, (60, 20)])
async def test_a_field_stands_under_the_choices_and_every_choice_stays_in_sight(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        seen = flat(shown(app))
        assert "or in your own words" in seen
        assert all(choice.say in seen for choice in session.choices())


@pytest.mark.parametrize("key", ["i", "tab"])
async def test_in_the_field_the_keys_of_the_screen_are_letters_and_escape_leaves_it(library: Library, key: str) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press(key, *"iuamfgdc1?", "space")
        field = app.screen.query_one(ReplyField)
        assert field.value == "iuamfgdc1? "
        assert session.played.choices == ()
        assert "a Advice" not in flat(shown(app))
        await pilot.press("escape")
        assert app.screen.query_one(ChoiceList).has_focus
        assert isinstance(app.screen, TalkScreen)
        assert "a Advice" in flat(shown(app))
        await pilot.press("i", "n")
        assert field.value == "iuamfgdc1? n"


async def test_the_exact_words_of_a_choice_are_taken_as_it_at_once(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "What is behind the move?")
        assert kept(session) == ("ask\tWhat is behind the move?",)


async def test_gibberish_is_not_followed_and_costs_nothing(library: Library) -> None:
    app, session = program(library), begin(library)
    before = session.played.now.state.meters
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "xqzv blorf wmmk")
        assert kept(session) == ("?\txqzv blorf wmmk",)
        assert session.played.now.state.meters == before
        assert "not understood" in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_what_is_surely_heard_is_said_and_shown_with_how_it_was_read(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        seen = flat(app.screen.query_one(TalkLog).plain)
        assert f"You ╎ {WORDS} ╎ read as: What is behind the move?" in seen
        assert kept(session) == (f"ask\t{WORDS}",)
        assert app.screen.query_one(ReplyField).value == ""
        assert app.screen.query_one(ReplyField).has_focus  # the next line begins in the same way


async def test_a_move_that_was_not_on_offer_is_marked_as_off_the_script(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "buy-time")
    label = library.moves["buy-time"].label
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        assert f"read as: {label} · off the script" in flat(shown(app))
        assert kept(session) == (f"=buy-time\t{WORDS}",)


async def test_enter_pressed_twice_says_the_words_once(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "agree")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("i", *"fine", "enter", "enter")
        await pilot.pause()
        assert kept(session) == ("agree\tfine",)


async def test_reserved_words_are_done_and_never_said(library: Library) -> None:
    app, session, answers = program(library), heard_as(library, "sure", "ask"), list[object]()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session), answers)
        await reply(pilot, "/undo")
        assert "There is nothing to take back yet." in shown(app)
        await reply(pilot, "/nonsense [red]x[/]")
        assert "There is no '/nonsense [red]x[/]'." in flat(shown(app))
        await reply(pilot, "/Advice")
        assert app.screen.query_one(AdvicePanel).display
        await reply(pilot, "/advice")
        await reply(pilot, WORDS)
        await reply(pilot, "/undo")
        assert kept(session) == ()
        await reply(pilot, "/help")
        assert "Keys of this screen" in shown(app)
        await pilot.press("escape")
        await reply(pilot, "/quit")
        assert answers == [ToHome()]
        assert session.ear.heard == [WORDS]  # type: ignore[union-attr]


async def test_an_empty_field_says_nothing_and_a_number_says_the_choice_in_sight(library: Library) -> None:
    app, session = program(library), heard_as(library, "nothing")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, "   ")
        assert session.played.choices == ()
        second = session.choices()[1].id
        await reply(pilot, "2")
        assert kept(session) == (second,)


async def test_what_is_typed_while_the_words_before_it_are_being_understood_stays_for_the_next_line(
    library: Library,
) -> None:
    app, session = program(library), begin(library, feedback="later")
    ear = threading.Event()
    hear = session.hear

    def slowly(words: str) -> Heard:
        ear.wait(10)
        return hear(words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "hear", lambda _, words: slowly(words))
        async with app.run_test(size=SMALL) as pilot:
            await opened(pilot, TalkScreen(session))
            await pilot.press("i")
            field = app.screen.query_one(ReplyField)
            field.value = "What is behind the move?"
            await pilot.press("enter", "enter", *"And")
            ear.set()
            await until(pilot, lambda: len(session.played.choices) == 1)
            await until(pilot, lambda: field.value == "And")
            assert session.played.choices[0].say == "What is behind the move?"


@pytest.mark.parametrize("feedback", ["now", "later"])
async def test_a_line_read_wrongly_is_taken_back_and_asked_about_at_one_key(library: Library, feedback: str) -> None:
    app, session = program(library), heard_as(library, "sure", "ask", "agree", feedback=feedback)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        assert kept(session) == (f"ask\t{WORDS}",)
        if feedback == "now":
            assert "n Not what I meant" in flat(shown(app))
        else:
            await pilot.press("escape")
        await pilot.press("n")
        await pilot.pause()
        assert kept(session) == ()
        seen = flat(shown(app))
        assert f"You typed {WORDS}" in seen
        assert "What is behind the move?" not in seen
        await pilot.press("1")
        await pilot.pause()
        assert kept(session) == (f"agree\t{WORDS}",)


async def test_a_line_read_wrongly_with_nothing_else_near_can_be_put_another_way(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask", feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("n")
        await pilot.pause()
        assert kept(session) == ()
        field = app.screen.query_one(ReplyField)
        assert field.value == WORDS
        assert field.has_focus


async def test_undo_brings_typed_words_back_into_the_field_and_leaves_chosen_lines_alone(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        await pilot.press("escape", "u")
        await pilot.pause()
        assert app.screen.query_one(ReplyField).value == WORDS
        app.screen.query_one(ReplyField).clear()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("u", "n")
        await pilot.pause()
        assert kept(session) == ()
        assert app.screen.query_one(ReplyField).value == ""
