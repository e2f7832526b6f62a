"""A pretend session that is led from the lobby to its end, with every mode: as a coach leads it, on a real archive.

As a program it makes one of thirty people in the person's own archive: ``python -m tests.workshop.report.pretend``.
"""

from __future__ import annotations

import asyncio
import random
from functools import partial
from typing import TYPE_CHECKING, Any

from rehearse.loading.library import load_library
from rehearse.store.places import data_folder, make_folder, workshops_path
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.keys import hash_of
from rehearse.workshop.live import begin
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.stage import Stage, leading

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from rehearse.workshop.stage.hearing import Hearing

MEETING = ("one-day-a-week", "controlling")
NAMES = "Ada Ben Cleo Dan Eva Finn Gia Hugo Ida Jon Kim Leo Mia Noa Ola Pia Quin Rob Sue Tom Una Vic Wim Xia Yan Zoe"


def name_of(number: int) -> str:
    names = NAMES.split()
    return names[number % len(names)] + ("" if number < len(names) else f" {number // len(names) + 1}")


def opened(library, **changes: Any) -> e.Began:
    fields: dict[str, Any] = {
        "session": "5e55104a11ce0001",
        "title": "Team day in March",
        "scenario": MEETING[0],
        "persona": MEETING[1],
        "level": "everyday",
        "seed": 7,
        "code": "KMP4TX",
    } | changes
    return e.Began(**{"content": library.content_hash(fields["scenario"], fields["persona"])} | fields)


_HEARD: dict[tuple[str, ...], Hearing] = {}
"""What understands typed words, by what it knows: it takes a second to learn, and all sessions can have the same."""


class Leading:
    """Leads a session on a real archive. What people do is drawn from a seed."""

    def __init__(self, live, library, seed: int = 1) -> None:
        began = live.room.began
        self.live = live
        self.stage = Stage(library, began)
        heard = (began.scenario, began.persona, library.content_hash(began.scenario, began.persona))
        self.stage.hearing = _HEARD.setdefault(heard, self.stage.hearing)
        self.chance = random.Random(seed)

    @property
    def room(self):
        return self.live.room

    async def do(self, decide, *arguments, **named):
        await self.live.submit(
            partial(decide, *arguments, **named) if not arguments else lambda room: decide(room, *arguments, **named)
        )
        return self

    async def join(self, *names: str):
        for name in names:
            await self.do(rules.join, name, hash_of(f"token of {name} in {self.room.began.session}"))
        return self

    async def next(self):
        step = leading.next_step(self.stage, self.room)
        assert step.events is not None, step.label
        return await self.do(step.events)

    async def votes(self, *options: str):
        """So many vote, in the order of their seats; empty: this one does not."""
        voters = [seat.number for seat in self.room.present if not seat.observes]
        number = self.room.round.number
        votes = [(seat, option) for seat, option in zip(voters, options, strict=False) if option]
        await asyncio.gather(*(self.do(rules.vote, seat, number, option) for seat, option in votes))
        return self

    async def everybody_votes(self, favourite: str):
        """Most vote for one line, others for anything, some not at all."""
        options = [option.id for option in self.room.round.options]
        drawn = [favourite] * 5 + options + [""]
        return await self.votes(*(self.chance.choice(drawn) for _ in range(self.room.voters)))

    async def line(self, favourite: str = ""):
        """A whole round about the next line."""
        await self.next()
        if self.room.phase != "open":
            return self  # there was only one line left, and it was said
        await self.everybody_votes(favourite or self.chance.choice(self.room.round.options).id)
        for _ in range(4):
            if leading.next_step(self.stage, self.room).kind == "choose":
                return await self.do(
                    partial(leading.overrule, self.stage), (self.room.round.leading() or favourites(self.room))[0]
                )
            if self.room.phase == "decided":
                return self
            await self.next()
        return self

    async def suggest(self, seat: int, words: str):
        move = self.stage.hearing.move_of(self.stage.played(self.room.now), words)
        return await self.do(rules.suggest, seat, words, move)

    async def play(self, words: str):
        heard = self.stage.hearing.hear(self.stage.played(self.room.now), words)
        return await self.do(partial(leading.play, self.stage), str(heard.readings[0].entry))

    async def alone(self, seat: int, lines: int, seed: int):
        """Somebody practises by themselves, so many lines or to the end."""
        chance = random.Random(seed)
        await self.do(rules.begin_alone, seat, seed)
        for turn in range(1, lines + 1):
            options = self.stage.options(self.stage.alone(self.room.alone[seat]))
            if not options:
                break
            await self.do(rules.say_alone, seat, turn, chance.choice(options).id)
        return self


