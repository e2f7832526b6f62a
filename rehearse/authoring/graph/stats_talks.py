"""How long a meeting is: talks of somebody who is learning, played to their end, and what was said in them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from rehearse.coaching.odds.persons import USUAL, persons, ranks_of
from rehearse.engine.play import StoryLoop, begin, choose, is_over

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.odds.persons import Person
    from rehearse.engine import Story

TALKS = 300
"""Talks played with each boss: a tenth of a second to half a second."""
_MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over many talks."""

    least: int
    middle: int  # half of the talks have no more, half no less
    most: int


@dataclass(frozen=True, slots=True)
class Talks:
    """So many talks: how many lines the person says in one, and how many words are said by both together."""

    played: int
    turns: Spread
    words: Spread


def talks_of(story: Story, catalogue: Catalogue, count: int, words_in: Callable[..., int]) -> Talks:
    """Play *count* talks of somebody who follows the advice every other line, at the usual level, and measure them.

    The same question always has the same answer. A talk that does not end counts as far as it came.
    """
    person = persons(ranks_of(story, catalogue))[USUAL]
    dice = random.Random(f"{story.scenario} {story.boss.persona}")  # noqa: S311  (it guards nothing)
    level = story.levels[len(story.levels) // 2].id
    found = [_played(story, level, person, dice, words_in) for _ in range(max(1, count))]
    turns, words = zip(*found, strict=True)
    return Talks(len(found), _spread(turns), _spread(words))


def _played(
    story: Story, level: str, person: Person, dice: random.Random, words_in: Callable[..., int]
) -> tuple[int, int]:
    """One talk: lines that the person said, and words of both."""
    turns, words = 0, 0
    try:
        step = begin(story, seed=dice.getrandbits(63), level=level)
        words += words_in(*(line.text for line in step.lines))
        while not is_over(story, step.state) and turns < _MOST_TURNS:
            offered, shares = zip(*person.says(story, step.state), strict=True)
            step = choose(story, step.state, dice.choices(offered, shares)[0].id)
            turns += 1
            words += words_in(*(line.text for line in step.lines))
    except StoryLoop:
        pass
    return turns, words


def _spread(numbers: Sequence[int]) -> Spread:
    return Spread(min(numbers), round(median(numbers)), max(numbers))
