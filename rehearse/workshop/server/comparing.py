"""Two branches side by side, as the wall shows them: where they part, what came of it, and how each came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import ENDING_WORDS

if TYPE_CHECKING:
    from rehearse.engine import Played
    from rehearse.workshop.session.room import Branch, Room
    from rehearse.workshop.stage.stage import Spoken, Stage


@dataclass(frozen=True, slots=True)
class Column:
    """One of two branches that stand side by side."""

    number: int  # from 1
    parted: int  # lines that both have in common
    said: str  # the first line of ours after those; empty where none was said yet
    answered: str  # the boss's first words to it
    more: int  # lines of ours after that one
    outcome: str  # how it came out; empty while it has not
    curve: tuple[float, ...]  # 0 to 1, before the first line and after each; empty where it is not worked out

    @property
    def name(self) -> str:
        """How the room calls it."""
        return f"Branch {self.number}"


def columns(room: Room, stage: Stage) -> tuple[Column, ...]:
    """The branches that the coach has put side by side; none where there are none."""
    both = [room.branches[number] for number in room.compared]
    return tuple(_column(branch, _parted(*both), stage) for branch in both)


def ending(stage: Stage, talk: Branch | Played) -> str:
    """How a talk came out, in a few words; empty while it goes on."""
    outcome = stage.ended(talk)
    return f"{ENDING_WORDS.get(outcome.kind, outcome.kind)}: {outcome.title}" if outcome else ""


def as_said(stage: Stage, talk: Branch | Played, line: Spoken) -> str:
    """A line as people read it: somebody's own words stand in quotation marks, as they are nobody else's."""
    choices = stage.played(talk).choices
    if line.speaker == "you" and 0 < line.turn <= len(choices) and "\t" in str(choices[line.turn - 1].entry):
        return f"“{line.text}”"
    return line.text


def _parted(one: Branch, other: Branch) -> int:
    """Lines that both have in common at their beginning."""
    alike = 0
    while alike < min(len(one.entries), len(other.entries)) and one.entries[alike] == other.entries[alike]:
        alike += 1
    return alike


def _column(branch: Branch, parted: int, stage: Stage) -> Column:
    chances = stage.odds(branch)
    here = [line for line in stage.lines(branch) if line.turn == parted + 1]
    return Column(
        branch.number + 1,
        parted,
        next((as_said(stage, branch, line) for line in here if line.speaker == "you"), ""),
        next((line.text for line in here if line.speaker == "boss"), ""),
        max(len(branch.entries) - parted - 1, 0),
        ending(stage, branch),
        tuple(chances.values) if chances else (),
    )
