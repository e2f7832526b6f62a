"""Attacks on a server that runs: many things at once, things half done, people who say they are somebody else."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections import Counter
from contextlib import AsyncExitStack

import pytest

from rehearse.workshop.keys import as_lead_token
from rehearse.workshop.server.limits import Limit
from rehearse.workshop.server.lingering import Lingering
from rehearse.workshop.server.serving import Place
from rehearse.workshop.server.settings import Settings
from rehearse.workshop.session import rules
from tests.workshop.sending import post, sent, status_of
from tests.workshop.served import CODE, html, messages, served
from tests.workshop.sessions import Clock

WRONG = "AAAAAA"


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        yield running


async def statuses(session, requests: list[bytes]) -> Counter[int]:
    """How requests that come all at once are answered."""
    return Counter(map(status_of, await asyncio.gather(*(sent(session, each) for each in requests))))


# --- guessing


async def test_wrong_codes_that_are_sent_all_at_once_are_no_more_than_one_after_the_other(tmp_path):
    async with served(tmp_path, Settings(wrong_codes=(5, 0))) as session:
        wrong = [post(session, "/join", {"code": WRONG, "name": "A"}) for _ in range(60)]
        assert await statuses(session, wrong) == {403: 5, 429: 55}


@pytest.mark.parametrize("path", ["/projector/AAAAAA", "/remote"])
async def test_it_is_one_count_for_all_doors(tmp_path, path):
    async with served(tmp_path, Settings(wrong_codes=(5, 0))) as session:
        wrong = post(session, "/remote", {"token": "a" * 36})
        if path != "/remote":
            wrong = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        assert await statuses(session, [wrong] * 30) == {403: 5, 429: 25}
        assert status_of(await sent(session, post(session, "/join", {"code": CODE, "name": "A"}))) == 429


async def test_two_hundred_people_behind_one_address_join_at_once(session):
    everybody = [post(session, "/join", {"code": CODE, "name": f"P{number}"}) for number in range(200)]
    assert await statuses(session, everybody) == {303: 200}
    assert len(session.live.room.present) == 200


async def test_right_codes_use_up_nothing(tmp_path):
    async with served(tmp_path, Settings(wrong_codes=(2, 0))) as session:
        right = [post(session, "/join", {"code": CODE, "name": "A"}) for _ in range(20)]
        assert await statuses(session, right) == {303: 20}


async def test_whoever_has_a_key_is_not_kept_out_by_others_who_guess(tmp_path):
    async with (
        served(tmp_path, Settings(wrong_codes=(0, 0))) as session,
        session.lead() as (_, token),
        session.browser() as browser,
    ):
        assert (await browser.get(f"/projector/{CODE}")).status_code == 429
        assert (await browser.get(session.wall)).status_code == 200
        assert (await browser.post("/remote", data={"token": "a" * 36})).status_code == 429
        assert (await browser.post("/remote", data={"token": token})).status_code == 303
        async with browser.stream("GET", f"{session.wall}/stream") as stream:
            assert "html" in await anext(messages(stream))


def test_what_is_given_back_can_be_taken_again_and_no_more_than_that():
    clock = Clock()
    limit = Limit(2, 0, clock)
    limit.give_back("a")
    assert [limit.take("a") for _ in range(3)] == [True, True, False]
    limit.give_back("a")
    assert [limit.take("a") for _ in range(2)] == [True, False]


async def test_an_address_that_somebody_only_says_is_theirs_is_not_believed(tmp_path):
    async with served(tmp_path, Settings(wrong_codes=(3, 0))) as session:
        wrong = [
            post(
                session, "/join", {"code": WRONG}, **{"X-Forwarded-For": f"10.0.0.{number}", "Forwarded": "for=9.9.9.9"}
            )
            for number in range(9)
        ]
        assert await statuses(session, wrong) == {403: 3, 429: 6}


async def test_a_proxy_that_was_named_is_believed_about_where_people_are(tmp_path):
    place = Place(port=0, proxied_by="127.0.0.1")
    async with served(tmp_path, Settings(wrong_codes=(3, 0)), place=place) as session:
        wrong = [
            post(session, "/join", {"code": WRONG}, **{"X-Forwarded-For": f"8.8.8.8, 10.0.0.{number % 2}"})
            for number in range(10)
        ]
        assert await statuses(session, wrong) == {403: 6, 429: 4}


# --- too much at once


async def test_words_that_are_sent_all_at_once_are_not_all_read(tmp_path, monkeypatch):
    async with served(tmp_path, Settings(person=(3, 0))) as session, session.person() as ann:
        hearing, read = session.stage.hearing, []
        understood = hearing.move_of

        def move_of(played, words):
            read.append(words)
            return understood(played, words)

        monkeypatch.setattr(hearing, "move_of", move_of)
        answers = await asyncio.gather(*(ann.post("/suggest", data={"words": f"Why {n}?"}) for n in range(12)))
        assert Counter(answer.status_code for answer in answers) == {200: 3, 429: 9}
        assert len(read) == 3


async def test_who_has_the_code_cannot_hold_every_stream_by_the_projectors_page(tmp_path):
    async with AsyncExitStack() as on:
        session = await on.enter_async_context(served(tmp_path, Settings(most_walls=2)))
        browser = await on.enter_async_context(session.browser())

        async def opened(path: str):
            stream = await on.enter_async_context(browser.stream("GET", f"{path}/stream"))
            told = messages(stream)
            assert stream.status_code == 503 or "html" in await anext(told)
            return stream, told

        by_code = [await opened(f"/projector/{CODE}") for _ in range(3)]
        by_key = [await opened(session.wall) for _ in range(2)]
        assert [stream.status_code for stream, _ in by_code] == [200, 200, 503]
        assert [stream.status_code for stream, _ in by_key] == [200, 200]
        await by_code[0][0].aclose()
        async with asyncio.timeout(20):
            while (await opened(f"/projector/{CODE}"))[0].status_code == 503:  # until it was seen that one has gone
                pass


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "], ids=ascii)
async def test_a_connection_that_asks_nothing_is_closed_and_one_that_listens_is_not(tmp_path, begun):
    async with AsyncExitStack() as on:
        session = await on.enter_async_context(served(tmp_path, Settings(idle=0, heartbeat=0.3)))
        ann = await on.enter_async_context(session.person())
        told = messages(await on.enter_async_context(ann.stream("GET", "/stream")))
        await anext(told)
        reader, writer = await asyncio.open_connection("127.0.0.1", session.serving.port)
        writer.write(begun)
        await ended(reader)
        writer.close()
        await session.ask()
        async for message in told:
            if "Vote now" in message.get("html", ""):
                break


async def test_what_never_comes_to_its_end_is_not_waited_for(tmp_path):
    async with served(tmp_path, Settings(body=0.05)) as session:
        begun = post(session, "/join", {"code": CODE, "name": "Ann"})[:-5]
        assert status_of(await sent(session, begun)) == 408
        assert not session.live.room.present


def connections_of(session):
    """The server's own set of its connections."""
    return session.serving._server.server_state.connections


