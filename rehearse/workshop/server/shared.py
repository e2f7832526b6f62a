"""What all pages of a session share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.server.faces import Faces
from rehearse.workshop.server.limits import Limit, Whereabouts
from rehearse.workshop.server.streams import Hub

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.workshop.live import Live
    from rehearse.workshop.server.settings import Settings
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage


class Shared:
    """One session as the server sees it."""

    def __init__(self, live: Live, stage: Stage, settings: Settings) -> None:
        """Nobody is connected yet."""
        self.live = live
        self.stage = stage
        self.settings = settings
        self.faces = Faces(stage)
        self.hub = Hub(live, settings)
        self.whereabouts = Whereabouts()
        self.wrong_codes = Limit(*settings.wrong_codes, settings.clock)

    async def holds(self, of: Callable[[Room], bool]) -> bool:
        """Whether something is true of the session; where not, with what other processes stored a moment ago."""
        if of(self.live.room):
            return True
        with suppress(NotStored):
            return of(await self.live.look())
        return False
