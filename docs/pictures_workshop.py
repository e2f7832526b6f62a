"""Makes the pictures of the workshop's three faces from a session that is really served.

``python docs/pictures_workshop.py`` writes ``docs/workshop-coach.png``, ``docs/workshop-projector.png``,
``docs/workshop-phone.png`` and ``docs/workshop-branches.png``; it needs Chromium. Twenty-four pretend people vote; what
they choose is written down below.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

SIZE = (118, 38)
WALL, PHONE = (1280, 720), (390, 760)
PEOPLE = 24
PATH = ("business", "frame")
"""What the room decides before the picture, where it is on offer."""
SHARES = (11, 7, 4, 1)
"""How many vote for the line that leads, for the next, and so on."""


class Room:
    """The people of a session that is served."""

    def __init__(self, session):
        self.session = session
        self.live, self.stage = session.live, session.stage

    async def come(self):
        from rehearse.workshop.session import rules

        for number in range(PEOPLE):
            await self.live.submit(lambda room, n=number: rules.join(room, f"Person {n}", f"hash {n}"))

    async def vote(self, first=None):
        """Have nearly everybody vote, most for *first* or else for the second line."""
        from rehearse.workshop.session import rules

        asked = self.live.room.round
        options = [option.id for option in asked.options]
        first = first if first in options else options[1]
        order = [first, *(option for option in options if option != first)]
        voters = [option for option, votes in zip(order, SHARES, strict=False) for _ in range(votes)]
        for seat, option in enumerate(voters, 1):
            await self.live.submit(lambda room, s=seat, o=option: rules.vote(room, s, asked.number, o))

    async def step(self):
        await self.session.next()

    async def decided(self, first=None):
        """Ask the room, and go through a vote until the boss has answered."""
        before = len(self.live.room.now.entries)
        await self.session.ask()
        await self.vote(first)
        while len(self.live.room.now.entries) == before:
            await self.step()


def photographed(address, size, name, *, code="", who="", then=""):
    """What a browser shows at *address*, after joining with *code* as *who* where these are given."""
    from tests.browser import Browser

    with Browser(*size) as browser:
        browser.visit(address)
        if who:
            browser.until("document.querySelector('input[name=name]')")
            for field, words in (("code", code), ("name", who)):
                browser.ask(f"document.querySelector('input[name={field}]').value = {words!r}")
            browser.ask("document.querySelector('form').requestSubmit()")
            browser.until("document.body?.innerText.includes('What do you say')")
        if then:
            browser.until(f"document.body?.innerText.includes({then!r})")
        browser.ask("new Promise(done => setTimeout(done, 700))")
        browser.picture(HERE / name)


async def coach(desk, *keys):
    """The coach's screen after some *keys*, as SVG."""
    from rehearse.tui.workshop.app import WorkshopApp

    app = WorkshopApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        return app.export_screenshot(title="rehearse workshop run one-day-a-week --boss controlling")


async def taken(folder):
    from pictures import save

    from rehearse.tui.workshop.desk import Desk
    from rehearse.workshop.session import rules
    from tests.workshop.served import CODE, served

    async with served(folder) as session:
        room = Room(session)
        await room.come()
        for line in PATH:
            await room.decided(line)
        await session.ask()
        await room.vote()
        await asyncio.to_thread(session.stage.debrief_now, room.live.room.now)
        await asyncio.to_thread(photographed, session.address, PHONE, "workshop-phone.png", code=CODE, who="Zoe")
        await room.step()
        await room.step()
        wall = session.address + session.wall
        await asyncio.to_thread(photographed, wall, WALL, "workshop-projector.png")
        save(await coach(Desk(session.live, session.stage, session.serving.doors)), "workshop-coach.png")
        while len(room.live.room.now.entries) == len(PATH):
            await room.step()
        await room.live.submit(lambda now: rules.fork(now, len(PATH)))
        await room.decided(room.stage.options(room.live.room.now)[2].id)
        for branch in room.live.room.branches:
            await asyncio.to_thread(session.stage.debrief_now, branch)
        await room.live.submit(lambda now: rules.compare(now, (0, 1)))
        await asyncio.to_thread(photographed, wall, WALL, "workshop-branches.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["REHEARSE_HOME"] = home
        asyncio.run(taken(Path(home)))
