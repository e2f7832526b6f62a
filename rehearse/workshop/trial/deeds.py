"""What somebody simulated does next in a room: worked out from the room alone, so that it goes on after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.workshop.session import rules

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from rehearse.engine import Played
    from rehearse.workshop.session.room import Alone, Room, Round, Seat
    from rehearse.workshop.session.rules import Events
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.trial.choosing import Choosing
    from rehearse.workshop.trial.participants import Participant

_CHANGES_MIND, _TYPES_ALONE, _TRIES_AGAIN = 0.12, 0.15, 0.4
_MOST_ATTEMPTS = 3
_SLOWEST = 14.0
"""Seconds in which the slowest person of usual pace has voted."""
_UNDER_WAY = {"open", "closed", "revealed", "discuss"}


class Deed(NamedTuple):
    """Something that somebody does after so many seconds.

    Where it takes own words, *understands* reads them (slow: in a thread), and *does* is given what it found.
    """

    after: float  # seconds
    does: Callable[[Room, str], Events]
    understands: Callable[[], str] | None = None


class Deeds:
    """Works out what people do in one session."""

    def __init__(self, stage: Stage, choosing: Choosing) -> None:
        """Of *stage*, by way of *choosing*."""
        self._stage = stage
        self._choosing = choosing

    def next(self, room: Room, who: Participant) -> Deed | None:
        """What *who* does next; nothing where they wait for others, or are no longer there."""
        seat = seat_of(room, who)
        if room.phase == "ended" or (seat.removed if seat else room.locked):
            return None
        if seat is None:
            return Deed(who.comes_after, lambda now, _: _join(now, who))
        number, rounds = seat.number, len(room.rounds)
        if rounds >= who.until:
            return None
        if room.mode == "alone" and room.phase not in _UNDER_WAY:
            return self._practise(room, who, seat)
        if rounds >= who.observes_from and not seat.observes:
            return Deed(2 * who.pace, lambda now, _: rules.observe(now, number, observes=True))
        if seat.observes:
            return self._mark(room, who, seat)
        asked = room.round
        if asked is None or room.phase not in _UNDER_WAY:
            return None
        return self._vote(room, asked, who, seat) or self._suggest(room, asked, who, seat)

    # --- with the room

    def _vote(self, room: Room, asked: Round, who: Participant, seat: Seat) -> Deed | None:
        """Vote after a while; now and then for another line after another while."""
        dice = who.dice("round", asked.number)
        if room.phase != "open" or dice.random() >= who.votes:
            return None
        after = min(_SLOWEST, 1.5 + dice.expovariate(0.3)) * who.pace
        changes = dice.random() < _CHANGES_MIND
        first, second = (self._choosing.option(who.habit, room, asked, dice) for _ in range(2))
        voted = asked.votes.get(seat.number)
        if voted is None:
            return Deed(after, lambda now, _: rules.vote(now, seat.number, asked.number, first))
        if changes and voted == first != second:
            return Deed(3 * who.pace, lambda now, _: rules.vote(now, seat.number, asked.number, second))
        return None

    def _suggest(self, room: Room, asked: Round, who: Participant, seat: Seat) -> Deed | None:
        """Propose own words now and then, once for a line."""
        at = _place(room)
        dice = who.dice("own words", *at)
        if asked.question == "boss" or dice.random() >= who.suggests:
            return None
        if any(each.seat == seat.number and (each.branch, each.turn) == at for each in room.suggestions):
            return None
        played = self._stage.played(room.now)
        words = self._choosing.words(who, played, dice)
        if not words:
            return None
        return Deed(
            dice.uniform(2, 12) * who.pace,
            lambda now, move: rules.suggest(now, seat.number, words, move) if _place(now) == at else (),
            lambda: self._stage.hearing.move_of(played, words),
        )

    def _mark(self, room: Room, who: Participant, seat: Seat) -> Deed | None:
        """Mark what was in the last line, one after the other."""
        if not room.now.entries:
            return None
        at = _place(room)
        dice = who.dice("marks", *at)
        marked = room.marks.get(at, frozenset())
        moves = [move for move in self._choosing.marks(room, dice) if (seat.number, move) not in marked]
        if not moves:
            return None
        return Deed(
            dice.uniform(1.5, 5) * who.pace,
            lambda now, _: rules.mark(now, seat.number, moves[0], seen=True) if _place(now) == at else (),
        )

    # --- alone

    def _practise(self, room: Room, who: Participant, seat: Seat) -> Deed | None:
        """Go through a talk of one's own, line by line, and perhaps begin it anew."""
        own = room.alone.get(seat.number)
        attempt = own.attempt if own else 0
        dice = who.dice("alone", attempt, len(own.entries) if own else 0)
        played = self._stage.alone(own) if own else None
        if own is not None and played is not None and self._stage.options(played):
            return self._say_alone(own, played, who, seat, dice)
        if attempt and (attempt >= _MOST_ATTEMPTS or dice.random() >= _TRIES_AGAIN):
            return None
        seed = dice.getrandbits(31)

        def begin(now: Room, _: str) -> Events:
            before = now.alone.get(seat.number)
            return rules.begin_alone(now, seat.number, seed) if (before.attempt if before else 0) == attempt else ()

        return Deed(dice.uniform(1, 6) * who.pace, begin)

    def _say_alone(self, own: Alone, played: Played, who: Participant, seat: Seat, dice: random.Random) -> Deed:
        after, types = dice.uniform(3, 9) * who.pace, dice.random() < _TYPES_ALONE
        line = self._choosing.line(who.habit, played, dice)
        words = self._choosing.words(who, played, dice) if types else ""
        turn = len(own.entries) + 1

        def say(now: Room, entry: str) -> Events:
            here = now.alone.get(seat.number)
            same = here is not None and here.attempt == own.attempt
            return rules.say_alone(now, seat.number, turn, entry or line) if same else ()

        return Deed(after, say, (lambda: self._as_line(played, words)) if words else None)

    def _as_line(self, played: Played, words: str) -> str:
        """The entry as which *words* are understood, as on phones; empty where the boss would not be sure."""
        heard = self._stage.hearing.hear(played, words)
        return str(heard.readings[0].entry) if heard.outcome in {"sure", "confirm"} else ""


def seat_of(room: Room, who: Participant) -> Seat | None:
    """The seat that *who* took, also where the coach took the name off since."""
    return next((seat for seat in room.seats.values() if seat.token == who.token), None)


def _join(room: Room, who: Participant) -> Events:
    return () if seat_of(room, who) else rules.join(room, who.name, who.token)


def _place(room: Room) -> tuple[int, int]:
    """Which line comes next: the branch, and how many were said in it."""
    return room.branch, len(room.now.entries)
