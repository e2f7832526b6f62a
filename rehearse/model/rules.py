"""The ground rules that every meeting shares: meters and levels."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import Id, NonEmpty, Value


class Meter(Value):
    """A small declared whole number; results clamp to ``min``..``max``; ``low`` and ``high`` bound the moods."""

    id: Id
    label: NonEmpty
    description: NonEmpty
    min: Annotated[int, Field(ge=-100, le=100)] = 0
    max: Annotated[int, Field(ge=-100, le=100)] = 10
    start: int
    low: int
    high: int

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not (self.min <= self.low < self.high <= self.max and self.min <= self.start <= self.max):
            raise PydanticCustomError(
                "meter-range", "A meter needs min <= low < high <= max, and a start between min and max."
            )
        return self


class GoodAnswers(Value):
    """How many good answers it takes before a concern counts as answered."""

    stated: Annotated[int, Field(ge=1, le=5)]
    deep: Annotated[int, Field(ge=1, le=5)]


class Level(Value):
    """How hard the boss is: what is added to the starting meters, and how many good answers are needed."""

    id: Id
    label: NonEmpty
    description: NonEmpty
    start: dict[Id, int] = {}
    answers: GoodAnswers


class GroundRules(Value):
    """All meters and levels."""

    meters: Annotated[tuple[Meter, ...], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
