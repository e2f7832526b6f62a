"""How long it takes until a change of phase is on 200 phones.

The real command runs in a terminal, with the coach's screen painted and the projector's page open. The coach leads turn
after turn: opens a vote, closes it, reveals the tally, pauses to talk, has the line said. Each change is timed from the
key in the coach's terminal, or, every other turn, from the POST of the coach's phone, until its message is on each
phone. Beside it stands a bare server that tells as many streams a message of the same size.

    python bench/workshop_phases.py [--people 200] [--turns 8]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import p99, spread, tell
from bench.workshop.led import Led
from bench.workshop.load import bare, machine
from bench.workshop.phones import Phone, joined, until
from bench.workshop.turns import STEPS, Turns

AIM = 150.0
PAUSE = 0.25
"""Seconds between two changes."""


async def bare_times(people: int, changes: int) -> list[float]:
    """The same from a server that does nothing else."""
    times: list[float] = []
    begun = 0.0
    async with bare(people) as phones:
        for phone in phones:
            phone.heard = lambda _phone, _data, when: times.append(when - begun)
        for change in range(changes):
            await asyncio.sleep(PAUSE)
            begun = perf_counter()
            await phones[0].ask("/tell", {})
            await until(lambda change=change: len(times) == people * (change + 1), "the bare server's message")
    return times


async def real_times(people: int, count: int) -> dict[bool, list[list[float]]]:
    """Times of each change, those from the coach's phone apart from those from the key."""
    found: dict[bool, list[list[float]]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as home:
        led = Led(home)
        try:
            await led.start()
            phones = await joined(led.port, led.code, people)
            wall = Phone(0, led.port)
            wall.listen(f"/projector/{led.code}/stream")
            turns = Turns(led, await led.let_lead(), phones)
            for turn in range(count):
                by_phone = bool(turn % 2)
                found[by_phone].append(await turns.ask(by_phone=by_phone))
                await turns.all_vote(phones[turn::8])
                for step in STEPS[1:]:
                    await asyncio.sleep(PAUSE)
                    found[by_phone].append(await turns.to(step, by_phone=by_phone))
                await asyncio.sleep(PAUSE)
        finally:
            led.stop()
    return found


async def main() -> int:
    """Measure, print, and return 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--turns", type=int, default=8)
    asked_for = parser.parse_args()
    floor = await bare_times(asked_for.people, 20)
    found = await real_times(asked_for.people, asked_for.turns)
    met = True
    for by_phone, name in ((False, "the coach's key"), (True, "the coach's phone")):
        changes = found[by_phone]
        times = [each for change in changes for each in change]
        if not times:
            continue
        what = f"{name} to {asked_for.people} phones, p99"
        met &= tell(what, 1e3 * p99(times), "ms", AIM, "a bare server", 1e3 * p99(floor))
        longest = [max(change) for change in changes]
        print(f"    {spread(times)}; the last phone of each of {len(changes)} changes: {spread(longest)}")
    print(f"    bare: {spread(floor)}; {machine()}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
