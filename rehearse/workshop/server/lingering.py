"""Connections that ask nothing, or take nothing of what they are sent: uvicorn would hold them for ever.

Anybody in the network can open some, without a code. So those are closed that do nothing for too long, and where there
are very many, first those that have asked nothing for longest: whoever votes and listens is never among them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rehearse.workshop.server.settings import Settings

LOOK = 0.5
"""Seconds between two looks at them."""
FILES = 8_192
"""Open files that a full room may need: one for each stream, and some."""
_SHARE = 0.75
"""How much of the files that may be open is for connections; the rest is for what the program stores and reads."""


class _Seen(NamedTuple):
    """A connection as it was seen, and since when it has been like that."""

    asked: object  # the last request; none before the first
    unsent: int  # bytes that it has not taken
    since: float  # seconds


class Lingering:
    """Looks after the connections of a server of uvicorn."""

    def __init__(
        self, connections: Collection[Any], settings: Settings, most: int, clock: Callable[[], float] = monotonic
    ) -> None:
        """Allow *most* of *connections*, which is the set that the server keeps itself."""
        self._connections = connections
        self._settings = settings
        self._most = most
        self._clock = clock
        self._seen: dict[Any, _Seen] = {}

    async def watch(self) -> None:
        """Look after them until this is cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            self.look()

    def look(self) -> None:
        """Close whatever has lingered too long, or is too much."""
        now = self._clock()
        self._seen = {each: self._now(each, now) for each in tuple(self._connections)}
        quiet = sorted(
            (seen.since, place, each) for place, (each, seen) in enumerate(self._seen.items()) if _is_quiet(each)
        )
        surplus = len(self._seen) - self._most
        for place, (since, _, each) in enumerate(quiet):
            if place < surplus or now - since >= self._settings.idle:
                each.transport.abort()
        for each, seen in self._seen.items():
            if seen.unsent and now - seen.since >= self._settings.stalled:
                each.transport.abort()

    def _now(self, connection: Any, now: float) -> _Seen:  # noqa: ANN401  (uvicorn has a class for each library)
        before = self._seen.get(connection)
        asked, unsent = connection.cycle, connection.transport.get_write_buffer_size()
        if before is not None and before.asked is asked and before.unsent == unsent:
            return before
        return _Seen(asked, unsent, now)


def _is_quiet(connection: Any) -> bool:  # noqa: ANN401
    """Whether nothing is being answered to it."""
    return connection.cycle is None or bool(connection.cycle.response_complete)


def most_connections() -> int:
    """How many connections there can be, once as many files may be open as the system allows and a full room needs."""
    most = FILES
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  (there is none on Windows)

        least, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if least < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        most = max(least, wanted)
    return int(most * _SHARE)
