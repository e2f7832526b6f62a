"""What states and lines are worth is what one finds by going through everything, on the script and off it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.odds import KINDS, begun, endings, evenly, odds
from rehearse.analysis.outlook import Damaged, Outlook, alike_rows
from rehearse.analysis.states import state_graph
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import PERSONS, WORTH, persons, ranks_of
from rehearse.coaching.odds.worth import Worth, computed
from rehearse.engine import available, begin, choose, improvise, is_over, keep_silent, puzzle
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.analysis.brute_force import bare, chain_of, some_ranks, swept
from tests.engine.test_any_story import scenarios
from tests.worlds import story_from
from tests.worlds import story_of as small_story

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.odds.persons import Person
    from rehearse.engine import State, Story
    from tests.analysis.brute_force import Chain

WITHIN = ("agreed", "trial", "partial")
GOOD = np.asarray(WORTH)


def worth_of(story: Story, ranks: tuple[int, ...] | None = None) -> Worth:
    ranks = some_ranks(story) if ranks is None else ranks
    return Worth(story, "everyday", ranks, computed(story, "everyday", ranks))


def by_hand(story: Story, chain: Chain, person: Person) -> dict[State, np.ndarray]:
    values = swept(story, chain, person)
    for value in values.values():
        value[-1] += 1 - value.sum()  # what goes round for ever
    return values


def as_expected(found: Mapping[str, float], expected: np.ndarray, person: str) -> bool:
    """Whether these are the odds; of two best lines that are worth the same, either may be said."""
    assert list(found) == list(KINDS)
    mine = np.asarray(list(found.values()))
    if person == "best":
        return bool(abs(mine @ GOOD - expected @ GOOD) < 1e-7)
    return bool(np.allclose(mine, expected, rtol=0, atol=1e-7))


def check(story: Story, worth: Worth, chain: Chain, states: Sequence[State]) -> None:
    """Hold *worth* against *chain* for some of its states and all persons."""
    for name, person in persons(some_ranks(story)).items():
        values = by_hand(story, chain, person)
        for state in states:
            assert as_expected(worth.odds(state, name), values[state], name)
            lines = worth.lines(state, name)
            offered = () if is_over(story, state) else available(story, state)
            assert [line.choice for line in lines] == [choice.id for choice in offered]
            for line, after in zip(lines, chain[state], strict=True):
                mean = sum((chance * values[to] for to, chance in after), np.zeros(len(KINDS)))
                assert as_expected(line.odds, mean, name)
            if name == "uniform":
                met = [kind for kind, chance in zip(KINDS[:-1], values[state], strict=False) if chance > 0]
                if met and values[state][-1] < 1e-9:
                    assert worth.reachable(state) == (met[0], met[-1])


@given(scenario=scenarios(), pick=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_every_state_and_line_has_the_odds_of_going_through_everything(
    scenario: dict[str, Any], pick: random.Random
) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    worth = worth_of(story)
    states = worth.states
    check(story, worth, chain, [starts[0][0], *pick.sample(list(chain), min(len(chain), 12))])
    assert worth.exact
    assert worth.error == 0
    assert worth.states == states, "all of them were known"


@given(
    scenario=scenarios(),
    seed=st.integers(0, 2**31),
    acts=st.lists(st.tuples(st.sampled_from(["line", "silence", "move", "mumbling"]), st.integers(0, 11)), max_size=6),
)
@settings(max_examples=40)
def test_states_off_the_script_are_explored_and_as_exact(
    scenario: dict[str, Any], seed: int, acts: list[tuple[str, int]]
) -> None:
    story = story_from(scenario)
    worth = worth_of(story)
    state = begin(story, seed=seed, level="everyday").state
    for act, number in acts:
        if is_over(story, state):
            break
        state = done(story, state, act, number)
    _, chain = chain_of(story, state)
    states = list(dict.fromkeys([bare(state), *list(chain)[:5]]))
    check(story, worth, chain, states)
    before = worth.states
    for known in states:
        worth.odds(known)
    assert worth.states == before, "what was explored is kept"
    assert worth.exact


def done(story: Story, state: State, act: str, number: int) -> State:
    match act:
        case "silence":
            return keep_silent(story, state).state
        case "move":
            return improvise(story, state, story.moves[number % len(story.moves)], "So.").state
        case "mumbling":
            return puzzle(story, state, "Hm.").state
        case _:
            offered = available(story, state)
            return choose(story, state, offered[number % len(offered)].id).state


@pytest.fixture(scope="module")
def shipped() -> Story:
    return story_of(load_library(), "summoned-three-days", "risk-averse+sociable")


@pytest.fixture(scope="module")
def shipped_worth(shipped: Story) -> Worth:
    return worth_of(shipped, ranks_of(shipped, Catalogue(load_library())))


def test_a_shipped_state_off_the_script_has_the_odds_of_exploring_all_that_follows(
    shipped: Story, shipped_worth: Worth
) -> None:
    first = begin(shipped, seed=7, level="everyday").state
    state = keep_silent(shipped, improvise(shipped, first, "make-small-talk", "Nice weather.").state).state
    before = shipped_worth.states
    found = shipped_worth.odds(state, "uniform")
    new = shipped_worth.states - before
    graph = state_graph(shipped, shipped.level("everyday"), starts=[state])
    expected = begun(graph, odds(graph, evenly(graph), endings(graph, shipped)))
    assert list(found.values()) == pytest.approx(expected, abs=1e-12)
    assert 0 < new < graph.count, "what was known is not explored again"


def test_who_follows_the_advice_does_better_than_a_random_person_and_the_tempting_lines_are_the_worst(
    shipped: Story, shipped_worth: Worth
) -> None:
    state = begin(shipped, seed=7, level="everyday").state
    chances = [shipped_worth.chance(state, WITHIN, person) for person in ("advice", "halfway", "uniform", "tempting")]
    assert all(one > other for one, other in pairwise(chances))
    assert shipped_worth.chance(state, WITHIN) == chances[1], "who rehearses is taken to be halfway"
    assert shipped_worth.chance(state, WITHIN, "best") >= chances[0]
    assert shipped_worth.chance(state, KINDS) == pytest.approx(1)


def test_what_was_kept_says_the_same_to_the_last_bit(shipped_worth: Worth) -> None:
    assert shipped_worth._outlook is not None
    again = Outlook.read(shipped_worth._outlook.as_bytes(), PERSONS)
    assert again.as_bytes() == shipped_worth._outlook.as_bytes()
    assert [again.begun(person) for person in PERSONS] == [shipped_worth._outlook.begun(person) for person in PERSONS]
    assert shipped_worth.begun("advice") == dict(zip(KINDS, again.begun("advice"), strict=True))
    assert again.count <= shipped_worth.states


TWO_WAYS = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: Why?, move: ask, chance: [{weight: 3, to: done}, {weight: 1, to: gone}]}
    - {id: push, say: Now., move: push, goto: gone}
gone: {phase: proposal, ending: refused, title: No, boss: No., summary: You were refused.}
"""


