"""The journal: what is said is on disk, and comes back as it was said."""

from __future__ import annotations

import sqlite3
import stat
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from rehearse.store.journal import Conflict, Journal
from tests.store.programs import begin, say_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.programs import OtherProgram


def _turns(path: Path, rehearsal: str) -> list[str]:
    """The choices as any reader of the file sees them, without the journal's code."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT choice FROM turn WHERE rehearsal = ? ORDER BY turn", (rehearsal,)).fetchall()
    connection.close()
    return [row[0] for row in rows]


def test_a_turn_is_on_disk_before_say_returns(journal: Journal, path: Path) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "ask-why")
    assert _turns(path, record.id) == ["ask-why"]
    journal.say(record.id, 2, "refuse")
    assert _turns(path, record.id) == ["ask-why", "refuse"]
    assert journal.notice == ""
    assert not journal.in_memory


def test_a_rehearsal_killed_between_turns_is_there_up_to_the_turn_that_was_shown(
    opened: Callable[[], Journal], other: Callable[[], OtherProgram]
) -> None:
    for turns in range(5):
        program = other()
        rehearsal = program.call("begin")
        for turn in range(1, turns + 1):
            program.call("say", rehearsal, turn, f"line-{turn}")
        program.kill()
        record = opened().get(rehearsal)
        assert record is not None
        assert record.choices == tuple(f"line-{turn}" for turn in range(1, turns + 1))


def test_what_is_read_is_what_was_written(journal: Journal, opened: Callable[[], Journal]) -> None:
    before = datetime.now(UTC)
    parent = begin(journal)
    record = begin(
        journal,
        scenario="one-day",
        persona="old-school",
        level="tough",
        seed=2**80 + 1,
        content_hash="0123456789abcdef",
        feedback="later",
        title="Ein Tag — “die Woche” 🗓",
        boss="Zoë \ud800 O'Neil",
        parent=parent.id,
        forked_at=2,
        choices=("a", "b"),
    )
    journal.say(record.id, 3, "c")
    journal.finish(record.id, "agreed", "Wednesdays it is")
    journal.close()
    read = opened().get(record.id)
    assert read is not None
    assert (read.scenario, read.persona, read.level, read.feedback) == ("one-day", "old-school", "tough", "later")
    assert (read.seed, read.content_hash) == (2**80 + 1, "0123456789abcdef")
    assert (read.title, read.boss) == ("Ein Tag — “die Woche” 🗓", "Zoë ? O'Neil")
    assert (read.parent, read.forked_at) == (parent.id, 2)
    assert read.choices == ("a", "b", "c")
    assert (read.ending, read.ending_title) == ("agreed", "Wednesdays it is")
    assert before <= read.started <= read.updated <= datetime.now(UTC)
    assert read.started.tzinfo is UTC


def test_undo_takes_back_the_later_turns_and_the_ending(journal: Journal, path: Path) -> None:
    record = begin(journal)
    say_all(journal, record, "a", "b", "c")
    journal.finish(record.id, "refused", "Not now")
    journal.undo(record.id, 1)
    assert _turns(path, record.id) == ["a"]
    read = journal.get(record.id)
    assert read is not None
    assert (read.choices, read.ending, read.ending_title) == (("a",), None, "")
    journal.say(record.id, 2, "d")
    assert _turns(path, record.id) == ["a", "d"]


def test_the_newest_rehearsal_comes_first_and_the_limit_keeps_it(journal: Journal) -> None:
    first, second, third = begin(journal), begin(journal), begin(journal)
    assert [record.id for record in journal.rehearsals()] == [third.id, second.id, first.id]
    journal.say(first.id, 1, "a")
    assert [record.id for record in journal.rehearsals(limit=2)] == [first.id, third.id]


def test_only_rehearsals_under_way_are_unfinished(journal: Journal) -> None:
    begin(journal)
    under_way, over = begin(journal), begin(journal)
    journal.say(under_way.id, 1, "a")
    journal.say(over.id, 1, "a")
    journal.finish(over.id, "agreed", "Yes")
    assert [record.id for record in journal.unfinished()] == [under_way.id]


def test_a_rehearsal_is_found_by_the_beginning_of_its_id_where_only_one_begins_so(journal: Journal) -> None:
    records = [begin(journal) for _ in range(40)]
    for record in records:
        for length in range(1, 9):
            alike = [each for each in records if each.id.startswith(record.id[:length])]
            found = journal.get(record.id[:length])
            assert (found is not None) == (len(alike) == 1)
            assert found is None or found.id == record.id
    assert journal.get("") is None
    assert journal.get("0000") is None
    assert journal.get("%") is None
    assert journal.get(records[0].id + "a") is None


def test_what_is_forgotten_is_gone_from_the_disk_too(journal: Journal, path: Path) -> None:
    record, kept = begin(journal), begin(journal)
    say_all(journal, record, "a-line-that-nobody-should-find", "b")
    journal.say(kept.id, 1, "a")
    assert journal.forget(record.id)
    assert not journal.forget(record.id)
    assert journal.get(record.id) is None
    assert _turns(path, record.id) == []
    assert _turns(path, kept.id) == ["a"]
    with pytest.raises(Conflict, match="no longer"):
        journal.say(record.id, 3, "c")
    journal.close()
    assert b"a-line-that-nobody-should-find" not in path.read_bytes()


def test_ids_are_short_and_differ(journal: Journal) -> None:
    ids = {begin(journal).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(name) == 8 and set(name) <= set("abcdefghijklmnopqrstuvwxyz234567") for name in ids)


def test_journal_and_folder_are_for_the_owner_alone(journal: Journal, path: Path) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    files = list(path.parent.iterdir())
    assert {file.name for file in files} == {"journal.db", "journal.db-wal", "journal.db-shm"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_journal_that_others_could_read_is_closed_to_them(opened: Callable[[], Journal], path: Path) -> None:
    opened().close()
    path.chmod(0o644)
    opened()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Journal.open(tmp_path / "journal.db").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_journal_is_written_through_to_the_disk(journal: Journal) -> None:
    connection = journal._keeper._file._connection  # type: ignore[union-attr]
    assert connection is not None
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_threads_may_share_a_journal(journal: Journal, path: Path) -> None:
    records = [begin(journal) for _ in range(4)]
    failures: list[BaseException] = []  # a thread's own are not seen by the test

    def talk(rehearsal: str) -> None:
        try:
            for turn in range(1, 26):
                journal.say(rehearsal, turn, f"line-{turn}")
                assert journal.rehearsals(limit=1)
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=talk, args=(record.id,)) for record in records]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    for record in records:
        assert _turns(path, record.id) == [f"line-{turn}" for turn in range(1, 26)]


def test_a_journal_that_is_closed_goes_on_without_a_word_and_may_be_closed_again(journal: Journal) -> None:
    record = begin(journal)
    journal.close()
    journal.close()
    journal.say(record.id, 1, "a")
    assert journal.get(record.id) is not None
