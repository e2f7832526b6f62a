"""What a phone and the projector may know: parts of a room, and nothing else of it.

The tally is in none of them before the coach reveals it, and neither are tokens, notes, or what others do.
They are values: two that are equal look the same, and so nothing is sent twice.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import sources_line
from rehearse.workshop.server.comparing import as_said, columns, ending
from rehearse.workshop.session.room import letter
from rehearse.workshop.stage.looking_back import Looked, looked_back
from rehearse.workshop.stage.stage import MOST_KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine import Played
    from rehearse.workshop.server.comparing import Column
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
class Guessed:
    """What the room had guessed about the boss, held against what came true. Never there before it has come true."""

    asked: Asked  # the line that came true is decided
    right: int  # guesses; below 0 where nobody may know

    @property
    def true(self) -> Line | None:
        """What came true; nothing where the meeting was edited since."""
        return next((line for line in self.asked.lines if line.decided), None)


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
    scene: str  # where one is, and before whom
    asks: str  # what one wants there
    talk: Talk
    back: int  # the line, from 1, to which the talk went back and which was not said anew yet; otherwise 0
    next: str  # the line that was decided on and not said yet
    asked: Asked | None
    guessed: Guessed | None  # about the last line
    advice: Advice | None
    checklist: tuple[tuple[str, str], ...]  # move, and how it is read

    @property
    def words(self) -> str:
        """The phase in words."""
        if self.phase == "decided" and self.talk.outcome:
            return "The talk is over"
        if self.phase == "decided" and self.back and self.asked is None:
            return f"Back to line {self.back}: another way"
        return PHASE_WORDS[self.phase]


@dataclass(frozen=True, slots=True)
class PhoneFace:
    """What one phone shows."""

    all: Everybody
    observes: bool
    voted: str = ""  # option
    guess: str = ""  # option of what was guessed about the last line
    seen: frozenset[str] = frozenset()  # moves that were marked in the last line
    suggested: tuple[str, ...] = ()  # for the line that comes next
    own: Own | None = None


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
    voted: int  # phones
    hands: int
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
        chosen = room.round.votes.get(seat.number, "") if room.round is not None else ""
        return PhoneFace(
            self.everybody(room),
            seat.observes,
            chosen if _is_current(room) else "",
            chosen if _came_true(room) else "",
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
            len(asked.votes) if asked else 0,
            sum(asked.hands.values()) if asked else 0,
            len(room.alone),
            columns(room, self._stage),
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
        next((as_said(stage, branch, line) for line in last if line.speaker == "you"), ""),
        tuple(line.text for line in last if line.speaker == "boss"),
        ending(stage, branch),
        outcome.summary if outcome else "",
    )


def _everybody(room: Room, stage: Stage) -> Everybody:
    asked = _asked(room.round, room, stage) if room.round and _is_current(room) else None
    pending = stage.pending(room) if room.phase != "ended" else ""
    return Everybody(
        room.phase,
        room.mode,
        room.began.title,
        stage.story.scene,
        stage.story.asks,
        talk_of(stage, room.now),
        room.now.turn + 1 if room.now.parent >= 0 and len(room.now.entries) == room.now.turn else 0,
        stage.says(pending) if pending else "",
        asked,
        _guessed(room.round, stage) if room.round and _came_true(room) else None,
        _advice(room, stage) if room.advice_shown else None,
        tuple((move.id, move.label) for move in stage.checklist(room.now)) if room.now.entries else (),
    )


def _is_current(room: Room) -> bool:
    """Whether the last vote is about the line that comes next."""
    asked = room.round
    return asked is not None and (asked.branch, asked.turn) == (room.branch, len(room.now.entries))


def _came_true(room: Room) -> bool:
    """Whether the last vote was a guess about the line said last, and the boss has answered that."""
    asked = room.round
    here = room.branch, len(room.now.entries)
    return (
        asked is not None
        and asked.question == "boss"
        and bool(asked.decided)
        and (asked.branch, asked.turn + 1) == here
    )


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
    leading = asked.leading() if asked.revealed else ()
    return _voted_on(asked, stage, leading, asked.until if room.phase == "open" else 0.0)


def _guessed(asked: Round, stage: Stage) -> Guessed:
    """For rounds that are decided alone: until then, nobody knows what comes true."""
    right = asked.tally().get(asked.decided, 0) if asked.revealed else -1
    return Guessed(_voted_on(asked, stage), right)


def _voted_on(asked: Round, stage: Stage, leading: Sequence[str] = (), until: float = 0.0) -> Asked:
    tally = asked.tally() if asked.revealed else {}
    lines = lettered([(option.id, option.text) for option in asked.options], tally, leading, asked.decided)
    return Asked(asked.number, stage.question(asked), lines, until, sum(tally.values()))


def lettered(
    lines: Sequence[tuple[str, str]], tally: dict[str, int], leading: Sequence[str] = (), decided: str = ""
) -> tuple[Line, ...]:
    """Lines with the letters by which the room calls them."""
    return tuple(
        Line(name, text, letter(place), tally.get(name, -1), name in leading, name == decided)
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
