"""Conditions taken apart: what is known of one where flags, visits and choices are known, and what it still asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rehearse.model import condition as model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.engine.story import Story


class Control(NamedTuple):
    """Everything in a state but meters and concerns: where the talk is, and what has been. Sets are bit masks."""

    node: int
    back: int
    flags: int
    seen: int
    used: int
    interrupted: int


class Marks(NamedTuple):
    """Flags, visited nodes and choices said, as bit masks."""

    flags: int = 0
    seen: int = 0
    used: int = 0

    def with_others(self, others: Marks) -> Marks:
        """These and *others*."""
        return Marks(self.flags | others.flags, self.seen | others.seen, self.used | others.used)


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a flag is set, a node was visited, or a choice said."""

    bits: Marks  # exactly one

    def holds(self, control: Control) -> bool:
        """Whether it is so."""
        bits = self.bits
        return bool(bits.flags & control.flags or bits.seen & control.seen or bits.used & control.used)


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
        self._places = {
            "flag": {name: 1 << index for index, name in enumerate(story.flags)},
            "seen": {node.id: 1 << node.index for node in story.nodes},
            "chosen": {choice.key: 1 << choice.index for choice in story.choices},
        }

    def term(self, condition: model.Condition) -> Term:
        """*condition* as a term."""
        match condition:
            case model.Test(name, argument) if name in self._places:
                bit = self._places[name][argument]
                field = {"flag": "flags", "seen": "seen", "chosen": "used"}[name]
                return Mark(Marks(**{field: bit}))
            case model.Compare() | model.Test():
                return condition
            case model.Not(term):
                return Opposite(self.term(term))
            case model.All(terms):
                return Every(tuple(self.term(term) for term in terms))
            case model.Some(terms):
                return Any(tuple(self.term(term) for term in terms))


def settled(term: Term, control: Control) -> Term:
    """*term* where *control* is known: ``TRUE``, ``FALSE``, or what remains to be asked of meters and concerns."""
    match term:
        case Mark():
            return TRUE if term.holds(control) else FALSE
        case Opposite(inner):
            found = settled(inner, control)
            return FALSE if found == TRUE else TRUE if found == FALSE else Opposite(found)
        case Every(terms):
            return _joined((settled(inner, control) for inner in terms), decides=FALSE, otherwise=TRUE)
        case Any(terms):
            return _joined((settled(inner, control) for inner in terms), decides=TRUE, otherwise=FALSE)
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


def foreseen(term: Term, control: Control, lasting: int) -> tuple[bool | None, Marks]:
    """What will be found whenever *term* is asked from *control* on, and the marks that this turns on.

    ``None`` where it is open. Visits and choices said are never taken back, nor are the flags in *lasting*, which
    nothing clears. Where one part decides alone, the marks of the others do not matter.
    """
    match term:
        case Mark(bits):
            flags = control.flags & lasting
            there = bits.flags & flags or bits.seen & control.seen or bits.used & control.used
            return (True if there else None), bits
        case Opposite(inner):
            found, marks = foreseen(inner, control, lasting)
            return (None if found is None else not found), marks
        case Every(terms):
            return _foreseen([foreseen(inner, control, lasting) for inner in terms], decides=False)
        case Any(terms):
            return _foreseen([foreseen(inner, control, lasting) for inner in terms], decides=True)
        case _:
            return None, Marks()


def _foreseen(parts: list[tuple[bool | None, Marks]], *, decides: bool) -> tuple[bool | None, Marks]:
    every = Marks()
    for found, marks in parts:
        if found is decides:
            return found, marks
        every = every.with_others(marks)
    return (None if any(found is None for found, _ in parts) else not decides), every
