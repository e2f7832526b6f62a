"""Streams down to browsers: each is told the newest state and skips what came between, so none can pile anything up.

One reader follows the session. It wakes at once those for whom something changed, and paces what only counts.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import Receive, Send

    from rehearse.workshop.live import Live
    from rehearse.workshop.server.settings import Settings
    from rehearse.workshop.session.room import Room

_LOG = logging.getLogger("rehearse.workshop")
_BEAT = b"event: beat\ndata:\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # proxies pass on every message at once
]
WALL, LEAD = -1, -2
"""Who else follows, beside seats: the wall, and the coach's phone."""

Message = dict[str, object]


class Reader:
    """One stream's end here: a single flag, which says that there is something new."""

    __slots__ = ("over", "told")

    def __init__(self) -> None:
        """Something is new: everything."""
        self.told = asyncio.Event()
        self.told.set()
        self.over = False

    def end(self) -> None:
        """Let the stream come to its end."""
        self.over = True
        self.told.set()


class Hub:
    """Everybody who follows one session."""

    def __init__(self, live: Live, settings: Settings) -> None:
        """Follow nothing before somebody listens."""
        self._live = live
        self._settings = settings
        self._readers: dict[int, OrderedDict[Reader, None]] = defaultdict(OrderedDict)
        self._count = 0
        self._room = live.room
        self._following: asyncio.Task[None] | None = None
        self._counting: asyncio.TimerHandle | None = None
        self.closed = False

    @property
    def full(self) -> bool:
        """Whether no stream more can be held."""
        return self.closed or self._count >= self._settings.most_streams

    def close(self) -> None:
        """End every stream, and let nobody else in."""
        self.closed = True
        for reader in self._all():
            reader.end()
        if self._following is not None:
            self._following.cancel()
        if self._counting is not None:
            self._counting.cancel()

    def told(self) -> None:
        """Something beside the room changed, such as a curve that was worked out."""
        self._wake(self._all())

    async def stream(self, receive: Receive, send: Send, who: int, look: Callable[[], Message]) -> None:
        """Tell *who* what *look* finds, now and whenever it changed, until they go.

        A message with ``gone`` is the last. The oldest stream of somebody who has too many comes to its end.
        """
        self._follow()
        reader = Reader()
        mine = self._readers[who]
        mine[reader] = None
        self._count += 1
        most = self._settings.streams_each if who >= 0 else self._settings.most_streams
        while len(mine) > most:
            oldest, _ = mine.popitem(last=False)
            oldest.end()
        leaving = asyncio.create_task(_left(receive, reader))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._tell(reader, send, look)
        except TimeoutError:
            _LOG.info("A stream was given up: nothing was taken from it.")  # the browser asks again by itself
        finally:
            leaving.cancel()
            mine.pop(reader, None)
            if not mine:
                self._readers.pop(who, None)
            self._count -= 1

    async def _tell(self, reader: Reader, send: Send, look: Callable[[], Message]) -> None:
        last: object = None
        retry = b"retry: 1500\n"
        while not reader.over:
            reader.told.clear()
            message = look()
            shown = message.get("html"), message.get("say"), message.get("gone")
            if shown != last:
                last = shown
                data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
                await self._send(send, b"%sdata: %s\n\n" % (retry, data))
                retry = b""
            if message.get("gone"):
                break
            del message
            try:
                async with asyncio.timeout(self._settings.heartbeat):
                    await reader.told.wait()
            except TimeoutError:
                await self._send(send, _BEAT)
        await self._send(send, b"", more=False)

    async def _send(self, send: Send, body: bytes, *, more: bool = True) -> None:
        async with asyncio.timeout(self._settings.stalled):
            await send({"type": "http.response.body", "body": body, "more_body": more})

    # --- what changed for whom

    def _follow(self) -> None:
        if self._following is None or (self._following.done() and not self.closed):
            self._following = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while not self.closed:
            try:
                async for room in self._live.watch():
                    self._changed(self._room, room)
                    self._room = room
            except Exception:  # noqa: BLE001  (whatever it is: the pages must not stand still unnoticed)
                _LOG.exception("The pages lost sight of the session; they look again.")
                await asyncio.sleep(1)
            else:
                return

    def _changed(self, before: Room, now: Room) -> None:
        if _shared(before) != _shared(now):
            self._wake(self._all())
            return
        for seat in _whose(before, now):
            self._wake(self._readers.get(seat, ()))
        if self._counting is None and not self.closed:
            self._counting = asyncio.get_running_loop().call_later(self._settings.pace, self._count_again)

    def _count_again(self) -> None:
        self._counting = None
        for who in (WALL, LEAD):
            self._wake(self._readers.get(who, ()))

    def _all(self) -> list[Reader]:
        return [reader for readers in self._readers.values() for reader in readers]

    @staticmethod
    def _wake(readers: Iterable[Reader]) -> None:
        for reader in readers:
            reader.told.set()


async def _left(receive: Receive, reader: Reader) -> None:
    """Come to an end when the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.end()


def _shared(room: Room) -> tuple[object, ...]:
    """All that every face hangs on: when it changes, everybody is told at once."""
    asked = room.round
    vote = (asked.number, asked.until, asked.decided, asked.revealed and (asked.votes, asked.hands)) if asked else ()
    led = (room.code, room.locked, room.remote, room.advice_shown, room.compared)
    return room.phase, room.mode, room.now, len(room.branches), vote, led


def _whose(before: Room, now: Room) -> set[int]:
    """Those for whom alone something changed."""
    found: set[int] = set()
    if before.seats is not now.seats:
        found |= {number for number, seat in now.seats.items() if before.seats.get(number) is not seat}
    if before.alone is not now.alone:
        found |= {number for number, own in now.alone.items() if before.alone.get(number) is not own}
    if now.suggestions is not before.suggestions:
        found |= {each.seat for each in now.suggestions[len(before.suggestions) :]}
    if now.marks is not before.marks:
        at = now.branch, len(now.now.entries)
        found |= {seat for seat, _ in before.marks.get(at, frozenset()) ^ now.marks.get(at, frozenset())}
    if before.round is not None and now.round is not None and before.round.votes is not now.round.votes:
        old = before.round.votes
        found |= {seat for seat, option in now.round.votes.items() if old.get(seat) != option}
    return found
