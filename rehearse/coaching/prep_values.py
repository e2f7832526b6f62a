"""What the prep sheet consists of. Values only; the page shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rehearse.model.wording import shortened

_END = re.compile(r"[.!?]+(?=\s)")

Origin = Literal["said", "better", "example", "draft"]

ORIGINS: dict[Origin, str] = {
    "said": "you said it",
    "better": "a better line",
    "example": "an example",
    "draft": "a draft",
}
"""Where a line on the page comes from, as people read it."""

MOST_FACTS, MOST_QUESTIONS, MOST_PLANS = 2, 3, 3
OPENING, LINE, OBJECTION, NOTE = 330, 240, 150, 160
"""Signs that the page has room for: in the opening line, in others, in what they may say, and in a note."""
OWN_WORDS = "Examples and drafts: put them in your own words."


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say, word for word, and where it comes from."""

    text: str
    origin: Origin
    where: str = ""  # "turn 3, with Margaret Voss"

    @property
    def note(self) -> str:
        """Where it comes from, in words."""
        return ORIGINS[self.origin] + (f", {self.where}" if self.where else "")


@dataclass(frozen=True, slots=True)
class Plan:
    """If they object, then I say: for one of the boss's worries."""

    worry: str
    objection: str  # as this boss would put it
    then: Words
    detail: str  # what the brief says to it; may be empty
    left: int  # rehearsals in which it stayed unanswered
    of: int  # rehearsals in which it was there


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled line; without a value it is a line to write on."""

    label: str
    value: str


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
    facts: tuple[str, ...]
    facts_left: int  # facts of the brief that are kept back
    questions: tuple[Words, ...]
    plans: tuple[Plan, ...]
    trial: tuple[Entry, ...]
    close: Words
    afterwards: Entry
    no: Words
    if_no: tuple[Entry, ...]
    rehearsals: int  # how many it was made from


def as_line(text: str, most: int = LINE) -> str:
    """*text* as a line to be said, no longer than there is room for: whole sentences where one fits."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END.finditer(text) if found.end() <= most]
    return text[: ends[-1]].rstrip() if ends else f"{shortened(text, most)} …"


def as_note(text: str | None) -> str:
    """*text* as a note on one line, no longer than there is room for."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= NOTE else f"{shortened(flat, NOTE)} …"
