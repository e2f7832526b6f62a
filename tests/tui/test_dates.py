"""Days as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rehearse.tui.dates import day

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
