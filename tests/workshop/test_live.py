"""A running session: nothing is acknowledged that is not stored; watchers see the newest; the timer closes."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.trouble import CodeTaken, NotRead, NotStored
from rehearse.workshop.live import begin, resume
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.rules import Refused
from tests.workshop.sessions import Clock, began, last_round, seen, vote, voting

# --- storing


async def test_a_command_is_stored_before_it_is_acknowledged(live, place):
    room = await live.submit(partial(rules.join, name="Ann", token="hash"))
    assert room.seats[1].name == "Ann"
    assert live.room is room
    another = await open_archive(place)
    assert [type(each.event) for each in await another.events("s1")] == [e.Began, e.Joined]
    await another.close()


async def test_what_comes_while_others_are_stored_is_decided_in_the_order_of_arrival_and_stored_together(live, archive):
    await asyncio.gather(*(live.submit(partial(rules.join, name="Ann", token=f"{n}")) for n in range(40)))
    assert [seat.token for seat in live.room.present] == [str(n) for n in range(40)]
    assert len({seat.name for seat in live.room.present}) == 40
    stored = await archive.events("s1")
    assert len(stored) == 41
    assert len({each.at for each in stored}) < 10


async def test_a_refusal_holds_for_what_is_stored_and_harms_nobody_else(live):
    async def refused(decide):
        with pytest.raises(Refused) as error:
            await live.submit(decide)
        return error.value.reason

    await voting(live, 2)
    closing = live.submit(rules.close_round)
    results = await asyncio.gather(
        vote(live, 1, 3), closing, refused(partial(rules.vote, seat=2, number=1, option="4"))
    )
    assert results[2] == "late"
    assert dict(last_round(live).votes) == {1: "3"}


async def test_a_mistake_in_one_command_reaches_whoever_made_it_and_nobody_else(live):
    async def failing(decide, kind):
        with pytest.raises(kind):
            await live.submit(decide)

    await asyncio.gather(
        failing(lambda _: 1 / 0, ZeroDivisionError),
        live.submit(partial(rules.join, name="Ann", token="a")),
        failing(lambda _: (e.Voted(9, 9, "?"),), IndexError),
        failing(lambda _: (e.Joined(9, "\ud800", "x"),), UnicodeEncodeError),
        live.submit(partial(rules.join, name="Ben", token="b")),
    )
    assert [seat.name for seat in live.room.present] == ["Ann", "Ben"]
    assert live.notices == ()


async def test_whoever_gives_up_waiting_does_not_stop_the_others(live):
    given_up = asyncio.create_task(live.submit(partial(rules.join, name="Ann", token="a")))
    other = asyncio.create_task(live.submit(partial(rules.join, name="Ben", token="b")))
    await asyncio.sleep(0)
    given_up.cancel()
    await other
    assert "Ben" in {seat.name for seat in live.room.present}


async def test_a_session_that_is_closed_here_takes_nothing_more_and_goes_on_when_it_is_resumed(live, archive):
    await voting(live, 1)
    waiting = [asyncio.create_task(vote(live, 1, number)) for number in (1, 2, 3)]
    await asyncio.sleep(0)
    await live.close()
    await asyncio.gather(*waiting)
    with pytest.raises(NotStored, match="closed here"):
        await vote(live, 1, 4)
    again = await resume(archive, "s1")
    assert again.room == live.room
    await vote(again, 1, 4)
    assert last_round(again).votes[1] == "4"
    await again.close()


async def test_a_code_that_another_session_has_is_said_to_whoever_chose_it_alone(live, archive):
    other = await begin(archive, began("s2", "ABC234"))
    with pytest.raises(CodeTaken):
        await begin(archive, began("s3", "ABC234"))
    results = await asyncio.gather(
        live.submit(partial(rules.join, name="Ann", token="a")),
        live.submit(partial(rules.change_code, code="ABC234")),
        live.submit(partial(rules.join, name="Ben", token="b")),
        return_exceptions=True,
    )
    assert isinstance(results[1], CodeTaken)
    assert [seat.name for seat in live.room.present] == ["Ann", "Ben"]
    assert (live.room.code, live.notices) == ("KMP4TX", ())
    await other.close()


async def test_a_session_that_was_deleted_takes_nothing_more(live, archive):
    await archive.forget("s1")
    with pytest.raises(NotStored, match="deleted"):
        await live.submit(partial(rules.join, name="Ann", token="a"))
    assert [notice.kind for notice in live.notices] == ["gone"]
    with pytest.raises(NotRead) as gone:
        await resume(archive, "s1")
    assert gone.value.kind == "gone"


# --- watching


async def test_a_watcher_sees_the_room_at_once_and_the_newest_after_each_change(live):
    watching = live.watch()
    assert (await anext(watching)).sequence == 1
    for number in range(1, 6):
        await live.submit(partial(rules.join, name=f"{number}", token=f"{number}"))
    assert (await anext(watching)).sequence == 6
    waiting = asyncio.ensure_future(anext(watching))
    await asyncio.sleep(0)
    assert not waiting.done()
    await live.submit(rules.end)
    assert (await waiting).phase == "ended"


async def test_watching_ends_when_it_is_closed_and_the_last_room_is_seen(live):
    async def last():
        return [room async for room in live.watch()][-1]

    watchers = [asyncio.create_task(last()) for _ in range(3)]
    late = live.watch()
    await anext(late)
    await live.submit(rules.end)
    await live.close()
    assert [room.phase for room in await asyncio.gather(*watchers)] == ["ended"] * 3
    assert [room.phase async for room in late] == ["ended"]


# --- the timer


async def test_a_round_closes_by_itself_when_its_time_is_up(live, archive):
    await voting(live, 1)
    await live.submit(partial(rules.set_timer, until=time.time() + 0.05))
    await seen(live, lambda room: room.phase == "closed")
    assert (await archive.events("s1"))[-1].event == e.RoundClosed(1, by="time")


async def test_no_vote_is_taken_after_the_time_even_where_nobody_had_looked_at_the_clock_yet(archive):
    clock = Clock()
    live = await voting(await begin(archive, began(), clock), 1)
    await live.submit(partial(rules.set_timer, until=1_060.0))
    await vote(live, 1, 1)
    clock.now = 1_060.0
    with pytest.raises(Refused) as refused:
        await vote(live, 1, 2)
    assert refused.value.reason == "late"
    assert (live.room.phase, last_round(live).votes[1]) == ("closed", "1")
    await live.close()


async def test_a_timer_that_was_extended_or_taken_off_closes_nothing(archive):
    clock = Clock()
    live = await voting(await begin(archive, began(), clock), 1)
    for number, until, now in ((1, 1_060.0, 1_059.0), (2, 1_120.0, 1_119.0), (3, 0.0, 9_999.0)):
        await live.submit(partial(rules.set_timer, until=until))
        clock.now = now
        await vote(live, 1, number)
    assert live.room.phase == "open"
    await live.close()


async def test_a_timer_goes_on_after_a_restart_and_what_ran_out_meanwhile_is_closed_first(archive):
    clock = Clock()
    live = await voting(await begin(archive, began(), clock), 1)
    await live.submit(partial(rules.set_timer, until=1_060.0))
    await live.close()
    again = await resume(archive, "s1", clock)
    assert (again.room.phase, last_round(again).until) == ("open", 1_060.0)
    await again.close()
    clock.now = 2_000.0
    last = await resume(archive, "s1", clock)
    with pytest.raises(Refused, match="closed"):
        await vote(last, 1, 1)
    assert (await archive.events("s1"))[-1].event == e.RoundClosed(1, by="time")
    await last.close()
