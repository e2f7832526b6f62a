"""Votes at a given rate, and what a bare server makes of the same load on the same two cores."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from bench.workshop.figures import at
from bench.workshop.led import free_port
from bench.workshop.phones import Phone, asked, in_turn

BARE = Path(__file__).with_name("bare.py")
BYTES = 2_500
"""Of a message of the bare server: about as many as a phone's page has while a vote is open."""


class Load(NamedTuple):
    """How long each vote took from the moment it was due to its acknowledgement, in seconds, in order."""

    took: list[float]
    late: list[float]  # by how much each was sent late, by the generator's own fault; part of what it took
    statuses: set[int]
    busy: float  # cores that the generator took

    def __str__(self):
        return (
            f"{len(self.took)} votes; sent late by {1e3 * at(self.late, 0.99):.1f} ms (p99); "
            f"the generator took {self.busy:.2f} of a core"
        )


async def votes_at(phones: list[Phone], rate: float, seconds: float, vote, seed: int = 1) -> Load:
    """Have *phones* vote in turn, *rate* a second at random moments, whether those before are answered or not."""
    chance = random.Random(seed)
    idle: asyncio.Queue[Phone] = asyncio.Queue()
    for phone in chance.sample(phones, len(phones)):
        idle.put_nowait(phone)
    load = Load([], [], set(), 0.0)
    running: list[asyncio.Task[None]] = []

    async def one(phone: Phone, due: float) -> None:
        load.late.append(perf_counter() - due)
        answer = await vote(phone)
        load.took.append(answer.at - due)
        load.statuses.add(answer.status)
        idle.put_nowait(phone)

    begun, took = perf_counter(), process_time()
    due = begun + chance.expovariate(rate)
    while due < begun + seconds:
        if (wait := due - perf_counter()) > 0:
            await asyncio.sleep(wait)
        phone = await idle.get()  # where everybody waits for an acknowledgement, whoever has it first is next
        running.append(asyncio.create_task(one(phone, due)))
        due += chance.expovariate(rate)
    await asyncio.gather(*running)
    return load._replace(busy=(process_time() - took) / (perf_counter() - begun))


def changing_vote():
    """A vote that is another one each time: every acknowledgement is of something that was stored."""
    turns: dict[Phone, int] = {}

    async def vote(phone: Phone):
        number, options = asked(phone.last)
        turns[phone] = turns.get(phone, phone.number) + 1
        return await phone.vote(number, options[turns[phone] % len(options)])

    return vote


@asynccontextmanager
async def bare(people: int):
    """A bare server, and as many phones that listen to it."""
    port = free_port()
    command = [sys.executable, str(BARE), str(port), str(BYTES)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: ASYNC220  (nothing else is under way yet)
    assert server.stdout is not None
    server.stdout.readline()
    phones = [Phone(number, port) for number in range(people)]
    for phone in phones:
        phone.cookie = f"who={phone.number}"

    async def come(phone):
        phone.listen()
        await phone.is_told()

    try:
        await in_turn(come, phones)
        yield phones
    finally:
        for phone in phones:
            phone.drop()
        server.kill()
        server.communicate()


async def bare_vote(phone: Phone):
    """The same request, where nothing is behind it."""
    return await phone.vote(1, "an-option")


def machine() -> str:
    """What else the machine does, in a word."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
