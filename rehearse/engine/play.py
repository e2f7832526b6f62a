"""Playing a story: ``begin``, ``available``, ``choose``. Pure functions of their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.engine.chance import draw, shuffle, weighted
from rehearse.engine.state import HELD, State
from rehearse.engine.turn import MAX_HOPS, StoryLoop, Turn, available

if TYPE_CHECKING:
    from rehearse.engine.state import Step
    from rehearse.engine.story import Choice, Story

__all__ = [
    "MAX_HOPS",
    "StoryLoop",
    "Unavailable",
    "arrive",
    "available",
    "begin",
    "choose",
    "improvise",
    "is_over",
    "keep_silent",
    "puzzle",
    "shuffled",
]

_SALT_MOOD, _SALT_ORDER = 1, 1000  # other ones than those of a turn


class Unavailable(ValueError):
    """A choice that cannot be said now: its id is unknown here, its condition does not hold, or it was said before."""


def begin(story: Story, *, seed: int, level: str) -> Step:
    """The first state, and what is said before the person's first line.

    Raises ``KeyError`` where there is no such level.
    """
    index = story.level(level)
    mood = weighted(story.mood_weights, draw(seed, 0, _SALT_MOOD))
    state = State(
        node=story.start,
        meters=story.levels[index].start,
        concerns=(HELD,) * len(story.concerns),
        flags=0,
        used=0,
        seen=0,
        interrupted=0,
        back=-1,
        turn=0,
        mood=mood,
        level=index,
        seed=seed,
        asides=0,
    )
    turn = Turn(story, state)
    turn.apply(story.moods[mood].effects)
    turn.enter(story.start)
    return turn.step()


def shuffled(story: Story, state: State) -> tuple[Choice, ...]:
    """The choices that the person has now, in the order in which they are shown: drawn by the seed."""
    choices = available(story, state)
    order = shuffle(len(choices), state.seed, state.turn, _SALT_ORDER + state.node * 16)
    return tuple(choices[index] for index in order)


def is_over(story: Story, state: State) -> bool:
    """Whether the talk has come to an ending (or cannot go on, in an unfinished story)."""
    return story.nodes[state.node].ending is not None or not available(story, state)


def choose(story: Story, state: State, choice_id: str, words: str = "") -> Step:
    """Say one line: what it does to the boss, what they answer, where the talk goes.

    *words* are the person's own, where they typed the line. Raises ``Unavailable`` where the choice cannot be said in
    *state*.
    """
    node = story.nodes[state.node]
    choice = node.by_id.get(choice_id)
    if choice is None or (state.used >> choice.index & 1 and not choice.repeat):
        message = f"'{choice_id}' cannot be said at '{node.id}'."
        raise Unavailable(message)
    if choice.holds is not None and not choice.holds(state):
        message = f"'{choice_id}' cannot be said at '{node.id}' as things stand."
        raise Unavailable(message)
    turn = Turn(story, state)
    turn.said(choice, words)
    return turn.step()


def improvise(story: Story, state: State, move: str, words: str) -> Step:
    """Make a general *move* that is not on offer here: the persona reacts, and the talk stays or goes ``otherwise``.

    What does good costs nothing of itself, and neither does the first aside; one upon another costs patience, and so
    does a move made before, which does no good a second time. An open question gets an answer: the worry that it
    brings up is said, not only granted. Raises ``Unavailable`` where there is no such move, or the talk is over.
    """
    if move not in story.reactions or is_over(story, state):
        message = f"'{move}' cannot be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = Turn(story, state)
    turn.improvised(move, words)
    return turn.step()


def puzzle(story: Story, state: State, words: str) -> Step:
    """Say something that the boss does not follow. Twice it costs nothing, later a little patience.

    Raises ``Unavailable`` where the talk is over.
    """
    if is_over(story, state):
        message = f"Nothing can be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = Turn(story, state)
    turn.puzzled(words)
    return turn.step()


def keep_silent(story: Story, state: State) -> Step:
    """Say nothing for so long that the boss grows impatient. Raises ``Unavailable`` where the talk is over."""
    if is_over(story, state):
        message = f"Nothing can be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = Turn(story, state)
    turn.silent()
    return turn.step()


def arrive(story: Story, state: State) -> Step:
    """A talk that has just come to the node of *state*, with meters, concerns and flags as they are there.

    For who wants to try a node without the way to it. Raises ``StoryLoop`` where the talk cannot go on by itself.
    """
    turn = Turn(story, state)
    turn.enter(state.node)
    return turn.step()
