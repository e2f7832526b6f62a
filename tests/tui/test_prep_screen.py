"""The prep sheet on the screen: read, put into one's own words, set back, exported; and kept on disk at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import OptionList

from rehearse.coaching.prep.values import Own
from rehearse.engine import Entry
from rehearse.loading.library import load_library
from rehearse.model.brief import Ask, Boss, Brief, Fact
from rehearse.store.brief import load_brief, save_brief
from rehearse.store.own_words import load_own, save_own
from rehearse.store.places import brief_path, exports_folder, own_words_path
from rehearse.tui.app import RehearseApp
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.paragraphs import Prose, Script
from rehearse.tui.prep.edit import EditScreen, WordsField
from rehearse.tui.prep.rows import SheetList
from rehearse.tui.prep.screen import PrepScreen
from tests.tui.world import UNSPEAKABLE, begin, clickable, flat, program, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, LEAST = (120, 40), (80, 24), (60, 20)
BRIEF = Brief(
    boss=Boss(name="Karen Holt", persona="controlling"),
    ask=Ask(ideal="Two fixed days", home_day="Friday"),
    need="being at the nursery by five",
    facts=(Fact(text="Deadlines met", figure="23 of 24"), Fact(text="Tickets", figure="31"), Fact(text="Nobody waits")),
)
MINE = "Karen, twenty minutes about my Fridays"
SAID = "Karen, I want to leave today with a yes, a no or a date."


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def rehearse(library: Library, words: str = SAID) -> None:
    """Say one good line to the boss of the brief, and leave."""
    session = begin(library, scenario="summoned-three-days", persona="controlling")
    session.say(Entry.of_move("set-the-frame", words))
    session.journal.close()


async def open_sheet(pilot: Pilot[str]) -> SheetList:
    """Go to the sheet from the home screen, and wait until it is laid out."""
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepScreen))
    return await laid_out(pilot)


async def laid_out(pilot: Pilot[str]) -> SheetList:
    await until(pilot, lambda: pilot.app.screen.query("#sheet") and pilot.app.screen.query_one("#prep").display)
    return pilot.app.screen.query_one(SheetList)


async def choose(pilot: Pilot[str], key: str, shape: str = "") -> None:
    """Put the cursor onto a row."""
    listed = pilot.app.screen.query_one(SheetList)
    for number in range(listed.option_count):
        listed.highlighted = number
        chosen = listed.chosen
        if chosen is not None and chosen[1].words.key == key and (not shape or chosen[1].shape == shape):
            await pilot.pause()
            return
    message = f"There is no row {key}."
    raise AssertionError(message)


async def edit(pilot: Pilot[str], text: str = "") -> WordsField:
    """Open the chosen row, and put *text*, if any, in place of what is there."""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, EditScreen))
    field = pilot.app.screen.query_one(WordsField)
    if text:
        field.text = text
        await pilot.pause()
    return field


async def write(pilot: Pilot[str], text: str) -> None:
    """Change the chosen row to *text*, and save it."""
    await edit(pilot, text)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepScreen))


def told(app: RehearseApp) -> str:
    """What is told about the chosen row."""
    script = app.screen.query_one("#about", Prose).visual
    assert isinstance(script, Script)
    return " ".join(paragraph.body.plain for paragraph in script.paragraphs)


def on_disk() -> dict[str, Own]:
    own, sentence = load_own()
    assert sentence == ""
    return own


@pytest.mark.parametrize("size", [LARGE, SMALL, LEAST])
async def test_every_part_of_the_page_is_on_the_screen(library: Library, size: tuple[int, int]) -> None:
    save_brief(BRIEF)
    app = program(library)
    async with app.run_test(size=size) as pilot:
        listed = await open_sheet(pilot)
        assert "My meeting with Karen Holt" in shown(app)
        assert listed.has_focus
        await pilot.press("home")
        seen = shown(app)
        for _ in range(12):
            await pilot.press("pagedown")
            seen += shown(app)
        for title in ("The meeting", "My opening line", "What I ask for", "What I need", "What they probably need"):
            assert title in seen
        for title in ("Facts (two at most)", "Three open questions", "If they object", "The trial I offer"):
            assert title in seen
        for words in ("How I close", "If the answer is no", "Two fixed days", "Deadlines met: 23 of 24", "an example"):
            assert words in seen
        assert "1 more kept back" in flat(seen)


async def test_with_nothing_told_and_nothing_rehearsed_it_is_a_page_all_the_same(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        assert "I'd like to talk about where I work" in shown(app)
        await choose(pilot, "then.1")
        await write(pilot, "Because I asked")
        assert on_disk()["then.1"].text == "Because I asked"


async def test_what_is_changed_is_there_when_the_page_is_opened_again(library: Library) -> None:
    save_brief(BRIEF)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        field = await edit(pilot)
        field.select_all()
        await pilot.press("delete", *MINE, "enter")
        await until(pilot, lambda: MINE in shown(app) and isinstance(app.screen, PrepScreen))
        assert "✎ mine" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await open_sheet(pilot)
        assert MINE in shown(app)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        assert MINE in shown(app)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_own_words_stay_after_a_new_rehearsal_which_is_told_and_can_be_taken_and_undone(
    library: Library, size: tuple[int, int]
) -> None:
    save_brief(BRIEF)
    save_own({"opening": Own(MINE, "I'd like to talk about Fridays at home, and to leave with something.")})
    rehearse(library)
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_sheet(pilot)
        assert MINE in shown(app)
        assert "◆ a newer one" in shown(app)
        assert "u takes the newer one, and keeps yours" in told(app)
        await pilot.press("u")
        await until(pilot, lambda: f"“{SAID}”" in shown(app))
        assert "You said it: turn 1, with Karen Holt." in told(app)
        assert f"u puts your own words back They are: “{MINE}”" in flat(told(app))
        await pilot.press("u")
        await until(pilot, lambda: f"“{MINE}”  ✎ mine" in shown(app))
        assert "newer" not in shown(app)  # it has been seen
        assert on_disk()["opening"] == Own(MINE, SAID)


async def test_keeping_ones_own_words_settles_the_newer_line(library: Library) -> None:
    save_brief(BRIEF)
    save_own({"opening": Own(MINE, "another")})
    rehearse(library)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        await edit(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "newer" not in shown(app) and MINE in shown(app))
        assert on_disk()["opening"] == Own(MINE, SAID)


async def test_one_of_the_other_lines_can_be_taken_into_the_field(library: Library) -> None:
    save_brief(BRIEF)
    rehearse(library, "Karen, I should like half an hour, and a yes or a no at the end of it.")
    rehearse(library)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_sheet(pilot)
        await edit(pilot)
        await pilot.press("tab", "enter")
        assert app.screen.query_one(WordsField).has_focus
        await pilot.press(*" Please", "enter")
        await until(pilot, lambda: on_disk().get("opening") is not None)
        taken = on_disk()["opening"]
        assert taken.text.endswith("at the end of it. Please")
        assert taken.instead_of == SAID


async def test_the_facts_that_are_taken_along_are_chosen(library: Library) -> None:
    save_brief(BRIEF)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_sheet(pilot)
        await choose(pilot, "fact.1")
        await edit(pilot)
        assert "Nobody waits" in shown(app)
        await pilot.press("tab", "enter", "enter")
        await until(pilot, lambda: on_disk().get("fact.1") == Own("Nobody waits", "Deadlines met: 23 of 24"))


async def test_more_than_the_page_has_room_for_is_not_taken_and_nothing_of_it_is_lost(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        field = await edit(pilot, "word " * 80)
        await pilot.press("enter")
        assert "69 characters more than the page has room for." in flat(shown(app))
        assert isinstance(app.screen, EditScreen)
        assert field.text == "word " * 80
        assert on_disk() == {}


async def test_leaving_without_saving_takes_a_second_esc(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        await edit(pilot, MINE)
        await pilot.press("escape")
        assert "That is not saved yet" in flat(shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PrepScreen))
        assert on_disk() == {}
        await edit(pilot)
        await pilot.press("escape")  # nothing was written
        await until(pilot, lambda: isinstance(app.screen, PrepScreen))


async def test_leaving_the_program_keeps_what_is_being_written(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        await edit(pilot, MINE)
        await pilot.press("ctrl+q")
    assert on_disk()["opening"].text == MINE


async def test_what_cannot_be_saved_gets_a_sentence_and_stays_in_the_field(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        with monkeypatch.context() as patch:
            patch.setattr("rehearse.store.own_words.write_whole", full)
            said: list[str] = []
            notify = app.notify

            def heard(what: str, **how: Any) -> None:
                said.append(what)
                notify(what, **how)

            patch.setattr(app, "notify", heard)
            await edit(pilot, MINE)
            await pilot.press("enter")
            await until(pilot, lambda: any("No space left on device" in sentence for sentence in said))
            assert app.screen.query_one(WordsField).text == MINE
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PrepScreen) and f"“{MINE}”" in shown(app))


async def test_an_answer_about_the_meeting_is_changed_in_the_brief(library: Library) -> None:
    save_brief(BRIEF)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_sheet(pilot)
        await choose(pilot, "ask.ideal")
        assert "From your meeting: what you change here is changed there." in told(app)
        await write(pilot, "One day from May")
        await until(pilot, lambda: "Best: One day from May" in shown(app))
        assert load_brief()[0].ask.ideal == "One day from May"
        assert load_brief()[0].facts == BRIEF.facts
        await choose(pilot, "date")
        await edit(pilot, "soon")
        await pilot.press("enter")
        assert "A date is written as year, month and day" in flat(shown(app))
        await pilot.press("escape", "escape")
    assert on_disk() == {}
    assert load_brief()[0].date is None


async def test_my_meeting_is_a_key_away_and_what_is_told_there_is_on_the_page(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_sheet(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        save_brief(BRIEF)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PrepScreen) and "Karen Holt" in shown(app))


async def test_export_writes_both_forms_with_the_own_words_and_says_where(library: Library) -> None:
    save_brief(BRIEF)
    save_own({"opening": Own(MINE)})
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "Saved as" in shown(app))
        written = {path.suffix: path for path in exports_folder().iterdir()}
        assert set(written) == {".md", ".html"}
        assert all(MINE in path.read_text() for path in written.values())
        before = {path: path.read_bytes() for path in written.values()}
        await pilot.press("e")
        await until(pilot, lambda: len(list(exports_folder().iterdir())) == 4)
        assert all(path.read_bytes() == content for path, content in before.items())


async def test_an_export_that_cannot_be_written_gets_a_sentence(library: Library) -> None:
    app = program(library)
    exports_folder().parent.mkdir(parents=True, exist_ok=True)
    exports_folder().write_text("a file where the folder should be")
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "The page could not be written" in flat(shown(app)))


async def test_a_damaged_file_of_own_words_gets_a_sentence_and_is_kept_aside(library: Library) -> None:
    own_words_path().parent.mkdir(parents=True)
    own_words_path().write_text("{")
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        await until(pilot, lambda: "Your own words for the prep sheet cannot be read" in flat(shown(app)))
        await write(pilot, MINE)
        await until(pilot, lambda: MINE in shown(app))
    assert own_words_path().with_name("prep.json.damaged-1").read_text() == "{"
    assert on_disk()["opening"].text == MINE


async def test_a_boss_who_is_not_there_gets_a_sentence_and_a_page(library: Library) -> None:
    brief_path().parent.mkdir(parents=True)
    brief_path().write_text("boss: {name: Karen Holt, persona: nobody}\nneed: quiet\n")
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        await until(pilot, lambda: "nobody" in shown(app))
        assert "Need: quiet" in shown(app)


async def test_strange_words_are_shown_as_they_are_written(library: Library) -> None:
    strange = f"[/x] [@click=app.quit]x[/] [red]not red {UNSPEAKABLE}"
    own_words_path().parent.mkdir(parents=True)
    words = {key: {"text": strange} for key in ("opening", "place", "question.1", "then.1", "close")}
    own_words_path().write_text(json.dumps({"words": words}))
    save_brief(Brief(need="[/x] [@click=app.quit]x[/]"))
    app = program(library)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await open_sheet(pilot)
        for _ in range(4):
            assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(shown(app))
            await pilot.press("pagedown")
        await pilot.press("home")
        assert "[@click=app.quit]x[/]" in shown(app)
        await choose(pilot, "opening")
        await edit(pilot)
        assert "[@click=app.quit]x[/]" in shown(app)
        assert "app.quit" not in clickable(app)


async def test_pasted_text_stands_in_one_row_without_signs_that_nobody_sees(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_sheet(pilot)
        (await edit(pilot)).text = ""
        app.copy_to_clipboard("one\ntwo\x1b[2J \u202ethree")
        app.screen.query_one(WordsField).action_paste()
        await pilot.press("enter")
        await until(pilot, lambda: on_disk().get("opening") is not None)
    assert on_disk()["opening"].text == "one two[2J three"


async def test_a_row_put_together_from_several_answers_leads_to_where_they_are_told(library: Library) -> None:
    save_brief(BRIEF)
    session = begin(library, scenario="summoned-three-days", persona="controlling")
    while not session.over:
        session.say(session.choices()[0].id)
    session.journal.close()
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        await choose(pilot, "", "mine")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))


async def test_a_click_on_a_row_changes_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await open_sheet(pilot)
        row = next(number for number, line in enumerate(shown(app).splitlines()) if "Time and place" in line)
        await pilot.click(offset=(10, row))
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await pilot.press(*"Room 4, at two", "enter")
        await until(pilot, lambda: "Time and place: Room 4, at two" in shown(app))


async def test_resizing_moves_what_is_told_about_a_row(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        listed = await open_sheet(pilot)
        beside = app.screen.query_one("#beside")
        assert beside.region.y >= listed.region.bottom
        await pilot.resize_terminal(*LARGE)
        await until(pilot, lambda: beside.region.x >= listed.region.right)
        await pilot.resize_terminal(*LEAST)
        await until(pilot, lambda: beside.region.y >= listed.region.bottom)


async def test_nothing_happens_before_the_content_is_there() -> None:
    def never(_: object) -> None:
        raise OSError

    app = RehearseApp(read=never)  # type: ignore[arg-type]
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "could not be loaded" in shown(app))
        await pilot.press("p")
        app.action_go_to("prep")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert not app.screen.query(OptionList)
