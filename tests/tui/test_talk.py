"""The talk: what is shown of it, how lines are said and taken back, and what a strange text does to it (nothing)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Button

from rehearse.store.journal import Journal
from rehearse.store.session import Session
from rehearse.tui.answers import ToDebrief, ToHome
from rehearse.tui.choice_list import ChoiceList
from rehearse.tui.keys import SHORTCUTS
from rehearse.tui.mood_panel import MoodPanel, MoodStrip
from rehearse.tui.talk import TalkScreen
from rehearse.tui.talk_advice import AdvicePanel
from rehearse.tui.talk_foot import EndingBlock, FeedbackBlock
from rehearse.tui.talk_log import TalkLog
from rehearse.tui.talk_say import SayBlock
from tests.tui.world import BOSS, WEST, begin, clickable, flat, library_of, make_pack, opened, program, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL = (120, 40), (80, 24)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(make_pack(tmp_path_factory.mktemp("pack")))


def number_of(session: Session, choice: str) -> str:
    """The key that says *choice* now."""
    return str([each.id for each in session.choices()].index(choice) + 1)


async def say(pilot: Pilot[str], session: Session, *choices: str) -> None:
    for choice in choices:
        await pilot.press(number_of(session, choice))
        await pilot.pause()


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_the_scene_the_bosses_first_words_and_every_choice_are_there_at_the_start(
    library: Library, size: tuple[int, int]
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        seen = flat(shown(app))
        for text in ("A small room, late on a Thursday.", "To keep the seat.", "You wanted a word.", "Pat ┃"):
            assert text in seen
        for number, choice in enumerate(session.choices(), 1):
            assert f"{number} {choice.say}" in seen


async def test_a_number_key_says_that_line_and_it_is_on_disk(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "frame")
        assert "You ╎ I would like to talk about the seat." in flat(shown(app))
        record = Journal.open().get(session.record.id)
        assert record is not None
        assert record.choices == ("frame",)


async def test_a_number_beyond_the_choices_says_nothing(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("6")
        assert session.played.choices == ()


async def test_arrows_and_enter_say_the_marked_line(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        third = session.choices()[2].id
        await pilot.press("down", "down", "enter")
        assert [choice.id for choice in session.played.choices] == [third]


async def test_a_click_says_the_line_under_it(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        second = session.choices()[1].id
        await pilot.click(ChoiceList, offset=(8, 1))
        await pilot.pause()
        assert [choice.id for choice in session.played.choices] == [second]


async def test_the_log_stays_at_the_newest_turn_and_one_widget_holds_it_all(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        before = len(app.screen.query("*"))
        await say(pilot, session, "accuse", "refuse")
        log = app.screen.query_one(TalkLog)
        assert log.scroll_y == log.max_scroll_y
        assert "What do you want, then?" in shown(app)
        assert len(app.screen.query("*")) == before


async def test_page_up_goes_back_in_the_log_and_the_next_line_returns_to_its_end(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse", "refuse")
        await pilot.press("pageup", "pageup", "pageup")
        assert "A small room" in shown(app)
        await say(pilot, session, "vague")
        log = app.screen.query_one(TalkLog)
        assert log.scroll_y == log.max_scroll_y


async def test_the_talk_reflows_when_the_window_changes_and_keeps_choices_and_newest_turn_in_sight(
    library: Library,
) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse", "refuse")
        for size in (SMALL, (60, 20), (200, 60), SMALL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            seen = flat(shown(app))
            assert "What do you want, then?" in seen, size
            for choice in session.choices():
                assert choice.say in seen, size


async def test_it_asks_kindly_for_room_where_there_is_too_little(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=(50, 15)) as pilot:
        await opened(pilot, TalkScreen(session))
        assert "A little more room" in shown(app)
        assert "What is behind the move?" not in shown(app)


# --- how the boss looks


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


async def test_phase_and_turn_are_told_at_the_top(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        assert "● Opening" in shown(app)
        assert "turn 1" in shown(app)
        await say(pilot, session, "ask")
        assert "● Their concerns" in shown(app)
        assert "turn 2" in shown(app)


# --- feedback at once


async def test_feedback_now_stands_below_what_the_boss_answered_until_it_is_continued(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        seen = flat(shown(app))
        feedback = session.feedback(1)
        assert f"{feedback.symbol} {feedback.verdict.capitalize()}" in seen
        assert "Trust fell" in seen
        assert "The floor is full, as you know." in seen
        assert not app.screen.query_one(SayBlock).display
        await pilot.press("1")
        assert len(session.played.choices) == 1
        await pilot.press("enter")
        assert app.screen.query_one(SayBlock).display
        assert "A full floor is hard on you." in shown(app)


async def test_space_continues_too_and_more_shows_the_whole_rule(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        rule = session.feedback(1).rule
        assert rule is not None
        point = rule.sources[0]
        assert point.point in shown(app)
        assert point.text not in flat(shown(app))
        await pilot.press("w")
        await pilot.pause()
        assert "from " in shown(app)
        full = flat(app.screen.query_one(FeedbackBlock).query_one("Prose").visual.flowed(90).plain)  # type: ignore[attr-defined]
        assert point.text in full
        assert point.publisher in full
        await pilot.press("space")
        assert app.screen.query_one(SayBlock).display


async def test_feedback_can_be_switched_off_and_on_during_the_talk(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        await say(pilot, session, "accuse")
        await pilot.press("f")
        assert app.screen.query_one(SayBlock).display
        await say(pilot, session, "hear")
        assert app.screen.query_one(SayBlock).display
        await pilot.press("f")
        await pilot.pause()
        assert app.screen.query_one(FeedbackBlock).display
        assert session.feedback(2).verdict.capitalize() in shown(app)


# --- taking back, leaving, ending


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


async def test_feedback_on_the_last_line_comes_before_the_ending(library: Library) -> None:
    app, session = program(library), begin(library, feedback="now")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, TalkScreen(session))
        for choice in ("ask", "hear", "clear"):
            await say(pilot, session, choice)
            assert app.screen.query_one(FeedbackBlock).display
            await pilot.press("enter")
            await pilot.pause()
        assert app.screen.query_one(EndingBlock).display
        assert isinstance(app.focused, Button)


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


# --- advice, notices


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_the_advice_for_this_moment_stands_beside_the_choices(library: Library, size: tuple[int, int]) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, TalkScreen(session))
        await pilot.press("a")
        await pilot.pause()
        rules = session.catalogue.advice_now(session.played)
        seen = flat(shown(app))
        assert rules[0].title[:20] in seen
        for choice in session.choices():
            assert choice.say in seen
        await pilot.press("pagedown")
        assert app.screen.query_one(AdvicePanel).scroll_y > 0
        await say(pilot, session, "ask")
        now = session.catalogue.advice_now(session.played)
        assert now[0].title[:20] in flat(shown(app))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TalkScreen)
        assert not app.screen.query_one(AdvicePanel).display


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


# --- long and strange texts


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


def test_the_small_meeting_is_the_one_that_is_played(library: Library) -> None:
    session = begin(library)
    assert (session.record.scenario, session.record.persona) == (WEST, BOSS)
