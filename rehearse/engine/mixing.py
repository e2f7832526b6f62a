"""A boss who is mostly one persona, with something of another.

What joins is the other one's *first stated* concern, the one by which such a boss is known, and not the deep one: its
lines tell of a past that this boss has not had, and a boss has one deep concern, the last. It is raised in the other
one's words, at the latest when this boss first says what worries them (else it would hardly ever come out), and put to
rest by the moves that put it to rest with the other one. Nothing else is taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.model.advice import Move
    from rehearse.model.persona import Concern, Persona, Reaction

_ROLES = frozenset({"stated", "deep", "current"})


def mixed(main: Persona, other: Persona, moves: Mapping[str, Move]) -> Persona:
    """*main* with the first stated concern of *other*, which comes just before the deep one."""
    theirs = other.concerns[0]
    concern = theirs.model_copy(update={"id": _joined_id(main, other, theirs)})
    objections = {**main.lines.objection, concern.id: other.lines.objection[theirs.id]}
    return main.model_copy(
        update={
            "concerns": (*main.concerns[:-1], concern, main.concerns[-1]),
            "lines": main.lines.model_copy(update={"objection": objections}),
            "reactions": {
                **main.reactions,
                **{
                    move: _answering(reaction_to(main, moves[move]), concern.id)
                    for move in moves
                    if _answers(reaction_to(other, moves[move]), theirs)
                },
            },
        }
    )


def reaction_to(persona: Persona, move: Move) -> Reaction:
    """What *move* does to this boss: their own reaction to it, or the one to moves of its kind."""
    own = persona.reactions.get(move.id)
    if own is not None:
        return own
    general: Reaction = getattr(persona.general, move.general)
    return general


def _joined_id(main: Persona, other: Persona, concern: Concern) -> str:
    """The concern's id, with the other persona's before it where the main one has a concern of that id already."""
    taken = _ROLES.union(known.id for known in main.concerns)
    name = concern.id
    while name in taken:
        name = f"{other.id}-{name}"
    return name


def _answers(reaction: Reaction, concern: Concern) -> bool:
    return not {concern.id, "stated"}.isdisjoint(reaction.effects.answer)


def _answering(reaction: Reaction, concern: str) -> Reaction:
    effects = reaction.effects.model_copy(update={"answer": (*reaction.effects.answer, concern)})
    return reaction.model_copy(update={"effects": effects})
