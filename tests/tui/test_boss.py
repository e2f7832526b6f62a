"""Which boss is mine: the statements one at a time, a clear and an unclear result, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, Static

from rehearse.coaching.boss.which_boss import questions
from rehearse.model.brief import Ask, Boss, Brief
from rehearse.store.brief import load_brief, save_brief
from rehearse.store.journal import Journal
from rehearse.store.settings import load_settings
from rehearse.tui.boss.result import ResultView
from rehearse.tui.boss.screen import BossScreen
from rehearse.tui.brief.block import QuestionBlock
from rehearse.tui.brief.fields import LineField
from rehearse.tui.brief.screen import BriefScreen
from rehearse.tui.home.pickers import Picker
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import BOSS, PREFIX, clickable, flat, library_of, make_pack, program, shown, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.tui.app import RehearseApp

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
MIX = "controlling+sociable"


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The four bosses that are shipped, and no other."""
    from rehearse.loading.library import load_library

    return load_library()


async def open_boss(pilot: Pilot[str]) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#start"))
    await pilot.press("b")
    await until(pilot, lambda: isinstance(pilot.app.screen, BossScreen))


async def answer(pilot: Pilot[str], library: Library, **fits: str) -> None:
    """Answer every statement: by its boss as *fits* says, else with "not at all"."""
    for asked in questions(library.personas):
        await pilot.press(fits.get(asked.persona.replace("-", "_"), "3"))


async def mostly_controlling(pilot: Pilot[str], library: Library) -> None:
    """Answers for one boss with something of another."""
    count = 0
    for asked in questions(library.personas):
        count += asked.persona == "sociable"
        key = {"controlling": "1", "sociable": "1" if count == 1 else "3"}.get(asked.persona, "3")
        await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen.query_one(ResultView).display)


def result(app: RehearseApp) -> ResultView:
    return app.screen.query_one(ResultView)


def name_field(app: RehearseApp) -> LineField:
    return app.screen.query_one(LineField)


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_statements_come_one_at_a_time_name_nobody_and_can_be_gone_back_to(
    shipped: Library, size: tuple[int, int]
) -> None:
    asked = questions(shipped.personas)
    app = program(shipped)
    async with app.run_test(size=size) as pilot:
        await open_boss(pilot)
        assert "1 of 8" in shown(app)
        assert asked[0].sign in flat(shown(app))
        assert asked[1].sign not in flat(shown(app))
        assert not any(persona.name in shown(app) for persona in shipped.personas.values())
        await pilot.press("backspace")  # there is nothing before the first
        await pilot.press("2")
        await until(pilot, lambda: asked[1].sign in flat(shown(app)))
        await pilot.press("backspace")
        await until(pilot, lambda: asked[0].sign in flat(shown(app)))
        assert app.screen.query_one("#answers", OptionList).highlighted == 1  # as it was answered
        await pilot.press("down", "enter")
        await until(pilot, lambda: "2 of 8" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_a_clear_result_tells_the_mix_the_signs_and_the_first_worry(
    shipped: Library, size: tuple[int, int]
) -> None:
    app = program(shipped)
    async with app.run_test(size=size) as pilot:
        await open_boss(pilot)
        await mostly_controlling(pilot, shipped)
        said = "Your boss is mostly like Margaret Voss (the one who wants to see it), with something of Danny Okafor"
        assert said in flat(shown(app)).replace(" ▄", "").replace(" ▆", "")
        assert app.screen.focused is app.screen.query_one("#rehearse")
        seen = ""
        for _ in range(6):
            seen += flat(shown(app))
            await pilot.press("pagedown")
        for name in ("controlling", "sociable"):
            persona = shipped.personas[name]
            assert persona.concerns[0].label in seen
            assert persona.concerns[-1].label not in seen  # the deep one is for the talk to find out
            assert all(sign[:20] in seen for sign in persona.signs)


async def test_rehearsing_with_the_result_goes_home_with_the_mix_chosen_and_enter_starts(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await mostly_controlling(pilot, shipped)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.home.wanted is not None)
        await until(pilot, lambda: app.home.wanted.persona == MIX)  # type: ignore[union-attr]
        await until(pilot, lambda: app.focused is app.screen.query_one("#start"))
        assert "partly Danny" in shown(app)
        assert load_brief()[0].is_empty  # rehearsing is not telling
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        (record,) = Journal.open().rehearsals()
        assert record.persona == MIX
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.home.wanted is not None
        assert app.home.wanted.persona == MIX
    assert load_settings().persona == MIX
    again = program(shipped)
    async with again.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: again.screen.query("#start"))
        assert again.home.wanted is not None
        assert again.home.wanted.persona == MIX


