"""The coach's screen, in front of a session that is really stored."""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial

import pytest

from rehearse.store.settings import load_settings
from rehearse.tui.commands import Commands
from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.help import PARAGRAPHS, HelpScreen
from rehearse.tui.keys import shortcuts
from rehearse.tui.workshop.beside import BesideScreen
from rehearse.tui.workshop.hands import HandsScreen
from rehearse.tui.workshop.pick import PickScreen
from rehearse.tui.workshop.qr import rows
from rehearse.tui.workshop.screen import PACE, CoachScreen
from rehearse.workshop.keys import hash_of
from rehearse.workshop.session import rules
from tests.tui.coaching import NARROW, WIDE, coach, session
from tests.tui.world import PREFIX, clickable, flat, shown, until

WORRY = "What would worry you about the seat?"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_the_lobby_shows_the_code_the_picture_of_it_and_who_is_here(library, tmp_path, size):
    async with coach(library, tmp_path, size) as led:
        await led.sees("K M P 4 T X", "192.168.1.20:8000", "3 here", "Space Ask the room")
        picture = rows("http://192.168.1.20:8000/j/KMP4TX")
        seen = [line.rstrip() for line in led.app.screen._compositor.render_strips() for line in [line.text]]
        assert all(any(row.strip() in line for line in seen) for row in picture if row.strip())


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_one_key_leads_through_a_vote_to_the_answer(library, tmp_path, size):
    async with coach(library, tmp_path, size) as led:
        await led.press("space")
        await led.sees("the vote is open", "What is behind the move?", "Never mind. I agree.", "0 of 3 voted")
        await led.votes("ask", "ask", "agree")
        await led.sees("3 of 3 voted", "Space Close the vote")
        await led.press("space")
        await led.sees("Space Reveal the tally")
        await led.press("enter")
        await led.sees("the tally is shown", "leads", "Space Pause to discuss")
        await led.press("space")
        await led.sees("time to talk", "Space Say what leads")
        await led.press("space")
        await led.sees("The floor is full, as you know.", "Space Ask the room")
        assert led.room.now.entries == ("ask",)


