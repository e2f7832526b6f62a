"""What the brief puts into the slots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.model.brief import Ask, Boss, Brief, Commute, Trial
from rehearse.model.brief_slots import NAME, PHRASE, slots_of
from rehearse.model.slots import SLOTS, fill_sentence


def test_an_empty_brief_fills_nothing() -> None:
    assert slots_of(Brief()) == {}


def test_numbers_become_words_and_notes_become_parts_of_a_sentence() -> None:
    brief = Brief(
        you="Robin Hill",
        company="Eastway",
        team="The billing team",
        colleague="Noor",
        years=6.5,
        ask=Ask(home_days=1, home_day="Friday", office_days=4),
        need="I need to pick up Ella.",
        commute=Commute(minutes=55),
        result="All deadlines were met",
        project="The Calder audit",
        trial=Trial(length="8 weeks"),
    )
    assert slots_of(brief) == {
        "you.name": "Robin Hill",
        "brief.company": "Eastway",
        "brief.team": "the billing team",
        "brief.colleague": "Noor",
        "brief.years": "six and a half years",
        "brief.home_days": "one",
        "brief.home_day": "Friday",
        "brief.office_days": "four",
        "brief.need": "picking up Ella",
        "brief.commute": "fifty-five minutes each way",
        "brief.commute_week": "about seven and a half hours",
        "brief.result": "all deadlines met",
        "brief.project": "the Calder audit",
        "brief.trial": "eight weeks",
    }


def test_a_whole_sentence_gives_way_to_something_that_fits() -> None:
    slots = slots_of(Brief(need="My mother is ill", result="I met every date"))
    assert slots["brief.need"] == "being there when I am needed"
    assert slots["brief.result"] == "the work done and the dates kept"


def test_the_hours_on_the_road_are_worked_out_from_the_usual_days_where_none_were_ordered() -> None:
    assert slots_of(Brief(commute=Commute(minutes=70)))["brief.commute_week"] == "seven hours"
    assert slots_of(Brief(commute=Commute(minutes=70, hours=5)))["brief.commute_week"] == "five hours"
    assert "brief.commute_week" not in slots_of(Brief(commute=Commute(minutes=0)))


def test_the_bosss_name_goes_with_the_boss_it_belongs_to() -> None:
    brief = Brief(boss=Boss(name="Karen Holt", persona="controlling"))
    assert slots_of(brief)["boss.name"] == "Karen Holt"
    assert slots_of(brief, "controlling")["boss.name"] == "Karen Holt"
    assert slots_of(brief, "controlling+sociable")["boss.name"] == "Karen Holt"
    assert "boss.name" not in slots_of(brief, "sociable")
    assert slots_of(Brief(boss=Boss(name="Karen")), "sociable") == {"boss.name": "Karen"}


def test_braces_in_an_answer_are_no_slots() -> None:
    assert slots_of(Brief(company="{boss.name}")) == {"brief.company": "(boss.name)"}


texts = st.one_of(st.none(), st.text(max_size=300))


@given(you=texts, company=texts, need=texts, result=texts, project=texts, length=texts)
def test_no_slot_is_empty_or_long_or_breaks_a_line(
    you: str | None, company: str | None, need: str | None, result: str | None, project: str | None, length: str | None
) -> None:
    brief = Brief(you=you, company=company, need=need, result=result, project=project, trial=Trial(length=length))
    for slot, said in slots_of(brief).items():
        assert slot in SLOTS
        assert said == said.strip() != ""
        assert len(said) <= max(NAME, PHRASE)
        assert not set("{}\n\r\t") & set(said)
        assert "  " not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{brief.home_days} days a week.", "One day a week."),
        ("The {brief.home_days} fixed days.", "The one fixed day."),
        ("Not that. {brief.project} is late.", "Not that. The mill is late."),
        ('He said, "{brief.project}?"', 'He said, "the mill?"'),
        ("{{{brief.home_day}}}s", "{Friday}s"),
        ("{brief.home_day", "{brief.home_day"),
    ],
)
def test_a_sentence_is_fitted_to_what_fills_it(text: str, said: str) -> None:
    values = {"brief.home_days": "one", "brief.home_day": "Friday", "brief.project": "the mill"}
    assert fill_sentence(text, values) == said


def test_a_name_that_begins_small_stays_so() -> None:
    assert fill_sentence("{brief.company} says no.", {"brief.company": "eBay"}) == "eBay says no."
