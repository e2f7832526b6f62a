"""The journal of all rehearsals: every line is on disk before ``say`` returns.

Where the disk cannot be used, the journal goes on in memory with everything that it knows, says so once in a sentence,
tries again at each use, and stores what has been kept meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Any

from rehearse.store.keeper import KEPT_APART, Keeper, Known
from rehearse.store.notes import Note, new_note
from rehearse.store.places import journal_path
from rehearse.store.record import Conflict, Record, new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Conflict", "Journal", "Note", "Record"]

GONE = "This rehearsal is no longer in the journal."


class Journal:
    """The record of all rehearsals. May be used from several threads. Make one with ``open``."""

    def __init__(self, path: Path) -> None:
        """Prepare for *path*; nothing is opened yet."""
        self._lock = RLock()
        self._keeper = Keeper(path)

    @classmethod
    def open(cls, path: Path | None = None) -> Journal:
        """Open the journal. Never raises: where that fails it is in memory, and ``notice`` says why."""
        journal = cls(path or journal_path())
        with journal._lock:
            journal._keeper.reach()
        return journal

    def close(self) -> None:
        """Store what still waits, and let go of the file."""
        with self._lock:
            self._keeper.close()

    @property
    def in_memory(self) -> bool:
        """Whether something may be lost when the program ends."""
        return bool(self._keeper.trouble)

    @property
    def notice(self) -> str:
        """What the person should be told about storing: one sentence, or empty."""
        return self._keeper.notice

    def take_notice(self) -> str:
        """The sentence that waits for the person, if any; it is cleared."""
        with self._lock:
            notice, self._keeper.notice = self._keeper.notice, ""
            return notice

    # --- writing

    def start(  # noqa: PLR0913  (the facts of a rehearsal)
        self,
        *,
        scenario: str,
        persona: str,
        level: str,
        seed: int,
        content_hash: str,
        feedback: str,
        title: str,
        boss: str,
        parent: str | None = None,
        forked_at: int | None = None,
        choices: tuple[str, ...] = (),
    ) -> Record:
        """Begin a rehearsal; a fork already holds the *choices* of its parent up to *forked_at*."""
        started = now()
        record = Record(
            id=new_id(),
            scenario=scenario,
            persona=persona,
            level=level,
            seed=seed,
            content_hash=content_hash,
            feedback=feedback,
            title=_storable(title),
            boss=_storable(boss),
            started=started,
            updated=started,
            choices=tuple(choices),
            ending=None,
            ending_title="",
            parent=parent,
            forked_at=forked_at,
        )
        with self._lock:
            self._keeper.known[record.id] = Known(record, 0, carried=True, unsaved=True)
            self._keeper.save()
        return record

    def say(self, rehearsal: str, turn: int, choice: str) -> None:
        """Add line number *turn* (from 1). It is on disk when this returns, or ``in_memory`` is true.

        Raises ``Conflict`` where another program has carried on this rehearsal; then nothing has been added to it.
        """
        with self._lock:
            known = self._latest(rehearsal, turn - 1)
            if len(known.record.choices) != turn - 1:
                raise Conflict
            self._put(known, choices=(*known.record.choices, choice))

    def undo(self, rehearsal: str, turn: int) -> None:
        """Keep the first *turn* lines and take back the others, and the ending. Raises ``Conflict`` as ``say`` does."""
        with self._lock:
            known = self._latest(rehearsal)
            self._put(known, choices=known.record.choices[: max(turn, 0)], ending=None, ending_title="")

    def finish(self, rehearsal: str, ending: str, title: str) -> None:
        """Note how it ended. Where another program has carried it on, nothing is noted and ``notice`` says why."""
        with self._lock:
            try:
                self._put(self._latest(rehearsal), ending=ending, ending_title=_storable(title))
            except Conflict as conflict:
                self._keeper.tell(str(conflict))

    def have_feedback(self, rehearsal: str, feedback: str) -> None:
        """Note that there is feedback ``now`` or ``later`` from here on. Raises ``Conflict`` as ``say`` does."""
        with self._lock:
            self._put(self._latest(rehearsal), feedback=feedback)

    def forget(self, rehearsal: str) -> bool:
        """Delete a rehearsal; returns whether there was one."""
        with self._lock:
            known = self._keeper.known.pop(rehearsal, None)
            for note in [note.id for note in self._keeper.notes.values() if note.rehearsal == rehearsal]:
                self._keeper.unsaved_notes.discard(self._keeper.notes.pop(note).id)
            stored = self._keeper.read("id = ?", (rehearsal,))
            if known is not None or stored:
                self._keeper.forgotten.add(rehearsal)
                self._keeper.save()
            return known is not None or bool(stored)

    # --- notes

    def note(self, kind: str, data: Mapping[str, Any], rehearsal: str = "") -> Note:
        """Put something down, about one rehearsal or none. It is on disk when this returns, or ``in_memory`` is true.

        Raises ``ValueError`` where it is too long (see ``notes.MOST_SIGNS``).
        """
        made = new_note(kind, data, rehearsal)
        with self._lock:
            self._keeper.notes[made.id] = made
            self._keeper.unsaved_notes.add(made.id)
            self._keeper.save()
        return made

    def notes(self, *kinds: str, rehearsal: str | None = None) -> tuple[Note, ...]:
        """The notes of these *kinds* (of all, where none is named), oldest first; of one *rehearsal* if given."""
        with self._lock:
            keeper = self._keeper
            stored = keeper.read_notes() or ()
            found = {note.id: note for note in stored} | {name: keeper.notes[name] for name in keeper.unsaved_notes}
            return tuple(
                note
                for note in sorted(found.values(), key=lambda note: (note.made, note.id))
                if (not kinds or note.kind in kinds)
                and (rehearsal is None or note.rehearsal == rehearsal)
                and note.id not in keeper.forgotten_notes
                and note.rehearsal not in keeper.forgotten
            )

    def forget_note(self, note: str) -> None:
        """Delete one note; where there is none, nothing happens."""
        with self._lock:
            self._keeper.notes.pop(note, None)
            self._keeper.unsaved_notes.discard(note)
            self._keeper.forgotten_notes.add(note)
            self._keeper.save()

    def _latest(self, rehearsal: str, turns: int | None = None) -> Known:
        """What a write of this process builds on. Raises ``Conflict`` where that is no longer what is on disk.

        *turns* is how many lines the caller takes it to have: where that is so on disk, and was not so here, the caller
        has read it anew from a list.
        """
        known = self._keeper.known.get(rehearsal)
        if known is not None and known.unsaved:
            return known
        stored = self._keeper.read("id = ?", (rehearsal,))
        self._raise_where_kept_apart(rehearsal)
        known = self._keeper.known.get(rehearsal)  # reading may have taken in what another program wrote
        if not stored:
            if known is None:
                raise Conflict(sentence=GONE)
            return known
        there = stored[0]
        if known is not None and known.carried and known.revision < there.revision:
            known.carried = False
            if turns is None or not len(there.record.choices) == turns != len(known.record.choices):
                raise Conflict
        if known is None or known.revision < there.revision:
            known = self._keeper.known[rehearsal] = Known(there.record, there.revision, carried=True)
        return known

    def _put(self, known: Known, **changes: object) -> None:
        """Change a rehearsal here and on disk."""
        known.record = replace(known.record, updated=now(), **changes)  # type: ignore[arg-type]
        known.carried = known.unsaved = True
        self._keeper.save()
        self._raise_where_kept_apart(known.record.id)

    def _raise_where_kept_apart(self, rehearsal: str) -> None:
        if rehearsal in self._keeper.split:
            self._keeper.split.discard(rehearsal)
            self._keeper.notice = self._keeper.notice.replace(KEPT_APART, "").strip()
            raise Conflict(sentence=KEPT_APART)

    # --- reading

    def get(self, rehearsal: str) -> Record | None:
        """One rehearsal, by its id or by the beginning of it where only one begins so."""
        if not rehearsal:
            return None
        with self._lock:
            found = [record.id for record in self._all("substr(id, 1, ?) = ?", (len(rehearsal), rehearsal))]
            found = [name for name in found if name == rehearsal] or [n for n in found if n.startswith(rehearsal)]
            return self._opened(found[0]) if len(found) == 1 else None

    def rehearsals(self, *, limit: int | None = None) -> tuple[Record, ...]:
        """All rehearsals, those last touched first."""
        with self._lock:
            return self._all(limit=limit)[:limit]

    def unfinished(self) -> tuple[Record, ...]:
        """Those that have not ended and in which something has been said, those last touched first."""
        with self._lock:
            found = self._all("ending IS NULL AND EXISTS (SELECT 1 FROM turn WHERE turn.rehearsal = rehearsal.id)")
            return tuple(record for record in found if record.ending is None and record.choices)

    def _all(
        self, where: str = "1", values: tuple[str | int, ...] = (), limit: int | None = None
    ) -> tuple[Record, ...]:
        """What is on disk, and what only this process knows as yet, newest first."""
        keeper = self._keeper
        stored = keeper.read(where, values, limit)
        if stored is None:
            found = {name: known.record for name, known in keeper.known.items()}
        else:
            for each in stored:
                keeper.see(each)
            found = {each.record.id: each.record for each in stored if each.record.id not in keeper.forgotten}
            found |= {name: known.record for name, known in keeper.known.items() if known.unsaved}
        return tuple(sorted(found.values(), key=lambda record: (record.updated, record.started), reverse=True))

    def _opened(self, rehearsal: str) -> Record:
        """From now on this process carries on *rehearsal* from what is on disk."""
        keeper = self._keeper
        keeper.split.discard(rehearsal)
        if not keeper.known[rehearsal].unsaved and (stored := keeper.read("id = ?", (rehearsal,))):
            keeper.known[rehearsal] = Known(stored[0].record, stored[0].revision, carried=True)
        return keeper.known[rehearsal].record


def _storable(text: str) -> str:
    """*text* without what UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()
