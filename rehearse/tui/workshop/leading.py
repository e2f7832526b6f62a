"""What the coach does with the session at one key, without being asked for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.workshop.session import rules
from rehearse.workshop.stage import leading

if TYPE_CHECKING:
    from rehearse.tui.workshop.screen import CoachScreen
    from rehearse.workshop.session.room import Room


class Leading:
    """Leads for the coach's screen."""

    def __init__(self, screen: CoachScreen) -> None:
        """Work for *screen*."""
        self._screen = screen

    def do(self, what: str, seconds: int = 0) -> None:
        """Have *what* happen; ``timer`` gives the vote so many *seconds* more, or none any longer (0)."""
        screen = self._screen
        match what:
            case "step":
                self._step()
            case "decide":
                self._decide()
            case "reopen":
                screen.do(rules.reopen_round)
            case "timer":
                self._set_timer(seconds)
            case "safe":
                screen.safe = not screen.safe
                screen.paint()
            case "advice":
                screen.do(lambda room: rules.show_advice(room, shown=not room.advice_shown))
            case "lock":
                screen.do(lambda room: rules.lock(room, locked=not room.locked))

    def _step(self) -> None:
        """Do what comes next."""
        screen = self._screen
        step = leading.next_step(screen.desk.stage, screen.room, screen.about)
        if step.events is not None:
            screen.do(step.events)
        elif step.kind == "choose":
            screen.action_open("override")
        else:
            screen.tell(step.label)

    def _decide(self) -> None:
        """Let what leads be said."""
        screen, asked = self._screen, self._screen.room.round
        if asked is not None and asked.question == "line" and leading.is_for_the_coach(screen.room):
            screen.action_open("override")
            return
        decide = leading.answer if asked is not None and asked.question == "boss" else leading.decide
        screen.do(lambda room: decide(screen.desk.stage, room))

    def _set_timer(self, seconds: int) -> None:
        now = self._screen.desk.clock()

        def set_timer(room: Room) -> rules.Events:
            until = room.round.until if room.round is not None else 0.0
            return rules.set_timer(room, max(until, now) + seconds if seconds else 0.0)

        self._screen.do(set_timer)
