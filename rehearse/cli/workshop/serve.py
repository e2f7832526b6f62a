"""One process more for a session that runs: its pages, votes and streams, and no coach."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import click

from rehearse.cli.content import ContentError, read_library
from rehearse.cli.workshop.log import Line
from rehearse.cli.workshop.pages import open_pages
from rehearse.store.session import story_of
from rehearse.workshop.archive.opening import is_shared, open_archive
from rehearse.workshop.archive.trouble import Trouble
from rehearse.workshop.keys import as_code
from rehearse.workshop.live import resume
from rehearse.workshop.server.serving import Serving
from rehearse.workshop.texts import clean

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library
    from rehearse.workshop.archive.archive import Archive, Kept
    from rehearse.workshop.archive.trouble import Kind
    from rehearse.workshop.live import Live
    from rehearse.workshop.server.serving import Place
    from rehearse.workshop.session.events import Began

LINGER = 10.0
"""Seconds for which the pages stay once the session is over, so that phones without JavaScript are told too."""
NOT_SHARED = "Several processes can share a session in PostgreSQL alone: give --store postgresql://…"
OTHER_CONTENT = (
    "This meeting is not here as the session began it. Give the same packs (--pack) and the same version of rehearse "
    "as where it is led."
)
WELL = "All is well again."
OVER = "The session is over."
_LOST: frozenset[Kind] = frozenset({"gone", "damaged", "newer"})
"""What no waiting mends."""
_PASSING: frozenset[Kind] = frozenset({"away", "locked", "full"})
"""What may be over when the same command is given again: another exit status, so that a supervisor tries it."""


class Done(NamedTuple):
    """How it went: the exit status, and a sentence for the person."""

    status: int
    told: str


async def served(session: str, place: Place, store: str, packs: tuple[Path, ...]) -> Done:
    """Serve *session* (its id or its code) until it is over, or until the process is told to end.

    Raises ``ContentError``, ``UnknownContent``, ``CannotServe`` and ``Trouble``, each with a sentence.
    """
    if not is_shared(store):
        raise ContentError(NOT_SHARED)
    _log_to_stderr()
    stop = _signals()
    library = read_library(packs)
    serving = Serving.bind(place)
    try:
        archive = await open_archive(store)
        try:
            return await _served(await _found(archive, session), archive, library, serving, stop)
        finally:
            await archive.close()
    except Trouble as trouble:
        if trouble.kind not in _PASSING:
            raise
        return Done(1, trouble.sentence)
    finally:
        await serving.stop()


async def _served(kept: Kept, archive: Archive, library: Library, serving: Serving, stop: asyncio.Event) -> Done:
    live = await resume(archive, kept.id)
    try:
        _check(library, live.room.began)
        await open_pages(live, library, serving)
        _say(f"Session {kept.id}: {clean(kept.title, 100)}. Its code is {live.room.code}.")
        _say(serving.sentence)
        done = await _until(live, stop)
        await serving.stop()  # first: whatever was asked for is still stored and acknowledged
        return done
    finally:
        await live.close()


def _log_to_stderr() -> None:
    """Have whatever goes wrong in the program told to who keeps such lines, without names and addresses in it."""
    kept = logging.StreamHandler()
    kept.setFormatter(Line())
    logging.basicConfig(level=logging.WARNING, handlers=[kept], force=True)


def _signals() -> asyncio.Event:
    """What is set once the process is told to end."""
    stop = asyncio.Event()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):  # Windows
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
    return stop


async def _found(archive: Archive, session: str) -> Kept:
    """The session of that id, or that runs under that code."""
    kept = await archive.session(session) or await archive.find(as_code(session))
    if kept is None:
        message = f"There is no session '{clean(session, 40)}' there. 'rehearse workshop list --store …' lists them."
        raise ContentError(message)
    if kept.ended is not None:
        raise ContentError(OVER)
    return kept


def _check(library: Library, began: Began) -> None:
    """Raise where people here would be shown another meeting than at the other processes."""
    story_of(library, began.scenario, began.persona)
    if library.content_hash(began.scenario, began.persona) != began.content:
        raise ContentError(OTHER_CONTENT)


async def _until(live: Live, stop: asyncio.Event) -> Done:
    """Tell of trouble as it comes and goes, until there is nothing more to serve."""
    following = asyncio.create_task(_follow(live))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((following, stopping), return_when=asyncio.FIRST_COMPLETED)
    if following.done() and following.result().status == 0:
        await asyncio.wait((stopping,), timeout=LINGER)
    stopping.cancel()
    return following.result() if following.done() else await _ended(following)


async def _ended(following: asyncio.Task[Done]) -> Done:
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    return Done(0, "")


async def _follow(live: Live) -> Done:
    before: tuple[str, ...] = ()
    async for room in live.watch():
        if room.phase == "ended":
            return Done(0, OVER)
        for notice in live.notices:
            if notice.kind in _LOST:
                return Done(1, notice.sentence)
            if notice.sentence not in before:
                _say(notice.sentence)
        now = tuple(notice.sentence for notice in live.notices)
        if before and not now:
            _say(WELL)
        before = now
    return Done(0, "")


def _say(line: str) -> None:
    with suppress(OSError):  # whoever read along has gone; people in the room have not
        click.echo(line)
