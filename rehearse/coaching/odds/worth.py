"""What each line was worth: the odds of every ending before and after it, for named persons who go on from there.

They are computed from the graph of all states, not sampled; only where a meeting has too many states are they found by
playing on from a state many times, and labelled so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.odds import KINDS
from rehearse.analysis.outlook import Damaged, Outlook
from rehearse.analysis.playthroughs import LARGEST_ERROR, sampled
from rehearse.analysis.prospects import Prospects
from rehearse.coaching.odds.persons import PERSONS, USUAL, WORTH, persons
from rehearse.engine.play import StoryLoop, available, is_over

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rehearse.analysis.outlook import Way
    from rehearse.coaching.odds.persons import PersonName
    from rehearse.engine import State, Story

__all__ = ["Damaged", "LineWorth", "Worth", "computed"]

_NOT_EXACTLY = b"too large"
"""What is kept in place of the odds where there are too many states."""


class LineWorth(NamedTuple):
    """A line that is on offer, and the odds once it is said."""

    choice: str  # its id
    odds: Mapping[str, float]

    def chance(self, accepts: Collection[str]) -> float:
        """How likely an ending of one of the types in *accepts* is, from 0 to 1."""
        return sum(chance for kind, chance in self.odds.items() if kind in accepts)


def computed(story: Story, level: str, ranks: tuple[int, ...]) -> bytes:
    """The odds of every state of *story* at *level*, to be kept (see ``Worth``). Takes seconds and some 300 MB."""
    from rehearse.analysis.states import state_graph  # noqa: PLC0415  (loads networkx, only needed to compute)

    index = story.level(level)
    try:
        graph = state_graph(story, index)
    except (TooLarge, StoryLoop):
        return _NOT_EXACTLY
    ways: dict[str, Way] = {name: person.weights for name, person in persons(ranks).items()}
    return Outlook.of(graph, story, ways).as_bytes()


class Worth:
    """What states and lines of one story at one level are worth. May be asked by several threads at once.

    A state that only lines off the script or silence lead to is explored when it is first asked for, which takes up to
    a second, and where things are sampled each answer takes half a second: so ask in a worker.
    """

    def __init__(self, story: Story, level: str, ranks: tuple[int, ...], data: bytes) -> None:
        """Read *data*, as ``computed`` gave it for the same arguments. Raises ``Damaged`` where it is not that."""
        self._story = story
        self._persons = persons(ranks)
        self._outlook: Outlook | None = None
        self._prospects: Prospects | None = None
        self._sampled: dict[tuple[State, str, str], tuple[float, ...]] = {}
        if data != _NOT_EXACTLY:
            self._outlook = Outlook.read(data, PERSONS)
            ways: dict[str, Way] = {name: person.weights for name, person in self._persons.items()}
            self._prospects = Prospects(story, story.level(level), ways, self._outlook)

    @property
    def exact(self) -> bool:
        """Whether everything said so far was computed. Else it was sampled, with a standard error of ``error``."""
        return self._prospects is not None and not self._sampled

    @property
    def error(self) -> float:
        """The standard error of every chance, at most; 0 where they are exact."""
        return 0.0 if self.exact else LARGEST_ERROR

    @property
    def states(self) -> int:
        """How many states are known one by one; 0 where there are too many."""
        return 0 if self._prospects is None else self._prospects.count

    def begun(self, person: PersonName = USUAL) -> dict[str, float] | None:
        """The odds of a talk before its mood of the day is known, by type of ending; ``None`` where not exact."""
        return None if self._outlook is None else _named(self._outlook.begun(person))

    def odds(self, state: State, person: PersonName = USUAL) -> dict[str, float]:
        """How likely each type of ending is from *state* on, for *person*. All types are there; they add up to 1."""
        if self._prospects is not None:
            try:
                return _named(self._prospects.odds(state, person))
            except (TooLarge, StoryLoop):
                pass
        return _named(self._played(state, person))

    def chance(self, state: State, accepts: Collection[str], person: PersonName = USUAL) -> float:
        """How likely an ending of one of the types in *accepts* is from *state* on, from 0 to 1."""
        return sum(chance for kind, chance in self.odds(state, person).items() if kind in accepts)

    def lines(self, state: State, person: PersonName = USUAL) -> tuple[LineWorth, ...]:
        """Each line on offer in *state*, in the author's order, with the odds once it is said.

        Where it is drawn what comes of a line, they are the mean over all that can be drawn.
        """
        if self._prospects is not None:
            try:
                found = tuple(self._prospects.after(state, person))
                return tuple(LineWorth(choice, _named(odds)) for choice, odds in found)
            except (TooLarge, StoryLoop):
                pass
        offered = () if is_over(self._story, state) else available(self._story, state)
        return tuple(LineWorth(choice.id, _named(self._played(state, person, choice.id))) for choice in offered)

    def reachable(self, state: State) -> tuple[str, str]:
        """The best and the worst type of ending that *state* can still come to; sampled, those that it came to."""
        if self._prospects is not None:
            try:
                bits = self._prospects.reachable(state)
                kinds = [kind for place, kind in enumerate(KINDS) if bits >> place & 1]
                return kinds[0], kinds[-1]
            except (TooLarge, StoryLoop):
                pass
        met = [self._played(state, person) for person in PERSONS if person != "best"]
        kinds = [kind for kind, *chances in zip(KINDS, *met, strict=True) if any(chances)]
        return kinds[0], kinds[-1]

    def _played(self, state: State, person: PersonName, first: str = "") -> tuple[float, ...]:
        """Sampled odds. Of somebody who plays best it is only known that they do no worse than any other person."""
        if person == "best":
            others = [self._played(state, other, first) for other in PERSONS if other != "best"]
            return max(others, key=lambda odds: sum(map(float.__mul__, odds, WORTH)))
        asked = state, person, first
        if asked not in self._sampled:
            self._sampled[asked] = sampled(self._story, state, self._persons[person].says, first)
        return self._sampled[asked]


def _named(odds: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(KINDS, odds, strict=True))
