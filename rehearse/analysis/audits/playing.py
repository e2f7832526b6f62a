"""Odds before the first line, found by playing: for meetings with too many states to look at each."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS, UNFINISHED
from rehearse.analysis.playthroughs import MOST_TURNS, PLAYTHROUGHS
from rehearse.engine.play import StoryLoop, begin, choose, is_over

if TYPE_CHECKING:
    from rehearse.analysis.playthroughs import Says
    from rehearse.engine.story import Story


def played(story: Story, level: str, says: Says, name: str) -> tuple[float, ...]:
    """How often ``PLAYTHROUGHS`` talks ended in each type of ending, by ``KINDS``, the mood of the day drawn each time.

    The same *name* always draws the same. A talk of more than ``MOST_TURNS`` lines is taken not to end.
    """
    dice = random.Random(f"{story.scenario} {story.boss.persona} {level} {name}")  # noqa: S311  (it guards nothing)
    ended = Counter(_ending(story, level, says, dice) for _ in range(PLAYTHROUGHS))
    return tuple(ended[kind] / PLAYTHROUGHS for kind in KINDS)


def _ending(story: Story, level: str, says: Says, dice: random.Random) -> str:
    try:
        state = begin(story, seed=dice.getrandbits(63), level=level).state
        for _ in range(MOST_TURNS):
            if is_over(story, state):
                ending = story.nodes[state.node].ending
                return UNFINISHED if ending is None else ending.kind
            lines, shares = zip(*says(story, state), strict=True)
            state = choose(story, state, dice.choices(lines, shares)[0].id).state
    except StoryLoop:
        pass
    return UNFINISHED
