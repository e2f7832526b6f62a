"""My meeting: the form, by keyboard alone; everything is kept, and what cannot be read stays and is explained."""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key, Paste
from textual.widgets import Input, OptionList, Static, TextArea

from rehearse.model.brief import Boss, Brief, Fact
from rehearse.model.brief_questions import QUESTIONS, SECTIONS
from rehearse.store.brief import load_brief, save_brief
from rehearse.store.places import brief_path
from rehearse.tui.advice import AdviceScreen
from rehearse.tui.answers import OpenBrief
from rehearse.tui.app import RehearseApp
from rehearse.tui.brief.block import QuestionBlock
from rehearse.tui.brief.parts import Parts
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.home.screen import HomeScreen
from tests.tui.world import STRANGE, UNSPEAKABLE, clickable, flat, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
THURSDAY = dt.date(2031, 11, 27)


async def open_form(pilot: Pilot[str]) -> None:
    """From the home screen, by its key."""
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen) and pilot.app.focused is not None)
    await until(pilot, lambda: len(pilot.app.screen.query(QuestionBlock)) == len(QUESTIONS))


def block(app: RehearseApp, key: str) -> QuestionBlock:
    return next(each for each in app.screen.query(QuestionBlock) if each.question.key == key)


def text_of(app: RehearseApp, key: str) -> str:
    return block(app, key).field.text


def note(app: RehearseApp, key: str) -> str:
    return str(block(app, key).query_one(".note", Static).visual)


def asked_now(app: RehearseApp) -> str:
    """The key of the question that the cursor is in."""
    assert app.focused is not None
    return next((node.question.key for node in app.focused.ancestors if isinstance(node, QuestionBlock)), "")


async def go_to(pilot: Pilot[str], key: str) -> None:
    """To a question, the way a person goes: part by part, then field by field."""
    app: Any = pilot.app
    section = next(question.section for question in QUESTIONS if question.key == key)
    while SECTIONS[app.screen.query_one(Parts).at] != section:
        await pilot.press("pagedown")
    for _ in range(20):
        if asked_now(app) == key:
            return
        await pilot.press("tab")
    pytest.fail(f"'{key}' cannot be reached.")


