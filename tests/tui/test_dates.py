"""Days as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rehearse.tui.dates import coming, date_in_full, day

NOW = datetime(2026, 3, 14, 15, 9).astimezone()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=4), "today 15:05"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=11), "3 Mar"),
        (timedelta(days=365), "14 Mar 2025"),
    ],
)
def test_a_day_is_named_as_people_name_it(ago: timedelta, said: str) -> None:
    assert day(NOW - ago, NOW) == said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("26 November", "2026-11-26"),
        ("Thu, Nov 26th", "2026-11-26"),
        ("Thursday the 26th of November", "2026-11-26"),
        ("26.11.", "2026-11-26"),
        ("3 March", "2027-03-03"),  # this year's is over
        ("Monday", "2026-10-12"),
        ("next Thursday", "2026-10-08"),
        ("today", "2026-10-07"),
        ("Tomorrow", "2026-10-08"),
        ("Wednesday", "2026-10-14"),  # today is one
        ("Thursday 26 November 2026", "26 November 2026"),
        ("2026-11-26", "2026-11-26"),
        ("monkey", "monkey"),
        ("31 November", "31 November"),
        ("29 February", "29 February"),
        ("the 26th", "the 26th"),
        ("", ""),
    ],
)
def test_a_day_said_without_a_year_is_the_next_one_and_anything_else_stays(said: str, meant: str) -> None:
    assert coming(said, date(2026, 10, 7)) == meant  # a Wednesday


def test_a_date_in_full_has_a_year_only_where_it_is_another_one() -> None:
    assert date_in_full(date(2026, 11, 26), date(2026, 1, 1)) == "Thursday 26 November"
    assert date_in_full(date(2026, 11, 26), date(2025, 12, 31)) == "Thursday 26 November 2026"
