"""A running session whose program, disk or database fails: nothing acknowledged is lost, nothing is counted twice."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.sqlite import SqliteArchive
from rehearse.workshop.archive.trouble import InDoubt, NotStored
from rehearse.workshop.live import begin, resume
from rehearse.workshop.session import rules
from rehearse.workshop.session.rules import Refused
from tests.workshop.relay import Relay
from tests.workshop.sessions import began, last_round, seen, vote, vote_until_told, votes, voting

PROGRAMS = Path(__file__).with_name("programs")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


async def in_doubt(live):
    while live._doubt is None:  # noqa: ASYNC110  (nobody is told of it but whoever asks)
        await asyncio.sleep(0.01)


# --- what goes wrong


async def kill_while_voting(place, session, acknowledgements, seats=4):
    """Start the program, kill it after so many acknowledgements, and say what it said."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, PROGRAMS / "voting.py", place, session, str(seats),
        stdout=asyncio.subprocess.PIPE, env=ENVIRONMENT,
    )  # fmt: skip
    assert program.stdout is not None
    resumed = (await program.stdout.readline()).decode().split()
    said: list[bytes] = []
    async with asyncio.timeout(60):
        while len(said) < acknowledgements and (line := await program.stdout.readline()):
            said.append(line)
    program.kill()
    said += (await program.stdout.read()).splitlines(keepends=True)
    await program.wait()
    return resumed, [tuple(map(int, line.split())) for line in said if line.endswith(b"\n")]


async def test_kill_9_during_voting_loses_nothing_that_was_acknowledged_and_doubles_nothing(place):
    archive = await open_archive(place)
    acknowledged: dict[int, int] = {}
    until = None
    for killed_after in (1, 37, 150, 64):
        resumed, said = await kill_while_voting(place, "s1", killed_after)
        assert resumed[2] == "open"
        assert until in {None, resumed[3]}
        until = resumed[3]
        for seat, number in said:
            acknowledged[seat] = max(number, acknowledged.get(seat, 0))
        stored = await archive.events("s1")
        for seat in range(1, 5):
            own = votes(stored, seat)
            assert own == list(range(1, len(own) + 1))
            assert acknowledged.get(seat, 0) <= len(own) <= acknowledged.get(seat, 0) + 1
    live = await resume(archive, "s1")
    assert sum(last_round(live).tally().values()) == len(last_round(live).votes) <= 4
    await live.close()
    await archive.close()


@pytest.mark.parametrize("how", ["limit", "ballast"])
def test_a_full_disk_acknowledges_nothing_and_goes_on_when_there_is_room(tmp_path, how):
    command = [sys.executable, str(PROGRAMS / "no_room.py"), str(tmp_path), how]
    if how == "ballast":
        command = small_disk(tmp_path, command)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kind"] == "full"
    assert told["notices"] == [told["sentence"]]
    assert told["seen"] == str(told["acknowledged"])
    assert told["stored"] == list(range(1, told["acknowledged"] + 2))
    assert told["notices_after"] == []


def small_disk(folder, command):
    """*command* with a disk of its own at *folder*, of a megabyte and a half, that goes when it ends."""
    unshare = shutil.which("unshare")
    mount = f'mount -t tmpfs -o size=1536k none "{folder}" && exec "$@"'
    apart = [str(unshare), "-m", "-r", "sh", "-c", mount, "sh"]
    if unshare is None or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here, not even in a namespace of its own")
    return [*apart, *command]


