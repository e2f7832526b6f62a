"""What a session's events add up to: who is there, where the conversation stands, what was voted. Values only.

``fold`` puts it together. Coach's screen, projector and phones all show parts of the same ``Room``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.workshop.session.events import Began, DecidedBy, Mode, Option, Question, TieRule

Phase = Literal["lobby", "open", "closed", "revealed", "discuss", "decided", "ended"]
"""Before the first round; votes are taken; no longer; the tally is shown; it is talked about; decided; over."""


def letter(place: int) -> str:
    """By which letter everybody calls the option at *place* (from 0)."""
    return chr(ord("A") + place % 26)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the room."""

    number: int
    name: str
    token: str  # a hash
    removed: bool = False
    observes: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which the conversation went: the lines said, as a journal keeps them."""

    number: int
    parent: int = -1
    turn: int = 0  # after so many lines of the parent
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One vote: what was asked where, who chose what, and what became of it."""

    number: int
    branch: int
    turn: int  # lines said in the branch when it was opened
    question: Question
    options: tuple[Option, ...]
    votes: Mapping[int, str] = field(default_factory=dict)  # by seat
    hands: Mapping[str, int] = field(default_factory=dict)  # by option
    until: float = 0.0
    revealed: bool = False
    decided: str = ""
    by: DecidedBy = "vote"

    def tally(self) -> dict[str, int]:
        """Votes and hands for every option, in the order in which the options stand."""
        votes = Counter(self.votes.values())
        return {option.id: votes[option.id] + self.hands.get(option.id, 0) for option in self.options}

    def leading(self) -> tuple[str, ...]:
        """The options with most votes, in their order; several where it is a tie, none where nobody voted."""
        tally = self.tally()
        most = max(tally.values(), default=0)
        return tuple(option for option, votes in tally.items() if votes == most) if most else ()

    @property
    def taken_part(self) -> int:
        """How many have voted, hands counted in."""
        return len(self.votes) + sum(self.hands.values())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody's own words for a line."""

    number: int
    branch: int
    turn: int
    seat: int
    words: str
    move: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Alone:
    """Somebody's own rehearsal on their phone: the attempt that is under way, and the lines of earlier ones."""

    attempt: int
    seed: int
    entries: tuple[str, ...] = ()
    earlier: tuple[tuple[int, tuple[str, ...]], ...] = ()  # seed and lines of each


@dataclass(frozen=True, slots=True)
class Room:
    """Where a session stands after so many events."""

    began: Began
    sequence: int = 1  # events so far
    phase: Phase = "lobby"
    mode: Mode = "room"
    code: str = ""
    locked: bool = False
    remote: str = ""  # hash of the token of the phone that may lead
    seats: Mapping[int, Seat] = field(default_factory=dict)
    branches: tuple[Branch, ...] = (Branch(0),)
    branch: int = 0
    rounds: tuple[Round, ...] = ()
    compared: tuple[int, ...] = ()
    advice_shown: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    marks: Mapping[tuple[int, int], frozenset[tuple[int, str]]] = field(
        default_factory=dict
    )  # branch, turn: seat, move
    alone: Mapping[int, Alone] = field(default_factory=dict)  # by seat

    @property
    def now(self) -> Branch:
        """The branch in which the conversation goes on."""
        return self.branches[self.branch]

    @property
    def round(self) -> Round | None:
        """The round that is under way, or the last one."""
        return self.rounds[-1] if self.rounds else None

    @property
    def tie(self) -> TieRule:
        """What breaks a tie."""
        return self.began.tie

    @property
    def present(self) -> tuple[Seat, ...]:
        """Everybody who has a seat, in the order in which they came."""
        return tuple(seat for seat in self.seats.values() if not seat.removed)

    @property
    def voters(self) -> int:
        """How many of them may vote."""
        return sum(not seat.observes for seat in self.present)

    def seat_of(self, token: str) -> Seat | None:
        """Whose *token* (as its hash) this is; nobody's where the name was taken off."""
        return next((seat for seat in self.present if seat.token == token), None)
