"""Where a conversation stands, and what one line did. Values only."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

HELD, SURFACED, ACKNOWLEDGED = 0, 1, 2
"""How far a concern has got; above ``ACKNOWLEDGED`` the good answers so far are counted on top."""

Speaker = Literal["you", "boss"]
Occasion = Literal["says", "reply", "node", "again", "line", "thaw", "impatience"]
EventKind = Literal[
    "meter", "concern", "too-early", "flag", "chance", "detour", "return", "interrupt", "fallback", "ending"
]


class Standing(Protocol):
    """What a condition can ask about: a state, or a turn being worked out."""

    @property
    def node(self) -> int:
        """Where the talk is."""

    @property
    def meters(self) -> Sequence[int]:
        """The meters' values."""

    @property
    def concerns(self) -> Sequence[int]:
        """How far each concern has got."""

    @property
    def flags(self) -> int:
        """The flags set, as bits."""

    @property
    def used(self) -> int:
        """The choices said, as bits."""

    @property
    def seen(self) -> int:
        """The nodes visited, as bits."""

    @property
    def level(self) -> int:
        """The index of the level."""


class State(NamedTuple):
    """Everything that decides how the conversation can go on. Numbers index into the story; sets are bit masks."""

    node: int
    meters: tuple[int, ...]
    concerns: tuple[int, ...]
    flags: int
    used: int  # choices said that may not be said again, and those that a condition asks for
    seen: int  # nodes visited
    interrupted: int  # interrupts taken, and the mood lines that are said once
    back: int  # the choice whose way on is taken when the detour returns; -1 outside a detour
    turn: int  # lines said by the person so far
    mood: int
    level: int
    seed: int
    asides: int  # moves made off the script


class Line(NamedTuple):
    """Something said."""

    speaker: Speaker
    text: str
    occasion: Occasion


class Event(NamedTuple):
    """What changed and why.

    ``subject`` is a meter, concern, flag, node or choice by id; ``before`` and ``after`` its values (for concerns how
    far they got, see ``HELD``); ``cause`` names the rule: ``choice``, ``reaction:<move>``, ``node:<id>``,
    ``mood:<id>`` or ``objection``.
    """

    kind: EventKind
    subject: str
    before: int
    after: int
    cause: str


class Step(NamedTuple):
    """The outcome of one line (or of the beginning): the new state, what was said, what changed and why."""

    state: State
    lines: tuple[Line, ...]
    events: tuple[Event, ...]
