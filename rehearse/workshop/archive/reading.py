"""Reading an archive in a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rehearse.workshop.archive.archive import Kept, Stored
from rehearse.workshop.archive.tables import EVENTS, SESSIONS
from rehearse.workshop.archive.trouble import NotRead
from rehearse.workshop.session.events import Unreadable, from_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncEngine

    from rehearse.workshop.archive.trouble import Kind

NEWER = "A newer version of rehearse has stored this. Please use that one."
GAPS = "Parts of what was stored of this session are missing."


class Reading:
    """What is in the database of *engine*."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Prepare for use; nothing is opened yet."""
        self._engine = engine

    def _why(self, error: SQLAlchemyError) -> tuple[Kind, str]:
        """What *error* means, in a word and a sentence: each database says it in its own way."""
        raise NotImplementedError

    async def events(self, session: str, after: int = 0) -> tuple[Stored, ...]:
        """The events of a session after number *after*; see ``Archive``."""
        columns = select(EVENTS.c.sequence, EVENTS.c.at, EVENTS.c.data)
        asked = columns.where(EVENTS.c.session == session, EVENTS.c.sequence > after).order_by(EVENTS.c.sequence)
        rows = await self._rows(asked)
        if [row.sequence for row in rows] != list(range(after + 1, after + 1 + len(rows))):
            raise NotRead("damaged", GAPS)
        try:
            return tuple(Stored(row.sequence, row.at, from_json(row.data)) for row in rows)
        except Unreadable as error:
            raise NotRead("newer", NEWER) from error

    async def find(self, code: str) -> Kept | None:
        """The session that runs under *code*."""
        found = await self._kept(select(SESSIONS).where(SESSIONS.c.code == code, SESSIONS.c.ended.is_(None)))
        return found[0] if found else None

    async def session(self, session: str) -> Kept | None:
        """The session of that id."""
        found = await self._kept(select(SESSIONS).where(SESSIONS.c.id == session))
        return found[0] if found else None

    async def sessions(self) -> tuple[Kept, ...]:
        """All sessions, the newest first."""
        return await self._kept(select(SESSIONS).order_by(SESSIONS.c.created.desc(), SESSIONS.c.id))

    async def _kept(self, asked: Any) -> tuple[Kept, ...]:  # noqa: ANN401  (a select of sessions)
        return tuple(kept(row) for row in await self._rows(asked))

    async def _rows(self, asked: Any) -> Sequence[Row[Any]]:  # noqa: ANN401  (a select of anything)
        for again in (True, False):
            try:
                async with self._engine.connect() as connection:
                    return (await connection.execute(asked)).all()
            except SQLAlchemyError as error:
                if not (again and broken(error)):
                    raise NotRead(*self._why(error)) from error
        return ()


def broken(error: SQLAlchemyError) -> bool:
    """Whether the connection is of no more use."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def kept(row: Row[Any]) -> Kept:
    """The session that is in *row*."""
    return Kept(row.id, row.code, row.title, row.created, row.ended, row.keep_until)
