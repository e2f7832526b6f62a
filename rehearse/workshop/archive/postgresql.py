"""An archive in PostgreSQL, for workshops that several server processes lead together."""

from __future__ import annotations

import hashlib
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from rehearse.workshop.archive.database import Database
from rehearse.workshop.archive.listener import CHANNEL, Listener
from rehearse.workshop.archive.trouble import NotStored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from rehearse.workshop.archive.archive import Heard
    from rehearse.workshop.archive.trouble import Kind

PATIENCE = 5
"""Seconds to wait for an answer before the database counts as away."""
_SCHEMA_LOCK = 0x52454857
"""What processes that start at once wait for before they make the tables."""
_TURNS = 0x52455455
"""The kind of lock by which processes wait for their turn."""
_MOST_IDLE = "idle_in_transaction_session_timeout", "2s"
"""How long a process may have its turn and do nothing with it."""
_KINDS: dict[str, Kind] = {
    "53100": "full",
    "55P03": "locked",
    "57014": "locked",  # cancelled: it waited too long
    "40P01": "locked",
    "53": "away",  # too many connections, no memory
    "57": "away",  # shutting down, starting up
    "08": "away",
    "28": "refused",
    "3D": "refused",
    "42501": "refused",
    "25006": "refused",
    "XX001": "damaged",
    "XX002": "damaged",
}
"""By SQLSTATE, or by its class."""
_PASSING = ("starting up", "shutting down", "recovery", "too many", "connection slots")
"""In what a server says that will let people in soon."""
_UNMET = ("no password supplied", "not support SSL", "certificate")
"""In what a connection fails by here, before the server has said anything: asking again changes nothing."""
_SENTENCES: dict[Kind, str] = {
    "full": "The disk of the database at {place} is full: nothing more can be stored until there is room.",
    "locked": "The database at {place} is busy with something else and did not answer in time.",
    "away": "The database at {place} does not answer.",
    "refused": "The database at {place} lets nothing be stored ({said}).",
    "damaged": "The database at {place} is damaged ({said}).",
    "unknown": "The database at {place} cannot be used ({said}).",
}


class PostgresArchive(Database):
    """The database at *url*. Make one with ``open``."""

    def __init__(self, url: str) -> None:
        """Prepare for *url*; nothing is opened yet. Raises ``ArgumentError`` or ``ValueError`` where it is none."""
        given = make_url(url).set(drivername="postgresql+psycopg")
        settings = {
            "connect_timeout": str(PATIENCE),
            "keepalives_idle": "10",
            "keepalives_interval": "5",
            "keepalives_count": "3",
            "tcp_user_timeout": str(PATIENCE * 2_000),
            "application_name": "rehearse",
        }
        given = given.set(query={**settings, **given.query})
        self._place = f"{given.host or 'localhost'}:{given.port or 5432}"
        engine = create_async_engine(given, pool_size=4, max_overflow=4, pool_timeout=PATIENCE)
        event.listen(engine.sync_engine, "connect", _set_up)
        super().__init__(engine)
        _, named = engine.dialect.create_connect_args(given)
        self._listener = Listener(named, self._place)
        self._has_turn: set[str] = set()

    @classmethod
    async def open(cls, url: str) -> PostgresArchive:
        """The archive at *url*, its tables made or brought to this version. Raises ``NotStored``."""
        try:
            archive = cls(url)
        except (ArgumentError, ValueError) as error:
            raise NotStored("refused", "This is no address of a PostgreSQL database.") from error
        try:
            await archive.prepare()
        except BaseException:
            await archive.close()
            raise
        return archive

    async def close(self) -> None:
        """Let go of the database."""
        await self._listener.close()
        await super().close()

    def listen(self, session: str, heard: Heard) -> Callable[[], None]:
        """Have *heard* called when another process may have stored something; what is returned ends this."""
        return self._listener.add(session, heard)

    async def _alone(self, connection: AsyncConnection) -> None:
        await connection.execute(select(func.pg_advisory_xact_lock(_SCHEMA_LOCK)))

    @asynccontextmanager
    async def turn(self, session: str) -> AsyncIterator[None]:
        """Have the next turn to store in *session*; see ``Archive``. Who takes too long over it loses it."""
        async with AsyncExitStack() as held:
            with suppress(SQLAlchemyError):
                connection = await held.enter_async_context(self._engine.connect())
                lock = func.pg_advisory_xact_lock(_TURNS, _number(session))
                await connection.execute(select(func.set_config(*_MOST_IDLE, True), lock))  # noqa: FBT003  (SQL)
                self._has_turn.add(session)
            try:
                yield
            finally:
                self._has_turn.discard(session)

    async def _give_way(self, connection: AsyncConnection, session: str) -> None:
        if session not in self._has_turn:
            await connection.execute(select(func.pg_advisory_xact_lock_shared(_TURNS, _number(session))))

    async def _announce(self, connection: AsyncConnection, session: str, sequence: int) -> None:
        await connection.execute(select(func.pg_notify(CHANNEL, f"{session} {sequence}")))

    def _why(self, error: SQLAlchemyError) -> tuple[Kind, str]:
        cause = error.orig if isinstance(error, DBAPIError) else None
        state = getattr(cause, "sqlstate", None) or ""
        said = str(cause or error).partition("\n")[0]
        kind = _KINDS.get(state) or _KINDS.get(state[:2])
        if kind is None:
            answered, said = (True, said) if state else _greeted(said)
            kind = "unknown" if state else "refused" if answered else "away"
        return kind, _SENTENCES[kind].format(place=self._place, said=said)


def _number(session: str) -> int:
    """A number for *session*, as locks have them: of 32 bits, with a sign."""
    return int.from_bytes(hashlib.blake2b(session.encode(), digest_size=4).digest(), signed=True)


def _greeted(said: str) -> tuple[bool, str]:
    """Whether nobody is let in though the server is there, and in what words. There is no code for it then."""
    if any(unmet in said for unmet in _UNMET):
        return True, said.rpartition("failed: ")[2].strip()
    _, fatal, words = said.partition("FATAL:")
    return bool(fatal) and not any(passing in words for passing in _PASSING), words.strip()


def _set_up(connection: Any, _: Any) -> None:  # noqa: ANN401  (SQLAlchemy's own)
    """Wait for nobody for ever, and let nobody wait for what a process that died has left."""
    cursor = connection.cursor()
    for setting, factor in (("lock_timeout", 1), ("statement_timeout", 2), ("idle_in_transaction_session_timeout", 2)):
        cursor.execute(f"SET {setting} = '{PATIENCE * factor}s'")
    cursor.close()
    connection.commit()