async def test_a_database_that_another_program_holds_acknowledges_nothing_and_the_coach_sees_why(tmp_path):
    archive = await SqliteArchive.open(tmp_path / "workshops.db", patience=0.05)
    live = await voting(await begin(archive, began()), 1)
    other = sqlite3.connect(tmp_path / "workshops.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotStored, match="Another program") as locked:
        await vote(live, 1, 1)
    assert (locked.value.kind, [notice.sentence for notice in live.notices]) == ("locked", [locked.value.sentence])
    assert dict(last_round(live).votes) == {}
    other.close()
    await vote(live, 1, 2)
    assert live.notices == ()
    assert votes(await archive.events("s1"), 1) == [2]
    await live.close()
    await archive.close()


async def test_tables_that_another_holds_acknowledge_nothing_and_the_coach_sees_why(postgres_server, monkeypatch):
    monkeypatch.setattr("rehearse.workshop.archive.postgresql.PATIENCE", 1)
    url = postgres_server.new_place()
    archive = await open_archive(url)
    live = await voting(await begin(archive, began()), 1)
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE workshop_event")
        with pytest.raises(NotStored, match="busy") as locked:
            await vote(live, 1, 1)
    assert (locked.value.kind, [notice.kind for notice in live.notices]) == ("locked", ["locked"])
    await vote(live, 1, 2)
    assert (live.notices, votes(await archive.events("s1"), 1)) == ((), [2])
    await live.close()
    await archive.close()


async def test_a_failure_says_to_everybody_what_is_true_without_the_others(tmp_path):
    archive = await SqliteArchive.open(tmp_path / "workshops.db", patience=0.05)
    live = await voting(await begin(archive, began()), 2)
    await vote(live, 1, 1)
    other = sqlite3.connect(tmp_path / "workshops.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    closing, same, new, unknown = await asyncio.gather(
        live.submit(rules.close_round), vote(live, 1, 1), vote(live, 2, 1), vote(live, 2, 5_000), return_exceptions=True
    )
    assert isinstance(closing, NotStored)
    assert same is None  # stored long ago
    assert isinstance(new, NotStored)
    assert isinstance(unknown, Refused)
    assert unknown.reason == "unknown"
    other.close()
    await live.close()
    await archive.close()


@pytest.mark.parametrize("how", ["fast", "immediate"])
async def test_a_database_that_is_restarted_loses_nothing_and_doubles_nothing(postgres, how):
    archive = await open_archive(postgres.new_place())
    live = await voting(await begin(archive, began()), 4)
    told = dict.fromkeys(range(1, 5), 0)

    async def keep_voting(seat):
        for number in range(1, 400):
            await vote_until_told(live, seat, number)
            told[seat] = number

    people = [asyncio.create_task(keep_voting(seat)) for seat in told]
    for after in (40, 120):
        await seen(live, lambda _, after=after: min(told.values()) >= after)
        await asyncio.to_thread(postgres.stop, how)
        await seen(live, lambda _: [notice.kind for notice in live.notices] == ["away"])
        before = dict(told)
        assert last_round(live).votes == {seat: str(number) for seat, number in before.items()}
        await asyncio.to_thread(postgres.start)
    await asyncio.gather(*people)
    stored = await archive.events("s1")
    assert [votes(stored, seat) for seat in told] == [list(range(1, 400))] * 4
    await live.close()
    await archive.close()


async def test_the_coach_sees_that_the_database_is_away_and_is_back_without_asking_for_anything(postgres):
    archive = await open_archive(postgres.new_place())
    live = await voting(await begin(archive, began()), 1)
    postgres.stop()
    await seen(live, lambda _: [notice.kind for notice in live.notices] == ["away"])
    with pytest.raises(NotStored, match="does not answer"):
        await vote(live, 1, 1)
    assert len(live.notices) == 1
    postgres.start()
    await seen(live, lambda _: not live.notices)
    assert dict(last_round(live).votes) == {}
    await live.close()
    await archive.close()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_that_breaks_at_the_commit_acknowledges_once_and_stores_once(postgres_server, when):
    async with Relay(postgres_server.port) as relay:
        url = postgres_server.new_place()
        direct = await open_archive(url)
        archive = await open_archive(url.replace(f":{postgres_server.port}/", f":{relay.port}/"))
        live = await voting(await begin(archive, began()), 1)
        relay.cut(when)
        await vote(live, 1, 1)
        await vote(live, 1, 2)
        assert votes(await direct.events("s1"), 1) == [1, 2]
        await live.close()
        await archive.close()
        await direct.close()


@pytest.mark.parametrize("when", ["before", "after"])
async def test_while_nobody_knows_what_was_stored_nothing_is_answered_and_nothing_more_is_taken(postgres_server, when):
    async with Relay(postgres_server.port) as relay:
        url = postgres_server.new_place()
        direct = await open_archive(url)
        archive = await open_archive(url.replace(f":{postgres_server.port}/", f":{relay.port}/"))
        live = await voting(await begin(archive, began()), 2)
        relay.cut(when, then_closed=True)
        doubtful = asyncio.create_task(vote(live, 1, 1))
        await asyncio.sleep(0)
        while live._waiting:  # noqa: ASYNC110  (until it is being stored)
            await asyncio.sleep(0)
        queued = asyncio.create_task(vote(live, 2, 2))
        await relay.broke.wait()
        await in_doubt(live)
        with pytest.raises(NotStored, match="does not answer"):
            await asyncio.wait_for(queued, 30)
        with pytest.raises(NotStored, match="does not answer"):
            await vote(live, 2, 1)
        assert not doubtful.done()
        other = await resume(direct, "s1")  # another process, which gets through, stores at the same number
        await vote(other, 2, 7)
        await other.close()
        assert not doubtful.done()
        relay.closed = False
        await doubtful
        assert votes(await direct.events("s1"), 1) == [1]
        assert votes(await direct.events("s1"), 2) == [7]
        assert live.notices == ()
        relay.cut(when, then_closed=True)
        doubtful = asyncio.create_task(vote(live, 1, 2))
        await in_doubt(live)
        await live.close()
        with pytest.raises(InDoubt):
            await doubtful
        await archive.close()
        await direct.close()
