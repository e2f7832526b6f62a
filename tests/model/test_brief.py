"""The brief's values, and the questions that ask for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from rehearse.loading.library import load_library
from rehearse.model.brief import Boss, Brief, Fact
from rehearse.model.brief_questions import QUESTIONS, SECTIONS, Question
from rehearse.model.slots import SLOTS


def keys_of(model: type[BaseModel], before: str = "") -> set[str]:
    """Every field of a model, those of its parts with the part's name before them."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = field.annotation
        part = isinstance(inner, type) and issubclass(inner, BaseModel)
        found |= keys_of(inner, f"{before}{name}.") if part else {before + name}  # type: ignore[arg-type]
    return found


def test_there_is_one_question_for_every_field_and_none_for_anything_else() -> None:
    keys = [question.key for question in QUESTIONS]
    assert len(keys) == len(set(keys))
    assert set(keys) == keys_of(Brief)


def test_the_questions_stand_in_the_order_of_their_sections() -> None:
    sections = [question.section for question in QUESTIONS]
    assert list(dict.fromkeys(sections)) == list(SECTIONS)
    assert sections == sorted(sections, key=SECTIONS.index)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_says_why_in_one_line_and_names_a_card_there_is(question: Question) -> None:
    assert question.card in load_library().cards
    assert question.why.endswith(".")
    assert "\n" not in question.why
    assert len(question.why) <= 110
    assert question.label
    assert question.example
    assert not question.slot or question.slot in SLOTS
    assert bool(question.options) == (question.kind in {"choice", "choices"})


def test_every_slot_is_filled_by_one_question() -> None:
    assert sorted(question.slot for question in QUESTIONS if question.slot) == sorted(SLOTS)


def test_an_empty_brief_is_empty_and_has_a_sensible_range() -> None:
    brief = Brief()
    assert brief.is_empty
    assert [brief.accepts(kind) for kind in ("agreed", "trial", "partial", "deferred", "refused")] == [True] * 3 + [
        False
    ] * 2
    assert not Brief(you="Sam").is_empty
    assert Brief(you=" \n ").is_empty


def test_texts_are_kept_on_one_line_without_signs_that_nobody_sees() -> None:
    assert Brief(you=" Sam\n\x1b[31m  \u202eHill\t ").you == "Sam [31m Hill"
    assert Brief(happened="One. \r\n\n\n\n Two.\u2028Three").happened == "One.\n\nTwo.\nThree"


@pytest.mark.parametrize(
    ("given", "key", "value"),
    [
        ({"ask": {"home_days": "two"}}, "ask.home_days", 2),
        ({"ask": {"home_day": "wed"}}, "ask.home_day", "Wednesday"),
        ({"ask": {"home_day": "Fridays"}}, "ask.home_day", "Friday"),
        ({"ask": {"accepts": "agreed, trial"}}, "ask.accepts", ("agreed", "trial")),
        ({"ask": {"accepts": None}}, "ask.accepts", ("agreed", "trial", "partial")),
        ({"ask": None}, "ask.ideal", None),
        ({"ask": "A day at home"}, "ask.ideal", "A day at home"),
        ({"boss": "Karen"}, "boss.name", "Karen"),
        ({"boss": {"persona": "Old school"}}, "boss.persona", "old-school"),
        ({"trial": "six weeks"}, "trial.length", "six weeks"),
        ({"commute": 70}, "commute.minutes", 70),
        ({"commute": {"minutes": "1 h 10"}}, "commute.minutes", 70),
        ({"years": "four and a half"}, "years", 4.5),
        ({"date": "2026-03-17"}, "date", dt.date(2026, 3, 17)),
        ({"form": "In person"}, "form", "in-person"),
        ({"company": 3}, "company", "3"),
        ({"facts": ("Never late",)}, "facts", (Fact(text="Never late"),)),
        ({"facts": None}, "facts", ()),
    ],
)
def test_answers_are_taken_as_people_write_them(given: dict[str, Any], key: str, value: object) -> None:
    assert Brief.model_validate(given).at(key) == value


@pytest.mark.parametrize(
    "given",
    [
        {"years": True},
        {"years": float("nan")},
        {"you": ["Sam"]},
        {"you": "x" * 301},
        {"ask": {"home_days": 2.5}},
        {"ask": {"home_days": 0}},
        {"ask": {"accepts": ("refused",)}},
        {"date": "17/03/2026"},
        {"date": "2026-02-30"},
        {"boss": {"persona": "controlling", "mixed_with": "controlling"}},
        {"boss": {"share": 60}},
        {"facts": tuple({"text": str(n)} for n in range(6))},
        {"facts": ({"figure": "3"},)},
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Brief.model_validate(given)


def test_a_fact_is_one_sentence_with_its_figure_and_its_source() -> None:
    assert Fact(text="Deadlines met.", figure="11 of 12", source="the plan").sentence == (
        "Deadlines met: 11 of 12 (the plan)"
    )
    assert Fact(text="11 of 12 deadlines met", figure="11 of 12").sentence == "11 of 12 deadlines met"


def test_two_bosses_are_one_to_rehearse_with() -> None:
    assert Boss().id == ""
    assert Boss(persona="controlling").id == "controlling"
    mix = Boss(persona="controlling", mixed_with="sociable")
    assert (mix.id, mix.part) == ("controlling+sociable", 30)
    assert Boss(persona="controlling").part == 0
