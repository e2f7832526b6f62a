"""Answers typed into a form or on plain lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.brief_answers import answer_text, with_answer, with_answers_of
from rehearse.model.brief import Ask, Boss, Brief, Fact
from rehearse.model.brief_questions import QUESTIONS, Question

PERSONAS = {"controlling": "The one who wants to see it", "sociable": "The one who misses people"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_example_is_an_answer_and_comes_back_as_it_would_be_typed(question: Question) -> None:
    brief, wrong = with_answer(Brief(), question.key, question.example, PERSONAS)
    assert wrong == ""
    typed = answer_text(brief, question.key)
    assert typed
    assert with_answer(Brief(), question.key, typed, PERSONAS) == (brief, "")
    cleared = with_answer(brief, question.key, "", PERSONAS)[0]
    assert cleared == Brief()


@pytest.mark.parametrize(
    ("key", "text", "typed"),
    [
        ("date", "17 March 2026", "2026-03-17"),
        ("date", "Mar 17, 2026", "2026-03-17"),
        ("date", "17.3.2026", "2026-03-17"),
        ("form", "2", "video"),
        ("form", "by phone", "phone"),
        ("ask.home_day", "wed", "Wednesday"),
        ("ask.home_day", "Fridays", "Friday"),
        ("ask.home_days", "two", "2"),
        ("ask.accepts", "1, deferred", "agreed, deferred"),
        ("boss.persona", "2", "sociable"),
        ("boss.persona", "The one who misses people", "sociable"),
        ("boss.persona", "contr", "controlling"),
        ("commute.minutes", "1 h 10", "70"),
        ("years", "4.5 years", "4.5"),
        ("facts", "Never late | 0 | the log\nAsked for", "Never late | 0 | the log\nAsked for"),
        ("facts", "Never late || the log", "Never late |  | the log"),
    ],
)
def test_an_answer_is_understood_as_people_type_it(key: str, text: str, typed: str) -> None:
    brief, wrong = with_answer(Brief(), key, text, PERSONAS)
    assert wrong == ""
    assert answer_text(brief, key) == typed


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("date", "soon", "A date is written as year, month and day"),
        ("form", "vidio", "'vidio' is none of them. Did you mean 'video'?"),
        ("form", "7", "There is no 7: the numbers go from 1 to 3."),
        ("ask.home_day", "T", "'T' is none of them."),
        ("ask.accepts", "agreed, trail", "Did you mean 'trial'?"),
        ("boss.persona", "controling", "Did you mean 'controlling'?"),
        ("boss.share", "80", "The number must be at most 50."),
        ("ask.home_days", "a few", "A whole number is expected here, not 'a few'."),
        ("years", "ages", "A number is expected here, not 'ages'."),
        ("facts", "| 3", "The key 'text' is missing here."),
        ("facts", "a\nb\nc\nd\ne\nf", "At most 5 are allowed here."),
    ],
)
def test_an_answer_that_cannot_be_read_gets_a_sentence_and_changes_nothing(key: str, text: str, said: str) -> None:
    before = Brief(ask=Ask(home_days=1), facts=(Fact(text="One"),))
    after, wrong = with_answer(before, key, text, PERSONAS)
    assert after is before
    assert said in wrong


@given(st.sampled_from([question.key for question in QUESTIONS]), st.text())
def test_any_answer_to_any_question_is_taken_or_refused_with_a_sentence(key: str, text: str) -> None:
    brief, wrong = with_answer(Brief(), key, text, PERSONAS)
    assert bool(wrong) or with_answer(Brief(), key, answer_text(brief, key), PERSONAS)[0] == brief


def test_answers_are_taken_over_one_by_one() -> None:
    there = Brief(you="Sam", company="Acme", boss=Boss(name="Karen", persona="sociable"))
    mine = Brief(you="Zoë", boss=Boss(persona="controlling"), facts=(Fact(text="D", figure="9"),))
    both = with_answers_of(there, mine, {"you", "boss.persona", "facts"})
    assert both == Brief(
        you="Zoë", company="Acme", boss=Boss(name="Karen", persona="controlling"), facts=(Fact(text="D", figure="9"),)
    )
    assert with_answers_of(there, mine, ()) == there


def test_answers_that_do_not_go_together_are_not_mixed() -> None:
    there = Brief(boss=Boss(persona="controlling", mixed_with="sociable"))
    mine = Brief(boss=Boss(persona="sociable"))
    assert with_answers_of(there, mine, {"boss.persona"}) == mine
