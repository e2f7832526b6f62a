"""Which boss is mine? A few statements taken from the personas' signs, and the mix that the answers come to.

Every persona has as many statements as any other, so one that a pack brings takes part like the rest. It is a rough
guide: where the answers do not tell, it says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.model.mix import mix_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rehearse.model.persona import Persona

VERY, A_BIT, NOT_AT_ALL = 2, 1, 0
ANSWERS: tuple[tuple[int, str], ...] = ((VERY, "Very like them"), (A_BIT, "A bit"), (NOT_AT_ALL, "Not at all"))
"""The answers there are, with what each counts, in the order in which they are shown."""
MOST_QUESTIONS = 10

_LEAST_LIKE = 0.5
"""How much of all that could be said for a persona must be said, before it is the answer."""
_LEAST_AHEAD = 0.15
"""By how much it must be ahead of the next one: a point, where two or three statements stand for each."""
_LEAST_SHARE = 30
"""Percent below which a second persona is left out."""


@dataclass(frozen=True, slots=True)
class SignQuestion:
    """A statement about one's boss: a sign of one persona, who is not named to the person."""

    persona: str
    sign: str


@dataclass(frozen=True, slots=True)
class BossMix:
    """Whom the answers point to: mostly one, perhaps with a share of another; or the two nearest, where not clear."""

    main: str
    share: int  # percent
    other: str | None
    other_share: int
    clear: bool
    near: tuple[str, ...]  # all that are not clearly behind the first, with it

    @property
    def boss(self) -> str:
        """What to rehearse with: a persona's id, or two joined by ``+``; where it is not clear, one way to see it."""
        return mix_id(self.main, self.other)

    @property
    def anybody(self) -> bool:
        """Whether any statement was said to fit at all."""
        return self.share > 0


def questions(personas: Mapping[str, Persona], *, most: int = MOST_QUESTIONS) -> tuple[SignQuestion, ...]:
    """Statements to be answered one after the other, at most *most*, unless there are more personas than that.

    Each persona has as many as any other, and no two of the same one follow each other (where there are two or more).
    """
    rounds = max(1, most // max(1, len(personas)))
    shown = {name: tuple(_nameless_signs(persona)) for name, persona in personas.items()}
    rounds = min([rounds, *map(len, shown.values())])
    asked: list[SignQuestion] = []
    for number in range(rounds):
        names = list(shown)
        start = number % len(names) if len(names) > 2 else 0  # noqa: PLR2004  (two take turns)
        asked += [SignQuestion(name, shown[name][number]) for name in (*names[start:], *names[:start])]
    return tuple(asked)


def more_questions(
    personas: Mapping[str, Persona],
    asked: Sequence[SignQuestion],
    answers: Sequence[int],
    *,
    most: int = MOST_QUESTIONS,
) -> tuple[SignQuestion, ...]:
    """A further statement for each of those between whom the *answers* do not tell; none where they do.

    *asked* and these together are never more than *most*.
    """
    ranked = _ranked(asked, answers)
    likest, next_likeness = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0
    if likest - next_likeness < _LEAST_AHEAD:
        near = _near(ranked)
    else:
        near = tuple(name for name, likeness in ranked[1:] if likeness == next_likeness > 0)
    if len(near) < 2 or not likest or len(asked) + len(near) > most:  # noqa: PLR2004
        return ()
    known = {question.sign for question in asked}
    further = [
        SignQuestion(name, next((sign for sign in _nameless_signs(personas[name]) if sign not in known), ""))
        for name in near
        if name in personas
    ]
    return tuple(further) if all(question.sign for question in further) else ()


def mix(asked: Sequence[SignQuestion], answers: Sequence[int]) -> BossMix:
    """What the *answers* (0 not at all, 1 a bit, 2 very like them; one to each of *asked*) come to.

    Raises ``ValueError`` where they are not as many as the questions, or none.
    """
    ranked = _ranked(asked, answers)
    main, likeness = ranked[0]
    second, next_likeness = ranked[1] if len(ranked) > 1 else (None, 0.0)
    both = likeness + next_likeness
    share = round(100 * likeness / both) if both else 0
    other_share = 100 - share
    clear = likeness >= _LEAST_LIKE and likeness - next_likeness >= _LEAST_AHEAD
    near = _near(ranked)
    if not both:
        return BossMix(main, 0, None, 0, clear=False, near=())
    if not clear:
        return BossMix(main, share, second, other_share, clear=False, near=near)
    alone = len(ranked) > 2 and ranked[2][1] == next_likeness  # noqa: PLR2004  (nobody stands out behind the first)
    if alone or other_share < _LEAST_SHARE:
        return BossMix(main, 100, None, 0, clear=True, near=near)
    return BossMix(main, share, second, other_share, clear=True, near=near)


def told(result: BossMix, personas: Mapping[str, Persona]) -> str:
    """The result in a sentence or two."""
    main = _introduced(personas[result.main])
    other = _introduced(personas[result.other]) if result.other else ""
    if not result.anybody:
        return "No clear answer: none of this fits your boss. Take whoever comes nearest in the list of bosses."
    if not result.clear:
        if len(result.near) > 2:  # noqa: PLR2004
            names = [personas[name].name for name in result.near]
            return f"No clear answer: {', '.join(names[:-1])} and {names[-1]} fit about as well."
        if not result.other_share:
            return f"No clear answer: there is something of {main}, but not much."
        return f"No clear answer. The two nearest are {main} and {other}."
    if not other:
        return f"Your boss is most like {main}."
    return f"Your boss is mostly like {main}, with something of {other}: about {result.share} to {result.other_share}."


def _introduced(persona: Persona) -> str:
    return f"{persona.name} ({persona.title[:1].lower()}{persona.title[1:]})"


def _near(ranked: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Whoever is not clearly behind the first, with it."""
    return tuple(name for name, likeness in ranked if likeness > 0 and ranked[0][1] - likeness < _LEAST_AHEAD)


def _ranked(asked: Sequence[SignQuestion], answers: Sequence[int]) -> list[tuple[str, float]]:
    """Every persona asked about with how much of what could be said for it was said (0 to 1), the likest first."""
    if not asked:
        message = "There is no question, so there is no answer."
        raise ValueError(message)
    points: dict[str, list[int]] = {}
    for question, answer in zip(asked, answers, strict=True):
        points.setdefault(question.persona, []).append(answer)
    likeness = {name: sum(given) / (VERY * len(given)) for name, given in points.items()}
    return sorted(likeness.items(), key=lambda entry: -entry[1])


def _nameless_signs(persona: Persona) -> Iterator[str]:
    """The persona's signs, "your boss" standing where the author wrote the name."""
    words = persona.name.split()
    names = {persona.name, *(word for word in (words[0], words[-1]) if _is_name(word))}
    longest_first: Iterable[str] = sorted(names, key=lambda name: (-len(name), name))
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for sign in persona.signs:
        nameless = name.sub("your boss", sign)
        yield nameless[:1].upper() + nameless[1:]


def _is_name(word: str) -> bool:
    return len(word) > 2 and word.casefold() not in {"the", "mrs", "miss", "sir", "dame", "prof"}  # noqa: PLR2004
