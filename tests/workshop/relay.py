"""A wire between the program and PostgreSQL that breaks where a test says so."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from types import TracebackType

COMMIT = b"COMMIT"
"""In what is sent to commit, and in the answer once it is done."""


class Relay:
    """Passes everything on from a port of its own to *port*, until it is told to ``cut``."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._when: Literal["before", "after"] | None = None
        self._then_closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.broke = asyncio.Event()
        self.closed = False

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self._break()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self, when: Literal["before", "after"], *, then_closed: bool = False) -> None:
        """Break every connection at the next COMMIT: before the database hears of it, or after it has obeyed.

        *then_closed*: nobody gets through any more, until ``closed`` is no longer set.
        """
        self._when = when
        self._then_closed = then_closed

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.closed:
            writer.close()
            return
        back, forth = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {writer, forth}
        for passing in (self._pass(reader, forth, "before"), self._pass(back, writer, "after")):
            task = asyncio.create_task(passing)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, here: Literal["before", "after"]
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if COMMIT in data and self._when == here:
                    self.closed = self._then_closed
                    self._break()
                    self.broke.set()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()

    def _break(self) -> None:
        self._when = None
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()
