"""What the server turns away, what it never says, and what it makes of hostile names: each tried over a real socket."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
from html import unescape

import pytest

from rehearse.workshop.keys import hash_of, new_lead_token
from rehearse.workshop.server.faces import for_phone, for_projector
from rehearse.workshop.server.guard import MOST_BYTES
from rehearse.workshop.server.settings import Settings
from rehearse.workshop.session import rules
from rehearse.workshop.texts import NAME
from tests.workshop.served import CODE, messages, served

HOSTILE = {
    "[/]": "[/]",
    "[@click=app.quit]x[/]": "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m": "red",
    "\x1b]0;owned\x07Ann": "Ann",
    "\u202eevil\u202c": "evil",
    "<script>alert(1)</script>": "<script>alert(1)</script>"[:NAME],
    '"><img src=x onerror=a>': '"><img src=x onerror=a>',
    "' onclick='alert(1)": "' onclick='alert(1)",
    '=HYPERLINK("http://x")': '=HYPERLINK("http://x")',
    "%%left%%{name}&amp;": "%%left%%{name}&amp;",
}
"""Names as they are typed, and as they are kept."""


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        yield running


async def raw(session, asked: bytes, *more: bytes) -> bytes:
    """What the server answers to these very bytes, until it has no more to say or goes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", session.serving.port)
    try:
        writer.write(asked)
        for part in more:
            await writer.drain()
            writer.write(part)
        async with asyncio.timeout(20):
            return await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.close()


# --- names and texts


@pytest.mark.parametrize(("typed", "kept"), HOSTILE.items(), ids=lambda text: ascii(text)[:24])
async def test_a_hostile_name_is_text_and_nothing_else(session, typed, kept):
    async with session.person(typed) as ann:
        (seat,) = session.live.room.present
        assert seat.name == kept
        page = (await ann.get("/")).text
        assert f"<p>{kept}</p>" in unescape(page)
        assert page.count("<script") == 1
        assert "<img" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page
        told = await ann.post("/suggest", data={"words": f"{typed} I would like to talk"})
        assert told.status_code == 200
        html = told.json()["html"]
        assert "<script" not in html
        assert "<img" not in html
        assert not re.search(r"<[^>]*\bon\w+=", html)


async def test_a_name_of_a_megabyte_is_too_much_and_one_of_a_few_kilobytes_is_cut(session):
    async with session.browser() as browser:
        huge = await browser.post("/join", data={"code": CODE, "name": "A" * 1_000_000})
        assert huge.status_code == 413
        assert (await browser.post("/join", data={"code": CODE, "name": "A" * 3_000})).status_code == 303
    assert [seat.name for seat in session.live.room.present] == ["A" * NAME]


