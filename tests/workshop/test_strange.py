"""What no browser would send, and what nobody would type who means well: it changes nothing, and nothing fails."""

from __future__ import annotations

import json
import logging
from html import escape

import pytest

from rehearse.workshop.stage import leading
from rehearse.workshop.texts import NAME
from tests.workshop.sending import post, sent, status_of
from tests.workshop.served import CODE, html, served

WRONG = "AAAAAA"


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        yield running


@pytest.fixture
def nothing_fails(caplog):
    """Whatever is sent: nothing that is logged is an error, and nothing has a traceback."""
    caplog.set_level(logging.INFO)
    yield
    told = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR or record.exc_info]
    assert told == []


STRANGE = {
    "garbage": b"\x00\xff\x16\x03\x01\r\n\r\n",
    "a hello of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another server's address": b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "a folder above": b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "a folder above in numbers": b"GET /%2e%2e/%2e%2e/etc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "a header in the path": b"GET /%0d%0aSet-Cookie:a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "nothing in the path": b"GET /projector/%00%1b[31m HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "a header of 200 kilobytes": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"A" * 200_000 + b"\r\n\r\n",
    "two lengths": b"POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "less than nothing": b"POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Length: -4\r\n\r\nabcd",
}


@pytest.mark.usefixtures("nothing_fails")
@pytest.mark.parametrize("asked", STRANGE.values(), ids=STRANGE)
async def test_what_is_no_request_is_refused_and_the_next_one_is_answered(session, asked):
    answer = await sent(session, asked)
    assert answer == b"" or 400 <= status_of(answer) < 500  # the rest of what was sent may end it before it is read
    assert b"set-cookie" not in answer.lower()
    async with session.browser() as browser:
        assert (await browser.get("/")).status_code == 200


@pytest.mark.usefixtures("nothing_fails")
async def test_fifty_requests_in_one_breath_are_answered_one_after_the_other(session):
    asked = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 49
    last = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert (await sent(session, asked + last)).count(b"HTTP/1.1 200") == 50


ODD = [
    '{"round": [[[1]]], "option": {"a": 1}, "words": [1], "seen": {}}',
    '{"round": 1, "round": -1}',
    '{"round": NaN, "option": Infinity}',
    '{"round": ' + "9" * 3900 + "}",
    '{"round": 1e99999, "turn": -0.5, "attempt": true}',
    '{"round": "\u0663\u0664", "turn": "\u00b2", "attempt": "\uff11"}',
    '{"option": "\\ud800", "words": "\\ud800", "seen": "\\udfff", "\\ud800": 1}',
    '{"option": "a\\u0000b", "words": "\\u001b]0;x\\u0007", "observes": null}',
]


@pytest.mark.usefixtures("nothing_fails")
@pytest.mark.parametrize("body", ODD, ids=lambda body: ascii(body)[:30])
async def test_json_that_is_odd_changes_nothing_that_it_should_not(session, body):
    async with session.person() as ann:
        first, *_ = await session.ask()
        await session.vote(ann, first)
        room = session.live.room
        for path in ("/vote", "/observe", "/mark", "/alone", "/alone/begin"):
            answer = await ann.post(path, content=body.encode(), headers={"Content-Type": "application/json"})
            assert answer.status_code in {200, 409}, path
        assert session.live.room == room
    async with session.lead() as (phone, _):
        for path in ("/remote/do", "/remote", "/projector", "/join"):
            answer = await phone.post(path, content=body.encode(), headers={"Content-Type": "application/json"})
            assert answer.status_code in {303, 403}, path
        assert session.live.room.phase == "open"
        assert len(session.live.room.present) == 1


async def test_a_form_of_hundreds_of_fields_is_not_read(session):
    many = b"code=" + CODE.encode() + b"&" + b"&".join(b"a=%d" % number for number in range(600))
    assert status_of(await sent(session, post(session, "/join", many))) == 403


@pytest.mark.usefixtures("nothing_fails")
async def test_of_cookies_that_are_sent_twice_or_are_none_nobody_is_taken_for_somebody_else(session):
    async with session.person() as ann:
        ((name, value),) = ann.cookies.items()
    for cookies in (f"{name}={value}x", f'{name}="', f"{name}={value}\xff", f"{name}", f"{name}=" + "A" * 8000):
        asked = f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n"
        assert b'name="code"' in await sent(session, asked.encode("latin-1"))


MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", "</p><h1>owned</h1>")


@pytest.mark.parametrize("words", MARKUP)
async def test_what_somebody_would_say_is_text_on_every_face_also_once_it_was_said(session, words):
    async with session.person(words) as ann, session.lead() as (phone, _):
        await session.ask()
        said = f"{words} What is behind it?"
        assert (await ann.post("/suggest", data={"words": said})).status_code == 200
        pages = [await html(phone, "/remote")]
        entry = f"{session.live.room.round.options[0].id}\t{said}"
        await session.live.submit(lambda room: leading.play(session.stage, room, entry))
        for browser, path in ((phone, "/remote"), (ann, "/"), (ann, session.wall), (ann, "/words")):
            pages.append(await html(browser, path))
        for page in pages:
            assert escape(said) in page
            assert words not in page


@pytest.mark.parametrize("name", MARKUP[:3])
async def test_what_was_typed_with_a_wrong_code_comes_back_as_text(session, name):
    answer = await sent(session, post(session, "/join", {"code": WRONG, "name": name}))
    assert f'value="{escape(name[:NAME])}"'.encode() in answer
    assert name[:NAME].encode() not in answer
    for path in ("/j/%22%3E%3Cimg%3E", "/j/'%20x='"):
        asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        page = await sent(session, asked.encode())
        assert b"<img" not in page.lower()
        assert b"' x='" not in page.lower()


async def test_a_name_cannot_begin_a_message_of_its_own_in_a_stream(session):
    name = 'A\n\ndata: {"gone": "//evil.example"}\r\n\r\n\u2028event: x'
    async with session.person(name) as ann, ann.stream("GET", "/stream") as stream:
        async for line in stream.aiter_lines():
            assert line == "" or line.startswith(("retry: ", "data: {"))
            if line.startswith("data: "):
                assert "gone" not in json.loads(line.removeprefix("data: "))
                break
    (seat,) = session.live.room.present
    assert seat.name == 'A data: {"gone": "//evil'
