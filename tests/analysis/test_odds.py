"""Odds that are computed are those that one finds by going through everything, one state after the other."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.odds import KINDS, begun, best_play, by_rank, evenly, odds, reachable
from rehearse.analysis.states import Lookup, state_graph
from rehearse.engine import available, begin, choose, is_over, play
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.engine.test_any_story import scenarios
from tests.worlds import story_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rehearse.engine import State, Step, Story

    Chain = Mapping[State, Sequence[Sequence[tuple[State, float]]]]

MOST = 1_500
"""States of a small story that are gone through one by one."""
WORTH = (5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0)


class Draws:
    """Draws as a script says, and past its end the first of all; notes how likely that was, and what else there is."""

    def __init__(self, script: tuple[int, ...]) -> None:
        self.script = list(script)
        self.place = 0
        self.chance = 1.0
        self.further: list[tuple[int, ...]] = []

    def __call__(self, cumulative: Sequence[tuple[int, int]], number: int) -> int:
        del number
        if self.place == len(self.script):
            self.further += [(*self.script, other) for other in range(1, len(cumulative))]
            self.script.append(0)
        at = self.script[self.place]
        self.place += 1
        upto, target = cumulative[at]
        self.chance *= (upto - (cumulative[at - 1][0] if at else 0)) / cumulative[-1][0]
        return target


def every_course(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Step]) -> Iterator[tuple[State, float]]:
    """Every state to which *act* can lead, whatever is drawn, and how likely it is."""
    scripts: list[tuple[int, ...]] = [()]
    while scripts:
        draws = Draws(scripts.pop())
        monkeypatch.setattr(play, "weighted", draws)
        state = act().state
        monkeypatch.undo()
        scripts += draws.further
        yield state._replace(turn=0, seed=0, mood=0, interrupted=state.interrupted & ~15), draws.chance


def chain_of(story: Story) -> tuple[list[tuple[State, float]], Chain]:
    """Every state of a small story as the engine has them, nothing forgotten: where each line leads."""
    monkeypatch = pytest.MonkeyPatch()
    starts = list(every_course(monkeypatch, lambda: begin(story, seed=1, level="everyday")))
    chain: dict[State, list[list[tuple[State, float]]]] = {}
    waiting = [state for state, _ in starts]
    while waiting:
        state = waiting.pop()
        if state in chain:
            continue
        assume(len(chain) < MOST)
        said = () if is_over(story, state) else available(story, state)
        chain[state] = [list(every_course(monkeypatch, partial(choose, story, state, choice.id))) for choice in said]
        waiting += (after for line in chain[state] for after, _ in line)
    return starts, chain


def swept(
    story: Story, chain: Chain, weigh: Callable[[State, list[np.ndarray]], np.ndarray]
) -> dict[State, np.ndarray]:
    """Odds by going over all states again and again until nothing moves; *weigh* joins the odds of a state's lines."""
    values = {}
    for state in chain:
        values[state] = np.zeros(len(KINDS))
        if not chain[state]:
            ending = story.nodes[state.node].ending
            values[state][KINDS.index(ending.kind if ending else "unfinished")] = 1
    for _ in range(5_000):
        moved = 0.0
        for state, said in chain.items():
            if said:
                after = [sum((chance * values[to] for to, chance in line), np.zeros(len(KINDS))) for line in said]
                value = weigh(state, after)
                moved = max(moved, float(np.abs(value - values[state]).max()))
                values[state] = value
        if moved < 1e-13:
            break
    return values


def begun_by_hand(starts: list[tuple[State, float]], values: Mapping[State, np.ndarray]) -> np.ndarray:
    total = sum((chance * values[state] for state, chance in starts), np.zeros(len(KINDS)))
    total[KINDS.index("unfinished")] += 1 - total.sum()  # what goes round for ever
    return total


def ranks_of(story: Story) -> list[float]:
    return [float((7 * choice.index) % 3) for choice in story.choices]


