"""Simulated people in a session that runs: each comes in, looks at what is asked, and does what phones do."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.session.rules import Refused
from rehearse.workshop.trial.choosing import Choosing
from rehearse.workshop.trial.deeds import Deeds
from rehearse.workshop.trial.participants import participants

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rehearse.workshop.live import Live
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.trial.deeds import Deed
    from rehearse.workshop.trial.participants import Participant

    Pause = Callable[[float], Awaitable[None]]
    """Waits for so many seconds."""

_LOG = logging.getLogger("rehearse.workshop")
AGAIN = 2.0
"""Seconds after which somebody tries again where something could not be stored."""
TITLE = "{} (trial)"
"""What a trial is called, so that it is never taken for a session with real people."""


def title_of(title: str, most: int) -> str:
    """What the trial of a session with that *title* is called, in at most so many signs."""
    return TITLE.format(title[: most - len(TITLE.format(""))].rstrip())


def notice_of(count: int) -> str:
    """What the coach is told first about so many simulated people; empty where there are none."""
    if not count:
        return ""
    people = "1 person is simulated" if count == 1 else f"{count} people are simulated"
    return f"This is a trial: {people}. Phones can join beside them."


class Trial:
    """So many simulated people in one session, for as long as it is led here."""

    def __init__(self, live: Live, stage: Stage, count: int, pause: Pause = asyncio.sleep) -> None:
        """Let them come in. Must be made in the event loop, whose thread *stage* belongs to."""
        self._live = live
        self._pause = pause
        self._deeds = Deeds(stage, Choosing(stage))
        people = participants(live.room.began.seed, count)
        self._tasks = [asyncio.create_task(self._take_part(who), name=f"simulated {who.number}") for who in people]

    async def stop(self) -> None:
        """Have them do nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take_part(self, who: Participant) -> None:
        """Take part to the end."""
        try:
            await self._follow(who)
        except Exception:  # noqa: BLE001  (a task's boundary: the others and the coach go on, and it is written down)
            _LOG.exception("A simulated person broke down and does nothing more.")

    async def _follow(self, who: Participant) -> None:
        """Do one thing after the other, and wait for the room to go on where there is nothing to do."""
        async for _ in self._live.watch():
            while (deed := self._deeds.next(self._live.room, who)) is not None:
                await self._pause(deed.after)
                if not await self._done(deed):
                    break

    async def _done(self, deed: Deed) -> bool:
        """Do it. Too late for it, as for anybody: no, and the room is looked at again once it has changed."""
        found = await asyncio.to_thread(deed.understands) if deed.understands is not None else ""
        try:
            await self._live.submit(lambda room: deed.does(room, found))
        except Refused:
            return False
        except NotStored:
            await self._pause(AGAIN)
        return True
