"""Conditions taken apart: what is known of one where flags, visits and choices are known, and what it still asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from rehearse.model import condition as model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.engine.state import State
    from rehearse.engine.story import Story


class Control(NamedTuple):
    """Everything in a state but meters and concerns: where the talk is, and what has been."""

    node: int
    back: int
    past: int  # flags set, nodes visited and choices said, as bits (see ``Past``)
    interrupted: int


class Past:
    """Which bit of ``Control.past`` stands for what: first the flags, then nodes visited, then choices said."""

    __slots__ = ("_nodes", "_said")

    def __init__(self, story: Story) -> None:
        """Number flags, nodes and choices as *story* does."""
        self._nodes = len(story.flags)
        self._said = self._nodes + len(story.nodes)

    def flag(self, index: int) -> int:
        """The bit of a flag."""
        return 1 << index

    def seen(self, index: int) -> int:
        """The bit of a node."""
        return 1 << self._nodes + index

    def said(self, index: int) -> int:
        """The bit of a choice."""
        return 1 << self._said + index

    def of(self, state: State) -> int:
        """All that has been in a state of the engine's."""
        return state.flags | state.seen << self._nodes | state.used << self._said


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a flag is set, a node was visited, or a choice said."""

    bit: int


@dataclass(frozen=True, slots=True)
class Opposite:
    """Not."""

    term: Term


@dataclass(frozen=True, slots=True)
class Every:
    """All of them; of none at all: true."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them; of none at all: false."""

    terms: tuple[Term, ...]


Leaf = model.Compare | model.Test
Term = Mark | Leaf | Opposite | Every | Any
TRUE, FALSE = Every(()), Any(())


class Terms:
    """Turns the conditions of a story into terms, knowing what every name stands for."""

    def __init__(self, story: Story) -> None:
        """Number flags, nodes and choices as the story does."""
        past = Past(story)
        self._places = {
            "flag": {name: past.flag(index) for index, name in enumerate(story.flags)},
            "seen": {node.id: past.seen(node.index) for node in story.nodes},
            "chosen": {choice.key: past.said(choice.index) for choice in story.choices},
        }

    def term(self, condition: model.Condition) -> Term:
        """*condition* as a term."""
        match condition:
            case model.Test(name, argument) if name in self._places:
                return Mark(self._places[name][argument])
            case model.Compare() | model.Test():
                return condition
            case model.Not(term):
                return Opposite(self.term(term))
            case model.All(terms):
                return Every(tuple(self.term(term) for term in terms))
            case model.Some(terms):
                return Any(tuple(self.term(term) for term in terms))


def marks_of(term: Term) -> int:
    """The bits of everything in the past that *term* asks for."""
    match term:
        case Mark(bit):
            return bit
        case Opposite(inner):
            return marks_of(inner)
        case Every(terms) | Any(terms):
            return reduce(or_, map(marks_of, terms), 0)
        case _:
            return 0


def settled(term: Term, past: int) -> Term:
    """*term* where the *past* is known: ``TRUE``, ``FALSE``, or what remains to be asked of meters and concerns."""
    match term:
        case Mark(bit):
            return TRUE if bit & past else FALSE
        case Opposite(inner):
            found = settled(inner, past)
            return FALSE if found == TRUE else TRUE if found == FALSE else Opposite(found)
        case Every(terms):
            return _joined((settled(inner, past) for inner in terms), decides=FALSE, otherwise=TRUE)
        case Any(terms):
            return _joined((settled(inner, past) for inner in terms), decides=TRUE, otherwise=FALSE)
        case _:
            return term


def _joined(terms: Iterable[Term], *, decides: Term, otherwise: Term) -> Term:
    left: list[Term] = []
    for term in terms:
        if term == decides:
            return decides
        if term != otherwise:
            left.append(term)
    if len(left) <= 1:
        return left[0] if left else otherwise
    return Every(tuple(left)) if decides == FALSE else Any(tuple(left))


def foreseen(term: Term, past: int) -> tuple[bool | None, int]:
    """What will be found whenever *term* is asked from now on, and the bits of the past that this turns on.

    *past* holds what is never taken back. The answer is ``None`` where it is open. Where one part decides alone, the
    bits of the others do not matter.
    """
    match term:
        case Mark(bit):
            return (True if bit & past else None), bit
        case Opposite(inner):
            found, marks = foreseen(inner, past)
            return (None if found is None else not found), marks
        case Every(terms):
            return _foreseen([foreseen(inner, past) for inner in terms], decides=False)
        case Any(terms):
            return _foreseen([foreseen(inner, past) for inner in terms], decides=True)
        case _:
            return None, 0


def _foreseen(parts: list[tuple[bool | None, int]], *, decides: bool) -> tuple[bool | None, int]:
    every = 0
    for found, marks in parts:
        if found is decides:
            return found, marks
        every |= marks
    return (None if any(found is None for found, _ in parts) else not decides), every
