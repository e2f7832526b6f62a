"""What may happen next in a session: each function answers with events, or refuses with a sentence.

They look at the ``Room`` and at nothing else: no clock, no chance, no file. Whoever calls them stores the events before
anybody is told, and so every refusal is one that holds for what is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rehearse.workshop.session import events as e

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.workshop.session.events import AnyEvent, ClosedBy, DecidedBy, Mode, Option, Question
    from rehearse.workshop.session.room import Branch, Room, Round, Seat

Events = tuple["AnyEvent", ...]
Reason = Literal["over", "locked", "full", "late", "early", "unknown", "not-here", "again"]

MOST_SEATS = 1_000
"""People who can join one session."""
MOST_SUGGESTIONS = 5
"""Suggestions that one person can make for one line."""


class Refused(Exception):
    """Something that cannot happen now; carries the sentence that is shown, and a word for programs."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        """Refuse for *reason*, in the words of *sentence*."""
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


# --- who is there


def join(room: Room, name: str, token: str) -> Events:
    """Somebody takes a seat under *name*; *token* is the hash of what their phone will show."""
    _goes_on(room)
    if room.locked:
        raise Refused("locked", "The session is locked: nobody new can join just now. Ask the coach.")
    if len(room.present) >= MOST_SEATS:
        raise Refused("full", f"All {MOST_SEATS:,} places are taken.")
    number = max(room.seats, default=0) + 1
    return (e.Joined(number, _free_name(room, name), token),)


def _free_name(room: Room, name: str) -> str:
    """*name*, with a number behind it where somebody has it already."""
    taken = {seat.name.casefold() for seat in room.present}
    if name.casefold() not in taken:
        return name
    number = 2
    while f"{name} {number}".casefold() in taken:
        number += 1
    return f"{name} {number}"


def remove(room: Room, seat: int) -> Events:
    """The coach takes a name off."""
    _seated(room, seat)
    return (e.Removed(seat),)


def observe(room: Room, seat: int, *, observes: bool) -> Events:
    """Somebody watches for moves instead of voting, or votes again from the next round on."""
    if _seated(room, seat).observes == observes:
        return ()
    return (e.Observes(seat, observes),)


def have_observe(room: Room, every: int) -> Events:
    """Have every so-many-th person observe, in the order in which they came, and nobody else; 0: nobody at all."""
    if room.phase == "open":
        raise Refused("early", "A vote is open: close it first.")
    _goes_on(room)
    chosen = {seat.number for place, seat in enumerate(room.present, 1) if every and place % every == 0}
    return tuple(
        e.Observes(seat.number, seat.number in chosen)
        for seat in room.present
        if seat.observes != (seat.number in chosen)
    )


def lock(room: Room, *, locked: bool) -> Events:
    """Let nobody new in, or let people in again."""
    _goes_on(room)
    return () if room.locked == locked else (e.Locked(locked),)


def change_code(room: Room, code: str) -> Events:
    """Another code finds the session from now on."""
    _goes_on(room)
    return (e.CodeChanged(code),)


def let_lead(room: Room, token: str) -> Events:
    """A phone with the token of this hash may lead, and no other; an empty one: none may."""
    _goes_on(room)
    return () if room.remote == token else (e.RemoteMade(token),)


# --- rounds


def open_round(room: Room, question: Question, options: Sequence[Option]) -> Events:
    """Ask the room. The round before it must be decided, or is left as it is where nobody voted in it.

    What is being asked already is asked once, however often this comes.
    """
    _goes_on(room)
    last = room.round
    asked = (room.branch, _turn(room), question, tuple(options))
    if last is not None and room.phase == "open" and asked == (last.branch, last.turn, last.question, last.options):
        return ()
    if last is not None and room.phase not in {"lobby", "decided"} and last.taken_part:
        raise Refused("early", "The last vote is not decided yet.")
    if len(options) < 2:  # noqa: PLR2004  (a vote needs something to choose between)
        raise Refused("unknown", "There is nothing to choose between here.")
    return (e.RoundOpened((last.number if last else 0) + 1, question, tuple(options)),)


def vote(room: Room, seat: int, number: int, option: str) -> Events:
    """Somebody chooses an option. The same vote again changes nothing and is acknowledged all the same."""
    last = _round(room, number)
    voter = _seated(room, seat)
    if voter.observes:
        raise Refused("not-here", "You are observing: you watch this round and do not vote in it.")
    if room.phase != "open":
        raise Refused("late", "The vote is closed. Yours was not counted, or stays as it was.")
    if option not in {known.id for known in last.options}:
        raise Refused("unknown", "That cannot be chosen here.")
    return () if last.votes.get(seat) == option else (e.Voted(number, seat, option),)


def count_hands(room: Room, counts: Mapping[str, int]) -> Events:
    """The coach counts hands in the room, beside the votes of phones; 0 for all takes them out again."""
    last = _under_way(room)
    known = {option.id for option in last.options}
    if not known.issuperset(counts) or any(count < 0 or count > MOST_SEATS for count in counts.values()):
        raise Refused("unknown", f"Hands are counted from 0 to {MOST_SEATS:,} for each option.")
    return (e.HandsCounted(last.number, tuple((option, count) for option, count in counts.items() if count)),)


def set_timer(room: Room, until: float) -> Events:
    """Close the round by itself at *until* (seconds since 1970); 0: leave it open."""
    last = _under_way(room)
    if room.phase != "open":
        raise Refused("late", "The vote is closed already.")
    return () if last.until == until else (e.TimerSet(last.number, until),)


def close_round(room: Room, by: ClosedBy = "coach") -> Events:
    """Take no more votes."""
    last = _under_way(room)
    if room.phase != "open":
        raise Refused("again", "The vote is closed already.")
    return (e.RoundClosed(last.number, by),)


def reopen_round(room: Room) -> Events:
    """Take votes again, where nobody has seen the tally yet."""
    last = _under_way(room)
    if last.revealed or room.phase != "closed":
        raise Refused("late", "Only a vote that is closed, and whose tally nobody has seen, can be opened again.")
    return (e.RoundReopened(last.number),)


def reveal(room: Room) -> Events:
    """Let everybody see how the room voted; an open vote is closed first."""
    last = _under_way(room)
    if last.revealed:
        raise Refused("again", "The tally is shown already.")
    closing = close_round(room) if room.phase == "open" else ()
    return (*closing, e.Revealed(last.number))


def discuss(room: Room) -> Events:
    """Pause to talk about it."""
    last = _under_way(room)
    if room.phase == "open":
        raise Refused("early", "The vote is still open: close it first.")
    return (e.Discussed(last.number),) if room.phase != "discuss" else ()


def decide(room: Room, drawn: int = 0) -> Events:
    """Let the vote lead. *drawn* is a number from the session's seed, for ties that chance breaks.

    Refused where nobody voted, and at a tie that the coach is to break: see ``overrule``.
    """
    last = _under_way(room)
    if room.phase == "open":
        raise Refused("early", "The vote is still open: close it first.")
    leading = last.leading()
    if not leading:
        raise Refused("early", "Nobody voted: choose a line yourself, or ask again.")
    if len(leading) == 1:
        return _decided(last, leading[0], "vote")
    if room.tie == "coach":
        raise Refused("early", "It is a tie: choose one of them.")
    return _decided(last, leading[0] if room.tie == "first" else leading[drawn % len(leading)], "tie-rule")


def overrule(room: Room, option: str) -> Events:
    """The coach chooses, whatever the vote says; an open vote is closed first."""
    last = _under_way(room)
    if option not in {known.id for known in last.options}:
        raise Refused("unknown", "That cannot be chosen here.")
    closing = close_round(room) if room.phase == "open" else ()
    return (*closing, *_decided(last, option, "vote" if last.leading() == (option,) else "coach"))


def _decided(last: Round, option: str, by: DecidedBy) -> Events:
    return (e.Decided(last.number, option, by),)


# --- the conversation


def say(room: Room, entry: str, *, instead: bool = False) -> Events:
    """A line is said to the boss in the branch that goes on; *instead* of deciding on a vote that is under way."""
    _goes_on(room)
    under_way = room.phase in {"open", "closed", "revealed", "discuss"}
    if under_way and not instead:
        raise Refused("early", "The last vote is not decided yet.")
    closing = close_round(room) if room.phase == "open" else ()
    return (*closing, e.Said(room.branch, entry))


def fork(room: Room, turn: int, parent: int | None = None) -> Events:
    """Go back to where *turn* lines were said, in a branch of its own; the branch that is left stays as it is."""
    _goes_on(room)
    branch = room.now if parent is None else _branch(room, parent)
    if not 0 <= turn <= len(branch.entries):
        raise Refused("unknown", f"There are {len(branch.entries)} lines to go back to.")
    return (e.Forked(len(room.branches), branch.number, turn),)


def switch(room: Room, branch: int) -> Events:
    """Go on in another branch."""
    _goes_on(room)
    _branch(room, branch)
    return () if branch == room.branch else (e.Switched(branch),)


def compare(room: Room, branches: Sequence[int]) -> Events:
    """Put two branches side by side, or (without any) none any more; once it is over nothing changes on the wall."""
    for branch in branches:
        _branch(room, branch)
    if len(set(branches)) not in {0, 2}:
        raise Refused("unknown", "Two different branches can be compared.")
    return () if room.phase == "ended" or tuple(branches) == room.compared else (e.Compared(tuple(branches)),)


def show_advice(room: Room, *, shown: bool) -> Events:
    """Show the advice on the last line to everybody, or hide it."""
    _goes_on(room)
    return () if room.advice_shown == shown else (e.AdviceShown(shown),)


def set_mode(room: Room, mode: Mode) -> Events:
    """What the room does from now on; not in the middle of a vote."""
    _goes_on(room)
    if room.phase == "open":
        raise Refused("early", "A vote is open: close it first.")
    return () if room.mode == mode else (e.ModeSet(mode),)


def end(room: Room) -> Events:
    """The session is over."""
    _goes_on(room)
    return (e.Ended(),)


# --- what people add


def suggest(room: Room, seat: int, words: str, move: str) -> Events:
    """Somebody proposes their own words for the next line; the same words twice are one suggestion."""
    _goes_on(room)
    _seated(room, seat)
    here = [s for s in room.suggestions if s.seat == seat and (s.branch, s.turn) == (room.branch, _turn(room))]
    if any(suggestion.words == words for suggestion in here):
        return ()
    if len(here) >= MOST_SUGGESTIONS:
        raise Refused("full", f"You have made {MOST_SUGGESTIONS} suggestions for this line: that is enough.")
    return (e.Suggested(len(room.suggestions) + 1, room.branch, _turn(room), seat, words, move),)


def hide_suggestion(room: Room, number: int) -> Events:
    """The coach takes a suggestion off the list."""
    _goes_on(room)
    if not 1 <= number <= len(room.suggestions):
        raise Refused("unknown", "There is no such suggestion.")
    return () if room.suggestions[number - 1].hidden else (e.SuggestionHidden(number),)


def mark(room: Room, seat: int, move: str, *, seen: bool) -> Events:
    """An observer saw a move in the last line, or takes it back."""
    _goes_on(room)
    if not _seated(room, seat).observes:
        raise Refused("not-here", "Only observers mark moves.")
    turn = _turn(room)
    if not turn:
        raise Refused("early", "Nothing was said yet.")
    marked = (seat, move) in room.marks.get((room.branch, turn), frozenset())
    return () if marked == seen else (e.Marked(seat, room.branch, turn, move, seen),)


def begin_alone(room: Room, seat: int, seed: int) -> Events:
    """Somebody begins to practise by themselves, or begins anew."""
    _goes_on(room)
    _seated(room, seat)
    if room.mode != "alone":
        raise Refused("early", "The room is talking together just now.")
    before = room.alone.get(seat)
    return (e.BegunAlone(seat, (before.attempt if before else 0) + 1, seed),)


def say_alone(room: Room, seat: int, turn: int, entry: str) -> Events:
    """Somebody says line *turn* (from 1) of their own rehearsal. The same line again changes nothing."""
    _goes_on(room)
    _seated(room, seat)
    if room.mode != "alone":
        raise Refused("late", "The room is talking together just now. Your own rehearsal is kept.")
    own = room.alone.get(seat)
    if own is None:
        raise Refused("early", "Your own rehearsal has not begun.")
    if turn <= len(own.entries):
        if own.entries[turn - 1] == entry:
            return ()
        raise Refused("late", "Another line was said there already.")
    if turn != len(own.entries) + 1:
        raise Refused("early", "A line before it is missing.")
    return (e.SaidAlone(seat, turn, entry),)


# --- what they share


def _goes_on(room: Room) -> None:
    if room.phase == "ended":
        raise Refused("over", "The session is over.")


def _seated(room: Room, seat: int) -> Seat:
    _goes_on(room)
    found = room.seats.get(seat)
    if found is None or found.removed:
        raise Refused("not-here", "You are not in this session any more. Join again with the code.")
    return found


def _round(room: Room, number: int) -> Round:
    """The round of that number, which must be the last."""
    _goes_on(room)
    last = room.round
    if last is None or number > last.number:
        raise Refused("early", "There is no such vote yet.")
    if number < last.number:
        raise Refused("late", "That vote is over; the room has gone on.")
    return last


def _under_way(room: Room) -> Round:
    """The round that is not decided yet."""
    _goes_on(room)
    if room.round is None or room.phase in {"lobby", "decided"}:
        raise Refused("early", "There is no vote under way.")
    return room.round


def _branch(room: Room, number: int) -> Branch:
    if not 0 <= number < len(room.branches):
        raise Refused("unknown", "There is no such branch.")
    return room.branches[number]


def _turn(room: Room) -> int:
    return len(room.now.entries)