@given(scenario=scenarios())
@settings(max_examples=80)
def test_the_odds_are_those_of_going_through_every_state(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    ranks = ranks_of(story)

    def of_rank(state: State, after: list[np.ndarray]) -> np.ndarray:
        own = [ranks[choice.index] for choice in available(story, state)]
        kept: np.ndarray = np.mean([x for x, rank in zip(after, own, strict=True) if rank == max(own)], axis=0)
        return kept

    graph = state_graph(story, story.level("everyday"))
    assert graph.count <= len(chain)
    for weights, weigh in ((evenly(graph), lambda _, after: np.mean(after, axis=0)), (by_rank(graph, ranks), of_rank)):
        found = odds(graph, story, weights)
        assert found.sum(axis=1) == pytest.approx(np.ones(graph.count))
        by_hand = begun_by_hand(starts, swept(story, chain, weigh))
        assert begun(graph, found) == pytest.approx(by_hand, abs=1e-8)


@given(scenario=scenarios())
@settings(max_examples=60)
def test_nobody_does_better_than_best_play_and_it_reaches_what_can_be_reached(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    worth = np.asarray(WORTH)

    def highest(_: State, after: list[np.ndarray]) -> np.ndarray:
        best: np.ndarray = max(after, key=lambda value: float(value @ worth))
        return best

    graph = state_graph(story, story.level("everyday"))
    found = odds(graph, story, best_play(graph, story, WORTH))
    by_hand = begun_by_hand(starts, swept(story, chain, highest))
    assert begun(graph, found) @ worth == pytest.approx(by_hand @ worth, abs=1e-8)
    random_person = odds(graph, story, evenly(graph))
    assert (found @ worth >= random_person @ worth - 1e-9).all()


@given(scenario=scenarios())
@settings(max_examples=60)
def test_an_ending_can_be_reached_where_a_random_person_comes_to_it(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    assume(len(chain_of(story)[1]) < MOST)
    graph = state_graph(story, story.level("everyday"))
    likely = odds(graph, story, evenly(graph))[:, :-1] > 0  # the last is also for what goes round for ever
    bits = reachable(graph, story)
    assert np.array_equal(likely, (bits[:, None] >> np.arange(len(KINDS) - 1) & 1).astype(bool))


@given(scenario=scenarios(), seed=st.integers(0, 2**31), picks=st.lists(st.integers(0, 11), max_size=12))
@settings(max_examples=60)
def test_every_state_of_a_rehearsal_is_in_the_graph(scenario: dict[str, Any], seed: int, picks: list[int]) -> None:
    story = story_from(scenario)
    assume(len(chain_of(story)[1]) < MOST)
    graph = state_graph(story, story.level("everyday"))
    lookup = Lookup(story, story.level("everyday"), graph)
    state = begin(story, seed=seed, level="everyday").state
    for pick in picks:
        offered = () if is_over(story, state) else available(story, state)
        if not offered:
            break
        assert lookup.index(state) is not None
        state = choose(story, state, offered[pick % len(offered)].id).state
    assert lookup.index(state) is not None


PLAYTHROUGHS = 12_500
"""A shipped pair; with the eight pairs there are a hundred thousand."""


@pytest.mark.parametrize("meeting", ["one-day-a-week", "summoned-three-days"])
@pytest.mark.parametrize("boss", ["controlling", "sociable", "old-school", "risk-averse"])
def test_shipped_meetings_end_as_often_in_each_way_as_was_computed(meeting: str, boss: str) -> None:
    story = story_of(load_library(), meeting, boss)
    graph = state_graph(story, story.level("everyday"))
    expected = begun(graph, odds(graph, story, evenly(graph)))
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
    story = story_of(load_library(), "one-day-a-week", "controlling")
    with pytest.raises(TooLarge, match="more than 5000"):
        state_graph(story, story.level("everyday"), most=5_000)
