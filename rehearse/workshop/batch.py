"""Commands that are decided one after another and stored together: all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from rehearse.workshop.session.events import as_json
from rehearse.workshop.session.fold import after
from rehearse.workshop.session.rules import Refused

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence

    from rehearse.workshop.archive.trouble import NotStored
    from rehearse.workshop.session.events import AnyEvent
    from rehearse.workshop.session.room import Room

    Decide = Callable[[Room], tuple[AnyEvent, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """Something that somebody wants to happen, and where they wait for what became of it, if they do."""

    decide: Decide
    outcome: asyncio.Future[Room] | None = None

    @property
    def given_up(self) -> bool:
        """Whether whoever wanted it no longer waits."""
        return self.outcome is not None and self.outcome.done()

    def answer(self, outcome: Room | Exception) -> None:
        """Tell whoever waits, if they still do."""
        if self.outcome is None or self.outcome.done():
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


@dataclass(frozen=True, slots=True)
class Batch:
    """What commands come to on one room, once it is stored. Until then nobody is told."""

    before: Room
    room: Room
    events: tuple[AnyEvent, ...]
    decided: tuple[tuple[Command, Exception | None], ...]  # each with why it was refused

    @classmethod
    def of(cls, room: Room, commands: Sequence[Command]) -> Batch:
        """Decide *commands* in their order, each on what those before it make of *room*."""
        events: list[AnyEvent] = []
        newest = room
        decided: list[tuple[Command, Exception | None]] = []
        for command in commands:
            try:
                added, newest = _happened(newest, command.decide)
            except Exception as error:  # noqa: BLE001  (refused, or a mistake in it: told to whoever asked, and to nobody else)
                decided.append((command, error))
            else:
                events.extend(added)
                decided.append((command, None))
        return cls(room, newest, tuple(events), tuple(decided))

    @property
    def refused(self) -> bool:
        """Whether the rules refused one of them."""
        return any(isinstance(error, Refused) for _, error in self.decided)

    def stored(self) -> None:
        """It is on disk: tell everybody."""
        for command, refusal in self.decided:
            command.answer(refusal or self.room)

    def failed(self, trouble: NotStored) -> None:
        """Nothing of it holds: tell everybody what is true on the room as it is."""
        for command, _ in self.decided:
            try:
                added, _ = _happened(self.before, command.decide)
            except Exception as error:  # noqa: BLE001  (as above)
                command.answer(error)
            else:
                command.answer(trouble if added else self.before)


def _happened(room: Room, decide: Decide) -> tuple[tuple[AnyEvent, ...], Room]:
    """What is decided on *room*, and what it makes of it. Whatever could not be stored or folded raises here."""
    events = decide(room)
    for event in events:
        as_json(event)
    return events, reduce(after, events, room)
