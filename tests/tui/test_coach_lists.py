"""The lists of the coach's screen: lines, people, modes, suggestions."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.workshop.pick import PickScreen
from tests.tui.coaching import NARROW, WIDE, coach
from tests.tui.world import until

WORRY = "What would worry you about the seat?"


async def test_at_a_tie_the_key_asks_the_coach(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space")
        options = [option.id for option in led.room.rounds[0].options]
        await led.votes(*options[1:3])
        await led.press("space", "space", "space")
        await led.sees("It is a tie: choose a line")
        await led.press("d")
        assert isinstance(led.app.screen, PickScreen)
        await led.sees("◂ tie")
        await led.press("escape", "space")
        assert isinstance(led.app.screen, PickScreen)
        await led.press("enter")
        assert led.room.rounds[0].by == "coach"
        assert led.room.now.entries == (options[1],)  # the first of those that tie, not the first of all


async def test_the_coach_overrides_the_room(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("space")
        await led.votes("ask", "ask")
        await led.press("o", "home", "down", "enter")
        second = led.room.rounds[0].options[1].id
        assert led.room.now.entries == (second,)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_of_a_long_list_the_row_that_is_marked_and_the_keys_can_be_seen(library, tmp_path, size):
    async with coach(library, tmp_path, size, people=31) as led:
        await led.press("p", "end")
        box, listed = led.app.screen.query_one("#pick"), led.app.screen.query_one(OptionList)
        assert listed.highlighted == 30
        keys = led.app.screen.query("#pick > Static").last()
        for part in (listed, keys):
            assert part.region.bottom <= box.content_region.bottom <= size[1]
        await led.sees("Person 30", "Enter Take")


async def test_the_coach_has_every_third_person_observe_and_then_nobody(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("m", "down", "down", "down", "down", "enter")
        assert [seat.observes for seat in led.room.present] == [False, False, True]
        await led.press("m", "up", "enter")
        assert led.room.voters == 3


async def test_people_are_listed_and_a_name_is_taken_off_after_a_question(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.press("p")
        await led.sees("Person 0", "Person 2")
        await led.press("down", "x")
        assert isinstance(led.app.screen, ConfirmScreen)
        await led.sees("No n", "Take off y")
        await led.press("n")
        assert len(led.room.present) == 3
        await led.press("p", "down", "x", "right", "enter")
        assert [seat.name for seat in led.room.present] == ["Person 0", "Person 2"]
        await led.sees("2 here")


async def test_suggestions_are_grouped_by_what_they_do_and_one_is_played(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.suggests(WORRY, "ask-what-worries-them")
        await led.suggests("What are you afraid of?", "ask-what-worries-them", 2)
        await led.suggests("blue bananas", "", 3)
        await led.press("u")
        await led.sees("Ask what worries them 2", "Not understood 1", WORRY, "blue bananas")
        await led.press("x")
        assert led.room.suggestions[0].hidden
        await led.press("u", "enter")
        await until(led.pilot, lambda: led.room.now.entries)
        assert led.room.now.entries[0].endswith("\tWhat are you afraid of?")
        await led.sees("What are you afraid of?")


async def test_what_several_propose_in_the_same_words_is_one_row(library, tmp_path):
    async with coach(library, tmp_path) as led:
        for seat, words in enumerate(("What are you afraid of?", WORRY, "what are  you afraid of?"), 1):
            await led.suggests(words, "ask-what-worries-them", seat)
        await led.press("u")
        await led.sees("Ask what worries them 3", "What are you afraid of? 2 times", WORRY)
        assert led.app.screen.query_one(OptionList).option_count == 3  # the heading is one


async def test_a_suggestion_that_is_not_understood_is_asked_about(library, tmp_path):
    async with coach(library, tmp_path) as led:
        await led.suggests("blue bananas", "")
        await led.press("space", "u", "enter")
        await until(led.pilot, lambda: "How is it meant?" in led.shown)
        await led.press("end", "enter")
        assert led.room.now.entries == ("?\tblue bananas",)
        assert led.room.phase == "decided"