async def write(pilot: Pilot[str], words: str) -> None:
    """Put *words* into the field that the cursor is in, all at once."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(words))
    await pilot.pause()


async def leave(pilot: Pilot[str]) -> None:
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


# --- filling it in


TYPED = {
    "you": "Sam",
    "boss.name": "Karen",
    "boss.persona": ["down", "down"],
    "boss.mixed_with": ["down"],
    "boss.share": "25",
    "company": "A",
    "team": "b",
    "colleague": "J",
    "years": "4",
    "date": "2031-11-27",
    "form": ["right", "right"],
    "happened": "M.",
    "ask.ideal": "2",
    "ask.acceptable": "1",
    "ask.walk_away": "0",
    "ask.home_days": "2",
    "ask.home_day": ["right", "right", "right"],
    "ask.office_days": "three",
    "ask.accepts": ["space"],
    "need": "q",
    "reason": "N.",
    "commute.minutes": "1 h 10",
    "commute.hours": "7",
    "facts": ["D", "tab", "9", "tab", "p"],
    "result": "f",
    "project": "B",
    "trial.length": "6 w",
    "trial.measures": "d",
    "trial.review": "r",
    "trial.ends": "w",
    "duties.home": "r",
    "duties.office": "s",
    "home_office": "h",
    "reachable": "r",
    "internet": "p",
    "alternative": "w",
    "stop": "s",
    "ally": "I",
    "follow_up": "I do",
}
"""What a person presses at each question, before Tab."""


async def test_the_whole_form_is_filled_in_with_the_keyboard_alone(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        for question in QUESTIONS:
            assert asked_now(app) == question.key
            await pilot.press(*TYPED[question.key])
            await pilot.pause()
            await pilot.press("tab")
            if question.key == "facts":  # a fact told makes room for the next one
                await pilot.press("tab", "tab", "tab")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    brief, problems = load_brief()
    personas = list(library.personas)
    assert problems == ()
    assert brief.boss == Boss(name="Karen", persona=personas[1], mixed_with=personas[0], share=25)
    assert (brief.date, brief.form, brief.ask.home_day) == (THURSDAY, "video", "Wednesday")
    assert (brief.ask.office_days, brief.commute.minutes, brief.ask.accepts) == (3, 70, ("trial", "partial"))
    assert brief.facts == (Fact(text="D", figure="9", source="p"),)
    assert (brief.duties.office, brief.follow_up) == ("s", "I do")
    assert stat.S_IMODE(brief_path().stat().st_mode) == 0o600


async def test_what_was_told_is_there_again_when_the_form_is_opened_again(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Zoë Åström")
        await pilot.press("enter")
        await write(pilot, "Karen")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await open_form(pilot)
        assert (text_of(app, "you"), text_of(app, "boss.name")) == ("Zoë Åström", "Karen")
    again = program(library)
    async with again.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        assert (text_of(again, "you"), text_of(again, "boss.name")) == ("Zoë Åström", "Karen")
        assert "2 of 37 answered" in shown(again)
        await pilot.press("tab", "x", "backspace")  # nothing is selected, so nothing is typed over
        assert text_of(again, "boss.name") == "Karen"


async def test_nothing_is_written_where_nothing_is_told(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await pilot.press(*["tab"] * 12)
        await leave(pilot)
    assert not brief_path().exists()


async def test_what_is_being_written_is_kept_before_the_field_is_left(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Sam")
        await until(pilot, lambda: load_brief()[0].you == "Sam")
        assert "✓ kept" in shown(app)


async def test_quitting_in_the_midst_of_a_field_keeps_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Sam")
        await pilot.press("ctrl+q")
    assert load_brief()[0].you == "Sam"
    assert app.return_value == ""


async def test_brief_opens_the_form_at_once(library: Library) -> None:
    app = RehearseApp(start=OpenBrief(), read=program(library)._read_shelf)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert "Your name" in shown(app)
        await leave(pilot)


async def test_the_form_begins_with_the_first_part_that_is_not_wholly_answered(library: Library) -> None:
    full: dict[str, Any] = {"you": "S", "company": "C", "team": "T", "colleague": "J", "years": 1}
    save_brief(Brief(boss=Boss(name="K", persona="sociable", mixed_with="controlling", share=30), **full))
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        assert asked_now(app) == "date"


# --- each question, and the advice behind it


@pytest.mark.parametrize("size", [LARGE, SMALLEST])
async def test_every_question_says_why_and_its_advice_opens_at_one_key(library: Library, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_form(pilot)
        for question in QUESTIONS:
            if question.key in {"boss.mixed_with", "boss.share"}:
                continue
            await go_to(pilot, question.key)
            await pilot.pause()
            there = block(app, question.key)
            assert question.why in flat(str(there.query(Static).first().visual))
            top = app.screen.query_one(Parts).region
            assert top.y <= there.field.region.y < top.bottom, question.key  # in sight
        behind = library.cards[QUESTIONS[-1].card]
        assert f"F2 Advice: {behind.title}" in shown(app) or (size == LARGE and behind.example[-20:] in shown(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AdviceScreen))
        assert str(app.screen.query_one("#card-head", Static).visual).startswith(
            library.cards[QUESTIONS[-1].card].title
        )
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert asked_now(app) == QUESTIONS[-1].key


async def test_who_else_is_in_the_boss_is_asked_once_there_is_a_boss_and_never_offers_the_same_one(
    library: Library,
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_form(pilot)
        assert "something of another" not in shown(app)
        await go_to(pilot, "boss.persona")
        await pilot.press("down", "tab")
        await pilot.pause()
        assert asked_now(app) == "boss.mixed_with"
        listed = block(app, "boss.mixed_with").query_one(OptionList)
        assert next(iter(library.personas)) not in {option.id for option in listed.options}
        await pilot.press("down", "shift+tab", "down")  # the second becomes the first, and is the second no more
        await until(pilot, lambda: load_brief()[0].boss.id == list(library.personas)[1])


async def test_an_answer_is_read_back_as_the_talk_will_say_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "need")
        await write(pilot, "I need to pick up Ella")
        await pilot.press("tab")
        await until(pilot, lambda: "picking up Ella" in note(app, "need"))
        assert "In the talk: “picking up Ella”" in shown(app)


async def test_a_day_without_a_year_is_the_next_one_and_is_told_in_full(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "date")
        await write(pilot, "tomorrow")
        await pilot.press("tab")
        tomorrow = dt.datetime.now().astimezone().date() + dt.timedelta(days=1)
        await until(pilot, lambda: load_brief()[0].date == tomorrow)
        assert f"{tomorrow:%A} {tomorrow.day} {tomorrow:%B}" in note(app, "date")


async def test_of_the_endings_the_last_mark_stays(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "ask.accepts")
        await pilot.press("space", "down", "space", "down", "space", "space", "up", "up", "up")
        await until(pilot, lambda: load_brief()[0].ask.accepts == ("partial",))
        assert asked_now(app) == "ask.office_days"


async def test_enter_in_a_longer_answer_begins_a_new_row_and_in_an_empty_one_goes_on(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "duties.home")
        await pilot.press("enter")
        assert asked_now(app) == "duties.office"
        await write(pilot, "one")
        await pilot.press("enter")
        await write(pilot, "two")
        await pilot.press("down")
        assert asked_now(app) == "home_office"
        await until(pilot, lambda: load_brief()[0].duties.office == "one\ntwo")
        assert load_brief()[0].duties.home is None


async def test_facts_are_told_in_three_fields_each_and_a_row_more_is_there_up_to_five(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "facts")
        for number in range(1, 6):
            await write(pilot, f"What|{number}")
            await pilot.press("enter", str(number), "enter", "enter")
            await pilot.pause()
        assert asked_now(app) == "result"
        await until(pilot, lambda: len(load_brief()[0].facts) == 5)
        assert load_brief()[0].facts[4] == Fact(text="What/5", figure="5")
    again = program(library)
    async with again.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        first = block(again, "facts").query(Input).first()
        assert first.value == "What/1"
        await go_to(pilot, "facts")
        await pilot.press("ctrl+u", "tab", "ctrl+u", "pagedown")  # the first fact is taken away
        await until(pilot, lambda: len(load_brief()[0].facts) == 4)


async def test_a_figure_that_is_about_nothing_is_said_so_and_stays(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "facts")
        await pilot.press("tab")
        await write(pilot, "11 of 12")
        await pilot.press("tab")
        assert note(app, "facts") == ""  # the person may still be coming to it
        await pilot.press("pagedown")
        await until(pilot, lambda: note(app, "facts").startswith("✗ Fact 1 says nothing"))
        assert "11 of 12" in text_of(app, "facts")


# --- what cannot be read


async def test_a_day_that_is_past_is_taken_and_said_to_be_past(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "date")
        await write(pilot, "2024-02-29")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0].date == dt.date(2024, 2, 29))
        assert "that day is past" in note(app, "date")


async def test_a_date_that_is_none_stays_as_typed_and_a_sentence_says_why(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Sam")
        await go_to(pilot, "date")
        await write(pilot, "next spring")
        await pilot.press("tab")
        await until(pilot, lambda: note(app, "date").startswith("✗ A date is written"))
        assert "✗ A date is written as year, month and day" in flat(shown(app))
        assert text_of(app, "date") == "next spring"
        await pilot.press("pagedown")
        listed = app.screen.query_one("#parts", OptionList)
        assert "✗" in str(listed.get_option_at_index(1).prompt)
        await pilot.press("escape")  # held up once, back at the field
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen)
        assert "“The day of the meeting” cannot be read yet" in flat(shown(app))
        assert asked_now(app) == "date"
        await leave(pilot)
        assert load_brief() == (Brief(you="Sam"), ())
        await open_form(pilot)
        assert text_of(app, "date") == "next spring"  # it is there until the program ends
        await go_to(pilot, "date")
        await pilot.press("end", "ctrl+u")
        await write(pilot, "27.11.2031")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0].date == THURSDAY)
        assert text_of(app, "date") == "2031-11-27"
        assert "past" not in note(app, "date")
        assert "✗" not in shown(app)
        await leave(pilot)


async def test_quitting_with_an_answer_that_cannot_be_read_says_so(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "ask.home_days")
        await write(pilot, "9")
        await pilot.press("ctrl+q")
    assert app.return_value == "“How many days a week at home” cannot be read yet, so it is not kept on disk."


async def test_the_beginning_of_a_figure_is_no_answer(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await go_to(pilot, "years")
        await pilot.press("1", "2", "space", "m")
        await pilot.pause(1)
        assert load_brief()[0].years is None
        await pilot.press("tab")
        await until(pilot, lambda: note(app, "years").startswith("✗"))
        assert load_brief()[0].years is None
        await go_to(pilot, "years")
        await pilot.press("backspace", "backspace")  # and the sentence goes as soon as it can be read
        await until(pilot, lambda: "✗" not in note(app, "years"))
        await until(pilot, lambda: load_brief()[0].years == 12)


async def test_too_long_an_answer_is_said_so_and_not_cut(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await pilot.press("x")
        await write(pilot, "y" * 400)
        await pilot.press("tab")
        await until(pilot, lambda: "At most 300 characters" in note(app, "you"))
        assert len(text_of(app, "you")) == 401


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_signs_that_mean_something_elsewhere_are_harmless(library: Library, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_form(pilot)
        await write(pilot, "[/x] [@click=app.quit]x[/] {boss.name}")
        await pilot.press("tab")
        await write(pilot, f"Karen\n{UNSPEAKABLE}\t{STRANGE}"[:200])
        await go_to(pilot, "happened")
        await write(pilot, f"{UNSPEAKABLE}\r\nrow two [b]x[/b]\x00")
        await pilot.press("tab")
        await pilot.pause()
        field = block(app, "happened").query_one(TextArea)
        assert field.text.splitlines()[1] == "row two [b]x[/b]"
        seen = shown(app)
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e", "\u200b"} & set(seen + field.text)
        await go_to(pilot, "you")
        await pilot.pause()
        assert "[/x] [@click=app.quit]x[/] {boss.name}" in shown(app)
        assert "app.quit" not in clickable(app)
        await leave(pilot)
        assert "[/x]" not in shown(app).splitlines()[0]
    brief, problems = load_brief()
    assert problems == ()
    assert brief.you == "[/x] [@click=app.quit]x[/] {boss.name}"
    assert (brief.happened or "").endswith("row two [b]x[/b]")


# --- the file


async def test_a_folder_that_cannot_be_written_gets_a_sentence_and_the_answers_stay(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        (tmp_path / "a-file").touch()
        monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "a-file" / "home"))
        await write(pilot, "Sam")
        await pilot.press("tab")
        await until(pilot, lambda: "could not be saved" in flat(shown(app)))
        assert "not kept on disk" in shown(app)
        assert "✓ kept" not in shown(app)
        assert text_of(app, "you") == "Sam"
        await pilot.press("escape")
        await pilot.pause()
        assert "Esc again leaves" in flat(shown(app))
        await leave(pilot)
        await open_form(pilot)
        assert text_of(app, "you") == "Sam"
        monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "mended"))
        await go_to(pilot, "company")
        await write(pilot, "Acme")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0] == Brief(you="Sam", company="Acme"))
        assert "✓ kept" in shown(app)
        assert "could not be saved" not in flat(shown(app))


async def test_a_full_disk_gets_a_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rehearse.store.brief.write_whole", full)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Sam")
        await pilot.press("ctrl+q")
    assert "No space left on device" in str(app.return_value)


async def test_a_file_with_mistakes_is_told_of_and_kept_aside(library: Library) -> None:
    brief_path().parent.mkdir(parents=True)
    brief_path().write_text("you: Sam\ndate: some day\ncompany: Acme\n")
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        assert "1 thing cannot be read" in flat(shown(app))
        await open_form(pilot)
        assert "Line 2 of your file: A date is written as year, month and day" in flat(shown(app))
        assert (text_of(app, "you"), text_of(app, "company")) == ("Sam", "Acme")
        assert brief_path().read_text().startswith("you: Sam")  # looking at it changes nothing
        await pilot.press("end")
        await write(pilot, "my")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief() == (Brief(you="Sammy", company="Acme"), ()))
        (aside,) = brief_path().parent.glob("brief.yaml.damaged-*")
        assert "some day" in aside.read_text()
        assert "brief.yaml.damaged-1" in flat(shown(app)).replace(" ", "")


async def test_a_boss_who_is_not_there_any_more_is_told_of_and_stays(library: Library) -> None:
    save_brief(Brief(you="Sam", boss=Boss(persona="gone")))
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_form(pilot)
        assert "There is no persona 'gone'" in flat(shown(app))
        assert "who is not there" in shown(app)
        await pilot.press("end")
        await write(pilot, "my")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0].you == "Sammy")
        assert load_brief()[0].boss.persona == "gone"
        await leave(pilot)
        assert app.home.wanted is not None


async def test_what_another_program_writes_meanwhile_is_not_lost(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await write(pilot, "Sam")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0].you == "Sam")
        save_brief(Brief(you="Zoë", ally="Ines"))
        await write(pilot, "Karen")
        await pilot.press("tab")
        await until(pilot, lambda: load_brief()[0].boss.name == "Karen")
        assert load_brief()[0] == Brief(you="Zoë", boss=Boss(name="Karen"), ally="Ines")
        await leave(pilot)
        assert load_brief()[0].you == "Zoë"


async def test_forgetting_asks_once_and_then_nothing_is_left(library: Library) -> None:
    save_brief(Brief(you="Sam", facts=(Fact(text="D"),)))
    app = program(library)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await open_form(pilot)
        for answer, left in (("n", True), ("y", False)):
            await pilot.press("f8")
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
            await pilot.press(answer)
            await until(pilot, lambda: isinstance(app.screen, BriefScreen))
            assert brief_path().exists() is left
        await until(pilot, lambda: text_of(app, "you") == "")
        assert text_of(app, "facts") == ""
        assert "answered" not in shown(app).splitlines()[0]
        await leave(pilot)
        assert not brief_path().exists()


async def test_what_cannot_be_deleted_gets_a_sentence_and_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    save_brief(Brief(you="Sam"))
    app = program(library)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await open_form(pilot)
        monkeypatch.setattr(Path, "unlink", refuses)
        await pilot.press("f8", "y")
        await until(pilot, lambda: "cannot be deleted: Permission denied" in flat(shown(app)))
        assert text_of(app, "you") == "Sam"
        monkeypatch.undo()


# --- the mouse


async def test_the_mouse_opens_a_part_and_chooses(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await pilot.click("#parts", offset=(3, 1))
        await pilot.pause()
        assert asked_now(app) == "date"
        row = next(n for n, line in enumerate(shown(app).splitlines()) if "by video" in line)
        await pilot.click(offset=(shown(app).splitlines()[row].index("by video") + 2, row))
        await until(pilot, lambda: load_brief()[0].form == "video")


async def test_the_line_on_the_home_screen_opens_the_form_at_a_click(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: "My meeting: not told yet" in shown(app))
        await pilot.click("#my-meeting", offset=(3, 0))
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))


async def test_the_arrows_in_the_list_of_parts_turn_to_them_and_enter_goes_in(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        await pilot.press("shift+tab", "down", "down")
        await pilot.pause()
        assert "The best that you could come out with" in shown(app)
        await pilot.press("enter")
        assert asked_now(app) == "ask.ideal"
        assert "F1 Help" in shown(app)


async def test_whoever_types_faster_than_the_screen_follows_is_in_the_right_field(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(pilot)
        for key in (*"Sam", "enter", *"Karen", "tab", "tab", *"Ac", "tab", *"b", "tab", *"J", "enter", *"12", "tab"):
            app.post_message(Key(key, key if len(key) == 1 else None))  # nobody waits for anything
        await until(pilot, lambda: asked_now(app) == "date")
        await until(pilot, lambda: load_brief()[0].years == 12)
    told = Brief(you="Sam", boss=Boss(name="Karen"), company="Ac", team="b", colleague="J", years=12)
    assert load_brief() == (told, ())
