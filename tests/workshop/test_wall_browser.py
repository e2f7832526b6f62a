"""The projector's page and the phone's in a real browser, at the sizes there are: all in view, and large enough."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from rehearse.workshop.session import rules
from rehearse.workshop.stage import leading
from tests.browser import ABSENT, CHROMIUM
from tests.workshop.served import CODE, served
from tests.workshop.sessions import last_round

if TYPE_CHECKING:
    from tests.browser import Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=ABSENT)

WALLS = ((1024, 768), (1280, 720), (1920, 1080))
CUT = "[...document.querySelectorAll('.fit')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
OUTSIDE = """[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length && !e.matches('.sr, svg *'))
.filter(e => { const r = e.getBoundingClientRect(); return r.bottom > innerHeight + 1 || r.right > innerWidth + 1; })
.map(e => e.outerHTML.slice(0, 60))"""
SMALLEST = """Math.min(...[...document.querySelectorAll('.two *')]
.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
.map(e => parseFloat(getComputedStyle(e).fontSize)))"""
NUMBERS = """[...document.querySelectorAll('.curves circle')]
.map(e => e.getBoundingClientRect().toJSON())"""
VOTES = "parseFloat(getComputedStyle(document.querySelector('.lines li')).fontSize)"
SIZE = "parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)"


def all_in_view(page: Page) -> None:
    assert page.ask("[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth]") == [
        0,
        page.ask("innerWidth"),
    ]
    assert page.ask(CUT) == 0
    assert page.ask(OUTSIDE) == []


async def say(session, place: int) -> None:
    options = session.stage.options(session.live.room.now)
    await session.live.submit(partial(leading.play, session.stage, entry=options[place % len(options)].id))


async def two_branches(session, *, ended: bool) -> None:
    """Two branches that part after the first line: both at their end, or both in the middle."""
    for branch, place in enumerate((0, 1)):
        if branch:
            await session.live.submit(lambda room: rules.fork(room, 1))
        for _ in range(2):
            await say(session, place)
        while ended and session.stage.options(session.live.room.now):
            await say(session, place)
        await asyncio.to_thread(session.stage.debrief_now, session.live.room.now)
    await session.live.submit(lambda room: rules.compare(room, (0, 1)))


@pytest.mark.parametrize("ended", [False, True], ids=["in the middle", "at the end"])
async def test_two_branches_side_by_side_are_never_smaller_than_the_votes(tmp_path, chromium, ended):
    def open_walls() -> list[tuple[Page, float]]:
        found = []
        for size in WALLS:
            page = chromium.page(*size)
            page.visit(session.address + session.wall)
            page.until("document.querySelector('.lines li')")
            found.append((page, page.ask(VOTES)))
        return found

    def look(page: Page, votes: float) -> None:
        page.until("document.querySelectorAll('.curves circle').length === 2")
        all_in_view(page)
        assert page.ask(SMALLEST) >= votes
        one, other = sorted(page.ask(NUMBERS), key=lambda number: number["left"])
        assert one["right"] <= other["left"] or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
        assert other["right"] <= page.ask("innerWidth")
        assert page.ask("document.querySelector('.curves svg').getBoundingClientRect().height / innerHeight") > 0.15
        assert [told for told in page.complaints if "ERR_" not in told] == []

    async with served(tmp_path) as session:
        await session.ask()
        walls = await asyncio.to_thread(open_walls)
        await two_branches(session, ended=ended)
        plain = await asyncio.to_thread(partial(chromium.page, 1280, 720, scripts=False))
        await asyncio.to_thread(plain.visit, session.address + session.wall)
        walls.append((plain, 720 / 36))  # without its script it shows less on a line, and more of them at once
        for page, votes in walls:
            await asyncio.to_thread(look, page, votes)
            await asyncio.to_thread(page.close)


async def test_the_code_is_the_largest_thing_in_the_lobby_and_the_scene_stands_below_it(tmp_path, chromium):
    def look(page: Page) -> None:
        page.visit(session.address + session.wall)
        page.shows(session.stage.story.scene)
        all_in_view(page)
        code = page.ask(SIZE.format(".lobby .code"))
        assert code > 2 * page.ask(SIZE.format(".lobby .scene p"))
        assert page.ask("document.querySelector('.lobby .qr').getBoundingClientRect().height / innerHeight") > 0.4
        page.close()

    async with served(tmp_path) as session:
        pages = [(*size, True) for size in WALLS] + [(1280, 720, False)]
        for width, height, scripts in pages:
            opened = await asyncio.to_thread(partial(chromium.page, width, height, scripts=scripts))
            await asyncio.to_thread(look, opened)


async def test_a_wall_without_its_script_leaves_nothing_out_that_one_cannot_scroll_to(tmp_path, chromium):
    async with served(tmp_path) as session:
        await session.ask()
        page = await asyncio.to_thread(partial(chromium.page, 800, 400, scripts=False))
        await asyncio.to_thread(page.visit, session.address + session.wall)
        low = "Math.max(...[...document.querySelectorAll('.lines li')].map(e => e.getBoundingClientRect().bottom))"
        assert await asyncio.to_thread(page.ask, f"{low} > innerHeight")
        assert await asyncio.to_thread(page.ask, f"{low} <= document.documentElement.scrollHeight")
        assert await asyncio.to_thread(page.ask, "getComputedStyle(document.body).overflowY") == "auto"
        assert await asyncio.to_thread(page.ask, CUT) == 0
        await asyncio.to_thread(page.close)


async def test_zoomed_to_200_percent_nothing_is_wider_than_the_screen(tmp_path, chromium):
    def wide(page):
        return page.ask(
            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".filter(e => !e.matches('.sr, svg *')).map(e => e.outerHTML.slice(0, 60))"
        )

    async with served(tmp_path) as session:
        wall = await asyncio.to_thread(chromium.page, 640, 360)
        await asyncio.to_thread(wall.visit, session.address + session.wall)
        assert await asyncio.to_thread(wide, wall) == []
        ann = await asyncio.to_thread(chromium.page, 360, 740)
        await asyncio.to_thread(ann.visit, f"{session.address}/j/{CODE}")
        await asyncio.to_thread(ann.tap, "#in")
        await asyncio.to_thread(ann.shows, session.stage.story.asks)
        await asyncio.to_thread(ann.ask, "document.documentElement.style.fontSize = '200%'")
        assert await asyncio.to_thread(wide, ann) == []
        await two_branches(session, ended=False)
        await asyncio.to_thread(wall.until, "document.querySelector('.curves circle')")
        assert await asyncio.to_thread(wide, wall) == []
        for each in (wall, ann):
            await asyncio.to_thread(each.close)


async def test_a_phone_announces_how_its_guess_did(tmp_path, chromium):
    async with served(tmp_path) as session:
        ann = await asyncio.to_thread(chromium.page, 360, 740)
        await asyncio.to_thread(ann.visit, f"{session.address}/j/{CODE}")
        await asyncio.to_thread(ann.tap, "#in")
        await asyncio.to_thread(ann.shows, "You are in")
        await session.live.submit(lambda room: rules.set_mode(room, "predict"))
        first, *_ = await session.ask()
        await session.live.submit(lambda room: leading.overrule(session.stage, room, first))
        await session.live.submit(lambda room: leading.ask_boss(session.stage, room, "trust"))
        options = last_round(session.live).options
        true = session.stage.comes_true(session.live.room.now, first, options)
        letter = "ABC"[[option.id for option in options].index(true)]
        await asyncio.to_thread(ann.tap, f"#o{letter}")
        await asyncio.to_thread(ann.shows, "Your vote is in")
        for _ in range(4):
            await session.next()
        await asyncio.to_thread(ann.shows, "You guessed right")
        assert "You guessed right. 1 of 1 guessed right." in await asyncio.to_thread(ann.announces)
        await asyncio.to_thread(ann.close)
