"""The talk: what is shown of it, how lines are said, and how it follows the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.store.journal import Journal
from rehearse.tui.page import TitleLine
from rehearse.tui.talk.advice import AdvicePanel
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.log import TalkLog
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.talking import LARGE, SMALL, SMALLEST, say
from tests.tui.world import BOSS, WEST, begin, flat, opened, program, shown

if TYPE_CHECKING:
    from rehearse.loading.library import Library


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


def test_work_beside_the_talk_is_described_in_a_few_words(library: Library) -> None:
    """Textual describes it by all that it is given, in the thread that the keys are answered in."""
    assert len(repr(begin(library).hear)) < 200


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


async def test_phase_and_turn_are_told_at_the_top(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        assert "● Opening" in shown(app)
        assert "turn 1" in shown(app)
        await say(pilot, session, "ask")
        assert "● Their concerns" in shown(app)
        assert "turn 2" in shown(app)


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


def test_the_small_meeting_is_the_one_that_is_played(library: Library) -> None:
    session = begin(library)
    assert (session.record.scenario, session.record.persona) == (WEST, BOSS)


async def test_the_title_line_uses_the_room_there_is_after_every_resize(library: Library) -> None:
    app, session = program(library), begin(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, TalkScreen(session))
        for width, aside in (
            (60, "Opening · turn 1"),
            (120, "● Opening"),
            (80, "Opening · turn 1"),
            (200, "● Opening"),
        ):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            await pilot.pause()
            top = next(row for row in shown(app).splitlines() if row.strip())
            assert "The seat by the west window" in top, width
            assert aside in top, width
            assert len(top) >= width - 6, width


async def test_a_long_title_gives_way_to_where_one_is(library: Library) -> None:
    line = TitleLine("")
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        await pilot.app.screen.mount(line)
        line.say(
            "A meeting with quite a long name, such as people give to meetings that they dread", "long " * 9, "turn 3"
        )
        await pilot.pause()
        shown_so = line.render().plain
        assert shown_so.startswith("A meeting with quite")
        assert shown_so.endswith("…  turn 3")
        assert len(shown_so) == line.size.width
        line.say("Short", "long " * 9, "turn 3")
        assert line.render().plain.endswith("long ")
        line.say("Alone", "")
        assert line.render().plain == "Alone"
