"""What a person has said in rehearsals, with what each line was worth, so that the best of it can be taken along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.judging import feedback
from rehearse.engine.state import ACKNOWLEDGED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine.replay import Played
    from rehearse.engine.story import Choice

MOST_WORDS = 60
"""Words of a line that can be learnt by heart; longer ones are taken only where there is no other."""
_WORTH = {"strong": 2, "fair": 1, "costly": -1}


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One line of a rehearsal."""

    words: str
    typed: bool
    moves: tuple[str, ...]
    phase: str
    turn: int  # from 1
    worth: int  # 2 strong, 1 fair, 0 weak, -1 costly
    answered: tuple[str, ...]  # concerns that it gave a good answer to
    better: str  # a line that was on offer and would have done better, if there was one
    better_moves: tuple[str, ...]
    where: str  # "turn 3, with Margaret Voss"

    @property
    def is_short(self) -> bool:
        """Whether it can be learnt by heart."""
        return len(self.words.split()) <= MOST_WORDS

    @property
    def harm(self) -> bool:
        """Whether it did some."""
        return self.worth < 0


def spoken_lines(
    catalogue: Catalogue, rehearsals: Iterable[Played], made_up: Collection[str] = ()
) -> tuple[SpokenLine, ...]:
    """Every line of *rehearsals* that the boss could follow, in the order in which they are given.

    Chosen lines that state something *made_up*, which nobody should say in earnest, are left out.
    """
    return tuple(
        _spoken(catalogue, played, turn, made_up)
        for played in rehearsals
        for turn, choice in enumerate(played.choices, 1)
        if choice.followed and (_typed(choice) or not _states(choice.say, made_up))
    )


def _typed(choice: Choice) -> bool:
    return bool(choice.read_as) or choice.off_script


def _states(words: str, made_up: Collection[str]) -> bool:
    return any(fact in words for fact in made_up)


def best(lines: Sequence[SpokenLine], *fits: Callable[[SpokenLine], bool]) -> SpokenLine | None:
    """The best of *lines* that did some good: typed ones first, then those that fit, the strong, the earlier given."""
    return next(iter(ranked(lines, *fits)), None)


def ranked(lines: Iterable[SpokenLine], *fits: Callable[[SpokenLine], bool]) -> list[SpokenLine]:
    """Those of *lines* that did some good, the best first, as ``best`` weighs them."""
    good = [line for line in lines if line.worth > 0]
    return sorted(
        good,
        key=lambda line: (line.is_short, line.typed, *(fit(line) for fit in fits), line.worth),
        reverse=True,
    )


def with_moves(lines: Iterable[SpokenLine], moves: Collection[str]) -> list[SpokenLine]:
    """Those of *lines* that make one of *moves*."""
    return [line for line in lines if not set(moves).isdisjoint(line.moves)]


def _spoken(catalogue: Catalogue, played: Played, turn: int, made_up: Collection[str]) -> SpokenLine:
    choice, step = played.choices[turn - 1], played.steps[turn]
    told = feedback(catalogue, played, turn)
    node = played.story.nodes[choice.node]
    offered = told.better if told.better and not _states(told.better.say, made_up) else None
    better = node.by_id.get(offered.choice) if offered else None
    return SpokenLine(
        words=" ".join(choice.say.split()),
        typed=_typed(choice),
        moves=choice.moves,
        phase=told.phase,
        turn=turn,
        worth=_WORTH.get(told.verdict, 0),
        answered=tuple(
            event.subject
            for event in step.events
            if event.kind == "concern"
            and event.after > ACKNOWLEDGED
            and (event.cause == "choice" or event.cause.startswith("reaction:"))
        ),
        better=offered.say if offered else "",
        better_moves=better.moves if better else (),
        where=f"turn {turn}, with {played.story.boss.name}",
    )
