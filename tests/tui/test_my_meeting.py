"""The home screen and the person's own meeting: the line about it, their boss first, mixes, their own facts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import OptionList, Static

from rehearse.model.brief import Ask, Boss, Brief, Commute
from rehearse.store.brief import load_brief, save_brief
from rehearse.store.settings import Settings, save_settings
from rehearse.tui.brief.my_meeting import told_of
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.home.about import About
from rehearse.tui.home.pickers import Picker
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.journal import JournalScreen
from rehearse.tui.paragraphs import Prose, Script
from rehearse.tui.talk.offers import Offers
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import WEST, begin, flat, opened, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.app import RehearseApp

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
MIX = "controlling+sociable"
MINE = Brief(
    you="Sam",
    colleague="Jo",
    boss=Boss(name="Karen Holt", persona="controlling", mixed_with="sociable", share=30),
    date=dt.date(2031, 11, 27),
)


async def laid_out(pilot: Pilot[str]) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#start"))


def told(app: RehearseApp, topic: str) -> str:
    """Everything that is told about a topic, in sight or not."""
    script = app.screen.query_one(f"#about-{topic}", Prose).visual
    assert isinstance(script, Script)
    return flat(script.flowed(200).plain)


def row(app: RehearseApp, number: int) -> str:
    return str(app.screen.query_one("#boss", Picker).get_option_at_index(number).prompt)


# --- the line


@pytest.mark.parametrize(
    ("brief", "problems", "line"),
    [
        (Brief(), 0, "not told yet"),
        (Brief(), 2, "2 things cannot be read"),
        (MINE, 0, "Thursday 27 November 2031, with Karen Holt · 7 of 39 answered"),
        (Brief(date=dt.date(2031, 11, 27)), 1, "Thursday 27 November 2031 · 1 of 37 answered · 1 thing cannot be read"),
        (Brief(boss=Boss(persona="controlling")), 0, "with Margaret Voss · 1 of 38 answered"),
        (Brief(boss=Boss(persona="gone")), 0, "1 of 38 answered"),
        (Brief(boss=Boss(name="K" * 300)), 0, f"with {'K' * 29}… · 1 of 37 answered"),
    ],
)
def test_the_line_says_when_with_whom_and_how_much(library: Library, brief: Brief, problems: int, line: str) -> None:
    assert told_of(brief, Offers(library, brief), problems) == line


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_the_line_follows_what_is_told_in_the_form(library: Library, size: tuple[int, int]) -> None:
    save_settings(Settings(scenario=WEST))  # so that the cursor is on the button, and not on a list to read about
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await laid_out(pilot)
        assert str(app.screen.query_one("#my-meeting", Static).visual) == "My meeting: not told yet"
        assert "My meeting: not told" in shown(app)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen) and app.focused is not None)
        await pilot.press(*"Sam", "tab", *"Jo", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "with Jo" in shown(app))
        line = str(app.screen.query_one("#my-meeting", Static).visual)
        assert line == "My meeting: with Jo · 2 of 37 answered"
        assert app.focused is app.screen.query_one("#start")  # where it was


# --- the boss of the brief


async def test_the_boss_of_the_brief_comes_first_by_their_own_name_even_a_mix(library: Library) -> None:
    save_brief(MINE)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await laid_out(pilot)
        assert app.home.wanted is not None
        assert app.home.wanted.persona == MIX  # nothing was chosen before
        assert [text in row(app, 0) for text in ("Karen Holt", "my boss, partly Danny Okafor")] == [True, True]
        assert "Margaret Voss" in row(app, 1) + row(app, 2) + row(app, 3) + row(app, 4) + row(app, 5)
        app.screen.query_one("#boss").focus()
        await pilot.pause()
        seen = told(app, "boss")
        assert "Karen Holt most like Margaret Voss, with something of Danny Okafor" in seen
        for name in ("controlling", "sociable"):
            assert all(sign in seen for sign in library.personas[name].signs)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "Karen" in shown(app)


def test_the_boss_of_the_brief_is_offered_once(library: Library) -> None:
    plain = Offers(library, Brief(boss=Boss(name="Karen", persona="sociable")), "sociable")
    assert [boss for boss, _ in plain.bosses].count("sociable") == 1
    assert plain.bosses[0] == ("sociable", "Karen")
    assert plain.asides[0] == "my boss"
    mixed = Offers(library, MINE, "old-school+sociable")
    assert [boss for boss, _ in mixed.bosses[:2]] == [MIX, "old-school+sociable"]
    assert mixed.asides[1] == "partly Danny Okafor"
    assert len(mixed.bosses) == len(library.personas) + 2


@pytest.mark.parametrize("persona", ["gone", "controlling+gone", "gone+controlling", "a+b+c", "sociable+sociable"])
def test_a_boss_who_cannot_be_played_is_not_offered(library: Library, persona: str) -> None:
    assert [boss for boss, _ in Offers(library, None, persona).bosses] == list(library.personas)


def test_where_only_the_second_of_a_mix_is_gone_the_first_is_still_mine(library: Library) -> None:
    brief = Brief(boss=Boss(name="Karen", persona="controlling", mixed_with="gone"))
    assert Offers(library, brief).bosses[0] == ("controlling", "Karen")


async def test_a_name_without_a_kind_of_boss_is_what_everybody_is_called_in_the_talk(library: Library) -> None:
    save_brief(Brief(boss=Boss(name="Karen Holt")))
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await laid_out(pilot)
        assert "Karen Holt" not in row(app, 0)
        assert "In your talk they are called Karen Holt." in told(app, "boss")


async def test_who_has_just_said_which_boss_is_theirs_finds_them_chosen(library: Library) -> None:
    save_settings(Settings(scenario="one-day-a-week", persona="old-school"))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await laid_out(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen) and app.focused is not None)
        save_brief(MINE)  # as another program does
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: app.home.wanted is not None and app.home.wanted.persona == MIX)


# --- the facts of the brief


@pytest.mark.parametrize("scenario", ["one-day-a-week", "summoned-three-days"])
def test_the_meeting_is_told_as_the_talk_tells_it(library: Library, scenario: str) -> None:
    brief = Brief(
        boss=Boss(name="Karen Holt", persona="controlling"),
        company="Acme",
        colleague="Jo",
        years=9,
        ask=Ask(home_days=1, home_day="Friday", office_days=1),
        commute=Commute(minutes=15),
    )
    save_brief(brief)
    for boss in ("controlling", MIX, "sociable"):
        story = begin(library, scenario=scenario, persona=boss).story
        meeting = Offers(library, load_brief()[0]).meeting(scenario, boss)
        assert (meeting.title, meeting.you, meeting.asks) == (story.title, story.you, story.asks)
    assert "nine years" in meeting.you


async def test_the_meeting_is_told_with_ones_own_facts(library: Library) -> None:
    save_brief(MINE)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await laid_out(pilot)
        assert "Jo, the junior" in told(app, "meeting")
        assert "Priya" not in told(app, "meeting")


# --- rehearsals with a mix


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_rehearsals_with_a_mix_are_listed_carried_on_with_and_their_names_cut_with_an_ellipsis(
    library: Library, size: tuple[int, int]
) -> None:
    save_settings(Settings(scenario="one-day-a-week", persona=MIX))
    save_brief(Brief(boss=Boss(name="Karen with rather a long name", persona="controlling")))
    session = begin(library, scenario="one-day-a-week", persona=MIX)
    session.say(session.choices()[0].id)
    session.journal.close()
    assert session.record.boss.endswith("with something of Danny Okafor")
    app: Any = program(library)
    async with app.run_test(size=size) as pilot:
        await laid_out(pilot)
        assert "Karen with rather a long na…" in str(app.screen.query_one("#carry-on").label)
        assert "1 line" in str(app.screen.query_one("#carry-on").label)
        assert "Karen with rather a long na…" in str(app.screen.query_one("#recent-list", OptionList).options[0].prompt)
        await opened(pilot, JournalScreen())
        await until(pilot, lambda: "1 rehearsal" in shown(app))
        assert "Karen" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))


async def test_a_long_name_of_the_boss_breaks_nothing(library: Library) -> None:
    save_brief(Brief(boss=Boss(name="[/x] " + "K" * 200, persona="controlling", mixed_with="sociable")))
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        await laid_out(pilot)
        app.screen.query_one("#boss").focus()
        await pilot.pause()
        assert "[/x]" in shown(app)
        assert app.screen.query_one(About).display
