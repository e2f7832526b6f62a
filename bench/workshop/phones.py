"""Phones of a load generator: they join, listen and vote as the phone's page and its script do."""

from __future__ import annotations

import asyncio
import random
import re
import socket
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.workshop.wire import Answer, Connection, Stream

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "127.0.0.1"
CLASS = 100
"""People who come from one address: a thousand are not in one classroom."""
AT_ONCE = 20
"""Phones that connect at the same time."""
ROUND = re.compile(rb'name=\\"round\\" value=\\"(\d+)\\"')
OPTION = re.compile(rb'name=\\"option\\" value=\\"([^"\\]+)\\"')


class Phone:
    """One phone: a connection for what it sends, and one for its stream."""

    def __init__(self, number: int, port: int):
        self.number = number
        self.port = port
        self.cookie = ""
        self.last = b""  # what its stream said last
        self.heard: Callable[[Phone, bytes, float], None] | None = None
        self.came: asyncio.Event = asyncio.Event()  # set by the first message of each stream
        self.stalled = False
        self._source = (f"127.0.1.{1 + number // CLASS % 250}", 0)
        self._sending: Connection | None = None
        self._stream: Stream | None = None
        self._listening: asyncio.Task[None] | None = None
        self._chance = random.Random(number)

    # --- what it sends

    async def ask(self, path: str, told: dict[str, str] | None = None, accept: str = "application/json") -> Answer:
        """Ask for a page, or send a form as the script does; by the connection that is open, if one is.

        One that was closed at that very moment is replaced by another, as browsers do.
        """
        request = self._request(path, told, accept)
        if self._sending is not None and self._sending.open:
            with suppress(ConnectionError):
                return await self._sending.ask(request)
        _, self._sending = await asyncio.get_running_loop().create_connection(
            Connection, HOST, self.port, local_addr=self._source
        )
        return await self._sending.ask(request)

    def _request(self, path: str, told: dict[str, str] | None, accept: str) -> bytes:
        here = f"{HOST}:{self.port}"
        head = [f"{'GET' if told is None else 'POST'} {path} HTTP/1.1", f"Host: {here}", f"Accept: {accept}"]
        head += [f"Cookie: {self.cookie}"] if self.cookie else []
        body = urlencode(told or {})
        if told is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
            head += [f"Origin: http://{here}", "Sec-Fetch-Site: same-origin"]
        return ("\r\n".join(head) + f"\r\n\r\n{body}").encode()

    async def join(self, code: str) -> None:
        """Take a seat with the session's *code*."""
        told = {"code": code, "name": f"Person {self.number}", "once": f"form {self.number}"}
        answer = await self.ask("/join", told)
        assert answer.status == 200, answer
        self.take_cookie(answer)

    def take_cookie(self, answer: Answer) -> None:
        raw = answer.head.partition(b"set-cookie: ")[2].partition(b";")[0].decode()
        self.cookie = raw if "=" in raw else self.cookie

    async def vote(self, number: int, option: str) -> Answer:
        """Vote once."""
        return await self.ask("/vote", {"round": str(number), "option": option})

    # --- what it hears

    def listen(self, path: str = "/stream", *, small: bool = False) -> None:
        """Listen from now on, as an ``EventSource`` does. *small*: with hardly any room for what was not read yet."""
        self._listening = asyncio.create_task(self._listen(path, small=small))

    async def _listen(self, path: str, *, small: bool) -> None:
        retry = 3.0
        while True:
            stream = None
            try:
                stream = await self._connected(path, small=small)
                await stream.over
            except OSError:
                pass
            if stream is not None and stream.status == 200:
                retry = stream.retry or retry
                await asyncio.sleep(retry)
            elif stream is not None and stream.status:  # refused for good: the script begins anew
                await asyncio.sleep(1 + 2 * self._chance.random())
            else:
                await asyncio.sleep(retry)

    async def _connected(self, path: str, *, small: bool) -> Stream:
        loop = asyncio.get_running_loop()
        taken = socket.socket()
        taken.setblocking(False)  # noqa: FBT003  (as sockets have it)
        try:
            if small:
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            taken.bind(self._source)
            await loop.sock_connect(taken, (HOST, self.port))
        except BaseException:
            taken.close()
            raise
        request = self._request(path, None, "text/event-stream")
        _, self._stream = await loop.create_connection(lambda: Stream(request, self._hears), sock=taken)
        return self._stream

    async def is_told(self, seconds: float = 30.0) -> None:
        """Wait until the stream has said something."""
        async with asyncio.timeout(seconds):
            await self.came.wait()

    def _hears(self, data: bytes, at: float) -> None:
        self.last = data
        self.came.set()
        if self.heard is not None:
            self.heard(self, data, at)

    def stall(self) -> None:
        """Read nothing more, and stay connected."""
        self.stalled = True
        if self._stream is not None and self._stream.transport is not None:
            self._stream.transport.pause_reading()

    def read_on(self) -> None:
        """Read again."""
        self.stalled = False
        if self._stream is not None and self._stream.transport is not None:
            self._stream.transport.resume_reading()

    def drop(self) -> None:
        """Lose both connections, and ask for none again."""
        if self._listening is not None:
            self._listening.cancel()
        for each in (self._stream, self._sending):
            if each is not None:
                each.drop()
        self._stream = self._sending = self._listening = None
        self.came.clear()


def asked(data: bytes) -> tuple[int, list[str]]:
    """The vote that a message shows, and what can be voted for; 0 where there is none."""
    number = ROUND.search(data)
    return (int(number[1]) if number else 0), [each.decode() for each in OPTION.findall(data)]


async def in_turn(work, phones, at_once: int = AT_ONCE) -> None:
    """*work* for every one of *phones*, a few at a time."""
    waiting = list(reversed(phones))

    async def some():
        while waiting:
            await work(waiting.pop())

    await asyncio.gather(*(some() for _ in range(at_once)))


async def joined(port: int, code: str, people: int, first: int = 0) -> list[Phone]:
    """So many people who have joined and listen, with numbers from *first* on."""
    phones = [Phone(number, port) for number in range(first, first + people)]

    async def come(phone):
        await phone.join(code)
        phone.listen()
        await phone.is_told()

    await in_turn(come, phones)
    return phones


async def until(holds, what: str, seconds: float = 30.0, every: float = 0.01) -> float:
    """Wait until *holds* is true; when it was. Raises ``TimeoutError`` that says *what* did not come."""
    begun = perf_counter()
    while not holds():
        if perf_counter() - begun > seconds:
            raise TimeoutError(what)
        await asyncio.sleep(every)
    return perf_counter()
