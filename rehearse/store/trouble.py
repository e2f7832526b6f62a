"""Why the journal on disk cannot be used, in sentences for the person."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MEANWHILE = "what you say is kept in memory until it can be stored"
NEARLY_FULL = 65_536
"""Bytes free on a disk below which a failed write is put down to its being full."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


class Trouble(Exception):
    """The journal on disk cannot be used now; the message is a sentence for the person."""


class Locked(Trouble):
    """Another program is holding the journal."""


class Damaged(Trouble):
    """The file was damaged and has been put aside: a new one can be begun in its place."""


class Broken(sqlite3.DatabaseError):
    """Damage that SQLite itself did not report."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is damaged, or is no database at all."""
    return isinstance(error, Broken) or _code(error) in _DAMAGE


def is_lock(error: sqlite3.Error) -> bool:
    """Whether another program is in the way."""
    return _code(error) in _LOCKED


def trouble_with(path: Path, error: sqlite3.Error | OSError) -> Trouble:
    """The sentence for *error*, which is not one of damage."""
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return full()
        return refused(path, (error.strerror or str(error)).lower())
    if is_lock(error):
        return Locked(f"Another program is holding the journal, so {MEANWHILE}.")
    if _code(error) == sqlite3.SQLITE_FULL or _has_no_room(path.parent):
        return full()
    if _code(error) in _REFUSED:
        return refused(path)
    return Trouble(f"The journal cannot be read or written ({error}), so {MEANWHILE}.")


def full() -> Trouble:
    """The disk has no room left."""
    return Trouble(f"The disk is full, so {MEANWHILE}.")


def refused(path: Path, why: str = "") -> Trouble:
    """The system does not let the journal at *path* be written."""
    because = f" ({why})" if why else ""
    return Trouble(f"The journal cannot be written in {path.parent}{because}, so {MEANWHILE}.")


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary code; 0 where it gave none, as for wrong use of the module."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _has_no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_FULL
    except OSError:
        return False
