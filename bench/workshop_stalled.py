"""What the others notice when a tenth of the readers stall: phones that are connected and take nothing any more.

The real command runs in a terminal. In turns, everybody reads, or every tenth of 200 phones reads nothing; all the
while the others vote at a steady rate, and the coach shows and hides the advice again and again, which every phone is
told: those that stall have little room, so that the server can soon send them nothing more. Compared are the p99 of the
others' acknowledgements, and of how long it takes until a change is on their phones.

    python bench/workshop_stalled.py [--people 200] [--share 0.1] [--times 5] [--seconds 2]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import p99, tell
from bench.workshop.led import Led
from bench.workshop.load import changing_vote, machine, votes_at
from bench.workshop.phones import Phone, asked, in_turn, joined, until
from bench.workshop.turns import STEPS, Turns

AIM = 2.0
RATE = 20.0
"""Votes a second, of those who read."""
PACE = 0.2
"""Seconds between two changes that all are told."""
ADVICE = b'class=\\"advice\\"'


async def flipped(led: Led, others: list[Phone], seconds: float) -> list[float]:
    """Have the coach show and hide the advice for so long; seconds until each time was on each of the *others*."""
    times: list[float] = []
    missing: set[Phone] = set()
    shown = ADVICE in others[0].last

    def heard(phone: Phone, data: bytes, when: float) -> None:
        if phone in missing and (ADVICE in data) == shown:
            missing.discard(phone)
            times.append(when - begun)

    for phone in others:
        phone.heard = heard
    until_then = perf_counter() + seconds
    while perf_counter() < until_then:
        shown, begun = not shown, perf_counter()
        missing.update(others)
        led.press("a")
        await until(lambda: not missing, "the advice on every phone")
        await asyncio.sleep(PACE)
    return times


def waiting_at(port: int) -> list[int]:
    """Bytes that each connection of the server at *port* has not been able to hand over, those with none left out."""
    found = []
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if int(fields[1].partition(":")[2], 16) == port and (waiting := int(fields[4].partition(":")[0], 16)):
            found.append(waiting)
    return found


async def compared(led: Led, phones: list[Phone], stalling: list[Phone], asked_for):
    """Times of votes and of changes, while all read and while some do not; and what waits for those in the end."""
    others = [phone for phone in phones if phone not in stalling]
    votes: dict[bool, list[list[float]]] = {False: [], True: []}
    changes: dict[bool, list[list[float]]] = {False: [], True: []}
    vote, full = changing_vote(), []
    for time in range(2 * asked_for.times):
        stall = bool(time % 2)
        for phone in stalling:
            if stall:
                phone.stall()
            else:
                phone.read_on()
        await asyncio.sleep(1)
        load, told = await asyncio.gather(
            votes_at(others, RATE, asked_for.seconds, vote, time), flipped(led, others, asked_for.seconds)
        )
        votes[stall].append(load.took)
        changes[stall].append(told)
        if stall:
            full = waiting_at(led.port)
    return votes, changes, full


async def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        led = Led(home)
        try:
            await led.start()
            phones = await joined(led.port, led.code, asked_for.people)
            stalling = phones[: round(asked_for.people * asked_for.share)]
            await in_turn(little_room, stalling)
            turns = Turns(led, await led.let_lead(), phones)
            await turns.ask()
            await turns.all_vote(phones[:20])
            for step in STEPS[1:]:
                await turns.to(step, by_phone=False)
                await asyncio.sleep(0.3)
            await turns.ask()
            await until(lambda: all(asked(phone.last)[0] == 2 for phone in phones), "the second vote")
            votes, changes, full = await compared(led, phones, stalling, asked_for)
        finally:
            led.stop()
    met = True
    for name, found in (("votes", votes), ("changes for all", changes)):
        reading, stalled = (p99([each for some in found[stall] for each in some]) for stall in (False, True))
        met &= tell(f"{name}: p99 of the others, a tenth stalled", stalled / reading, "x", AIM)
        apart = [statistics.median(p99(some) for some in found[stall]) for stall in (False, True)]
        print(f"    {1e3 * stalled:.1f} ms, and {1e3 * reading:.1f} ms where all read", end="; ")
        print(f"median of {asked_for.times} p99s: {1e3 * apart[1]:.1f} and {1e3 * apart[0]:.1f} ms")
    print(f"    {len(full)} of {len(stalling)} stalled streams full, {sum(full) / 1024:.0f} KiB in all; {machine()}")
    return 0 if met else 1


async def little_room(phone: Phone) -> None:
    """Have *phone* listen with hardly any room for what it has not read."""
    phone.drop()
    phone.listen(small=True)
    await phone.is_told()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