async def test_the_pause_to_discuss_can_be_left_out(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space")
        await led.votes("ask")
        await led.press("space", "d")
        assert led.room.now.entries == ("ask",)


async def test_what_cannot_be_is_said_and_changes_nothing(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space", "space", "space", "space", "space")
        await led.sees("Which line is said?", "What is behind the move?")
        await led.press("escape")
        await led.live.submit(rules.end)
        await led.press("space")
        await led.sees("The session is over.")


async def test_what_the_boss_said_last_stays_in_sight_when_a_vote_opens_and_while_it_runs(library, tmp_path):
    async with coach(library, tmp_path, NARROW) as led:
        await led.press("space", "o", "enter")
        said = led.desk.stage.lines(led.room.now)[-1].text
        await led.sees(said)
        await led.press("space")
        await led.votes(led.room.rounds[-1].options[0].id)
        await led.sees(said)
        await led.press("pageup")
        await led.votes(*[option.id for option in led.room.rounds[-1].options[:2]])
        assert led.app.screen.query_one("#said").scroll_y == 0  # who reads back is left in peace


async def test_hands_count_beside_votes(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space")
        await led.votes("ask")
        await led.press("h")
        assert isinstance(led.app.screen, HandsScreen)
        await led.press("tab", "1", "2", "enter")
        second = led.room.rounds[0].options[1].id
        assert led.room.rounds[0].hands == {second: 12}
        await led.sees("1 of 3 and 12 hands voted")
        await led.press("h", "tab", "backspace", "backspace", "enter")
        assert led.room.rounds[0].hands == {}


async def test_a_timer_is_given_lengthened_and_taken_off(library, tmp_path):
    async with coach(library, tmp_path) as led:
        led.desk.clock = lambda: 1_000_000_000_000.0
        await led.press("space", "t")
        assert led.room.rounds[0].until == 1_000_000_000_015.0
        await led.sees("0:15")
        await led.press("t", "t")
        await led.sees("0:45")
        await led.press("T")
        assert led.room.rounds[0].until == 0
        assert "◷" not in led.shown


async def test_a_closed_vote_is_opened_again_until_its_tally_is_seen(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space", "space", "r")
        assert led.room.phase == "open"
        await led.press("space", "space", "r")
        assert led.room.phase == "revealed"


async def test_projector_safe_hides_notes_names_words_and_the_tally_until_it_is_revealed(library, tmp_path):
    async with coach(library, tmp_path, safe=True) as led:
        await led.suggests(WORRY, "ask-what-worries-them")
        await led.press("space")
        await led.votes("ask", "ask", "agree")
        await led.sees("projector-safe", "Notes are hidden", "3 of 3 voted")
        assert "leads" not in led.shown
        assert " 2 " not in led.shown.partition("What do you say?")[2].partition("Space")[0].replace(" 2 ? ", "")
        await led.press("p")
        assert isinstance(led.app.screen, CoachScreen)
        await led.press("u", "g")
        assert isinstance(led.app.screen, CoachScreen)
        assert "Person 0" not in led.shown
        assert WORRY not in led.shown
        await led.press("o")
        assert isinstance(led.app.screen, PickScreen)
        assert "? " in led.shown
        await led.press("escape", "space", "space")
        await led.sees("leads")
        await led.press("s")
        await led.sees("1 suggestion from the room")


async def test_notes_stand_beside_the_talk_from_the_first_vote_on_and_give_way_to_the_code(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.round("ask", "ask")
        await led.sees("On the last line", "not shown to the room")
        assert "K M P 4 T X" not in led.shown
        await led.press("v")
        await led.sees("K M P 4 T X")
        await led.press("v", "v")
        await led.sees("On the last line")


async def test_where_there_is_little_room_the_talk_has_it_until_the_notes_are_asked_for(library, tmp_path):
    async with coach(library, tmp_path, NARROW) as led:
        await led.round("ask", "ask")
        assert "On the last line" not in led.shown
        await led.press("v")
        await led.sees("On the last line", "What can be said next")


async def test_advice_is_shown_to_the_room_and_hidden_again(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("a")
        assert not led.room.advice_shown
        await led.round("ask", "ask")
        await led.press("a")
        await led.sees("shown to the room")
        assert led.room.advice_shown
        await led.press("a")
        assert not led.room.advice_shown


async def test_the_talk_is_rewound_to_a_line_and_the_two_branches_put_side_by_side(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.round("ask", "ask")
        await led.round("hear", "hear")
        await led.press("b")
        await led.sees("line 2 A full floor is hard on you.", "line 1 What is behind the move?")
        await led.press("enter")
        assert led.room.now.entries == ("ask",)
        await led.round("refuse", "refuse")
        await led.press("c")
        assert isinstance(led.app.screen, BesideScreen)
        await led.sees("Branch 1", "Branch 2", "They are the same up to turn 1.")
        assert led.room.compared == (0, 1)
        await led.press("enter", "escape")
        assert led.room.compared == ()
        await led.press("b", "down", "down", "enter")
        assert led.room.branch == 0


async def test_going_back_in_the_middle_of_a_vote_leaves_the_vote_behind(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.round("ask", "ask")
        await led.press("space")
        await led.votes("hear")
        await led.press("b", "enter")
        await led.sees("Space Ask the room", "What can be said next", "Never mind. I agree.")
        assert "Vote 2" not in led.shown
        await led.round("agree")
        assert [branch.entries for branch in led.room.branches] == [("ask",), ("agree",)]


async def test_the_room_guesses_what_the_boss_will_say(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("m", "down", "enter")
        assert led.room.mode == "predict"
        await led.round("ask", "ask")
        assert led.room.now.entries == ()
        await led.sees("Ask what")
        await led.press("space")
        assert led.room.rounds[-1].question == "boss"
        options = led.room.rounds[-1].options
        true = led.desk.stage.comes_true(led.room.now, "ask", options)
        wrong = next(option.id for option in options if option.id != true)
        answered = next(option.text for option in options if option.id == true)
        await led.sees("About to say: What is behind the move?")
        await led.votes(true, wrong, true)
        await led.press("o")
        assert isinstance(led.app.screen, CoachScreen)
        await led.press("space", "space", "d")
        assert led.room.now.entries == ("ask",)
        await led.sees(f"2 of 3 guessed right: {answered}")


async def test_what_observers_saw_stands_in_the_notes_with_what_was_in_the_line(library, tmp_path):
    async with coach(library, tmp_path) as led:
        for seat in (1, 2):
            await led.live.submit(partial(rules.observe, seat=seat, observes=True))
        await led.press("space", "o", "enter")
        said = led.desk.stage.made(led.room.now)[0]
        for seat, move in ((1, said), (2, said), (2, "buy-time")):
            await led.live.submit(partial(rules.mark, seat=seat, move=move, seen=True))
        await led.sees("Observers saw", f"2 {led.desk.stage.move_label(said)} ✓", "1 ")
        await led.press("s")
        await led.sees("projector-safe")


async def test_everybody_practises_alone_and_the_coach_sees_how_many(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("m", "down", "down", "down", "enter")
        await led.live.submit(lambda room: rules.begin_alone(room, 1, 5))
        await led.at_rest()
        await led.sees("Everybody practises alone", "1 of 3 have begun")


async def test_the_session_is_locked_and_its_code_changed(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("l")
        await led.sees("locked")
        assert led.room.locked
        await led.press("k", "y")
        assert led.room.code != "KMP4TX"
        await led.sees(" ".join(led.room.code))


async def test_the_session_is_ended_only_after_a_question(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("e", "escape")
        assert led.room.phase == "lobby"
        await led.press("e", "y")
        assert led.room.phase == "ended"
        await led.sees("the session is over", "rehearse workshop report s1")
        await led.press("e", "o", "m", "space")
        await led.sees("The session is over.")


async def test_a_phone_may_lead_by_a_key_that_is_shown_and_stored_nowhere(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("g", "enter")
        await until(led.pilot, lambda: led.room.remote)
        await led.sees("192.168.1.20:8000/remote")
        first = led.room.remote
        token = next(word for word in led.shown.split() if word.count("-") == 8)
        assert hash_of(token) == first
        await led.press("enter", "g", "enter")
        await until(led.pilot, lambda: led.room.remote != first)
        await led.press("enter", "g", "down", "enter")
        assert led.room.remote == ""


async def test_the_projectors_page_opens_in_a_browser_or_its_address_is_told(library, tmp_path, monkeypatch):
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n')
    browser.chmod(0o755)
    monkeypatch.setattr("webbrowser._tryorder", None)
    monkeypatch.setattr("webbrowser._browsers", {})
    monkeypatch.setenv("BROWSER", str(browser))
    page = "http://192.168.1.20:8000/projector/word"
    async with coach(library, tmp_path) as led:
        await led.sees("192.168.1.20:8000/projector", "Projector: w, or the code at")
        for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(variable, raising=False)
        await led.press("w")
        await until(led.pilot, lambda: f"Open this page: {page}" in [each.message for each in led.app._notifications])
        assert not opened.exists()
        monkeypatch.setenv("DISPLAY", ":9")
        await led.press("w")
        await until(led.pilot, opened.exists)
        assert opened.read_text().strip() == page


async def test_what_people_and_authors_write_is_text_and_never_markup(strange, tmp_path):
    async with coach(strange, tmp_path, people=0) as led:
        hostile = "[/x][@click=app.quit]x[/]"
        await led.live.submit(lambda room: rules.join(room, hostile, "hash"))
        await led.suggests(f"{hostile} and why?", "")
        await led.press("p")
        await led.sees(hostile)
        await led.press("escape", "u")
        await led.sees(f"{hostile} and why?")
        await led.press("escape")
        await led.round("ask")
        await led.sees(PREFIX)
        await led.press("b")
        await led.sees(PREFIX)
        await led.press("enter", "c", "escape", "o", "escape", "h", "escape", "v")
        assert not any("quit" in action for action in clickable(led.app))
        assert "\u202e" not in led.shown


async def test_what_goes_wrong_with_storing_stands_on_the_screen_until_it_is_over(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space")
        held = sqlite_lock(tmp_path / "workshops.db")
        try:
            await led.pilot.press("space")
            await until(led.pilot, lambda: led.live.notices)
            notice = led.live.notices[0].sentence
            await led.sees(notice[:30])
            assert led.room.phase == "open"
        finally:
            held.close()
        await led.press("space")
        await until(led.pilot, lambda: led.room.phase == "closed")
        await led.at_rest()
        assert notice[:30] not in led.shown.partition("the room decides")[2][:200]


def sqlite_lock(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    return connection


async def test_many_votes_at_once_are_painted_together(library, tmp_path):
    async with coach(library, tmp_path, people=60) as led:
        await led.press("space")
        painted = paints(led.app.screen)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for seat in range(1, 61):
            await led.live.submit(voting(seat, "ask"))
        await led.at_rest()
        await led.sees("60 of 60 voted")
        assert len(painted) <= (loop.time() - begun) / PACE + 3


def voting(seat, option):
    return lambda room: rules.vote(room, seat, 1, option)


def paints(screen):
    """The times at which *screen* is painted from now on."""
    painted = []
    paint = screen.paint

    def painting():
        painted.append(asyncio.get_running_loop().time())
        paint()

    screen.paint = painting
    return painted


async def test_after_the_program_has_ended_the_screen_stands_where_it_was(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.round("ask", "ask")
        await led.press("space")
        await led.votes("hear")
    async with coach(library, tmp_path) as led:
        await led.sees("the vote is open", "1 of 3 voted", "A full floor is hard on you.")
        await led.press("space", "space", "d")
        assert led.room.now.entries == ("ask", "hear")


async def test_the_theme_that_the_coach_chooses_is_there_the_next_time(library, tmp_path):
    async with coach(library, tmp_path) as led:
        before = led.app.theme
        await led.press("ctrl+t")
        assert led.app.theme != before
        assert load_settings().theme == led.app.theme


async def test_leaving_while_people_are_here_is_asked_about_once(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("ctrl+q")
        assert isinstance(led.app.screen, ConfirmScreen)
        await led.press("escape")
        assert isinstance(led.app.screen, CoachScreen)
    async with session(library, tmp_path) as desk:
        assert desk.live.room.phase == "lobby"


@pytest.mark.parametrize("place", ["coach", "beside"])
async def test_palette_and_help_tell_every_key(library, tmp_path, place):
    keys = [key for shortcut in shortcuts(place) for key in shortcut.keys.split(",")]
    assert len(keys) == len(set(keys))
    async with coach(library, tmp_path, (120, 90)) as led:
        await led.round("ask", "ask")
        if place == "beside":
            await led.press("b", "enter", "c")
        screen = led.app.screen
        assert place == screen.PLACE
        offered = {shortcut.action for shortcut in Commands(screen).offered()}
        for shortcut in shortcuts(place):
            assert (shortcut.action in offered) is (screen.check_action(*shortcut.called) is not False), shortcut.id
        await led.pilot.press("f1")
        await until(led.pilot, lambda: isinstance(led.app.screen, HelpScreen))
        box = led.app.screen.query_one("#help").region
        seen = flat("\n".join(row[box.x : box.right] for row in shown(led.app).splitlines()))
        assert flat(PARAGRAPHS[place]) in seen
        for shortcut in (*shortcuts(place), *shortcuts("everywhere")):
            assert shortcut.description in seen, shortcut.id
