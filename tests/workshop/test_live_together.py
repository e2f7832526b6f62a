"""One session in several processes, and whatever may happen in it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import begin, resume
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.rules import Refused
from tests.workshop.sessions import MANY, Clock, began, last_round, seen, vote, votes, voting

# --- several processes


async def test_several_processes_lead_one_session_and_nothing_is_lost_or_doubled(postgres_server):
    url = postgres_server.new_place()
    archives = [await open_archive(url) for _ in range(3)]
    first = await voting(await begin(archives[0], began()), 6)
    lives = [first, *[await resume(archive, "s1") for archive in archives[1:]]]

    async def keep_voting(live, seat):
        for number in range(1, 40):
            await vote(live, seat, number)

    await asyncio.gather(*(keep_voting(lives[seat % 3], seat) for seat in range(1, 7)))
    await lives[1].submit(rules.close_round)
    rooms = await asyncio.gather(*(seen(live, lambda room: room.phase == "closed") for live in lives))
    assert rooms[0] == rooms[1] == rooms[2]
    stored = await archives[0].events("s1")
    assert [votes(stored, seat) for seat in range(1, 7)] == [list(range(1, 40))] * 6
    for live, archive in zip(lives, archives, strict=True):
        await live.close()
        await archive.close()


async def test_a_refusal_counts_what_other_processes_stored(place):
    archives = [await open_archive(place) for _ in range(2)]
    coach = await voting(await begin(archives[0], began()), 1)
    phones = await resume(archives[1], "s1")
    await coach.submit(rules.close_round)
    with suppress(Refused):
        await vote(phones, 1, 1)
    assert phones.room == coach.room
    assert dict(last_round(phones).votes) == {}
    for live, archive in zip((coach, phones), archives, strict=True):
        await live.close()
        await archive.close()


async def test_only_one_of_several_processes_closes_a_round_whose_time_is_up(postgres_server):
    url = postgres_server.new_place()
    archives = [await open_archive(url) for _ in range(3)]
    lives = [await voting(await begin(archives[0], began()), 1)]
    lives += [await resume(archive, "s1") for archive in archives[1:]]
    await lives[0].submit(partial(rules.set_timer, until=time.time() + 0.05))
    await asyncio.gather(*(seen(live, lambda room: room.phase == "closed") for live in lives))
    closings = [each for each in await archives[0].events("s1") if isinstance(each.event, e.RoundClosed)]
    assert len(closings) == 1
    for live, archive in zip(lives, archives, strict=True):
        await live.close()
        await archive.close()


# --- whatever happens


SEATS = st.integers(1, 4)
COMMANDS = st.one_of(
    st.builds(lambda name: partial(rules.join, name=name, token=name), st.sampled_from(["Ann", "Ben", "Cem"])),
    st.builds(lambda seat: partial(rules.remove, seat=seat), SEATS),
    st.builds(lambda seat, observes: partial(rules.observe, seat=seat, observes=observes), SEATS, st.booleans()),
    st.just(partial(rules.open_round, question="line", options=MANY[:3])),
    st.builds(
        lambda seat, number, option: partial(rules.vote, seat=seat, number=number, option=str(option)),
        SEATS, st.integers(1, 3), st.integers(1, 4),
    ),
    st.sampled_from([rules.close_round, rules.reveal, rules.discuss, rules.decide, rules.reopen_round]),
    st.builds(lambda option: partial(rules.overrule, option=str(option)), st.integers(1, 3)),
    st.builds(lambda entry: partial(rules.say, entry=entry), st.sampled_from(["ask", "agree"])),
    st.builds(lambda turn: partial(rules.fork, turn=turn), st.integers(0, 2)),
    st.builds(lambda until: partial(rules.set_timer, until=until), st.sampled_from([0.0, 500.0, 5_000.0])),
    st.builds(
        lambda seat, words: partial(rules.suggest, seat=seat, words=words, move=""), SEATS, st.text(max_size=4)
    ),
    st.builds(lambda mode: partial(rules.set_mode, mode=mode), st.sampled_from(["room", "predict", "alone"])),
)  # fmt: skip
BURSTS = st.lists(st.lists(COMMANDS, min_size=1, max_size=8), max_size=12)


@given(bursts=BURSTS, where=st.lists(st.integers(0, 1), min_size=8, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_interleaving_of_commands_is_the_same_room_after_resuming(bursts, where, place_for_properties):
    """From two processes at once; what was acknowledged is in the room that acknowledged it, and stays."""
    session = f"s{next(place_for_properties.numbers)}"
    archives = [await open_archive(place_for_properties.place) for _ in range(2)]
    clock = Clock()
    lives = [await begin(archives[0], began(session, session), clock)]
    lives.append(await resume(archives[1], session, clock))
    acknowledged = 0
    for burst in bursts:
        sent = [lives[where[n]].submit(command) for n, command in enumerate(burst)]
        for answer in await asyncio.gather(*sent, return_exceptions=True):
            assert not isinstance(answer, BaseException) or isinstance(answer, Refused), answer
            acknowledged = max(acknowledged, 0 if isinstance(answer, BaseException) else answer.sequence)
    for live in lives:
        await live.close()
    newest = max((live.room for live in lives), key=lambda room: room.sequence)
    again = await resume(archives[0], session, clock)
    assert again.room.sequence >= acknowledged
    assert again.room == newest
    await again.close()
    for archive in archives:
        await archive.close()
