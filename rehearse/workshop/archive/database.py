"""An archive in a database: what SQLite and PostgreSQL share."""

from __future__ import annotations

from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from rehearse.workshop.archive.archive import DAY, DAYS_KEPT
from rehearse.workshop.archive.reading import NEWER, Reading, broken, kept
from rehearse.workshop.archive.tables import EVENTS, MIGRATIONS, SESSIONS, migrate, version_of
from rehearse.workshop.archive.trouble import CodeTaken, InDoubt, NotStored, Overtaken
from rehearse.workshop.session.events import Began, CodeChanged, Ended, as_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

    from rehearse.workshop.archive.archive import Heard, Kept
    from rehearse.workshop.session.events import AnyEvent

WRITES = "rehearse_writes"
"""The execution option of a connection that will write."""
GONE = "This session is no longer in the archive: it was deleted."
_ADD = insert(EVENTS).returning(EVENTS.c.sequence)
"""Asking for numbers back makes it one statement for many rows; a pipeline that fails would be logged to the screen."""
TAKEN = "Another session that is running has this code."
LOST = "The database no longer has what this session stored before. Nothing more is stored in it."


class Database(Reading):
    """An archive in the database of *engine*. ``prepare`` it before use."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Prepare for use; nothing is opened yet."""
        super().__init__(engine)
        self._writer = engine.execution_options(**{WRITES: True})

    # --- where the databases differ

    def _look(self) -> None:
        """Raise ``NotStored`` where what would be stored could not be found again."""

    async def _alone(self, connection: AsyncConnection) -> None:
        """Wait until no other process is changing the tables."""

    def turn(self, session: str) -> AbstractAsyncContextManager[None]:  # noqa: ARG002  (part of the protocol)
        """Whoever comes first is first, unless a database can have processes wait in line."""
        return nullcontext()

    async def _give_way(self, connection: AsyncConnection, session: str) -> None:
        """Wait while another process has its turn."""

    async def _announce(self, connection: AsyncConnection, session: str, sequence: int) -> None:
        """Let other processes know, once this is committed."""

    async def _forgotten(self) -> None:
        """Leave no trace of what was deleted."""

    def listen(self, session: str, heard: Heard) -> Callable[[], None]:  # noqa: ARG002  (part of the protocol)
        """Nothing is heard of other processes, unless a database can tell."""
        return lambda: None

    # --- opening

    async def prepare(self) -> None:
        """Open the database; make its tables, or bring them to this version. Raises ``NotStored``."""
        try:
            async with self._engine.connect() as connection:
                version = await connection.run_sync(version_of)
            if version < len(MIGRATIONS):
                async with self._writer.begin() as connection:
                    await self._alone(connection)
                    await connection.run_sync(migrate)
        except SQLAlchemyError as error:
            raise NotStored(*self._why(error)) from error
        if version > len(MIGRATIONS):
            raise NotStored("newer", NEWER)

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()

    # --- storing

    async def append(self, session: str, sequence: int, events: Sequence[AnyEvent], *, batch: str, at: float) -> None:
        """Store *events*; see ``Archive``."""
        self._look()
        for again in (True, False):  # a connection from before the database was restarted fails once
            try:
                return await self._append(session, sequence, events, batch, at)
            except IntegrityError as error:
                return await self._clash(session, sequence, events, batch, error)
            except SQLAlchemyError as error:
                if not (again and broken(error)):
                    raise NotStored(*self._why(error)) from error
        return None

    async def _append(self, session: str, sequence: int, events: Sequence[AnyEvent], batch: str, at: float) -> None:
        rows = [
            {
                "session": session,
                "sequence": number,
                "kind": type(event).__struct_config__.tag,
                "data": as_json(event),
                "at": at,
                "batch": batch,
            }
            for number, event in enumerate(events, sequence)
        ]
        async with self._writer.connect() as connection:
            transaction = await connection.begin()
            await self._give_way(connection, session)
            there = await _batches(connection, session, sequence)
            if sequence in there:
                return _settle(there[sequence], batch)
            if sequence > 1 and not there:
                raise await self._lost(connection, session)
            for event in events:
                await _keep_session(connection, session, event, at)
            await connection.execute(_ADD, rows)
            await self._announce(connection, session, sequence + len(rows) - 1)
            return await self._commit(transaction)

    async def _commit(self, transaction: AsyncTransaction) -> None:
        try:
            await transaction.commit()
        except DBAPIError as error:
            if broken(error):
                raise InDoubt(*self._why(error)) from error
            raise

    async def _lost(self, connection: AsyncConnection, session: str) -> NotStored:
        there = await connection.scalar(select(SESSIONS.c.id).where(SESSIONS.c.id == session))
        return NotStored("damaged", LOST) if there else NotStored("gone", GONE)

    async def _clash(
        self, session: str, sequence: int, events: Sequence[AnyEvent], batch: str, error: IntegrityError
    ) -> None:
        """Find out what was there already: the same batch, another's, or the code."""
        try:
            async with self._engine.connect() as connection:
                there = await _batches(connection, session, sequence)
                known = await connection.scalar(select(SESSIONS.c.id).where(SESSIONS.c.id == session))
        except SQLAlchemyError as trouble:
            raise NotStored(*self._why(trouble)) from trouble
        if sequence in there:
            return _settle(there[sequence], batch)
        if known is None and not isinstance(events[0], Began):
            raise NotStored("gone", GONE) from error
        if not any(isinstance(event, Began | CodeChanged) for event in events):
            raise NotStored(*self._why(error)) from error
        raise CodeTaken("taken", TAKEN) from error

    # --- how long it is kept

    async def keep(self, session: str, until: float | None) -> bool:
        """Keep a session until then, or for ever; whether there is such a session."""
        async with self._changing() as connection:
            changed = update(SESSIONS).where(SESSIONS.c.id == session).values(keep_until=until)
            return bool((await connection.execute(changed)).rowcount)

    async def forget(self, session: str) -> bool:
        """Delete a session with all that was stored of it; whether there was one."""
        async with self._changing() as connection:
            there = bool((await connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session))).rowcount)
        await self._forgotten()
        return there

    async def purge(self, now: float) -> tuple[Kept, ...]:
        """Delete what need not be kept any more; see ``Archive``."""
        fresh = exists().where(EVENTS.c.session == SESSIONS.c.id, EVENTS.c.at > now - DAY)
        async with self._changing() as connection:
            over = (SESSIONS.c.keep_until <= now) & (SESSIONS.c.ended.is_not(None) | ~fresh)
            gone = tuple(kept(row) for row in (await connection.execute(select(SESSIONS).where(over))).all())
            await connection.execute(delete(SESSIONS).where(SESSIONS.c.id.in_([each.id for each in gone])))
        await self._forgotten()
        return gone

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[AsyncConnection]:
        self._look()
        try:
            async with self._writer.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise NotStored(*self._why(error)) from error


