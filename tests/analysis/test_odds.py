"""Odds that are computed are those that one finds by going through everything, one state after the other."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.odds import KINDS, as_bits, begun, best_play, by_rank, endings, evenly, odds, reachable
from rehearse.analysis.states import state_graph
from rehearse.coaching.odds.persons import WORTH, persons
from rehearse.engine import available, begin, choose, is_over
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.analysis.brute_force import begun_by_hand, chain_of, some_ranks, swept
from tests.engine.test_any_story import scenarios
from tests.worlds import story_from

if TYPE_CHECKING:
    from rehearse.engine import Story
    from rehearse.loading.library import Library


@given(scenario=scenarios())
@settings(max_examples=80)
def test_the_odds_are_those_of_going_through_every_state(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    ranks = some_ranks(story)
    graph = state_graph(story, story.level("everyday"))
    assert graph.count <= len(chain)
    known = persons(ranks)
    ends = endings(graph, story)
    for weights, person in ((evenly(graph), known["uniform"]), (by_rank(graph, ranks), known["advice"])):
        found = odds(graph, weights, ends)
        assert found.sum(axis=1) == pytest.approx(np.ones(graph.count))
        by_hand = begun_by_hand(starts, swept(story, chain, person))
        assert begun(graph, found) == pytest.approx(by_hand, abs=1e-8)
        if person is known["uniform"]:
            likely = found[:, :-1] > 0  # the last is also for what goes round for ever
            bits = reachable(graph, as_bits(ends))
            assert np.array_equal(likely, (bits[:, None] >> np.arange(len(KINDS) - 1) & 1).astype(bool))


@given(scenario=scenarios())
@settings(max_examples=60)
def test_nobody_does_better_than_best_play_and_it_reaches_what_can_be_reached(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    worth = np.asarray(WORTH)
    graph = state_graph(story, story.level("everyday"))
    ends = endings(graph, story)
    found = odds(graph, best_play(graph, WORTH, ends), ends)
    by_hand = begun_by_hand(starts, swept(story, chain, persons(())["best"]))
    assert begun(graph, found) @ worth == pytest.approx(by_hand @ worth, abs=1e-8)
    random_person = odds(graph, evenly(graph), ends)
    assert (found @ worth >= random_person @ worth - 1e-9).all()


PLAYTHROUGHS = 12_500
"""A shipped pair; with the eight pairs there are a hundred thousand."""


@cache
def shipped() -> Library:
    return load_library()


@pytest.mark.parametrize("meeting", ["one-day-a-week", "summoned-three-days"])
@pytest.mark.parametrize("boss", ["controlling", "sociable", "old-school", "risk-averse"])
def test_shipped_meetings_end_as_often_in_each_way_as_was_computed(meeting: str, boss: str) -> None:
    story = story_of(shipped(), meeting, boss)
    graph = state_graph(story, story.level("everyday"))
    expected = begun(graph, odds(graph, evenly(graph), endings(graph, story)))
    person = random.Random(f"{meeting} {boss}")
    ended = Counter(kind_of(story, person) for _ in range(PLAYTHROUGHS))
    for kind, chance in zip(KINDS, expected, strict=True):
        error = np.sqrt(PLAYTHROUGHS * chance * (1 - chance))
        assert abs(ended[kind] - PLAYTHROUGHS * chance) <= 4.5 * error + 1e-6


def kind_of(story: Story, person: random.Random) -> str:
    state = begin(story, seed=person.randrange(2**31), level="everyday").state
    while not is_over(story, state):
        state = choose(story, state, person.choice(available(story, state)).id).state
    ending = story.nodes[state.node].ending
    return ending.kind if ending else "unfinished"


def test_a_story_with_too_many_states_is_refused_before_it_takes_all_memory() -> None:
    story = story_of(shipped(), "one-day-a-week", "controlling")
    with pytest.raises(TooLarge, match="more than 5000"):
        state_graph(story, story.level("everyday"), most=5_000)
