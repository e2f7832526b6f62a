"""What time it is. Whoever needs to know asks here, so that a test can say."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """This moment, in local time."""
    return datetime.now().astimezone()


def today() -> date:
    """This day, where the person is."""
    return now().date()
