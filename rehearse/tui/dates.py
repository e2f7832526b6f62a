"""Days and times as people say them."""

from __future__ import annotations

from datetime import datetime


def day(moment: datetime, now: datetime | None = None) -> str:
    """``today 14:05``, ``yesterday``, ``3 Nov`` this year, ``3 Nov 2024`` before it; in local time."""
    here = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone()
    days = (today.date() - here.date()).days
    if days == 0:
        return f"today {here:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{here.day} {here:%b}" if here.year == today.year else f"{here.day} {here:%b %Y}"
