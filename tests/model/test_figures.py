"""Numbers and times, read as people write them and said as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.model.figures import (
    counted,
    hours_in_words,
    in_words,
    minutes_in,
    minutes_in_words,
    number_in,
    span_in_words,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("two", 2),
        ("Twenty-one", 21),
        ("30%", 30),
        ("30 per cent", 30),
        ("4 years", 4),
        ("1,5", 1.5),
        ("four and a half years", 4.5),
        ("an hour", 1),
        ("half a year", 0.5),
        ("2 days a week", 2),
        ("a lot", None),
        ("", None),
        ("-3", None),
        ("1e9", None),
    ],
)
def test_a_number_is_read_in_figures_or_in_words(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1 h 10", 70),
        ("an hour and a half", 90),
        ("2 hours", 120),
        ("an hour and ten minutes each way", 70),
        ("1.5 hours", 90),
        ("an hour and a quarter", 75),
        ("70", None),
        ("70 minutes", None),
        ("hours and hours", None),
    ],
)
def test_a_time_in_hours_is_read_as_minutes(text: str, minutes: int | None) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "one minute"),
        (15, "a quarter of an hour"),
        (30, "half an hour"),
        (45, "three quarters of an hour"),
        (60, "an hour"),
        (70, "an hour and ten minutes"),
        (90, "an hour and a half"),
        (120, "two hours"),
        (150, "two and a half hours"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert minutes_in_words(minutes) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (7, "seven hours"),
        (1, "an hour"),
        (1.5, "an hour and a half"),
        (5.83, "about six hours"),
        (0.2, "twelve minutes"),
    ],
)
def test_hours_are_rounded_to_the_half_and_say_so(hours: float, said: str) -> None:
    assert hours_in_words(hours) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("6 weeks", "six weeks"),
        ("For 3 months.", "three months"),
        ("a month", "a month"),
        ("1 week", "one week"),
        ("six-week", "six weeks"),
        ("half a year", "half a year"),
        ("until Easter", "a limited time"),
        ("let's see", "a limited time"),
        ("0 weeks", "a limited time"),
    ],
)
def test_a_span_of_time_fits_after_for(text: str, said: str) -> None:
    assert span_in_words(text) == said


def test_so_many_of_a_unit_agree_with_their_number() -> None:
    said = [counted(number, "year") for number in (0.5, 1, 4, 4.5)]
    assert said == ["half a year", "one year", "four years", "four and a half years"]
    assert counted(0.5, "hour") == "half an hour"


@given(st.integers(1, 99))
def test_a_number_said_in_words_is_read_back(number: int) -> None:
    assert number_in(in_words(number)) == number


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    number_in(text)
    minutes_in(text)
    assert span_in_words(text)