async def _keep_session(connection: AsyncConnection, session: str, event: AnyEvent, at: float) -> None:
    """What *event* means for the list of sessions."""
    this = update(SESSIONS).where(SESSIONS.c.id == session)
    if isinstance(event, Began):
        row = {"id": session, "code": event.code, "title": event.title, "created": at}
        await connection.execute(insert(SESSIONS).values(**row, keep_until=at + DAYS_KEPT * DAY))
    elif isinstance(event, CodeChanged):
        await connection.execute(this.values(code=event.code))
    elif isinstance(event, Ended):
        await connection.execute(this.values(ended=at, keep_until=at + SESSIONS.c.keep_until - SESSIONS.c.created))


async def _batches(connection: AsyncConnection, session: str, sequence: int) -> dict[int, str]:
    """Which batch stored event *sequence*, and which the one before it, as far as they are there."""
    asked = select(EVENTS.c.sequence, EVENTS.c.batch).where(
        EVENTS.c.session == session, EVENTS.c.sequence.in_((sequence - 1, sequence))
    )
    return {row.sequence: row.batch for row in (await connection.execute(asked)).all()}


def _settle(holder: str, batch: str) -> None:
    """It is stored already where it was this *batch* that did it. Raises ``Overtaken`` where not."""
    if holder != batch:
        raise Overtaken