async def test_the_result_is_kept_in_the_brief_with_the_name_given_right_there(shipped: Library) -> None:
    save_brief(Brief(you="Sam", ask=Ask(ideal="Two days")))
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await mostly_controlling(pilot, shipped)
        name_field(app).focus()
        await pilot.press(*"Karen 1")  # figures are no answers here
        await pilot.press("f6")
        await until(pilot, lambda: "✓ In your meeting." in shown(app))
        told = Boss(name="Karen 1", persona="controlling", mixed_with="sociable", share=33)
        assert load_brief()[0] == Brief(you="Sam", ask=Ask(ideal="Two days"), boss=told)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "Karen 1" in shown(app))
        assert "my boss, partly Da" in shown(app)


async def test_a_name_given_is_kept_when_one_goes_on_to_rehearse(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await mostly_controlling(pilot, shipped)
        name_field(app).focus()
        await pilot.press(*"Karen", "f5")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and "Karen" in shown(app))
        assert (load_brief()[0].boss.name, load_brief()[0].boss.id) == ("Karen", MIX)


@pytest.mark.parametrize("size", [SMALL, SMALLEST])
async def test_an_unclear_result_is_said_to_be_one_and_the_near_ones_can_be_chosen(
    shipped: Library, size: tuple[int, int]
) -> None:
    app = program(shipped)
    async with app.run_test(size=size) as pilot:
        await open_boss(pilot)
        await answer(pilot, shipped, controlling="1", sociable="1")
        await until(pilot, lambda: "9 of 10" in shown(app))  # two statements more, which do not tell either
        await pilot.press("1", "1")
        await until(pilot, lambda: result(app).display)
        assert "No clear answer. The two nearest are Margaret Voss" in flat(shown(app))
        near = app.screen.query_one("#near", Picker)
        assert [option.id for option in near.options] == ["controlling", "sociable", MIX]
        await pilot.press("down", "f6")
        await until(pilot, lambda: "✓ In your meeting." in shown(app))
        assert load_brief()[0].boss == Boss(persona="sociable")
        await pilot.press("down", "f6")
        await until(pilot, lambda: load_brief()[0].boss.id == MIX)
        assert load_brief()[0].boss.share is None  # nobody could tell how much
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: app.home.wanted is not None and app.home.wanted.persona == MIX)


async def test_going_back_from_the_statements_that_were_added_takes_them_away_again(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await answer(pilot, shipped, controlling="1", sociable="1")
        await until(pilot, lambda: "9 of 10" in shown(app))
        await pilot.press("backspace")
        await until(pilot, lambda: "8 of 8" in shown(app))


async def test_where_nothing_fits_nobody_is_offered_and_one_can_begin_once_more(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await answer(pilot, shipped)
        await until(pilot, lambda: "none of this fits your boss" in flat(shown(app)))
        assert "Rehearse" not in shown(app)
        await pilot.press("f5", "f6")
        assert isinstance(app.screen, BossScreen)
        await pilot.press("f7")
        await until(pilot, lambda: "1 of 8" in shown(app))


async def test_what_cannot_be_saved_gets_a_sentence(
    shipped: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await mostly_controlling(pilot, shipped)
        (tmp_path / "a-file").touch()
        monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "a-file" / "home"))
        await pilot.press("f6")
        await until(pilot, lambda: "could not be saved" in flat(shown(app)))
        assert "✓" not in shown(app)


async def test_from_the_form_the_result_goes_into_it(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query("#start"))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen) and app.focused is not None)
        await pilot.press(*"Sam", "f3")
        await until(pilot, lambda: isinstance(app.screen, BossScreen))
        await mostly_controlling(pilot, shipped)
        await pilot.press("f6", "escape")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))

        def told(key: str) -> str:
            return next(block.field.text for block in app.screen.query(QuestionBlock) if block.question.key == key)

        await until(pilot, lambda: told("boss.persona") == "controlling")
        assert (told("you"), told("boss.mixed_with"), told("boss.share")) == ("Sam", "sociable", "33")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert load_brief()[0].boss.id == MIX


@pytest.mark.parametrize("size", [SMALL, SMALLEST])
async def test_strange_texts_of_a_boss_are_shown_as_they_are_written(tmp_path: Path, size: tuple[int, int]) -> None:
    library = library_of(make_pack(tmp_path, strange=True))
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_boss(pilot)
        await answer(pilot, library, **{BOSS.replace("-", "_"): "1"})
        await until(pilot, lambda: result(app).display)
        seen = shown(app)
        assert PREFIX in seen
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen)
        assert "app.quit" not in clickable(app)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.home.wanted is not None
        assert app.home.wanted.persona == BOSS


async def test_the_mouse_answers(shipped: Library) -> None:
    app = program(shipped)
    async with app.run_test(size=SMALL) as pilot:
        await open_boss(pilot)
        await pilot.click("#answers", offset=(6, 2))
        await until(pilot, lambda: "2 of 8" in shown(app))
        statement = str(app.screen.query_one("#statement", Static).visual)
        assert statement == questions(shipped.personas)[1].sign
