"""What other processes have stored in PostgreSQL, heard by one connection that waits for it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

import psycopg

from rehearse.workshop.archive.trouble import NotRead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearse.workshop.archive.archive import Heard

CHANNEL = "rehearse_workshop"
AWHILE = 10.0
"""Seconds of silence after which everybody looks for themselves, and the connection is tried."""
PAUSES = (0.1, 0.25, 0.5, 1.0, 2.0)
"""Seconds between attempts to reach the database again; the last one for all that follow."""


class Listener:
    """Calls whoever asked when something of their session may be new. Nothing is connected before somebody asks."""

    def __init__(self, settings: Mapping[str, Any], place: str) -> None:
        """Prepare to listen by the connection *settings* at what sentences call *place*."""
        self._settings = settings
        self._away = NotRead("away", f"The database at {place} does not answer.")
        self._heard: dict[str, list[Heard]] = {}
        self._task: asyncio.Task[None] | None = None
        self._failures = 0

    def add(self, session: str, heard: Heard) -> Callable[[], None]:
        """Have *heard* called for *session* until what is returned is called."""
        self._heard.setdefault(session, []).append(heard)
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="workshop-listener")

        def remove() -> None:
            with suppress(KeyError, ValueError):
                self._heard[session].remove(heard)
                if not self._heard[session]:
                    del self._heard[session]

        return remove

    async def close(self) -> None:
        """Listen no more."""
        self._heard.clear()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError):
                self._tell_all(0, self._away)
                await asyncio.sleep(PAUSES[min(self._failures, len(PAUSES) - 1)])
                self._failures += 1

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(**self._settings, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._failures = 0
            while True:
                self._tell_all(0, None)  # whatever came while nobody listened
                async with aclosing(connection.notifies(timeout=AWHILE)) as notices:
                    async for notice in notices:
                        session, _, sequence = notice.payload.partition(" ")
                        self._tell(session, int(sequence) if sequence.isdecimal() else 0)
                await connection.execute("SELECT 1")

    def _tell(self, session: str, sequence: int) -> None:
        for heard in tuple(self._heard.get(session, ())):
            heard(sequence, None)

    def _tell_all(self, sequence: int, trouble: NotRead | None) -> None:
        for everybody in tuple(self._heard.values()):
            for heard in tuple(everybody):
                heard(sequence, trouble)
