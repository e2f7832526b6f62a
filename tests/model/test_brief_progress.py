"""How much of a brief is told: what is usual anyway does not count, and some questions follow others."""

from __future__ import annotations

import pytest

from rehearse.model.brief import Ask, Boss, Brief, Fact
from rehearse.model.brief_progress import is_answered, is_asked, progress
from rehearse.model.brief_questions import QUESTION, QUESTIONS, SECTIONS
from rehearse.model.brief_questions.question import ASK, FACTS, WHO


@pytest.mark.parametrize(
    ("brief", "answered", "asked"),
    [
        (Brief(), 0, 37),
        (Brief(you="Sam", facts=(Fact(text="a"), Fact(text="b"))), 2, 37),
        (Brief(boss=Boss(persona="sociable")), 1, 38),
        (Brief(boss=Boss(persona="sociable", mixed_with="controlling")), 2, 39),
        (Brief(boss=Boss(share=20)), 1, 38),  # what is answered is there to be seen
        (Brief(ask=Ask(accepts=("agreed", "trial", "partial"))), 0, 37),
        (Brief(ask=Ask(accepts=("agreed",))), 1, 37),
    ],
)
def test_what_is_told_is_counted(brief: Brief, answered: int, asked: int) -> None:
    assert progress(brief) == (answered, asked)
    parts = [progress(brief, section) for section in SECTIONS]
    assert (sum(part.answered for part in parts), sum(part.asked for part in parts)) == (answered, asked)


def test_a_part_is_counted_by_itself() -> None:
    brief = Brief(you="Sam", ask=Ask(ideal="Two days", home_days=2))
    assert [progress(brief, section) for section in (WHO, ASK, FACTS)] == [(1, 7), (2, 7), (0, 3)]


def test_every_question_is_unanswered_in_an_empty_brief() -> None:
    assert not any(is_answered(Brief(), question.key) for question in QUESTIONS)


def test_how_much_of_another_boss_there_is_is_asked_once_there_is_one() -> None:
    share = QUESTION["boss.share"]
    assert not is_asked(Brief(boss=Boss(persona="sociable")), share)
    assert is_asked(Brief(boss=Boss(persona="sociable", mixed_with="controlling")), share)
