"""One process that leads a session: the coach's screen, the server, the archive."""

from __future__ import annotations

import asyncio
import secrets
import signal
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from rehearse.cli.content import read_library
from rehearse.cli.workshop.log import screen_alone
from rehearse.cli.workshop.pages import open_pages, settle
from rehearse.store.session import new_seed, story_of
from rehearse.tui.workshop.app import WorkshopApp
from rehearse.tui.workshop.desk import Desk
from rehearse.workshop.archive.archive import DAY
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.trouble import CodeTaken, Trouble
from rehearse.workshop.keys import new_code
from rehearse.workshop.live import begin, resume
from rehearse.workshop.server.serving import Serving
from rehearse.workshop.session.events import Began
from rehearse.workshop.stage import Stage
from rehearse.workshop.texts import clean
from rehearse.workshop.trial.trial import Trial, notice_of, title_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rehearse.loading.library import Library
    from rehearse.workshop.archive.archive import Archive, Kept
    from rehearse.workshop.live import Live
    from rehearse.workshop.server.serving import Place
    from rehearse.workshop.session.events import TieRule
    from rehearse.workshop.session.room import Room

LONGEST_TITLE = 80
_SETTLED = 3.0
"""Seconds after which all that the screen needs is there."""
_CODES = 5
"""Codes that are tried where another session that runs has the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The session that is to be led."""

    scenario: str
    boss: str
    level: str
    name: str
    tie: TieRule
    new: bool
    safe: bool
    anonymous: bool
    keep: int | None  # days; none: as usual
    trial: int  # simulated people


class Done(NamedTuple):
    """How it went: the exit status, and a sentence for the person."""

    status: int
    told: str


async def led(wanted: Wanted, place: Place, store: str | Path, packs: tuple[Path, ...]) -> Done:
    """Lead a session until the coach leaves.

    Raises ``UnknownContent``, ``CannotServe`` and ``Trouble``, each with a sentence, before anything is shown.
    """
    serving = Serving.bind(place)  # before everything else: phones that come back meanwhile wait, and are not refused
    try:
        library = read_library(packs)
        title = clean(wanted.name or story_of(library, wanted.scenario, wanted.boss).title, LONGEST_TITLE)
        if wanted.trial:
            title = title_of(title, LONGEST_TITLE)
        async with _archive(store) as archive:
            live, notice = await _live(archive, wanted, title, library)
            try:
                return await _shown(live, serving, library, notice, wanted)
            finally:
                await serving.stop()  # first: whatever was asked for is still stored and acknowledged
                await live.close()
    finally:
        await serving.stop()


@asynccontextmanager
async def _archive(store: str | Path) -> AsyncIterator[Archive]:
    archive = await open_archive(store)
    try:
        with suppress(Trouble):  # a disk that is full is told of once something has to be stored
            await archive.purge(time.time())
        yield archive
    finally:
        await archive.close()


async def _shown(live: Live, serving: Serving, library: Library, notice: str, wanted: Wanted) -> Done:
    """Open the coach's screen beside the server."""
    stage = await open_pages(live, library, serving)
    people = Trial(live, stage, wanted.trial)  # nobody, unless it is a trial
    told = f"{notice} {notice_of(wanted.trial)}".strip()
    program = WorkshopApp(Desk(live, stage, serving.doors, safe=wanted.safe, notice=told))
    ended_by: list[int] = []

    def end(number: int) -> None:
        ended_by.append(number)
        program.exit()

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in numbers:
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, end, number)
    asyncio.get_running_loop().call_later(_SETTLED, settle)
    try:
        with screen_alone():
            await program.run_async()
    except OSError:
        if not ended_by:  # otherwise the terminal is gone, and there is nothing to restore
            raise
    finally:
        await people.stop()
    if ended_by:
        return Done(128 + ended_by[0], "")
    if program.breakdown:
        return Done(1, program.breakdown)
    return Done(program.return_code or 0, _farewell(live.room))


def _farewell(room: Room) -> str:
    if room.phase == "ended":
        return f"The session is over. 'rehearse workshop report {room.began.session}' tells how it went."
    return "The session is kept as it is: the same command goes on with it."


async def _live(archive: Archive, wanted: Wanted, title: str, library: Library) -> tuple[Live, str]:
    """The session that was interrupted, with a sentence about that, or a new one."""
    if not wanted.new:
        for kept in await archive.sessions():
            if kept.ended is None and kept.title == title and await _is_meant(archive, kept, wanted):
                live = await resume(archive, kept.id)
                return live, _resumed(kept, len(live.room.present))
    for attempt in range(_CODES):
        began = Began(
            secrets.token_hex(8),
            title,
            wanted.scenario,
            wanted.boss,
            wanted.level,
            new_seed(),
            new_code(),
            library.content_hash(wanted.scenario, wanted.boss),
            wanted.anonymous,
            wanted.tie,
        )
        Stage(library, began)  # raises where there is no such level, before anything is stored
        try:
            live = await begin(archive, began)
        except CodeTaken:
            if attempt == _CODES - 1:
                raise
        else:
            if wanted.keep is not None:
                await archive.keep(began.session, time.time() + wanted.keep * DAY)
            return live, ""
    raise AssertionError


async def _is_meant(archive: Archive, kept: Kept, wanted: Wanted) -> bool:
    """Whether the same command has begun it."""
    first = (await archive.events(kept.id))[:1]
    began = first[0].event if first else None
    return isinstance(began, Began) and (began.scenario, began.persona, began.level) == (
        wanted.scenario,
        wanted.boss,
        wanted.level,
    )


def _resumed(kept: Kept, people: int) -> str:
    when = datetime.fromtimestamp(kept.created).astimezone()
    here = "1 person" if people == 1 else f"{people} people"
    return f"This goes on with the session of {when:%-d %b, %H:%M}, with {here}. For another one: --new."
