"""What one screen can answer to another, and what can be asked of the program at its start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class ResumeTalk:
    """Go straight on with a rehearsal of the journal."""

    rehearsal: str


@dataclass(frozen=True, slots=True)
class ToDebrief:
    """From the talk: it is over, or enough for now; open the debrief."""


@dataclass(frozen=True, slots=True)
class ToHome:
    """From the talk or the debrief: back to the home screen."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """From the debrief: a new rehearsal in which the lines before *turn* (from 1) are already said."""

    turn: int


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """From the debrief: a new rehearsal in which the typed line *turn* (from 1) is taken as *entry*."""

    turn: int
    entry: Entry


Start = StartTalk | ResumeTalk
TalkAnswer = ToDebrief | ToHome | None
DebriefAnswer = ToHome | TryAgain | ReadOtherwise | None
