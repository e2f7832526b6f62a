"""The pages of a session in this process, whoever leads it: the conversation and the server beside it."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from typing import TYPE_CHECKING

from rehearse.workshop.stage import Stage

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.workshop.live import Live
    from rehearse.workshop.server.serving import Serving


async def open_pages(live: Live, library: Library, serving: Serving) -> Stage:
    """Answer phones and projectors from now on; returns the conversation that they are shown.

    Raises ``UnknownContent`` where *library* has no such meeting.
    """
    loop = asyncio.get_running_loop()

    def show_odds() -> None:
        if serving.app is not None:
            serving.app.told()

    def odds_came() -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(show_odds)

    stage = Stage(library, live.room.began, odds_came)
    stage.odds(live.room.now)  # begun now, and the reading of typed words too: nobody waits for them later
    loop.run_in_executor(None, stage.hearing.ready)
    await serving.start(live, stage)
    settle()
    return stage


def settle() -> None:
    """Never again look through what is there now for what could be thrown away: 200 phones wait meanwhile."""
    gc.collect()
    gc.freeze()