def test_a_line_of_which_it_is_drawn_what_comes_is_worth_the_mean() -> None:
    story = small_story(TWO_WAYS)
    worth = worth_of(story, (2, -2))
    state = begin(story, seed=1, level="everyday").state
    assert [(line.choice, line.odds["agreed"]) for line in worth.lines(state)] == [("ask", 0.75), ("push", 0.0)]
    assert worth.lines(state)[0].chance(("agreed", "refused")) == 1
    chances = {person: worth.chance(state, ["agreed"], person) for person in PERSONS}
    assert chances == {"uniform": 0.375, "advice": 0.75, "tempting": 0, "best": 0.75, "halfway": 0.5625}
    assert worth.reachable(state) == ("agreed", "refused")
    ended = choose(story, state, "push").state
    assert worth.odds(ended)["refused"] == 1
    assert worth.lines(ended) == ()
    assert worth.reachable(ended) == ("refused", "refused")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 3],
        lambda data: data.replace(b'"uniform"', b'"unknown"'),
        lambda data: data.replace(b'"width": ', b'"breadth": '),
        lambda data: b"[]" + data,
        lambda data: b"\xff\xfe" + data,
    ],
)
def test_what_is_not_as_it_was_kept_is_refused(change: Any) -> None:
    story = small_story(TWO_WAYS)
    with pytest.raises(Damaged):
        Worth(story, "everyday", (2, -2), change(computed(story, "everyday", (2, -2))))


