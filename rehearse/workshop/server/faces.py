"""What a phone and the projector may know: parts of a room, and nothing else of it.

The tally is in none of them before the coach reveals it, and neither are tokens, notes, or what others do.
They are values: two that are equal look the same, and so nothing is sent twice.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import ENDING_WORDS, sources_line
from rehearse.workshop.stage.looking_back import Looked, looked_back
from rehearse.workshop.stage.stage import MOST_KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine import Played
    from rehearse.workshop.session.events import Mode
    from rehearse.workshop.session.room import Alone, Branch, Phase, Room, Round, Seat
    from rehearse.workshop.stage.stage import Stage

PHASE_WORDS: dict[Phase, str] = {
    "lobby": "Come in",
    "open": "Vote now",
    "closed": "Vote closed",
    "revealed": "How the room voted",
    "discuss": "Talk about it",
    "decided": "The talk goes on",
    "ended": "The session is over",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that can be voted for."""

    id: str
    text: str
    letter: str  # how the room calls it: A, B, C
    count: int = -1  # votes; below 0 while nobody may know
    leads: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote as everybody sees it."""

    round: int
    question: str
    lines: tuple[Line, ...]
    until: float  # 0: no timer
    votes: int  # 0 while nobody may know


@dataclass(frozen=True, slots=True)
class Advice:
    """What the last line was worth, and where that comes from."""

    said: str
    why: str
    rule: str  # may be empty
    sources: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as far as it has come: its last exchange, and how it came out."""

    boss: str
    said: str  # the last line of ours; empty at the beginning
    answered: tuple[str, ...]  # what the boss said to it
    outcome: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own rehearsal, on their own phone."""

    attempt: int
    turn: int  # of the line that comes next, from 1
    talk: Talk
    lines: tuple[Line, ...]
    back: tuple[Looked, ...] = ()  # what each line was worth, once the talk is over


@dataclass(frozen=True, slots=True)
class Everybody:
    """What all phones have in common."""

    phase: Phase
    mode: Mode
    title: str
    talk: Talk
    next: str  # the line that was decided on and not said yet
    asked: Asked | None
    advice: Advice | None
    checklist: tuple[tuple[str, str], ...]  # move, and how it is read


@dataclass(frozen=True, slots=True)
class PhoneFace:
    """What one phone shows."""

    all: Everybody
    observes: bool
    voted: str = ""  # option
    seen: frozenset[str] = frozenset()  # moves that were marked in the last line
    suggested: tuple[str, ...] = ()  # for the line that comes next
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One of two branches that stand side by side."""

    name: str
    lines: tuple[tuple[bool, str], ...]  # whether it is ours, and what was said, from where they part
    outcome: str
    curve: tuple[float, ...]  # 0 to 1; empty where it is not worked out
    parted: int  # lines that both have in common


@dataclass(frozen=True, slots=True)
class ProjectorFace:
    """What the wall shows."""

    all: Everybody
    mood: str
    code: str
    address: str
    locked: bool
    people: int
    voters: int
    taken_part: int
    alone: int  # people who practise by themselves
    compared: tuple[Column, ...] = ()


class Faces:
    """Makes them. Belongs to the thread of its stage."""

    def __init__(self, stage: Stage) -> None:
        """Nothing was looked at yet."""
        self._stage = stage
        self._seen: tuple[tuple[object, ...], Everybody] | None = None
        self._own: OrderedDict[Alone, Own] = OrderedDict()

    def everybody(self, room: Room) -> Everybody:
        """What all phones have in common."""
        looks = _looks(room)
        if self._seen is None or self._seen[0] != looks:
            self._seen = (looks, _everybody(room, self._stage))
        return self._seen[1]

    def phone(self, room: Room, seat: Seat) -> PhoneFace:
        """What the phone of *seat* shows."""
        at = (room.branch, len(room.now.entries))
        marks = room.marks.get(at, frozenset()) if seat.observes else frozenset()
        mine = [each for each in room.suggestions if each.seat == seat.number]
        return PhoneFace(
            self.everybody(room),
            seat.observes,
            room.round.votes.get(seat.number, "") if room.round is not None and _is_current(room) else "",
            frozenset(move for number, move in marks if number == seat.number),
            tuple(each.words for each in mine if (each.branch, each.turn) == at),
            self._of_one(room, seat.number),
        )

    def _of_one(self, room: Room, seat: int) -> Own | None:
        """What somebody's own rehearsal shows, worked out once for each line of it."""
        mine = room.alone.get(seat)
        if mine is None or room.mode != "alone":
            return None
        shown = self._own.get(mine)
        if shown is None:
            shown = self._own[mine] = _own(mine, self._stage)
            if len(self._own) > MOST_KEPT:
                self._own.popitem(last=False)
        return shown

    def projector(self, room: Room, address: str) -> ProjectorFace:
        """What the wall shows."""
        asked = room.round if _is_current(room) else None
        return ProjectorFace(
            self.everybody(room),
            self._stage.mood(room.now).cue,
            room.code,
            address,
            room.locked,
            len(room.present),
            room.voters,
            asked.taken_part if asked else 0,
            len(room.alone),
            _columns(room, self._stage),
        )


