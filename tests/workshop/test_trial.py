"""A trial: simulated people in a real session. They come, vote, propose, mark, guess and practise as phones do."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import Counter
from contextlib import asynccontextmanager

import pytest

from rehearse.engine import is_over
from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import begin, resume
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.stage import Stage, leading
from rehearse.workshop.trial.choosing import Choosing
from rehearse.workshop.trial.deeds import Deeds
from rehearse.workshop.trial.participants import participants
from rehearse.workshop.trial.trial import AGAIN, Trial, title_of
from tests.workshop.served import CODE, MEETING, library, served
from tests.workshop.sessions import last_round, seen

PEOPLE = 30
MANY = 200
SEED = 7


async def at_once(_seconds):
    """Wait for nothing but whatever else is to be done."""
    await asyncio.sleep(0)


class Led:
    """A session with simulated people that a test leads."""

    def __init__(self, live, stage, seed, count):
        self.live = live
        self.stage = stage
        self.people = participants(seed, count)
        self._deeds = Deeds(stage, Choosing(stage))

    @property
    def room(self):
        return self.live.room

    @property
    def asked(self):
        return last_round(self.live)

    async def settled(self):
        """Wait until none of the people has anything to do."""
        return await seen(self.live, lambda room: all(self._deeds.next(room, who) is None for who in self.people))

    async def step(self):
        """Do what comes next, as the coach does, and wait until the people have done what they do then."""
        step = leading.next_step(self.stage, self.room)
        await self.live.submit(
            step.events or (lambda room: leading.overrule(self.stage, room, self.asked.leading()[0]))
        )
        await self.settled()

    def _break_tie(self, room):
        return leading.overrule(self.stage, room, self.asked.leading()[0])

    async def turn(self):
        """A whole vote: asked, closed, revealed, discussed, said."""
        line = len(self.room.now.entries)
        while len(self.room.now.entries) == line:
            await self.step()

    async def mode(self, mode):
        await self.live.submit(lambda room: rules.set_mode(room, mode))
        return await self.settled()


@asynccontextmanager
async def trial(place, count=PEOPLE, *, seed=SEED, again=False, pause=at_once):
    """A session on disk with so many people, begun or (*again*) gone on with."""
    archive = await open_archive(place)
    began = e.Began("s1", "At home (trial)", *MEETING, "everyday", seed, CODE, library().content_hash(*MEETING))
    live = await (resume(archive, "s1") if again else begin(archive, began))
    stage = Stage(library(), began)
    people = Trial(live, stage, count, pause)
    try:
        yield Led(live, stage, seed, count)
    finally:
        await people.stop()
        await live.close()
        await archive.close()


async def events_of(place, session="s1"):
    archive = await open_archive(place)
    try:
        return [each.event for each in await archive.events(session)]
    finally:
        await archive.close()


@pytest.fixture
def place(tmp_path):
    return tmp_path / "workshops.db"


# --- who they are


def test_the_people_of_a_session_are_the_same_each_time_and_others_in_another():
    assert participants(SEED, PEOPLE) == participants(SEED, MANY)[:PEOPLE]
    assert {who.name for who in participants(SEED, PEOPLE)} != {who.name for who in participants(SEED + 1, PEOPLE)}


@pytest.mark.parametrize("seed", range(1, 21))
def test_most_come_soon_and_take_part_and_some_do_not(seed):
    people = participants(seed, MANY)
    assert len({who.name for who in people[:90]}) == 90
    for few in (
        [who for who in people if who.comes_after > 10],
        [who for who in people if not who.votes],
        [who for who in people if who.until < 100],
        [who for who in people if who.observes_from < 100],
    ):
        assert 0 < len(few) < MANY / 4


def test_a_trial_is_called_one_however_long_the_title_is():
    assert title_of("One day a week", 80) == "One day a week (trial)"
    assert title_of("x" * 200, 80) == "x" * 72 + " (trial)"


# --- what they do


async def test_everybody_comes_in_once_under_a_name_of_their_own(place):
    async with trial(place) as led:
        room = await led.settled()
        assert len(room.seats) == len({seat.name for seat in room.present}) == PEOPLE
        assert PEOPLE - room.voters == 3


async def test_they_vote_and_are_divided_and_some_change_their_minds(place):
    async with trial(place) as led:
        await led.settled()
        for _ in range(4):
            await led.turn()
        votes = [event for event in await events_of(place) if isinstance(event, e.Voted)]
    for asked in led.room.rounds:
        tally = sorted(asked.tally().values())
        assert PEOPLE / 2 < asked.taken_part < PEOPLE
        assert sum(count > 0 for count in tally) >= 3
        assert max(tally) < asked.taken_part * 0.85
    changed = [pair for pair, count in Counter((vote.round, vote.seat) for vote in votes).items() if count > 1]
    assert 0 < len(changed) < len(votes) / 4


async def test_the_same_session_goes_the_same_way_again(tmp_path):
    went = []
    for place in (tmp_path / "one.db", tmp_path / "other.db"):
        async with trial(place) as led:
            await led.settled()
            await led.turn()
            await led.turn()
            names = {seat.number: seat.name for seat in led.room.present}
            votes = [{names[seat]: option for seat, option in asked.votes.items()} for asked in led.room.rounds]
            went.append((votes, led.room.now, {(names[each.seat], each.words) for each in led.room.suggestions}))
    assert went[0] == went[1]


async def test_whole_sessions_end_in_more_than_one_way_and_now_and_then_in_a_tie(tmp_path):
    ended, ties = set(), 0
    for seed in range(1, 5):
        async with trial(tmp_path / f"{seed}.db", 12, seed=seed) as led:
            await led.settled()
            while leading.next_step(led.stage, led.room).kind != "nothing":
                await led.step()
            ended.add(led.stage.ended(led.room.now).kind)
            ties += sum(len(asked.leading()) > 1 for asked in led.room.rounds)
    assert len(ended) > 1
    assert ties > 0


async def test_what_they_propose_is_understood_and_grouped(place):
    async with trial(place) as led:
        await led.settled()
        for _ in range(4):
            await led.turn()
        made = led.room.suggestions
        assert 4 <= len(made) <= 40
        assert sum(bool(each.move) for each in made) > len(made) / 2
        assert len({(each.seat, each.branch, each.turn) for each in made}) == len(made)


async def test_observers_mark_most_of_what_was_said_and_do_not_vote(place):
    async with trial(place) as led:
        await led.settled()
        watching = {seat.number for seat in led.room.present if seat.observes}
        noticed = []
        for turn in range(1, 4):
            await led.turn()
            marks, made = led.room.marks[0, turn], set(led.stage.made(led.room.now))
            assert watching.isdisjoint(led.room.rounds[-1].votes)
            assert {seat for seat, _ in marks} <= watching
            noticed += [move in made for _, move in marks]
        assert len(noticed) / 2 < sum(noticed) < len(watching) * 3 * 2


async def test_they_guess_what_the_boss_will_say_and_not_all_are_right(place):
    async with trial(place) as led:
        await led.settled()
        await led.mode("predict")
        await led.turn()
        asked = led.asked
        assert asked.question == "boss"
        assert 0 < asked.tally()[asked.decided] < asked.taken_part
        assert asked.taken_part > PEOPLE / 2


async def test_alone_each_goes_through_a_talk_of_their_own_and_some_try_again(place):
    async with trial(place, 12) as led:
        await led.settled()
        room = await led.mode("alone")
        talks = [led.stage.alone(own) for own in room.alone.values()]
        assert len(talks) == 12
        assert all(is_over(led.stage.story, played.now.state) for played in talks)
        assert len({tuple(choice.entry for choice in played.choices) for played in talks}) > 6
        assert {own.attempt for own in room.alone.values()} > {1}
        assert any("\t" in entry for own in room.alone.values() for entry in own.entries)


# --- beside the coach


async def test_whoever_was_taken_off_stays_away_and_who_is_late_waits_before_a_locked_door(place):
    gate = asyncio.Event()

    async def those_who_come_later_wait(seconds):
        if seconds > 5:
            await gate.wait()
        await at_once(seconds)

    async with trial(place, pause=those_who_come_later_wait) as led:
        early = {who.name for who in led.people if who.comes_after <= 5}
        await seen(led.live, lambda room: len(room.present) == len(early))
        await led.live.submit(lambda room: rules.lock(room, locked=True))
        await led.live.submit(lambda room: rules.remove(room, 1))
        gate.set()
        room = await led.settled()
        assert len(room.seats) == len(early)
        await led.live.submit(lambda room: rules.lock(room, locked=False))
        room = await led.settled()
        assert len(room.seats) == PEOPLE
        assert len(room.present) == PEOPLE - 1


async def test_who_takes_too_long_is_too_late_and_may_vote_again_where_that_is_opened(place):
    gate, asked = asyncio.Event(), asyncio.Event()

    async def nobody_votes_yet(seconds):
        if asked.is_set():
            await gate.wait()
        await at_once(seconds)

    async with trial(place, pause=nobody_votes_yet) as led:
        await led.settled()
        asked.set()
        await led.live.submit(lambda room: leading.ask(led.stage, room))
        await led.live.submit(rules.close_round)
        gate.set()
        await led.settled()
        assert not led.asked.votes
        await led.live.submit(rules.reopen_round)
        await led.settled()
        assert len(led.asked.votes) > PEOPLE / 2


async def test_after_an_interruption_they_take_the_seats_that_they_had_and_do_nothing_twice(place):
    async with trial(place) as led:
        await led.settled()
        await led.live.submit(lambda room: leading.ask(led.stage, room))
        await seen(led.live, lambda room: len(room.round.votes) > 5)
        before = led.room
    async with trial(place, again=True) as led:
        room = await led.settled()
        assert {seat.number: seat.name for seat in room.seats.values()} == {
            seat.number: seat.name for seat in before.seats.values()
        }
        assert before.round.votes.keys() <= room.round.votes.keys()
        stored = await events_of(place)
    joined = [event.token for event in stored if isinstance(event, e.Joined)]
    assert len(joined) == len(set(joined)) == PEOPLE
    votes = Counter(event.seat for event in stored if isinstance(event, e.Voted))
    assert max(votes.values()) <= 2


async def test_they_try_again_what_could_not_be_stored(place):
    other = sqlite3.connect(place, isolation_level=None)
    voting = asyncio.Event()
    held: list[str] = []

    async def while_another_program_holds_the_file(seconds):
        if voting.is_set() and not held:
            other.execute("BEGIN IMMEDIATE")
            held.append("before")
        if seconds == AGAIN and other.in_transaction:
            other.execute("ROLLBACK")
            held.append("after")
        await at_once(seconds)

    async with trial(place, pause=while_another_program_holds_the_file) as led:
        await led.settled()
        voting.set()
        await led.step()
        assert held == ["before", "after"]
        assert len(led.asked.votes) > PEOPLE / 2
    other.close()


async def test_one_of_them_that_breaks_down_is_written_down_and_the_others_go_on(place, caplog):
    broken: list[float] = []

    async def once(seconds):
        if not broken:
            broken.append(seconds)
            raise ZeroDivisionError
        await at_once(seconds)

    async with trial(place, pause=once) as led:
        await seen(led.live, lambda room: len(room.present) == PEOPLE - 1)
    assert "A simulated person broke down" in caplog.text


async def test_a_phone_counts_beside_them_and_cannot_take_a_seat_of_theirs(tmp_path):
    async with served(tmp_path) as session:
        people = Trial(session.live, session.stage, 10, at_once)
        await seen(session.live, lambda room: len(room.present) == 10)
        async with session.browser() as stranger:
            cookie = next(iter((await _joined(session)).keys()))
            stranger.cookies.set(cookie, session.live.room.seats[1].token.replace(" ", "%20"))
            assert "<h1" in (page := (await stranger.get("/")).text), page
            assert "code" in re.findall(r'name="?(\w+)', page)
        async with session.person("Ann") as ann:
            line, *_ = await session.ask()
            assert (await session.vote(ann, line)).status_code == 200
            seat = next(seat for seat in session.live.room.present if seat.name == "Ann")
            assert session.votes[seat.number] == line
            await seen(session.live, lambda room: len(room.round.votes) > 4)
        await people.stop()


async def _joined(session):
    async with session.person("Ben") as ben:
        return dict(ben.cookies)
