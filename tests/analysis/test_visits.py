"""How likely a talk comes to every node, held against going through everything and against playing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from rehearse.analysis.odds import KINDS
from rehearse.analysis.playthroughs import played_visits
from rehearse.analysis.states import state_graph
from rehearse.analysis.visits import Passage, Visits, visits
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import Person, persons, ranks_of
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.analysis.brute_force import chain_of, some_ranks, swept
from tests.engine.test_any_story import scenarios
from tests.worlds import story_from

if TYPE_CHECKING:
    from rehearse.engine import State, Story
    from tests.analysis.brute_force import Chain


def found_for(story: Story, person: Person) -> Visits:
    return visits(state_graph(story, story.level("everyday")), story, person.weights)


def flow_by_hand(
    story: Story, starts: list[tuple[State, float]], chain: Chain, person: Person
) -> dict[State, float] | None:
    """How often each state is come to, found by talking on and on; nothing where the talk would not end."""
    total: dict[State, float] = defaultdict(float)
    now = dict.fromkeys(chain, 0.0)
    for state, chance in starts:
        now[state] += chance
    for _ in range(1_000):
        following: dict[State, float] = defaultdict(float)
        for state, chance in now.items():
            total[state] += chance
            if chance and chain[state]:
                for line, (_, share) in zip(chain[state], person.says(story, state), strict=True):
                    for after, drawn in line:
                        following[after] += chance * share * drawn
        now = following
        if sum(now.values()) < 1e-12:
            return total
    return None


@given(scenario=scenarios())
@settings(max_examples=25)
def test_visits_are_those_of_going_through_every_state(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    assume(len(chain) <= 400)
    person = persons(some_ranks(story))["halfway"]
    by_hand = flow_by_hand(story, starts, chain, person)
    assume(by_hand is not None)
    assert by_hand is not None
    found = found_for(story, person)

    come = np.zeros(len(story.nodes))
    times, ahead = np.zeros(len(story.nodes)), np.zeros((len(story.nodes), len(KINDS)))
    odds = swept(story, chain, person)
    for state, often in by_hand.items():
        times[state.node] += often
        ahead[state.node] += often * odds[state]
        if not chain[state]:
            come += often * np.array([state.seen >> node & 1 for node in range(len(story.nodes))])
    assert found.come == pytest.approx(come, abs=1e-8)
    for node in story.nodes:
        if node.exit is None and node.fallback < 0:  # the others the talk may go through within one turn
            assert found.times[node.index] == pytest.approx(times[node.index], abs=1e-8)
            if times[node.index] > 1e-9:
                assert found.ahead[node.index] == pytest.approx(ahead[node.index] / times[node.index], abs=1e-6)
            else:
                assert found.ahead[node.index] is None


@given(scenario=scenarios())
@settings(max_examples=30)
def test_whoever_comes_to_a_node_came_by_a_step_and_leaves_by_one(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    found = found_for(story, persons(some_ranks(story))["advice"])
    entering, leaving, said = Counter[int](), Counter[int](), Counter[int]()
    for step, often in found.steps.items():
        entering[step.end] += often  # type: ignore[assignment]
        leaving[step.start] += often  # type: ignore[assignment]
        if step.choice >= 0:
            said[step.choice] += often  # type: ignore[assignment]
    entering[story.start] += 1
    for node in story.nodes:
        assert found.times[node.index] == pytest.approx(entering[node.index], abs=1e-8)
        assert leaving[node.index] <= found.times[node.index] + 1e-8
        assert 0 <= found.come[node.index] <= min(1, found.times[node.index]) + 1e-9
    assert found.said == pytest.approx([said[choice.index] for choice in story.choices], abs=1e-8)


def test_a_talk_that_can_only_go_round_is_counted_up_to_there() -> None:
    again = {"id": "again", "say": "Again.", "move": "ask", "repeat": True, "goto": "round"}
    nodes = {
        "open": {"phase": "opening", "boss": "Well?", "choices": [{**again, "id": "in"}, {**again, "goto": "done"}]},
        "round": {"phase": "opening", "boss": "Round.", "choices": [again]},
        "done": {"phase": "proposal", "ending": "agreed", "title": "Yes", "boss": "Yes.", "summary": "Yes."},
    }
    story = story_from({"start": "open", "nodes": nodes})
    found = found_for(story, persons((0, 0, 0))["uniform"])
    assert found.come == pytest.approx([1, 0.5, 0.5])
    assert np.isfinite(found.times).all()
    assert found.chance(1, ["agreed"]) == 0


def test_what_interrupts_is_a_step_too_and_nodes_gone_through_count() -> None:
    nodes = {
        "open": {
            "phase": "opening",
            "boss": "Well?",
            "choices": [
                {"id": "push", "say": "Now.", "move": "push", "effects": {"patience": -10}, "goto": "middle"},
                {"id": "ask", "say": "Why?", "move": "ask", "goto": "middle"},
            ],
        },
        "middle": {"phase": "concerns", "boss": "So.", "goto": "done"},
        "cut": {"phase": "concerns", "boss": "Enough.", "goto": "out"},
        "out": {"phase": "proposal", "ending": "refused", "title": "No", "boss": "No.", "summary": "No."},
        "done": {"phase": "proposal", "ending": "agreed", "title": "Yes", "boss": "Yes.", "summary": "Yes."},
    }
    story = story_from(
        {"start": "open", "nodes": nodes, "interrupts": ({"when": "patience <= 0", "goto": "cut"},)},
    )
    found = found_for(story, persons((0, 0))["uniform"])
    names = {node.id: node.index for node in story.nodes}
    assert found.come == pytest.approx([1, 0.5, 0.5, 0.5, 0.5])
    assert found.chance(names["cut"], ["agreed"]) == 0
    assert found.chance(names["middle"], ["agreed", "trial"]) == 1
    assert found.steps[Passage(names["open"], names["cut"], 0)] == pytest.approx(0.5)
    assert found.steps[Passage(names["cut"], names["out"], -1)] == pytest.approx(0.5)
    assert found.chance_after(1, ["agreed"]) == 1


PLAYTHROUGHS = 1_500


def test_a_shipped_meeting_is_come_through_as_was_computed() -> None:
    library = load_library()
    story = story_of(library, "summoned-three-days", "sociable")
    person = persons(ranks_of(story, Catalogue(library)))["halfway"]
    found = found_for(story, person)
    played = played_visits(story, "everyday", person.says, PLAYTHROUGHS)
    error = 4.5 * 0.5 / PLAYTHROUGHS**0.5
    assert played.come == pytest.approx(found.come, abs=error)
    assert played.begun == pytest.approx(found.begun, abs=error)
    once = [choice.index for choice in story.choices if not choice.repeat]
    assert [played.said[choice] for choice in once] == pytest.approx([found.said[choice] for choice in once], abs=error)
    for node in story.nodes:
        if found.come[node.index] > 0.3:
            computed, sampled = (each.chance(node.index, ("agreed", "trial")) for each in (found, played))
            assert sampled == pytest.approx(computed, abs=2 * error)
    settled = {step for step in found.steps if not {step.start, step.end} & gone_through(found)}
    for step in settled:
        if step.choice in once:
            assert played.steps.get(step, 0.0) == pytest.approx(found.steps[step], abs=error)


def gone_through(found: Visits) -> set[int]:
    """Nodes that the talk leaves by itself, at least at times."""
    return {step.start for step in found.steps if step.choice < 0}
