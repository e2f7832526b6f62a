"""Notes: what a person has put down about a rehearsal, a plan or the real meeting. Kept in the journal's file.

A note is never changed: a newer one of its kind takes its place, and whoever reads them says which count. What a kind
holds is told where it is written and read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehearse.store.record import new_id, now, to_moment, to_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

NOTE_COLUMNS = ("id", "rehearsal", "kind", "made", "data")
MOST_SIGNS = 20_000
"""Signs of one note, as it is stored."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something put down."""

    id: str
    rehearsal: str  # the id of the rehearsal it is about; empty where it is about none
    kind: str  # "confidence", "goal", "drill" ...
    made: datetime
    data: Mapping[str, Any]  # what JSON can hold


def new_note(kind: str, data: Mapping[str, Any], rehearsal: str = "") -> Note:
    """A note made now. Raises ``ValueError`` where it is longer than ``MOST_SIGNS``."""
    if len(_written(data)) > MOST_SIGNS:
        message = f"A note may have {MOST_SIGNS} signs."
        raise ValueError(message)
    return Note(new_id(), rehearsal, kind, now(), dict(data))


def put(connection: sqlite3.Connection, note: Note) -> None:
    """Write *note* inside a transaction; one about a rehearsal that is no longer there is dropped."""
    about = note.rehearsal or None
    if about and connection.execute("SELECT 1 FROM rehearsal WHERE id = ?", (about,)).fetchone() is None:
        return
    connection.execute(
        "INSERT OR IGNORE INTO note (id, rehearsal, kind, made, data) VALUES (?, ?, ?, ?, ?)",
        (note.id, about, note.kind, to_number(note.made), _written(note.data)),
    )


def delete(connection: sqlite3.Connection, note: str) -> None:
    """Delete one note inside a transaction."""
    connection.execute("DELETE FROM note WHERE id = ?", (note,))


def read(connection: sqlite3.Connection) -> tuple[Note, ...]:
    """All notes on disk, oldest first; what is no JSON is left out."""
    rows = connection.execute(f"SELECT {', '.join(NOTE_COLUMNS)} FROM note ORDER BY made, id").fetchall()  # noqa: S608
    return tuple(note for row in rows if (note := _noted(row)) is not None)


def _noted(row: tuple[Any, ...]) -> Note | None:
    name, rehearsal, kind, made, data = row
    try:
        held = json.loads(data)
    except (TypeError, ValueError):
        return None
    return Note(str(name), str(rehearsal or ""), str(kind), to_moment(made), held) if isinstance(held, dict) else None


def _written(data: Mapping[str, Any]) -> str:
    return json.dumps(dict(data), ensure_ascii=True, sort_keys=True)
