"""A rehearsal with a mix of two bosses: kept, listed and resumed like any other."""

from __future__ import annotations

from functools import cache

import pytest

from rehearse.loading.library import Library, load_library
from rehearse.model.mix import mix_id, parts_of
from rehearse.store.session import Session, UnknownContent, story_of

MIX = "controlling+sociable"
MEETING = "one-day-a-week"


@cache
def library() -> Library:
    return load_library()


def begun(journal, persona: str = MIX) -> Session:
    return Session.begin(
        library(), journal, scenario=MEETING, persona=persona, level="everyday", seed=5, feedback="now"
    )


def test_a_mix_is_written_and_read_in_the_same_way():
    assert mix_id("controlling", "sociable") == MIX
    assert mix_id("controlling", None) == mix_id("controlling", "") == "controlling"
    assert parts_of(MIX) == ("controlling", "sociable")
    assert parts_of("controlling") == ("controlling",)


def test_the_journal_keeps_the_mix_and_shows_both_names(journal):
    record = begun(journal).record
    assert record.persona == MIX
    assert record.boss == "Margaret Voss, with something of Danny Okafor"
    assert journal.rehearsals()[0].persona == MIX


def test_a_rehearsal_with_a_mix_is_resumed_where_it_was_and_can_be_forked(journal):
    session = begun(journal)
    for _ in range(3):
        session.say(session.choices()[0].id)
    again = Session.resume(library(), journal, journal.get(session.record.id))
    assert again.played.now.state == session.played.now.state
    assert again.played.now.lines == session.played.now.lines
    assert again.diverged == ""
    fork = again.fork(1)
    assert (fork.record.persona, fork.record.boss) == (MIX, session.record.boss)
    assert [concern.id for concern in fork.story.concerns] == ["visibility", "reach", "spirit", "answerable"]


def test_the_debrief_of_a_mix_tells_of_the_joined_concern(journal):
    session = begun(journal)
    while not session.over:
        session.say(session.choices()[0].id)
    told = session.debrief()
    assert told.boss == "Margaret Voss, with something of Danny Okafor"
    assert [concern.label for concern in told.concerns][2] == "A team that stops being one"
    assert all(turn.rule for turn in told.turns)


@pytest.mark.parametrize(
    ("persona", "said"),
    [
        ("controling+sociable", "There is no persona 'controling'. Did you mean 'controlling'?"),
        ("controlling+sociabel", "There is no persona 'sociabel'. Did you mean 'sociable'?"),
        ("controlling+", "There is no persona ''."),
        ("+", "There is no persona ''."),
        ("controlling+controlling", "names the same boss twice"),
        ("controlling+sociable+old-school", "more than two bosses in one"),
    ],
)
def test_a_mix_that_cannot_be_gets_a_sentence(journal, persona, said):
    with pytest.raises(UnknownContent, match=said.replace("?", r"\?")):
        story_of(library(), MEETING, persona)
    with pytest.raises(UnknownContent):
        begun(journal, persona)
    assert journal.rehearsals() == ()


def test_the_content_hash_of_a_mix_is_of_both_in_their_order():
    hashes = {
        library().content_hash(MEETING, persona)
        for persona in (MIX, "sociable+controlling", "controlling", "sociable", "controlling+old-school")
    }
    assert len(hashes) == 5


def test_the_content_hash_changes_with_the_second_persona_and_not_with_a_third():
    one = Library(hashes=dict(library().hashes), moves=library().moves)
    before = one.content_hash(MEETING, MIX)
    one.hashes["personas", "old-school"] = "changed"
    assert one.content_hash(MEETING, MIX) == before
    one.hashes["personas", "sociable"] = "changed"
    assert one.content_hash(MEETING, MIX) != before
