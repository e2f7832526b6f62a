"""The ground rules that every meeting shares: meters and levels."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import MeterId, NonEmpty, OwnId, Value


class Meter(Value):
    """A small declared whole number; results clamp to ``min``..``max``; ``low`` and ``high`` bound the moods."""

    id: OwnId
    """What effects and conditions call it."""
    label: NonEmpty
    """What the screen calls it."""
    description: NonEmpty
    """What it stands for, in one sentence."""
    min: Annotated[int, Field(ge=-100, le=100)] = 0
    """It never falls below this."""
    max: Annotated[int, Field(ge=-100, le=100)] = 10
    """It never rises above this."""
    start: int
    """Where it stands at the beginning, where a persona says nothing else."""
    low: int
    """Up to here it counts as low."""
    high: int
    """From here it counts as high."""

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
    """For every concern but the deep one."""
    deep: Annotated[int, Field(ge=1, le=5)]
    """For the one underneath."""


class Level(Value):
    """How hard the boss is: what is added to the starting meters, and how many good answers are needed."""

    id: OwnId
    """What `--level` calls it."""
    label: NonEmpty
    """What lists call it."""
    description: NonEmpty
    """What such a day is like."""
    start: dict[MeterId, int] = {}
    """What is added to the persona's own start."""
    answers: GoodAnswers
    """How many good answers a concern takes."""


class GroundRules(Value):
    """All meters and levels."""

    meters: Annotated[tuple[Meter, ...], Field(min_length=1)]
    """The meters that every meeting has."""
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """How hard a boss can be."""
