"""Two programs on one journal: neither loses a line, and neither goes on from where the other is not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from rehearse.store.journal import Conflict, Journal
from tests.store.programs import begin, say_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.programs import OtherProgram


def _choices(journal: Journal, rehearsal: str) -> tuple[str, ...]:
    record = journal.get(rehearsal)
    assert record is not None
    return record.choices


def test_each_sees_what_the_other_has_said(journal: Journal, other: Callable[[], OtherProgram]) -> None:
    record = begin(journal)
    program = other()
    journal.say(record.id, 1, "a")
    assert program.call("choices", record.id) == ["a"]
    assert program.call("say", record.id, 2, "b") == ""
    assert _choices(journal, record.id) == ("a", "b")


def test_two_programs_that_begin_at_the_same_time_both_have_a_journal(other: Callable[..., OtherProgram]) -> None:
    programs = [other(ready=False) for _ in range(6)]
    ids = {program.ready().call("begin") for program in programs}
    assert [program.call("notice") for program in programs] == [""] * 6
    assert set(programs[0].call("rehearsals")) == ids
    assert len(ids) == 6


def test_saying_a_line_in_a_rehearsal_that_another_program_has_carried_on_is_a_conflict(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    other().call("say", record.id, 2, "theirs")
    with pytest.raises(Conflict, match=r"^Another program has carried on this rehearsal meanwhile\."):
        journal.say(record.id, 2, "mine")
    assert _choices(journal, record.id) == ("a", "theirs")
    journal.say(record.id, 3, "mine")
    assert _choices(journal, record.id) == ("a", "theirs", "mine")


def test_taking_a_line_back_that_another_program_has_built_on_is_a_conflict(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    say_all(journal, record, "a", "b")
    other().call("say", record.id, 3, "theirs")
    with pytest.raises(Conflict):
        journal.undo(record.id, 1)
    assert _choices(journal, record.id) == ("a", "b", "theirs")


def test_a_list_drawn_meanwhile_does_not_hide_that_another_program_went_another_way(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    say_all(journal, record, "a", "b")
    program = other()
    program.call("choices", record.id)
    program.call("undo", record.id, 1)
    program.call("say", record.id, 2, "theirs")
    assert journal.rehearsals()[0].choices == ("a", "theirs")
    with pytest.raises(Conflict):
        journal.say(record.id, 3, "mine")
    journal.say(journal.rehearsals()[0].id, 3, "mine")
    assert _choices(journal, record.id) == ("a", "theirs", "mine"), "it is said once; then the person knows"


def test_a_rehearsal_taken_up_again_from_a_list_goes_on_from_where_the_other_program_left_it(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    other().call("say", record.id, 2, "theirs")
    (listed,) = journal.unfinished()
    assert listed.choices == ("a", "theirs")
    journal.say(listed.id, 3, "mine")
    assert _choices(journal, record.id) == ("a", "theirs", "mine")


def test_a_line_out_of_turn_is_a_conflict(journal: Journal) -> None:
    record = begin(journal)
    for turn in (0, 2, 7):
        with pytest.raises(Conflict):
            journal.say(record.id, turn, "a")
    assert _choices(journal, record.id) == ()


def test_finishing_a_rehearsal_that_another_program_has_carried_on_notes_nothing_and_says_so(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    other().call("say", record.id, 2, "theirs")
    journal.finish(record.id, "agreed", "Yes")
    assert journal.take_notice().startswith("Another program has carried on")
    read = journal.get(record.id)
    assert read is not None
    assert (read.ending, read.choices) == (None, ("a", "theirs"))


def test_a_rehearsal_deleted_by_another_program_is_not_lost_to_the_one_that_is_playing_it(
    opened: Callable[[], Journal],
) -> None:
    mine, theirs = opened(), opened()
    record = begin(mine)
    mine.say(record.id, 1, "a")
    assert theirs.forget(record.id)
    assert mine.rehearsals() == ()
    mine.say(record.id, 2, "b")
    assert _choices(theirs, record.id) == ("a", "b")


def test_a_journal_that_is_held_keeps_the_line_in_memory_and_stores_it_once_it_is_let_go(
    journal: Journal, other: Callable[[], OtherProgram], opened: Callable[[], Journal]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    program = other()
    program.call("hold", "IMMEDIATE")
    started = time.monotonic()
    journal.say(record.id, 2, "b")
    assert 1.5 < time.monotonic() - started < 6
    assert journal.in_memory
    assert journal.take_notice() == (
        "Another program is holding the journal, so what you say is kept in memory until it can be stored."
    )
    started = time.monotonic()
    journal.say(record.id, 3, "c")
    assert time.monotonic() - started < 1, "it does not wait as long a second time"
    assert journal.notice == "", "it is said once"
    assert _choices(journal, record.id) == ("a", "b", "c")
    assert [each.choices for each in journal.unfinished()] == [("a", "b", "c")]
    program.call("release")
    journal.say(record.id, 4, "d")
    assert not journal.in_memory
    assert journal.take_notice() == "The journal can be written again: everything said meanwhile is stored."
    assert _choices(opened(), record.id) == ("a", "b", "c", "d")


@pytest.mark.usefixtures("hasty")
def test_a_journal_that_is_held_from_the_start_is_read_as_soon_as_it_is_let_go(
    opened: Callable[[], Journal], other: Callable[[], OtherProgram], path: Path
) -> None:
    before = opened()
    old = begin(before)
    before.say(old.id, 1, "a")
    program = other()
    before.close()
    program.call("close")
    program.call("hold", "EXCLUSIVE")
    journal = opened()
    assert journal.in_memory
    assert journal.notice.startswith("Another program is holding the journal")
    record = begin(journal)
    journal.say(record.id, 1, "x")
    assert [each.id for each in journal.rehearsals()] == [record.id]
    program.call("release")
    assert [each.id for each in journal.rehearsals()] == [record.id, old.id]
    assert not journal.in_memory
    assert path.exists()
    journal.close()
    assert _choices(opened(), record.id) == ("x",)


@pytest.mark.usefixtures("hasty")
def test_what_waits_is_stored_when_the_journal_is_closed(
    journal: Journal, other: Callable[[], OtherProgram], opened: Callable[[], Journal]
) -> None:
    record = begin(journal)
    program = other()
    program.call("hold", "IMMEDIATE")
    journal.say(record.id, 1, "a")
    program.call("release")
    journal.close()
    assert _choices(opened(), record.id) == ("a",)


@pytest.mark.usefixtures("hasty")
def test_lines_kept_in_memory_while_another_program_went_another_way_become_a_rehearsal_of_their_own(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    holder, program = other(), other()
    program.call("choices", record.id)
    holder.call("hold", "IMMEDIATE")
    journal.say(record.id, 2, "mine")
    assert journal.in_memory
    holder.call("release")
    assert program.call("say", record.id, 2, "theirs") == ""
    with pytest.raises(Conflict, match="your own lines are kept beside it"):
        journal.say(record.id, 3, "mine-too")
    assert _choices(journal, record.id) == ("a", "theirs")
    (apart,) = [each for each in journal.rehearsals() if each.id != record.id]
    assert apart.choices == ("a", "mine", "mine-too")
    assert (apart.parent, apart.forked_at) == (record.id, 1)


@pytest.mark.usefixtures("hasty")
def test_lines_kept_in_memory_that_only_go_further_than_another_programs_are_added_to_them(
    journal: Journal, other: Callable[[], OtherProgram]
) -> None:
    record = begin(journal)
    journal.say(record.id, 1, "a")
    holder, program = other(), other()
    program.call("choices", record.id)
    holder.call("hold", "IMMEDIATE")
    journal.say(record.id, 2, "b")
    holder.call("release")
    program.call("say", record.id, 2, "b")
    journal.say(record.id, 3, "c")
    assert _choices(journal, record.id) == ("a", "b", "c")
    assert len(journal.rehearsals()) == 1


@pytest.mark.usefixtures("hasty")
def test_a_rehearsal_forgotten_while_the_journal_is_held_is_deleted_later(
    journal: Journal, other: Callable[[], OtherProgram], opened: Callable[[], Journal]
) -> None:
    record, kept = begin(journal), begin(journal)
    program = other()
    program.call("hold", "IMMEDIATE")
    assert journal.forget(record.id)
    assert [each.id for each in journal.rehearsals()] == [kept.id]
    program.call("release")
    assert [each.id for each in journal.rehearsals()] == [kept.id]
    assert [each.id for each in opened().rehearsals()] == [kept.id]
