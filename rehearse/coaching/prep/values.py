"""What the prep sheet consists of. Values only; the page and the screen show them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rehearse.model.wording import shortened

_END = re.compile(r"[.!?]+(?=\s)")
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
_JOINING = "\u200c\u200d"  # two signs of the kind that nobody sees without which some scripts are misspelt

Origin = Literal["said", "own", "better", "example", "draft", "brief", "boss"]

ORIGINS: dict[Origin, str] = {
    "said": "you said it",
    "own": "your own words",
    "better": "a better line",
    "example": "an example",
    "draft": "a draft",
    "brief": "from your brief",
    "boss": "as this boss would put it",
}
"""Where a line on the page comes from, as people read it."""
NOT_YET_MINE: frozenset[Origin] = frozenset({"better", "example", "draft"})
"""Where a line comes from that nobody has said yet: the page marks it, so that it is put in one's own words."""

MOST_FACTS, MOST_QUESTIONS, MOST_PLANS = 2, 3, 3
MOST_OTHERS = 6
"""Lines that are offered in place of one that stands on the page."""
OPENING, LINE, OBJECTION, NOTE, NAME = 330, 240, 150, 160, 60
"""Signs that the page has room for: in the opening line, in others, in what they may say, in a note, in a name."""
OWN_WORDS = "Examples and drafts: put them in your own words."
_ROOM = {"opening": OPENING, "question": LINE, "then": LINE, "close": LINE, "no": LINE, "if": OBJECTION}


def room_for(key: str) -> int:
    """The signs that the page has room for at the place *key* (``opening``, ``question.2``)."""
    return _ROOM.get(key.partition(".")[0], NOTE)


@dataclass(frozen=True, slots=True)
class Own:
    """What a person has put in place of a line of the page."""

    text: str  # empty where they want a line to write on
    instead_of: str = ""  # what the page would have said when they wrote it
    used: bool = True  # or set aside, and kept


@dataclass(frozen=True, slots=True)
class Words:
    """Something that stands on the page, and where it comes from."""

    text: str
    origin: Origin
    where: str = ""  # "turn 3, with Margaret Voss"
    key: str = ""  # where it can be changed: a place of the page ("question.2") or a question of the brief ("need")
    given: Words | None = None  # what would stand here without the person's own words
    newer: bool = False  # whether that has changed since they wrote them
    kept: str = ""  # their own words where those are set aside
    others: tuple[str, ...] = ()  # what could stand here too

    @property
    def note(self) -> str:
        """Where it comes from, in words."""
        return ORIGINS[self.origin] + (f", {self.where}" if self.where else "")

    @property
    def mark(self) -> str:
        """Where it comes from, if nobody has said it yet; else nothing."""
        return ORIGINS[self.origin] if self.text and self.origin in NOT_YET_MINE else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """If they object, then I say: for one of the boss's worries."""

    worry: str
    objection: Words  # as this boss would put it
    then: Words
    detail: Words  # what the brief says to it; may be empty
    left: int  # rehearsals in which it stayed unanswered
    of: int  # rehearsals in which it was there


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled line; without a value it is a line to write on."""

    label: str
    words: Words

    @property
    def value(self) -> str:
        """What it says."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class PrepSheet:
    """One page to take along. What nobody has filled in is empty, and a line to write on."""

    title: str
    boss: str  # who they are most like; may be empty
    logistics: tuple[Entry, ...]
    opening: Words
    ask: tuple[Entry, ...]
    need: tuple[Entry, ...]
    theirs: tuple[Entry, ...]  # what they probably need, the deep one last
    facts: tuple[Words, ...]
    facts_left: int  # facts of the brief that are kept back
    questions: tuple[Words, ...]
    plans: tuple[Plan, ...]
    trial: tuple[Entry, ...]
    close: Words
    afterwards: Entry
    no: Words
    if_no: tuple[Entry, ...]
    rehearsals: int  # how many it was made from


def plain(text: str | None) -> str:
    """*text* on one line, without signs that nobody sees or that turn the direction."""
    spaced = "".join(" " if sign.isspace() else sign for sign in text or "")
    seen = "".join(sign for sign in spaced if sign in _JOINING or unicodedata.category(sign) not in _UNSEEN)
    return " ".join(seen.split())


def as_line(text: str, most: int = LINE) -> str:
    """*text* as a line to be said, no longer than there is room for: whole sentences where one fits."""
    flat = plain(text)
    if len(flat) <= most:
        return flat
    ends = [found.end() for found in _END.finditer(flat) if found.end() <= most]
    return flat[: ends[-1]].rstrip() if ends else f"{shortened(flat, most)} …"


def as_note(text: str | None, most: int = NOTE) -> str:
    """*text* as a note on one line, no longer than there is room for."""
    flat = plain(text)
    return flat if len(flat) <= most else f"{shortened(flat, most)} …"
