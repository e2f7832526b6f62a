"""Looking back on a rehearsal: the notes about it, the branches of it, and what is exported of all that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.debrief.comparison import parted
from rehearse.coaching.debrief.reflection import Goal, Guess, Reflection
from rehearse.coaching.report import comparison as report_comparison
from rehearse.coaching.report import html as report_html
from rehearse.coaching.report import markdown as report
from rehearse.loading.library import load_library
from rehearse.store.branches import branches, family, named
from rehearse.store.journal import Journal
from rehearse.store.looking_back import LookingBack, reflection_on, whole_debrief
from rehearse.store.session import Session

if TYPE_CHECKING:
    from rehearse.loading.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def talk(library: Library, *choices: str, seed: int = 4) -> Session:
    session = Session.begin(
        library,
        Journal.open(),
        scenario="one-day-a-week",
        persona="controlling",
        level="everyday",
        seed=seed,
        feedback="later",
    )
    for choice in choices:
        session.say(choice)
    return session


def on_to_the_end(session: Session, *, badly: bool = False) -> Session:
    """Go on with what the advice speaks for in general, or against."""
    worth = {"helps": 1, "depends": 0, "hurts": -1}
    moves = session.library.moves
    while not session.over:
        ranked = sorted(session.choices(), key=lambda choice: worth[moves[choice.moves[0]].general])
        session.say(ranked[0 if badly else -1].id)
    return session


def test_of_each_kind_the_newest_note_counts_and_what_cannot_be_read_is_as_if_it_were_not_there(library: Library):
    session = talk(library, "frame")
    journal, rehearsal = session.journal, session.record.id
    LookingBack(session).guess(1)
    LookingBack(session).guess(1, "they sat up")
    LookingBack(session).feel(4)
    journal.note("confidence", {"when": "before", "value": 2}, rehearsal)
    journal.note("goal", {"if": "No.", "then": "What would change it?", "concern": "reach"}, rehearsal)
    for kind, data in (("guess", {"turn": "x"}), ("goal", {"if": 1}), ("confidence", {"when": "after", "value": 9})):
        journal.note(kind, data, rehearsal)
    journal.note("confidence", {"value": 5}, rehearsal)
    journal.note("guess", {"turn": 7})  # about no rehearsal
    goal = Goal("No.", "What would change it?", "reach")
    assert reflection_on(Journal.open(), rehearsal) == Reflection(Guess(1, "they sat up"), goal, 2, 4)


def test_the_branches_of_a_rehearsal_are_those_that_come_from_it_even_where_it_is_gone(library: Library):
    first = talk(library, "frame")
    one = first.fork(0)
    one.say("sorry")
    two = first.fork(0)
    two.say("growing")
    first.fork(1)  # in which nothing was said
    talk(library, "frame", seed=9)
    records = first.journal.rehearsals()
    assert {each.id for each in family(records, two.record)} == {each.record.id for each in (first, one, two)}
    names = named(family(records, one.record))
    assert list(names.values()) == ["First talk", "Again from turn 1", "Again from turn 1, second time"]
    first.journal.forget(first.record.id)
    left = family(first.journal.rehearsals(), one.record)
    assert {each.id for each in left} == {one.record.id, two.record.id}
    assert [branch.id for branch in branches(one)] == [one.record.id, two.record.id]


def test_talks_part_at_the_first_line_that_differs_also_in_how_it_was_read():
    assert parted(("a", "b", "c"), ("a", "b", "d")) == 3
    assert parted(("a",), ("a", "b")) == 2
    assert parted(("a\tWhy?",), ("b\tWhy?",)) == 1


def test_what_the_better_branch_has_is_a_rule_that_the_other_has_not(library: Library):
    first = on_to_the_end(talk(library, "frame", "by-the-lift", "said-aloud"), badly=True)
    again = first.fork(2)
    again.say("came-out-wrong")
    on_to_the_end(again)
    looking = LookingBack(again)
    left, right = looking.usual_pair() or pytest.fail("there are two")
    assert (left.id, right.id) == (first.record.id, again.record.id)
    found = looking.compared(left, right)
    assert found.parted == 3
    assert found.shared.better == ("Again from turn 3",)
    followed = [
        {turn.rule.card for turn in branch.debrief.turns if turn.rule and turn.verdict in {"strong", "fair"}}
        for branch in (right, left)
    ]
    assert {rule.card for rule in found.shared.rules} == followed[0] - followed[1] != set()
    for text in (report_comparison.markdown(found), report_comparison.html(found)):
        assert "What do the better ones share?" in text
        assert found.shared.rules[0].title in text


def test_where_none_stands_better_it_is_said_and_no_end_is_spoken_of_that_was_not_come_to(library: Library):
    first = talk(library, "frame")
    again = first.fork(0)
    again.say("growing")
    looking = LookingBack(again)
    found = looking.compared(*(looking.usual_pair() or pytest.fail("there are two")))
    assert found.shared.better == ()
    assert found.left.ended == found.right.ended == "Not at its end"
    assert found.shared.sentence == "None of them stands better so far. Go on, or look at the lines."
    assert "none of them is the better one" in replace(found.shared, over=True).sentence


def test_the_exports_hold_the_curve_the_colleague_the_habits_the_guess_and_the_goal(library: Library):
    session = on_to_the_end(talk(library, "frame"))
    looking = LookingBack(session)
    looking.guess(2, "she <closed> up")
    looking.aim(Goal("It *cannot* be done.", "What would <have> to change?", ""))
    looking.feel(3)
    found = whole_debrief(session, session.worth_now())
    assert found.chances is not None
    assert len(found.chances.values) == len(session.played.choices) + 1
    as_markdown, as_html = report.markdown(found), report_html.html(found)
    for text in (as_markdown, as_html):
        assert "The chance of a good end" in text
        assert f"turn {len(session.played.choices)} " in text
        assert "like somebody who follows the advice every other line" in text
        assert "I noticed that this line" in text
        assert "You took turn 2." in text
        assert "One thing for next time" in text
        assert "3 of 5" in text
        if found.style and found.style.habits:
            assert "one observational study" in text
    assert r"It \*cannot\* be done." in as_markdown
    assert "What would &lt;have&gt; to change?" in as_html


def test_goals_come_from_the_turns_that_cost_and_from_the_worries_left_open(library: Library):
    session = talk(library, "frame", "by-the-lift", "said-aloud")
    looking = LookingBack(session)
    found = looking.goals()
    first = found[0]
    costly = next(
        turn for turn in looking.debrief.turning_points if turn.better and turn.better.say.startswith(first.then[:20])
    )
    said = [line.text for line in session.played.steps[costly.turn - 1].lines if line.speaker == "boss"]
    assert first.if_ == said[-1]
    assert first.move in library.moves
    left = {
        concern.id
        for concern, told in zip(session.story.concerns, looking.debrief.concerns, strict=True)
        if told.reached != "answered"
    }
    assert {goal.concern for goal in found if goal.concern} <= left
    assert any(goal.concern for goal in found)
    assert len(found) == len({(goal.if_, goal.then) for goal in found})
