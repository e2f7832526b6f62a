"""What a report tells: values that pages, tables and statements are made from. A count that is ``None`` is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.coaching.debrief.comparison import Comparison
    from rehearse.coaching.feedback.values import Debrief, Feedback, Outcome, Rule
    from rehearse.coaching.odds.chances import Chances, TurnChance
    from rehearse.workshop.report.withheld import Count
    from rehearse.workshop.session.events import Question

Tally = Literal["told", "few", "hidden", "none"]
"""Told; withheld, as fewer than five voted; not revealed, and so for nobody; or nobody has voted."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that could be voted for or said."""

    id: str
    letter: str
    text: str
    count: Count = None
    leads: bool = False
    decided: bool = False  # the room's line, or for a guess what came true
    said: bool = False
    chance: float | None = None  # of a good end once it is said


@dataclass(frozen=True, slots=True)
class Asked:
    """One vote; or, where ``round`` is 0, what could be said without one."""

    round: int
    kind: Question
    question: str
    lines: tuple[Line, ...]
    tally: Tally
    people: Count  # who voted, hands counted in
    phones: Count
    hands: Count
    voters: Count  # who could have, with a phone
    decided: str  # how it was decided, as a sentence
    under_way: bool = False
    votes: Mapping[str, str] | None = None  # option by name, in a session with names

    @property
    def right(self) -> Count:
        """How many have guessed what came true."""
        return next((line.count for line in self.lines if line.decided), None)


@dataclass(frozen=True, slots=True)
class Watched:
    """A move that observers looked out for in one line. Only in a session with names."""

    label: str
    made: bool
    seen: int  # by so many of them


@dataclass(frozen=True, slots=True)
class Observed:
    """A move that observers looked out for, over all lines in which they marked anything."""

    label: str
    lines: int  # in which it was made
    seen: Count  # marks in those lines
    elsewhere: Count  # marks in others


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody's own words for a line."""

    move: str  # as people read it
    words: str
    played: bool
    names: tuple[str, ...]  # none where the session is anonymous
    times: int = 1  # so often; see ``texts.alike``


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a branch: what was asked, what was said, what it did."""

    number: int  # from 1
    before: str  # what the boss had said
    asked: tuple[Asked, ...]
    said: str  # empty where it was not said yet
    feedback: Feedback | None  # none where the meeting no longer has this line
    chance: TurnChance | None
    watched: tuple[Watched, ...]
    watchers: int
    proposed: tuple[Proposed, ...]
    unspoken: bool = False  # words that were proposed may not be told
    repeats: int = 0  # the branch, from 1, in which all was said alike up to here; 0: none


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which the conversation went, from where it left the one before."""

    number: int  # from 1
    parent: int  # from 1; 0: it has none
    shared: int  # lines that it has in common with its parent
    turns: tuple[Turn, ...]
    outcome: Outcome | None
    debrief: Debrief | None
    chances: Chances | None
    gone: str  # where the meeting was edited and no longer has what was said: a sentence

    @property
    def name(self) -> str:
        """As the projector calls it."""
        return f"Branch {self.number}"

    @property
    def lines(self) -> int:
        """Lines that were said in it, with those that it shares."""
        return self.shared + sum(bool(turn.said) for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two branches side by side."""

    comparison: Comparison
    fair: bool  # both came about as far, so that one can be called the better

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What sets the better one apart."""
        return self.comparison.shared.rules if self.fair else ()


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of advice, and the lines that followed it and those that missed it."""

    rule: Rule
    followed: tuple[str, ...]  # "line 2", "branch 2, line 3"
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A line that would have led further, for another try."""

    where: str
    said: str
    better: str
    reason: str
    before: float | None  # the chance with the line that was said
    after: float | None


@dataclass(frozen=True, slots=True)
class AlonePlace:
    """What people said first at one point of the conversation, each by themselves."""

    node: str
    boss: str
    people: Count
    lines: tuple[tuple[str, str, Count], ...]  # id, text, how many


@dataclass(frozen=True, slots=True)
class AlonePerson:
    """Somebody's own rehearsals. Only in a session with names."""

    name: str
    rehearsals: int
    ended: str
    lines: int
    verdicts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Alone:
    """Everybody's own rehearsals. Each person is counted once, by the last rehearsal in which they said something."""

    people: Count
    rehearsals: Count
    lines: Count
    endings: tuple[tuple[str, str, Count], ...]  # type or group of types, in words, how many
    places: tuple[AlonePlace, ...]
    verdicts: tuple[tuple[str, float], ...]  # share of all lines; none where it is withheld
    persons: tuple[AlonePerson, ...]
    later: bool = False  # nothing of it is told before the session has ended


@dataclass(frozen=True, slots=True)
class Person:
    """Who took part. Only in a session with names."""

    name: str
    voted: int  # rounds
    proposed: int
    observed: bool
    alone: int  # rehearsals
    removed: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class Participation:
    """How many took part."""

    people: Count
    removed: Count
    observers: Count
    voted: Count  # at least once
    proposed: Count
    suggestions: int
    persons: tuple[Person, ...]
    simulated: int = 0  # of all who took part; it is no secret who they are
    all: int = 0  # who took part, where some were simulated


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of one session."""

    session: str
    title: str
    meeting: str  # empty where the meeting is not there any more
    boss: str
    boss_name: str
    level: str
    began: float  # seconds since 1970, as all times
    ended: float | None
    anonymous: bool
    notices: tuple[str, ...]  # what a reader must know first
    remarks: tuple[str, ...]  # what a reader may want to know at last
    branches: tuple[Branch, ...]
    now: int  # the branch, from 1, in which the talk goes on
    beside: Beside | None  # the two branches that are worth looking at side by side
    others: tuple[Beside, ...]  # other pairs, for a word each
    observed: tuple[Observed, ...]
    observed_later: bool  # what observers marked is not told before the session has ended
    cards: tuple[Card, ...]
    again: tuple[Again, ...]
    alone: Alone | None  # none where nobody practised
    participation: Participation
    meaning: str  # of the chances; empty where there are none

    @property
    def rounds(self) -> tuple[tuple[Branch, Turn, Asked], ...]:
        """Every vote, with where it was held, in the order of the session."""
        found = [
            (branch, turn, asked)
            for branch in self.branches
            for turn in branch.turns
            for asked in turn.asked
            if asked.round
        ]
        return tuple(sorted(found, key=lambda each: each[2].round))
