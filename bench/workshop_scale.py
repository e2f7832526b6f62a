"""What one server process holds on PostgreSQL, and what two hold: votes and changes of phase by the number of streams.

One process is ``rehearse workshop run``, with its coach's screen painted; two are that and one ``rehearse workshop
serve``, each with half of the phones. PostgreSQL is a real one that writes to disk. A fifth of the people vote each
second, at random moments, as a room does that was just asked; the coach then closes the vote. Above 1,000 streams
everybody has two. All of it, PostgreSQL and the phones too, shares this machine's cores.

    python bench/workshop_scale.py [--streams 200 1000] [--seconds 4] [--processes 1 2]
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import at, p99, tell
from bench.workshop.led import Led, environment, executable, free_port, seconds_of
from bench.workshop.load import changing_vote, machine, votes_at
from bench.workshop.phones import Phone, asked, in_turn, joined, until
from bench.workshop.stores import postgres
from bench.workshop.turns import STEPS, Turns

AIM, AIM_UP_TO = 500.0, 1_000
MOST_PEOPLE = 1_000
EACH = 5.0
"""Seconds in which everybody votes once."""


class Found(NamedTuple):
    """What was measured, in seconds; cores that each process of the program took while people voted."""

    votes: list[float]
    change: list[float]
    busy: list[float]
    late: float


class Serve:
    """A second process of the same session."""

    def __init__(self, led: Led, place: str):
        self.port = free_port()
        told = ["--port", str(self.port), "--store", place]
        _, command = executable("workshop", "serve", led.session, *told)
        self._process = subprocess.Popen(command, env=environment(led.home), stdout=subprocess.DEVNULL)
        self.pid = self._process.pid

    async def ready(self) -> None:
        """Wait until it answers."""
        phone = Phone(0, self.port)

        async with asyncio.timeout(60):
            while True:
                with suppress(OSError):
                    await phone.ask("/robots.txt")
                    break
                await asyncio.sleep(0.1)
        phone.drop()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


async def measured(processes: int, streams: int, seconds: float, place: str) -> Found:
    """One size, on so many processes, in a session of its own."""
    people = min(streams, MOST_PEOPLE)
    with tempfile.TemporaryDirectory() as home:
        led, others = Led(home, place), []
        try:
            await led.start()
            others = [Serve(led, place) for _ in range(processes - 1)]
            for other in others:
                await other.ready()
            ports = [led.port, *(other.port for other in others)]
            share = people // processes
            phones = [
                phone
                for number, port in enumerate(ports)
                for phone in await joined(port, led.code, share, first=number * share)
            ]
            second = await listening_too(phones[: streams - people])
            found = await under_load(led, phones, second, seconds, [led.pid, *(other.pid for other in others)])
            for phone in (*phones, *second):
                phone.drop()
        finally:
            led.stop()
            for other in others:
                other.stop()
    return found


async def listening_too(phones: list[Phone]) -> list[Phone]:
    """A second device of each of *phones*."""
    second = [Phone(phone.number, phone.port) for phone in phones]

    async def come(pair: tuple[Phone, Phone]) -> None:
        first, other = pair
        other.cookie = first.cookie
        other.listen()
        await other.is_told()

    await in_turn(come, list(zip(phones, second, strict=True)))
    return second


async def under_load(led: Led, phones: list[Phone], second: list[Phone], seconds: float, pids: list[int]) -> Found:
    turns = Turns(led, await led.let_lead(), [*phones, *second])
    await turns.to(STEPS[0], by_phone=False)
    await until(lambda: all(asked(phone.last)[0] for phone in phones), "the vote")
    await asyncio.sleep(1)
    before = [seconds_of(pid) for pid in pids]
    load = await votes_at(phones, len(phones) / EACH, seconds, changing_vote())
    busy = [(seconds_of(pid) - took) / seconds for pid, took in zip(pids, before, strict=True)]
    assert load.statuses == {200}, load.statuses
    await asyncio.sleep(1)
    change = await turns.to(STEPS[1], by_phone=False)
    return Found(load.took, change, busy, p99(load.late))


def told(processes: int, streams: int, found: Found, one: Found | None) -> bool:
    """Print one size; whether the aim is met, where there is one."""
    aim = AIM if streams <= AIM_UP_TO else float("inf")
    name = f"{processes} process{'es' if processes > 1 else ''}, {streams} streams"
    beside = ("one process", 1e3 * p99(one.votes)) if one else ("", 0.0)
    met = tell(f"{name}: a vote, p99", 1e3 * p99(found.votes), "ms", aim, *beside)
    beside = ("one process", 1e3 * p99(one.change)) if one else ("", 0.0)
    met &= tell(f"{name}: a change of phase, p99", 1e3 * p99(found.change), "ms", aim, *beside)
    busy = " and ".join(f"{each:.2f}" for each in found.busy)
    print(f"    votes: median {1e3 * at(found.votes, 0.5):.1f} ms of {len(found.votes)}, {busy} of a core,", end=" ")
    print(f"sent late by {1e3 * found.late:.1f} ms (p99); {machine()}")
    return met


async def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, nargs="+", default=[200, 1_000])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    asked_for = parser.parse_args()
    met = True
    with postgres() as new_place:
        for streams in asked_for.streams if new_place is not None else ():
            one = None
            for processes in asked_for.processes:
                found = await measured(processes, streams, asked_for.seconds, new_place())
                met &= told(processes, streams, found, one)
                one = one or found
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
