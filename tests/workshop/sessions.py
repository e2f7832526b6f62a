"""What tests of stored sessions share: a session to begin, options to vote for, people who vote."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.workshop.archive.archive import Stored
    from rehearse.workshop.live import Live
    from rehearse.workshop.session.room import Round

MANY = tuple(e.Option(f"{number}", f"Line {number}") for number in range(1, 1_001))
"""Options for people who vote for one after the other, so that every vote of theirs can be told from the others."""


def began(session: str = "s1", code: str = "KMP4TX") -> e.Began:
    return e.Began(session, "One day a week", "one-day-a-week", "controlling", "everyday", 7, code, "hash")


async def voting(live: Live, seats: int) -> Live:
    """Let so many people join, and open a vote on ``MANY``."""
    for seat in range(1, seats + 1):
        await live.submit(partial(rules.join, name=f"Name {seat}", token=f"hash {seat}"))
    await live.submit(partial(rules.open_round, question="line", options=MANY))
    return live


async def vote(live: Live, seat: int, number: int) -> None:
    await live.submit(partial(rules.vote, seat=seat, number=1, option=str(number)))


async def vote_until_told(live: Live, seat: int, number: int) -> None:
    """Vote as a phone does: again, until it is acknowledged."""
    while True:
        try:
            return await vote(live, seat, number)
        except NotStored:
            continue


def votes(stored: Iterable[Stored], seat: int) -> list[int]:
    """Every vote of somebody in the order in which it was stored."""
    return [int(each.event.option) for each in stored if isinstance(each.event, e.Voted) and each.event.seat == seat]


def last_round(live: Live) -> Round:
    """The round that is under way, or was last."""
    assert live.room.round is not None
    return live.room.round


async def seen(live, what):
    """Wait until watchers see a room of which *what* is true."""
    async with asyncio.timeout(30):
        async for room in live.watch():
            if what(room):
                return room
    raise AssertionError


class Clock:
    """A clock that a test sets."""

    now = 1_000.0

    def __call__(self):
        return self.now
