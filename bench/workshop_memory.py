"""How much memory a participant takes: people who have joined, listen, keep a connection for votes, and have voted.

The real command runs in a terminal. A few people come first and take a turn, with whom everything comes that is there
once for all. Its resident memory is read then, with everybody there, and after some turns in which all of them voted;
what has been added is divided by how many have been added.

    python bench/workshop_memory.py [--people 500] [--turns 2]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import tell
from bench.workshop.led import Led
from bench.workshop.load import machine
from bench.workshop.phones import joined
from bench.workshop.turns import STEPS, Turns

AIM = 64.0
KIB = 1024
FIRST = 25
"""People who come before it is measured."""
QUIET = 3
"""Seconds after which memory that did not grow counts as settled."""


async def settled(led: Led) -> int:
    """The program's memory once it no longer grows by itself."""
    seen = [0]
    while max(seen[-QUIET:]) - min(seen[-QUIET:]) > KIB * KIB // 4 or len(seen) <= QUIET:
        await asyncio.sleep(1)
        seen.append(led.memory())
    return seen[-1]


async def main() -> int:
    """Measure, print, and return 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--turns", type=int, default=2)
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        led = Led(home)
        try:
            await led.start()
            first = await joined(led.port, led.code, FIRST)
            turns = Turns(led, await led.let_lead(), first)
            await lead(turns, 1)
            empty = await settled(led)
            phones = await joined(led.port, led.code, asked_for.people, first=FIRST)
            here = await settled(led)
            turns.phones = [*first, *phones]
            await lead(turns, asked_for.turns)
            after = await settled(led)
        finally:
            led.stop()
    met = tell(f"a participant of {asked_for.people}, joined and listening", share(empty, here, phones), "KiB", AIM)
    met &= tell(f"the same after {asked_for.turns} votes of all", share(empty, after, phones), "KiB", AIM)
    print(f"    the program: {empty / KIB**2:.0f} MiB with {FIRST}, {after / KIB**2:.0f} MiB with all; {machine()}")
    return 0 if met else 1


def share(before: int, after: int, phones) -> float:
    return (after - before) / KIB / len(phones)


async def lead(turns: Turns, count: int) -> None:
    for _ in range(count):
        await turns.ask()
        await turns.all_vote(turns.phones)
        for step in STEPS[1:]:
            await turns.to(step, by_phone=False)
            await asyncio.sleep(0.3)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
