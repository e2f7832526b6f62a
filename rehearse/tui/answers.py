"""What one screen can answer to another, and what can be asked of the program at its start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.engine import Entry


@dataclass(frozen=True, slots=True)
class StartTalk:
    """Go straight into a talk. An empty text means: as last time; no seed means: draw one."""

    scenario: str
    persona: str
    level: str = ""
    seed: int | None = None
    feedback: str = ""
    mode: str = ""  # empty where the person has not chosen either: guided the first time, recall from then on
    seconds: int | None = None  # how long the boss waits for an answer in a real talk; 0 for as long as one likes
    said: tuple[Entry, ...] = ()  # lines that are said before the person's first


@dataclass(frozen=True, slots=True)
class ResumeTalk:
    """Go straight on with a rehearsal of the journal. Without a mode or a time: as for any other talk."""

    rehearsal: str
    mode: str = ""
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class OpenBrief:
    """Go straight to the person's own meeting."""


@dataclass(frozen=True, slots=True)
class OpenBetween:
    """Go straight to one of the screens for the days between rehearsals."""

    place: str  # "today", "drill", "progress" or "log"
    boss: str = ""  # whom the drill is with; empty for the person's own


@dataclass(frozen=True, slots=True)
class OpenBench:
    """Go straight to the author's bench."""

    scenario: str  # its id, in the content that was read
    boss: str = ""  # empty for the first there is
    file: Path | None = None  # where it is written, where that is not where the content was read
    packs: tuple[Path, ...] = ()  # what to read beside it, where everything is read again


@dataclass(frozen=True, slots=True)
class LeadWorkshop:
    """From the home screen: leave this program for a workshop's, with what is chosen there."""

    scenario: str
    boss: str
    level: str
    who: str  # "trial": pretend people; "lan": phones in this network; "here": this computer alone


@dataclass(frozen=True, slots=True)
class RehearseWith:
    """From the question which boss is like theirs: choose this one for the next talk."""

    boss: str  # a persona's id, or two joined by "+"


@dataclass(frozen=True, slots=True)
class ToDebrief:
    """From the talk: it is over, or enough for now; open the debrief."""


@dataclass(frozen=True, slots=True)
class ToHome:
    """From the talk: back to where one came from."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """From the debrief: a new rehearsal in which the lines before *turn* (from 1) are already said."""

    turn: int


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """From the debrief: a new rehearsal in which the typed line *turn* (from 1) is taken as *entry*."""

    turn: int
    entry: Entry


Start = StartTalk | ResumeTalk | OpenBrief | OpenBetween | OpenBench
TalkAnswer = ToDebrief | ToHome | None
DebriefAnswer = TryAgain | ReadOtherwise | None
