"""How a person talks: what is counted, over which lines, and how little is made of few of them."""

from __future__ import annotations

import pytest

from rehearse.coaching.debrief.talk_style import ENOUGH, talk_style
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine import Entry, compile_story, replay
from rehearse.loading.library import Library, load_library

SCENARIO = """
id: round
title: Round and round
summary: s
you: y
scene: c
asks: a
start: here
nodes:
  here:
    phase: concerns
    boss: Go on.
    choices:
      - {id: ask, say: What worries you?, move: ask-what-worries-them, goto: here, repeat: true}
      - {id: test, say: So it is the phone. Is that it?, move: check-understanding, goto: here, repeat: true}
      - {id: sum, say: Wednesdays then. I write it down., move: sum-up-the-agreement, goto: here, repeat: true}
      - {id: accuse, say: You never trust us., move: accuse, goto: here, repeat: true}
      - {id: results, say: Eleven of twelve in time., move: [show-own-results, quantify-the-commute], goto: here,
         repeat: true}
      - {id: chat, say: Nice weather., move: make-small-talk, goto: here, repeat: true}
      - {id: object, say: And if not?, move: ask-about-exceptions, goto: objecting, repeat: true}
      - {id: end, say: Enough., move: accept-with-grace, goto: over}
  objecting:
    phase: concerns
    speaks: objection
    concern: current
    choices:
      - {id: trial, say: Six weeks on trial., move: propose-a-trial, goto: here, repeat: true}
      - {id: grant, say: That is a fair worry., move: acknowledge-their-worry, goto: here, repeat: true}
  over: {phase: proposal, ending: deferred, title: Later, boss: Later., summary: Later.}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "scenarios").mkdir()
    (pack / "scenarios" / "round.yaml").write_text(SCENARIO)
    read = load_library([pack])
    assert read.errors == []
    return read


@pytest.fixture
def told(library):
    story = compile_story(library.scenarios["round"], library.personas["sociable"], library.rules, library.moves)

    def tell(*talks, shared=()):
        found = [replay(story, seed=1, level="patient", choices=choices) for choices in talks]
        assert all(played.divergence is None for played in found)
        pairs = [(played, shared[place] if shared else 0) for place, played in enumerate(found)]
        return talk_style(Catalogue(library), pairs)

    return tell


def habits(style):
    return {habit.id: habit for habit in style.habits}


def test_chosen_lines_are_counted_by_what_they_do(told):
    style = told(("ask", "test", "sum", "accuse", "results", "chat", "chat", "chat", "chat", "chat"))
    found = habits(style)
    counts = {name: habit.count for name, habit in found.items()}
    assert counts == {
        "questions": 2,  # testing understanding asks as well
        "testing": 1,
        "summing": 1,
        "irritators": 1,
        "counters": 0,
        "reasons": 2,
    }
    assert found["questions"].value == pytest.approx(20)
    assert found["reasons"].value == 2
    assert style.lines == 10


def test_typed_lines_are_counted_by_their_wording_too(told):
    typed = (
        "What would you need to see?",
        "So what you're saying is that the phone worries you?",
        "To sum up: one day, six weeks.",
        "You never listen to us.",
        "I think that's a very fair offer.",
        "I work well at home, because it is quiet, because I sleep more, and because the line is good.",
        "Hm.",
        "Well.",
    )
    found = habits(told(tuple(str(Entry.of_choice("chat", words)) for words in typed)))
    assert found["questions"].count == 2
    assert found["testing"].count == 1
    assert found["summing"].count == 1
    assert found["irritators"].count == 2
    assert found["reasons"].value == 3


@pytest.mark.parametrize(("answer", "count"), [("trial", 1), ("grant", 0)])
def test_a_proposal_straight_after_an_objection_is_a_counter_proposal_unless_the_worry_is_taken_up(told, answer, count):
    style = told(("object", answer, *["chat"] * 6))
    assert habits(style)["counters"].count == count


def test_below_enough_lines_nothing_is_told(told):
    style = told(("chat",) * (ENOUGH - 1))
    assert style.habits == ()
    assert str(ENOUGH - 1) in style.too_few
    assert told(("chat",) * ENOUGH).too_few == ""


def test_earlier_talks_are_taken_in_only_while_there_are_too_few_lines_and_without_those_they_share(told):
    short, other, third = ("ask",) * 4, ("chat",) * 6, ("accuse",) * 9
    style = told(short, other, third, shared=(0, 2, 0))
    assert (style.lines, style.talks) == (8, 2)
    assert habits(style)["questions"].value == pytest.approx(50)
    assert "this talk and 1 before it: 8 lines" in style.over
    assert told(("ask",) * 8, other).talks == 1


def test_every_value_lies_in_its_range_which_narrows_with_more_lines(told):
    few = habits(told(("ask", *["chat"] * 7)))
    many = habits(told((*["ask"] * 5, *["chat"] * 35)))
    for found in (few, many):
        for habit in found.values():
            assert 0 <= habit.low <= habit.value <= habit.high
            assert habit.value <= habit.most
            assert habit.average <= habit.most
            assert habit.skilled <= habit.most
    widths = [found["questions"].high - found["questions"].low for found in (few, many)]
    assert widths[1] < widths[0]


def test_an_hour_is_reckoned_from_the_words_that_both_said(told):
    style = told(("accuse", *["chat"] * 9))
    habit = habits(style)["irritators"]
    assert habit.value == pytest.approx(60 / max(style.minutes, 1))
    assert "an hour" in habit.yours


def test_values_and_figures_are_said_as_ranges(told):
    habit = habits(told(("ask", *["chat"] * 9)))["questions"]
    assert habit.study == "average 9.6%, skilled 21%"
    assert habit.yours.startswith("1 of 10 lines: 10%, somewhere from ")
