"""A story: scenario, persona and brief put together, every reference resolved. Plain frozen values, no pydantic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.engine.entry import NOT_FOLLOWED, OFF_SCRIPT, SILENCE, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearse.engine.state import Standing
    from rehearse.model.condition import Condition

    Holds = Callable[[Standing], bool]

Op = tuple[int, int, int]
"""One effect: what it does (``METER`` and so on), to which index, by how much."""
METER, SURFACE, ACKNOWLEDGE, ANSWER, SET, CLEAR = range(6)
CURRENT = -1
"""The index that stands for the concern whose turn it is."""

Caused = tuple[str, tuple[Op, ...]]
"""Effects with the rule that they come from, as ``Event.cause`` names it."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Where the talk goes on: the first route that holds, or one drawn by weight."""

    routes: tuple[tuple[Holds | None, int], ...] = ()
    chance: tuple[tuple[int, int], ...] = ()  # running total of weights, node


@dataclass(frozen=True, slots=True)
class Choice:
    """One line that the person can say."""

    index: int
    id: str
    key: str  # node id and choice id, "opening.ask-why"
    node: int
    say: str
    moves: tuple[str, ...]
    holds: Holds | None
    repeat: bool
    effects: tuple[Caused, ...]
    replies: tuple[str, ...]
    own_reply: bool
    read_as: str  # for a typed line: the line or move as which it was read
    alike: int  # mask of the choices whose replies are drawn from the same lines
    thinks: str
    exit: Exit
    detour: int
    returns: bool
    why: str
    cards: tuple[str, ...]
    requires: tuple[str, ...]
    forbids: tuple[str, ...]
    risk: bool

    @property
    def entry(self) -> Entry:
        """What a journal keeps of it."""
        return Entry(self.id, self.say if self.off_script or self.read_as else "")

    @property
    def off_script(self) -> bool:
        """Whether it was not on offer at its node: a general move, or something the boss did not follow."""
        return self.index < 0

    @property
    def followed(self) -> bool:
        """Whether the boss could make anything of it."""
        return bool(self.moves)


def in_words(choice: Choice, words: str) -> Choice:
    """*choice* as the person said it in their own *words*."""
    return replace(choice, say=words, read_as=choice.say) if words else choice


def line_off_script(story: Story, node: Node, move: str, words: str) -> Choice:
    """A line that was not on offer at *node*, as a choice.

    *move* is empty where the boss did not follow, and *words* too where nothing was said.
    """
    reaction = story.reactions.get(move)
    return Choice(
        index=-1,
        id=(what := OFF_SCRIPT + move if move else NOT_FOLLOWED if words else SILENCE),
        key=f"{node.id}.{what}",
        node=node.index,
        say=words,
        moves=(move,) if move else (),
        holds=None,
        repeat=True,
        effects=(reaction.effects,) if reaction else (),
        replies=reaction.says if reaction else story.lines["not_following"],
        own_reply=False,
        read_as="",
        alike=0,
        thinks=reaction.thinks if reaction else "",
        exit=Exit(),
        detour=-1,
        returns=False,
        why="",
        cards=(),
        requires=(),
        forbids=(),
        risk=False,
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """How a meeting can end."""

    kind: str
    title: str
    summary: str
    next_talk: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A point in the conversation."""

    index: int
    id: str
    phase: str
    boss: str
    again: str
    speaks: str
    concern: int | None
    effects: tuple[Caused, ...]
    choices: tuple[Choice, ...]
    by_id: Mapping[str, Choice]
    exit: Exit | None
    fallback: int
    otherwise: int
    ending: Ending | None
    notes: str


@dataclass(frozen=True, slots=True)
class Meter:
    """A small whole number with its range and the bounds of its moods."""

    id: str
    label: str
    min: int
    max: int
    start: int
    low: int
    high: int

    def band(self, value: int) -> str:
        """``low``, ``middle`` or ``high``."""
        return "low" if value <= self.low else "high" if value >= self.high else "middle"


@dataclass(frozen=True, slots=True)
class Concern:
    """What the boss is worried about."""

    id: str
    label: str
    about: str
    deep: bool


@dataclass(frozen=True, slots=True)
class Level:
    """How hard the boss is: starting meters, and for each concern the value at which it is answered."""

    id: str
    label: str
    start: tuple[int, ...]
    answered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mood:
    """The mood of the day."""

    id: str
    cue: str
    effects: Caused


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a move does to this boss, what they say and what they think."""

    effects: Caused
    says: tuple[str, ...]
    thinks: str


@dataclass(frozen=True, slots=True)
class Boss:
    """Who is across the table, as the screens show them."""

    persona: str  # its id, or two joined by "+"
    name: str
    role: str
    title: str
    pronoun: str
    something_of: str = ""  # the name of the second persona, where it is a mix

    @property
    def described(self) -> str:
        """The name, with the second persona's where it is a mix: ``Margaret Voss, with something of Danny Okafor``."""
        return f"{self.name}, with something of {self.something_of}" if self.something_of else self.name


@dataclass(frozen=True, slots=True)
class Interrupt:
    """A way out, checked after every line."""

    holds: Holds
    node: int


@dataclass(frozen=True, slots=True)
class Story:
    """One meeting with one boss, ready to be played."""

    scenario: str
    title: str
    you: str
    scene: str
    asks: str
    boss: Boss
    nodes: tuple[Node, ...]
    choices: tuple[Choice, ...]
    start: int
    interrupts: tuple[Interrupt, ...]
    meters: tuple[Meter, ...]
    concerns: tuple[Concern, ...]
    levels: tuple[Level, ...]
    moods: tuple[Mood, ...]
    mood_weights: tuple[tuple[int, int], ...]
    flags: tuple[str, ...]
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]  # meter, band
    lines: Mapping[str, tuple[str, ...]]
    objections: tuple[tuple[str, ...], ...]  # by concern
    reactions: Mapping[str, Reaction]  # every move there is
    moves: tuple[str, ...]  # their ids, in order
    conditions: Mapping[Holds, Condition]  # what each compiled condition says, for those who reason about the story
    joined: int = -1  # the concern that a second persona brought, if there is one

    def broken_off(self) -> int | None:
        """The ending of a talk that the boss breaks off: put off, else refused, else ruptured."""
        for kind in ("deferred", "refused", "ruptured"):
            for node in self.nodes:
                if node.ending is not None and node.ending.kind == kind:
                    return node.index
        return None

    def level(self, name: str) -> int:
        """The index of a level. Raises ``KeyError`` where there is none of that name."""
        for index, level in enumerate(self.levels):
            if level.id == name:
                return index
        raise KeyError(name)

    def meter(self, name: str) -> int:
        """The index of a meter. Raises ``KeyError`` where there is none of that name."""
        for index, meter in enumerate(self.meters):
            if meter.id == name:
                return index
        raise KeyError(name)
