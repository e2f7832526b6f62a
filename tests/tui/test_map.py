"""The map on the screen: the way that was taken, what may be told of the rest, and moving about in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.tui.confirm import ConfirmScreen
from rehearse.tui.debrief.screen import DebriefScreen
from rehearse.tui.journal import JournalScreen
from rehearse.tui.map.about import IN_THE_TALK
from rehearse.tui.map.picture import ZOOMS
from rehearse.tui.map.screen import MapScreen
from rehearse.tui.map.view import MapView
from rehearse.tui.talk.screen import TalkScreen
from tests.tui.world import BOSS, WEST, begin, clickable, flat, library_of, make_pack, opened, program, shown, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.store.session import Session
    from rehearse.tui.app import RehearseApp

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
DAY = "one-day-a-week"


def played(library: Library, *choices: str, scenario: str = WEST, persona: str = BOSS) -> Session:
    session = begin(library, scenario=scenario, persona=persona)
    for choice in choices:
        session.say(choice)
    return session


async def open_map(pilot: Pilot[str], session: Session) -> MapScreen:
    screen = MapScreen(session)
    await opened(pilot, screen)
    await drawn(pilot)
    return screen


async def drawn(pilot: Pilot[str]) -> None:
    await until(pilot, lambda: pilot.app.screen.query("#map").first().display)
    await pilot.pause()


def picture(app: RehearseApp) -> str:
    """What the picture alone shows."""
    box = app.screen.query_one(MapView).region
    return "\n".join(row[box.x : box.right].rstrip() for row in shown(app).splitlines()[box.y : box.bottom])


def about(app: RehearseApp) -> str:
    """What is told beside the picture, in full."""
    told = app.screen.query_one("#told")
    return flat(told.visual.flowed(200).plain)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_the_way_that_was_taken_is_heavy_and_the_others_are_light(
    library: Library, size: tuple[int, int]
) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        seen = picture(app)
        assert "▸● First◂" in seen
        assert "┃" in seen
        await pilot.press("e")
        await until(pilot, lambda: "≈ Kept" in picture(app))
        assert "✗ Lost" in picture(app)
        assert {"▼", "▾"} <= set(picture(app))


async def test_what_is_told_of_a_point_is_said_for_this_boss_with_what_was_said_there(library: Library) -> None:
    played(library, "accuse", "hear", "vague")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        told = about(app)
        assert told.startswith("● First Opening Here in 2 of 2 rehearsals.")
        assert "Pat ┃ You wanted a word." in told
        assert "1 ● What is behind the move? → Second" in told
        assert "2 ○ Never mind. I agree." in told
        assert "3 ◐ You never listen to anybody." in told
        await pilot.press("n", "n")
        assert about(app).startswith("● Third Proposal and close Here in 2 of 2 rehearsals. This time after line 2.")
        assert "2 ○ Then I shall have to look elsewhere. → ✗ Refused" in about(app)
        await pilot.press("n")
        assert "≈ Kept Ending: A trial" in about(app)
        assert "Six weeks by the window You keep the seat for six weeks." in about(app)


async def test_after_an_ending_it_is_told_where_the_lines_lead_with_the_fewest_lines(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        assert "→ Second ends ≈ 3 ✗ 3" in about(app)


@pytest.mark.parametrize("size", [LARGE, SMALL, SMALLEST])
async def test_before_the_first_ending_nothing_is_spoilt(library: Library, size: tuple[int, int]) -> None:
    app = program(library)
    async with app.run_test(size=size) as pilot:
        screen = await open_map(pilot, played(library, "ask"))
        for zoom in ZOOMS:
            face = screen._pictures[zoom].faces
            assert [rows[0].split()[0] for rows, _ in face] == ["●", "◉", "?", "?", "?"]
            assert set(screen._pictures[zoom].pens) == {(0, 1), (1, 2)}
        for key in ("e", "e", "e"):
            await pilot.press(key)
            assert about(app).startswith("? Not known yet You have not been here")
        everything = f"{shown(app)} {about(app)}"
        for secret in ("Third", "Kept", "Lost", "What do you want, then?", "Six weeks", "clear ask"):
            assert secret not in everything
        await pilot.press("s")
        assert "→ Second" in about(app)
        assert "ends ≈" not in about(app)


async def test_an_ending_of_another_rehearsal_lifts_the_veil(library: Library) -> None:
    played(library, "accuse", "refuse", "vague")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask"))
        await pilot.press("e")
        assert "≈ Kept" in picture(app)
        assert "x" not in {row.split()[0] for row in shown(app).splitlines() if row.strip()}
        assert app.screen.check_action("show_all", ()) is False


async def test_everything_is_shown_when_asked_for_after_a_question(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask"))
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter")  # the careful answer
        await until(pilot, lambda: isinstance(app.screen, MapScreen))
        assert "Third" not in picture(app)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, MapScreen) and "Third" in picture(app))
        await pilot.press("e")
        assert "Not been here yet." in about(app)


async def test_where_the_talk_stands_its_lines_are_left_to_the_talk(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask"))
        assert about(app).startswith("◉ Second")
        assert IN_THE_TALK in about(app)
        assert "A full floor is hard on you." not in about(app)
        await pilot.press("1")
        assert about(app).startswith("◉ Second")


async def test_the_arrows_go_along_the_lines_and_sideways(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_map(pilot, played(library, "ask", "hear", "clear"))
        names = [node.id for node in screen._session.story.nodes]
        visited = []
        for key in ("s", "down", "down", "down", "up", "down"):
            await pilot.press(key)
            visited.append(names[screen._chosen])
        assert visited == ["first", "second", "third", "kept", "third", "kept"]
        await pilot.press("right" if "lost" in picture(app).lower().split("kept")[1] else "left")
        assert names[screen._chosen] == "lost"
        await pilot.press("c")
        assert names[screen._chosen] == "kept"
        await pilot.press("p", "p")
        assert names[screen._chosen] == "second"
        await pilot.press("3")
        assert names[screen._chosen] == "third"


async def test_a_click_chooses_a_point(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        await pilot.pause()
        row = next(number for number, line in enumerate(shown(app).splitlines()) if "● Second" in line)
        await pilot.click(offset=(shown(app).splitlines()[row].index("● Second") + 3, row))
        await until(pilot, lambda: about(app).startswith("● Second"))


async def test_coming_closer_shows_what_is_said_and_going_farther_leaves_dots(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        assert "You wanted a word." not in picture(app)
        await pilot.press("plus")
        await until(pilot, lambda: "You wanted a word." in picture(app))
        await pilot.press("plus")
        assert "You wanted a word." in picture(app)
        await pilot.press("minus", "minus")
        await until(pilot, lambda: "● First" in picture(app))
        assert "● Second" not in picture(app)
        assert picture(app).count("●") == 3


async def test_the_chosen_point_is_in_sight_at_every_size_of_a_large_meeting(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        screen = await open_map(pilot, played(library, scenario=DAY, persona="sociable"))
        screen._draw(revealed=True)
        await until(pilot, lambda: screen._revealed)
        for zoom in ("names", "words", "dots"):
            assert screen._zoom == zoom
            for node in range(0, len(screen._session.story.nodes), 5):
                screen._choose(node)
                await pilot.pause()
                if zoom != "dots":
                    assert "▸" in picture(app), (zoom, node)
            await pilot.press(*{"names": ["plus"], "words": ["minus", "minus"], "dots": []}[zoom])
            await pilot.pause()


async def test_only_the_rows_in_sight_are_drawn(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_map(pilot, played(library, scenario=DAY, persona="sociable"))
        view = screen.query_one(MapView)
        assert view.virtual_size.height > 80
        assert len(view._strips) <= 2 * view.size.height


async def test_what_is_told_can_be_read_in_the_room_of_the_picture(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=SMALLEST) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("s")
        assert "You never listen" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "You never listen" in shown(app))
        await pilot.press("down", "down")
        assert app.screen.query_one("#about").scroll_offset.y == 2
        await pilot.press("escape")
        await until(pilot, lambda: "▸● First◂" in shown(app))
        await pilot.press("down")
        assert about(app).startswith("● Second")


async def test_the_map_opens_from_the_talk_the_debrief_and_the_journal(library: Library) -> None:
    session = played(library, "ask", "hear")
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        for screen, key in (
            (TalkScreen(session), "f3"),
            (DebriefScreen(session), "m"),
            (JournalScreen(), "m"),
        ):
            await opened(pilot, screen)
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, MapScreen))
            await drawn(pilot)
            assert about(app).startswith("◉ Third")
            await pilot.press("escape")
            await until(pilot, lambda screen=screen: app.screen is screen)
            app.pop_screen()
            await pilot.pause()


async def test_what_cannot_be_drawn_gets_a_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearse.analysis.layout.MOST_EDGES", 2)
    app = program(library)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, MapScreen(played(library, "ask")))
        await until(pilot, lambda: "too many for a picture" in flat(shown(app)))
        await pilot.press("down", "e", "x", "plus", "escape")
        await until(pilot, lambda: not isinstance(app.screen, MapScreen))


async def test_a_rehearsal_that_the_boss_broke_into_is_one_unbroken_way(library: Library) -> None:
    session = played(library, scenario="summoned-three-days", persona="controlling")
    interrupts = {interrupt.node for interrupt in session.story.interrupts}
    while not session.over and not interrupts & {step.state.node for step in session.played.steps}:
        session.say(min(session.choices(), key=lambda choice: choice.say).id)
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        screen = await open_map(pilot, session)
        assert screen._chart is not None
        went = screen._chart.went
        for one, other in zip(went.stops, went.stops[1:], strict=False):
            assert screen._pictures["names"].pens[one.node, other.node].weight == 2
        assert {(route.start, route.end) for route in screen._pictures["names"].layout.routes} >= went.hops


@pytest.mark.parametrize("size", [LARGE, SMALL])
async def test_strange_texts_are_shown_as_they_are_written(tmp_path: Path, size: tuple[int, int]) -> None:
    strange = library_of(make_pack(tmp_path / "strange", strange=True))
    app = program(strange)
    async with app.run_test(size=size) as pilot:
        await open_map(pilot, played(strange, "ask", "hear", "clear"))
        await pilot.press("s", "plus")
        await until(pilot, lambda: "You wanted a word. [/x]" in flat(about(app)))
        assert "[red]not red[/red] \\[b] {sighs} *stars* `code` long" in about(app)
        seen = f"{shown(app)} {about(app)}"
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen)
        assert "app.quit" not in clickable(app)


async def test_both_themes_show_it(library: Library) -> None:
    app = program(library)
    async with app.run_test(size=LARGE) as pilot:
        await open_map(pilot, played(library, "ask", "hear", "clear"))
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "≈ Kept" in picture(app)
