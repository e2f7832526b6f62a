"""Rehearsals to rows of the journal's tables, and back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from rehearse.store.record import Conflict, Record, to_moment, to_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

REHEARSAL_COLUMNS = (
    "id",
    "revision",
    "scenario",
    "persona",
    "level",
    "seed",
    "content_hash",
    "feedback",
    "title",
    "boss",
    "started",
    "updated",
    "ending",
    "ending_title",
    "parent",
    "forked_at",
)
TURN_COLUMNS = ("rehearsal", "turn", "choice", "said")

_NAMES = ", ".join(REHEARSAL_COLUMNS)
_PUT = (
    f"INSERT INTO rehearsal ({_NAMES}) VALUES ({', '.join('?' * len(REHEARSAL_COLUMNS))}) "  # noqa: S608  (our names)
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in REHEARSAL_COLUMNS[1:])}"
)


class Stored(NamedTuple):
    """A rehearsal as it stands on disk, and how often it has been written."""

    record: Record
    revision: int


def store(connection: sqlite3.Connection, record: Record, revision: int) -> int:
    """Write *record* inside a transaction; returns its new revision.

    Raises ``Conflict`` where the one on disk has been written since *revision*.
    """
    row = connection.execute("SELECT revision FROM rehearsal WHERE id = ?", (record.id,)).fetchone()
    if row is not None and row[0] > revision:
        raise Conflict(row[0])
    connection.execute(
        _PUT,
        (
            record.id,
            revision + 1,
            record.scenario,
            record.persona,
            record.level,
            str(record.seed),
            record.content_hash,
            record.feedback,
            record.title,
            record.boss,
            to_number(record.started),
            to_number(record.updated),
            record.ending,
            record.ending_title,
            record.parent,
            record.forked_at,
        ),
    )
    kept = common_choices(turns_of(connection, record.id), record.choices)
    connection.execute("DELETE FROM turn WHERE rehearsal = ? AND turn > ?", (record.id, kept))
    said = to_number(record.updated)
    connection.executemany(
        "INSERT INTO turn (rehearsal, turn, choice, said) VALUES (?, ?, ?, ?)",
        [(record.id, turn, choice, said) for turn, choice in enumerate(record.choices[kept:], kept + 1)],
    )
    return revision + 1


def turns_of(connection: sqlite3.Connection, rehearsal: str) -> tuple[str, ...]:
    """The choices of one rehearsal on disk, in order."""
    rows = connection.execute("SELECT choice FROM turn WHERE rehearsal = ? ORDER BY turn", (rehearsal,))
    return tuple(row[0] for row in rows)


def common_choices(one: Sequence[str], other: Sequence[str]) -> int:
    """How many choices both begin with."""
    same = [a == b for a, b in zip(one, other, strict=False)]
    return same.index(False) if False in same else len(same)


def delete(connection: sqlite3.Connection, rehearsal: str) -> None:
    """Delete one rehearsal with its turns inside a transaction."""
    connection.execute("DELETE FROM rehearsal WHERE id = ?", (rehearsal,))


def read(
    connection: sqlite3.Connection, where: str, values: tuple[str | int, ...], limit: int | None
) -> tuple[Stored, ...]:
    """The rehearsals for which the SQL condition *where* holds, newest first."""
    chosen = f"FROM rehearsal WHERE {where} ORDER BY updated DESC, started DESC, id LIMIT ?"
    bound = (*values, -1 if limit is None else limit)
    connection.execute("BEGIN")
    try:
        rows = connection.execute(f"SELECT {_NAMES} {chosen}", bound).fetchall()
        turns = connection.execute(
            f"SELECT rehearsal, choice FROM turn WHERE rehearsal IN (SELECT id {chosen}) ORDER BY rehearsal, turn",  # noqa: S608
            bound,
        ).fetchall()
    finally:
        with suppress(Exception):
            connection.execute("COMMIT")
    choices: dict[str, list[str]] = {}
    for rehearsal, choice in turns:
        choices.setdefault(rehearsal, []).append(choice)
    return tuple(_stored(row, tuple(choices.get(row[0], ()))) for row in rows)


def _stored(row: tuple[str | int | None, ...], choices: tuple[str, ...]) -> Stored:
    name, revision, scenario, persona, level, seed, content_hash, feedback, title, boss = map(str, row[:10])
    started, updated, ending, ending_title, parent, forked_at = row[10:]
    record = Record(
        id=name,
        scenario=scenario,
        persona=persona,
        level=level,
        seed=_whole(seed),
        content_hash=content_hash,
        feedback=feedback,
        title=title,
        boss=boss,
        started=to_moment(started),
        updated=to_moment(updated),
        choices=choices,
        ending=None if ending is None else str(ending),
        ending_title=str(ending_title),
        parent=None if parent is None else str(parent),
        forked_at=None if forked_at is None else _whole(forked_at),
    )
    return Stored(record, _whole(revision))


def _whole(value: object) -> int:
    """A whole number; 0 for what cannot be one, as in a file that somebody has edited."""
    try:
        return int(str(value))
    except ValueError:
        return 0
