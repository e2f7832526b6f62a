"""What this process knows of the rehearsals, and the file on disk, kept in step.

Everything written goes into memory first and from there to disk. What could not be stored waits, and is tried again at
each use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from rehearse.store import notes
from rehearse.store.journal_file import PATIENCE, JournalFile, read_copy
from rehearse.store.record import Conflict, Record, new_id
from rehearse.store.rows import common_choices, delete, store, turns_of
from rehearse.store.trouble import Damaged, Locked, Trouble

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from rehearse.store.notes import Note
    from rehearse.store.rows import Stored

    T = TypeVar("T")

IMPATIENCE = 0.1
"""Seconds to wait for another program once it has been found to hold the journal."""

STORED_AGAIN = "The journal can be written again: everything said meanwhile is stored."
BEGUN_ANEW = "The journal was moved or deleted meanwhile: a new one has been begun with this rehearsal in it."
KEPT_APART = (
    "Another program has carried on this rehearsal meanwhile: your own lines are kept beside it as a rehearsal of "
    "their own."
)


@dataclass(slots=True)
class Known:
    """What this process knows of one rehearsal."""

    record: Record
    revision: int  # as last seen on disk; 0 where it has not been there
    carried: bool  # whether it was started, opened or written here; lists alone do not count
    unsaved: bool = False


class Keeper:
    """The rehearsals in memory and on disk. Its owner holds a lock while using it. No method raises for the disk."""

    def __init__(self, path: Path) -> None:
        """Prepare for *path*; nothing is opened yet."""
        self.notice = ""  # what the person should be told
        self.trouble = ""  # why the disk cannot be used; empty while it can
        self.known: dict[str, Known] = {}
        self.forgotten: set[str] = set()  # to be deleted on disk
        self.notes: dict[str, Note] = {}  # those made by this process, by id
        self.unsaved_notes: set[str] = set()
        self.forgotten_notes: set[str] = set()
        self.split: set[str] = set()  # rehearsals whose lines of this process went into another
        self._path = path
        self._file: JournalFile | None = None
        self._locked = False
        self._closed = False

    def close(self) -> None:
        """Store what still waits, and let go of the file for good."""
        if not self._closed:
            self.save()
            self._closed = True
        self._let_go()

    def tell(self, sentence: str) -> None:
        """Have *sentence* said to the person."""
        if sentence not in self.notice:
            self.notice = f"{self.notice} {sentence}".strip()

    def see(self, stored: Stored) -> None:
        """Remember what a list showed; a rehearsal that is under way here keeps what it had."""
        name = stored.record.id
        known = self.known.get(name)
        if name not in self.forgotten and (known is None or not (known.carried or known.unsaved)):
            self.known[name] = Known(stored.record, stored.revision, carried=False)

    def save(self) -> None:
        """Store everything that waits, or say why not."""
        self._on_disk(self._flush)

    def read(
        self, where: str, values: tuple[str | int, ...] = (), limit: int | None = None
    ) -> tuple[Stored, ...] | None:
        """The rehearsals on disk for which *where* holds, or nothing where none can be read. What waits goes first."""
        if self.trouble:
            self.save()
        return self._on_disk(lambda file: file.records(where, values, limit))

    def read_notes(self) -> tuple[Note, ...] | None:
        """The notes on disk, or nothing where they cannot be read. What waits goes first."""
        if self.trouble:
            self.save()
        return self._on_disk(JournalFile.notes)

    def _on_disk(self, use: Callable[[JournalFile], T]) -> T | None:
        """*use* of the file on disk, or nothing where it cannot be used."""
        for _ in range(2):  # a damaged file is put aside; then the new one is used
            if (file := self.reach()) is None:
                break
            try:
                return use(file)
            except Trouble as trouble:
                self._fail(trouble)
                if not isinstance(trouble, Damaged):
                    break
        return None

    def reach(self) -> JournalFile | None:
        """The file on disk; where it had to be opened, with everything stored in it that waits."""
        if self._closed:
            return None
        if self._file is not None and self._file.moved:
            self._let_go()
            self._mark_unsaved(only_carried=True)
            self.tell(BEGUN_ANEW)
        if self._file is not None and not self._file.closed:
            return self._file
        self._let_go()
        for _ in range(2):
            try:
                self._file = JournalFile.open(self._path, patience=self._patience)
                self._flush(self._file)
            except Trouble as trouble:
                self._fail(trouble)
                if not isinstance(trouble, Damaged):
                    break
            else:
                break
        return self._file

    @property
    def _patience(self) -> float:
        return IMPATIENCE if self._locked else PATIENCE

    def _flush(self, file: JournalFile) -> None:
        """Store what waits in one transaction. Raises ``Trouble``; then it goes on waiting."""
        waiting = [known for known in self.known.values() if known.unsaved]
        if not (waiting or self.forgotten or self.unsaved_notes or self.forgotten_notes or self.trouble):
            return
        with file.transaction(self._patience) as connection:
            for rehearsal in self.forgotten:
                delete(connection, rehearsal)
            done = [(known, *self._stored(connection, known)) for known in waiting]
            for note in sorted(self.unsaved_notes):
                notes.put(connection, self.notes[note])
            for note in self.forgotten_notes:
                notes.delete(connection, note)
        self.forgotten.clear()
        self.unsaved_notes.clear()
        self.forgotten_notes.clear()
        for known, record, revision in done:
            if known.record.id == record.id:
                known.revision, known.unsaved = revision, False
            else:
                self.split.add(known.record.id)
                del self.known[known.record.id]
                self.known[record.id] = Known(record, revision, carried=True)
                self.tell(KEPT_APART)
        self._recover()

    @staticmethod
    def _stored(connection: sqlite3.Connection, known: Known) -> tuple[Record, int]:
        """Store one rehearsal: as itself, or under a new id where another program's lines would be lost by it."""
        record = known.record
        try:
            return record, store(connection, record, known.revision)
        except Conflict as conflict:
            there = turns_of(connection, record.id)
            common = common_choices(there, record.choices)
            if common == len(there):  # ours only goes further
                return record, store(connection, record, conflict.revision)
            apart = replace(record, id=new_id(), parent=record.id, forked_at=common)
            return apart, store(connection, apart, 0)

    def _fail(self, trouble: Trouble) -> None:
        """Go on in memory, and say so where it is news."""
        if isinstance(trouble, Damaged):
            self._let_go()
            self._mark_unsaved()
            self.tell(str(trouble))
            return
        self._locked = isinstance(trouble, Locked)
        if self._file is None and not self.trouble and not self._locked:
            for stored in read_copy(self._path):
                self.see(stored)
        if str(trouble) != self.trouble:
            self.trouble = str(trouble)
            self.tell(self.trouble)

    def _recover(self) -> None:
        """The disk can be used again; that is news where the trouble was."""
        if self.trouble:
            told = self.trouble not in self.notice
            self.notice = self.notice.replace(self.trouble, "").strip()
            self.trouble = ""
            self._locked = False
            if told:
                self.tell(STORED_AGAIN)

    def _mark_unsaved(self, *, only_carried: bool = False) -> None:
        """The file that held them is gone: all that is known is to be stored anew."""
        for known in self.known.values():
            if known.carried or not only_carried:
                known.unsaved = True
        self.unsaved_notes.update(self.notes)

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
