"""Notes are on disk when they are made, wait where the disk cannot be used, and go with their rehearsal."""

from __future__ import annotations

import sqlite3

import pytest

from rehearse.store.journal import Journal
from rehearse.store.notes import MOST_SIGNS
from rehearse.store.schema import MIGRATIONS, migrate


def begun(journal):
    return journal.start(
        scenario="s",
        persona="p",
        level="everyday",
        seed=1,
        content_hash="h",
        feedback="now",
        title="t",
        boss="b",
    )


def test_a_note_is_there_for_the_next_program(tmp_path):
    path = tmp_path / "journal.db"
    journal = Journal.open(path)
    record = begun(journal)
    journal.note("goal", {"text": "Ask first. \ud83d\ude00 [/x]"}, record.id)
    journal.note("plan", {"sessions": [1, 2]})
    other = Journal.open(path)
    assert [note.kind for note in other.notes()] == ["goal", "plan"]
    (goal,) = other.notes("goal", rehearsal=record.id)
    assert goal.data["text"].startswith("Ask first.")
    assert other.notes("goal", rehearsal="") == ()


def test_notes_go_with_their_rehearsal_and_one_by_one(tmp_path):
    journal = Journal.open(tmp_path / "journal.db")
    record = begun(journal)
    journal.note("goal", {}, record.id)
    kept, gone = journal.note("plan", {}), journal.note("plan", {"n": 1})
    journal.forget_note(gone.id)
    journal.forget(record.id)
    assert [note.id for note in journal.notes()] == [kept.id]
    assert [note.id for note in Journal.open(tmp_path / "journal.db").notes()] == [kept.id]


def test_a_note_made_while_the_disk_cannot_be_used_is_stored_once_it_can(tmp_path):
    path = tmp_path / "journal.db"
    path.mkdir()
    journal = Journal.open(path)
    made = journal.note("plan", {"n": 1})
    assert journal.in_memory
    assert [note.id for note in journal.notes("plan")] == [made.id]
    path.rmdir()
    assert [note.id for note in journal.notes("plan")] == [made.id]
    assert [note.id for note in Journal.open(path).notes("plan")] == [made.id]


def test_a_note_that_is_too_long_is_refused_and_one_that_is_no_json_left_out(tmp_path):
    path = tmp_path / "journal.db"
    journal = Journal.open(path)
    with pytest.raises(ValueError, match="signs"):
        journal.note("log", {"text": "x" * MOST_SIGNS})
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO note VALUES ('a', NULL, 'log', 'not a number', 'not json')")
        connection.execute("INSERT INTO note VALUES ('b', NULL, 'log', 0, '[1]')")
    connection.close()
    assert journal.notes() == ()


def test_a_journal_of_the_first_version_takes_notes(tmp_path):
    path = tmp_path / "journal.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    connection.close()
    journal = Journal.open(path)
    journal.note("plan", {})
    assert not journal.in_memory
    assert len(journal.notes()) == 1
