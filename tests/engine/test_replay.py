"""Playing recorded choices again, also after the scenario has been edited."""

from __future__ import annotations

import pytest

from rehearse.engine import Divergence, Unavailable, replay
from tests.worlds import Talk, story_of

ROOM = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, goto: open}
    - {id: wait, say: Hm., move: chat, goto: open}
    - {id: propose, say: A trial., move: please, goto: done}
"""
LINES = ("ask", "wait", "propose")


def test_a_replay_is_the_rehearsal_step_by_step() -> None:
    story = story_of(ROOM)
    played = replay(story, seed=9, level="tough", choices=LINES)
    assert list(played.steps) == Talk(story, seed=9, level="tough").say(*LINES).steps
    assert [choice.id for choice in played.choices] == list(LINES)
    assert played.divergence is None
    assert played.now == played.steps[-1]


def test_a_replay_of_nothing_is_the_beginning() -> None:
    story = story_of(ROOM)
    assert replay(story, seed=9, level="tough", choices=()).steps == tuple(Talk(story, seed=9, level="tough").steps)


@pytest.mark.parametrize("turn", range(4))
def test_going_back_to_a_turn_is_as_if_the_rest_had_not_been_said(turn: int) -> None:
    story = story_of(ROOM)
    played = replay(story, seed=9, level="everyday", choices=LINES)
    assert played.back_to(turn) == replay(story, seed=9, level="everyday", choices=LINES[:turn])


def test_another_line_from_an_earlier_turn_leaves_the_first_way_as_it_is() -> None:
    story = story_of(ROOM)
    played = replay(story, seed=9, level="everyday", choices=LINES)
    other = played.back_to(1).said("propose")
    assert [choice.id for choice in other.choices] == ["ask", "propose"]
    assert [choice.id for choice in played.choices] == list(LINES)
    with pytest.raises(Unavailable):
        played.said("ask")


def test_a_choice_that_is_gone_stops_the_replay_there_and_says_so() -> None:
    story = story_of(ROOM.replace("id: wait", "id: pause"))
    played = replay(story, seed=9, level="everyday", choices=LINES)
    assert played.divergence == Divergence(2, "wait")
    assert [choice.id for choice in played.choices] == ["ask"]
    assert len(played.steps) == 2


def test_a_choice_whose_condition_no_longer_holds_stops_the_replay_too() -> None:
    story = story_of(ROOM.replace("id: wait,", "id: wait, when: trust >= 10,"))
    assert replay(story, seed=9, level="everyday", choices=LINES).divergence == Divergence(2, "wait")


def test_lines_after_the_ending_stop_the_replay() -> None:
    played = replay(story_of(ROOM), seed=9, level="everyday", choices=("propose", "ask"))
    assert played.divergence == Divergence(2, "ask")


def test_a_choice_that_was_renamed_is_found_by_its_old_id() -> None:
    story = story_of(ROOM.replace("id: wait,", "id: pause, renamed_from: [rest, wait],"))
    played = replay(story, seed=9, level="everyday", choices=LINES)
    assert played.divergence is None
    assert [choice.id for choice in played.choices] == ["ask", "pause", "propose"]


def test_an_old_id_that_another_choice_has_now_means_that_one() -> None:
    nodes = ROOM.replace("id: wait,", "id: pause, renamed_from: ask,")
    played = replay(story_of(nodes), seed=9, level="everyday", choices=("ask",))
    assert [choice.id for choice in played.choices] == ["ask"]
