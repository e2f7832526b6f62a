"""Everything that can happen in a small story, gone through with the engine itself, one state after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume

from rehearse.analysis.odds import KINDS
from rehearse.coaching.odds.persons import WORTH
from rehearse.engine import available, begin, choose, is_over, play, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rehearse.coaching.odds.persons import Person
    from rehearse.engine import State, Step, Story

    Chain = Mapping[State, Sequence[Sequence[tuple[State, float]]]]
    """For each state its lines; for each line where it leads, and how likely."""

MOST = 1_500
"""States of a small story that are gone through one by one."""


class Draws:
    """Draws as a script says, and past its end the first of all; notes how likely that was, and what else there is."""

    def __init__(self, script: tuple[int, ...]) -> None:
        self.script = list(script)
        self.place = 0
        self.chance = 1.0
        self.further: list[tuple[int, ...]] = []

    def __call__(self, cumulative: Sequence[tuple[int, int]], number: int) -> int:
        del number
        if self.place == len(self.script):
            self.further += [(*self.script, other) for other in range(1, len(cumulative))]
            self.script.append(0)
        at = self.script[self.place]
        self.place += 1
        upto, target = cumulative[at]
        self.chance *= (upto - (cumulative[at - 1][0] if at else 0)) / cumulative[-1][0]
        return target


def every_course(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Step]) -> Iterator[tuple[State, float]]:
    """Every state to which *act* can lead, whatever is drawn, and how likely it is."""
    scripts: list[tuple[int, ...]] = [()]
    while scripts:
        draws = Draws(scripts.pop())
        for drawing in (play, turn):
            monkeypatch.setattr(drawing, "weighted", draws)
        state = act().state
        monkeypatch.undo()
        scripts += draws.further
        yield bare(state), draws.chance


def bare(state: State) -> State:
    """*state* without what never decides where a line leads."""
    return state._replace(turn=0, seed=0, mood=0, asides=0, interrupted=state.interrupted & ~15)


def chain_of(story: Story, state: State | None = None) -> tuple[list[tuple[State, float]], Chain]:
    """Every state of a small story as the engine has them, nothing forgotten: where each line leads.

    From its beginning, or from one *state*.
    """
    monkeypatch = pytest.MonkeyPatch()
    if state is None:
        starts = list(every_course(monkeypatch, lambda: begin(story, seed=1, level="everyday")))
    else:
        starts = [(bare(state), 1.0)]
    chain: dict[State, list[list[tuple[State, float]]]] = {}
    waiting = [state for state, _ in starts]
    while waiting:
        state = waiting.pop()
        if state in chain:
            continue
        assume(len(chain) < MOST)
        said = () if is_over(story, state) else available(story, state)
        chain[state] = [list(every_course(monkeypatch, partial(choose, story, state, choice.id))) for choice in said]
        waiting += (after for line in chain[state] for after, _ in line)
    return starts, chain


def swept(story: Story, chain: Chain, person: Person) -> dict[State, np.ndarray]:
    """Odds for *person* by going over all states again and again until nothing moves."""
    places = {state: place for place, state in enumerate(chain)}
    values = np.zeros((len(chain), len(KINDS)))
    talking = []
    for state, said in chain.items():
        if said:
            talking.append(state)
        else:
            ending = story.nodes[state.node].ending
            values[places[state], KINDS.index(ending.kind if ending else "unfinished")] = 1
    lines = [(places[state], line) for state in talking for line in chain[state]]
    if not lines:
        return dict(zip(chain, values, strict=True))
    states = np.asarray([place for place, _ in lines])
    targets = np.asarray([places[to] for _, line in lines for to, _ in line])
    chances = np.asarray([[chance] for _, line in lines for _, chance in line])
    begins = np.cumsum([0, *(len(line) for _, line in lines)])[:-1]  # of each line in the two above
    firsts = np.flatnonzero(np.diff(states, prepend=-1))  # of each state in the lines
    shares = np.asarray([[share] for state in talking for _, share in person.says(story, state)])
    for _ in range(5_000):
        after = np.add.reduceat(chances * values[targets], begins)
        if person.habits:
            value = np.add.reduceat(shares * after, firsts)
        else:
            ends = [*firsts[1:], len(lines)]
            worth = after @ np.asarray(WORTH)
            best = [first + int(worth[first:end].argmax()) for first, end in zip(firsts, ends, strict=True)]
            value = after[best]
        moved = float(np.abs(value - values[states[firsts]]).max())
        values[states[firsts]] = value
        if moved < 1e-13:
            break
    return dict(zip(chain, values, strict=True))


def begun_by_hand(starts: list[tuple[State, float]], values: Mapping[State, np.ndarray]) -> np.ndarray:
    total = sum((chance * values[state] for state, chance in starts), np.zeros(len(KINDS)))
    total[KINDS.index("unfinished")] += 1 - total.sum()  # what goes round for ever
    return total


def some_ranks(story: Story) -> tuple[int, ...]:
    return tuple((7 * choice.index) % 3 for choice in story.choices)
