"""The archive, in both databases: what it keeps, what it refuses, and what it says where it cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from rehearse.workshop.archive.archive import DAY, DAYS_KEPT
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.sqlite import SqliteArchive
from rehearse.workshop.archive.trouble import CodeTaken, InDoubt, NotRead, NotStored, Overtaken
from rehearse.workshop.session import events as e
from tests.workshop.relay import Relay
from tests.workshop.sessions import began

if TYPE_CHECKING:
    from rehearse.workshop.archive.archive import Archive


@pytest.fixture
async def archive(place):
    opened = await open_archive(place)
    yield opened
    await opened.close()


async def store(archive: Archive, *events, session="s1", sequence=1, batch="b1", at=1_000.0):
    await archive.append(session, sequence, events, batch=batch, at=at)


async def test_events_are_read_as_they_were_stored(archive):
    hostile = "[/] \x00 \x1b[31m \u202e <script> =HYPERLINK() Zoë 🙂"
    await store(archive, began(), e.Joined(1, hostile, "hash"))
    await store(archive, e.Locked(locked=True), sequence=3, batch="b2", at=1_000.123456)
    stored = await archive.events("s1")
    assert [each.sequence for each in stored] == [1, 2, 3]
    assert [each.event for each in stored] == [began(), e.Joined(1, hostile, "hash"), e.Locked(locked=True)]
    assert [each.at for each in stored] == [1_000.0, 1_000.0, 1_000.123456]
    assert [each.event for each in await archive.events("s1", 2)] == [e.Locked(locked=True)]
    assert await archive.events("s2") == ()


async def test_what_is_stored_is_there_after_opening_again(archive, place):
    await store(archive, began(), e.Ended())
    again = await open_archive(place)
    assert [each.event for each in await again.events("s1")] == [began(), e.Ended()]
    await again.close()


async def test_a_number_that_another_has_stored_is_not_stored_again_nor_is_anything_else_of_that_batch(archive):
    await store(archive, began(), e.Locked(locked=True))
    with pytest.raises(Overtaken):
        await store(archive, e.Locked(locked=False), e.Ended(), sequence=2, batch="b2")
    assert [each.event for each in await archive.events("s1")] == [began(), e.Locked(locked=True)]


async def test_the_same_batch_again_changes_nothing(archive):
    for _ in range(2):
        await store(archive, began())
    for _ in range(2):
        await store(archive, e.Locked(locked=True), e.Ended(), sequence=2, batch="b2")
    assert len(await archive.events("s1")) == 3


async def test_a_batch_after_a_gap_is_refused(archive):
    await store(archive, began())
    with pytest.raises(NotStored, match="no longer has") as refused:
        await store(archive, e.Ended(), sequence=3, batch="b2")
    assert refused.value.kind == "damaged"


async def test_a_running_session_is_found_by_its_code_and_by_no_other(archive):
    await store(archive, began())
    assert (await archive.find("KMP4TX")).id == "s1"
    await store(archive, e.CodeChanged("ABC234"), sequence=2, batch="b2")
    assert await archive.find("KMP4TX") is None
    assert (await archive.find("ABC234")).id == "s1"
    await store(archive, e.Ended(), sequence=3, batch="b3", at=2_000.0)
    assert await archive.find("ABC234") is None
    assert (await archive.session("s1")).ended == 2_000.0


async def test_two_that_run_never_have_the_same_code_and_one_that_ended_gives_it_free(archive):
    await store(archive, began("s1"))
    with pytest.raises(CodeTaken):
        await store(archive, began("s2"), session="s2", batch="b2")
    assert await archive.session("s2") is None
    await store(archive, began("s2", "ABC234"), session="s2", batch="b3")
    with pytest.raises(CodeTaken):
        await store(archive, e.CodeChanged("KMP4TX"), session="s2", sequence=2, batch="b4")
    assert len(await archive.events("s2")) == 1
    await store(archive, e.Ended(), sequence=2, batch="b5")
    await store(archive, e.CodeChanged("KMP4TX"), session="s2", sequence=2, batch="b6")
    assert (await archive.find("KMP4TX")).id == "s2"


async def test_sessions_are_listed_the_newest_first(archive):
    for number in (1, 2, 3):
        await store(archive, began(f"s{number}", f"CODE{number}"), session=f"s{number}", at=1_000.0 * number)
    listed = await archive.sessions()
    assert [each.id for each in listed] == ["s3", "s2", "s1"]
    assert (listed[0].title, listed[0].code, listed[0].created, listed[0].ended) == (
        "One day a week", "CODE3", 3_000.0, None,
    )  # fmt: skip


async def test_what_need_not_be_kept_is_deleted_and_everything_else_stays(archive):
    kept = DAYS_KEPT * DAY
    for session in ("ended", "left", "for-ever", "runs", "later"):
        await store(archive, began(session, session), session=session, at=0.0)
    await store(archive, e.Ended(), session="ended", sequence=2, batch="b2", at=0.0)
    await store(archive, e.Ended(), session="later", sequence=2, batch="b2", at=DAY)
    await store(archive, e.Locked(locked=True), session="runs", sequence=2, batch="b2", at=kept)
    assert await archive.keep("for-ever", None)
    assert await archive.purge(kept - 1) == ()
    assert {each.id for each in await archive.purge(kept)} == {"ended", "left"}
    assert await archive.events("ended") == ()
    assert {each.id for each in await archive.sessions()} == {"for-ever", "runs", "later"}
    assert {each.id for each in await archive.purge(kept + DAY)} == {"later", "runs"}


async def test_a_session_is_kept_as_long_as_was_said_and_counted_from_its_end(archive):
    await store(archive, began(), at=1_000.0)
    assert (await archive.session("s1")).keep_until == 1_000.0 + DAYS_KEPT * DAY
    assert await archive.keep("s1", 1_000.0 + DAY)
    await store(archive, e.Ended(), sequence=2, batch="b2", at=5_000.0)
    assert (await archive.session("s1")).keep_until == 5_000.0 + DAY
    assert not await archive.keep("s2", None)


async def test_a_session_that_was_deleted_takes_nothing_more(archive):
    await store(archive, began(), e.Joined(1, "Ann", "hash"))
    assert await archive.forget("s1")
    assert not await archive.forget("s1")
    assert await archive.events("s1") == ()
    with pytest.raises(NotStored) as refused:
        await store(archive, e.Ended(), sequence=3, batch="b2")
    assert refused.value.kind == "gone"


async def test_several_processes_may_open_a_new_archive_at_once(place):
    opened = await asyncio.gather(*(open_archive(place) for _ in range(12)))
    await store(opened[0], began())
    for each in opened:
        assert len(await each.events("s1")) == 1
        await each.close()


async def test_an_archive_of_a_newer_version_is_refused_in_a_sentence(archive, place):
    await archive.close()
    run_sql(place, "INSERT INTO workshop_schema (version) VALUES (99)")
    with pytest.raises(NotStored, match="newer version") as refused:
        await open_archive(place)
    assert refused.value.kind == "newer"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ('UPDATE workshop_event SET data = \'{"kind":"of-tomorrow"}\' WHERE sequence = 2', "newer"),
        ("DELETE FROM workshop_event WHERE sequence = 2", "damaged"),
    ],
)
async def test_what_cannot_be_read_is_said_and_not_guessed(archive, place, statement, kind):
    await store(archive, began(), e.Locked(locked=True), e.Ended())
    run_sql(place, statement)
    with pytest.raises(NotRead) as refused:
        await archive.events("s1")
    assert refused.value.kind == kind


def run_sql(place, statement):
    if place.startswith("postgresql"):
        with psycopg.connect(place) as connection:
            connection.execute(statement)
    else:
        with closing(sqlite3.connect(place)) as file:
            file.execute(statement)
            file.commit()


# --- SQLite


async def test_the_file_is_for_its_owner_alone(tmp_path):
    archive = await open_archive(tmp_path / "new" / "workshops.db")
    await store(archive, began())
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()} == {0o600}
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    await archive.close()


async def test_nothing_of_a_deleted_session_is_left_in_the_files(tmp_path):
    archive = await open_archive(tmp_path / "workshops.db")
    await store(archive, began(), e.Joined(1, "Rumpelstiltskin", "hash"))
    assert await archive.forget("s1")
    assert not [path for path in tmp_path.glob("workshops.db*") if b"Rumpelstiltskin" in path.read_bytes()]
    await archive.close()


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    (tmp_path / "workshops.db").write_text("My diary. " * 1_000)
    with pytest.raises(NotStored, match="damaged, or is none"):
        await open_archive(tmp_path / "workshops.db")
    assert (tmp_path / "workshops.db").read_text().startswith("My diary.")


async def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotStored, match="cannot be stored in") as refused:
        await open_archive(tmp_path / "file" / "workshops.db")
    assert refused.value.kind == "refused"


@pytest.mark.parametrize("replaced", [False, True])
async def test_a_file_that_was_deleted_meanwhile_acknowledges_nothing(tmp_path, replaced):
    archive = await open_archive(tmp_path / "workshops.db")
    await store(archive, began())
    (tmp_path / "workshops.db").unlink()
    if replaced:
        (tmp_path / "workshops.db").touch()
    with pytest.raises(NotStored, match="deleted or replaced"):
        await store(archive, e.Ended(), sequence=2, batch="b2")
    await archive.close()


async def test_every_commit_reaches_the_disk(tmp_path):
    archive = await SqliteArchive.open(tmp_path / "workshops.db")
    async with archive._engine.connect() as connection:
        settings = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")
        ]
    assert settings == ["wal", 2]
    await archive.close()


# --- PostgreSQL


async def test_an_address_where_nothing_answers_is_said_without_the_password():
    with pytest.raises(NotStored) as refused:
        await open_archive("postgresql://me:secret@127.0.0.1:1/workshops")
    assert refused.value.sentence == "The database at 127.0.0.1:1 does not answer."


@pytest.mark.parametrize("url", ["postgresql://a:b:c:d@x:y/", "postgresql://127.0.0.1:port/x"])
async def test_an_address_that_is_none_is_said(url):
    with pytest.raises(NotStored, match="no address") as refused:
        await open_archive(url)
    assert refused.value.kind == "refused"


async def test_a_database_that_does_not_exist_is_said(postgres_server):
    with pytest.raises(NotStored, match="does not exist") as refused:
        await open_archive(postgres_server.url("nowhere"))
    assert refused.value.kind == "refused"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", "full"),
        ("57014", "locked"),
        ("25006", "refused"),
        ("53300", "away"),
        ("XX001", "damaged"),
        ("P0001", "unknown"),
    ],
)
async def test_whatever_the_database_refuses_is_said_in_a_sentence_and_nothing_is_stored(postgres_server, state, kind):
    url = postgres_server.new_place()
    archive = await open_archive(url)
    await store(archive, began())
    run_sql(
        url,
        f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no, secret' USING ERRCODE = '{state}'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON workshop_event EXECUTE FUNCTION refuse();
    """,
    )
    with pytest.raises(NotStored, match=r"The .*database at 127\.0\.0\.1:") as refused:
        await store(archive, e.Ended(), sequence=2, batch="b2")
    assert refused.value.kind == kind
    assert not isinstance(refused.value, InDoubt)
    run_sql(url, "DROP TRIGGER refuse ON workshop_event")
    await store(archive, e.Ended(), sequence=2, batch="b2")
    assert len(await archive.events("s1")) == 2
    await archive.close()


