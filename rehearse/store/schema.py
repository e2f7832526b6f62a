"""The journal's tables, and how a journal of an earlier version becomes one of this version.

Each migration brings a journal one version on; a file's version is its ``PRAGMA user_version``. A migration that has
been released is never changed: a new one is added below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    Migration = Callable[[sqlite3.Connection], None]

APPLICATION_ID = 0x52454845
"""``REHE``: by this a journal is told from other programs' databases."""


def _version_1(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(
        """
        CREATE TABLE rehearsal (
            id           TEXT PRIMARY KEY NOT NULL,
            revision     INTEGER NOT NULL,  -- grows with every write: how programs notice one another
            scenario     TEXT NOT NULL,
            persona      TEXT NOT NULL,
            level        TEXT NOT NULL,
            seed         TEXT NOT NULL,     -- a whole number of any size
            content_hash TEXT NOT NULL,
            feedback     TEXT NOT NULL,
            title        TEXT NOT NULL,
            boss         TEXT NOT NULL,
            started      INTEGER NOT NULL,  -- microseconds since 1970, UTC
            updated      INTEGER NOT NULL,
            ending       TEXT,
            ending_title TEXT NOT NULL,
            parent       TEXT,              -- may have been deleted since
            forked_at    INTEGER
        )
        """
    )
    connection.execute("CREATE INDEX rehearsal_by_update ON rehearsal (updated)")
    connection.execute(
        """
        CREATE TABLE turn (
            rehearsal TEXT NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE,
            turn      INTEGER NOT NULL,     -- from 1
            choice    TEXT NOT NULL,
            said      INTEGER NOT NULL,     -- microseconds since 1970, UTC
            PRIMARY KEY (rehearsal, turn)
        ) WITHOUT ROWID
        """
    )


def _version_2(connection: sqlite3.Connection) -> None:
    connection.execute(
        """
        CREATE TABLE note (
            id        TEXT PRIMARY KEY NOT NULL,
            rehearsal TEXT REFERENCES rehearsal (id) ON DELETE CASCADE,  -- none: about no rehearsal in particular
            kind      TEXT NOT NULL,
            made      INTEGER NOT NULL,     -- microseconds since 1970, UTC
            data      TEXT NOT NULL         -- JSON
        )
        """
    )
    connection.execute("CREATE INDEX note_by_rehearsal ON note (rehearsal)")


MIGRATIONS: tuple[Migration, ...] = (_version_1, _version_2)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the journal's tables; 0 for one that has none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the journal to the newest version, wholly or not at all.

    *connection* commits by itself (``isolation_level=None``). Raises ``sqlite3.Error``.
    """
    if version_of(connection) >= len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, migration in enumerate(migrations, 1):
            if number > version_of(connection):
                migration(connection)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
