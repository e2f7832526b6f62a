"""Feedback and debrief, on the shipped bosses in a meeting made for the purpose, and on the shipped meetings."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import pytest

from rehearse.coaching.debrief.summary import MOST_TURNING_POINTS, debrief
from rehearse.coaching.feedback.catalogue import STAGE_LABELS, Catalogue
from rehearse.coaching.feedback.judging import feedback
from rehearse.coaching.report import html as report_html
from rehearse.coaching.report import markdown as report
from rehearse.engine import available, compile_story, is_over, replay
from rehearse.loading.library import Library, load_library

SCENARIO = """
id: short
title: A short one
summary: s
you: y
scene: c
asks: a
start: first
nodes:
  first:
    phase: opening
    boss: The mail. You have seen it.
    choices:
      - {id: insult, say: You never trusted anybody in your life., move: accuse, goto: second}
      - {id: worry, say: What would you be afraid of?, move: ask-what-worries-them, goto: second}
      - id: told
        say: Tell me how you see it.
        move: ask-what-worries-them
        why: The author's own words on it.
        cards: [ask-before-you-argue]
        goto: second
  second:
    phase: concerns
    boss: Well.
    choices:
      - {id: heard, say: So you would like to see the work., move: check-understanding, goto: third}
      - {id: report, say: A half page every Friday., move: offer-regular-update, goto: third}
      - {id: chat, say: Nice weather., move: make-small-talk, goto: third}
  third:
    phase: proposal
    boss: And?
    choices:
      - {id: report, say: A half page every Friday., move: offer-regular-update, goto: done}
      - {id: vague, say: Some give would be nice., move: ask-vaguely, goto: done}
  done:
    {phase: proposal, ending: partial, title: Something, boss: All right., summary: You have it., next_talk: true}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "scenarios").mkdir()
    (pack / "scenarios" / "short.yaml").write_text(SCENARIO)
    read = load_library([pack])
    assert read.errors == []
    return read


@pytest.fixture(scope="module")
def catalogue(library) -> Catalogue:
    return Catalogue(library)


def played(library, *choices, scenario="short", persona="controlling", seed=3, level="everyday"):
    story = compile_story(library.scenarios[scenario], library.personas[persona], library.rules, library.moves)
    return replay(story, seed=seed, level=level, choices=choices)


def test_an_accusation_is_costly_and_a_better_line_is_named_with_its_rule(library, catalogue):
    told = feedback(catalogue, played(library, "insult"), 1)
    assert (told.verdict, told.symbol) == ("costly", "▼")
    assert told.rule is not None
    assert told.rule.card == "talk-about-the-work-not-about-them"
    assert told.better is not None
    assert told.better.choice in {"worry", "told"}
    assert told.better.rule is not None
    assert told.better.rule.sources


def test_what_a_line_did_names_the_meter_the_values_and_the_rule_behind_it(library, catalogue):
    run = played(library, "insult")
    told = feedback(catalogue, run, 1)
    before, after = run.steps[0].state.meters[0], run.steps[1].state.meters[0]
    assert after < before
    change = told.changes[0]
    assert change.text == f"Trust fell from {before} to {after}."
    assert change.sign == "-"
    assert change.because == "how Margaret Voss takes “Accuse them”"


def test_a_choices_own_explanation_and_card_lead(library, catalogue):
    told = feedback(catalogue, played(library, "told"), 1)
    assert told.why == "The author's own words on it."
    assert told.rule is not None
    assert told.rule.card == "ask-before-you-argue"


def test_a_worry_moves_from_held_to_answered_and_each_step_is_told(library, catalogue):
    run = played(library, "worry", "heard", "report", level="patient")
    texts = [[change.text for change in feedback(catalogue, run, turn).changes] for turn in (1, 2, 3)]
    label = "Work that cannot be seen"
    assert f"A worry came out: {label}." in texts[0]
    assert f"They felt heard on it: {label}." in texts[1]
    assert f"A worry was put to rest: {label}." in texts[2]
    first = debrief(catalogue, run).concerns[0]
    assert (first.label, first.reached, first.turns) == (label, "answered", (1, 2, 3))


def test_the_same_move_is_worth_more_to_the_boss_whom_it_calms(library, catalogue):
    rank = ("costly", "weak", "fair", "strong")
    line = ("worry", "heard", "report")
    controlling = feedback(catalogue, played(library, *line, persona="controlling"), 3)
    sociable = feedback(catalogue, played(library, *line, persona="sociable"), 3)
    assert rank.index(controlling.verdict) > rank.index(sociable.verdict)


def test_a_line_that_moves_nothing_says_so(library, catalogue):
    run = played(library, "worry", "heard", "vague")
    unmoved = [
        turn
        for turn in range(1, 4)
        if run.steps[turn].state.meters == run.steps[turn - 1].state.meters
        and run.steps[turn].state.concerns == run.steps[turn - 1].state.concerns
    ]
    for turn in unmoved:
        assert "It moved nothing" in feedback(catalogue, run, turn).changes[0].text


