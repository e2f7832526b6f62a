"""One rehearsal as the journal keeps it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ID_LENGTH = 8
CARRIED_ON = "Another program has carried on this rehearsal meanwhile. Open it again to go on from there."

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_MICROSECOND = timedelta(microseconds=1)


class Conflict(Exception):
    """Another program has carried on this same rehearsal meanwhile; the message is a sentence for the person."""

    def __init__(self, revision: int = 0, sentence: str = CARRIED_ON) -> None:
        """Keep the *revision* that is on disk, for merging."""
        super().__init__(sentence)
        self.revision = revision


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
    parent: str | None  # the rehearsal that it was forked from; it may have been deleted since
    forked_at: int | None  # after how many of the parent's lines


def new_id() -> str:
    """A short id that nothing else has."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(ID_LENGTH))


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def to_number(moment: datetime) -> int:
    """*moment* as microseconds since 1970 began."""
    return (moment - EPOCH) // _MICROSECOND


def to_moment(number: object) -> datetime:
    """The moment that many microseconds after 1970 began; 1970 itself for what cannot be one."""
    try:
        return EPOCH + timedelta(microseconds=int(str(number)))
    except (ValueError, OverflowError):
        return EPOCH
