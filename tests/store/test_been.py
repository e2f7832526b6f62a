"""Where somebody has been in a meeting, over all rehearsals of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.loading.library import load_library
from rehearse.store.been import been
from rehearse.store.journal import Journal
from rehearse.store.session import Session, story_of

if TYPE_CHECKING:
    from rehearse.loading.library import Library

MEETING, OTHER = "one-day-a-week", "summoned-three-days"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def rehearse(library: Library, journal: Journal, *choices: str, scenario: str = MEETING, boss: str = "sociable") -> str:
    session = Session.begin(
        library, journal, scenario=scenario, persona=boss, level="everyday", seed=1, feedback="later"
    )
    for choice in choices:
        session.say(choice)
    return session.record.id


def test_each_rehearsal_of_the_meeting_counts_once_whatever_the_boss(library: Library) -> None:
    journal = Journal.open()
    rehearse(library, journal, "growing")
    rehearse(library, journal, "growing", boss="controlling")
    rehearse(library, journal, "trip", "apart")
    rehearse(library, journal)  # not a line was said
    found = been(library, journal, MEETING)
    nodes = {node.id: node.index for node in story_of(library, MEETING, "sociable").nodes}
    assert found.rehearsals == 3
    assert found.nodes[nodes["door"]] == 3
    assert found.nodes[nodes["what-would-help"]] == 2
    assert found.nodes[nodes["again-this"]] == 1
    assert (nodes["door"], nodes["back-from-travel"]) in found.hops
    assert (nodes["back-from-travel"], nodes["again-this"]) in found.hops
    assert found.ended == 0
    journal.close()


def test_one_rehearsal_can_be_left_out(library: Library) -> None:
    journal = Journal.open()
    rehearse(library, journal, "growing")
    mine = rehearse(library, journal, "growing")
    assert been(library, journal, MEETING, apart_from=mine).rehearsals == 1
    assert been(library, journal, OTHER).rehearsals == 0
    journal.close()


def test_an_ending_counts_even_where_the_boss_is_gone_or_the_lines_are(library: Library) -> None:
    journal = Journal.open()
    for persona, choices in (("nobody", ("growing",)), ("sociable", ("no-such-line",))):
        record = journal.start(
            scenario=MEETING,
            persona=persona,
            level="everyday",
            seed=1,
            content_hash="",
            feedback="later",
            title="T",
            boss="B",
            choices=choices,
        )
        journal.finish(record.id, "agreed", "Fine")
    found = been(library, journal, MEETING)
    assert found.ended == 2
    assert found.rehearsals == 1
    journal.close()
