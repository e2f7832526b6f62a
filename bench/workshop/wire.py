"""HTTP as a browser speaks it, as little of it as a load generator needs: answers to requests, and event streams."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

END = b"\r\n\r\n"


class Answer(NamedTuple):
    """What came back, and when its last byte did."""

    status: int
    head: bytes
    body: bytes
    at: float


class Connection(asyncio.Protocol):
    """A connection that is kept open: one request after the other."""

    def __init__(self):
        self.transport: asyncio.Transport | None = None
        self.open = False
        self._came = bytearray()
        self._asked: asyncio.Future[Answer] | None = None

    def connection_made(self, transport):
        self.transport = transport
        self.open = True

    def connection_lost(self, error):
        self.open = False
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(error or ConnectionResetError("closed before it answered"))

    def data_received(self, data):
        self._came += data
        end = self._came.find(END)
        if end < 0:
            return
        head = bytes(self._came[:end])
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        whole = end + len(END) + length
        if len(self._came) >= whole and self._asked is not None:
            body = bytes(self._came[end + len(END) : whole])
            del self._came[:whole]
            if b"connection: close" in head.lower():
                self.drop()
            if not self._asked.done():
                self._asked.set_result(Answer(int(head[9:12]), head, body, perf_counter()))

    async def ask(self, request: bytes) -> Answer:
        """Send *request* and wait for what comes back. Raises ``OSError`` where nothing does."""
        if not self.open or self.transport is None:
            raise ConnectionResetError("closed")
        self._asked = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._asked

    def drop(self):
        """Be gone, as a phone whose network is."""
        if self.transport is not None:
            self.transport.abort()
        self.open = False


class Stream(asyncio.Protocol):
    """An event stream: calls *heard* with the data of every message and when it was there."""

    def __init__(self, request: bytes, heard: Callable[[bytes, float], None]):
        self.status = 0
        self.retry = 0.0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._request = request
        self._heard = heard
        self._came = bytearray()
        self._body = bytearray()

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self._request)

    def connection_lost(self, _error):
        if not self.over.done():
            self.over.set_result(None)

    def data_received(self, data):
        at = perf_counter()
        came = self._came
        came += data
        if not self.status:
            end = came.find(END)
            if end < 0:
                return
            self.status = int(came[9:12])
            assert b"chunked" in came[:end], f"no stream, but {came[:1000]!r}"
            del came[: end + len(END)]
        while (line := came.find(b"\r\n")) > 0:
            size = int(came[:line], 16)
            if len(came) < line + size + 4:
                break
            self._body += came[line + 2 : line + 2 + size]
            del came[: line + size + 4]
        while (end := self._body.find(b"\n\n")) >= 0:
            message = bytes(self._body[:end])
            del self._body[: end + 2]
            self._take(message, at)

    def _take(self, message: bytes, at: float):
        if message.startswith(b"event: beat"):
            return
        for line in message.split(b"\n"):
            if line.startswith(b"retry: "):
                self.retry = int(line[7:]) / 1000
            elif line.startswith(b"data: "):
                self._heard(line[6:], at)

    def drop(self):
        if self.transport is not None:
            self.transport.abort()
