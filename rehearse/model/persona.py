"""A persona: one boss, with voice, temperament, concerns and reactions."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import Effects, Id, NonEmpty, OneOrMore, PlainEffects, Spoken, Value

Variants = Annotated[tuple[Spoken, ...], Field(min_length=2)]
"""Two or more ways of saying it; the rehearsal's seed draws one."""


class Concern(Value):
    """What the boss is worried about underneath."""

    id: Id
    label: NonEmpty
    about: NonEmpty
    deep: bool = False


class Mood(Value):
    """The mood of the day, drawn by weight at the start."""

    id: Id
    weight: Annotated[int, Field(ge=1, le=1000)] = 1
    effects: PlainEffects = Effects()
    cue: Spoken


class Cues(Value):
    """What one sees of a meter while it is low, middling or high."""

    low: Variants
    middle: Variants
    high: Variants


class Reaction(Value):
    """What a move does to this boss, what they say to it, and what they think."""

    effects: PlainEffects = Effects()
    says: Variants
    thinks: Spoken


class GeneralReactions(Value):
    """Reactions to moves that the persona does not name, by how the move works in general."""

    helps: Reaction
    depends: Reaction
    hurts: Reaction


class Lines(Value):
    """What this boss says on occasions that every meeting has."""

    objection: dict[Id, Variants]
    nothing_left: Variants
    not_following: Variants
    impatience: Variants
    thaw: Variants
    yes: Variants
    trial: Variants
    partial: Variants
    later: Variants
    no: Variants
    rupture: Variants


class Persona(Value):
    """One boss."""

    id: Id
    title: NonEmpty
    name: NonEmpty
    role: NonEmpty
    pronoun: Literal["she", "he", "they"]
    about: NonEmpty
    talks: NonEmpty
    signs: Annotated[tuple[NonEmpty, ...], Field(min_length=3)]
    start: dict[Id, int]
    concerns: Annotated[tuple[Concern, ...], Field(min_length=2, max_length=3)]
    moods: Annotated[tuple[Mood, ...], Field(min_length=1)]
    cues: dict[Id, Cues]
    reactions: dict[Id, Reaction]
    general: GeneralReactions
    lines: Lines
    renamed_from: OneOrMore | None = None

    @model_validator(mode="after")
    def _concerns_are_in_order(self) -> Self:
        if [concern.deep for concern in self.concerns] != [False] * (len(self.concerns) - 1) + [True]:
            raise PydanticCustomError("one-deep-concern", "Exactly one concern is deep, and it comes last.")
        ids = [concern.id for concern in self.concerns]
        if set(self.lines.objection) != set(ids):
            raise PydanticCustomError(
                "objections-by-concern", "lines.objection needs each of the concerns: {ids}.", {"ids": ", ".join(ids)}
            )
        return self
