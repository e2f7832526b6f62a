"""A persona: one boss, with voice, temperament, concerns and reactions."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rehearse.model.base import (
    ConcernId,
    Effects,
    Fault,
    MeterId,
    MoveId,
    NonEmpty,
    OneOrMore,
    OwnId,
    PlainEffects,
    Spoken,
    Value,
    faulty,
)
from rehearse.model.problem import did_you_mean

Variants = Annotated[tuple[Spoken, ...], Field(min_length=2)]
"""Two or more ways of saying it; the rehearsal's seed draws one."""


class Concern(Value):
    """What the boss is worried about underneath."""

    id: OwnId
    """What reactions and `lines.objection` call it."""
    label: NonEmpty
    """The worry in a few words, as the debrief names it."""
    about: NonEmpty
    """One sentence on what is behind it. The first concern may be lent to another boss: no name, no he or she in it."""
    deep: bool = False
    """`true` for the last one and no other: the worry underneath, which nobody says first."""


class Mood(Value):
    """The mood of the day, drawn by weight at the start."""

    id: OwnId
    """What the journal calls it."""
    weight: Annotated[int, Field(ge=1, le=1000)] = 1
    """How likely it is beside the others: 3 comes three times as often as 1."""
    effects: PlainEffects = Field(default_factory=Effects)
    """What it does to the meters before the first word."""
    cue: Spoken
    """What one sees of it on coming in."""


class Cues(Value):
    """What one sees of a meter while it is low, middling or high: two or more for each."""

    low: Variants
    """While it is low: at the meter's `low` or below."""
    middle: Variants
    """While it is neither."""
    high: Variants
    """While it is high: at the meter's `high` or above."""


class Reaction(Value):
    """What a move does to this boss, what they say to it, and what they think."""

    effects: PlainEffects = Field(default_factory=Effects)
    """What the move does to the meters and to the concerns."""
    says: Variants
    """What they answer: two or more, of which one is drawn."""
    thinks: Spoken
    """What they think and do not say. The debrief shows it."""


class GeneralReactions(Value):
    """Reactions to moves that the persona does not name, by how the move works in general."""

    helps: Reaction
    """To moves that help with most bosses."""
    depends: Reaction
    """To moves that help with some and hurt with others."""
    hurts: Reaction
    """To moves that hurt with most."""


class Lines(Value):
    """What this boss says on occasions that every meeting has: two or more for each."""

    objection: dict[ConcernId, Variants]
    """Each concern, voiced: what they say when it comes into the open or comes up again."""
    nothing_left: Variants
    """They have run out of objections."""
    not_following: Variants
    """They have not understood what was said."""
    impatience: Variants
    """Said once when patience falls low."""
    thaw: Variants
    """Said once when trust grows high."""
    yes: Variants
    """They agree."""
    trial: Variants
    """They agree to try it for a while."""
    partial: Variants
    """They agree to some of it."""
    later: Variants
    """They put it off."""
    no: Variants
    """They refuse, and stay civil."""
    rupture: Variants
    """They break off the talk."""


class Persona(Value):
    """One boss."""

    id: OwnId
    """What commands and variants of texts call this boss: the file's name without `.yaml`."""
    title: NonEmpty
    """A label for lists, such as `The one who wants to see it`."""
    name: NonEmpty
    """First name and surname."""
    role: NonEmpty
    """Their position."""
    pronoun: Literal["she", "he", "they"]
    """How the program speaks of them."""
    about: NonEmpty
    """Who this is, in a short paragraph: where the worries come from, and what is good about them."""
    talks: NonEmpty
    """How they talk, in one or two sentences: what an author goes by who writes a variant for them."""
    signs: Annotated[tuple[NonEmpty, ...], Field(min_length=3)]
    """Three to five signs by which one knows such a boss before the meeting. Each begins with a verb, with no name and
    no he or she: "Which boss is mine?" shows them as statements."""
    start: dict[MeterId, int]
    """Where the meters stand when the talk begins."""
    concerns: Annotated[tuple[Concern, ...], Field(min_length=2, max_length=3)]
    """Two or three worries in the order in which they come out; the last one, and it alone, is `deep`."""
    moods: Annotated[tuple[Mood, ...], Field(min_length=1)]
    """The moods of the day, of which one is drawn for each rehearsal."""
    cues: dict[MeterId, Cues]
    """What one sees of each meter: posture, hands, the clock."""
    reactions: dict[MoveId, Reaction]
    """To moves, by name. A move that is not named gets a general reaction; the more are named, the more this is
    somebody."""
    general: GeneralReactions
    """To every move that is not named above."""
    lines: Lines
    """What they say on occasions that every meeting has."""
    renamed_from: OneOrMore | None = None
    """The ids that it had before, so that old journals can still be read."""

    @model_validator(mode="after")
    def _concerns_are_in_order(self) -> Self:
        if faults := [*self._wrongly_deep(), *self._objections_astray()]:
            raise faulty(faults)
        return self

    def _wrongly_deep(self) -> Iterator[Fault]:
        """Concerns that are deep and are not the last, and a last one that is not deep."""
        last = len(self.concerns) - 1
        early = [index for index, concern in enumerate(self.concerns) if concern.deep and index != last]
        for index in early:
            message = "Only the last concern is deep, and this is not the last."
            yield Fault("one-deep-concern", ("concerns", index, "deep"), message)
        if not early and not self.concerns[last].deep:
            yield Fault("one-deep-concern", ("concerns", last), "The last concern needs 'deep: true'.")

    def _objections_astray(self) -> Iterator[Fault]:
        """Lines for concerns that are not there, and concerns without lines."""
        at = ("lines", "objection")
        missing = [concern.id for concern in self.concerns if concern.id not in self.lines.objection]
        known = {concern.id for concern in self.concerns}
        for key in self.lines.objection:
            if key in known:
                continue
            meant = did_you_mean(key, missing)
            missing = [concern for concern in missing if f"'{concern}'" not in meant]
            hint = meant or did_you_mean(key, known) or f"There is: {', '.join(sorted(known))}."
            yield Fault("objections-by-concern", (*at, key), f"There is no concern '{key}'.", hint)
        for concern in missing:
            yield Fault("objections-by-concern", at, f"The concern '{concern}' has no lines here.")
