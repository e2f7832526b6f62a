"""Notes fitted into the middle of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.model.wording import as_doing, as_thing, shortened


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("To pick up the children.", "picking up the children"),
        ("I need to pick up the kids", "picking up the kids"),
        ("I'd really like to be able to get home by four", "getting home by four"),
        ("because I have to fetch my son from school", "fetching my son from school"),
        ("I care for my mother. It is hard.", "caring for my mother"),
        ("I am at home for the children", "being at home for the children"),
        ("To not commute", "not commuting"),
        ("I need a quiet day", "a quiet day"),
        ("A day without calls", "a day without calls"),
        ("Being there when she is ill", "being there when she is ill"),
        ("Wednesday evenings with Ella", "Wednesday evenings with Ella"),
        ("IT support for my father", "IT support for my father"),
        ("My mother is ill", ""),
        ("I can't do the journey any more", ""),
        ("I asked in spring", ""),
        ("", ""),
    ],
)
def test_a_need_follows_it_would_mean(note: str, said: str) -> None:
    assert as_doing(note) == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Eleven of twelve deadlines met.", "eleven of twelve deadlines met"),
        ("All deadlines were met", "all deadlines met"),
        ("98% of tickets closed in a day", "98% of tickets closed in a day"),
        ("We met every date", ""),
        ("The queue is shorter", ""),
    ],
)
def test_a_result_can_be_named(note: str, said: str) -> None:
    assert as_thing(note) == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("The Brenner launch", "the Brenner launch"),
        ("Brenner launch", "Brenner launch"),
        ("Our move to SAP", "our move to SAP"),
        ("IT migration", "IT migration"),
    ],
)
def test_a_name_keeps_its_capital(note: str, said: str) -> None:
    assert as_thing(note, named=True) == said


def test_a_long_note_is_cut_after_a_clause_or_else_after_a_word() -> None:
    assert shortened("eleven of twelve deadlines met, the twelfth a day late", 40) == "eleven of twelve deadlines met"
    assert shortened("one two three four", 9) == "one two"
    assert shortened("x" * 50, 10) == "x" * 10
    assert shortened("short", 10) == "short"


@given(st.text(), st.integers(1, 60))
def test_whatever_the_note_it_fits_and_stays_on_one_line(note: str, most: int) -> None:
    for said in (as_doing(note), as_thing(note), as_thing(note, named=True)):
        assert "\n" not in said
        assert len(shortened(said, most)) <= most