# --- where there are too many states


def test_where_there_are_too_many_states_it_is_sampled_and_says_so(
    monkeypatch: pytest.MonkeyPatch, shipped: Story, shipped_worth: Worth
) -> None:
    monkeypatch.setattr("rehearse.analysis.numerals.MOST", 10)
    ranks = ranks_of(shipped, Catalogue(load_library()))
    worth = worth_of(shipped, ranks)
    assert (worth.exact, worth.states, worth.begun()) == (False, 0, None)
    state = begin(shipped, seed=3, level="everyday").state
    persons_asked = ("uniform", "advice", "tempting", "halfway")
    for person in persons_asked:
        found, expected = worth.odds(state, person), shipped_worth.odds(state, person)  # type: ignore[arg-type]
        assert sum(found.values()) == pytest.approx(1)
        assert all(abs(found[kind] - expected[kind]) <= 4.5 * worth.error for kind in KINDS)
    for line, exact in zip(worth.lines(state, "advice"), shipped_worth.lines(state, "advice"), strict=True):
        assert line.choice == exact.choice
        assert abs(line.chance(WITHIN) - exact.chance(WITHIN)) <= 4.5 * worth.error * len(WITHIN)
    assert worth.reachable(state) == shipped_worth.reachable(state)
    assert worth.odds(state, "best") == worth.odds(state, "advice"), "no person is known who does better"
    again = worth_of(shipped, ranks)
    assert again.odds(state) == worth.odds(state), "the same question has the same answer"


def test_a_state_from_which_too_much_would_have_to_be_explored_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    story = small_story(TWO_WAYS)
    worth = worth_of(story)

    def refuse(*_: object, **__: object) -> None:
        message = "too many"
        raise TooLarge(message)

    monkeypatch.setattr("rehearse.analysis.states.state_graph", refuse)
    state = begin(story, seed=1, level="everyday").state
    assert worth.odds(state, "uniform")["agreed"] == 0.5 * 0.75
    assert worth.exact
    off = keep_silent(story, state).state
    assert abs(worth.odds(off, "uniform")["agreed"] - 0.5 * 0.75) <= 4.5 * worth.error
    assert [line.choice for line in worth.lines(off)] == ["ask", "push"]
    assert worth.reachable(off) == ("agreed", "refused")
    assert not worth.exact
    assert worth.error > 0


def test_a_talk_that_never_ends_is_unfinished_however_it_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearse.analysis.playthroughs.PLAYTHROUGHS", 10)
    story = small_story("""
        open:
          phase: opening
          boss: Well?
          choices: [{id: chat, say: So., move: chat, repeat: true, goto: open}]
    """)
    state = begin(story, seed=1, level="everyday").state
    for worth in (worth_of(story), Worth(story, "everyday", some_ranks(story), b"too large")):
        assert worth.odds(state)["unfinished"] == 1
        assert worth.chance(state, ["agreed"]) == 0


# --- rows that are alike


@given(table=st.lists(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0, 1 / 3]), min_size=3, max_size=3), min_size=1))
def test_rows_that_are_alike_are_found(table: list[list[float]]) -> None:
    rows = np.asarray(table)
    alike, which = alike_rows(rows)
    assert np.array_equal(alike[which], rows)
    assert len(alike) == len(np.unique(rows, axis=0))


def test_rows_are_told_apart_even_where_their_sums_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.asarray([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    monkeypatch.setattr("rehearse.analysis.outlook.draw", lambda *_: 0)
    alike, which = alike_rows(rows)
    assert np.array_equal(alike[which], rows)
    assert len(alike) == 2
