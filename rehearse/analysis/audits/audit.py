"""All figures about one meeting with one boss at one level, as one value that can be kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, get_type_hints

from rehearse.analysis.audits.coverage import Practice, practised
from rehearse.analysis.audits.giveaways import CueScore, Decisions, Told, picks, scored
from rehearse.analysis.audits.pivots import Pivots, pivots
from rehearse.analysis.audits.strategy import Decision, strategy
from rehearse.analysis.outlook import Damaged
from rehearse.analysis.playthroughs import LARGEST_ERROR, begun_by_playing
from rehearse.engine.play import available

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.analysis.audits.coverage import Speaks
    from rehearse.analysis.audits.ground import Ground
    from rehearse.analysis.audits.pivots import Signs
    from rehearse.analysis.playthroughs import Says
    from rehearse.engine.state import State
    from rehearse.engine.story import Choice, Story


class Cue(NamedTuple):
    """Something by which lines can be told apart without understanding them (see ``giveaways``)."""

    ranks: tuple[float, ...]  # by the choice's index: those of the highest rank on offer are said
    only: bool = False  # a line is said only where it is the only one with a rank above 0; else any

    def says(self, story: Story, state: State) -> tuple[tuple[Choice, float], ...]:
        """The lines on offer in *state*, with how likely who goes by it says each."""
        offered = available(story, state)
        ranks = [self.ranks[choice.index] for choice in offered]
        if self.only:
            said = [rank > 0 for rank in ranks]
            if sum(said) != 1:
                said = [True] * len(offered)
        else:
            said = [rank == max(ranks) for rank in ranks]
        return tuple((choice, own / sum(said)) for choice, own in zip(offered, said, strict=True))


class Asked(NamedTuple):
    """What is asked of a meeting. Persons go by the names that ``Ground`` knows them by."""

    persons: tuple[str, ...]
    learning: str  # for whom things are counted
    usual: str  # who says anything
    perfect: str  # who plays best
    pointed: tuple[str, ...]  # those who say what they say for a reason: a line that none of them says is a filler
    good: tuple[str, ...]  # types of endings that one would still hope for
    cues: Mapping[str, Cue]
    cards: Mapping[str, Speaks]
    signs: Signs


class PersonOdds(NamedTuple):
    """How a meeting ends for one person, before the first line, by ``KINDS``."""

    person: str
    odds: tuple[float, ...]


class Audit(NamedTuple):
    """What was found. Where ``states`` is 0 there were too many of them: odds are sampled, the rest is empty."""

    states: int
    error: float  # the standard error of all odds, at most; 0 where they are exact
    lines: float  # how many lines a talk has on average for who is learning
    persons: tuple[PersonOdds, ...]
    cues: tuple[CueScore, ...]
    decisions: tuple[Decision, ...]
    cards: tuple[Practice, ...]
    pivots: Pivots

    def odds(self, person: str) -> tuple[float, ...]:
        """The odds of one person. Raises ``KeyError``."""
        return dict(self.persons)[person]


def audit(ground: Ground, asked: Asked) -> Audit:
    """Everything that is *asked* about the meeting of *ground*, exactly."""
    learning = ground.view(asked.learning)
    decisions = [Decisions(ground, asked.learning, person) for person in (asked.learning, asked.perfect)]
    return Audit(
        states=ground.graph.count,
        error=0.0,
        lines=float(learning.visits.sum()),
        persons=tuple(PersonOdds(person, ground.view(person).begun) for person in asked.persons),
        cues=tuple(
            scored(ground, name, picks(ground, cue.ranks, only=cue.only), *decisions)
            for name, cue in asked.cues.items()
        ),
        decisions=strategy(ground, asked.learning),
        cards=practised(ground, asked.cards, persons=(asked.learning, asked.usual), learning=asked.learning),
        pivots=pivots(
            ground,
            good=asked.good,
            persons=(asked.learning, asked.usual),
            learning=asked.learning,
            others=asked.pointed,
            signs=asked.signs,
        ),
    )


def audit_by_playing(story: Story, level: str, says: Mapping[str, Says], asked: Asked) -> Audit:
    """What can be found by playing: the odds, for all who need not look ahead (*says*), and those of the cues."""
    unknown = Told(0.0, 0.0)
    return Audit(
        states=0,
        error=LARGEST_ERROR,
        lines=0.0,
        persons=tuple(PersonOdds(name, begun_by_playing(story, level, way, name)) for name, way in says.items()),
        cues=tuple(
            CueScore(name, begun_by_playing(story, level, cue.says, name), unknown, unknown, ())
            for name, cue in asked.cues.items()
        ),
        decisions=(),
        cards=(),
        pivots=Pivots((), (), ()),
    )


def as_bytes(found: Audit | Sequence[Any]) -> bytes:
    """An audit, or anything else of tuples and numbers, to be kept."""
    return json.dumps(found).encode()


def read_audit(data: bytes) -> Audit:
    """What ``as_bytes`` gave. Raises ``Damaged`` where it is not an audit."""
    try:
        found: Audit = _read(Audit, json.loads(data))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise Damaged(str(error)) from error
    return found


def _read(kind: Any, data: Any) -> Any:  # noqa: ANN401  (any of the values above)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return kind(*(_read(hints[name], part) for name, part in zip(kind._fields, data, strict=True)))
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is ...:
            return tuple(_read(inner[0], part) for part in data)
        return tuple(_read(own, part) for own, part in zip(inner, data, strict=True))
    if not isinstance(data, (kind, int)):
        message = f"{data!r} is no {kind.__name__}"
        raise TypeError(message)
    return data
