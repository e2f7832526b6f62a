"""Advice: articles, their points, conversational moves, and the cards that join them."""

from typing import Annotated, Literal

from pydantic import Field

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
