"""The odds of a state found by playing on from it many times: for meetings with too many states to look at each.

Nothing is drawn but from the state itself, so that the same question always has the same answer.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS, UNFINISHED
from rehearse.engine.play import StoryLoop, choose, is_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.engine.state import State
    from rehearse.engine.story import Choice, Story

    Says = Callable[[Story, State], tuple[tuple[Choice, float], ...]]
    """The lines on offer with how likely each is said."""

PLAYTHROUGHS = 2_500
"""From each state: half a second, with a standard error of 0.01 at most."""
LARGEST_ERROR: float = 0.5 / PLAYTHROUGHS**0.5
"""The standard error of a chance that is found so, where it is largest: at one half."""
MOST_TURNS = 200
"""A talk that has not ended after so many further turns is taken not to end."""


def sampled(story: Story, state: State, says: Says, first: str = "") -> tuple[float, ...]:
    """How often a talk that goes on from *state* ended in each type of ending, by ``KINDS``.

    Where *first* names a line that is on offer, it begins with that.
    """
    dice = random.Random(f"{state} {first}")  # noqa: S311  (it guards nothing)
    ended = Counter(_ending(story, state, says, first, dice) for _ in range(PLAYTHROUGHS))
    return tuple(ended[kind] / PLAYTHROUGHS for kind in KINDS)


def _ending(story: Story, state: State, says: Says, first: str, dice: random.Random) -> str:
    state = state._replace(seed=dice.getrandbits(63))  # what the story draws
    try:
        if first:
            state = choose(story, state, first).state
        for _ in range(MOST_TURNS):
            if is_over(story, state):
                ending = story.nodes[state.node].ending
                return UNFINISHED if ending is None else ending.kind
            lines, shares = zip(*says(story, state), strict=True)
            state = choose(story, state, dice.choices(lines, shares)[0].id).state
    except StoryLoop:
        return UNFINISHED
    return UNFINISHED
