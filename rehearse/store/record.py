"""One rehearsal as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Conflict(Exception):  # noqa: N818  (it names what happened)
    """Another program has carried on this same rehearsal meanwhile; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Record:
    """One rehearsal: what it takes to play it again, and what lists show of it."""

    id: str
    scenario: str
    persona: str
    level: str
    seed: int
    content_hash: str
    feedback: str  # "now" or "later"
    title: str  # of the meeting
    boss: str
    started: datetime  # aware, UTC
    updated: datetime
    choices: tuple[str, ...]  # ids, in the order in which they were said
    ending: str | None  # an ending's type; None while it is unfinished
    ending_title: str
    parent: str | None  # the rehearsal that it was forked from
    forked_at: int | None  # after how many of the parent's lines


def to_number(moment: datetime) -> int:
    """*moment* as microseconds since 1970 began."""
    return (moment - EPOCH) // _MICROSECOND


def to_moment(number: object) -> datetime:
    """The moment that many microseconds after 1970 began; 1970 itself for what cannot be one."""
    try:
        return EPOCH + timedelta(microseconds=int(str(number)))
    except (ValueError, OverflowError):
        return EPOCH
