"""An archive in one SQLite file, for a workshop on one machine."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from rehearse.store.places import OWNER_ONLY_FILE, make_folder
from rehearse.workshop.archive.database import WRITES, Database
from rehearse.workshop.archive.trouble import NotStored

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from rehearse.workshop.archive.trouble import Kind

PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""
AGAIN = 0.02
"""Seconds between two attempts to open it beside others."""
NEARLY_FULL = 65_536
"""Bytes free on a disk below which a failed write is put down to its being full."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
FULL = "The disk is full: nothing more can be stored until there is room."
LOCKED = "Another program is holding the workshop's database."


class SqliteArchive(Database):
    """The file at *path*. Make one with ``open``."""

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        """Prepare for *path*; nothing is opened yet. *patience* is how many seconds to wait for other programs."""
        self._path = path
        self._patience = patience
        self._identity: tuple[int, int] | None = None
        engine = create_async_engine(
            URL.create("sqlite+aiosqlite", database=str(path)), connect_args={"timeout": patience}
        )
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
        super().__init__(engine)

    @classmethod
    async def open(cls, path: Path, *, patience: float = PATIENCE) -> SqliteArchive:
        """The archive at *path*, made or brought to this version where needed. Raises ``NotStored``."""
        try:
            make_folder(path.parent)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY_FILE))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise NotStored("refused", f"The workshop cannot be stored in {path} ({why}).") from error
        archive = cls(path, patience=patience)
        try:
            await archive.prepare()
        except BaseException:
            await archive.close()
            raise
        archive._identity = _identity(path)
        return archive

    async def prepare(self) -> None:
        """Open the database, and wait for others who open it for the first time: SQLite itself does not then."""
        until = monotonic() + self._patience
        while True:
            try:
                return await super().prepare()
            except NotStored as trouble:
                if trouble.kind != "locked" or monotonic() > until:
                    raise
            await asyncio.sleep(AGAIN)

    def _look(self) -> None:
        if _identity(self._path) != self._identity:
            sentence = f"The workshop's file {self._path} was deleted or replaced while the program runs."
            raise NotStored("gone", sentence)

    async def _forgotten(self) -> None:
        with suppress(SQLAlchemyError):  # somebody is reading: it is done the next time
            async with self._engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _why(self, error: SQLAlchemyError) -> tuple[Kind, str]:
        code = int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF if isinstance(error, DBAPIError) else 0
        if code in _LOCKED:
            return "locked", LOCKED
        if code == sqlite3.SQLITE_FULL or _has_no_room(self._path.parent):
            return "full", FULL
        if code in _DAMAGE:
            return "damaged", f"The workshop's file {self._path} is damaged, or is none."
        if code in _REFUSED:
            return "refused", f"The workshop's file {self._path} cannot be written."
        if code == sqlite3.SQLITE_IOERR:
            return "full", f"The disk takes no more of {self._path} ({_said(error)})."
        return "unknown", f"The workshop's file {self._path} cannot be used ({_said(error)})."


def _set_up(connection: Any, _: Any) -> None:  # noqa: ANN401  (SQLAlchemy's own)
    connection.isolation_level = None  # transactions begin as ``_begin`` says
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _has_no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_FULL
    except OSError:
        return False


def _said(error: SQLAlchemyError) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)
