"""How likely each point of a meeting is, and how things end from there: for each boss and several sorts of persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.playthroughs import LARGEST_ERROR, PLAYTHROUGHS, played_visits
from rehearse.analysis.states import MOST_STATES, state_graph
from rehearse.analysis.visits import visits
from rehearse.coaching.odds.persons import persons, ranks_of
from rehearse.engine.play import StoryLoop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rehearse.analysis.visits import Visits
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.odds.persons import PersonName
    from rehearse.engine import Story

GOOD = ("agreed", "trial")
"""The endings that count as good in a picture: a trial or better."""

SHOWN: tuple[PersonName, ...] = ("halfway", "advice", "tempting")
"""The persons whose odds are told where none is named."""

WHO: Mapping[PersonName, str] = {
    "halfway": "somebody learning",
    "advice": "somebody who follows the advice",
    "tempting": "a novice, who says what tempts most",
    "uniform": "somebody without a plan",
    "best": "the best that can be done",
}
"""Who might sit in the person's place, in words."""
_LEAST, _CERTAIN = 0.005, 1e-9
"""Below the first a chance would be rounded to none; by less than the second it is none."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Visits for each boss, in the order of the stories, by person."""

    level: str
    persons: tuple[PersonName, ...]
    by_boss: tuple[Mapping[PersonName, Visits], ...]
    sampled: bool
    """Whether any was found by playing, since there are too many states to look at each."""

    @property
    def note(self) -> str:
        """How exact they are, in a sentence."""
        if not self.sampled:
            return "Computed through every way the talk can go, not sampled."
        return (
            f"Sampled from {PLAYTHROUGHS:,} talks each, since there are too many ways to go through them all: "
            f"correct to about {LARGEST_ERROR * 200:.0f} in 100."
        )


def odds_of(
    stories: Iterable[Story],
    catalogue: Catalogue,
    level: str,
    names: Sequence[PersonName] = SHOWN,
    tell: Callable[[Story], None] | None = None,
    *,
    most: int = MOST_STATES,
) -> Odds:
    """The odds for each of *stories* at *level* and the persons of these *names*; *tell* hears which one is next.

    Where there are more than *most* states, talks are played instead; the best that can be done is not known then, so
    that person is left out. A shipped meeting takes one to three seconds a boss. Raises ``KeyError`` where there is no
    such level, and ``StoryLoop`` where the talk goes round in circles by itself.
    """
    found: list[dict[PersonName, Visits]] = []
    sampled = False
    for story in stories:
        if tell is not None:
            tell(story)
        known = persons(ranks_of(story, catalogue))
        try:
            graph = state_graph(story, story.level(level), most=most)
            found.append({name: visits(graph, story, known[name].weights) for name in names})
        except TooLarge:
            sampled = True
            others = [name for name in names if name != "best"]
            found.append({name: played_visits(story, level, known[name].says) for name in others})
    kept = tuple(name for name in names if all(name in each for each in found))
    return Odds(level, kept, tuple(found), sampled)


def hundredths(chance: float) -> str:
    """A chance as so many in a hundred: ``43``; never 0 or 100 where it is not quite."""
    if 0 < chance < _LEAST:
        return "<1"
    return ">99" if 1 - _LEAST <= chance < 1 - _CERTAIN else f"{chance * 100:.0f}"


__all__ = ["GOOD", "SHOWN", "WHO", "Odds", "StoryLoop", "hundredths", "odds_of"]
