"""Advice: articles, their points, conversational moves, and the cards that join them."""

import re
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rehearse.model.base import (
    ArticleId,
    CardId,
    ConceptId,
    Explained,
    Id,
    MoveId,
    NonEmpty,
    OwnId,
    PersonaId,
    Refers,
    Value,
)

Stage = Annotated[
    Literal[
        "prepare",
        "set-up",
        "open",
        "understand",
        "ask",
        "evidence",
        "address",
        "negotiate",
        "close",
        "escalate",
        "avoid",
        "after",
    ],
    Explained(
        (
            "Before the talk: what to find out and to bring.",
            "Getting the talk: when, where, with whom.",
            "The first minutes.",
            "Finding out what is behind it.",
            "Saying what one would like.",
            "Showing that it works.",
            "Meeting their worries.",
            "Finding something that both can live with.",
            "Making it stick.",
            "Raising the stakes.",
            "What goes wrong.",
            "After the talk.",
        )
    ),
]
General = Annotated[
    Literal["helps", "depends", "hurts"],
    Explained(("It helps with most bosses.", "It helps with some and hurts with others.", "It hurts with most.")),
]
PointNumber = Annotated[str, Field(pattern=r"^[A-Z]{2}-[0-9]{2,3}$")]
"""Two capitals and a number: ``LP-09``."""
PointId = Annotated[PointNumber, Refers("point")]


class Article(Value):
    """A published article that advice stands on; cited by title and publisher, never by its text."""

    id: OwnId
    """What points call it."""
    title: NonEmpty
    """Its title, as published."""
    short: NonEmpty
    """What it is called where there is little room."""
    publisher: NonEmpty
    """Who published it, and where."""
    quotes: tuple[NonEmpty, ...] = ()
    """People whose advice it passes on."""


class Point(Value):
    """One numbered piece of advice in an article, in our own words."""

    id: PointNumber
    """Two capitals for the article and a number: `LP-09`."""
    article: ArticleId
    """The article that it stands in."""
    where: NonEmpty
    """Where in it, so that one finds it again."""
    stage: NonEmpty
    """Which stage of the talk it is about."""
    for_: Id = Field(alias="for")
    """For whom it is, or what it serves, in a word; `any` where it is for everybody."""
    text: NonEmpty
    """What it says, in our own words and in one sentence."""


class Move(Value):
    """What a line does, whatever its words."""

    id: OwnId
    """What choices, reactions and cards call it."""
    label: NonEmpty
    """What it is called, as an instruction: `Ask for the reason`."""
    description: NonEmpty
    """What a line does that is this move, in one sentence."""
    stage: Stage
    """Where in a talk it belongs."""
    general: General
    """How it works with bosses that have no reaction of their own to it."""
    examples: Annotated[tuple[NonEmpty, ...], Field(min_length=3)]
    """Three lines or more that are this move, in different voices. Typed replies are understood by them."""
    requires: tuple[ConceptId, ...] = ()
    """Concepts that a typed reply must speak of in order to be read as this move."""
    forbids: tuple[ConceptId, ...] = ()
    """Concepts that a typed reply must not speak of in order to be read as this move."""
    risk: Literal["confirm"] | None = None
    """`confirm`: a typed reply that is read as this move is always asked about first."""


def _cut_at_commas(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds; the type is checked after it)
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Ways = Annotated[
    tuple[NonEmpty, ...], BeforeValidator(_cut_at_commas, json_schema_input_type=str | tuple[NonEmpty, ...])
]
"""Ways of saying something: a list, or one text with commas between them."""

BUILT_IN = ("number", "ordinal", "time", "percent", "money")
"""What ways may name between angle brackets without its being a concept: figures, in digits or in words."""

_REFERENCE = re.compile(r"<([^<>]*)>")


class Concept(Value):
    """Something that people mean, and the many ways they say it."""

    id: OwnId
    """What `requires`, `forbids` and other concepts' ways call it. One from the thesaurus takes that one's place."""
    label: NonEmpty
    """What it is, as the program says it to the person: `a number of days`."""
    kind: Annotated[Literal["topic", "act"], Explained(("What is spoken of.", "What is done by saying it."))]
    """Whether it is spoken of, or done by saying it."""
    ways: Annotated[Ways, Field(min_length=1)]
    """The ways of saying it: a list, or one text with commas between them."""
    hints: Ways = ()
    """Weaker ways: they count a little, and only beside other signs."""

    def names(self) -> tuple[str, ...]:
        """What its ways refer to between angle brackets, each once."""
        return _named((*self.ways, *self.hints))


@lru_cache(maxsize=4096)
def _named(ways: tuple[str, ...]) -> tuple[str, ...]:
    """Kept, since it is asked of all concepts at every loading, and few of them change."""
    return tuple(dict.fromkeys(name for way in ways for name in _REFERENCE.findall(way)))


class Card(Value):
    """One piece of advice in our own words, and the points that it stands on."""

    id: OwnId
    """What choices and other cards call it."""
    title: NonEmpty
    """An instruction: `Ask what worries them before you argue`."""
    why: NonEmpty
    """Two or three sentences on why it helps, and where it does not."""
    example: NonEmpty
    """A line that does it."""
    counter_example: NonEmpty
    """A line that does the opposite."""
    recommends: tuple[MoveId, ...] = ()
    """Moves that it recommends; none where it is about what to do before or after the talk."""
    warns_against: tuple[MoveId, ...] = ()
    """Moves that it warns against."""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    """The stages of a talk at which it is of use; the first is where it is listed."""
    personas: tuple[PersonaId, ...] = ()
    """The bosses with whom it matters most; none: it is for all alike."""
    points: Annotated[tuple[PointId, ...], Field(min_length=1)]
    """The points that it stands on."""
    see: tuple[CardId, ...] = ()
    """Cards that it goes with, limits or disagrees with; `why` says which."""
