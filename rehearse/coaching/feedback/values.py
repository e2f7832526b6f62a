"""What feedback and a debrief consist of. Values only; screens and exports show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rehearse.coaching.debrief.reflection import Reflection
    from rehearse.coaching.debrief.talk_style import TalkStyle
    from rehearse.coaching.odds.chances import Chances

Verdict = Literal["strong", "fair", "weak", "costly", "unread"]
Sign = Literal["+", "-", "="]

SYMBOLS: dict[Verdict, str] = {"strong": "▲", "fair": "△", "weak": "▽", "costly": "▼", "unread": "·"}
"""A sign beside each verdict, told apart by shape, not by colour."""

CONCERN_WORDS = ("held", "surfaced", "acknowledged", "answered")


@dataclass(frozen=True, slots=True)
class Source:
    """A point that a rule stands on."""

    point: str  # "LP-08"
    text: str  # the point in our own words
    short: str  # the article's short name
    article: str  # title
    publisher: str
    where: str  # section or comment


@dataclass(frozen=True, slots=True)
class Rule:
    """An advice card as feedback names it."""

    card: str
    title: str
    why: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a line did to the boss, in words: ``Trust rose to 5 of 10``, with the rule it came from."""

    text: str
    sign: Sign
    because: str  # "your line", "her reaction to 'Offer a regular update'"


@dataclass(frozen=True, slots=True)
class BetterLine:
    """A line that was on offer and would have done better."""

    choice: str
    say: str
    move: str  # its label
    reason: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about how a typed line was said, beside what it was worth."""

    kind: Literal["apology", "blame", "absolute", "no-figure", "hedging", "reasons", "long", "no-question", "facts"]
    sentence: str
    found: str  # the words it goes by, as they were typed; empty where it goes by what is missing
    card: str | None  # an advice card's id
    source: str  # what else it stands on; empty where the card says it all
    rule: Rule | None = None  # the card, once feedback has looked it up

    @property
    def stands_on(self) -> str:
        """What it stands on, in a few words: the card's title, or the source."""
        title = f"“{self.rule.title}”" if self.rule else ""
        return "; ".join(part for part in (title, self.source) if part)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one line was worth."""

    turn: int  # from 1
    phase: str
    said: str
    moves: tuple[str, ...]  # labels
    answered: str  # what the boss said to it
    thought: str  # the boss's hidden reading
    verdict: Verdict
    why: str
    changes: tuple[Change, ...]
    rule: Rule | None
    better: BetterLine | None
    weight: int  # how much it mattered; the sign says which way
    read_as: str = ""  # for a typed line: the line or move as which it was read
    off_script: bool = False  # a typed line that was not among the choices
    remarks: tuple[Remark, ...] = ()  # on how a typed line was said
    facts: tuple[str, ...] = ()  # the facts of the brief that it told
    does: str = ""  # what its first move does: "Asks openly why this is wanted."

    @property
    def symbol(self) -> str:
        """The verdict's sign."""
        return SYMBOLS[self.verdict]

    @property
    def word(self) -> str:
        """The verdict as people read it: a line that has none was not understood, or there was none."""
        if self.verdict != "unread":
            return self.verdict
        return "not understood" if self.off_script else "silence"


@dataclass(frozen=True, slots=True)
class ConcernOutcome:
    """How far one concern got."""

    label: str
    about: str
    deep: bool
    reached: Literal["held", "surfaced", "acknowledged", "answered"]
    answers: int  # good answers given
    needed: int
    turns: tuple[int, ...]  # where it moved

    @property
    def sentence(self) -> str:
        """What happened to it, in a sentence."""
        match self.reached:
            case "held":
                return "It never came out: you left without knowing of it."
            case "surfaced":
                return "They said it aloud, and it was left standing."
            case "acknowledged":
                given = f" {self.answers} of {self.needed} good answers were given." if self.answers else ""
                return f"They felt heard on it, but it was not put to rest.{given}"
            case "answered":
                return "You put it to rest."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the meeting ended."""

    kind: str  # an ending's type, or "unfinished"
    title: str
    summary: str
    next_talk: bool


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact of the brief, and the turns (from 1) in which it was told."""

    sentence: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """What the person asks for, as the brief has it, held against how the meeting ended."""

    wishes: tuple[tuple[str, str], ...]  # label and answer: what is best, what will do, where they stop
    contents: tuple[str, ...]  # the endings that they would be content with, as people read them
    within: bool | None  # whether it ended within; None where it has not ended


@dataclass(frozen=True, slots=True)
class Debrief:
    """What is learnt from one rehearsal."""

    title: str  # of the meeting
    boss: str  # described: name and what they are
    boss_name: str
    level: str
    outcome: Outcome
    turns: tuple[Feedback, ...]
    concerns: tuple[ConcernOutcome, ...]
    turning_points: tuple[Feedback, ...]  # at most three, in order
    advice_used: tuple[Rule, ...]
    advice_missed: tuple[Rule, ...]
    meters: tuple[tuple[str, tuple[int, ...]], ...]  # label and value after each turn, beginning with the start
    facts: tuple[FactUse, ...] = ()
    range: Range | None = None  # None where the brief does not say what is asked for
    chances: Chances | None = None  # None while they are not worked out
    style: TalkStyle | None = None  # None where nobody has asked for it
    reflection: Reflection | None = None  # what the person put down about it
