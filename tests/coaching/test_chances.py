"""The chance over a talk: what each line did to it, which turns it calls telling, and how a colleague puts them."""

from __future__ import annotations

import pytest

from rehearse.coaching.debrief.colleague import AFTER, KEEP, word_on
from rehearse.coaching.debrief.summary import debrief
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.chances import Chances, TurnChance, moved, percent
from rehearse.coaching.odds.persons import ranks_of
from rehearse.coaching.odds.worth import Worth, computed
from rehearse.engine import available, choose, compile_story, replay
from rehearse.loading.library import Library, load_library
from rehearse.model.brief import Ask, Brief

SCENARIO = """
id: forked
title: Forked
summary: s
you: y
scene: c
asks: a
start: first
nodes:
  first:
    phase: opening
    boss: You wanted to see me.
    choices:
      - {id: frame, say: One thing today., move: set-the-frame, goto: good}
      - {id: worry, say: What would you be afraid of?, move: ask-what-worries-them, goto: good}
      - {id: insult, say: You never trusted anybody., move: accuse, goto: bad}
  good:
    phase: proposal
    boss: And?
    choices:
      - {id: clear, say: "Wednesdays, from March.", move: make-a-clear-ask, goto: yes}
      - {id: vague, say: Some give would be nice., move: ask-vaguely, goto: bad}
      - {id: chat, say: Nice weather., move: make-small-talk, goto: bad}
  bad:
    phase: proposal
    boss: I do not see it.
    choices:
      - {id: press, say: I ask again., move: press-after-no, goto: no}
      - {id: trial, say: Six weeks?, move: propose-a-trial, goto: yes}
      - {id: quit, say: Then I go., move: threaten-to-leave, goto: no}
  yes: {phase: proposal, ending: agreed, title: Done, boss: Fine., summary: You have it.}
  no: {phase: proposal, ending: refused, title: No, boss: No., summary: You have not.}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "scenarios").mkdir()
    (pack / "scenarios" / "forked.yaml").write_text(SCENARIO)
    read = load_library([pack])
    assert read.errors == []
    return read


@pytest.fixture(scope="module")
def catalogue(library) -> Catalogue:
    return Catalogue(library)


@pytest.fixture(scope="module")
def story(library):
    return compile_story(library.scenarios["forked"], library.personas["controlling"], library.rules, library.moves)


@pytest.fixture(scope="module")
def worth(story, catalogue) -> Worth:
    ranks = ranks_of(story, catalogue)
    return Worth(story, "everyday", ranks, computed(story, "everyday", ranks))


def _told(story, catalogue, worth, *choices, brief=None):
    return debrief(catalogue, replay(story, seed=1, level="everyday", choices=choices), brief, worth)


def by_hand(story, ranks, state) -> float:
    """The chance of a yes for somebody who half of the time follows the advice, worked out by going on from *state*."""
    ending = story.nodes[state.node].ending
    if ending is not None:
        return float(ending.kind in {"agreed", "trial", "partial"})
    said = available(story, state)
    after = {choice: by_hand(story, ranks, choose(story, state, choice.id).state) for choice in said}
    highest = max(ranks[choice.index] for choice in said)
    advised = [choice for choice in said if ranks[choice.index] == highest]
    return sum(after.values()) / len(said) / 2 + sum(after[choice] for choice in advised) / len(advised) / 2


def test_the_curve_is_the_chance_of_somebody_who_follows_the_advice_every_other_line(story, catalogue, worth):
    told = _told(story, catalogue, worth, "insult", "trial")
    played = replay(story, seed=1, level="everyday", choices=("insult", "trial"))
    ranks = ranks_of(story, catalogue)
    assert told.chances is not None
    assert told.chances.values == pytest.approx([by_hand(story, ranks, step.state) for step in played.steps])
    assert 0 < told.chances.values[0] < 1
    assert told.chances.values[-1] == 1
    assert told.chances.error == 0
    assert "not guessed" in told.chances.meaning


def test_a_line_costs_what_the_best_sound_line_would_have_had_above_it(story, catalogue, worth):
    told = _told(story, catalogue, worth, "insult", "press")
    first, second = told.chances.turns
    ranks = ranks_of(story, catalogue)
    start = replay(story, seed=1, level="everyday", choices=()).now.state
    good, bad = (by_hand(story, ranks, choose(story, start, name).state) for name in ("frame", "insult"))
    assert first.best_choice in {"frame", "worry"}
    assert first.swing == pytest.approx(bad - good)
    assert (second.best_choice, second.after, second.best) == ("trial", 0, 1)
    assert second.swing == pytest.approx(-1)
    assert told.turns[1].better is not None
    assert told.turns[1].better.say == "Six weeks?"
    assert [turn.turn for turn in told.turning_points] == [1, 2]


def test_the_best_line_costs_nothing_and_counts_as_what_it_gained(story, catalogue, worth):
    told = _told(story, catalogue, worth, "insult", "trial")
    turn = told.chances.of(2)
    assert turn.best_choice == ""
    assert turn.lost == 0
    assert turn.swing == pytest.approx(1 - told.chances.values[1])
    word = word_on(told.turns[1], turn)
    assert word.helped
    assert word.asked == KEEP
    assert "to 100%." in word.chance


def test_what_counts_is_what_the_person_would_be_content_with(story, catalogue, worth):
    content_with_later = Brief(ask=Ask(ideal="All of it", accepts=("deferred",)))
    told = debrief(catalogue, replay(story, seed=1, level="everyday", choices=("frame",)), content_with_later, worth)
    assert told.chances is not None
    assert set(told.chances.values) == {0.0}
    assert told.chances.own
    assert "an outcome within your range (put off, with another talk agreed)" in told.chances.meaning
    assert [turn.turn for turn in told.turning_points] == [
        turn.turn
        for turn in debrief(catalogue, replay(story, seed=1, level="everyday", choices=("frame",))).turns
        if turn.verdict not in {"fair", "unread"}
    ]  # nothing can be told by the odds, so by what the lines did


def test_without_odds_there_is_no_curve_and_the_turns_are_weighed_as_before(story, catalogue):
    told = debrief(catalogue, replay(story, seed=1, level="everyday", choices=("insult", "press")))
    assert told.chances is None
    assert {turn.turn for turn in told.turning_points} == {1, 2}


def test_a_line_that_is_sound_but_leads_less_far_is_not_scolded(story, catalogue, worth):
    turn = next(turn for turn in _told(story, catalogue, worth, "frame", "chat").turns if turn.turn == 1)
    word = word_on(turn, TurnChance(1, 0.6, 0.5, 0.5, 0.7, "worry"))
    assert turn.verdict in {"fair", "strong"}
    assert not word.helped
    assert "fell" in word.risked or word.risked.startswith("By itself it is sound.")
    assert word.asked == AFTER
    assert word.chance == "The chance went from 60% to 50%; with the better line it would have stood at 70%."


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0, "0%"), (0.001, "under 1%"), (0.414, "41%"), (0.994, "99%"), (0.999, "over 99%"), (1, "100%")],
)
def test_a_chance_is_told_in_whole_percent_and_certainty_only_where_it_is_certain(chance, said):
    assert percent(chance) == said


def test_a_chance_that_stays_is_not_told_as_a_change():
    assert moved(TurnChance(1, 0.411, 0.412, 0.412, 0.412)) == "stayed at 41%"
    assert moved(TurnChance(1, 0.41, 0.12, 0.12, 0.41)) == "went from 41% to 12%"


def test_chances_that_are_estimated_say_so():
    assert "give or take 2 in a hundred" in Chances((0.5,), (), ("all of it",), own=False, error=0.02).meaning
