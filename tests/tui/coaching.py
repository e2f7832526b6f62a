"""For the tests of the coach's screen: a session that is really stored, and people who take part in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from rehearse.tui.workshop.app import WorkshopApp
from rehearse.tui.workshop.desk import Desk
from rehearse.tui.workshop.screen import CoachScreen
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import begin, resume
from rehearse.workshop.server.serving import Doors
from rehearse.workshop.session import rules
from rehearse.workshop.session.events import Began
from rehearse.workshop.stage import Stage
from tests.tui.world import BOSS, WEST, flat, shown, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from rehearse.loading.library import Library
    from rehearse.workshop.live import Live
    from rehearse.workshop.session.room import Room

WIDE, NARROW = (120, 40), (80, 24)


def doors(room: Room) -> Doors:
    """Where the session is found."""
    address = "http://192.168.1.20:8000"
    return Doors(
        address,
        f"{address}/j/{room.code}",
        f"{address}/projector",
        f"{address}/projector/word",
        f"{address}/remote",
        "On 192.168.1.20.",
    )


@asynccontextmanager
async def session(library: Library, folder: Path, name: str = "s1", people: int = 3) -> AsyncIterator[Desk]:
    """A desk with a session of the small meeting on it, in a file in *folder*; begun, or gone on with."""
    archive = await open_archive(folder / "workshops.db")
    began = Began(name, "The west window", WEST, BOSS, "everyday", 1, "KMP4TX", library.content_hash(WEST, BOSS))
    live = await resume(archive, name) if await archive.session(name) else await begin(archive, began)
    for number in range(len(live.room.seats), people):
        await live.submit(lambda room, number=number: rules.join(room, f"Person {number}", f"hash {number}"))  # type: ignore[misc]
    try:
        yield Desk(live, Stage(library, live.room.began), doors)
    finally:
        await live.close()
        await archive.close()


class Coach:
    """Somebody at the coach's screen."""

    def __init__(self, desk: Desk, pilot: Pilot[str]) -> None:
        self.desk = desk
        self.pilot = pilot
        self.app: Any = pilot.app

    @property
    def live(self) -> Live:
        return self.desk.live

    @property
    def room(self) -> Any:
        """The session as it is stored: another one after each key."""
        return self.live.room

    @property
    def shown(self) -> str:
        return flat(shown(self.app))

    async def sees(self, *words: str) -> None:
        await until(self.pilot, lambda: all(word in self.shown for word in words))

    async def press(self, *keys: str) -> None:
        """Press each key and wait until what it did is stored and shown."""
        for key in keys:
            await self.pilot.press(key)
            await self.at_rest()

    async def at_rest(self) -> None:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, CoachScreen)
        await until(self.pilot, lambda: len(screen.work) <= 1 and screen.room is self.live.room and screen._due is None)

    async def votes(self, *options: str) -> None:
        for seat, option in enumerate(options, 1):
            number = self.room.rounds[-1].number
            await self.live.submit(lambda room, s=seat, o=option, n=number: rules.vote(room, s, n, o))  # type: ignore[misc]
        await self.at_rest()

    async def round(self, *options: str) -> None:
        """A whole vote, from asking to the boss's answer."""
        await self.press("space")
        await self.votes(*options)
        await self.press("space", "space", "space", "space")

    async def suggests(self, words: str, move: str, seat: int = 1) -> None:
        await self.live.submit(lambda room: rules.suggest(room, seat, words, move))
        await self.at_rest()


@asynccontextmanager
async def coach(
    library: Library, folder: Path, size: tuple[int, int] = WIDE, *, safe: bool = False, people: int = 3
) -> AsyncIterator[Coach]:
    """The coach's screen in front of a session."""
    async with session(library, folder, people=people) as desk:
        desk.safe = safe
        async with WorkshopApp(desk).run_test(size=size) as pilot:
            await until(pilot, lambda: pilot.app.screen.is_mounted)
            yield Coach(desk, pilot)
