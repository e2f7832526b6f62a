"""Phones that drop out and return: 30 % of 200 in each of 20 rounds. No seat is lost, everybody stays who they are.

The real command runs in a terminal. In every round all vote; then some, drawn by chance, lose their connections at once
and return with what their browser kept: they ask for the page and for the stream. Each must find their own name, their
own vote in the round that is open, and nobody may have taken another seat. In the end the stored events must hold as
many seats as people, and one vote a person and round.

    python bench/workshop_returning.py [--people 200] [--rounds 20] [--share 0.3]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.workshop.figures import p99, spread, tell
from bench.workshop.led import Led
from bench.workshop.load import machine
from bench.workshop.phones import Phone, asked, in_turn, joined
from bench.workshop.stores import stored
from bench.workshop.turns import STEPS, Turns

AIM = 1_000.0
OWN = b'aria-pressed="true"'


async def came_back(phone: Phone) -> tuple[bool, float]:
    """Have a phone return; whether it found what was its own, and seconds until its stream said so."""
    begun = perf_counter()
    page = await phone.ask("/", accept="text/html")
    phone.listen()
    await phone.is_told()
    took = perf_counter() - begun
    name = f"<p>Person {phone.number}</p>".encode()
    return page.status == 200 and name in page.body and OWN in page.body and b"Your vote is in" in phone.last, took


async def one_round(turns: Turns, phones: list[Phone], leaving: list[Phone]) -> tuple[int, list[float]]:
    """How many of those *leaving* did not find what was theirs, and how long each took to be back."""
    await turns.ask()
    await turns.all_vote([phone for phone in phones if phone not in leaving])
    await vote_each_their_own(leaving)
    for phone in leaving:
        phone.drop()
    await asyncio.sleep(0.1)
    found: list[tuple[bool, float]] = []

    async def come(phone: Phone) -> None:
        found.append(await came_back(phone))

    await in_turn(come, leaving)
    for step in STEPS[1:]:
        await turns.to(step, by_phone=False)
        await asyncio.sleep(0.05)
    return sum(not right for right, _ in found), [took for _, took in found]


async def vote_each_their_own(phones: list[Phone]) -> None:
    """Have *phones* vote, each for another line than the one before."""

    async def vote(phone: Phone) -> None:
        number, options = asked(phone.last)
        answer = await phone.vote(number, options[1 + phone.number % (len(options) - 1)])
        assert answer.status == 200, answer.body[-200:]

    await in_turn(vote, phones)


def miscounted(events, people: int, rounds: int) -> int:
    """Seats too many or too few, and votes too many or too few, in what was stored."""
    from rehearse.workshop.session.events import Joined, Voted

    seats = {event.name: event.seat for event in events if isinstance(event, Joined)}
    votes = Counter((event.seat, event.round) for event in events if isinstance(event, Voted))
    twice = sum(count - 1 for count in votes.values())
    return abs(len(seats) - people) + abs(len(votes) - people * rounds) + twice


async def main() -> int:
    """Measure, print, and return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--share", type=float, default=0.3)
    asked_for = parser.parse_args()
    people, chance = asked_for.people, random.Random(11)
    lost, times = 0, []
    with tempfile.TemporaryDirectory() as home:
        led = Led(home)
        try:
            await led.start()
            phones = await joined(led.port, led.code, people)
            turns = Turns(led, await led.let_lead(), phones)
            for _ in range(asked_for.rounds):
                leaving = chance.sample(phones, round(people * asked_for.share))
                strangers, took = await one_round(turns, phones, leaving)
                lost += strangers
                times += took
        finally:
            led.stop()
        wrong = miscounted(await stored(str(Path(home, "workshops.db")), led.session), people, asked_for.rounds)
    met = tell(f"{len(times)} returns in {asked_for.rounds} rounds: not found as they were", lost, "", 0)
    met &= tell(f"seats and votes of {people} people miscounted", wrong, "", 0)
    met &= tell("page and stream of who returns, p99", 1e3 * p99(times), "ms", AIM)
    print(f"    {spread(times)}; {machine()}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
