"""What people and the coach are told while nothing can be stored: no false acknowledgement, and the coach sees why."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.sqlite import FULL, LOCKED, SqliteArchive
from rehearse.workshop.live import begin
from rehearse.workshop.server.phones import NOT_KEPT
from rehearse.workshop.server.serving import Place, Serving
from rehearse.workshop.session import events as e
from rehearse.workshop.stage import Stage
from tests.workshop.served import CODE, MEETING, Served, html, library, messages
from tests.workshop.sessions import seen
from tests.workshop.test_live_trouble import small_disk

PROGRAM = Path(__file__).with_name("programs") / "no_room_served.py"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@asynccontextmanager
async def served_from(archive):
    """A session in the lobby, stored in *archive*."""
    began = e.Began("s1", "At home", *MEETING, "everyday", 7, CODE, library().content_hash(*MEETING))
    live = await begin(archive, began)
    serving = Serving.bind(Place(port=0))
    stage = Stage(library(), began)
    try:
        await serving.start(live, stage)
        yield Served(live, stage, serving)
    finally:
        await serving.stop()
        await live.close()
        await archive.close()


@pytest.fixture
async def session(tmp_path):
    archive = await SqliteArchive.open(tmp_path / "workshops.db", patience=0.05)
    async with served_from(archive) as running:
        yield running


class Held:
    """The database, held by another program."""

    def __init__(self, folder):
        self._other = sqlite3.connect(folder / "workshops.db", isolation_level=None)

    def __enter__(self):
        self._other.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_):
        self._other.close()


async def votes_stored(place):
    """Every vote that is on disk, in order."""
    archive = await open_archive(place)
    stored = await archive.events("s1")
    await archive.close()
    return [(each.event.seat, each.event.option) for each in stored if isinstance(each.event, e.Voted)]


async def test_a_vote_that_could_not_be_stored_is_told_so_and_counts_for_nothing(session, tmp_path):
    async with session.person() as ann:
        first, second, *_ = await session.ask()
        assert (await session.vote(ann, first)).status_code == 200
        with Held(tmp_path):
            refused = await session.vote(ann, second)
            assert (refused.status_code, refused.json()["bad"], refused.json()["say"]) == (503, True, NOT_KEPT)
            assert f'value="{first}" aria-pressed="true"' in refused.json()["html"]
            form = {"round": "1", "option": second}
            page = await ann.post("/vote", data=form, headers={"Accept": "text/html"})
            assert (page.status_code, escape(NOT_KEPT) in page.text) == (503, True)
            assert (await session.vote(ann, first)).status_code == 200  # it was stored long ago
        assert session.votes == {1: first}
        assert (await session.vote(ann, second)).status_code == 200
    assert await votes_stored(tmp_path / "workshops.db") == [(1, first), (1, second)]


async def test_whoever_could_not_join_is_told_so_has_no_seat_and_joins_later(session, tmp_path):
    async with session.browser() as browser:
        form = {"code": CODE, "name": "Ann", "once": "this form"}
        with Held(tmp_path):
            refused = await browser.post("/join", data=form)
            assert (refused.status_code, escape(NOT_KEPT) in refused.text) == (503, True)
            assert not browser.cookies
            assert not session.live.room.seats
        assert (await browser.post("/join", data=form)).status_code == 303
        assert [seat.name for seat in session.live.room.present] == ["Ann"]


async def test_the_coach_sees_why_for_as_long_as_it_lasts_and_nobody_else_does(session, tmp_path):
    async with session.person() as ann, session.lead() as (coach, _), coach.stream("GET", "/remote/stream") as stream:
        first, *_ = await session.ask()
        told, why = messages(stream), escape(LOCKED)
        assert why not in (await anext(told))["html"]
        with Held(tmp_path):
            refused = await session.vote(ann, first)
            assert [notice.sentence for notice in session.live.notices] == [LOCKED]
            assert why in await next_with(told, "▲")
            for page in (refused.json()["html"], refused.json()["say"], await html(ann), await html(ann, session.wall)):
                assert "database" not in page
        await session.vote(ann, first)
        assert session.live.notices == ()
        assert why not in await next_without(told, "▲")


async def test_what_the_coach_asked_for_and_could_not_be_stored_does_not_happen(session, tmp_path):
    async with session.lead() as (coach, _), session.person() as ann:
        await session.ask()
        at = f"open.1.0.0.0.{session.live.room.mode}"
        close = {"do": "next", "at": at, "value": ""}
        with Held(tmp_path):
            refused = await coach.post("/remote/do", data=close, headers={"Accept": "application/json"})
            assert (refused.status_code, refused.json()["say"]) == (503, LOCKED)
            assert session.live.room.phase == "open"
            assert "Vote now" in await html(ann)
        assert (await coach.post("/remote/do", data=close)).status_code == 303
        assert session.live.room.phase == "closed"


@pytest.mark.parametrize(("how", "why"), [("limit", "The disk takes no more of"), ("ballast", FULL)])
def test_on_a_full_disk_votes_are_not_acknowledged_and_the_coach_reads_why(tmp_path, how, why):
    command = [sys.executable, str(PROGRAM), str(tmp_path), how]
    if how == "ballast":
        command = small_disk(tmp_path, command)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["status"], told["say"], told["bad"]) == (503, NOT_KEPT, True)
    assert why in told["coach"]
    assert told["counts"] == (told["acknowledged"] or [""])[-1]
    assert (told["after"], told["counts_after"]) == (200, told["option"])
    assert why not in told["coach_after"]


@pytest.mark.parametrize("how", ["fast", "immediate"])
async def test_while_postgresql_is_away_nothing_is_acknowledged_and_the_coach_sees_it_go_and_return(postgres, how):
    place = postgres.new_place()
    async with served_from(await open_archive(place)) as session, session.person() as ann:
        first, second, *_ = await session.ask()
        assert (await session.vote(ann, first)).status_code == 200
        async with session.lead() as (coach, _):
            await asyncio.to_thread(postgres.stop, how)
            refused = await session.vote(ann, second)
            assert (refused.status_code, refused.json()["say"]) == (503, NOT_KEPT)
            assert session.votes == {1: first}
            assert "does not answer" in await html(coach, "/remote")
            await asyncio.to_thread(postgres.start)
            await seen(session.live, lambda _: not session.live.notices)
            assert "does not answer" not in await html(coach, "/remote")
            assert (await session.vote(ann, second)).status_code == 200
        assert await votes_stored(place) == [(1, first), (1, second)]


async def next_with(told, sign):
    """The next page of a stream that has *sign* in it."""
    async for message in told:
        if sign in message.get("html", ""):
            return message["html"]
    raise AssertionError(sign)


async def next_without(told, sign):
    """The next page of a stream that has no *sign* in it."""
    async for message in told:
        if sign not in message.get("html", sign):
            return message["html"]
    raise AssertionError(sign)
