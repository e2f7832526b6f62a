"""Who the simulated people of a trial are: names, and how each of them takes part. Drawn from the session's seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.odds.persons import PersonName

_NAMES = (  # noqa: SIM905  (a hundred strings in quotes would be harder to read)
    "Ada Ahmed Aiko Alba Amara Anders Anya Arjun Asha Bao Beatriz Benoît Bilal Bronwyn Carlos Chiara Chloe Cillian "
    "Daniela David Deniz Dmitri Edith Ela Emeka Erik Esther Fatima Felix Francesca Gareth Giulia Grace Hanna Haruto "
    "Hugo Ibrahim Inès Ingrid Isla Ivan Jamal Jana Jin João Joanna Kaito Katarzyna Kofi Lars Leila Lena Liam Lucía "
    "Magda Malik Mara Mateo Mei Mette Milan Mira Mónica Nadia Naomi Nikhil Noor Nuria Oisín Olga Omar Paolo Petra "
    "Priya Quentin Rafael Ravi Renske Rosa Ruth Salma Samuel Sara Siobhán Sofia Stefan Suki Tamar Tariq Theo Thi "
    "Tomás Uma Valentina Vera Viktor Wanjiru Wei Xenia Yara Yusuf Zeynep Zoë "
).split()

_HABITS: tuple[tuple[PersonName, float], ...] = (
    ("halfway", 0.45),
    ("advice", 0.2),
    ("tempting", 0.15),
    ("uniform", 0.2),
)
"""How large a part of the people chooses lines in which way: neither a hopeless room, nor one that agrees."""
_OBSERVES, _LATE, _DROPS_OUT, _NEVER, _OBSERVES_LATER = (4, 10), (8, 10), (6, 10), (12, 20), (17, 30)
"""Who differs from most: everybody whose number is so many above a multiple of so many, so that no trial lacks them."""
_TALKATIVE = 0.2
_ALWAYS = 10**9
"""A round that no session comes to."""
_TOKEN = "simulated "  # noqa: S105  (a mark that no token hashes to: nobody can take such a seat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody simulated. The same session has the same people each time."""

    number: int  # from 1
    name: str
    habit: PersonName  # how they choose lines
    comes_after: float  # seconds
    pace: float  # 1.0: as most; 2.0: takes twice as long for everything
    votes: float  # in which part of the rounds
    suggests: float  # at which part of the lines
    voice: int  # which example of a move sounds like them: moves have theirs in the same few voices
    until: int  # the round in which they put the phone away
    observes_from: int  # the round from which on they observe instead of voting
    seed: int

    @property
    def token(self) -> str:
        """What marks their seat in place of the hash of a token."""
        return f"{_TOKEN}{self.number}"

    def dice(self, *occasion: object) -> random.Random:
        """Chance that depends on nothing but who they are and the *occasion*, however often it is asked for."""
        return random.Random(f"{self.seed} {self.number} {occasion}")  # noqa: S311  (it guards nothing)


def is_simulated(token: str) -> bool:
    """Whether a seat with this hash of a token is that of somebody simulated."""
    return token.startswith(_TOKEN)


def participants(seed: int, count: int) -> tuple[Participant, ...]:
    """So many people for the session of that *seed*; fewer are the first of more."""
    names = _shuffled(seed)
    return tuple(_participant(seed, number, names) for number in range(1, count + 1))


def _shuffled(seed: int) -> Sequence[str]:
    return random.Random(f"{seed} names").sample(_NAMES, len(_NAMES))  # noqa: S311  (it guards nothing)


def _participant(seed: int, number: int, names: Sequence[str]) -> Participant:
    dice = random.Random(f"{seed} {number}")  # noqa: S311  (it guards nothing)
    late, drops_out, never, observes, later = (
        number % every == place for place, every in (_LATE, _DROPS_OUT, _NEVER, _OBSERVES, _OBSERVES_LATER)
    )
    ways, shares = zip(*_HABITS, strict=True)
    return Participant(
        number=number,
        name=names[(number - 1) % len(names)],
        habit=dice.choices(ways, shares)[0],
        comes_after=dice.uniform(20, 60) if late else dice.uniform(0.5, 10),
        pace=dice.uniform(0.6, 1.6),
        votes=0.0 if never else dice.uniform(0.8, 1.0),
        suggests=dice.uniform(0.2, 0.45) if dice.random() < _TALKATIVE else 0.04,
        voice=number,
        until=dice.randint(3, 8) if drops_out else _ALWAYS,
        observes_from=0 if observes else dice.randint(3, 6) if later else _ALWAYS,
        seed=seed,
    )
