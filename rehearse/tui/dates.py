"""Days and times as people say them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import product

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?:next |on )?(?:(mon|fri|sun)(?:day)?|(tue)s?(?:day)?|(wed)(?:nesday)?|(thu)(?:r|rs|rsday)?|(sat)(?:urday)?)"
    r"\b[, ]*(?:the )?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?", re.IGNORECASE)
_WITHOUT_YEAR = ("%d %B", "%d %b", "%B %d", "%b %d", "%d.%m")


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


def date_in_full(when: date, today: date | None = None) -> str:
    """``Thursday 26 November``, with the year where it is not this one."""
    here = today or datetime.now().astimezone().date()
    year = "" if when.year == here.year else f" {when.year}"
    return f"{when:%A} {when.day} {when:%B}{year}"


def coming(said: str, today: date | None = None) -> str:
    """The next day that *said* may mean, as ``2026-11-26``; *said* itself where it is no day without a year.

    ``26 November``, ``Thu, Nov 26th``, ``Thursday``, ``tomorrow``.
    """
    here = today or datetime.now().astimezone().date()
    words = " ".join(said.split()).rstrip(",.")
    if words.casefold() in {"today", "tomorrow"}:
        return (here + timedelta(days=words.casefold() == "tomorrow")).isoformat()
    weekday = _WEEKDAY.match(words)
    rest = _ORDINAL.sub("", words[weekday.end() :] if weekday else words)
    if weekday and not rest:
        number = _WEEKDAYS.index(weekday[weekday.lastindex or 0].casefold())
        return (here + timedelta(days=(number - here.weekday() - 1) % 7 + 1)).isoformat()
    for form, year in product(_WITHOUT_YEAR, (here.year, here.year + 1)):
        with suppress(ValueError):
            found = datetime.strptime(f"{rest} {year}", f"{form} %Y").date()  # noqa: DTZ007  (a day only)
            if found >= here:
                return found.isoformat()
    return rest if weekday and any(sign.isdigit() for sign in rest) else said
