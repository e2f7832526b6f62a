"""The archive's tables, and how an archive of an earlier version becomes one of this version.

The same statements serve SQLite and PostgreSQL. A migration that has been released is never changed: a new one is added
below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Float, Integer, MetaData, Table, Text, func, insert, inspect, select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Migration = Callable[[Connection], None]

_METADATA = MetaData()

SESSIONS = Table(
    "workshop_session",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False),  # no two that run have the same
    Column("title", Text, nullable=False),
    Column("created", Float(53), nullable=False),  # seconds since 1970, as all times
    Column("ended", Float(53)),
    Column("keep_until", Float(53)),
)
EVENTS = Table(
    "workshop_event",
    _METADATA,
    Column("session", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True),  # from 1, without gaps
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON
    Column("at", Float(53), nullable=False),
    Column("batch", Text, nullable=False),  # by which a writer knows its own again
)
VERSIONS = Table("workshop_schema", _METADATA, Column("version", Integer, primary_key=True))


def _version_1(connection: Connection) -> None:
    for statement in (
        "CREATE TABLE workshop_schema (version INTEGER PRIMARY KEY NOT NULL)",
        """
        CREATE TABLE workshop_session (
            id         TEXT PRIMARY KEY NOT NULL,
            code       TEXT NOT NULL,
            title      TEXT NOT NULL,
            created    DOUBLE PRECISION NOT NULL,
            ended      DOUBLE PRECISION,
            keep_until DOUBLE PRECISION
        )
        """,
        "CREATE UNIQUE INDEX workshop_session_by_code ON workshop_session (code) WHERE ended IS NULL",
        """
        CREATE TABLE workshop_event (
            session  TEXT NOT NULL REFERENCES workshop_session (id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            kind     TEXT NOT NULL,
            data     TEXT NOT NULL,
            at       DOUBLE PRECISION NOT NULL,
            batch    TEXT NOT NULL,
            PRIMARY KEY (session, sequence)
        )
        """,
    ):
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[Migration, ...] = (_version_1,)


def version_of(connection: Connection) -> int:
    """The version of the archive's tables; 0 where there are none yet."""
    if not inspect(connection).has_table(VERSIONS.name):
        return 0
    return int(connection.scalar(select(func.coalesce(func.max(VERSIONS.c.version), 0))) or 0)


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the archive to the newest version, inside the transaction that *connection* is in."""
    for number, migration in enumerate(migrations, 1):
        if number > version_of(connection):
            migration(connection)
            connection.execute(insert(VERSIONS).values(version=number))
