"""Advice: articles, their points, conversational moves, and the cards that join them."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rehearse.model.base import Id, NonEmpty, Value

Stage = Literal[
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
]
General = Literal["helps", "depends", "hurts"]
PointId = Annotated[str, Field(pattern=r"^[A-Z]{2}-[0-9]{2,3}$")]


class Article(Value):
    """A published article that advice stands on; cited by title and publisher, never by its text."""

    id: Id
    title: NonEmpty
    short: NonEmpty
    publisher: NonEmpty
    quotes: tuple[NonEmpty, ...] = ()


class Point(Value):
    """One numbered piece of advice in an article, in our own words."""

    id: PointId
    article: Id
    where: NonEmpty
    stage: NonEmpty
    for_: Id = Field(alias="for")
    text: NonEmpty


class Move(Value):
    """What a line does, whatever its words."""

    id: Id
    label: NonEmpty
    description: NonEmpty
    stage: Stage
    general: General
    examples: Annotated[tuple[NonEmpty, ...], Field(min_length=3)]
    requires: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    risk: Literal["confirm"] | None = None


def _cut_at_commas(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds; the type is checked after it)
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Ways = Annotated[tuple[NonEmpty, ...], BeforeValidator(_cut_at_commas)]
"""Ways of saying something: a list, or one text with commas between them."""

BUILT_IN = ("number", "ordinal", "time", "percent", "money")
"""What ways may name between angle brackets without its being a concept: figures, in digits or in words."""

_REFERENCE = re.compile(r"<([^<>]*)>")


class Concept(Value):
    """Something that people mean, and the many ways they say it."""

    id: Id
    label: NonEmpty
    kind: Literal["topic", "act"]
    ways: Annotated[Ways, Field(min_length=1)]
    hints: Ways = ()

    def names(self) -> tuple[str, ...]:
        """What its ways refer to between angle brackets, each once."""
        return tuple(dict.fromkeys(name for way in (*self.ways, *self.hints) for name in _REFERENCE.findall(way)))


class Card(Value):
    """One piece of advice in our own words, and the points that it stands on."""

    id: Id
    title: NonEmpty
    why: NonEmpty
    example: NonEmpty
    counter_example: NonEmpty
    recommends: tuple[Id, ...] = ()
    warns_against: tuple[Id, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    personas: tuple[Id, ...] = ()
    points: Annotated[tuple[PointId, ...], Field(min_length=1)]
    see: tuple[Id, ...] = ()
