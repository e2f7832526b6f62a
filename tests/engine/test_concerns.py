"""The ladder of a concern: held, surfaced, acknowledged, answered."""

from __future__ import annotations

import pytest

from tests.worlds import Talk, story_of

TALK = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, repeat: true, goto: open}
    - {id: listen, say: I see., move: listen, repeat: true, goto: open}
    - {id: answer, say: Fridays., move: answer, repeat: true, goto: open}
    - {id: answer-blame, say: I sign., move: chat, repeat: true, effects: {answer: blame}, goto: open}
    - {id: listen-blame, say: It is yours., move: chat, repeat: true, effects: {acknowledge: deep}, goto: open}
    - {id: surface-both, say: Both?, move: chat, repeat: true, effects: {surface: [stated, deep]}, goto: open}
    - {id: object, say: Object., move: chat, repeat: true, goto: objects}
    - {id: object-deep, say: Object., move: chat, repeat: true, goto: objects-deep}
    - {id: done, say: Done., move: chat, when: "count(answered) == 2", goto: done}
objects: {phase: concerns, speaks: objection, concern: current, goto: open}
objects-deep: {phase: concerns, speaks: objection, concern: deep, goto: open}
"""


@pytest.fixture(scope="module")
def story():
    return story_of(TALK)


@pytest.mark.parametrize(("level", "stated", "deep"), [("patient", 1, 1), ("everyday", 1, 2), ("tough", 2, 3)])
def test_a_concern_takes_as_many_good_answers_as_the_level_says(story, level, stated, deep) -> None:
    talk = Talk(story, level=level)
    for name, answers in (("sight", stated), ("blame", deep)):
        assert talk.concern(name) == 0
        talk.say("ask")
        assert talk.concern(name) == 1
        talk.say("listen")
        assert talk.concern(name) == 2
        for given in range(answers):
            assert talk.concern(name) == 2 + given
            assert "done" not in talk.choices
            talk.say("answer")
        assert talk.concern(name) == 2 + answers
    assert "done" in talk.choices
    before = talk.step.state.concerns
    assert talk.say("answer", "ask", "listen", "answer-blame").step.state.concerns == before


def test_every_rung_is_an_event_with_the_rule_behind_it(story) -> None:
    talk = Talk(story)
    assert talk.say("ask").events("concern") == [("sight", 0, 1, "reaction:ask")]
    assert talk.say("listen").events("concern") == [("sight", 1, 2, "reaction:listen")]
    assert talk.say("answer").events("concern") == [("sight", 2, 3, "reaction:answer")]
    assert talk.say("listen-blame").events("concern") == [("blame", 0, 1, "choice")]


def test_an_answer_to_a_concern_that_nobody_has_raised_does_nothing_and_is_told(story) -> None:
    talk = Talk(story).say("answer-blame")
    assert talk.concern("blame") == 0
    assert talk.events("too-early") == [("blame", 0, 0, "choice")]
    assert talk.events("concern") == []


def test_an_answer_to_whatever_is_current_does_nothing_while_all_are_held(story) -> None:
    talk = Talk(story).say("answer")
    assert talk.step.state.concerns == (0, 0)
    assert talk.events("concern") == []


def test_an_answer_to_a_concern_that_is_only_surfaced_acknowledges_it(story) -> None:
    talk = Talk(story).say("ask", "answer")
    assert talk.concern("sight") == 2
    assert talk.say("answer").concern("sight") == 3


def test_acknowledging_a_concern_that_is_held_only_surfaces_it(story) -> None:
    talk = Talk(story).say("listen-blame")
    assert talk.concern("blame") == 1
    assert talk.say("listen-blame").concern("blame") == 2
    assert talk.say("listen-blame").concern("blame") == 2


def test_acknowledging_whatever_is_current_does_nothing_while_none_is_surfaced(story) -> None:
    assert Talk(story).say("listen").step.state.concerns == (0, 0)


def test_an_answer_goes_to_the_acknowledged_concern_before_the_surfaced_one(story) -> None:
    talk = Talk(story).say("surface-both", "listen-blame")
    assert talk.step.state.concerns == (1, 2)
    assert talk.say("answer").step.state.concerns == (1, 3)
    assert talk.say("answer").step.state.concerns == (1, 4)
    assert talk.say("answer").step.state.concerns == (2, 4)


def test_an_effect_may_name_several_concerns(story) -> None:
    talk = Talk(story).say("surface-both")
    assert talk.events("concern") == [("sight", 0, 1, "choice"), ("blame", 0, 1, "choice")]


def test_an_objection_is_voiced_in_the_persons_own_words_and_surfaces_the_concern(story) -> None:
    talk = Talk(story).say("object")
    assert talk.said[-1] in {"I cannot see it.", "I do not see it."}
    assert talk.events("concern") == [("sight", 0, 1, "objection")]
    talk.say("object-deep")
    assert talk.said[-1] in {"I get the blame.", "It will be my fault."}
    assert talk.events("concern") == [("blame", 0, 1, "objection")]


def test_the_current_objection_is_the_first_that_is_not_answered_and_in_the_end_nothing_is_left(story) -> None:
    talk = Talk(story, level="patient").say("ask", "listen")
    assert talk.say("object").said[-1] in {"I cannot see it.", "I do not see it."}
    talk.say("answer")
    assert talk.say("object").said[-1] in {"I get the blame.", "It will be my fault."}
    talk.say("listen", "answer")
    assert talk.say("object").said[-1] in {"Nothing left.", "Nothing more."}
    assert talk.events("concern") == []