def for_phone(room: Room, stage: Stage, seat: Seat) -> PhoneFace:
    """What the phone of *seat* shows."""
    return Faces(stage).phone(room, seat)


def for_projector(room: Room, stage: Stage, address: str = "") -> ProjectorFace:
    """What the wall shows."""
    return Faces(stage).projector(room, address)


def talk_of(stage: Stage, branch: Branch | Played) -> Talk:
    """The last exchange of a conversation, and how it came out."""
    lines = stage.lines(branch)
    turn = lines[-1].turn if lines else 0
    last = [line for line in lines if line.turn == turn]
    outcome = stage.ended(branch)
    return Talk(
        stage.story.boss.name,
        next((line.text for line in last if line.speaker == "you"), ""),
        tuple(line.text for line in last if line.speaker == "boss"),
        f"{ENDING_WORDS.get(outcome.kind, outcome.kind)}: {outcome.title}" if outcome else "",
        outcome.summary if outcome else "",
    )


def _everybody(room: Room, stage: Stage) -> Everybody:
    asked = _asked(room.round, room, stage) if room.round and _is_current(room) else None
    pending = stage.pending(room) if room.phase != "ended" else ""
    return Everybody(
        room.phase,
        room.mode,
        stage.story.title,
        talk_of(stage, room.now),
        stage.says(pending) if pending else "",
        asked,
        _advice(room, stage) if room.advice_shown else None,
        tuple((move.id, move.label) for move in stage.checklist(room.now)) if room.now.entries else (),
    )


def _is_current(room: Room) -> bool:
    """Whether the last vote is about the line that comes next."""
    asked = room.round
    return asked is not None and (asked.branch, asked.turn) == (room.branch, len(room.now.entries))


def _looks(room: Room) -> tuple[object, ...]:
    """All on which ``Everybody`` hangs: a vote more is no reason to work it out again before the tally is shown."""
    asked = room.round
    vote = (
        (asked.number, asked.until, asked.decided, tuple(asked.tally().items()) if asked.revealed else ())
        if asked
        else ()
    )
    return room.phase, room.mode, room.now, room.advice_shown, vote


def _asked(asked: Round, room: Room, stage: Stage) -> Asked:
    tally = asked.tally() if asked.revealed else {}
    leading = asked.leading() if asked.revealed else ()
    return Asked(
        asked.number,
        stage.question(asked),
        lettered([(option.id, option.text) for option in asked.options], tally, leading, asked.decided),
        asked.until if room.phase == "open" else 0.0,
        sum(tally.values()),
    )


def lettered(
    lines: Sequence[tuple[str, str]], tally: dict[str, int], leading: Sequence[str] = (), decided: str = ""
) -> tuple[Line, ...]:
    """Lines with the letters by which the room calls them."""
    return tuple(
        Line(name, text, chr(ord("A") + place % 26), tally.get(name, -1), name in leading, name == decided)
        for place, (name, text) in enumerate(lines)
    )


def _advice(room: Room, stage: Stage) -> Advice | None:
    found = stage.advice(room.now)
    if found is None:
        return None
    rule = found.rule
    return Advice(found.said, found.why, rule.title if rule else "", sources_line(rule) if rule else "")


def _own(mine: Alone, stage: Stage) -> Own:
    played = stage.alone(mine)
    lines = lettered([(option.id, option.text) for option in stage.options(played)], {})
    back = () if lines else looked_back(stage, played)
    return Own(mine.attempt, len(mine.entries) + 1, talk_of(stage, played), lines, back)


def _columns(room: Room, stage: Stage) -> tuple[Column, ...]:
    if not room.compared:
        return ()
    both = [room.branches[number] for number in room.compared]
    return tuple(_column(branch, _parted(*both), stage) for branch in both)


def _parted(one: Branch, other: Branch) -> int:
    """Lines that both have in common at their beginning."""
    alike = 0
    while alike < min(len(one.entries), len(other.entries)) and one.entries[alike] == other.entries[alike]:
        alike += 1
    return alike


def _column(branch: Branch, parted: int, stage: Stage) -> Column:
    chances = stage.odds(branch)
    outcome = talk_of(stage, branch).outcome
    said = tuple((line.speaker == "you", line.text) for line in stage.lines(branch) if line.turn > parted)
    return Column(
        f"Branch {branch.number + 1}",
        said,
        outcome or ("Not finished yet" if said else "Nothing was said yet"),
        tuple(chances.values) if chances else (),
        parted,
    )
