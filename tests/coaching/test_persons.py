"""Named ways of talking: which lines each says, and how much the advice speaks for a line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import PERSONS, USUAL, persons, ranks_of
from rehearse.engine import begin, choose
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.worlds import CARDS, library_of, meeting

if TYPE_CHECKING:
    from rehearse.coaching.odds.persons import PersonName

NODES = """
open:
  phase: concerns
  boss: Well?
  choices:
    - {id: why, say: Why?, move: ask, goto: open}
    - {id: hear, say: I see., move: listen, goto: open}
    - {id: chat, say: Lovely day., move: chat, goto: open}
    - {id: please, say: Anything., move: please, goto: open}
    - {id: push, say: Now., move: push, goto: open}
    - {id: sulk, say: Hmpf., move: [chat, sulk], goto: done}
"""
MORE = """
- id: do-not-sulk
  title: Do not sulk
  why: Because.
  example: Well.
  counter_example: Hmpf.
  warns_against: [sulk]
  stages: [ask]
  points: [LP-01]
- id: please-the-other-one
  title: Please the other one
  why: Because.
  example: Well.
  counter_example: Hmpf.
  warns_against: [please, chat, ask, push, answer, listen]
  personas: [somebody-else]
  stages: [close]
  points: [LP-01]
"""


@cache
def small():
    library = library_of(meeting(NODES), {"advice/cards/ask.yaml": CARDS + MORE})
    assert [problem.code for problem in library.errors] == ["unknown-persona"]
    return library, story_of(library, "meeting", "boss")


def ranks() -> dict[str, int]:
    library, story = small()
    return {choice.id: rank for choice, rank in zip(story.choices, ranks_of(story, Catalogue(library)), strict=True)}


def test_the_advice_speaks_for_a_line_by_its_worst_move_and_the_card_that_fits_it_best():
    assert ranks()["why"] == 2 + 2, "it helps, and a card recommends it"
    assert ranks()["push"] == -4, "it hurts, and no card for this boss speaks of it"
    assert ranks()["sulk"] == -4 - 2, "it hurts, and a card warns"


def test_a_card_for_another_boss_says_nothing_of_this_one():
    assert (ranks()["please"], ranks()["chat"], ranks()["hear"]) == (2, 0, 2)


def said(person: PersonName, *before: str) -> dict[str, float]:
    """What *person* would say, after some lines, with how likely each is."""
    library, story = small()
    state = begin(story, seed=1, level="everyday").state
    for line in before:
        state = choose(story, state, line).state
    known = persons(ranks_of(story, Catalogue(library)))
    return {choice.id: share for choice, share in known[person].says(story, state) if share}


def test_each_says_what_is_their_way():
    assert said("uniform") == pytest.approx(dict.fromkeys(("why", "hear", "chat", "please", "push", "sulk"), 1 / 6))
    assert said("advice") == {"why": 1}
    assert said("tempting") == {"sulk": 1}
    others = dict.fromkeys(("hear", "chat", "please", "push", "sulk"), 1 / 12)
    assert said("halfway") == pytest.approx({"why": 1 / 2 + 1 / 12} | others)


def test_lines_of_one_rank_are_said_alike_and_only_those_on_offer_count():
    assert said("advice", "why") == {"hear": 0.5, "please": 0.5}
    assert said("halfway", "why", "hear", "please") == pytest.approx(
        {"chat": 0.5 + 1 / 6, "push": 1 / 6, "sulk": 1 / 6}
    )


def test_there_are_five_and_the_usual_one_is_halfway():
    assert tuple(persons(())) == PERSONS
    assert USUAL == "halfway"


def test_ranks_of_what_is_shipped_tell_most_lines_of_a_moment_apart():
    library = load_library()
    story = story_of(library, "one-day-a-week", "controlling+sociable")
    found = ranks_of(story, Catalogue(library))
    assert len(found) == len(story.choices)
    assert -6 <= min(found) < 0 < max(found) <= 4
    asking = [node for node in story.nodes if node.choices]
    assert all(len({found[choice.index] for choice in node.choices}) > 1 for node in asking)
