"""A calendar file (RFC 5545) of whole-day entries: what calendars need of it and no more.

Written by hand, since it is a page of code: the libraries that there are bring time zones, parsing and recurrence.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_OCTETS = 75
"""Octets of a line, the line break not counted."""
PRODUCT = "-//rehearse//practice plan//EN"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day in a calendar."""

    uid: str  # the same for the same entry whenever it is exported, so that it moves and is not doubled
    day: dt.date
    summary: str
    description: str = ""


def calendar(entries: Iterable[Entry], stamp: dt.datetime) -> str:
    """The file's text, its lines ended as the format wants it. *stamp*, an aware moment, is when it was made."""
    return "".join(f"{folded}\r\n" for line in _lines(entries, stamp) for folded in fold(line))


def _lines(entries: Iterable[Entry], stamp: dt.datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    made = _utc(stamp)
    for entry in entries:
        yield "BEGIN:VEVENT"
        yield f"UID:{escaped(entry.uid)}"
        yield f"DTSTAMP:{made}"
        yield f"DTSTART;VALUE=DATE:{_date(entry.day)}"  # without an end it is that one day
        yield f"SUMMARY:{escaped(entry.summary)}"
        if entry.description:
            yield f"DESCRIPTION:{escaped(entry.description)}"
        yield "CLASS:PRIVATE"
        yield "TRANSP:TRANSPARENT"  # ten minutes do not make a day a busy one
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """*text* as the value of a property, without signs that have no place in one."""
    plain = _BREAKS.sub("\n", text).replace("\t", " ")
    kept = (sign for sign in plain if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).translate(_ESCAPED)


def fold(line: str) -> Iterator[str]:
    """*line* in pieces of at most 75 octets, each but the first with a blank before it; no sign is cut in two."""
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > MOST_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += sign
        octets += size
    yield piece


def _date(day: dt.date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _utc(moment: dt.datetime) -> str:
    here = moment.astimezone(dt.UTC)
    return f"{_date(here.date())}T{here.hour:02d}{here.minute:02d}{here.second:02d}Z"
