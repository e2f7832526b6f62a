"""The facts of the brief in what was said, the remark on too many, and one's own range beside the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.debrief.evidence import facts_in, is_told, too_many
from rehearse.coaching.debrief.summary import debrief
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.feedback.judging import feedback
from rehearse.coaching.report import html as report_html
from rehearse.coaching.report import markdown as report
from rehearse.engine import Entry, Played, replay
from rehearse.loading.library import load_library
from rehearse.model.brief import Ask, Brief, Fact
from rehearse.store.session import story_of

if TYPE_CHECKING:
    from rehearse.loading.library import Library

DEADLINES = Fact(text="Deadlines met this year", figure="11 of 12", source="the team's plan")
COMPLAINTS = Fact(text="Complaints fell by 30 per cent")
LEEDS = Fact(text="The customer in Leeds asked for me by name")
TICKETS = Fact(text="Tickets closed", figure="1,204")
FACTS = (DEADLINES, COMPLAINTS, LEEDS, TICKETS)

SCENARIO = """
id: facts
title: Facts
summary: s
you: y
scene: c
asks: a
start: first
nodes:
  first:
    phase: proposal
    boss: Well?
    choices:
      - {id: on, say: Deadlines met this year were 11 of 12., move: show-own-results, goto: first, repeat: true}
      - {id: end, say: Let us try it., move: propose-a-trial, goto: done}
  done: {phase: proposal, ending: trial, title: A trial, boss: Fine., summary: Six weeks., next_talk: true}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "scenarios").mkdir()
    (pack / "scenarios" / "facts.yaml").write_text(SCENARIO)
    return load_library([pack])


def played(library: Library, *entries: Entry | str) -> Played:
    said = tuple(str(entry) for entry in entries)
    return replay(story_of(library, "facts", "controlling"), seed=1, level="everyday", choices=said)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (DEADLINES, "I've met eleven of the twelve deadlines since January."),
        (DEADLINES, "11 deadlines of 12, that's my year"),
        (COMPLAINTS, "complaints are down 30%"),
        (COMPLAINTS, "thirty percent fewer complaints"),
        (LEEDS, "the Leeds customer asks for me by name, you know"),
        (TICKETS, "I closed 1,204 tickets"),
    ],
)
def test_a_fact_is_told_in_whatever_words_as_long_as_figure_and_subject_are_there(fact, words):
    assert is_told(fact, words)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (DEADLINES, "I'd take 11 of 12 Fridays."),
        (DEADLINES, "I met all my deadlines this year."),
        (COMPLAINTS, "There were complaints about 3 of us."),
        (LEEDS, "A customer asked me about it."),
        (TICKETS, ""),
        (TICKETS, "🙂" * 5000),
    ],
)
def test_another_figure_or_another_subject_is_not_the_fact(fact, words):
    assert not is_told(fact, words)


def test_two_facts_in_one_line_pass_and_a_third_is_remarked_on():
    two = "I met 11 of 12 deadlines and closed 1,204 tickets."
    three = f"{two} And complaints are down 30%."
    assert len(facts_in(two, FACTS)) == 2
    assert too_many(two, FACTS) is None
    remark = too_many(three, FACTS)
    assert remark is not None
    assert "3 of your facts" in remark.sentence
    assert "Rackham" in remark.source


def test_feedback_marks_the_facts_of_typed_and_chosen_lines_and_names_the_card_behind_the_remark(library):
    three = "I met 11 of 12 deadlines, I closed 1,204 tickets, and complaints are down 30%."
    run = played(library, "on", Entry.of_choice("on", three))
    catalogue = Catalogue(library)
    chosen, typed = (feedback(catalogue, run, turn, FACTS) for turn in (1, 2))
    assert chosen.facts == (DEADLINES.sentence,)
    assert chosen.remarks == ()
    assert len(typed.facts) == 3
    (remark,) = [remark for remark in typed.remarks if remark.kind == "facts"]
    assert remark.rule is not None
    assert remark.rule.title in remark.stands_on


@pytest.mark.parametrize(("accepts", "within"), [(("agreed", "trial"), True), (("agreed",), False)])
def test_the_outcome_is_held_against_ones_own_range(library, accepts, within):
    brief = Brief(ask=Ask(ideal="two days", walk_away="no day at all", accepts=accepts), facts=FACTS[:2])
    told = debrief(Catalogue(library), played(library, "on", "end"), brief)
    assert told.range is not None
    assert told.range.within is within
    assert told.range.wishes == (("Best", "two days"), ("Where you stop", "no day at all"))
    assert [fact.turns for fact in told.facts] == [(1,), ()]
    for page in (report.markdown(told), report_html.html(told)):
        assert ("That is within your range" in page) is within
        assert "told in turn 1" in page
        assert "not told" in page


def test_without_an_ask_there_is_no_range_and_an_open_talk_is_neither_within_nor_outside(library):
    catalogue = Catalogue(library)
    assert debrief(catalogue, played(library, "end"), Brief(you="Sam")).range is None
    assert debrief(catalogue, played(library, "end")).range is None
    open_yet = debrief(catalogue, played(library, "on"), Brief(ask=Ask(ideal="two days"))).range
    assert open_yet is not None
    assert open_yet.within is None
