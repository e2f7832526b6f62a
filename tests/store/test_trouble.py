"""Disks that refuse and files that are damaged: a sentence, and nothing that was said is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from rehearse.store.journal import Journal
from tests.store.programs import begin, say_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.programs import OtherProgram

MEANWHILE = "what you say is kept in memory until it can be stored."
PAGE = 4096


def _filled(path: Path, rehearsals: int = 150) -> None:
    """A journal of several pages."""
    journal = Journal.open(path)
    for number in range(rehearsals):
        begin(journal, title=f"Meeting {number}", choices=tuple(f"line-{turn}" for turn in range(10)))
    journal.close()
    assert path.stat().st_size > 10 * PAGE


def _write_over(path: Path, at: int, what: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(what)


def _write_anew(path: Path, what: bytes) -> None:
    path.write_bytes(what)


def _root_of(path: Path, table: str) -> int:
    """Where in the file the first page of *table* begins."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    return (int(page) - 1) * PAGE


def _goes_on(journal: Journal) -> None:
    """Whether a rehearsal can be begun and carried on in *journal*."""
    record = begin(journal)
    say_all(journal, record, "a", "b", "c")
    journal.undo(record.id, 2)
    journal.finish(record.id, "trial", "Six weeks")
    read = journal.get(record.id)
    assert read is not None
    assert (read.choices, read.ending) == (("a", "b"), "trial")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "the first bytes": lambda path: _write_over(path, 0, b"\xff" * 16),
    "the first page": lambda path: _write_over(path, 100, b"\xff" * 200),
    "the rehearsals": lambda path: _write_over(path, _root_of(path, "rehearsal"), b"\x00" * 64),
    "the turns": lambda path: _write_over(path, _root_of(path, "turn"), os.urandom(PAGE)),
    "an index": lambda path: _write_over(path, _root_of(path, "rehearsal_by_update"), b"\x55" * PAGE),
    "the second half": lambda path: os.truncate(path, path.stat().st_size // PAGE // 2 * PAGE),
    "all but a few bytes": lambda path: os.truncate(path, 60),
    "everything": lambda path: _write_anew(path, os.urandom(30_000)),
    "a text in its place": lambda path: _write_anew(path, b"Dear diary,\n" * 1000),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_journal_is_kept_aside_as_it_was_and_a_new_one_is_begun(
    path: Path, opened: Callable[[], Journal], damage: Callable[[Path], None]
) -> None:
    _filled(path)
    damage(path)
    damaged = path.read_bytes()
    journal = opened()
    assert journal.take_notice() == (
        "The journal was damaged: it is kept as journal.db.damaged-1, and a new one has been begun."
    )
    assert not journal.in_memory
    assert journal.rehearsals() == ()
    _goes_on(journal)
    assert path.with_name("journal.db.damaged-1").read_bytes() == damaged
    journal.close()
    again = opened()
    assert again.notice == ""
    assert len(again.rehearsals()) == 1


def test_damage_never_takes_the_place_of_earlier_damage(path: Path, opened: Callable[[], Journal]) -> None:
    path.parent.mkdir()
    for number in (1, 2, 3):
        path.write_bytes(b"no journal %d" % number)
        journal = opened()
        assert f"journal.db.damaged-{number}," in journal.take_notice()
        journal.close()
    kept = {file.name: file.read_bytes() for file in path.parent.glob("*.damaged-?")}
    assert kept == {f"journal.db.damaged-{number}": b"no journal %d" % number for number in (1, 2, 3)}


def test_a_journal_cut_to_nothing_keeps_the_turns_that_wait_beside_it(
    path: Path, opened: Callable[[], Journal], other: Callable[[], OtherProgram]
) -> None:
    program = other()
    rehearsal = program.call("begin")
    program.call("say", rehearsal, 1, "a-line-that-waits")
    program.kill()
    os.truncate(path, 0)
    waiting = path.with_name("journal.db-wal").read_bytes()
    assert b"a-line-that-waits" in waiting
    assert "damaged-1" in opened().notice
    assert path.with_name("journal.db.damaged-1-wal").read_bytes() == waiting


def test_a_journal_damaged_under_a_rehearsal_loses_none_of_its_lines(path: Path, opened: Callable[[], Journal]) -> None:
    _filled(path)
    journal = opened()
    listed = journal.rehearsals(limit=3)
    record = begin(journal)
    say_all(journal, record, "a", "b")
    os.truncate(path, PAGE)
    journal.say(record.id, 3, "c")
    assert "damaged-1" in journal.take_notice()
    journal.close()
    again = opened()
    assert again.notice == ""
    read = again.get(record.id)
    assert read is not None
    assert read.choices == ("a", "b", "c")
    assert {each.id for each in again.rehearsals()} == {record.id, *(each.id for each in listed)}


def test_damage_that_shows_only_while_reading_is_kept_aside_too(
    path: Path, opened: Callable[[], Journal], other: Callable[[], OtherProgram]
) -> None:
    _filled(path)
    journal = opened()
    record = begin(journal)
    journal.say(record.id, 1, "a")
    program = other()
    program.call("rehearsals")
    _write_over(path, 2 * PAGE, os.urandom(path.stat().st_size - 2 * PAGE))
    program.call("begin")  # after this nobody trusts what was read before
    damaged, waiting = path.read_bytes(), path.with_name("journal.db-wal").read_bytes()
    assert record.id in {each.id for each in journal.rehearsals()}
    assert "damaged-1" in journal.take_notice()
    aside = path.with_name("journal.db.damaged-1")
    assert aside.read_bytes() == damaged
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == waiting
    journal.say(record.id, 2, "b")
    journal.close()
    read = opened().get(record.id)
    assert read is not None
    assert read.choices == ("a", "b")


def test_two_programs_on_a_journal_that_is_damaged_under_them_both_go_on_in_the_new_one(
    journal: Journal, opened: Callable[[], Journal], other: Callable[[], OtherProgram], path: Path
) -> None:
    program = other()
    theirs = program.call("begin")
    program.call("say", theirs, 1, "a")
    mine = begin(journal)
    journal.say(mine.id, 1, "x")
    assert len(journal.rehearsals()) == 2
    os.truncate(path, 1)
    assert program.call("say", theirs, 2, "b") == ""
    journal.say(mine.id, 2, "y")
    assert program.call("say", theirs, 3, "c") == ""
    journal.close()
    program.call("close")
    found = {each.id: each.choices for each in opened().rehearsals()}
    assert found == {mine.id: ("x", "y"), theirs: ("a", "b", "c")}
    assert not path.with_name("journal.db.damaged-2").exists()


def test_a_journal_deleted_under_a_rehearsal_is_begun_anew_with_all_its_lines(
    journal: Journal, opened: Callable[[], Journal], path: Path
) -> None:
    earlier, record = begin(journal), begin(journal)
    say_all(journal, earlier, "x", "y")
    say_all(journal, record, "a", "b")
    shutil.rmtree(path.parent)
    journal.say(record.id, 3, "c")
    assert journal.take_notice().startswith("The journal was moved or deleted meanwhile")
    journal.close()
    found = {each.id: each.choices for each in opened().rehearsals()}
    assert found == {earlier.id: ("x", "y"), record.id: ("a", "b", "c")}


def test_a_journal_put_back_from_an_older_copy_gets_the_lines_said_since(
    journal: Journal, opened: Callable[[], Journal], path: Path
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    journal.close()
    copy = path.with_name("backup")
    shutil.copyfile(path, copy)
    second = opened()
    assert second.get(record.id) is not None
    second.say(record.id, 2, "b")
    copy.replace(path)
    second.say(record.id, 3, "c")
    second.close()
    read = opened().get(record.id)
    assert read is not None
    assert read.choices == ("a", "b", "c")


def test_a_folder_in_the_journals_place_is_left_alone(
    journal: Journal, opened: Callable[[], Journal], path: Path
) -> None:
    journal.close()
    for file in path.parent.iterdir():
        file.unlink()
    path.mkdir()
    (path / "holiday.jpg").write_bytes(b"x")
    again = opened()
    assert again.in_memory
    assert again.take_notice() == f"A folder stands where the journal should be ({path}), so {MEANWHILE}"
    _goes_on(again)
    assert again.notice == ""
    assert [file.name for file in path.iterdir()] == ["holiday.jpg"]
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]


def test_a_file_in_the_folders_place_is_left_alone(opened: Callable[[], Journal], path: Path) -> None:
    path.parent.write_text("not a folder")
    journal = opened()
    assert journal.in_memory
    assert journal.take_notice().startswith(f"The journal cannot be written in {path.parent} (")
    _goes_on(journal)
    assert path.parent.read_text() == "not a folder"


def test_another_programs_database_is_left_alone(opened: Callable[[], Journal], path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.execute("INSERT INTO recipe VALUES ('soup')")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    journal = opened()
    assert journal.in_memory
    assert journal.take_notice() == (
        f"Another program's database stands where the journal should be ({path}), so {MEANWHILE}"
    )
    _goes_on(journal)
    journal.close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]


def test_an_empty_file_becomes_a_journal(opened: Callable[[], Journal], path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    journal = opened()
    assert journal.notice == ""
    _goes_on(journal)


def test_on_a_read_only_disk_old_rehearsals_are_read_and_new_ones_kept_in_memory(
    journal: Journal,
    other: Callable[..., OtherProgram],
    read_only: Callable[[Path], tuple[Path, int | None]],
    path: Path,
) -> None:
    old = begin(journal)
    journal.say(old.id, 1, "a")  # still in the companion file, since the journal is open
    folder, uid = read_only(path.parent)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    program = other(folder / "journal.db", uid)
    assert program.call("in_memory")
    assert program.call("notice") == f"The journal cannot be written in {folder}, so {MEANWHILE}"
    assert program.call("choices", old.id) == ["a"]
    assert program.call("say", old.id, 2, "b") == ""
    new = program.call("begin")
    assert program.call("say", new, 1, "x") == ""
    assert program.call("choices", old.id) == ["a", "b"]
    assert program.call("choices", new) == ["x"]
    assert program.call("rehearsals") == [new, old.id]
    assert program.call("notice") == ""
    folder.chmod(0o777)
    for file in folder.iterdir():
        file.chmod(0o666)
    assert program.call("choices", new) == ["x"]
    if uid is not None:  # it is not the owner's, and stays in memory
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_journal_that_may_be_written_again_gets_everything_said_meanwhile(
    other: Callable[..., OtherProgram], read_only: Callable[[Path], tuple[Path, int | None]], tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    folder, uid = read_only(empty)
    program = other(folder / "journal.db", uid)
    assert program.call("notice").startswith(f"The journal cannot be written in {folder}")
    rehearsal = program.call("begin")
    program.call("say", rehearsal, 1, "a")
    assert list(folder.iterdir()) == []
    folder.chmod(0o777)
    program.call("say", rehearsal, 2, "b")
    assert program.call("notice") == "The journal can be written again: everything said meanwhile is stored."
    assert not program.call("in_memory")
    program.kill()
    after = Journal.open(folder / "journal.db")
    read = after.get(rehearsal)
    after.close()
    assert read is not None
    assert read.choices == ("a", "b")


def _fill_up(folder: Path) -> Path:
    """A file that leaves no room on the disk that *folder* is on."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return filler


def test_on_a_full_disk_lines_are_kept_in_memory_until_there_is_room(tiny_disk: Path) -> None:
    journal = Journal.open(tiny_disk / "journal.db")
    record = begin(journal)
    journal.say(record.id, 1, "a")
    filler = _fill_up(tiny_disk)
    turn = 1
    while not journal.in_memory:
        turn += 1
        journal.say(record.id, turn, "b" * 500)
    assert journal.take_notice() == f"The disk is full, so {MEANWHILE}"
    for more in range(turn + 1, turn + 4):
        journal.say(record.id, more, "c")
    assert journal.notice == ""
    read = journal.get(record.id)
    assert read is not None
    assert len(read.choices) == turn + 3
    filler.unlink()
    journal.say(record.id, turn + 4, "d")
    assert journal.take_notice().startswith("The journal can be written again")
    journal.close()
    again = Journal.open(tiny_disk / "journal.db")
    stored = again.get(record.id)
    again.close()
    assert stored is not None
    assert len(stored.choices) == turn + 4


def test_an_old_journal_on_a_full_disk_is_read_and_the_sentence_says_what_is_wrong(tiny_disk: Path) -> None:
    before = Journal.open(tiny_disk / "journal.db")
    record = begin(before)
    before.say(record.id, 1, "a")
    before.close()
    filler = _fill_up(tiny_disk)
    journal = Journal.open(tiny_disk / "journal.db")
    assert [each.choices for each in journal.rehearsals()] == [("a",)]
    turn = 1
    while not journal.in_memory:
        turn += 1
        journal.say(record.id, turn, "b" * 500)
    assert journal.take_notice() == f"The disk is full, so {MEANWHILE}"
    filler.unlink()
    journal.close()
    again = Journal.open(tiny_disk / "journal.db")
    assert len(again.rehearsals()[0].choices) == turn
    again.close()


def test_a_journal_that_cannot_be_begun_on_a_full_disk_is_begun_once_there_is_room(tiny_disk: Path) -> None:
    filler = _fill_up(tiny_disk)
    journal = Journal.open(tiny_disk / "data" / "journal.db")
    assert journal.in_memory
    assert journal.take_notice() == f"The disk is full, so {MEANWHILE}"
    _goes_on(journal)
    filler.unlink()
    assert len(journal.rehearsals()) == 1
    assert not journal.in_memory
    journal.close()


def test_a_journal_that_may_not_grow_says_that_the_disk_is_full(
    journal: Journal, opened: Callable[[], Journal]
) -> None:
    record = begin(journal)
    connection = journal._keeper._file._connection  # type: ignore[union-attr]
    assert connection is not None
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    turn = 0
    while not journal.in_memory:
        turn += 1
        journal.say(record.id, turn, "a" * 1000)
    assert journal.take_notice() == f"The disk is full, so {MEANWHILE}"
    connection.execute(f"PRAGMA max_page_count = {pages + 100}")
    journal.say(record.id, turn + 1, "b")
    assert not journal.in_memory
    read = opened().get(record.id)
    assert read is not None
    assert len(read.choices) == turn + 1
