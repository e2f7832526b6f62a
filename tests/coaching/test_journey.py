"""The way that a rehearsal took, node by node."""

from __future__ import annotations

import random

import pytest

from rehearse.analysis.ways import meeting_map
from rehearse.coaching.debrief.journey import Stop, journey
from rehearse.engine import Entry, available, replay
from rehearse.loading.library import Library, load_library
from rehearse.store.session import story_of as shipped_story
from tests.worlds import story_of

NODES = """
open: {phase: opening, goto: hall}
hall:
  phase: opening
  boss: Well?
  choices:
    - {id: chat, say: Nice day., move: chat, detour: weather, goto: [{when: trust >= 9, to: done}, {to: pass}]}
    - {id: stay, say: Hm., move: sulk, goto: hall, repeat: true}
    - {id: gone, say: Bye., move: push, goto: done, when: trust >= 9}
weather:
  phase: opening
  boss: So it is.
  choices: [{id: yes, say: Yes., move: listen, return: true}]
pass: {phase: concerns, goto: room}
room:
  phase: concerns
  boss: And?
  otherwise: away
  choices: [{id: ask, say: Why?, move: ask, goto: done}]
away:
  phase: concerns
  boss: Hm.
  choices: [{id: sorry, say: Sorry., move: please, goto: done}]
"""


def stops(*entries: str) -> list[tuple[int, str]]:
    story = story_of(NODES)
    went = journey(replay(story, seed=1, level="everyday", choices=entries))
    assert went.here == went.stops[-1].node
    return [(stop.turn, story.nodes[stop.node].id) for stop in went.stops]


def test_what_the_talk_passes_by_itself_is_part_of_the_way() -> None:
    assert stops() == [(0, "open"), (0, "hall")]
    assert stops("chat", "yes") == [(0, "open"), (0, "hall"), (1, "weather"), (2, "pass"), (2, "room")]


def test_a_line_that_leads_back_to_its_own_node_is_a_step() -> None:
    assert stops("stay", "stay")[2:] == [(1, "hall"), (2, "hall")]


def test_a_line_off_the_script_stays_or_leads_where_the_node_says() -> None:
    typed = str(Entry.of_move("answer", "Well, so."))
    assert stops(typed) == [(0, "open"), (0, "hall")]
    assert stops("chat", "yes", typed)[-1] == (3, "away")
    assert stops("chat", "yes", str(Entry.not_followed("Bla.")))[-1] == (2, "room")


def test_what_was_said_and_what_was_on_offer_are_told_apart() -> None:
    story = story_of(NODES)
    went = journey(replay(story, seed=1, level="everyday", choices=("chat",)))
    keys = {choice.index: choice.key for choice in story.choices}
    assert {keys[index] for index in went.said} == {"hall.chat"}
    assert {keys[index] for index in went.offered} == {"hall.chat", "hall.stay", "weather.yes"}
    assert went.hops == {(one.node, other.node) for one, other in zip(went.stops, went.stops[1:], strict=False)}
    assert went.stops[0] == Stop(0, story.start)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.mark.parametrize("scenario", ["one-day-a-week", "summoned-three-days"])
@pytest.mark.parametrize("persona", ["controlling", "old-school"])
def test_every_way_through_a_shipped_meeting_runs_along_the_lines_of_its_map(
    library: Library, scenario: str, persona: str
) -> None:
    story = shipped_story(library, scenario, persona)
    edges, interrupts = set(meeting_map(story).edges), {interrupt.node for interrupt in story.interrupts}
    dice = random.Random(4)
    for seed in range(40):
        played = replay(story, seed=seed, level=dice.choice(("patient", "tough")), choices=())
        while lines := available(story, played.now.state):
            move = dice.choice(story.moves)
            typed = Entry.of_move(move, "Well.") if dice.random() < 0.1 else Entry.of_choice(dice.choice(lines).id)
            played = played.said(typed)
        went = journey(played)
        seen = {node.index for node in story.nodes if played.now.state.seen >> node.index & 1}
        assert went.nodes == seen
        for start, end in went.hops:
            broken_off = story.nodes[end].ending is not None and story.broken_off() == end
            assert (start, end) in edges or end in interrupts or broken_off
