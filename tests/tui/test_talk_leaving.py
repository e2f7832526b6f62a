"""Taking lines back, leaving, ending, and what the journal has to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rehearse.store.journal import Journal
from rehearse.store.session import Session
from rehearse.tui.answers import ToDebrief, ToHome
from rehearse.tui.talk.clock import WaitingLine
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.reply import ReplyField
from rehearse.tui.talk.say import SayBlock
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, WORDS, elsewhere, heard_as, kept, reply, say
from tests.tui.world import begin, flat, opened, program, shown

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library


async def test_undo_takes_the_last_line_back_here_and_on_disk(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("u")
        await say(pilot, session, "accuse")
        await pilot.press("u")
        await pilot.pause()
        assert "You never listen to anybody." not in app.screen.query_one(TalkLog).plain
        assert app.screen.query_one(SayBlock).display
        record = Journal.open().get(session.record.id)
        assert record is not None
        assert record.choices == ()


async def test_escape_leaves_and_the_talk_can_be_carried_on_later(library: Library) -> None:
    answers: list[object] = []
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session), answers)
        await say(pilot, session, "ask")
        await pilot.press("escape")
        await pilot.pause()
    assert answers == [ToHome()]
    journal = Journal.open()
    record = journal.get(session.record.id)
    assert record is not None
    again = program(library)
    async with again.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(Session.resume(library, journal, record)))
        assert "What is behind the move?" in shown(again)
        assert "turn 2" in shown(again)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_the_ending_is_shown_with_one_obvious_way_to_the_debrief(library: Library, size: tuple[int, int]) -> None:
    answers: list[object] = []
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session), answers)
        await say(pilot, session, "ask", "hear", "clear")
        seen = flat(shown(app))
        for text in ("Six weeks, then.", "A trial", "Six weeks by the window", "You keep the seat", "See the debrief"):
            assert text in seen
        await pilot.press("enter")
        await pilot.pause()
    assert answers == [ToDebrief()]


async def test_an_ending_can_be_taken_back(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "ask", "hear", "vague")
        await pilot.press("u")
        await pilot.pause()
        assert "The seat, for six weeks" in shown(app)
        record = Journal.open().get(session.record.id)
        assert record is not None
        assert record.ending is None


async def test_a_scenario_that_has_changed_is_said_in_the_log(library: Library) -> None:
    session = begin(library)
    journal = Journal.open()
    session.say("ask")
    changed = replace(session.record, choices=("ask", "something-gone"))
    app, resumed = program(library), Session.resume(library, journal, changed)
    assert resumed.diverged
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(resumed))
        assert "The scenario has changed since" in flat(shown(app))


async def test_what_the_journal_could_not_store_is_said_and_the_talk_goes_on(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "rehearse-home"
    folder.mkdir(exist_ok=True)
    (folder / "journal.db").mkdir()
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        assert "! " in app.screen.query_one(TalkLog).plain
        await say(pilot, session, "ask")
        assert "What is behind the move?" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert any("Kept in memory only" in each.message for each in app._notifications)


async def test_a_rehearsal_carried_on_elsewhere_gets_a_sentence(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        elsewhere = Journal.open()
        record = elsewhere.get(session.record.id)
        assert record is not None
        Session.resume(library, elsewhere, record).say("accuse")
        await say(pilot, session, "ask")
        assert "Another program" in flat(shown(app))


@pytest.mark.parametrize(("outcome", "keys"), [("sure", ()), ("nothing", ()), ("unsure", ("1",)), ("confirm", ("y",))])
async def test_words_that_could_not_be_said_are_in_the_field_again(
    library: Library, outcome: str, keys: tuple[str, ...]
) -> None:
    app, session = program(library), heard_as(library, outcome, *(() if outcome == "nothing" else ("ask",)))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        elsewhere(session).say("accuse")
        await reply(pilot, WORDS)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        assert "Another program" in flat(shown(app))
        field = app.screen.query_one(ReplyField)
        assert (field.value, field.has_focus) == (WORDS, True)
        assert not app.screen.query_one(SayBlock).asking
        assert kept(session) == ("accuse",)


async def test_a_line_chosen_twice_at_once_is_said_once(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        saying = app.screen.query_one(SayBlock)
        saying.take(1)
        saying.take(2)
        await pilot.pause()
        assert len(session.played.choices) == 1
        assert "! " not in app.screen.query_one(TalkLog).plain
        await pilot.press("1")
        await pilot.pause()
        assert len(session.played.choices) == 2


async def test_undo_can_be_pressed_again_and_again_and_goes_out_of_a_question(library: Library) -> None:
    app, session = program(library), heard_as(library, "unsure", "ask", "frame")
    session.say("ask")
    session.say("hear")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session, "recall"))
        await pilot.press("escape", "u", "u")
        await pilot.pause()
        assert kept(session) == ()
        await reply(pilot, WORDS)
        await pilot.press("1")
        await pilot.pause()
        session.ear._names = ("trial",)  # type: ignore[union-attr]
        await reply(pilot, WORDS)
        assert app.screen.query_one(SayBlock).asking
        await pilot.press("u")
        await pilot.pause()
        assert kept(session) == ()
        assert app.screen.query_one(ReplyField).has_focus
        assert app.screen.query_one(ReplyField).value == WORDS


async def test_a_silence_that_fails_does_not_bring_back_words_that_were_said(library: Library) -> None:
    app, session = program(library), heard_as(library, "sure", "ask")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await reply(pilot, WORDS)
        elsewhere(session).say("hear")
        app.screen.query_one(SayBlock)._waited(WaitingLine.Over())
        await pilot.pause()
        assert "Another program" in flat(shown(app))
        assert app.screen.query_one(ReplyField).value == ""
