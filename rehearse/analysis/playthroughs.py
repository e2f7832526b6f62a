"""The odds of a state found by playing on from it many times: for meetings with too many states to look at each.

Nothing is drawn but from the state itself, so that the same question always has the same answer.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from rehearse.analysis.odds import KINDS, UNFINISHED
from rehearse.analysis.visits import Passage, Visits
from rehearse.engine.play import StoryLoop, begin, choose, is_over

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
    except StoryLoop:
        return UNFINISHED
    return _kind_of(story, _played(story, state, says, dice)[0])


def begun_by_playing(story: Story, level: str, says: Says, name: str) -> tuple[float, ...]:
    """How often a talk ended in each type of ending, by ``KINDS``, the mood of the day drawn each time.

    The same *name* always draws the same.
    """
    dice = random.Random(f"{story.scenario} {story.boss.persona} {level} {name}")  # noqa: S311  (it guards nothing)
    ended = Counter(_ending_of_talk(story, level, says, dice) for _ in range(PLAYTHROUGHS))
    return tuple(ended[kind] / PLAYTHROUGHS for kind in KINDS)


def _ending_of_talk(story: Story, level: str, says: Says, dice: random.Random) -> str:
    try:
        return _kind_of(story, _talk(story, level, says, dice)[0])
    except StoryLoop:  # before the first line
        return UNFINISHED


def _kind_of(story: Story, state: State) -> str:
    """The type of ending that a talk came to in its last *state*."""
    ending = story.nodes[state.node].ending
    return UNFINISHED if ending is None else ending.kind


def played_visits(story: Story, level: str, says: Says, playthroughs: int = PLAYTHROUGHS) -> Visits:
    """What ``visits.visits`` computes, found by playing so many talks; ``states`` is 0.

    The standard error of each probability is at most ``LARGEST_ERROR``. A node that the talk goes through by itself is
    counted once a talk, and no steps to or from it are told.
    """
    dice = random.Random(f"{story.scenario} {story.boss.persona} {level}")  # noqa: S311  (it guards nothing)
    come, times, said, steps = Counter[int](), Counter[int](), Counter[int](), Counter[Passage]()
    ahead, after, ended = Counter[tuple[int, str]](), Counter[tuple[int, str]](), Counter[str]()
    for _ in range(playthroughs):
        state, path, lines = _talk(story, level, says, dice)
        kind = _kind_of(story, state)
        ended[kind] += 1
        seen = [node.index for node in story.nodes if state.seen >> node.index & 1]
        come.update(seen)
        met = [*path, *set(seen).difference(path)]
        times.update(met)
        said.update(lines)
        steps.update(map(Passage, path, path[1:], lines))
        ahead.update((node, kind) for node in met)
        after.update((line, kind) for line in lines)
    nodes, choices = range(len(story.nodes)), range(len(story.choices))
    return Visits(
        come=tuple(come[node] / playthroughs for node in nodes),
        times=tuple(times[node] / playthroughs for node in nodes),
        said=tuple(said[choice] / playthroughs for choice in choices),
        steps={step: count / playthroughs for step, count in steps.items()},
        ahead=tuple(_shares(ahead, node, times[node]) for node in nodes),
        after=tuple(_shares(after, choice, said[choice]) for choice in choices),
        begun=tuple(ended[kind] / playthroughs for kind in KINDS),
        states=0,
    )


def _talk(story: Story, level: str, says: Says, dice: random.Random) -> tuple[State, list[int], list[int]]:
    """As ``_played``, from the beginning."""
    return _played(story, begin(story, seed=dice.getrandbits(63), level=level).state, says, dice)


def _played(story: Story, state: State, says: Says, dice: random.Random) -> tuple[State, list[int], list[int]]:
    """A talk from *state* to its end: the last state, the nodes at which something could be said, and what was said."""
    path: list[int] = [state.node]
    lines: list[int] = []
    try:
        while not is_over(story, state) and len(lines) < MOST_TURNS:
            offered, shares = zip(*says(story, state), strict=True)
            choice = dice.choices(offered, shares)[0]
            state = choose(story, state, choice.id).state
            lines.append(choice.index)
            path.append(state.node)
    except StoryLoop:
        pass
    return state, path, lines[: len(path) - 1]


def _shares(counted: Counter[tuple[int, str]], key: int, total: int) -> tuple[float, ...] | None:
    return tuple(counted[key, kind] / total for kind in KINDS) if total else None