async def test_a_restart_of_the_database_is_not_noticed_by_whoever_stores_afterwards(postgres):
    archive = await open_archive(postgres.new_place())
    await store(archive, began())
    postgres.stop()
    with pytest.raises(NotStored) as away:
        await store(archive, e.Ended(), sequence=2, batch="b2")
    assert away.value.kind == "away"
    assert not isinstance(away.value, InDoubt)
    postgres.start()
    assert len(await archive.events("s1")) == 1
    await store(archive, e.Ended(), sequence=2, batch="b3")
    assert len(await archive.events("s1")) == 2
    await archive.close()


@pytest.mark.parametrize(("when", "holds"), [("before", 1), ("after", 2)])
async def test_a_connection_that_breaks_at_the_commit_is_in_doubt_and_asking_again_settles_it(
    postgres_server, when, holds
):
    async with Relay(postgres_server.port) as relay:
        url = postgres_server.new_place()
        direct = await open_archive(url)
        archive = await open_archive(url.replace(f":{postgres_server.port}/", f":{relay.port}/"))
        await store(archive, began())
        relay.cut(when)
        with pytest.raises(InDoubt):
            await store(archive, e.Ended(), sequence=2, batch="b2")
        assert len(await direct.events("s1")) == holds
        await store(archive, e.Ended(), sequence=2, batch="b2")
        assert len(await direct.events("s1")) == 2
        await archive.close()
        await direct.close()


async def test_others_hear_of_what_was_stored_and_of_the_database_being_away(postgres):
    url = postgres.new_place()
    writer, reader = await open_archive(url), await open_archive(url)
    heard: asyncio.Queue[Any] = asyncio.Queue()
    stop = reader.listen("s1", lambda *what: heard.put_nowait(what))
    assert await heard.get() == (0, None)
    await store(writer, began(), e.Locked(locked=True))
    await store(writer, began("s2", "ABC234"), session="s2")
    await store(writer, e.Ended(), sequence=3, batch="b2")
    assert [await heard.get() for _ in range(2)] == [(2, None), (3, None)]
    postgres.stop()
    sequence, trouble = await heard.get()
    assert (sequence, trouble.kind) == (0, "away")
    postgres.start()
    while await heard.get() != (0, None):
        pass
    stop()
    await reader.close()
    await writer.close()
