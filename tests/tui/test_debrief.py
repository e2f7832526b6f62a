"""The debrief: its sections, every turn with what it was worth, trying again, and what is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.store.places import exports_folder
from rehearse.tui.answers import TryAgain
from rehearse.tui.app import RehearseApp
from rehearse.tui.curve import Curve, columns, drawn
from rehearse.tui.debrief import Contents, DebriefScreen
from rehearse.tui.keys import SHORTCUTS
from rehearse.tui.paragraphs import Prose, Script
from rehearse.tui.talk import TalkScreen
from tests.tui.world import begin, clickable, flat, library_of, make_pack, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.store.session import Session

LARGE, SMALL = (120, 40), (80, 24)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(make_pack(tmp_path_factory.mktemp("pack")))


@pytest.fixture
def played(library: Library) -> Session:
    session = begin(library)
    for choice in ("accuse", "hear", "clear"):
        session.say(choice)
    return session


def script_of(app: RehearseApp) -> Script:
    script = app.screen.query_one("#page Prose", Prose).visual
    assert isinstance(script, Script)
    return script


def page(app: RehearseApp) -> str:
    """The whole text at the right, whatever of it is in sight."""
    return flat(script_of(app).flowed(2000).plain)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_it_begins_with_how_the_talk_ended_beside_the_list_of_all_turns(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played))
        seen = flat(shown(app))
        outcome = played.debrief().outcome
        for text in ("A trial", outcome.title, outcome.summary, "A next talk is agreed."):
            assert text in seen
        for turn in played.debrief().turns:
            assert f"{turn.turn} {turn.symbol} {turn.verdict.capitalize()}" in seen


async def test_trust_and_patience_are_drawn_with_their_numbers_and_the_verdicts_below(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        rows = shown(app).splitlines()
        debrief = played.debrief()
        for label, values in debrief.meters:
            place = next(at for at, row in enumerate(rows) if label in row and set(row) & set("▁▂▃▄▅▆▇█"))
            assert " ".join(map(str, values)) in flat(rows[place + 1])
        signs = " ".join(turn.symbol for turn in debrief.turns)
        assert any(f"Verdict {signs}" in flat(row) for row in rows)


def test_a_curve_is_higher_where_the_value_is_higher_and_empty_at_nothing() -> None:
    rows = columns((0, 5, 10), 10)
    assert rows == ["      ██ ", "   ██ ██ "]


def test_a_long_talk_is_drawn_in_pieces_that_fit() -> None:
    values = tuple(range(11)) * 4
    rows = [paragraph.body.plain for paragraph in drawn([Curve("Trust", 10, values)], ["fair"] * 43, 40)]
    assert max(len(row) for row in rows) <= 40
    assert sum(row.count("△") for row in rows) == 43


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_a_turn_tells_what_was_said_thought_and_done_and_by_which_rule(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played))
        await pilot.press("5", "down")
        await pilot.pause()
        turn = played.debrief().turns[0]
        told = page(app)
        assert turn.said in told
        assert turn.thought in told
        assert "The floor is full, as you know." in told
        for change in turn.changes:
            assert change.text in told
        assert turn.why in told
        assert turn.rule is not None
        for source in turn.rule.sources:
            assert source.point in told
            assert source.article in told
        assert turn.better is not None
        assert turn.better.say in told
        assert turn.better.reason in told


async def test_each_section_has_a_number(library: Library, played: Session) -> None:
    app, debrief = program(library), played.debrief()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        await pilot.press("2")
        await pilot.pause()
        for turn in debrief.turning_points:
            assert f"Turn {turn.turn}" in page(app)
            assert turn.said in page(app)
        await pilot.press("3")
        await pilot.pause()
        for concern in debrief.concerns:
            assert concern.label in page(app)
            assert concern.sentence in page(app)
        await pilot.press("4")
        await pilot.pause()
        for rule in (*debrief.advice_used, *debrief.advice_missed):
            assert rule.title in page(app)
        await pilot.press("5")
        await pilot.pause()
        for turn in debrief.turns:
            assert turn.said in page(app)
        await pilot.press("1")
        await pilot.pause()
        assert "How it went" in page(app)


async def test_next_and_previous_lead_through_everything(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        contents = app.screen.query_one(Contents)
        for expected in (0, 0, 0, 0, 1, 2, 3):
            await pilot.press("n")
            assert contents.turn == expected
        await pilot.press("p")
        assert contents.turn == 2


async def test_a_long_page_is_read_on_with_space_and_begins_at_its_top(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot, DebriefScreen(played))
        await pilot.press("4")
        await pilot.pause()
        scroll = app.screen.query_one("#page")
        await pilot.press("space")
        assert scroll.scroll_y > 0
        await pilot.press("pageup")
        assert scroll.scroll_y == 0
        await pilot.press("space", "5")
        await pilot.pause()
        assert scroll.scroll_y == 0


async def test_t_on_a_turn_answers_with_that_turn(library: Library, played: Session) -> None:
    answers: list[object] = []
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played), answers)
        await pilot.press("5", "down", "down", "t")
        await pilot.pause()
    assert answers == [TryAgain(2)]


async def test_t_on_a_section_first_chooses_the_turn_that_mattered_most(library: Library, played: Session) -> None:
    answers: list[object] = []
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played), answers)
        await pilot.press("t")
        await pilot.pause()
        points = played.debrief().turning_points
        most = max(points, key=lambda turn: abs(turn.weight)).turn
        assert app.screen.query_one(Contents).turn == most
        await pilot.press("t")
        await pilot.pause()
    assert answers == [TryAgain(most)]


async def test_the_export_says_where_it_lies_and_a_second_one_overwrites_nothing(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await pilot.press("e")
        await pilot.pause()
        assert any("exports" in each.message for each in app._notifications)
        first = {path: path.read_bytes() for path in exports_folder().iterdir()}
        await pilot.press("e")
        await pilot.pause()
    assert {path.suffix for path in first} == {".md", ".html"}
    assert all(path.read_bytes() == before for path, before in first.items())
    assert len(list(exports_folder().iterdir())) == 4


async def test_an_unfinished_talk_can_be_carried_on_from_its_debrief(library: Library) -> None:
    session = begin(library)
    session.say("ask")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session))
        assert "Not finished" in shown(app)
        assert "c Carry on" in shown(app)


async def test_a_debrief_of_nothing_said_is_no_trouble(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(begin(library)))
        for key in ("1", "2", "3", "4", "5", "t", "e", "n", "p"):
            await pilot.press(key)
            await pilot.pause()
        assert isinstance(app.screen, DebriefScreen)


async def test_the_text_reflows_when_the_window_changes(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await pilot.press("5", "down")
        for size in (SMALL, (60, 20), (200, 50), LARGE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            prose = app.screen.query_one("#page Prose", Prose)
            assert "You never listen to anybody." in page(app)
            assert prose.size.height == script_of(app).get_height({}, prose.size.width), size


@pytest.mark.parametrize("size", [LARGE, SMALL, (60, 20)])
async def test_text_that_looks_like_markup_is_shown_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int]
) -> None:
    library = library_of(make_pack(tmp_path_factory.mktemp("pack"), strange=True))
    session = begin(library)
    for choice in ("accuse", "hear", "clear"):
        session.say(choice)
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(session))
        for key in ("1", "2", "3", "5", "n", "n", "n"):
            await pilot.press(key)
            await pilot.pause()
            assert "[/x] [@click=app.quit]x[/]" in page(app)
            assert not set(shown(app)) & set("\x1b\x07\x9b\u202e\u2066\u200b")
            assert clickable(app) <= {shortcut.action for shortcut in SHORTCUTS}
        await pilot.press("e")
        await pilot.pause()
        assert app.is_running


async def test_from_home_through_talk_and_debrief_and_once_more_from_a_turn(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    app = RehearseApp(packs=[make_pack(tmp_path_factory.mktemp("pack"))])
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.shelf is not None)
        home = app.screen
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        for _ in range(60):
            if "See the debrief" in shown(app):
                break
            await pilot.press("1", "enter")
            await pilot.pause()
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("5", "down", "down", "t")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert "turn 2" in shown(app)
        await pilot.press("escape", "escape")  # out of the field, and out of the talk
        await until(pilot, lambda: app.screen is home)
    assert app.return_code in {0, None}
