"""The debrief: its parts in order, the talk beside them, every turn with what it was worth, trying again, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.odds.chances import PENDING
from rehearse.engine import Entry
from rehearse.store.journal import Journal
from rehearse.store.places import exports_folder
from rehearse.tui.answers import TryAgain
from rehearse.tui.app import RehearseApp
from rehearse.tui.debrief.curve import Curve, columns, drawn
from rehearse.tui.debrief.curve_chart import chart, scale
from rehearse.tui.debrief.guide import ON_THE_WAY, PARTS
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.debrief.script import Transcript
from rehearse.tui.keys import SHORTCUTS
from rehearse.tui.paragraphs import Prose
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.debriefing import LARGE, SMALL, SMALLEST, after, page, press, script_of, talk
from tests.tui.world import begin, clickable, flat, library_of, make_pack, opened, program, shown, until

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.store.session import Session


@pytest.fixture
def played(library: Library) -> Session:
    return after(library, "accuse", "hear", "clear")


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_it_begins_with_how_the_talk_ended(library: Library, played: Session, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played))
        seen = flat(shown(app))
        outcome = played.debrief().outcome
        for text in ("A trial", outcome.title, outcome.summary, "A next talk is agreed."):
            assert text in seen


async def test_where_there_is_room_the_talk_stands_beside_every_part(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        for _ in ON_THE_WAY:
            left, right = app.screen.query_one("#page").region, app.screen.query_one(Transcript).region
            assert left.right <= right.x
            assert min(left.width, right.width) >= 40
            seen = flat("\n".join(row[right.x :] for row in shown(app).splitlines()))
            for turn in played.debrief().turns:
                assert f"{turn.turn} {turn.symbol} {turn.verdict.capitalize()}" in seen
                assert turn.said.split()[0] in seen
                assert turn.said in talk(app)
            await press(pilot, "n")


@pytest.mark.parametrize("size", [SMALL, SMALLEST])
async def test_where_there_is_little_room_one_key_shows_the_talk_and_brings_the_text_back(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played))
        assert "You never listen to anybody." not in shown(app)
        await press(pilot, "v")
        assert "You never listen to anybody." in shown(app)
        assert "Six weeks by the window" not in shown(app)
        await press(pilot, "down", "enter")
        assert "Turn 2" in shown(app)
        assert played.debrief().turns[1].said in page(app)
        await press(pilot, "escape")
        assert "Six weeks by the window" in shown(app)
        assert isinstance(app.screen, DebriefScreen)


async def test_each_part_is_one_key_from_the_next_and_its_name_tells_where_one_is(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        row = app.screen.query_one("#parts")
        minutes = []
        for number, name in enumerate(ON_THE_WAY, 1):
            told = str(row.render())
            assert f"{number} {PARTS[name].title}" in told
            minutes.append(int(told.partition("about ")[2].split()[0]))
            await press(pilot, "n")
        assert f"9 {PARTS['chair'].title}" in str(row.render())  # after the last nothing comes
        assert minutes[0] <= 10
        assert minutes == sorted(minutes, reverse=True)
        await press(pilot, "p")
        assert f"8 {PARTS['confidence'].title}" in str(row.render())


async def test_numbers_lead_to_the_parts(library: Library, played: Session) -> None:
    app, debrief = program(library), played.debrief()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "3")
        for turn in debrief.turning_points:
            assert f"Turn {turn.turn}" in page(app)
            assert turn.said in page(app)
        for label, values in debrief.meters:
            assert label in page(app)
            assert " ".join(map(str, values)) in page(app)
        await press(pilot, "4")
        for concern in debrief.concerns:
            assert concern.label in page(app)
            assert concern.sentence in page(app)
        await press(pilot, "a")
        for rule in (*debrief.advice_used, *debrief.advice_missed):
            assert rule.title in page(app)
        await press(pilot, "1")
        assert debrief.outcome.summary in page(app)


async def test_a_turning_point_is_told_as_a_colleague_would(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "3")
        told = page(app)
        turn = next(turn for turn in played.debrief().turning_points if turn.said.startswith("You never"))
        assert "I noticed that this line tells them what is wrong with them" in told
        assert "It risked their goodwill: Trust fell from 5 to 0." in told
        assert "What were you after?" in told
        assert turn.thought in told
        assert turn.better is not None
        assert turn.better.say in told
        assert turn.rule is not None
        assert turn.rule.title in told
        assert turn.rule.sources[0].point in told


async def test_while_the_odds_are_not_there_it_says_so_and_shows_them_once_they_are(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = DebriefScreen(played)
        await opened(pilot, screen)
        await press(pilot, "3")
        assert PENDING in page(app)
        played.worth_now()
        await until(pilot, lambda: screen.looking.debrief.chances is not None)
        chances = screen.looking.debrief.chances
        assert chances is not None
        await until(pilot, lambda: PENDING not in page(app))
        assert "like somebody who follows the advice every other line" in page(app)
        rows = [flat(row) for row in script_of(app).flowed(100).plain.splitlines()]
        assert " ".join(str(round(100 * value)) for value in chances.values) in rows
        assert chances.values[-1] == 1
        assert "Turn · 1 2 3" in rows
        await press(pilot, "enter")
        assert "Chance It stayed at" in page(app)


async def test_odds_that_cannot_be_worked_out_are_told_in_a_sentence(
    library: Library, played: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(28, "[/x] no room")

    app = program(library)
    monkeypatch.setattr("rehearse.tui.debrief.odds.PATIENCE", 0)
    monkeypatch.setattr("rehearse.store.session.Session.worth_now", refuse)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "3")
        await until(pilot, lambda: "could not be worked out: [Errno 28] [/x] no room" in page(app))
        assert "It risked their goodwill" in page(app)


def test_a_curve_is_higher_where_the_value_is_higher_and_empty_at_nothing() -> None:
    rows = columns((0, 5, 10), 10)
    assert rows == ["      ██ ", "   ██ ██ "]


def test_a_long_talk_is_drawn_in_pieces_that_fit() -> None:
    values = tuple(range(11)) * 4
    rows = [paragraph.body.plain for paragraph in drawn([Curve("Trust", 10, values)], ["fair"] * 43, 40)]
    assert max(len(row) for row in rows) <= 40
    assert sum(row.count("△") for row in rows) == 43


@pytest.mark.parametrize("width", [24, 40, 58, 100])
@pytest.mark.parametrize("count", [1, 2, 14, 43])
def test_chances_are_drawn_with_their_numbers_in_any_width(width: int, count: int) -> None:
    values = [(place * 7 % 11) / 10 for place in range(count - 1)] + [1.0]
    rows = [paragraph.body.plain.rstrip() for paragraph in chart(values, {1, 3}, width)]
    assert max(len(row) for row in rows) <= width
    numbers = [number for row in rows if row.startswith("      ") and "◆" not in row for number in row.split()]
    assert numbers == [str(round(100 * value)) for value in values]
    names = [name for row in rows if row.startswith("Turn") for name in row.split()[1:]]
    assert names == ["·", *map(str, range(1, count))]
    assert sum(row.count("◆") for row in rows) == sum(turn < count for turn in (1, 3))


def test_what_is_hardly_possible_and_almost_certain_is_not_told_as_nothing_and_all() -> None:
    rows = " ".join(paragraph.body.plain for paragraph in chart([0.0, 0.001, 0.999, 1.0], set(), 40))
    assert "0  <1 >99 100" in rows


def test_a_scale_shows_the_value_its_range_and_the_marks_at_their_places() -> None:
    track, below = (row.plain for row in scale(10, 20, 30, (("a", 40.0), ("s", 60.0)), 80, 41))
    assert track == "─────━━━━━●━━━━━─────────────────────────"
    assert (below.index("a"), below.index("s")) == (20, 30)


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_a_turn_tells_what_was_said_thought_and_done_and_by_which_rule(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        screen = DebriefScreen(played)
        await opened(pilot, screen)
        screen.open_turn(1)
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


async def test_while_a_turn_is_open_the_arrows_lead_to_the_next_and_escape_back_to_the_part(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "4", "down", "enter")
        assert page(app).startswith("Turn 2")
        await press(pilot, "down")
        assert page(app).startswith("Turn 3")
        await press(pilot, "escape")
        assert page(app).startswith("What they were worried about")


async def test_a_long_page_is_read_on_with_space_which_then_goes_on_to_the_next_part(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "3")
        scroll = app.screen.query_one("#page")
        await press(pilot, "space")
        assert scroll.scroll_y > 0
        await press(pilot, "pageup")
        assert scroll.scroll_y == 0
        await press(pilot, "down")
        assert scroll.scroll_y == 1
        await press(pilot, "4")
        assert scroll.scroll_y == 0
        for _ in range(5):
            await press(pilot, "space")
            if page(app).startswith("Another line"):
                break
        assert page(app).startswith("Another line")


async def test_another_line_shows_what_was_on_offer_and_t_answers_with_that_turn(
    library: Library, played: Session
) -> None:
    answers: list[object] = []
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played), answers)
        await press(pilot, "5", "down")
        assert "Shall we try it for six weeks?" in page(app)
        await press(pilot, "t")
    assert answers == [TryAgain(2)]


async def test_t_elsewhere_first_chooses_the_turn_that_mattered_most(library: Library, played: Session) -> None:
    answers: list[object] = []
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played), answers)
        await press(pilot, "t")
        points = played.debrief().turning_points
        most = max(points, key=lambda turn: abs(turn.weight)).turn
        assert app.screen.query_one(Transcript).turn == most
        assert page(app).startswith("Another line")
        await press(pilot, "t")
    assert answers == [TryAgain(most)]


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_their_chair_tells_the_talk_with_what_the_boss_thought(
    library: Library, played: Session, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "9")
        told = page(app)
        assert "Now you are Pat Plain, Head of Seats." in told
        assert "Keeps a plan of the floor." in told
        debrief = played.debrief()
        for turn in debrief.turns:
            assert turn.said in told
            assert turn.thought in told
        for concern in debrief.concerns:
            assert concern.about in told
        trust = debrief.meters[0][1]
        assert f"Trust {trust[0]} → {trust[1]}" in told


async def test_how_one_talks_is_told_from_eight_lines_on(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "6")
        assert "There are 3 lines of yours so far; from 8 on it is worth counting." in page(app)
    after(library, "ask", "hear", "clear", seed=2)
    again = after(library, "ask", "hear", "clear", seed=3)
    async with program(library).run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(again))
        await press(pilot, "6")
        told = page(pilot.app)  # type: ignore[arg-type]
        assert "Counted over this talk and 2 before it: 9 lines" in told
        assert "Questions 2 of 9 lines: 22%" in told  # two of nine: the two lines "ask"
        assert "average 9.6%, skilled 21%" in told
        assert "one observational study" in told


async def test_the_export_says_where_it_lies_and_a_second_one_overwrites_nothing(
    library: Library, played: Session
) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(played))
        await press(pilot, "e")
        assert any("exports" in each.message for each in app._notifications)
        first = {path: path.read_bytes() for path in exports_folder().iterdir()}
        await press(pilot, "e")
    assert {path.suffix for path in first} == {".md", ".html"}
    assert all(path.read_bytes() == before for path, before in first.items())
    assert len(list(exports_folder().iterdir())) == 4


async def test_an_unfinished_talk_can_be_carried_on_from_its_debrief(library: Library) -> None:
    session = after(library, "ask")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session, fresh=True))
        assert "Not finished" in shown(app)
        assert "c Carry on" in shown(app)
        assert "△ Fair" in talk(app) or "▲ Strong" in talk(app)  # nothing is to be guessed of a talk that goes on


@pytest.mark.parametrize("fresh", [True, False])
async def test_a_debrief_of_nothing_said_is_no_trouble(library: Library, *, fresh: bool) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, DebriefScreen(begin(library), fresh=fresh))
        for key in (*"1234567890", "t", "g", "b", "e", "n", "p", "v", "enter", "down", "v", "a", "space"):
            await press(pilot, key)
        assert isinstance(app.screen, DebriefScreen)


async def test_a_silence_is_shown_in_the_talk_beside(library: Library) -> None:
    session = begin(library)
    session.say(Entry("~"))
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot, DebriefScreen(session))
        assert "You say nothing." in talk(app)
        await press(pilot, "3", "9")
        assert isinstance(app.screen, DebriefScreen)


async def test_the_text_reflows_when_the_window_changes(library: Library, played: Session) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = DebriefScreen(played)
        await opened(pilot, screen)
        screen.open_turn(1)
        for size in (SMALL, SMALLEST, (200, 50), LARGE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            prose = app.screen.query_one("#page Prose", Prose)
            assert "You never listen to anybody." in page(app)
            assert prose.size.height == script_of(app).get_height({}, prose.size.width), size


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_text_that_looks_like_markup_is_shown_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int]
) -> None:
    library = library_of(make_pack(tmp_path_factory.mktemp("pack"), strange=True))
    session = after(library, "accuse", "hear", "clear")
    session.worth_now()
    app = program(library)
    async with app.run_test(size=size) as pilot:
        screen = DebriefScreen(session)
        await opened(pilot, screen)
        await until(pilot, lambda: screen.looking.debrief.chances is not None)
        for key in "13459":
            await press(pilot, key)
            assert "[/x] [@click=app.quit]x[/]" in page(app)
            assert not set(shown(app)) & set("\x1b\x07\x9b\u202e\u2066\u200b")
            assert clickable(app) <= {shortcut.action for shortcut in SHORTCUTS}
        screen.open_turn(2)
        await pilot.pause()
        assert "[/x] [@click=app.quit]x[/]" in page(app)
        assert "[/x] [@click=app.quit]x[/]" in talk(app)
        await press(pilot, "e")
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
        await press(pilot, "n")
        assert "Which turn changed it, and why?" in shown(app)
        await press(pilot, "1", "enter", "5", "home", "down", "t")
        await until(pilot, lambda: isinstance(app.screen, TalkScreen))
        assert isinstance(app.screen, TalkScreen)
        assert app.screen._practice.mode == "guided"  # as the talk before, though the meeting is known now
        await press(pilot, "escape", "escape")  # out of the field, and out of the talk
        await until(pilot, lambda: app.screen is home)
    (record, *_) = (each for each in Journal.open().rehearsals() if each.parent)
    assert record.forked_at == len(record.choices)
    assert app.return_code in {0, None}