def test_the_debrief_tells_outcome_curve_and_advice(library, catalogue):
    run = played(library, "insult", "chat", "vague")
    told = debrief(catalogue, run)
    assert (told.outcome.kind, told.outcome.title, told.outcome.next_talk) == ("partial", "Something", True)
    assert dict(told.meters)["Trust"] == tuple(step.state.meters[0] for step in run.steps)
    assert "ask-for-one-thing-exactly" in {rule.card for rule in told.advice_missed} or told.advice_missed
    assert not {rule.card for rule in told.advice_missed} & {rule.card for rule in told.advice_used}


def test_an_unfinished_rehearsal_can_be_debriefed(library, catalogue):
    told = debrief(catalogue, played(library, "worry"))
    assert told.outcome.kind == "unfinished"
    assert len(told.turns) == 1


def test_asking_for_a_turn_that_is_not_there_is_an_index_error(library, catalogue):
    with pytest.raises(IndexError, match="There is no turn 2"):
        feedback(catalogue, played(library, "worry"), 2)


def walked(library, scenario, persona, seed):
    story = compile_story(library.scenarios[scenario], library.personas[persona], library.rules, library.moves)
    dice = random.Random(seed)
    run = replay(story, seed=seed, level="everyday", choices=())
    while not is_over(story, run.now.state):
        run = run.said(dice.choice(available(story, run.now.state)).id)
    return run


@pytest.mark.parametrize("scenario", ["one-day-a-week", "summoned-three-days"])
@pytest.mark.parametrize("persona", ["controlling", "old-school", "risk-averse", "sociable"])
def test_every_line_of_shipped_meetings_gets_a_verdict_a_reason_and_a_better_line_that_was_there(
    library, catalogue, scenario, persona
):
    for seed in range(25):
        run = walked(library, scenario, persona, seed)
        told = debrief(catalogue, run)
        assert len(told.turns) == len(run.choices)
        for turn in told.turns:
            assert turn.why
            assert turn.changes
            assert turn.rule is None or turn.rule.sources
            if turn.better is not None:
                offered = {choice.id for choice in available(run.story, run.steps[turn.turn - 1].state)}
                assert turn.better.choice in offered - {run.choices[turn.turn - 1].id}
        assert len(told.turning_points) <= MOST_TURNING_POINTS
        assert [turn.turn for turn in told.turning_points] == sorted(turn.turn for turn in told.turning_points)
        assert set(told.turning_points) <= set(told.turns)


def test_nearly_every_line_said_has_a_rule_with_a_source(library, catalogue):
    turns = [
        turn
        for persona in ("controlling", "sociable")
        for seed in range(40)
        for turn in debrief(catalogue, walked(library, "one-day-a-week", persona, seed)).turns
    ]
    assert sum(turn.rule is not None for turn in turns) > 0.95 * len(turns)


def test_cards_are_found_by_words_stage_persona_and_article(catalogue):
    assert catalogue.cards
    assert catalogue.search("") == catalogue.cards
    assert catalogue.search("zebra crossing") == ()
    asked = catalogue.search("worries ARGUE")
    assert "ask-before-you-argue" in {card.id for card in asked}
    for stage in STAGE_LABELS:
        assert all(stage in card.stages for card in catalogue.search(stage=stage))
    assert all(not card.personas or "sociable" in card.personas for card in catalogue.search(persona="sociable"))
    by_article = {article.id: catalogue.search(article=article.id) for article in catalogue.articles}
    assert all(by_article.values())
    assert {card.id for cards in by_article.values() for card in cards} == {card.id for card in catalogue.cards}


def test_the_advice_of_the_moment_is_at_most_three_rules_with_sources(library, catalogue):
    rules = catalogue.advice_now(played(library))
    assert 1 <= len(rules) <= 3
    assert all(rule.sources for rule in rules)


HOSTILE = "<script>alert(1)</script> [x](javascript:1) *b* & `c`"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)


def test_exports_tell_everything_and_let_no_markup_through(tmp_path):
    (tmp_path / "scenarios").mkdir()
    hostile = SCENARIO.replace("You never trusted anybody in your life.", "'" + HOSTILE + "'")
    (tmp_path / "scenarios" / "short.yaml").write_text(hostile)
    library = load_library([tmp_path])
    assert library.errors == []
    told = debrief(Catalogue(library), played(library, "insult", "heard", "report"))
    page = report_html.html(told)
    tags = _Tags()
    tags.feed(page)
    assert "script" not in tags.found
    assert "&lt;script&gt;" in page
    words = report.markdown(told)
    assert "<script>" not in re.sub(r"\\.", "", words)
    assert "[x](javascript" not in words
    for text in (page, words):
        assert "Turn 3" in text
        assert "practice, not legal advice" in text
        assert "“How can I" not in text
        assert "Leaders Plus" in text
