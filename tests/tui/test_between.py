"""The plan, the progress and the log on the screen, and the ways to them from the home screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList
from textual.widgets._toast import Toast

from rehearse.coaching.between.after import Log
from rehearse.coaching.between.plan import STEP
from rehearse.model.brief import Ask, Boss, Brief
from rehearse.store import clock
from rehearse.store.brief import save_brief
from rehearse.store.journal import Journal
from rehearse.store.logs import logs, save_log
from rehearse.store.places import exports_folder
from rehearse.store.planned import mark_done
from rehearse.store.settings import Settings, save_settings
from rehearse.tui.answers import OpenBetween
from rehearse.tui.brief.fields import LineField, LongField
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.drill.screen import DrillScreen
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.log.mail import MailScreen
from rehearse.tui.log.screen import LogScreen
from rehearse.tui.page import KeyLine, TitleLine
from rehearse.tui.prep.screen import PrepScreen
from rehearse.tui.progress.screen import ProgressScreen
from rehearse.tui.talk.screen import TalkScreen
from rehearse.tui.today.line import TodayLine
from rehearse.tui.today.screen import TodayScreen
from tests.tui.world import BOSS, UNSPEAKABLE, WEST, begin, clickable, flat, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, LEAST = (120, 40), (80, 24), (60, 20)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC).astimezone()
MEETING = dt.date(2026, 3, 20)
RIGHT_NOW = clock.now


@pytest.fixture(autouse=True)
def _second_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def tell(name: str = "Pat Quill", date: dt.date | None = MEETING) -> None:
    """Tell about the meeting, which is with the plain boss."""
    assert save_brief(Brief(boss=Boss(name=name, persona=BOSS), date=date, ask=Ask(accepts=("trial",)))) == ""
    save_settings(Settings(scenario=WEST, persona=BOSS))


def rehearse(library: Library, *choices: str) -> str:
    session = begin(library)
    for choice in choices:
        session.say(choice)
    session.journal.close()
    return session.record.id


async def open_from_home(pilot: Pilot[str], key: str, screen: type) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


def notes(kind: str) -> list[dict[str, object]]:
    journal = Journal.open()
    found = [dict(note.data) for note in journal.notes(kind)]
    journal.close()
    return found


# --- the ways there


@pytest.mark.parametrize(
    ("key", "screen"), [("t", TodayScreen), ("d", DrillScreen), ("g", ProgressScreen), ("l", LogScreen)]
)
async def test_one_key_leads_there_from_the_home_screen_and_esc_back(library: Library, key: str, screen: type) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, key, screen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [LARGE, SMALL, LEAST])
async def test_the_foot_of_the_home_screen_names_today_and_stays_on_one_line(
    library: Library, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        foot = str(app.screen.query_one(KeyLine).render())
        assert "t Today" in foot
        assert "Drill" not in foot
        assert "\n" not in foot


@pytest.mark.parametrize(("place", "screen"), [("drill", DrillScreen), ("log", LogScreen)])
async def test_the_program_can_be_opened_straight_there(library: Library, place: str, screen: type) -> None:
    app = program(library)
    app._start = OpenBetween(place)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, screen))


async def test_the_line_on_the_home_screen_says_what_is_on_and_opens_the_plan(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        line = app.screen.query_one(TodayLine)
        assert "Today: a first run, 15 min · 1 of 9" in str(line.render())
        await pilot.click(TodayLine, offset=(3, 0))
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_without_a_date_the_home_screen_says_nothing_of_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        assert not app.screen.query_one(TodayLine).display


# --- the plan


@pytest.mark.parametrize("size", [LARGE, SMALL, LEAST])
async def test_the_plan_shows_what_is_on_and_the_way_there(library: Library, size: tuple[int, int]) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        seen = shown(app)
        assert "Friday 20 March" in flat(seen)
        assert "Today · 1 of 9" in seen
        assert "A first run" in seen
        assert "▸ today" in seen
        if size != LEAST:
            assert "In your own words" in seen
        assert app.focused is app.screen.query_one("#way")


async def test_enter_begins_the_talk_of_the_session_in_its_own_way(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert app.shelf is not None
        (record,) = app.shelf.journal.rehearsals()
        assert (record.scenario, record.persona, record.level) == (WEST, BOSS, "patient")


async def test_what_is_done_is_marked_and_the_next_day_is_free(library: Library) -> None:
    tell()
    journal = Journal.open()
    mark_done(journal, STEP["first"])
    journal.close()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        seen = shown(app)
        assert "✓" not in seen  # it was noted on another day than the one of this test


async def test_x_notes_a_session_and_the_list_follows(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", RIGHT_NOW)  # notes are made by the real clock
    today = clock.today()
    tell(date=today + 18 * DAY)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        await pilot.press("x")
        await until(pilot, lambda: "✓ today" in shown(app))
        assert notes("plan") == [{"step": "first"}]
        assert "Nothing is on today. Next," in flat(shown(app))
        chosen = app.screen.chosen  # type: ignore[attr-defined]
        assert chosen.step.id == "recall"


async def test_going_through_the_list_tells_about_each_session(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        for step in list(STEP.values())[1:]:
            await pilot.press("down")
            await pilot.pause()
            assert step.goal in flat(str(app.screen.query_one("#session").visual.flowed(200)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("place", "screen"), [(2, DrillScreen), (8, PrepScreen)])
async def test_a_drill_and_the_page_are_sessions_too(library: Library, place: int, screen: type) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        app.screen.query_one("#way", OptionList).highlighted = place
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, screen))


@pytest.mark.parametrize(
    ("key", "screen"),
    [("d", DrillScreen), ("g", ProgressScreen), ("l", LogScreen), ("p", PrepScreen), ("m", BriefScreen)],
)
async def test_the_plan_leads_everywhere(library: Library, key: str, screen: type) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, screen))


async def test_without_a_date_the_plan_says_what_it_needs_and_leads_there(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        assert "The day of your meeting is not told yet." in flat(shown(app))
        assert "Tell about my meeting" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))


async def test_after_the_day_the_plan_asks_how_it_went_and_leads_to_the_log(library: Library) -> None:
    tell(date=NOON.date() - DAY)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        assert "how did it go?" in shown(app)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and app.screen.query("#begin"))
        assert "Note how it went" in shown(app)
        await pilot.click("#begin")
        await until(pilot, lambda: isinstance(app.screen, LogScreen))


async def test_on_the_day_only_the_page_is_left(library: Library) -> None:
    tell(date=NOON.date())
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        assert "The page, aloud" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PrepScreen))


async def test_the_calendar_is_exported_and_the_sentence_says_where(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_from_home(pilot, "t", TodayScreen)
        await pilot.press("e")
        await until(pilot, lambda: app.screen.query(Toast))
        assert "2026-03-02-practice.ics" in flat(shown(app))
        (path,) = exports_folder().iterdir()
        assert path.name == "2026-03-02-practice.ics"
        assert path.read_bytes().count(b"BEGIN:VEVENT") == 9
        assert b"Pat Quill" not in path.read_bytes()


# --- the progress


async def test_the_progress_shows_results_worries_and_moves(library: Library) -> None:
    tell()
    rehearse(library, "ask", "hear", "clear")
    rehearse(library, "accuse", "refuse", "vague")
    app = program(library)
    async with app.run_test(size=(120, 60)) as pilot:
        await open_from_home(pilot, "g", ProgressScreen)
        await until(pilot, lambda: "How your rehearsals ended" in shown(app))
        seen = shown(app)
        assert "A trial       ┃ ○" in seen
        assert "Refused       │ ┊  ○" in seen
        for text in ("What worries Pat Quill", "Room for everybody", "Still unproven", "What did no good"):
            assert text in seen
        assert "1 of 1 Grant that their worry is real" in flat(seen)


async def test_a_drill_from_the_progress_shows_in_it(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "g", ProgressScreen)
        await until(pilot, lambda: "Nothing yet." in shown(app))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DrillScreen) and app.screen.check_action("show", ()))
        await pilot.press("f2", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, ProgressScreen) and "▫" in shown(app))


async def test_b_shows_the_next_boss(library: Library) -> None:
    tell()
    rehearse(library, "ask")
    session = begin(library, persona="sociable")
    session.say("ask")
    session.journal.close()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "g", ProgressScreen)
        await until(pilot, lambda: "What worries Pat Quill" in shown(app))
        await pilot.press("b")
        await until(pilot, lambda: f"What worries {library.personas['sociable'].name}" in shown(app))
        await pilot.press("b")
        await until(pilot, lambda: "What worries Pat Quill" in shown(app))


# --- the log


async def test_every_answer_is_kept_when_it_is_left(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "l", LogScreen)
        await until(pilot, lambda: app.screen.query("#ask-agreed"))
        await pilot.press("right", "right")
        await until(pilot, lambda: notes("log"))
        app.screen.query_one("#ask-agreed LongField").focus()
        await pilot.press(*"The", "enter", *"seat", "tab")
        await until(pilot, lambda: logs(Journal.open())[0].agreed == "The\nseat")
        await pilot.press("space")
        await until(pilot, lambda: logs(Journal.open())[0].concerns == ("room",))
        await pilot.press("space")
        await until(pilot, lambda: logs(Journal.open())[0].concerns == ())
        assert logs(Journal.open())[0].result == "trial"
        assert len(notes("log")) == 1


async def test_leaving_in_the_midst_of_a_word_keeps_it(library: Library) -> None:
    tell()
    for keys in (("escape",), ("ctrl+q",)):
        app = program(library)
        async with app.run_test(size=SMALL) as pilot:
            await open_from_home(pilot, "l", LogScreen)
            await until(pilot, lambda: app.screen.query("#ask-surprised"))  # noqa: B023
            app.screen.query_one("#ask-surprised LongField", LongField).focus()
            await pilot.press(*keys[0][:1], *keys)
            await pilot.pause()
        assert logs(Journal.open())[0].surprised.startswith(keys[0][0])


async def test_a_day_said_in_words_is_written_out_and_one_that_cannot_be_read_stays(library: Library) -> None:
    tell()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "l", LogScreen)
        await until(pilot, lambda: app.screen.query("#ask-day"))
        field = app.screen.query_one("#ask-day LineField", LineField)
        field.focus()
        field.value = "some day"
        await pilot.press("tab")
        await until(pilot, lambda: "✗ A date is written as" in shown(app))
        assert field.value == "some day"
        field.focus()
        field.value = "2026-03-01"
        await pilot.press("tab")
        await until(pilot, lambda: logs(Journal.open()))
        assert "✗" not in shown(app)
        assert [log.day for log in logs(Journal.open())] == [dt.date(2026, 3, 1)]


async def test_the_other_page_holds_it_against_range_and_rehearsals(library: Library) -> None:
    tell()
    rehearse(library, "ask", "hear", "clear")
    journal = Journal.open()
    save_log(journal, Log(NOON.date(), BOSS, "refused", concerns=("room", "fair")))
    journal.close()
    app = program(library)
    async with app.run_test(size=(100, 70)) as pilot:
        await open_from_home(pilot, "l", LogScreen)
        await until(pilot, lambda: app.screen.query("#ask-day"))
        await pilot.press("f2")
        await until(pilot, lambda: "Beside your rehearsals" in shown(app))
        seen = flat(shown(app))
        assert "outside your range" in seen
        assert "You had rehearsed what they said about “Room for everybody”." in seen
        assert "New to you was “Being called unfair”" in seen
        assert "Take a no in such a way that you can come back" in seen
        assert "AM-02" in seen
        await pilot.press("f4")
        await until(pilot, lambda: "How it ended" in shown(app))


async def test_the_mail_is_drafted_changed_kept_exported_and_drafted_anew(library: Library) -> None:
    tell()
    journal = Journal.open()
    save_log(journal, Log(NOON.date(), BOSS, "trial", "The seat for six weeks", i_said="A secret."))
    journal.close()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_from_home(pilot, "l", LogScreen)
        await until(pilot, lambda: app.screen.query("#ask-day"))
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, MailScreen))
        assert "- The seat for six weeks" in shown(app)
        assert "A secret" not in shown(app)
        assert "LP-07" in shown(app)
        assert "as drafted" in str(app.screen.query_one(TitleLine).render())
        app.screen.query_one(LongField).text = "My own words."
        await pilot.pause()
        assert "in your own words" in str(app.screen.query_one(TitleLine).render())
        await pilot.press("f2")
        await until(pilot, lambda: list(exports_folder().glob("*.txt")))
        (path,) = exports_folder().glob("*.txt")
        assert path.read_text(encoding="utf-8").endswith("\n\nMy own words.\n")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LogScreen))
        assert "My own words." in logs(Journal.open())[0].mail
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, MailScreen))
        await pilot.press("f4", "escape")
        await until(pilot, lambda: isinstance(app.screen, LogScreen))
        assert logs(Journal.open())[0].mail == ""


async def test_forgetting_asks_first(library: Library) -> None:
    tell()
    journal = Journal.open()
    save_log(journal, Log(NOON.date(), BOSS, "trial", "The seat"))
    journal.close()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_from_home(pilot, "l", LogScreen)
        await until(pilot, lambda: app.screen.query("#ask-day"))
        await pilot.press("f8", "n")
        await until(pilot, lambda: isinstance(app.screen, LogScreen))
        assert notes("log")
        await pilot.press("f8", "y")
        await until(pilot, lambda: not notes("log"))
        await until(pilot, lambda: app.screen.query("#ask-agreed"))
        assert app.screen.query_one("#ask-agreed LongField", LongField).text == ""


# --- whatever stands in the brief and the notes


@pytest.mark.parametrize("key", ["t", "g", "l"])
async def test_what_looks_like_markup_or_worse_is_shown_as_text(library: Library, key: str) -> None:
    name = f"[/x] [@click=app.quit]x[/] {UNSPEAKABLE.replace(chr(27), '')}"
    tell(name[:40])
    rehearse(library, "ask")
    journal = Journal.open()
    journal.note("goal", {"if": UNSPEAKABLE, "then": "[red]x[/red] " + UNSPEAKABLE, "concern": "room", "move": "x"})
    journal.note("drill", {"persona": BOSS, "concern": "room", "move": "nonsense", "good": True, "said": UNSPEAKABLE})
    save_log(journal, Log(NOON.date() - 99 * DAY, BOSS, "trial", "[/x] " + UNSPEAKABLE, surprised=UNSPEAKABLE))
    journal.close()
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        await pilot.pause(0.3)
        if key == "l":
            await pilot.press("f2")
            await pilot.pause(0.3)
        seen = shown(app)
        assert not set(seen) & set("\x1b\x07\x9b\u202e\u202c\u2066\u2069\u200b")
        assert "app.quit" not in clickable(app)


@pytest.mark.parametrize("key", ["t", "d", "g", "l"])
@pytest.mark.parametrize("size", [LARGE, SMALL, LEAST, (40, 10)])
async def test_every_size_is_borne(library: Library, key: str, size: tuple[int, int]) -> None:
    tell()
    rehearse(library, "ask", "hear", "clear")
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        await pilot.resize_terminal(*size)
        await pilot.pause(0.2)
        assert ("A little more room" in shown(app)) == (size == (40, 10))
