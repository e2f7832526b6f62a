"""The journal on disk: one SQLite file. Every failure is a ``Trouble`` that carries a sentence for the person."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.store import notes
from rehearse.store.places import OWNER_ONLY_FILE, make_folder, put_aside
from rehearse.store.rows import REHEARSAL_COLUMNS, TURN_COLUMNS, read
from rehearse.store.schema import APPLICATION_ID, MIGRATIONS, migrate, version_of
from rehearse.store.trouble import MEANWHILE, Broken, Damaged, Trouble, is_damage, is_lock, refused, trouble_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.store.notes import Note
    from rehearse.store.rows import Stored

PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""
COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside the file while it is in use."""


class JournalFile:
    """An open journal. Not safe for use by two threads at once; its owner holds a lock."""

    def __init__(self, path: Path) -> None:
        """Prepare for *path*; use ``open``."""
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._size = 0  # bytes when last looked at; a journal never shrinks

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> JournalFile:
        """Open the journal at *path*, made or brought to this version where needed. Raises ``Trouble``."""
        file = cls(path)
        try:
            with file._sentences():
                file._connect(patience)
        except BaseException:
            file.close()
            raise
        return file

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @property
    def closed(self) -> bool:
        """Whether the file has been let go of."""
        return self._connection is None

    @property
    def moved(self) -> bool:
        """Whether the file has been deleted, renamed or replaced since it was opened."""
        return _identity(self.path) != self._identity

    @contextmanager
    def transaction(self, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
        """Everything inside is on disk when this ends, or nothing of it.

        Waits at most *patience* seconds for other programs. Raises ``Trouble``.
        """
        with self._sentences():
            connection = self._open_connection()
            connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                raise

    def records(
        self, where: str = "1", values: tuple[str | int, ...] = (), limit: int | None = None
    ) -> tuple[Stored, ...]:
        """The rehearsals for which the SQL condition *where* holds, newest first. Raises ``Trouble``."""
        with self._sentences():
            return read(self._open_connection(), where, values, limit)

    def notes(self) -> tuple[Note, ...]:
        """All notes, oldest first. Raises ``Trouble``."""
        with self._sentences():
            return notes.read(self._open_connection())

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            message = "it is closed"
            raise OSError(message)
        size = self.path.stat().st_size
        if size < self._size:
            message = "The file has been cut short."  # SQLite may go on for long without noticing
            raise Broken(message)
        self._size = size
        return self._connection

    # --- opening

    def _connect(self, patience: float) -> None:
        make_folder(self.path.parent)
        if self.path.is_dir():
            message = f"A folder stands where the journal should be ({self.path}), so {MEANWHILE}."
            raise Trouble(message)
        self._prepare_file()
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        self._connection = connection
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        _check_owner(connection, self.path)
        _use_wal(connection, patience)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone
        migrate(connection)
        _check_health(connection)

    def _prepare_file(self) -> None:
        """Create the file for the owner alone, or see that the one there may be used."""
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY_FILE))
        self._identity = _identity(self.path)
        if not (os.access(self.path, os.R_OK | os.W_OK) and os.access(self.path.parent, os.W_OK)):
            raise refused(self.path)  # SQLite would open it without a word and fail at the first line said
        found = self.path.stat()
        if found.st_mode & ~OWNER_ONLY_FILE & 0o777:
            self.path.chmod(OWNER_ONLY_FILE)
        wal = Path(f"{self.path}-wal")
        if not found.st_size and wal.exists() and wal.stat().st_size:
            message = "The file is empty, with turns still waiting beside it."  # SQLite would delete them
            raise Broken(message)

    # --- failures as sentences

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn whatever goes wrong inside into ``Trouble``; a damaged file is put aside."""
        try:
            yield
        except sqlite3.Error as error:
            raise (self._put_aside() if is_damage(error) else trouble_with(self.path, error)) from error
        except OSError as error:
            raise trouble_with(self.path, error) from error

    def _put_aside(self) -> Trouble:
        """Rename the damaged file while it is still open, so that SQLite has no occasion to write into it."""
        if self.moved:
            self.close()
            return Trouble(f"The journal was replaced by another program, so {MEANWHILE}.")
        if os.name == "nt":
            self.close()  # Windows renames no open file
        try:
            aside = put_aside(self.path, COMPANIONS)
        except OSError:
            return Trouble(f"The journal is damaged and could not be put aside ({self.path}), so {MEANWHILE}.")
        finally:
            self.close()
        return Damaged(f"The journal was damaged: it is kept as {aside.name}, and a new one has been begun.")


def read_copy(path: Path) -> tuple[Stored, ...]:
    """What a journal holds that SQLite cannot open where it lies, as on a read-only disk; nothing where it fails.

    It is read from a copy in a private temporary folder, gone when this returns.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="rehearse-") as folder:
            copy = Path(folder) / path.name
            for suffix in ("", "-wal"):
                if Path(f"{path}{suffix}").is_file():
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
            if not copy.exists():
                return ()
            file = JournalFile.open(copy)
            try:
                return file.records()
            finally:
                file.close()
    except (OSError, Trouble):
        return ()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``Trouble`` for a database that is another program's, or a newer version's."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if application != APPLICATION_ID and tables and "rehearsal" not in tables:
        message = f"Another program's database stands where the journal should be ({path}), so {MEANWHILE}."
        raise Trouble(message)
    if version_of(connection) > len(MIGRATIONS):
        message = f"The journal was written by a newer version of rehearse and is left as it is, so {MEANWHILE}."
        raise Trouble(message)


def _use_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Switch to the write-ahead log. SQLite does not wait for others by itself here, so this does."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_lock(error) or time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def _check_health(connection: sqlite3.Connection) -> None:
    """Raise ``sqlite3.Error`` for a file that is damaged inside."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Broken(found)
    for table, columns in (("rehearsal", REHEARSAL_COLUMNS), ("turn", TURN_COLUMNS), ("note", notes.NOTE_COLUMNS)):
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if not there.issuperset(columns):
            message = f"The table '{table}' is not as it should be."
            raise Broken(message)
