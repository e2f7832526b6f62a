"""``kill -9`` again and again while people vote: nothing acknowledged is lost or doubled, all streams come back.

The real command runs in a terminal, 200 people listen, some of them vote without end, each time for the next line. It
is killed at a random moment and started again with the same command. Phones do what browsers do: a stream that broke is
asked for again after the time that the server told them to wait, and a vote that was not acknowledged is sent again.
In the end the stored events must hold, for every voter, each acknowledged vote once, in order, and nothing else but at
most one that was stored while its acknowledgement was lost. The streams count as back when each has told its phone
something, timed from the kill.

    python bench/workshop_killed.py [--kills 30] [--people 200] [--voters 60] [--postgres]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import at, tell
from bench.workshop.led import Led
from bench.workshop.load import machine
from bench.workshop.phones import Phone, asked, joined, until
from bench.workshop.stores import postgres, stored

AIM = 5.0
PACE = 0.4
"""Seconds between two votes of one person, who may not send more than three a second for long."""


class Voter:
    """Somebody who votes on and on, and remembers how often that was acknowledged."""

    def __init__(self, phone: Phone):
        self.phone = phone
        self.number, self.options = asked(phone.last)
        self.acknowledged = 0
        self._chance = random.Random(phone.number)

    async def vote_on(self) -> None:
        while True:
            await asyncio.sleep(PACE)
            await self._vote(self.options[self.acknowledged % len(self.options)])
            self.acknowledged += 1

    async def _vote(self, option: str) -> None:
        while True:
            try:
                answer = await self.phone.vote(self.number, option)
            except OSError:
                pass
            else:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.2 + 0.2 * self._chance.random())  # the page's script waits longer

    def right(self, stored: list[str]) -> bool:
        """Whether what was *stored* of this person is what was acknowledged, and at most one vote more."""
        wanted = [self.options[number % len(self.options)] for number in range(len(stored))]
        return stored == wanted and self.acknowledged <= len(stored) <= self.acknowledged + 1


async def killed(led: Led, phones: list[Phone], voters: list[Voter], kills: int) -> list[float]:
    """Kill it so often while they vote; seconds until all streams were back, each time."""
    chance = random.Random(7)
    voting = [asyncio.create_task(voter.vote_on()) for voter in voters]
    times = []
    for _ in range(kills):
        before = sum(voter.acknowledged for voter in voters)
        await until(lambda before=before: sum(each.acknowledged for each in voters) > before, "a vote")
        await asyncio.sleep(0.2 + 0.5 * chance.random())
        for phone in phones:
            phone.came.clear()
        begun = perf_counter()
        led.kill()
        led.launch()
        back = await until(lambda: all(phone.came.is_set() for phone in phones), "all streams", 60)
        times.append(back - begun)
    await asyncio.sleep(0.5)
    for each in voting:
        each.cancel()
    await asyncio.gather(*voting, return_exceptions=True)
    return times


def wrong(events, voters: list[Voter]) -> list[str]:
    """What is not as it must be in what was stored: a sentence each."""
    from rehearse.workshop.session.events import Joined, Voted
    from rehearse.workshop.session.fold import room_of

    seats = {event.name: event.seat for event in events if isinstance(event, Joined)}
    votes: dict[int, list[str]] = {}
    for event in events:
        if isinstance(event, Voted):
            votes.setdefault(event.seat, []).append(event.option)
    last = room_of(events).round
    assert last is not None
    found = []
    for voter in voters:
        mine = votes.get(seats[f"Person {voter.phone.number}"], [])
        if not voter.right(mine):
            found.append(f"Person {voter.phone.number}: {voter.acknowledged} acknowledged, stored: {mine}")
    if sum(last.tally().values()) != len(voters):
        found.append(f"{len(voters)} people voted, and {sum(last.tally().values())} votes count")
    return found


async def measured(asked_for, home: str, place: str) -> bool:
    """Kill it, and look at what was stored; whether all is as it must be."""
    led = Led(home, place)
    try:
        await led.start()
        phones = await joined(led.port, led.code, asked_for.people)
        led.press(" ")
        await until(lambda: all(asked(phone.last)[0] for phone in phones), "the vote")
        voters = [Voter(phone) for phone in phones[: asked_for.voters]]
        times = await killed(led, phones, voters, asked_for.kills)
        for phone in phones:
            phone.drop()
    finally:
        led.stop()
    events = await stored(place or str(Path(home, "workshops.db")), led.session)
    trouble = wrong(events, voters)
    print(*trouble, sep="\n", end="\n" if trouble else "")
    acknowledged = sum(voter.acknowledged for voter in voters)
    where = "PostgreSQL" if place else "SQLite"
    met = tell(f"{asked_for.kills} kill -9 on {where}: voters with a wrong count", len(trouble), "", 0)
    print(f"    {acknowledged} votes were acknowledged, each stored once, in order")
    met &= tell(f"{asked_for.people} streams back, the slowest of {len(times)} times", max(times), "s", AIM)
    print(f"    median {at(times, 0.5):.1f} s, shortest {min(times):.1f} s, from kill -9; {machine()}")
    return met


async def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--voters", type=int, default=60)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, and not on SQLite")
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        if not asked_for.postgres:
            return 0 if await measured(asked_for, home, "") else 1
        with postgres() as new_place:
            return 0 if new_place is None or await measured(asked_for, home, new_place()) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
