"""A story as a graph: every way on, detours that return, and the endings ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.analysis.ways import Ahead, MeetingMap, meeting_map
from tests.worlds import story_of

if TYPE_CHECKING:
    from rehearse.engine.story import Story

NODES = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: chat, say: Nice day., move: chat, detour: weather, goto: talk}
    - {id: ask, say: Why?, move: ask, goto: talk}
    - {id: sulk, say: Hm., move: sulk, goto: open, repeat: true}
weather:
  phase: opening
  boss: So it is.
  choices:
    - {id: yes, say: Yes., move: please, return: true}
    - {id: more, say: And tomorrow?, move: chat, goto: tomorrow}
tomorrow:
  phase: opening
  boss: Rain.
  choices: [{id: well, say: Well., move: listen, return: true}]
talk:
  phase: concerns
  boss: And?
  otherwise: cold
  fallback: cold
  choices:
    - {id: answer, say: So., move: answer, goto: [{when: trust >= 5, to: pass}, {to: cold}]}
    - {id: back, say: Wait., move: push, goto: open}
pass: {phase: proposal, goto: done}
cold: {phase: proposal, ending: refused, title: Cold, boss: No., summary: No.}
"""


@pytest.fixture(scope="module")
def story() -> Story:
    return story_of(NODES)


@pytest.fixture(scope="module")
def meeting(story: Story) -> MeetingMap:
    return meeting_map(story)


def named(meeting: MeetingMap) -> set[tuple[str, str, str]]:
    nodes = meeting.story.nodes
    return {(nodes[way.start].id, nodes[way.end].id, way.kind) for way in meeting.ways}


def test_every_way_on_is_there_and_a_detour_leads_to_where_its_line_goes_on(meeting: MeetingMap) -> None:
    assert named(meeting) == {
        ("open", "weather", "detour"),
        ("open", "talk", "choice"),
        ("open", "open", "choice"),
        ("weather", "talk", "return"),
        ("weather", "tomorrow", "choice"),
        ("tomorrow", "talk", "return"),
        ("talk", "pass", "choice"),
        ("talk", "cold", "choice"),
        ("talk", "open", "choice"),
        ("talk", "cold", "fallback"),
        ("talk", "cold", "otherwise"),
        ("pass", "done", "route"),
    }


def test_the_targets_of_a_line_are_told(meeting: MeetingMap, story: Story) -> None:
    lines = {choice.key: [story.nodes[end].id for end in meeting.targets(choice.index)] for choice in story.choices}
    assert lines["open.chat"] == ["weather"]
    assert lines["weather.yes"] == ["talk"]
    assert lines["talk.answer"] == ["pass", "cold"]


def test_layers_go_by_phase_with_the_endings_last(meeting: MeetingMap, story: Story) -> None:
    rows = [{story.nodes[node].id for node in row} for row in meeting.layers.rows]
    assert rows == [{"open"}, {"weather"}, {"tomorrow"}, {"talk"}, {"pass"}, {"cold", "done"}]


def test_the_endings_ahead_are_told_with_the_fewest_lines(meeting: MeetingMap, story: Story) -> None:
    place = {node.id: node.index for node in story.nodes}
    cold, done = place["cold"], place["done"]
    assert meeting.ahead[place["open"]] == (Ahead(cold, 1), Ahead(done, 2))  # off the script counts as no line
    assert meeting.ahead[place["pass"]] == (Ahead(done, 0),)
    assert meeting.ahead[cold] == (Ahead(cold, 0),)
    answer = next(choice for choice in story.choices if choice.key == "talk.answer")
    assert meeting.ahead_of(answer) == (Ahead(cold, 1), Ahead(done, 1))