async def ended(reader: asyncio.StreamReader) -> None:
    """Wait until the other side has gone, however it is told."""
    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 20) == b""


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110  (a server of uvicorn tells nobody)
            await asyncio.sleep(0.01)


async def test_of_too_many_connections_those_that_asked_nothing_for_longest_are_closed_first(tmp_path):
    async with AsyncExitStack() as on:
        session = await on.enter_async_context(served(tmp_path))
        ann = await on.enter_async_context(session.person())
        told = messages(await on.enter_async_context(ann.stream("GET", "/stream")))
        await anext(told)
        clock, before = Clock(), set(connections_of(session))
        lingering = Lingering(connections_of(session), Settings(), len(before) + 2, clock)
        silent = []
        for number in range(5):
            silent.append(await asyncio.open_connection("127.0.0.1", session.serving.port))
            on.callback(silent[-1][1].close)
            now = len(before) + min(number, 2) + 1
            await until(lambda now=now: len(connections_of(session)) == now)
            clock.now += 1
            lingering.look()
            await until(lambda: len(connections_of(session)) <= len(before) + 2)
        for reader, _ in silent[:3]:
            await ended(reader)
        assert not any(reader.at_eof() or reader.exception() for reader, _ in silent[3:])
        await session.ask()
        assert "Vote now" in (await anext(told))["html"]


async def test_whoever_asks_on_and_on_and_reads_nothing_is_closed(session):
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(("127.0.0.1", session.serving.port))
        deaf.setblocking(False)  # noqa: FBT003  (as sockets have it)
        clock = Clock()
        lingering = Lingering(connections_of(session), Settings(stalled=40), 100, clock)
        await until(lambda: len(connections_of(session)) == 1)
        (connection,) = connections_of(session)
        ask = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50
        sending = asyncio.create_task(endlessly(deaf, ask))
        await until(lambda: connection.flow.write_paused)
        lingering.look()
        clock.now += 39
        lingering.look()
        assert connection in connections_of(session)
        clock.now += 1
        lingering.look()
        await until(lambda: not connections_of(session))
        sending.cancel()


