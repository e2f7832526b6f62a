"""How each event changes the room: no clock, no chance, and nothing that ``rules`` allowed is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce, singledispatch
from typing import TYPE_CHECKING, Any

from rehearse.workshop.session import events as e
from rehearse.workshop.session.room import Alone, Branch, Phase, Room, Round, Seat, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rehearse.workshop.session.events import AnyEvent

_PHASES: Mapping[type, Phase] = {
    e.RoundOpened: "open",
    e.RoundClosed: "closed",
    e.RoundReopened: "open",
    e.Revealed: "revealed",
    e.Discussed: "discuss",
    e.Decided: "decided",
    e.Said: "decided",
    e.Forked: "decided",
    e.Switched: "decided",
    e.Ended: "ended",
}


def room_of(events: Iterable[AnyEvent]) -> Room:
    """What *events* add up to. Raises ``ValueError`` where they do not begin with ``Began``."""
    first, *others = events
    if not isinstance(first, e.Began):
        message = "A session begins with how it was opened."
        raise ValueError(message)  # noqa: TRY004  (it is the list that is wrong)
    return reduce(after, others, Room(first, code=first.code))


def after(room: Room, event: AnyEvent) -> Room:
    """The room once *event* has happened."""
    changed = _change(event, room)
    return replace(changed, sequence=room.sequence + 1, phase=_PHASES.get(type(event), changed.phase))


@singledispatch
def _change(event: Any, room: Room) -> Room:  # noqa: ANN401, ARG001  (any event: those that change nothing but the phase)
    return room


# --- who is there


@_change.register
def _(event: e.Joined, room: Room) -> Room:
    return _with_seat(room, Seat(event.seat, event.name, event.token))


@_change.register
def _(event: e.Removed, room: Room) -> Room:
    room = _with_seat(room, replace(room.seats[event.seat], removed=True))
    last = room.round
    return room if last is None or last.decided else _without_vote(room, event.seat)


@_change.register
def _(event: e.Observes, room: Room) -> Room:
    room = _with_seat(room, replace(room.seats[event.seat], observes=event.observes))
    return _without_vote(room, event.seat) if event.observes and room.phase == "open" else room


def _without_vote(room: Room, voter: int) -> Room:
    votes = room.rounds[-1].votes
    if voter not in votes:
        return room
    return _with_round(room, votes={seat: option for seat, option in votes.items() if seat != voter})


def _with_seat(room: Room, seat: Seat) -> Room:
    return replace(room, seats={**room.seats, seat.number: seat})


# --- how the session is led


@_change.register
def _(event: e.CodeChanged, room: Room) -> Room:
    return replace(room, code=event.code)


@_change.register
def _(event: e.Locked, room: Room) -> Room:
    return replace(room, locked=event.locked)


@_change.register
def _(event: e.ModeSet, room: Room) -> Room:
    return replace(room, mode=event.mode)


@_change.register
def _(event: e.RemoteMade, room: Room) -> Room:
    return replace(room, remote=event.token)


@_change.register
def _(event: e.AdviceShown, room: Room) -> Room:
    return replace(room, advice_shown=event.shown)


@_change.register
def _(event: e.Compared, room: Room) -> Room:
    return replace(room, compared=event.branches)


# --- rounds


@_change.register
def _(event: e.RoundOpened, room: Room) -> Room:
    opened = Round(event.round, room.branch, len(room.now.entries), event.question, event.options)
    return replace(room, rounds=(*room.rounds, opened), compared=())


@_change.register
def _(event: e.Voted, room: Room) -> Room:
    return _with_round(room, votes={**room.rounds[-1].votes, event.seat: event.option})


@_change.register
def _(event: e.HandsCounted, room: Room) -> Room:
    return _with_round(room, hands=dict(event.counts))


@_change.register
def _(event: e.TimerSet, room: Room) -> Room:
    return _with_round(room, until=event.until)


@_change.register
def _(_: e.RoundClosed, room: Room) -> Room:
    return _with_round(room, until=0.0)


@_change.register
def _(_: e.Revealed, room: Room) -> Room:
    return _with_round(room, revealed=True)


@_change.register
def _(event: e.Decided, room: Room) -> Room:
    return _with_round(room, decided=event.option, by=event.by, until=0.0)


def _with_round(room: Room, **changes: Any) -> Room:  # noqa: ANN401  (a field of ``Round`` each)
    *before, last = room.rounds
    return replace(room, rounds=(*before, replace(last, **changes)))


# --- the conversation


@_change.register
def _(event: e.Said, room: Room) -> Room:
    said = replace(room.branches[event.branch], entries=(*room.branches[event.branch].entries, event.entry))
    branches = (*room.branches[: event.branch], said, *room.branches[event.branch + 1 :])
    return replace(room, branches=branches, advice_shown=False)


@_change.register
def _(event: e.Forked, room: Room) -> Room:
    entries = room.branches[event.parent].entries[: event.turn]
    branches = (*room.branches, Branch(event.branch, event.parent, event.turn, entries))
    return replace(room, branches=branches, branch=event.branch, compared=(), advice_shown=False)


@_change.register
def _(event: e.Switched, room: Room) -> Room:
    return replace(room, branch=event.branch, compared=(), advice_shown=False)


# --- what people add


@_change.register
def _(event: e.Suggested, room: Room) -> Room:
    added = Suggestion(event.number, event.branch, event.turn, event.seat, event.words, event.move)
    return replace(room, suggestions=(*room.suggestions, added))


@_change.register
def _(event: e.SuggestionHidden, room: Room) -> Room:
    shown = (replace(each, hidden=True) if each.number == event.number else each for each in room.suggestions)
    return replace(room, suggestions=tuple(shown))


@_change.register
def _(event: e.Marked, room: Room) -> Room:
    at, mark = (event.branch, event.turn), (event.seat, event.move)
    here = room.marks.get(at, frozenset())
    return replace(room, marks={**room.marks, at: here | {mark} if event.seen else here - {mark}})


@_change.register
def _(event: e.BegunAlone, room: Room) -> Room:
    before = room.alone.get(event.seat)
    earlier = (*before.earlier, (before.seed, before.entries)) if before else ()
    return replace(room, alone={**room.alone, event.seat: Alone(event.attempt, event.seed, (), earlier)})


@_change.register
def _(event: e.SaidAlone, room: Room) -> Room:
    own = room.alone[event.seat]
    return replace(room, alone={**room.alone, event.seat: replace(own, entries=(*own.entries, event.entry))})
