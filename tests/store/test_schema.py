"""The journal's version, and the way from one to the next."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rehearse.store.schema import APPLICATION_ID, MIGRATIONS, migrate, version_of
from tests.store.programs import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rehearse.store.journal import Journal

VERSION_1 = """
    PRAGMA application_id = 1380272197;
    CREATE TABLE rehearsal (
        id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, scenario TEXT NOT NULL, persona TEXT NOT NULL,
        level TEXT NOT NULL, seed TEXT NOT NULL, content_hash TEXT NOT NULL, feedback TEXT NOT NULL,
        title TEXT NOT NULL, boss TEXT NOT NULL, started INTEGER NOT NULL, updated INTEGER NOT NULL, ending TEXT,
        ending_title TEXT NOT NULL, parent TEXT, forked_at INTEGER
    );
    CREATE INDEX rehearsal_by_update ON rehearsal (updated);
    CREATE TABLE turn (
        rehearsal TEXT NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE, turn INTEGER NOT NULL,
        choice TEXT NOT NULL, said INTEGER NOT NULL, PRIMARY KEY (rehearsal, turn)
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
    INSERT INTO rehearsal VALUES ('abcdefgh', 3, 'summons', 'controlling', 'everyday', '7', 'abc', 'now', 'Summoned',
        'Margaret', 1700000000000000, 1700000060000000, NULL, '', NULL, NULL);
    INSERT INTO turn VALUES ('abcdefgh', 1, 'ask-why', 1700000030000000), ('abcdefgh', 2, 'refuse', 1700000060000000);
"""
"""A journal as the first release wrote it. Never to be changed."""


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def _columns(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: connection.execute(f"PRAGMA table_info({name})").fetchall() for (name,) in tables}


def test_a_journal_of_version_1_is_read_and_carried_on(path: Path, opened: Callable[[], Journal]) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(VERSION_1)
    journal = opened()
    assert journal.notice == ""
    read = journal.get("abcdefgh")
    assert read is not None
    assert read.choices == ("ask-why", "refuse")
    assert read.started.isoformat() == "2023-11-14T22:13:20+00:00"
    journal.say("abcdefgh", 3, "propose")
    assert journal.rehearsals()[0].choices == ("ask-why", "refuse", "propose")


def test_a_new_journal_has_the_tables_that_an_old_one_is_brought_to(connection: sqlite3.Connection) -> None:
    migrate(connection)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as old:
        old.executescript(VERSION_1)
        migrate(old)
        assert _columns(old) == _columns(connection)
        assert version_of(old) == version_of(connection) == len(MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_later_migration_is_applied_to_what_is_there(connection: sqlite3.Connection) -> None:
    connection.executescript(VERSION_1)

    def add_notes(to: sqlite3.Connection) -> None:
        to.execute("ALTER TABLE rehearsal ADD COLUMN note TEXT NOT NULL DEFAULT ''")

    migrate(connection, (*MIGRATIONS, add_notes))
    assert version_of(connection) == len(MIGRATIONS) + 1
    assert connection.execute("SELECT id, note FROM rehearsal").fetchall() == [("abcdefgh", "")]
    migrate(connection, (*MIGRATIONS, add_notes))


def test_a_migration_that_fails_leaves_the_journal_as_it_was(connection: sqlite3.Connection) -> None:
    connection.executescript(VERSION_1)
    before = list(connection.iterdump())

    def drop_and_fail(to: sqlite3.Connection) -> None:
        to.execute("DROP TABLE turn")
        to.execute("CREATE TABLE rehearsal (id TEXT)")

    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection, (*MIGRATIONS, drop_and_fail))
    assert list(connection.iterdump()) == before
    assert version_of(connection) == 1


def test_a_journal_of_a_newer_version_is_not_touched(
    journal: Journal, opened: Callable[[], Journal], path: Path
) -> None:
    begin(journal)
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    newer = opened()
    assert newer.in_memory
    assert newer.take_notice() == (
        "The journal was written by a newer version of rehearse and is left as it is, so what you say is kept in "
        "memory until it can be stored."
    )
    record = begin(newer)
    newer.say(record.id, 1, "a")
    assert [each.choices for each in newer.unfinished()] == [("a",)]
    newer.close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]
