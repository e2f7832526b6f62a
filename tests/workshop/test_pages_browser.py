"""Each page in a real browser, on a session that is really served (``test_whole`` has all of them together)."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING

import pytest

from rehearse.workshop.session import rules
from tests.browser import ABSENT, CHROMIUM
from tests.terminal import PATIENCE
from tests.workshop.served import CODE, served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser import Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=ABSENT)

PHONE, WALL = (360, 740), (1280, 800)


class Beside:
    """A page that is asked from beside the loop in which the server runs."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __getattr__(self, name):
        method = getattr(self.page, name)
        if not callable(method):
            return method

        async def beside(*arguments, **named):
            return await asyncio.to_thread(method, *arguments, **named)

        return beside

    async def join(self, address: str, name: str) -> None:
        """Come in."""
        await self.visit(f"{address}/j/{CODE}")
        await self.write("#name", name)
        await self.tap("#in")
        await self.shows("You are in")


@pytest.fixture
def page(chromium):
    """What opens a page of somebody who was never here."""

    @contextlib.asynccontextmanager
    async def opened(size: tuple[int, int]) -> AsyncIterator[Beside]:
        made = await asyncio.to_thread(chromium.page, *size)
        try:
            yield Beside(made)
        finally:
            await asyncio.to_thread(made.close)

    return opened


def nothing_wrong(session, *pages: Beside) -> None:
    for each in pages:
        outside = [address for address in each.asked if not address.startswith((session.address, "data:"))]
        assert outside == []
        assert [told for told in each.complaints if "ERR_" not in told] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_of_360_pixels_has_everything_in_view_and_large_enough_to_tap(tmp_path, page, scheme):
    async with served(tmp_path) as session, page(PHONE) as ann:
        await ann.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        await ann.join(session.address, "A" * 24)

        async def right():
            assert await ann.ask("document.documentElement.scrollWidth") <= PHONE[0]
            small = "[...document.querySelectorAll('button, summary, input:not([type=hidden]), textarea')]"
            small += ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"
            assert await ann.ask(small) == []
            assert await ann.ask(CONTRAST) == []

        await right()
        await session.ask()
        await ann.shows("Choose one of")
        await ann.tap("#oB")
        await ann.shows("Your vote is in")
        await right()
        await session.next()
        await session.next()
        await ann.shows("How the room voted")
        await right()
        await ann.tap("#p summary")
        await ann.tap("#ob")
        await ann.shows("What did you hear")
        await right()
        nothing_wrong(session, ann)


CONTRAST = """(() => {
  const parts = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => {
    const [r, g, b] = parts(c).map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (parts(c)[3] !== 0 && c !== 'transparent') return c;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.offsetParent || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) found.push(e.outerHTML.slice(0, 80));
  }
  return found;
})()"""


async def test_what_is_being_typed_stays_when_the_room_goes_on(tmp_path, page):
    async with served(tmp_path) as session, page(PHONE) as ann:
        await ann.join(session.address, "Ann")
        await ann.tap("#w summary")
        await ann.write("#words", "Before we start, ")
        await session.ask()
        await ann.shows("Choose one of")
        assert await ann.ask("document.getElementById('words').value") == "Before we start, "
        assert await ann.ask("document.activeElement.id") == "words"
        await ann.call("Input.insertText", text="what worries you?")
        await ann.tap("#ws")
        await ann.shows("✓ sent")
        await ann.until("document.getElementById('words').value === ''")
        (made,) = session.live.room.suggestions
        assert made.words == "Before we start, what worries you?"
        nothing_wrong(session, ann)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 800), (1920, 1080)])
async def test_the_projector_shows_everything_at_once_and_in_large_letters(tmp_path, page, width, height):
    async with served(tmp_path) as session, page((width, height)) as wall:
        await wall.visit(session.address + session.wall)

        async def right():
            assert await wall.ask("document.documentElement.scrollHeight") <= height
            assert await wall.ask("document.documentElement.scrollWidth") <= width
            cut = "[...document.querySelectorAll('.fit')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
            assert await wall.ask(cut) == 0

        await wall.until("document.querySelector('.lobby .qr')")
        await right()
        for _ in range(3):
            options = await session.ask()
            await wall.until("document.querySelectorAll('.lines li').length")
            await right()
            letters = "parseFloat(getComputedStyle(document.querySelector('.lines li')).fontSize)"
            assert await wall.ask(letters) >= height / 48
            await session.live.submit(partial(rules.overrule, option=options[0]))
            await session.next()
            await session.live.submit(lambda room: rules.show_advice(room, shown=True))
            await wall.until("document.querySelector('.advice')")
            await right()
        nothing_wrong(session, wall)


async def test_the_coachs_phone_leads_a_round_under_the_thumb(tmp_path, page):
    async with served(tmp_path) as session, session.lead() as (_, token), page(PHONE) as lead:
        await lead.visit(f"{session.address}/remote")
        await lead.write("#token", token.upper().replace("-", " "))
        await lead.tap("button.go")
        for phase in ("open", "closed", "revealed", "discuss"):
            await lead.tap("#next0:not([aria-busy])")
            async with asyncio.timeout(PATIENCE):
                while session.live.room.phase != phase:  # noqa: ASYNC110  (what is sent arrives when it does)
                    await asyncio.sleep(0.02)
            await lead.shows({"open": "Close", "closed": "Reveal", "revealed": "Pause", "discuss": "Nobody"}[phase])
        assert await lead.ask("document.documentElement.scrollWidth") <= PHONE[0]
        await lead.tap("#oC")
        await lead.shows("The room said")
        nothing_wrong(session, lead)
