"""How long a vote takes to be acknowledged: 200 people at 20 votes a second, and 1,000 at 500 a second.

The real command runs in a terminal, with the coach's screen painted and the projector's page open. Everybody has a
stream open and votes by a connection that is kept. A vote counts from the moment it was due (at random moments, by the
rate alone) until its acknowledgement is there, and every vote is another one, so that every acknowledgement is of
something that was stored. Beside it stands the same load on a bare server, which answers and stores nothing.

    python bench/workshop_votes.py [--people 200 --rate 20 --seconds 15] [--crowd 1000 --burst 500 --lasting 4]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import p99, spread, tell
from bench.workshop.led import Led
from bench.workshop.load import Load, bare, bare_vote, changing_vote, machine, votes_at
from bench.workshop.phones import Phone, asked, joined, until

AIM, AIM_OF_A_BURST = 150.0, 500.0


async def measured(people: int, rate: float, seconds: float, times: int) -> tuple[list[Load], list[Load], float]:
    """So many loads on a bare server, then on the real one, and what share of a core that took."""
    async with bare(people) as phones:
        floor = [await votes_at(phones, rate, seconds, bare_vote, seed) for seed in range(times)]
    with tempfile.TemporaryDirectory() as home:
        led = Led(home)
        try:
            await led.start()
            phones = await joined(led.port, led.code, people)
            wall = Phone(0, led.port)
            wall.listen(f"/projector/{led.code}/stream")
            led.press(" ")
            await until(lambda: all(asked(phone.last)[0] for phone in phones), "the vote")
            await asyncio.sleep(2)
            vote, took = changing_vote(), led.seconds()
            found = []
            for seed in range(times):
                found.append(await votes_at(phones, rate, seconds, vote, seed))
                await asyncio.sleep(1 if seed + 1 < times else 0)
            busy = (led.seconds() - took) / (seconds * times + times - 1)
            for each in (wall, *phones):
                each.drop()
        finally:
            led.stop()
    return floor, found, busy


def told(what: str, people: int, floor: list[Load], found: list[Load], busy: float, aim: float) -> bool:
    """Print what was measured; whether the aim is met."""
    times = [each for load in found for each in load.took]
    bare_times = [each for load in floor for each in load.took]
    assert set().union(*(load.statuses for load in found)) == {200}, "a vote was not acknowledged"
    met = tell(f"{what}, p99", 1e3 * p99(times), "ms", aim, "a bare server", 1e3 * p99(bare_times))
    print(f"    {spread(times)}; {people} streams and the coach's screen; the program took {busy:.2f} of a core")
    print(f"    {found[-1]}; bare: {spread(bare_times)}; {machine()}")
    return met


async def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--crowd", type=int, default=1_000)
    parser.add_argument("--burst", type=float, default=500)
    parser.add_argument("--lasting", type=float, default=4)
    asked_for = parser.parse_args()
    usual = await measured(asked_for.people, asked_for.rate, asked_for.seconds, 1)
    met = told(f"a vote of {asked_for.people} at {asked_for.rate:g}/s", asked_for.people, *usual, AIM)
    burst = await measured(asked_for.crowd, asked_for.burst, asked_for.lasting, 2)
    met &= told(f"a vote of {asked_for.crowd} at {asked_for.burst:g}/s", asked_for.crowd, *burst, AIM_OF_A_BURST)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