async def test_a_body_that_says_it_is_short_or_nothing_at_all_is_cut_off_all_the_same(session):
    head = (
        f"POST /join HTTP/1.1\r\nHost: 127.0.0.1:{session.serving.port}\r\nOrigin: {session.address}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    chunk = b"400\r\n" + b"A" * 1024 + b"\r\n"
    assert b" 413 " in await raw(session, head, *[chunk] * (MOST_BYTES // 1024 + 1))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"code": {"a": 1}}',
        b'{"code": "\\ud800", "once": "\\ud800"}',
        b"[" * 4000,
        b"\xff\xfe",
    ],
    ids=ascii,
)
async def test_nonsense_is_answered_with_a_sentence(session, body):
    async with session.browser() as browser:
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            for path in ("/join", "/remote", "/projector"):
                answer = await browser.post(path, content=body, headers={"Content-Type": kind})
                assert answer.status_code in {303, 403}, answer.text
    async with session.person() as ann:
        for path in ("/vote", "/observe", "/mark", "/suggest", "/alone", "/alone/begin"):
            answer = await ann.post(path, content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code in {200, 409}, (path, answer.text)


# --- who may send what from where


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_what_another_sites_page_sends_is_turned_away(session, headers):
    async with session.browser(**headers) as browser:
        for path in ("/join", "/vote", "/remote", "/remote/do", "/projector"):
            assert (await browser.post(path, data={"code": CODE, "name": "Ann"})).status_code == 403
    assert not session.live.room.present


async def test_what_says_not_which_page_sends_it_is_turned_away(session):
    async with session.browser() as browser:
        del browser.headers["Origin"]
        assert (await browser.post("/join", data={"code": CODE, "name": "Ann"})).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.9", "[::2]", ""])
async def test_a_name_that_is_not_its_own_is_turned_away(session, host):
    answer = await raw(session, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert b" 400 " in answer


async def test_names_that_it_was_told_are_its_own(tmp_path):
    async with served(tmp_path, Settings(hosts=("workshop.example",))) as session:
        for host in ("workshop.example", "WORKSHOP.example:8443", "localhost"):
            assert b" 200 " in await raw(session, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "", "application/xml"])
async def test_only_forms_and_json_are_read(session, kind):
    async with session.browser() as browser:
        answer = await browser.post("/join", content=b"code=KMP4TX&name=Ann", headers={"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_other_methods_do_nothing(session, method):
    async with session.browser() as browser:
        answer = await browser.request(method, "/")
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers


async def test_nothing_that_changes_anything_can_be_asked_for_by_a_link(session):
    async with session.person() as ann:
        for path in ("/vote", "/join", "/suggest", "/observe", "/mark", "/alone", "/remote/do"):
            assert (await ann.get(path)).status_code == 405


# --- what every answer says about itself


@pytest.mark.parametrize("path", ["/", "/j/KMP4TX", "/projector", "/remote", "/nowhere", "/robots.txt", "/stream"])
async def test_every_answer_lets_nothing_in_from_elsewhere_and_is_kept_nowhere(session, path):
    async with session.browser() as browser:
        headers = (await browser.get(path)).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


async def test_a_page_is_a_few_kilobytes_and_names_no_address_elsewhere(session):
    async with session.person() as ann:
        await session.ask()
        for path in ("/", session.wall):
            page = (await ann.get(path)).text
            assert len(page.encode()) < 20_000
            outside = re.sub(re.escape(session.address), "", page)
            assert not re.search(r"(?:src|href|url)\s*[=(]\s*['\"]?(?:https?:)?//", outside)


async def test_the_cookie_is_a_long_token_that_scripts_cannot_read_and_only_its_hash_is_stored(session):
    async with session.browser() as browser:
        joined = await browser.post("/join", data={"code": CODE, "name": "Ann"})
    (cookie,) = joined.headers.get_list("set-cookie")
    token = cookie.partition("=")[2].partition(";")[0]
    assert len(token) * 6 >= 128
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    (seat,) = session.live.room.present
    assert seat.token == hash_of(token)


async def test_no_address_of_anybodys_and_no_token_is_ever_stored_or_written_down(session, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    async with session.person() as ann:
        first, *_ = await session.ask()
        await session.vote(ann, first)
        await ann.post("/join", data={"code": "AAAAAA"})
        tokens = list(ann.cookies.values())
    async with session.browser() as browser:
        await browser.post("/join", data={"code": "AAAAAA", "name": "Ann"})
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"127.0.0.1" not in stored
    assert all(token.encode() not in stored for token in tokens)
    told = [record.getMessage() for record in caplog.records if record.name.startswith(("uvicorn", "rehearse"))]
    assert not any("127.0.0.1" in each for each in told)


async def test_neither_tokens_nor_notes_nor_a_hidden_tally_are_in_what_faces_show(session):
    async with session.person() as ann:
        first, *_ = await session.ask()
        await session.vote(ann, first)
        room = session.live.room
        shown = repr(for_phone(room, session.stage, room.present[0])) + repr(for_projector(room, session.stage))
        assert room.present[0].token not in shown
        notes = session.stage.notes(room.now)
        assert not any(each in shown for each in (*notes.notes, *notes.questions))
        assert "count=-1" in shown
        assert not re.search(r"count=\d", shown)
        async with ann.stream("GET", "/stream") as stream:
            told = json.dumps(await anext(messages(stream)))
        assert not any(each in told for each in (*notes.notes, *notes.questions))


# --- how often


async def test_wrong_codes_from_one_address_run_out_and_whoever_is_in_stays_in(tmp_path):
    async with served(tmp_path, Settings(wrong_codes=(3, 0))) as session, session.person() as ann:
        async with session.browser() as browser:
            for _ in range(3):
                assert (await browser.post("/join", data={"code": "AAAAAA"})).status_code == 403
            for path, sent in (("/join", {"code": CODE}), ("/remote", {"token": "x"})):
                assert (await browser.post(path, data=sent)).status_code == 429
            assert (await browser.get(f"/projector/{CODE}")).status_code == 429
        first, *_ = await session.ask()
        assert (await session.vote(ann, first)).status_code == 200


async def test_a_classroom_behind_one_address_can_join_at_once(session):
    async def join(number):
        async with session.browser() as browser:
            return (await browser.post("/join", data={"code": CODE, "name": f"P{number}"})).status_code

    assert set(await asyncio.gather(*(join(number) for number in range(60)))) == {303}
    assert len(session.live.room.present) == 60


async def test_somebody_who_sends_too_much_is_told_to_wait_and_nobody_else_is(tmp_path):
    async with (
        served(tmp_path, Settings(person=(3, 0))) as session,
        session.person() as ann,
        session.person("B") as ben,
    ):
        first, *_ = await session.ask()
        assert [(await session.vote(ann, first)).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert (await session.vote(ben, first)).status_code == 200


# --- the coach's rights


async def test_the_code_a_seat_and_a_wrong_key_give_no_right_to_lead(session):
    await session.live.submit(lambda room: rules.let_lead(room, hash_of(new_lead_token())))
    async with session.person() as ann:
        for key in (CODE, "", "x", ann.cookies and next(iter(ann.cookies.values())), session.live.room.remote):
            assert (await ann.post("/remote", data={"token": key})).status_code == 403
        assert (await ann.post("/remote/do", data={"do": "next"})).status_code == 403
        assert "gone" in (await ann.get("/remote/stream")).text
    assert session.live.room.phase == "lobby"


async def test_while_no_phone_may_lead_an_empty_key_does_not(session):
    async with session.browser() as browser:
        assert (await browser.post("/remote", data={"token": ""})).status_code == 403


async def test_what_the_square_says_is_where_to_go_and_the_code_alone(session):
    async with session.lead() as (phone, token):
        page = (await phone.get(session.wall)).text
    assert f"QR code to join: {session.address}/j/{CODE}" in page
    assert token not in page
    assert session.serving.doors(session.live.room).picture == f"{session.address}/j/{CODE}"


async def test_a_request_that_is_never_finished_holds_nobody_up(session):
    with socket.create_connection(("127.0.0.1", session.serving.port)) as slow:
        slow.sendall(b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
        async with session.person():
            assert len(session.live.room.present) == 1
