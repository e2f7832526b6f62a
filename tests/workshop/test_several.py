"""One session in several processes that share a PostgreSQL: a coach's terminal, servers beside it, phones at each."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from html import unescape
from itertools import count

import psycopg
import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.keys import hash_of, new_code, new_lead_token, new_token, projector_key
from rehearse.workshop.live import begin, resume
from rehearse.workshop.server.serving import Place, Serving
from rehearse.workshop.session import rules
from rehearse.workshop.stage import Stage
from tests.terminal import Terminal
from tests.workshop.served import MEETING, Served, library, served
from tests.workshop.sessions import MANY, began, seen, vote, votes, voting
from tests.workshop.several import More, Phone, ask, away, coach, option_on, the


@pytest.fixture
def more(tmp_path):
    """Begins server processes."""
    started = []

    def one(session, store, *arguments):
        started.append(More(tmp_path, session, store, *arguments))
        return started[-1]

    yield one
    for each in started:
        if each.process.poll() is None:
            each.end()
        else:
            each.ended()


@pytest.fixture
def phone():
    """Opens browsers."""
    opened = []

    def one(address):
        opened.append(Phone(address))
        return opened[-1]

    yield one
    for each in opened:
        each.client.close()


# --- the coach's terminal, and two processes more


def test_people_at_two_processes_vote_and_see_what_the_coach_reveals(tmp_path, postgres_server, more, phone):
    store = postgres_server.new_place()
    command = ("workshop", "run", *MEETING[:1], "--boss", MEETING[1], "--port", "0", "--store", store)
    led = Terminal(tmp_path, *command, columns=120, rows=40)
    try:
        code = the(r"(?:[A-Z0-9] ){5}[A-Z0-9]", led.wait_for("Ask the room", "0 here"))[0].replace(" ", "")
        one, other = more(code, store), more(code.lower(), store)
        ann, ben = phone(one.address), phone(other.address)
        assert [ann.join(code, "Ann").status_code, ben.join(code, "Ben").status_code] == [200, 200]
        led.wait_for("2 here")
        with ann.stream() as ann_sees, ben.stream() as ben_sees:
            led.press(" ")
            assert ann.vote("B", ann_sees("Vote now")).status_code == 200
            assert ben.vote("B", ben_sees("Vote now")).status_code == 200
            led.wait_for("2 of 2 voted")
            led.press(" ")
            hidden = ann_sees("Vote closed")
            assert "votes</span>" not in hidden
            led.press(" ")
            for sees in (ann_sees, ben_sees):
                assert re.search(r">2<span[^>]*> votes", sees("How the room voted"))
    finally:
        led.child.kill(signal.SIGKILL)
        led.child.wait()
        led.close()


# --- what a process more must know by itself


async def test_whoever_was_at_a_process_that_was_killed_goes_on_at_the_other_on_the_same_seat(
    postgres_server, more, phone
):
    store = postgres_server.new_place()
    async with coach(store) as live:
        one, other = more("s1", store), more("s1", store)
        ann = phone(await away(lambda: one.address))
        await away(ann.join, live.room.code, "Ann")
        await ask(live)
        page = await away(ann.sees, "Vote now")
        assert (await away(ann.vote, "A", page)).status_code == 200
        assert one.end() == -signal.SIGKILL
        ann.goes_to(await away(lambda: other.address))
        page = await away(ann.sees, "Vote now", "Your vote")
        assert f'value="{option_on(page, "A")}" aria-pressed="true"' in page
        assert (await away(ann.vote, "B", page)).status_code == 200
        room = await seen(live, lambda room: room.round.votes.get(1) == option_on(page, "B"))
        assert [seat.name for seat in room.present] == ["Ann"]


async def test_the_key_of_the_projector_and_of_the_coachs_phone_hold_at_every_process_until_they_are_taken_back(
    postgres_server, more, phone
):
    store = postgres_server.new_place()
    async with coach(store) as live:
        token, key = new_lead_token(), projector_key("s1", live.room.began.seed)
        addresses = [await away(lambda each=each: each.address) for each in (more("s1", store), more("s1", store))]
        leading_phones = [phone(address) for address in addresses]
        await live.submit(lambda room: rules.let_lead(room, hash_of(token)))
        for each in leading_phones:
            assert (await away(lambda each=each: each.client.post("/remote", data={"token": token}))).status_code == 303
            for path, status in ((f"/projector/{key}", 200), (f"/projector/{new_token()}", 403), ("/remote", 200)):
                assert (await away(each.client.get, path)).status_code == status
        page = (await away(leading_phones[0].client.get, "/remote")).text
        at = the(r'name="at" value="([^"]*)"', page)[1]
        with leading_phones[1].stream(f"/projector/{key}/stream") as sees:
            done = await away(
                lambda: leading_phones[0].client.post("/remote/do", data={"at": unescape(at), "do": "next"})
            )
            assert done.status_code == 200
            await away(sees, "Vote now")
        with leading_phones[1].stream("/remote/stream") as sees:
            await live.submit(lambda room: rules.let_lead(room, ""))
            await away(sees, "gone: /remote")


async def test_the_same_form_sent_to_two_processes_takes_one_seat(postgres_server, more, phone):
    store = postgres_server.new_place()
    async with coach(store) as live:
        form, code = new_token(), live.room.code
        phones = [phone(await away(lambda each=each: each.address)) for each in (more("s1", store), more("s1", store))]
        both = await asyncio.gather(*(away(each.join, code, "Ann", form) for each in phones))
        assert [answer.status_code for answer in both] == [200, 200]
        for each in phones:
            assert "Ann" in (await away(lambda each=each: each.client.get("/", headers={"accept": "text/html"}))).text
        assert len((await live.look()).present) == 1


async def test_a_database_that_is_restarted_is_told_of_and_nothing_is_acknowledged_falsely(postgres, more, phone):
    store = postgres.new_place()
    async with coach(store) as live:
        one = more("s1", store)
        ann = phone(await away(lambda: one.address))
        await away(ann.join, live.room.code, "Ann")
        await ask(live)
        page = await away(ann.sees, "Vote now")
        await away(postgres.stop)
        await away(one.says, "does not answer")
        refused = await away(ann.vote, "A", page)
        assert (refused.status_code, refused.json()["bad"]) == (503, True)
        await away(postgres.start)
        await away(one.says, "All is well again")
        assert (await away(ann.vote, "B", page)).status_code == 200
        room = await seen(live, lambda room: room.round.votes)
        assert dict(room.round.votes) == {1: option_on(page, "B")}


# --- its end


async def test_it_ends_with_the_session_once_phones_were_told(postgres_server, more, phone):
    store = postgres_server.new_place()
    async with coach(store) as live:
        one = more("s1", store)
        ann = phone(await away(lambda: one.address))
        await away(ann.join, live.room.code, "Ann")
        with ann.stream() as sees:
            await live.submit(rules.end)
            await away(sees, "You can close this page")
        await away(one.says, "The session is over")
        assert await away(one.ended) == 0
        again = more("s1", store)
        await away(again.says, "Error: The session is over")
        assert await away(again.ended) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_and_its_streams_and_the_port_is_free(postgres_server, more, phone, number):
    store = postgres_server.new_place()
    async with coach(store) as live:
        one = more("s1", store)
        ann = phone(await away(lambda: one.address))
        await away(ann.join, live.room.code, "Ann")
        with ann.client.stream("GET", "/stream") as down:
            lines = down.iter_lines()
            assert "retry" in next(lines)
            assert await away(one.end, number) == 0
            assert any(line.startswith("data: ") for line in lines)  # and it came to its proper end
        port = int(one.address.rpartition(":")[2])
        with socket.create_server(("127.0.0.1", port)):
            pass


# --- what it refuses


async def test_what_cannot_be_served_is_refused_in_a_sentence(tmp_path, postgres_server, more):
    store = postgres_server.new_place()
    async with coach(store, content="of another version"):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            for arguments, sentence, status in (
                (("nosuch", store), "There is no session 'nosuch' there", 2),
                (("s1", store), "not here as the session began it", 2),
                (("s1", str(tmp_path / "workshops.db")), "in PostgreSQL alone", 2),
                (("s1", store, "--port", port), f"Port {port} is taken", 2),
                (("s1", store, "--public", "workshop.example"), "--public is where people find the proxy", 2),
                (("s1", store, "--proxied-by", "*"), "--proxied-by takes the addresses of proxies", 2),
                (
                    ("s1", "postgresql://nobody@127.0.0.1:1/none"),
                    "does not answer",
                    1,
                ),  # it may soon: worth another try
            ):
                one = more(*arguments)
                await away(one.says, sentence)
                assert await away(one.ended) == status
    assert not (tmp_path / "workshops.db").exists()


# --- a process that has not heard yet: always so with a file, through which nobody hears of others


@pytest.fixture
async def two(tmp_path):
    """One session in two servers, of which neither hears what the other stores."""
    async with served(tmp_path) as one:
        archive = await open_archive(tmp_path / "workshops.db")
        live = await resume(archive, one.live.room.began.session)
        stage = Stage(library(), live.room.began)
        serving = Serving.bind(Place(port=0))
        await serving.start(live, stage)
        yield one, Served(live, stage, serving)
        await serving.stop()
        await live.close()
        await archive.close()


async def test_whoever_joined_elsewhere_a_moment_ago_is_known(two):
    one, other = two
    async with one.person("Ann") as ann, other.browser() as at_the_other:
        at_the_other.cookies = ann.cookies
        assert "Ann" in (await at_the_other.get("/")).text
        async with at_the_other.stream("GET", "/stream") as down:
            assert "Soon" in await anext(line async for line in down.aiter_lines() if line.startswith("data:"))


async def test_a_vote_that_was_opened_elsewhere_a_moment_ago_can_be_voted_in(two):
    one, other = two
    async with one.person("Ann") as ann, other.browser(Accept="application/json") as at_the_other:
        at_the_other.cookies = ann.cookies
        await at_the_other.get("/")
        lines = await one.ask()
        assert other.live.room.round is None
        voted = await at_the_other.post("/vote", data={"round": "1", "option": lines[1]})
        assert (voted.status_code, other.votes) == (200, {1: lines[1]})
        await one.next()
        late = await at_the_other.post("/vote", data={"round": "1", "option": lines[0]})
        assert (late.status_code, late.json()["bad"]) == (409, True)


async def test_a_code_and_a_key_that_were_made_elsewhere_a_moment_ago_hold_and_wrong_ones_do_not(two):
    one, other = two
    token, code = new_lead_token(), new_code()
    await one.live.submit(lambda room: rules.change_code(room, code))
    await one.live.submit(lambda room: rules.let_lead(room, hash_of(token)))
    async with other.browser() as browser:
        assert (await browser.post("/remote", data={"token": new_lead_token()})).status_code == 403
        assert (await browser.post("/remote", data={"token": token})).status_code == 303
        await one.live.submit(lambda room: rules.change_code(room, "ABCDEF"))
        assert (await browser.get("/projector/BADBAD")).status_code == 403
        assert (await browser.get("/projector/ABCDEF")).status_code == 200
        await one.live.submit(lambda room: rules.change_code(room, code))
        assert (await browser.post("/join", data={"code": "BADBAD", "name": "Ann"})).status_code == 403
        assert (await browser.post("/join", data={"code": code, "name": "Ann"})).status_code == 303


# --- a database that lets nobody in


@pytest.mark.parametrize(
    ("user", "more", "said"),
    [("rehearse", "?sslmode=require", "SSL"), ("guarded", "", "no password"), ("guarded:wrong", "", "password auth")],
)
async def test_a_database_that_lets_nobody_in_says_why_and_is_not_taken_for_one_that_is_away(
    postgres_server, user, more, said
):
    rules_for_entry = postgres_server.folder / "data" / "pg_hba.conf"
    if "guarded" not in rules_for_entry.read_text():
        rules_for_entry.write_text(f"host all guarded 127.0.0.1/32 scram-sha-256\n{rules_for_entry.read_text()}")
        with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE ROLE guarded LOGIN PASSWORD 'secret'")
            connection.execute("SELECT pg_reload_conf()")
    place = postgres_server.url("postgres").replace("rehearse@", f"{user}@") + more
    with pytest.raises(NotStored, match=said) as refused:
        await open_archive(place)
    assert refused.value.kind == "refused"


# --- processes that store at the same time


async def test_a_process_that_stores_without_a_pause_lets_others_have_their_turn(postgres_server):
    url = postgres_server.new_place()
    archives = [await open_archive(url) for _ in range(2)]
    busy = await voting(await begin(archives[0], began()), 9)
    other = await resume(archives[1], "s1")

    async def keep_voting(seat):
        for number in count(1):
            await vote(busy, seat, 1 + number % len(MANY))

    voters = [asyncio.create_task(keep_voting(seat)) for seat in range(1, 9)]
    waited = []
    for number in range(1, 41):
        before = busy.room.sequence
        await vote(other, 9, number)
        waited.append(other.room.sequence - before)
    for voter in voters:
        voter.cancel()
    await asyncio.gather(*voters, return_exceptions=True)
    assert max(waited) < 100, waited  # a dozen batches of eight votes, though the other could have stored on and on
    for live in (busy, other):
        await live.close()
    assert votes(await archives[0].events("s1"), 9) == list(range(1, 41))
    for archive in archives:
        await archive.close()
