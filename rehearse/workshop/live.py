"""One running session: commands go in, are stored together, and only then change the room that everybody sees.

A single task writes. Whatever arrives while it stores is stored next, in one commit. Where several processes lead the
same session, the number of an event decides who was first; whoever was second decides again on what is there then.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

from rehearse.workshop.archive.trouble import InDoubt, NotRead, NotStored, Overtaken, Trouble
from rehearse.workshop.batch import Batch, Command
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import after, room_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rehearse.workshop.archive.archive import Archive
    from rehearse.workshop.archive.trouble import Kind
    from rehearse.workshop.batch import Decide
    from rehearse.workshop.session.events import AnyEvent, Began
    from rehearse.workshop.session.room import Room

    Clock = Callable[[], float]
    """Seconds since 1970."""

MOST_AT_ONCE = 256
"""Commands that are stored in one commit, so that nobody waits long for others to be decided."""
LOOK = 1.0
"""Seconds after which a timer looks at the clock again (which may be set, or go on while a laptop sleeps), and after
which what could not be done is tried again."""
CROWDED = 2.0
"""Seconds for which this takes turns with other processes after one of them was first."""
CLOSED = "This session was closed here."
AWAY = "Others have stored something that cannot be read just now."
THERE = "There is a session of that id already."
GONE = "There is no such session any more."
_FINAL: frozenset[Kind] = frozenset({"gone", "damaged", "newer"})
"""What does not become another answer by asking again."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the coach must see for as long as it lasts: ``kind`` for programs, ``sentence`` for people."""

    kind: Kind
    sentence: str


