"""A session that is really served: an archive on disk, uvicorn on loopback, browsers of httpx that come to it."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from rehearse.loading.library import Library, load_library
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.keys import hash_of, new_lead_token, projector_key
from rehearse.workshop.live import Live, begin
from rehearse.workshop.server.serving import Place, Serving
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.stage import Stage, leading

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from rehearse.workshop.server.settings import Settings

MEETING = ("one-day-a-week", "controlling")
CODE = "KMP4TX"


@cache
def library() -> Library:
    return load_library()


class Served:
    """One session, and whoever comes to it."""

    def __init__(self, live: Live, stage: Stage, serving: Serving) -> None:
        self.live = live
        self.stage = stage
        self.serving = serving
        self.address = f"http://127.0.0.1:{serving.port}"

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A browser that was never here; it says which page sends what it sends."""
        return httpx.AsyncClient(base_url=self.address, headers={"Origin": self.address, **headers}, timeout=20)

    @asynccontextmanager
    async def person(self, name: str = "Ann") -> AsyncIterator[httpx.AsyncClient]:
        """Somebody who has joined."""
        async with self.browser(Accept="application/json") as browser:
            joined = await browser.post("/join", data={"code": CODE, "name": name})
            assert joined.status_code == 200, joined.text
            yield browser

    @asynccontextmanager
    async def lead(self) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
        """The coach's phone, and its token."""
        token = new_lead_token()
        await self.live.submit(lambda room: rules.let_lead(room, hash_of(token)))
        async with self.browser() as browser:
            assert (await browser.post("/remote", data={"token": token})).status_code == 303
            yield browser, token

    @property
    def votes(self) -> Mapping[int, str]:
        """Who voted for what in the last round."""
        last = self.live.room.round
        return last.votes if last else {}

    @property
    def wall(self) -> str:
        """Where the projector's page is."""
        return f"/projector/{projector_key(self.live.room.began.session, self.live.room.began.seed)}"

    async def ask(self) -> tuple[str, ...]:
        """Have the room asked what to say; answers with the ids of the lines."""
        await self.live.submit(lambda room: leading.ask(self.stage, room))
        return tuple(option.id for option in self.live.room.round.options)  # type: ignore[union-attr]

    async def next(self) -> None:
        """Have done what comes next."""
        step = leading.next_step(self.stage, self.live.room)
        assert step.events is not None, step.label
        await self.live.submit(step.events)

    async def vote(self, browser: httpx.AsyncClient, option: str, number: int = 0) -> httpx.Response:
        """Have somebody vote."""
        asked = number or self.live.room.round.number  # type: ignore[union-attr]
        return await browser.post("/vote", data={"round": str(asked), "option": option})


@asynccontextmanager
async def served(
    folder: Path, settings: Settings | None = None, title: str = "s1", place: Place | None = None
) -> AsyncIterator[Served]:
    """A session in the lobby."""
    began = e.Began(title, "At home", *MEETING, "everyday", 7, CODE, library().content_hash(*MEETING))
    archive = await open_archive(folder / "workshops.db")
    live = await begin(archive, began)
    serving = Serving.bind(place or Place(port=0))
    stage = Stage(library(), began)
    session = Served(live, stage, serving)
    try:
        await serving.start(live, stage, settings)
        yield session
    finally:  # a test may have put others in their place
        await session.serving.stop()
        await session.live.close()
        await archive.close()


async def messages(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    """What a stream says; heartbeats are ``{"beat": True}``."""
    beat = False
    async for line in response.aiter_lines():
        if line.startswith("event: beat"):
            beat = True
        elif line.startswith("data:"):
            told = line.removeprefix("data:").strip()
            yield {"beat": True} if beat else json.loads(told)
            beat = False


async def html(browser: httpx.AsyncClient, path: str = "/") -> str:
    """A page as a browser asks for it."""
    found = await browser.get(path, headers={"Accept": "text/html"})
    assert found.status_code == 200, found.text
    return found.text
