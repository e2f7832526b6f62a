"""Shipped content is code: every scenario and persona is checked, and walked along every choice."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from rehearse.authoring.check.report import checked
from rehearse.coaching.feedback.coverage import coverage
from rehearse.engine import available, begin, choose, compile_story
from rehearse.loading.library import load_library
from rehearse.model.base import DEFAULT

if TYPE_CHECKING:
    from rehearse.engine import State, Story
    from rehearse.loading.library import Library

SCENARIOS = ("one-day-a-week", "summoned-three-days")
PERSONAS = ("controlling", "old-school", "risk-averse", "sociable")
PAIRS = [(scenario, persona) for scenario in SCENARIOS for persona in PERSONAS]
LEVELS = ("patient", "everyday", "tough")
WALKS = 3000


@cache
def library() -> Library:
    return load_library()


@cache
def story_of(scenario: str, persona: str) -> Story:
    shelf = library()
    assert shelf.rules is not None
    return compile_story(shelf.scenarios[scenario], shelf.personas[persona], shelf.rules, shelf.moves)


def walked(story: Story, *, walks: int = WALKS) -> tuple[Counter[str], Counter[str], list[tuple[str, int]]]:
    """How often each choice was said and each node seen, and (ending, turns) of each walk; new choices come first."""
    said: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    ends: list[tuple[str, int]] = []
    for seed in range(walks):
        dice = random.Random(seed)
        state: State = begin(story, seed=seed, level=LEVELS[seed % 3]).state
        while story.nodes[state.node].ending is None:
            choices = available(story, state)
            assert choices, f"stuck at {story.nodes[state.node].id} (seed {seed})"
            choice = min(choices, key=lambda c: (said[c.key] * dice.random(), c.key))
            said[choice.key] += 1
            state = choose(story, state, choice.id).state
            assert state.turn <= 40, f"no end in sight at {story.nodes[state.node].id} (seed {seed})"
        seen.update(node.id for node in story.nodes if state.seen >> node.index & 1)
        ending = story.nodes[state.node].ending
        assert ending is not None
        ends.append((ending.kind, state.turn))
    return said, seen, ends


def test_the_checker_finds_nothing_in_the_shipped_content():
    assert [str(problem) for problem in checked() if problem.severity != "note"] == []


def test_the_shipped_content_is_what_it_is_said_to_be():
    shelf = library()
    assert set(shelf.scenarios) >= set(SCENARIOS)
    assert set(shelf.personas) >= set(PERSONAS)
    assert len(shelf.articles) == 5
    assert len(shelf.points) == 122
    assert 40 <= len(shelf.moves) <= 60
    assert all(len(move.examples) >= 3 for move in shelf.moves.values())


@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_every_choice_and_node_is_reached_and_nothing_is_ever_stuck(scenario, persona):
    story = story_of(scenario, persona)
    said, seen, _ = walked(story)
    assert [choice.key for choice in story.choices if not said[choice.key]] == []
    assert [node.id for node in story.nodes if not seen[node.id]] == []


@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_every_meeting_can_end_in_at_least_four_ways_and_five_endings(scenario, persona):
    story = story_of(scenario, persona)
    _, _, ends = walked(story)
    assert len({kind for kind, _ in ends}) >= 4
    assert sum(node.ending is not None for node in story.nodes) >= 5


@pytest.mark.parametrize(("scenario", "persona"), PAIRS)
def test_a_meeting_that_is_not_broken_off_takes_8_to_16_turns(scenario, persona):
    _, _, ends = walked(story_of(scenario, persona))
    whole = [turns for kind, turns in ends if kind in {"agreed", "trial", "partial"}]
    assert whole
    assert min(whole) >= 8
    assert max(turns for _, turns in ends) <= 16


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_has_the_size_and_the_parts_that_are_promised(scenario):
    nodes = library().scenarios[scenario].nodes.values()
    asking = [node for node in nodes if node.choices]
    assert len(nodes) >= 30
    assert all(3 <= len(node.choices) <= 4 for node in asking)
    assert {node.phase for node in asking} == {"opening", "concerns", "proposal"}
    assert any(choice.detour for node in nodes for choice in node.choices)
    assert any(part.chance for node in nodes for part in (node, *node.choices))
    assert len({node.ending for node in nodes if node.ending}) >= 4


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_lines_at_a_node_are_of_like_length(scenario):
    for name, node in library().scenarios[scenario].nodes.items():
        lengths = [len(choice.say[DEFAULT]) for choice in node.choices]
        if lengths:
            assert max(lengths) <= 1.6 * min(lengths), (name, lengths)


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_is_a_whole_person(persona):
    boss = library().personas[persona]
    assert len(boss.reactions) >= 30
    assert 3 <= len(boss.signs) <= 5
    assert 2 <= len(boss.concerns) <= 3
    assert set(boss.cues) == {"trust", "patience"}


def test_every_point_of_the_articles_has_a_card_and_seventy_are_practised():
    points = coverage(library())
    assert [point.point for point in points if not point.cards] == []
    assert sum(point.choices > 0 for point in points) >= 70


def test_every_move_that_helps_or_hurts_is_spoken_of_by_a_card():
    shelf = library()
    spoken = {move for card in shelf.cards.values() for move in (*card.recommends, *card.warns_against)}
    assert [m.id for m in shelf.moves.values() if m.general != "depends" and m.id not in spoken] == []
