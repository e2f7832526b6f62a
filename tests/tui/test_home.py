"""The home screen: what it shows, what it starts, what it remembers."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button, OptionList
from textual.widgets._toast import Toast

from rehearse.store.journal import Journal
from rehearse.store.settings import Settings, load_settings, save_settings
from rehearse.tui.advice import AdviceScreen
from rehearse.tui.answers import LeadWorkshop, ResumeTalk, StartTalk
from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.home.pickers import Picker, PickerRow
from rehearse.tui.home.screen import NOTICE, HomeScreen
from rehearse.tui.home.shelf import read_shelf
from rehearse.tui.talk.screen import TalkScreen
from rehearse.tui.themes import LIGHT
from tests.tui.world import BOSS, WEST, flat, make_pack, program, rehearsed, shown, until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.home.shelf import Shelf

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return make_pack(tmp_path / "pack")


async def laid_out(pilot: Pilot[str]) -> None:
    """Wait until there is something to choose."""
    await until(pilot, lambda: pilot.app.screen.query("#start"))


def choice_of(app: RehearseApp) -> StartTalk:
    wanted = app.home.wanted
    assert wanted is not None
    return wanted


async def test_the_first_frame_asks_for_a_moment_and_nothing_can_be_started_before_the_content_is_there() -> None:
    may_load = Event()

    def waits(packs: Sequence[Path]) -> Shelf:
        may_load.wait(10)
        return read_shelf(packs)

    app = RehearseApp(read=waits)
    async with app.run_test(size=SMALL) as pilot:
        assert "one moment" in shown(app)
        await pilot.press("s", "j", "a", "c", "pagedown")
        assert isinstance(app.screen, HomeScreen)
        may_load.set()
        await laid_out(pilot)
        assert "one moment" not in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_every_meeting_boss_and_level_can_be_seen_and_the_start_button_too(
    library: Library, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await laid_out(pilot)
        assert app.shelf is not None
        seen = shown(app)
        for persona in app.shelf.library.personas.values():
            if size != SMALLEST:  # there the list scrolls
                assert persona.name in seen
        for text in ("Patient", "Everyday", "Tough", "After each line", "At the end", "Start the meeting"):
            assert text in seen


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_the_signs_of_the_chosen_boss_are_shown_beside_the_list(size: tuple[int, int]) -> None:
    app = RehearseApp()
    async with app.run_test(size=size) as pilot:
        await laid_out(pilot)
        assert app.shelf is not None
        app.screen.query_one("#boss").focus()
        for _ in app.shelf.library.personas:
            await pilot.pause()
            boss = app.shelf.library.personas[choice_of(app).persona]
            seen = [flat(line[len(line) // 2 - 8 :]) for line in shown(app).splitlines()]
            told = flat(" ".join(line[line.find("•") :] if "•" in line else line for line in seen))
            for sign in boss.signs:
                assert all(word in told for word in sign.split()), sign
            await pilot.press("down")


async def test_reading_about_the_meeting_tells_who_one_is_and_what_one_came_for(library: Library) -> None:
    save_settings(Settings(scenario=WEST, persona=BOSS))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        app.screen.query_one("#meeting").focus()
        await pilot.pause()
        seen = flat(shown(app))
        for text in ("A meeting for tests.", "You sit by the west window.", "To keep the seat."):
            assert text in seen


async def test_the_level_is_explained(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        app.screen.query_one("#level").focus()
        await pilot.press("right")
        await pilot.pause()
        assert "nothing is believed at once" in flat(shown(app))
        assert choice_of(app).level == "tough"


async def test_the_keyboard_alone_leads_from_the_first_list_to_the_talk(pack: Path) -> None:
    app = RehearseApp(packs=[pack])
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert app.focused is app.screen.query_one("#meeting")
        await pilot.press(*["down"] * 30)  # through meetings, bosses, level and feedback
        assert app.focused is not None
        app.screen.query_one("#feedback").focus()
        await pilot.press("right", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert load_settings().feedback == "later"


async def test_the_mouse_alone_chooses_and_starts(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert app.shelf is not None
        await pilot.click("#boss", offset=(3, 2))
        await pilot.click("#level", offset=(2, 0))
        await pilot.pause()
        assert choice_of(app).persona == list(app.shelf.library.personas)[2]
        assert choice_of(app).level == "patient"
        await pilot.click("#start")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))


async def test_a_double_click_starts_one_rehearsal(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        await pilot.click("#start", times=2)
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        await pilot.pause()
        assert len(Journal.open().rehearsals()) == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_what_was_chosen_is_chosen_again_the_next_time(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        for picker in ("#meeting", "#boss"):
            app.screen.query_one(picker, Picker).focus()
            await pilot.press("end")
        app.screen.query_one("#level", PickerRow).focus()
        await pilot.press("left")
        chosen = choice_of(app)
        await pilot.press("q")
    again = program(library)
    async with again.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert choice_of(again) == chosen
        assert chosen.level == "patient"
        assert again.focused is again.screen.query_one("#start")


async def test_the_theme_changes_at_one_key_and_is_remembered() -> None:
    app = RehearseApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+t")
        assert app.theme == LIGHT
    assert RehearseApp().theme == LIGHT


async def test_that_it_is_no_legal_advice_is_said_once() -> None:
    app = RehearseApp()
    async with app.run_test(size=SMALL) as pilot:
        assert NOTICE in shown(app)
        await laid_out(pilot)
    again = RehearseApp()
    async with again.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert NOTICE not in shown(again)


async def test_an_unfinished_rehearsal_is_carried_on_with_at_one_key(library: Library) -> None:
    rehearsed(library, "frame")
    newest = rehearsed(library, "ask", "hear")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert "Carry on" in app.screen.query_one("#carry-on", Button).label.plain  # type: ignore[union-attr]
        assert app.focused is app.screen.query_one("#carry-on")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "turn 3" in shown(app)
        assert app.shelf is not None
        assert app.shelf.journal.unfinished()[0].id == newest


async def test_without_an_unfinished_rehearsal_there_is_nothing_to_carry_on_with(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    rehearsed(library)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await laid_out(pilot)
        assert "Carry on" not in shown(app)
        await pilot.press("c")
        assert isinstance(app.screen, HomeScreen)


async def test_recent_rehearsals_tell_how_they_ended_and_open_their_debrief(library: Library) -> None:
    rehearsed(library, "ask", "hear", "clear")
    save_settings(Settings(scenario=WEST, persona=BOSS))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        assert "Six weeks by the window" in shown(app)
        app.screen.query_one("#recent-list", OptionList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_back_at_home_the_rehearsal_just_left_can_be_carried_on_with(library: Library) -> None:
    save_settings(Settings(scenario=WEST, persona=BOSS))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        await pilot.press("1", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "Carry on" in shown(app)
        assert "1 line" in shown(app)


async def test_play_goes_straight_into_the_talk(library: Library) -> None:
    app = program(library, StartTalk(WEST, BOSS, "tough", 7, "later"))
    async with app.run_test(size=SMALL) as pilot:
        assert "Opening the talk" in shown(app) or app.shelf is not None
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        (record,) = Journal.open().rehearsals()
        assert (record.level, record.seed, record.feedback) == ("tough", 7, "later")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_an_unfinished_rehearsal_can_be_gone_straight_into(library: Library) -> None:
    app = program(library, ResumeTalk(rehearsed(library, "ask", "hear")))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "turn 3" in shown(app)


async def test_a_meeting_that_is_not_there_gets_a_sentence(library: Library) -> None:
    app = program(library, StartTalk("west-windov", BOSS))
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await until(pilot, lambda: app.screen.query(Toast))
        assert [notice.message for notice in app._notifications] == [
            "There is no scenario 'west-windov'. Did you mean 'west-window'?"
        ]
        assert isinstance(app.screen, HomeScreen)


async def test_a_workshop_is_asked_for_with_what_is_chosen_and_can_be_thought_better_of(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.home.wanted is not None)
        await pilot.press("w")
        await until(pilot, lambda: "Thirty pretend people" in shown(app))
        await pilot.press("escape")
        assert app.workshop is None
        await pilot.press("w")
        await until(pilot, lambda: "Thirty pretend people" in shown(app))
        wanted = app.home.wanted
        assert wanted is not None
        await pilot.press("down", "enter")
    assert app.workshop == LeadWorkshop(wanted.scenario, wanted.persona, wanted.level, "lan")


async def test_content_that_cannot_be_loaded_gets_a_sentence_and_no_traceback() -> None:
    def fails(packs: Sequence[Path]) -> Shelf:
        raise OSError(packs, "[/x] no room")

    app = RehearseApp(read=fails)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "could not be loaded: [Errno ()] [/x] no room" in shown(app))
        await pilot.press("s", "j", "a")
        assert isinstance(app.screen, HomeScreen)


async def test_broken_content_is_mentioned_and_the_rest_can_be_played(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "advice" / "cards").mkdir(parents=True)
    card = (
        "- {id: lost, title: A card that stands on nothing, why: Because., example: Yes., counter_example: No.,"
        " recommends: [no-such-move], stages: [open], points: [ZZ-99], see: [nowhere]}\n"
    )
    (broken / "advice" / "cards" / "open.yaml").write_text(card)
    app = RehearseApp(packs=[broken])
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await until(pilot, lambda: "wrong with the content" in shown(app))
        await laid_out(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AdviceScreen))
        assert app.shelf is not None
        assert "lost" not in {card.id for card in app.shelf.catalogue.cards}


@pytest.mark.parametrize("size", [(59, 30), (100, 19)])
async def test_too_small_a_terminal_is_told_kindly_and_growing_brings_everything_back(size: tuple[int, int]) -> None:
    app = RehearseApp()
    async with app.run_test(size=size) as pilot:
        await laid_out(pilot)
        assert "A little more room" in shown(app)
        assert "Start the meeting" not in shown(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "A little more room" not in shown(app)
        assert "Start the meeting" in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_strange_texts_are_shown_as_they_are_written(strange: Library, size: tuple[int, int]) -> None:
    save_settings(Settings(scenario=WEST, persona=BOSS))
    rehearsed(strange, "ask", "hear", "clear")
    rehearsed(strange, "ask")
    app = program(strange)
    async with app.run_test(size=size, notifications=True) as pilot:
        await laid_out(pilot)
        for part in ("#meeting", "#boss", "#level", "#start"):
            app.screen.query_one(part).focus()
            await pilot.pause()
            seen = shown(app)
            assert "[/x] [@click=app.quit]" in seen
            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen)
        app.tell("Said [/x] [@click=app.quit]x[/]")
        await until(pilot, lambda: "Said [/x] [@click=app.quit]x[/]" in shown(app))
