"""The calendar file: as RFC 5545 wants it, whatever stands in it."""

from __future__ import annotations

import datetime as dt
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from rehearse.coaching.between.ics import MOST_OCTETS, Entry, calendar, escaped, fold

STAMP = dt.datetime(2026, 3, 2, 9, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))
DAY = dt.date(2026, 3, 4)


def read(text: str) -> list[dict[str, str]]:
    """The entries of a calendar, read as the format says: lines unfolded, names before the first colon, unescaped."""
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert all(len(line.encode()) <= MOST_OCTETS for line in lines)
    unfolded: list[str] = []
    for line in lines:
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    entries: list[dict[str, str]] = []
    for line in unfolded[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entries.append({})
        elif entries and line != "END:VEVENT":
            assert name not in entries[-1], f"{name} stands there twice"
            entries[-1][name] = unescaped(value)
    return entries


def unescaped(value: str) -> str:
    found, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            assert following in "\\;,n"
            found += "\n" if following == "n" else following
        else:
            assert sign not in ";,"
            found += sign
    return found


def expected(text: str) -> str:
    """What can stand in a calendar of *text*."""
    for sign in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(sign, "\n")
    text = text.replace("\t", " ")
    return "".join(s for s in text if s == "\n" or unicodedata.category(s) not in {"Cc", "Cs"})


@given(st.text(), st.text(min_size=1), st.dates(dt.date(1000, 1, 1)))
@example("a" * 300, "ü" * 200, DAY)
@example("BEGIN:VEVENT\r\nX:1", "a;b,c\\n\\", DAY)
@example("\U0001f600" * 50, "\x00\x1b[31m\x7f", DAY)
def test_any_text_comes_back_as_it_was(summary: str, description: str, day: dt.date) -> None:
    (entry,) = read(calendar([Entry("one@example", day, summary, description)], STAMP))
    assert entry["SUMMARY"] == expected(summary)
    assert entry["DESCRIPTION"] == expected(description)
    assert entry["DTSTART;VALUE=DATE"] == f"{day.year:04d}{day:%m%d}"
    assert entry["DTSTAMP"] == "20260302T073005Z"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_line_is_folded_within_75_octets_and_no_sign_is_cut(line: str) -> None:
    pieces = list(fold(line))
    assert all(len(piece.encode()) <= MOST_OCTETS for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_folding_fills_each_line() -> None:
    assert [len(piece.encode()) for piece in fold("a" * 200)] == [75, 75, 52]


def test_what_is_special_is_escaped() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_calendar_has_what_every_calendar_needs() -> None:
    text = calendar([Entry("1", DAY, "One"), Entry("2", DAY, "Two")], STAMP)
    head = text.split("BEGIN:VEVENT")[0]
    assert "VERSION:2.0\r\n" in head
    assert "PRODID:" in head
    assert [entry["UID"] for entry in read(text)] == ["1", "2"]
    assert all(entry["CLASS"] == "PRIVATE" for entry in read(text))
    assert "DESCRIPTION" not in read(text)[0]