class Live:
    """A running session. Make one with ``begin`` or ``resume``."""

    def __init__(self, archive: Archive, room: Room, clock: Clock = time.time) -> None:
        """Go on from *room*, which is stored in *archive*. Must be made where an event loop runs."""
        self.room = room  # the last committed state, replaced as a whole
        self._archive = archive
        self._clock = clock
        self._waiting: deque[Command] = deque()
        self._wake = asyncio.Event()
        self._changed = asyncio.Event()  # replaced at each change
        self._version = 0  # how often watchers were told
        self._notices: dict[str, Notice] = {}  # by what it is about
        self._doubt: NotStored | None = None  # a batch was sent and nobody knows yet what became of it
        self._newest = 0  # up to which number other processes have stored; -1: to be looked for
        self._crowded_until = 0.0  # by the clock that nobody sets
        self._closing = False
        self._deaf = archive.listen(room.began.session, self._heard)
        self._writing = asyncio.create_task(self._run(), name="workshop-writer")

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the coach must see; nothing while all is well."""
        return tuple(dict.fromkeys(self._notices.values()))

    async def submit(self, decide: Decide) -> Room:
        """Have *decide* answered on the newest room, in the order of arrival; back once its events are on disk.

        *decide* is pure and quick, and may be called several times. Returns the committed room with its events in it.
        Raises ``Refused`` by the rules, ``NotStored`` where nothing of it holds for anybody, and whatever else
        *decide* raises. Where the connection breaks in the middle of storing, this waits until it is known what holds.
        """
        if self._closing:
            raise NotStored("gone", CLOSED)
        if self._doubt is not None:
            raise NotStored(self._doubt.kind, self._doubt.sentence)
        outcome: asyncio.Future[Room] = asyncio.get_running_loop().create_future()
        self._waiting.append(Command(decide, outcome))
        self._wake.set()
        return await outcome

    async def look(self) -> Room:
        """The room with what other processes have stored until now, as far as it can be read.

        For what is not known here and would be elsewhere: the news of it may be on its way. Raises ``NotStored``.
        """
        self._newest = -1
        return await self.submit(lambda _: ())

    async def watch(self) -> AsyncIterator[Room]:
        """The room at once, and the newest after each change of it or of ``notices``, until this is closed.

        Whoever is slow skips rooms and is never behind.
        """
        seen = -1
        while seen != self._version or not self._writing.done():
            if seen == self._version:
                await self._changed.wait()
            else:
                seen = self._version
                yield self.room

    async def close(self) -> None:
        """Store what waits, then end every ``watch``. The archive stays open, and the session can be resumed."""
        self._closing = True
        self._wake.set()
        await self._writing

    # --- the writer

    async def _run(self) -> None:
        """Store what comes until this is closed."""
        try:
            while not self._closing or self._waiting:
                self._wake.clear()
                commands = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
                try:
                    if self._newest < 0 or self._newest > self.room.sequence:
                        await self._catch_up()
                    await self._store([command for command in commands if not command.given_up])
                except Exception as error:  # noqa: BLE001  (whatever it is, people are told, and the writer goes on)
                    self._puzzled(error, commands)
                if not self._waiting and not self._closing:
                    await self._rest()
        finally:
            self._deaf()
            self._closing = True
            self._refuse_waiting(NotStored("gone", CLOSED))
            asyncio.get_running_loop().call_soon(self._changed.set)  # once this task is done

    async def _rest(self) -> None:
        """Wait until there is something to do: a command, news, time that is up, another attempt."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), self._until_next())

    def _until_next(self) -> float | None:
        """Seconds until something is to be done even if nobody asks for anything."""
        if self._newest < 0:
            return LOOK
        last = self.room.round
        if self.room.phase != "open" or last is None or not last.until:
            return None
        left = last.until - self._clock()
        return LOOK if left <= 0 and self._notices else min(max(left, 0.0), LOOK)

    async def _store(self, commands: list[Command]) -> None:
        """Decide and store *commands*, after closing a round whose time is up; tell everybody what became of theirs."""
        one_by_one: list[Command] = []
        while True:
            async with self._turn(commands):
                now = self._clock()
                batch = await self._decided([Command(partial(_in_time, now)), *commands])
                try:
                    if batch.events:
                        await self._append(batch, now)
                except Overtaken:
                    self._crowded_until = time.monotonic() + CROWDED
                    if await self._catch_up():
                        continue
                    batch.failed(NotStored("away", AWAY))
                except NotStored as trouble:
                    if len(commands) > 1 and trouble.kind in {"taken", "unknown"}:  # one of them is to blame
                        one_by_one = commands
                        break
                    if trouble.kind != "taken":
                        self._notice("storing", trouble)
                    batch.failed(trouble)
                else:
                    if batch.events:
                        self._notice("storing", None)
                        self.room = batch.room
                        self._tell_watchers()
                    batch.stored()
                return
        for command in one_by_one:
            await self._store([command])

    @asynccontextmanager
    async def _turn(self, commands: list[Command]) -> AsyncIterator[None]:
        """Store next, and on the newest, where other processes store as well: or one of them would never be first."""
        if commands and time.monotonic() < self._crowded_until:
            async with self._archive.turn(self.room.began.session):
                await self._catch_up()
                yield
        else:
            yield

    async def _decided(self, commands: list[Command]) -> Batch:
        """What *commands* come to. What is refused is refused on what is stored, and not on what was heard so far."""
        batch, known = Batch.of(self.room, commands), self.room
        if batch.refused:
            await self._catch_up()
        return batch if self.room is known else Batch.of(self.room, commands)

    async def _append(self, batch: Batch, now: float) -> None:
        """Store *batch*, or raise that nothing of it holds. While nobody can say, go on asking."""
        name = secrets.token_hex(8)
        place = self.room.began.session, self.room.sequence + 1
        while True:
            try:
                await self._archive.append(*place, batch.events, batch=name, at=now)
            except NotStored as trouble:
                if not isinstance(trouble, InDoubt) and (self._doubt is None or trouble.kind in _FINAL):
                    self._doubt = None
                    raise
                self._doubt = self._doubt or trouble
                self._notice("storing", trouble)
                self._refuse_waiting(NotStored(trouble.kind, trouble.sentence))
                if self._closing:
                    raise self._doubt from trouble
                await asyncio.sleep(LOOK / 4)
            except Overtaken:
                self._doubt = None
                raise
            else:
                self._doubt = None
                return

    async def _catch_up(self) -> bool:
        """Read what other processes have stored; whether that could be done."""
        looked, self._newest = self._newest, 0
        try:
            stored = await self._archive.events(self.room.began.session, self.room.sequence)
        except NotRead as trouble:
            self._newest = looked or -1
            self._notice("reading", trouble)
            return False
        self._notice("reading", None)
        if stored:
            self.room = reduce(after, (each.event for each in stored), self.room)
            self._tell_watchers()
        return True

    # --- what others are told

    def _notice(self, about: str, trouble: Trouble | None) -> None:
        """Let the coach see *trouble*, or no longer see what was wrong."""
        before = self.notices
        if trouble is None:
            self._notices.pop(about, None)
        else:
            self._notices[about] = Notice(trouble.kind, trouble.sentence)
        if self.notices != before:
            self._tell_watchers()

    def _tell_watchers(self) -> None:
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def _puzzled(self, error: Exception, commands: list[Command]) -> None:
        """Something went wrong that nobody foresaw: nothing is acknowledged, and what is stored is read again."""
        trouble = NotStored("unknown", f"Something went wrong in storing this ({type(error).__name__}: {error}).")
        self._notice("storing", trouble)
        for command in commands:
            command.answer(trouble)
        self._doubt, self._newest = None, -1

    def _refuse_waiting(self, trouble: NotStored) -> None:
        """Let nobody wait whose command was not sent."""
        while self._waiting:
            self._waiting.popleft().answer(trouble)

    def _heard(self, sequence: int, trouble: NotRead | None) -> None:
        """Other processes may have stored something; or nobody can know, for *trouble*."""
        self._notice("hearing", trouble)
        if trouble is not None:
            return
        stuck = self._notices.get("storing")
        if not sequence and self._doubt is None and stuck is not None and stuck.kind in {"away", "refused"}:
            self._notice("storing", None)  # it is back
        self._newest = max(self._newest, sequence) if sequence and self._newest >= 0 else -1
        self._wake.set()


def _in_time(now: float, room: Room) -> tuple[AnyEvent, ...]:
    """Close the round that is open where its time is up."""
    last = room.round
    up = room.phase == "open" and last is not None and 0 < last.until <= now
    return rules.close_round(room, by="time") if up else ()


async def begin(archive: Archive, began: Began, clock: Clock = time.time) -> Live:
    """A new session. Raises ``CodeTaken`` where another that is running has the code, ``NotStored``."""
    name = secrets.token_hex(8)
    for pause in (LOOK / 4, LOOK, 0.0):
        try:
            await archive.append(began.session, 1, (began,), batch=name, at=clock())
        except InDoubt:
            if not pause:
                raise
            await asyncio.sleep(pause)
        except Overtaken as error:
            raise NotStored("taken", THERE) from error
        else:
            break
    return Live(archive, room_of((began,)), clock)


async def resume(archive: Archive, session: str, clock: Clock = time.time) -> Live:
    """The session as it was: same line, phase and timer; a round whose time is up meanwhile takes no more votes.

    Raises ``NotRead``, of kind "gone" where there is no such session.
    """
    stored = await archive.events(session)
    if not stored:
        raise NotRead("gone", GONE)
    try:
        room = room_of(each.event for each in stored)
    except ValueError as error:
        raise NotRead("damaged", str(error)) from error
    return Live(archive, room, clock)