async def endlessly(to: socket.socket, data: bytes) -> None:
    try:
        while True:
            await asyncio.get_running_loop().sock_sendall(to, data)
    except OSError:
        pass


# --- who is who


class SlowDisk:
    """Makes an archive store nothing before it is told to."""

    def __init__(self, live, monkeypatch):
        self._live = live
        self._may = asyncio.Event()
        self._waits = False
        append = live._archive.append

        async def slow(*events, **named):
            self._waits = True
            await self._may.wait()
            await append(*events, **named)

        monkeypatch.setattr(live._archive, "append", slow)

    async def behind(self, first, then):
        """What comes of a request that is sent *then*, while it is still being stored what came *first*."""
        storing = asyncio.create_task(self._live.submit(first))
        await until(lambda: self._waits)
        asking = asyncio.create_task(then)
        try:
            await until(lambda: self._live._waiting)
        finally:
            self._may.set()
        await storing
        return await asking


async def test_a_key_that_is_being_taken_back_does_nothing_more(session, monkeypatch):
    async with session.lead() as (phone, _):
        at = re.search(r'name="at" value="([^"]+)"', await html(phone, "/remote"))
        assert at is not None
        pressed = phone.post("/remote/do", data={"do": "next", "at": at[1]}, headers={"Accept": "application/json"})
        disk = SlowDisk(session.live, monkeypatch)
        answer = await disk.behind(lambda room: rules.let_lead(room, ""), pressed)
        assert answer.status_code == 409
    assert session.live.room.phase == "lobby"


async def test_a_code_that_is_being_changed_lets_nobody_in_any_more(session, monkeypatch):
    async with session.browser() as browser:
        joining = browser.post("/join", data={"code": CODE, "name": "Ann"})
        disk = SlowDisk(session.live, monkeypatch)
        answer = await disk.behind(lambda room: rules.change_code(room, "ABCDEF"), joining)
        assert answer.status_code == 409
        assert "no session with that code" in answer.text
    assert not session.live.room.present


async def test_who_was_taken_off_can_do_nothing_any_more(session):
    async with session.person() as ann, session.person("Ben"):
        await session.ask()
        await session.live.submit(lambda room: rules.remove(room, 1))
        room = session.live.room
        for path in ("/vote", "/observe", "/mark", "/suggest", "/alone", "/alone/begin"):
            answer = await ann.post(path, data={"round": "1", "option": "x", "words": "Why?", "observes": "yes"})
            assert (answer.status_code, answer.json()) == (403, {"gone": "/"})
        assert "gone" in (await ann.get("/stream")).text
        assert session.live.room == room


async def test_two_sessions_on_one_computer_do_not_share_their_people(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with (
        served(tmp_path / "a") as one,
        served(tmp_path / "b", title="s2") as other,
        one.browser() as browser,
    ):
        for session, name in ((one, "Ann"), (other, "Ben")):
            joined = await browser.post(
                f"{session.address}/join", data={"code": CODE, "name": name}, headers={"Origin": session.address}
            )
            assert joined.status_code == 303
        assert "<p>Ann</p>" in await html(browser, f"{one.address}/")
        assert "<p>Ben</p>" in await html(browser, f"{other.address}/")
        crossed = await browser.post(
            f"{one.address}/observe", data={"observes": "yes"}, headers={"Origin": other.address}
        )
        assert crossed.status_code == 403


async def test_a_form_whose_sign_is_short_takes_a_seat_each_time_and_no_cookie_is_what_the_form_said(session):
    tokens = set()
    for sign in ("", "x", "x", "f" * 32):
        answer = await sent(session, post(session, "/join", {"code": CODE, "name": "A", "once": sign}))
        token = re.search(rb"set-cookie: seat-\w+=([^;]+)", answer)
        assert token is not None
        assert token[1].decode() != sign
        tokens.add(token[1])
    assert len(tokens) == 4
    assert len(session.live.room.present) == 4


async def test_the_key_to_lead_is_in_no_address_and_its_cookie_goes_nowhere_else(session):
    async with session.lead() as (_, token), session.browser() as browser:
        typed = token.replace("-", " ").upper()
        led = await browser.post("/remote", data={"token": typed})
        assert led.headers["location"] == "/remote"
        (cookie,) = led.headers.get_list("set-cookie")
        assert as_lead_token(typed) == token
        assert {"httponly", "samesite=strict", "path=/remote"} <= {part.strip().lower() for part in cookie.split(";")}
        page = (await browser.get("/remote")).text
        assert token not in page
