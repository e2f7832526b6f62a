"""Whatever is typed, there is an answer: every candidate once, in order, the same again, and never a failure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.library import load_library
from rehearse.understanding import accept, explain, fit, rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ANYTHING = st.text(max_size=10_000)
WORDS = st.lists(
    st.sampled_from(
        ["I", "you", "not", "don't", "trial", "Friday", "two", "days", "home", "leave", "if", "why?", ".", "but"]
    )
    | st.text(max_size=12),
    max_size=60,
).map(" ".join)
CANDIDATES = st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=80), max_size=4), max_size=5)


@cache
def moves() -> Mapping[str, Sequence[str]]:
    return {move.id: move.examples for move in load_library().moves.values()}


@pytest.fixture(autouse=True, scope="module")
def _fitted():
    fit(moves())


def assert_sound(reply: str, candidates: Mapping[str, Sequence[str]]) -> None:
    ranked = rank(reply, candidates)
    assert sorted(name for name, _ in ranked) == sorted(candidates)
    scores = [score for _, score in ranked]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert rank(reply, dict(reversed(list(candidates.items())))) == ranked
    reading = explain(reply, candidates)
    assert list(reading.ranked) == ranked
    assert (reading.outcome == "sure") == accept(ranked)
    assert [ground.candidate for ground in reading.grounds] == [name for name, _ in ranked]


@given(ANYTHING | WORDS)
def test_any_reply_gets_every_move_once_in_order(reply):
    assert_sound(reply, moves())


@given(WORDS, CANDIDATES)
def test_any_candidates_will_do(reply, candidates):
    assert_sound(reply, candidates)


ODD = (
    "a" * 10_000,
    "wrok " * 2_000,
    "I want to work from home on Friday " * 285,
    "my and my and my " * 588,
    "if you do not " * 714,
    "я" * 10_000,
    "👩‍👩‍👧‍👦" * 1_400,
    "\u0301" * 10_000,
    "\u202eabc\u0000" * 2_000,
    "\ud800",
    "'" * 10_000,
    "?" * 10_000,
)


@pytest.mark.parametrize("number", range(len(ODD)))
def test_long_and_odd_replies_are_no_trouble(number):
    assert_sound(ODD[number], moves())
