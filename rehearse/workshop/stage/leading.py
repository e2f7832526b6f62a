"""What the coach does next with the conversation: events for a room, by the rules and by what can be said.

Every function is given the room that holds when it is decided (see ``Live.submit``), and raises ``Refused``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Literal, TypeVar

from rehearse.engine import Unavailable
from rehearse.engine.chance import draw
from rehearse.engine.play import StoryLoop
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import after
from rehearse.workshop.session.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.workshop.session.room import Room
    from rehearse.workshop.session.rules import Events
    from rehearse.workshop.stage.predicting import About
    from rehearse.workshop.stage.stage import Stage

Kind = Literal["ask", "ask-boss", "close", "reveal", "discuss", "decide", "answer", "say", "choose", "nothing"]

T = TypeVar("T")
_SALT_TIES = 7201


@dataclass(frozen=True, slots=True)
class Next:
    """The one step that comes next, as it stands on the key that does it.

    ``choose``: it is a tie, or nobody voted; the coach chooses a line. ``nothing``: the talk is over, or everybody
    practises alone. Both have no ``events``.
    """

    kind: Kind
    label: str
    events: Callable[[Room], Events] | None


def next_step(stage: Stage, room: Room, about: About = "says") -> Next:
    """What comes next in *room*. *about*: what a question about the boss asks."""
    boss = stage.story.boss.name
    match room.phase:
        case "ended":
            return Next("nothing", "The session is over.", None)
        case "open":
            return Next("close", "Close the vote", rules.close_round)
        case "closed":
            return Next("reveal", "Reveal the tally", rules.reveal)
        case "revealed":
            return Next("discuss", "Pause to discuss", rules.discuss)
        case "discuss":
            return _deciding(stage, room)
    if room.mode == "alone":
        return Next("nothing", "Everybody practises alone, until you choose another mode (m).", None)
    if stage.pending(room):
        if room.mode == "predict":
            return Next("ask-boss", f"Ask what {boss} will make of it", lambda now: ask_boss(stage, now, about))
        return Next("say", f"Say it to {boss}", lambda now: say_pending(stage, now))
    if stage.played(room.now).divergence:
        return Next(
            "nothing", "The meeting was edited, and no longer goes on from here: rewind to a line before.", None
        )
    options = stage.options(room.now)
    if not options:
        return Next("nothing", "The talk is over: rewind, compare, or end the session.", None)
    if len(options) == 1:
        return Next("say", f"Say the only line that is left to {boss}", lambda now: say_only(stage, now))
    return Next("ask", "Ask the room", lambda now: ask(stage, now))


def _deciding(stage: Stage, room: Room) -> Next:
    asked = room.round
    if asked is not None and asked.question == "boss":
        return Next("answer", f"Hear what {stage.story.boss.name} says", lambda now: answer(stage, now))
    if asked is not None and is_for_the_coach(room):
        tied = bool(asked.leading())
        why = "It is a tie: choose a line" if tied else "Nobody voted: choose a line, or count hands"
        return Next("choose", why, None)
    label = "Take what leads" if room.mode == "predict" else "Say what leads"
    return Next("decide", label, lambda now: decide(stage, now))


def is_for_the_coach(room: Room) -> bool:
    """Whether the vote of *room* decides nothing by itself: nobody voted, or it is a tie without a rule."""
    leading = room.round.leading() if room.round is not None else ()
    return not leading or (len(leading) > 1 and room.tie == "coach")


# --- votes


def ask(stage: Stage, room: Room) -> Events:
    """Let the room choose the next line."""
    return rules.open_round(room, "line", stage.options(room.now))


def ask_boss(stage: Stage, room: Room, about: About = "says") -> Events:
    """Let the room guess what the boss will make of the line that was decided on."""
    entry = stage.pending(room)
    if not entry:
        raise Refused("early", "Decide on a line first.")
    return rules.open_round(room, "boss", _sayable(lambda: stage.boss_options(room.now, entry, about)))


def decide(stage: Stage, room: Room) -> Events:
    """Let the vote lead; the line is said, unless the boss's answer is to be guessed first."""
    number = room.round.number if room.round else 0
    return _and_said(stage, room, rules.decide(room, draw(room.began.seed, number, _SALT_TIES)))


def overrule(stage: Stage, room: Room, option: str) -> Events:
    """The coach chooses the line, whatever the vote says."""
    if room.round is not None and room.round.question == "boss" and not room.round.decided:
        raise Refused("unknown", "What the boss makes of it is not for us to choose.")
    return _and_said(stage, room, rules.overrule(room, option))


def answer(stage: Stage, room: Room) -> Events:
    """Let the boss answer what the room has guessed about; the guesses are held against it."""
    asked, entry = room.round, stage.pending(room)
    if asked is None or asked.question != "boss" or not entry:
        raise Refused("early", "Nobody has guessed yet.")
    true = _sayable(lambda: stage.comes_true(room.now, entry, asked.options))
    if not true:  # the meeting was edited since the room was asked
        return rules.say(room, entry, instead=True)
    decided = rules.overrule(room, true)
    return (*decided, *rules.say(_then(room, decided), entry))


def _and_said(stage: Stage, room: Room, events: Events) -> Events:
    """*events*, and the line that they decide on said to the boss, where that is how the room plays."""
    if room.mode == "predict":
        return events
    return (*events, *say_pending(stage, _then(room, events)))


# --- lines


def say_pending(stage: Stage, room: Room) -> Events:
    """Say the line that was decided on."""
    entry = stage.pending(room)
    if not entry:
        raise Refused("early", "Decide on a line first.")
    return _said(stage, room, entry)


def say_only(stage: Stage, room: Room) -> Events:
    """Say the one line that can be said, where there is nothing to vote about."""
    options = stage.options(room.now)
    if len(options) != 1:
        raise Refused("early", "There is more than one line to choose from, or none: ask the room.")
    return _said(stage, room, options[0].id)


def play(stage: Stage, room: Room, entry: str) -> Events:
    """Say a line of the coach's choice, such as somebody's suggestion as it was understood, in place of a vote."""
    return _said(stage, room, entry, instead=True)


def _said(stage: Stage, room: Room, entry: str, *, instead: bool = False) -> Events:
    if stage.ended(room.now) is not None:
        raise Refused("over", "The talk is over: rewind to try something else.")
    _sayable(lambda: stage.played(room.now).said(entry))
    return rules.say(room, entry, instead=instead)


def _sayable(look: Callable[[], T]) -> T:
    """What *look* finds out. Raises ``Refused`` where the line cannot be said."""
    try:
        return look()
    except (Unavailable, StoryLoop) as gone:
        raise Refused("unknown", f"That cannot be said here. {gone}") from gone


def _then(room: Room, events: Events) -> Room:
    return reduce(after, events, room)
