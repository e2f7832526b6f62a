"""Turns of a conversation, led from the coach's terminal or from the coach's phone."""

from __future__ import annotations

import asyncio
import re
from time import perf_counter
from typing import TYPE_CHECKING

from bench.workshop.phones import Phone, asked, in_turn, until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.workshop.led import Led

STEPS = ("Vote now", "Vote closed", "How the room voted", "Talk about it", "The talk goes on|The talk is over")
"""What phones show at the steps of a turn, as regular expressions."""
NEXT = ("Close the vote", "Reveal the tally", "Pause to discuss", "Say what leads", "Ask the room|The talk is over")
"""What the coach's screen then offers to do next."""
PLACE = re.compile(rb'name=\\"at\\" value=\\"([^"\\]+)\\"')


class Turns:
    """Leads *led*, whose people are *phones*, on and on: after the talk's end from its beginning, in another branch."""

    def __init__(self, led: Led, coach: Phone, phones: Sequence[Phone]):
        self._led = led
        self._coach = coach
        self.phones = phones
        self._missing: set[Phone] = set()
        self._mark = re.compile(b"")
        self._times: list[float] = []

    async def to(self, step: str, *, by_phone: bool) -> list[float]:
        """Go on to *step*; seconds until it was on each phone that listens, from the key or from the coach's POST.

        Comes back once the coach's screen shows it too: a key that is pressed earlier is for the step before.
        """
        self._mark = re.compile(f"<span>(?:{step})<".encode())
        self._missing = {phone for phone in self.phones if not phone.stalled}
        self._times = []
        for phone in self._missing:
            phone.heard = self._heard
        self._led.forget_shown()
        self._begun = perf_counter()
        if by_phone:
            await self.do("next")
        else:
            self._led.press(" ")
        await until(lambda: not self._missing, f"'{step}' on all phones", 30, 0.005)
        await self._led.shows(NEXT[STEPS.index(step)])
        return self._times

    def _heard(self, phone: Phone, data: bytes, at: float) -> None:
        if phone in self._missing and self._mark.search(data):
            self._missing.discard(phone)
            self._times.append(at - self._begun)

    async def do(self, what: str, value: str = "") -> None:
        """Have the coach's phone do something, as its page does."""
        place = PLACE.search(self._coach.last)
        assert place is not None, self._coach.last
        answer = await self._coach.ask("/remote/do", {"do": what, "value": value, "at": place[1].decode()})
        assert answer.status == 200, answer.body[-200:]
        self._coach.last = answer.body

    async def ask(self, *, by_phone: bool = False) -> list[float]:
        """Ask the room; where the talk is over, go back to its beginning."""
        if b'value=\\"next\\"' not in self._coach.last:
            await self.do("back", "0")
            await asyncio.sleep(0.3)
        return await self.to(STEPS[0], by_phone=by_phone)

    async def all_vote(self, phones: Sequence[Phone]) -> None:
        """Have *phones* vote for the same line, so that it leads."""

        async def vote(phone: Phone) -> None:
            number, options = asked(phone.last)
            answer = await phone.vote(number, options[0])
            assert answer.status == 200, answer.body[-200:]

        await in_turn(vote, phones)
