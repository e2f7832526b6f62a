"""What becomes of typed words at one moment of a talk: taken, asked about, or not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.hearing import MOST_OPTIONS, Ear, decide
from rehearse.engine import Entry, begin
from rehearse.loading.library import load_library
from rehearse.store.session import story_of

if TYPE_CHECKING:
    from rehearse.engine import State, Story

SCENARIO = """
id: hearing
title: To be heard
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
      - id: make-a-clear-ask
        say: I would like Fridays at home.
        move: make-a-clear-ask
        requires: [weekday]
        goto: done
      - {id: worry, say: What would you be afraid of?, move: ask-what-worries-them, goto: done}
      - {id: report, say: A half page for you every week., move: offer-regular-update, forbids: [weekday], goto: done}
  done:
    {phase: proposal, ending: partial, title: Something, boss: All right., summary: You have it., next_talk: true}
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> tuple[Ear, Story, State]:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "scenarios").mkdir()
    (pack / "scenarios" / "hearing.yaml").write_text(SCENARIO)
    library = load_library([pack])
    assert library.errors == []
    story = story_of(library, "hearing", "controlling")
    return Ear(library), story, begin(story, seed=1, level="everyday").state


def test_what_surely_is_a_line_on_offer_is_taken_as_it_with_the_persons_own_words(here):
    ear, story, state = here
    heard = ear.hear(story, state, "What is it  that worries you about it?")
    assert heard.outcome == "sure"
    assert heard.readings[0].entry == Entry.of_choice("worry", "What is it that worries you about it?")
    assert not heard.readings[0].off_script


def test_a_line_that_requires_a_concept_is_not_heard_where_the_concept_is_missing(here):
    ear, story, state = here
    with_day = ear.hear(story, state, "I'd like to work from home every Friday.")
    without = ear.hear(story, state, "I'd like to work from home.")
    assert with_day.readings[0].entry.what == "make-a-clear-ask"
    assert "make-a-clear-ask" not in {reading.entry.what for reading in without.readings}


def test_a_line_that_forbids_a_concept_is_not_heard_where_it_is_said(here):
    ear, story, state = here
    without_day = ear.hear(story, state, "I could send you a short report each week, so you see where things stand.")
    with_day = ear.hear(story, state, "I could send you a short report on Fridays, so you see where things stand.")
    assert without_day.readings[0].entry.what == "report"
    assert "report" not in {reading.entry.what for reading in with_day.readings}


def test_a_choice_that_bears_the_name_of_a_move_is_told_apart_from_the_move(here):
    ear, story, state = here
    (first, *_) = ear.hear(story, state, "I'd like to work from home every Friday.").readings
    assert not first.off_script
    assert first.label == "I would like Fridays at home."


def test_what_cannot_be_taken_back_is_asked_about_and_other_readings_come_after_it(here):
    ear, story, state = here
    heard = ear.hear(story, state, "I quit, I will look for another job.")
    assert heard.outcome == "confirm"
    assert heard.readings[0].entry.move == "threaten-to-leave"
    assert heard.readings[0].off_script
    assert len(heard.readings) <= MOST_OPTIONS
    assert len({reading.entry for reading in heard.readings}) == len(heard.readings)


@pytest.mark.parametrize("words", ["", "   ", "qwrt zxcvb plfgh", "🙂🙂🙂", "\x00\x1b[2J"])
def test_nothing_is_made_of_what_says_nothing(here, words):
    ear, story, state = here
    heard = ear.hear(story, state, words)
    assert (heard.outcome, heard.readings) == ("nothing", ())
    assert not heard.unread.followed


@pytest.mark.parametrize(
    ("on_offer", "others", "meant", "near"),
    [
        ([("a", 0.9), ("b", 0.1)], [("=x", 0.3)], "a", ("a", "=x")),
        ([("a", 0.9), ("b", 0.1)], [("=x", 0.85)], None, ("a", "=x")),
        (
            [("a", 0.3), ("b", 0.25)],
            [*(("=y" * n, 0.01) for n in range(1, 14)), ("=x", 0.9)][::-1],
            "=x",
            ("=x", "a", "b"),
        ),
        ([("a", 0.6)], [("=x", 0.9)], None, ("=x", "a")),
        ([("a", 0.1)], [("=x", 0.1)], None, ()),
        ([], [("=x", 0.9)], "=x", ("=x",)),
    ],
)
def test_a_move_off_the_script_is_taken_only_where_no_line_on_offer_comes_near(on_offer, others, meant, near):
    assert decide(on_offer, others) == (meant, near)