async def whole_session(led: Leading, people: int = 30, *, ends: bool = True) -> Leading:
    """Everything that can happen in a session, once."""
    await led.join(*(name_of(number) for number in range(people)))
    await watched(led, range(people - max(people // 5, 1) + 1, people + 1))
    await led.line()
    await in_own_words(led, people)
    await guessed(led, rounds=2)
    await to_the_end(led)
    await led.do(rules.fork, 1, 0)
    await to_the_end(led, best=True)
    await led.do(rules.compare, (0, 1))
    await led.do(rules.set_mode, "alone")
    seats = range(1, people + 1)
    await asyncio.gather(*(led.alone(seat, 12 if seat % 4 else 3, 100 + seat) for seat in seats))
    await led.do(rules.remove, 2)
    if ends:
        await led.do(rules.end)
    return led


async def watched(led: Leading, seats: Iterable[int]) -> None:
    """Some observe the first line."""
    for seat in seats:
        await led.do(rules.observe, seat, observes=True)
    await led.line("frame")
    for seat in seats:
        for move in led.stage.checklist(led.room.now)[: 1 + seat % 3]:
            await led.do(rules.mark, seat, move.id, seen=True)


async def in_own_words(led: Leading, people: int) -> None:
    """People propose words of their own, and the coach plays one in place of the vote."""
    for seat, words in enumerate(SUGGESTED[:people], 1):
        await led.suggest(seat, words)
    await led.next()
    await led.everybody_votes(led.room.round.options[0].id)
    await led.play(SUGGESTED[0])


async def guessed(led: Leading, rounds: int) -> None:
    """The room guesses what the boss says."""
    await led.do(rules.set_mode, "predict")
    for _ in range(rounds):
        await led.line()
        await led.next()
        await led.everybody_votes(led.room.round.options[0].id)
        while led.room.phase != "decided":
            await led.next()
    await led.do(rules.set_mode, "room")


async def to_the_end(led: Leading, *, best: bool = False) -> None:
    """The room goes on until the talk is over."""
    while led.stage.options(led.room.now):
        await led.line(best_line(led) if best else "")


def best_line(led: Leading) -> str:
    """The line on offer after which the boss trusts most."""
    played = led.stage.played(led.room.now)
    trust = played.story.meter("trust")
    return max(
        (option.id for option in led.stage.options(led.room.now)),
        key=lambda name: played.said(name).now.state.meters[trust],
    )


SUGGESTED = (
    "What would worry you about it?",
    "What is the hardest part for you if I am at home on Wednesdays?",
    "Could we try it for six weeks and look at it then?",
    "I will be reachable from nine to five, on the same number as here.",
    "Everybody else is allowed to, so why am I not?",
    "blue bananas sing",
)


def favourites(room) -> list[str]:
    """What the coach chooses from where nobody voted."""
    return [option.id for option in room.round.options]


async def led_in(place: Path, library, lead: Callable[[Leading], Awaitable[object]], **changes: Any):
    """A session that *lead* leads, in the archive at *place*; what was stored of it."""
    archive = await open_archive(place)
    try:
        live = await begin(archive, opened(library, **changes))
        try:
            await lead(Leading(live, library))
        finally:
            await live.close()
        return await archive.events(live.room.began.session)
    finally:
        await archive.close()


if __name__ == "__main__":
    make_folder(data_folder())
    asyncio.run(led_in(workshops_path(), load_library(), whole_session))
