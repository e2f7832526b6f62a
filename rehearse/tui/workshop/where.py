"""Where people find the session, looked at now and then: networks change."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.workshop.server.serving import Doors
    from rehearse.workshop.session.room import Room

LOOK_EVERY = 10.0
"""Seconds between two looks."""


class Where:
    """The doors as they were when somebody looked last."""

    def __init__(self, find: Callable[[Room], Doors], room: Room) -> None:
        """Look a first time. *find* may look at the networks of this computer."""
        self._find = find
        self._code, self._looked = room.code, monotonic()
        self.doors = find(room)

    def is_old(self, room: Room) -> bool:
        """Whether it is time to look again, or the code is another."""
        return room.code != self._code or monotonic() > self._looked + LOOK_EVERY

    async def look(self, room: Room) -> None:
        """Look again, beside everything else."""
        self._code, self._looked = room.code, monotonic()
        self.doors = await asyncio.to_thread(self._find, room)
