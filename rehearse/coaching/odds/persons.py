"""Who might sit in the person's place: named ways of talking, by which lines and states are weighed.

None of them is the person at the keyboard. They are fixed points between which one can place oneself, and they say what
a state is worth whoever goes on from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from rehearse.engine.play import available

if TYPE_CHECKING:
    from rehearse.analysis.odds import Odds, Weights
    from rehearse.analysis.states import StateGraph
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine import Choice, State, Story

PersonName = Literal["uniform", "advice", "tempting", "best", "halfway"]
PERSONS: tuple[PersonName, ...] = get_args(PersonName)
USUAL: PersonName = "halfway"
"""Whose odds the debrief's curve shows: somebody who is learning, as whoever rehearses is."""

WORTH = (5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0)
"""What each type of ending is worth to the person who plays best, by ``analysis.odds.KINDS``: agreed, trial, partial,
deferred, refused, ruptured, and a talk that comes to no end. Only their order is meant; the steps are even, since none
is known to be greater than another."""

_GENERAL = {"helps": 2, "depends": 0, "hurts": -4}
_SPEAKS = {"recommends": 2, "warns": -2}


@dataclass(frozen=True, slots=True)
class Person:
    """A way of talking: in each turn one of several habits, each with its share; without any, playing best."""

    name: PersonName
    habits: tuple[tuple[float, tuple[int, ...] | None], ...]
    """Share, and the rank of each line by the choice's index: one of the highest on offer is said. ``None``: any."""

    def weights(self, graph: StateGraph, ends: Odds) -> Weights:
        """How often each line of *graph* is said in its state, where the odds of the last states are *ends*."""
        from rehearse.analysis.odds import best_play, by_rank, evenly  # noqa: PLC0415  (loads numpy, not needed for ranks)

        if not self.habits:
            return best_play(graph, WORTH, ends)
        (share, ranks), *others = self.habits
        weights = share * (evenly(graph) if ranks is None else by_rank(graph, ranks))
        for share, ranks in others:
            weights += share * (evenly(graph) if ranks is None else by_rank(graph, ranks))
        return weights

    def says(self, story: Story, state: State) -> tuple[tuple[Choice, float], ...]:
        """The lines on offer in *state*, with how likely each is said. Not for who plays best: that takes the graph."""
        offered = available(story, state)
        shares = [0.0] * len(offered)
        for share, ranks in self.habits:
            highest = None if ranks is None else max(ranks[choice.index] for choice in offered)
            said = [place for place, choice in enumerate(offered) if ranks is None or ranks[choice.index] == highest]
            for place in said:
                shares[place] += share / len(said)
        return tuple(zip(offered, shares, strict=True))


def ranks_of(story: Story, catalogue: Catalogue) -> tuple[int, ...]:
    """For each choice of *story* how much the advice speaks for it, from -6 to 4, whatever the state.

    What its moves do in general (for the worst of them: helps 2, depends 0, hurts -4), and 2 more or less where the
    card that fits it best with this boss in this phase recommends or warns. So coarse that several lines often share a
    rank: whoever has read the cards knows which lines are good, and not which of them is best here.
    """
    return tuple(_rank(story, catalogue, choice) for choice in story.choices)


def _rank(story: Story, catalogue: Catalogue, choice: Choice) -> int:
    phase = story.nodes[choice.node].phase
    cards = catalogue.ranked(choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards)
    fitting = next((speaks for fit, _, speaks in cards if fit >= 0), None)
    general = min(_GENERAL[catalogue.move(move).general] for move in choice.moves)
    return general + (_SPEAKS[fitting] if fitting else 0)


def persons(ranks: tuple[int, ...]) -> dict[PersonName, Person]:
    """All of them by name, where the advice speaks for each choice by *ranks* (see ``ranks_of``).

    ``uniform``
        Says any line that is on offer, all as often: somebody without a plan. What the others are measured by.
    ``advice``
        Says one of the lines that the advice speaks for most: somebody who has learnt the cards and knows their boss's
        signs, and goes by nothing else.
    ``tempting``
        Says one of the lines that the advice speaks for least: a novice to whom what suggests itself in the heat of the
        moment seems the thing to say.
    ``best``
        Says the line from which things end best, knowing where every line leads: the most that can be made of a state.
    ``halfway``
        Half of the time does as the advice says and else says anything: somebody who is learning.
    """
    against = tuple(-rank for rank in ranks)
    return {
        person.name: person
        for person in (
            Person("uniform", ((1.0, None),)),
            Person("advice", ((1.0, ranks),)),
            Person("tempting", ((1.0, against),)),
            Person("best", ()),
            Person("halfway", ((0.5, None), (0.5, ranks))),
        )
    }
