"""The session on the web: joining, votes, streams, suggestions, observers, practice alone, projector, remote."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import AsyncExitStack
from functools import partial
from html import escape

import pytest

from rehearse.coaching.feedback.judging import feedback
from rehearse.workshop.server.settings import Settings
from rehearse.workshop.session import rules
from tests.workshop.served import CODE, html, messages, served


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        yield running


# --- joining


async def test_whoever_has_the_code_joins_by_a_plain_form_and_stays_the_same_person(session):
    async with session.browser() as browser:
        assert 'name="code"' in await html(browser)
        invited = await html(browser, f"/j/{CODE}")
        assert f'value="{CODE}"' in invited
        joined = await browser.post("/join", data={"code": " kmp-4tx", "name": " Ann "})
        assert (joined.status_code, joined.headers["location"]) == (303, "/")
        assert "Ann" in await html(browser)
        again = await browser.post("/join", data={"code": CODE, "name": "Somebody else"})
        assert again.status_code == 303
        assert (await browser.get(f"/j/{CODE}")).headers["location"] == "/"
    assert [seat.name for seat in session.live.room.present] == ["Ann"]


async def test_the_same_form_sent_twice_takes_one_seat(session):
    form = {"code": CODE, "name": "Ann", "once": "f" * 32}
    async with session.browser() as one, session.browser() as two:
        both = await asyncio.gather(one.post("/join", data=form), two.post("/join", data=form))
        assert [answer.status_code for answer in both] == [303, 303]
        assert "Ann" in await html(one)
        assert "Ann" in await html(two)
    assert len(session.live.room.present) == 1


async def test_without_a_name_one_is_a_guest(session):
    for name in ("", " \u202e "):
        async with session.person(name):
            pass
    assert [seat.name for seat in session.live.room.present] == ["Guest", "Guest 2"]


async def test_a_wrong_code_a_lock_and_a_new_code_are_told_in_a_sentence(session):
    async with session.browser() as browser:
        wrong = await browser.post("/join", data={"code": "AAAAAA", "name": "Ann"})
        assert wrong.status_code == 403
        assert "no session with that code" in wrong.text
        assert 'value="Ann"' in wrong.text
        await session.live.submit(lambda room: rules.lock(room, locked=True))
        locked = await browser.post("/join", data={"code": CODE, "name": "Ann"})
        assert locked.status_code == 409
        assert "locked" in locked.text
        await session.live.submit(lambda room: rules.lock(room, locked=False))
        await session.live.submit(lambda room: rules.change_code(room, "ABCDEF"))
        assert (await browser.post("/join", data={"code": CODE, "name": "Ann"})).status_code == 403
        assert (await browser.post("/join", data={"code": "ABCDEF", "name": "Ann"})).status_code == 303


async def test_a_link_that_is_followed_from_elsewhere_asks_once_more_so_that_the_cookie_comes_along(session):
    async with session.browser() as browser:
        from_elsewhere = await browser.get(f"/j/{CODE}", headers={"Sec-Fetch-Site": "cross-site"})
        assert f"url=/j/{CODE}?again" in from_elsewhere.text
        assert 'name="name"' in (await browser.get(f"/j/{CODE}?again", headers={"Sec-Fetch-Site": "cross-site"})).text


# --- votes


async def test_a_vote_is_stored_before_it_is_acknowledged_can_be_changed_and_counts_once(session):
    async with session.person() as ann:
        first, second, *_ = await session.ask()
        for option in (first, first, second):
            told = (await session.vote(ann, option)).json()
            assert "Your vote is in" in told["say"]
            assert session.live.room.round.votes == {1: option}
            assert f'value="{option}" aria-pressed="true"' in told["html"]


async def test_without_javascript_a_vote_is_a_form_and_the_page_asks_again_by_itself(session):
    async with session.person() as ann:
        first, *_ = await session.ask()
        page = await html(ann)
        assert '<noscript><meta http-equiv="refresh"' in page
        assert '<form method="post" action="/vote"' in page
        ann.headers["Accept"] = "text/html"
        voted = await session.vote(ann, first)
        assert (voted.status_code, voted.headers["location"]) == (303, "/")
        assert "✓ Your vote" in await html(ann)


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
async def test_a_late_vote_gets_an_explicit_answer_and_does_not_count(session, accept):
    async with session.person() as ann:
        first, *_ = await session.ask()
        await session.next()
        ann.headers["Accept"] = accept
        late = await session.vote(ann, first)
        assert late.status_code == 409
        assert "The vote is closed" in late.text
        await session.live.submit(lambda room: rules.overrule(room, first))
        over = await session.vote(ann, first, 7)
        assert over.status_code == 409
    assert not session.live.room.round.votes


async def test_no_tally_reaches_phones_or_projector_before_it_is_revealed(session):
    async with AsyncExitStack() as stack:
        people = [await stack.enter_async_context(session.person(f"P{number}")) for number in range(4)]
        first, second, *_ = await session.ask()
        for person, option in zip(people, (first, first, first, second), strict=True):
            await session.vote(person, option)
        await session.next()  # closed
        hidden = [await html(person) for person in people] + [await html(people[0], session.wall)]
        assert not any('class="n t"' in page or "Leads" in page for page in hidden)
        await session.next()  # revealed
        assert re.search(r'class="n t">3<', await html(people[3]))
        assert "▲ Leads" in await html(people[0], session.wall)


async def test_who_is_taken_off_is_sent_back_to_the_way_in(session):
    async with session.person() as ann:
        first, *_ = await session.ask()
        async with ann.stream("GET", "/stream") as stream:
            told = messages(stream)
            assert "html" in await anext(told)
            await session.live.submit(lambda room: rules.remove(room, 1))
            assert await anext(told) == {"gone": "/"}
        assert (await session.vote(ann, first)).json() == {"gone": "/"}
        assert 'name="code"' in await html(ann)


# --- streams


async def test_a_stream_tells_the_whole_state_at_once_and_then_each_phase(session):
    async with session.person() as ann:
        async with ann.stream("GET", "/stream") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            told = messages(stream)
            assert "begins soon" in (await anext(told))["say"]
            first, *_ = await session.ask()
            asked = await anext(told)
            assert "Choose one of" in asked["say"]
            assert f'value="{first}"' in asked["html"]
            await session.vote(ann, first)
            assert "Your vote is in" in (await anext(told))["say"]
            await session.next()
            closed = await anext(told)
            assert "closed" in closed["say"]
            assert closed["n"] == session.live.room.sequence
        async with ann.stream("GET", "/stream") as stream:
            assert (await anext(messages(stream)))["html"] == closed["html"]


async def test_what_others_vote_wakes_nobodys_phone(session):
    async with session.person() as ann, session.person("Ben") as ben:
        options = await session.ask()
        async with ann.stream("GET", "/stream") as stream:
            told = messages(stream)
            await anext(told)
            for option in options:
                await session.vote(ben, option)
            await session.next()
            assert "closed" in (await anext(told))["say"]  # and nothing before it


async def test_a_reader_who_takes_nothing_for_a_while_is_told_the_newest_and_nothing_between(session):
    async with session.person() as ann, ann.stream("GET", "/stream") as stream:
        told = messages(stream)
        await anext(told)
        await session.ask()
        for shown in (True, False) * 10:
            await session.live.submit(lambda room, shown=shown: rules.lock(room, locked=shown))
        await session.next()
        seen = [await anext(told)]
        while "closed" not in seen[-1]["say"]:
            seen.append(await anext(told))
        assert len(seen) <= 2


async def test_a_silent_stream_has_a_heartbeat(tmp_path):
    async with AsyncExitStack() as on:
        session = await on.enter_async_context(served(tmp_path, Settings(heartbeat=0.05)))
        ann = await on.enter_async_context(session.person())
        told = messages(await on.enter_async_context(ann.stream("GET", "/stream")))
        await anext(told)
        assert await anext(told) == {"beat": True}


async def test_of_too_many_streams_of_one_person_the_oldest_ends(tmp_path):
    async with (
        served(tmp_path, Settings(streams_each=2)) as session,
        session.person() as ann,
        AsyncExitStack() as on,
    ):
        streams = [messages(await on.enter_async_context(ann.stream("GET", "/stream"))) for _ in range(3)]
        for stream in streams[1:]:
            await anext(stream)
        assert len([message async for message in streams[0]]) <= 1


async def test_a_full_server_says_so_and_browsers_ask_again(tmp_path):
    async with served(tmp_path, Settings(most_streams=0)) as session, session.person() as ann:
        assert (await ann.get("/stream")).status_code == 503


async def test_stopping_ends_the_streams_and_gives_the_port_back(tmp_path):
    async with served(tmp_path) as session, session.person() as ann, ann.stream("GET", "/stream") as stream:
        told = messages(stream)
        await anext(told)
        await session.serving.stop()
        assert [message async for message in told] == []


async def test_a_reader_who_takes_nothing_at_all_is_given_up_and_nobody_waits_for_them(tmp_path):
    async with AsyncExitStack() as on:
        session = await on.enter_async_context(served(tmp_path, Settings(stalled=0.3)))
        ann = await on.enter_async_context(session.person())
        ben = await on.enter_async_context(session.person("Ben"))
        session.serving._bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # as a far-away phone has it
        stalled = on.enter_context(socket.socket())
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.connect(("127.0.0.1", session.serving.port))
        cookie = "; ".join(f"{name}={value}" for name, value in ben.cookies.items())
        stalled.sendall(f"GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
        told = messages(await on.enter_async_context(ann.stream("GET", "/stream")))
        await anext(told)
        await session.ask()
        await anext(told)
        assert session.serving.app is not None
        hub = session.serving.app._shared.hub
        for until in range(4_000_000_000, 4_000_005_000):
            await session.live.submit(partial(rules.set_timer, until=float(until)))
            assert f'data-until="{until}.00"' in (await anext(told))["html"]
            if hub._count == 1:  # Ann's alone is left
                break
        else:
            pytest.fail("The stream that nobody reads is held for ever.")


# --- what people add


async def test_a_suggestion_comes_in_as_what_it_is_understood(session):
    async with session.person() as ann:
        told = await ann.post("/suggest", data={"words": "  What worries you\x1b[31m about it?\u202e "})
        assert told.json()["say"] == "Sent. The coach sees it."
        assert "What worries you about it?" in told.json()["html"]
        (made,) = session.live.room.suggestions
        assert made.words == "What worries you about it?"
        assert not made.move or session.stage.move_label(made.move)
        assert (await ann.post("/suggest", data={"words": " \x00 "})).status_code == 409
        assert "/words" in await html(ann)
        assert "textarea" in await html(ann, "/words")


async def test_an_observer_watches_with_a_checklist_and_does_not_vote(session):
    async with session.person() as ann:
        await ann.post("/observe", data={"observes": "yes"})
        first, *_ = await session.ask()
        assert (await session.vote(ann, first)).status_code == 409
        await session.live.submit(lambda room: rules.overrule(room, first))
        await session.next()
        (move, *_) = [each.id for each in session.stage.checklist(session.live.room.now)]
        seen = await ann.post("/mark", data={"seen": move})
        assert 'aria-pressed="true"' in seen.json()["html"]
        assert session.live.room.marks == {(0, 1): {(1, move)}}
        await ann.post("/mark", data={"unseen": move})
        assert session.live.room.marks == {(0, 1): frozenset()}
        assert (await ann.post("/mark", data={"seen": "no-such-move"})).status_code == 409


async def test_who_comes_to_an_end_alone_sees_what_each_of_their_lines_was_worth_and_nobody_elses(session):
    async with session.person() as ann, session.person("Ben") as ben:
        await session.live.submit(lambda room: rules.set_mode(room, "alone"))
        for one in (ann, ben):
            await one.post("/alone/begin", data={"attempt": "0"})
        while options := session.stage.options(session.stage.alone(session.live.room.alone[1])):
            assert "looked back at" not in await html(ann)
            line = str(len(session.live.room.alone[1].entries) + 1)
            await ann.post("/alone", data={"turn": line, "attempt": "1", "option": options[0].id})
        over, others = await html(ann), await html(ben)
        played = session.stage.alone(session.live.room.alone[1])
        for turn in range(1, len(played.choices) + 1):
            told = feedback(session.stage.catalogue, played, turn)
            assert f"<span>{escape(told.said)}<small>{told.word.capitalize()}." in over
            assert told.rule is None or escape(told.rule.title) in over
        assert "looked back at" not in others


async def test_everybody_alone_plays_on_their_own_phone_by_choosing_and_by_typing(session):
    async with session.person() as ann:
        await session.live.submit(lambda room: rules.set_mode(room, "alone"))
        assert 'action="/alone/begin"' in await html(ann)
        for _ in range(2):  # the second is the first, sent again
            await ann.post("/alone/begin", data={"attempt": "0"})
        own = session.live.room.alone[1]
        assert own.attempt == 1
        line = min(session.stage.options(session.stage.alone(own)), key=lambda each: each.id)  # in any order
        for _ in range(2):
            said = await ann.post("/alone", data={"turn": "1", "attempt": "1", "option": line.id})
            assert said.status_code == 200, said.text
        assert session.live.room.alone[1].entries == (line.id,)
        assert "Line 2" in said.json()["html"]
        offered = session.stage.options(session.stage.alone(session.live.room.alone[1]))
        second = min(offered, key=lambda each: each.id)
        typed = await ann.post("/alone", data={"turn": "2", "attempt": "1", "words": second.text})
        assert typed.status_code == 200, typed.text
        assert session.live.room.alone[1].entries[1].startswith(second.id)
        odd = await ann.post("/alone", data={"turn": "3", "attempt": "1", "words": "xyzzy plugh"})
        assert odd.status_code == 409
        assert "not be sure what you mean" in odd.json()["say"]
        sly = await ann.post("/alone", data={"turn": "3", "attempt": "1", "option": f"{line.id}\twords"})
        assert sly.status_code == 409
        stale = await ann.post("/alone", data={"turn": "3", "attempt": "9", "option": line.id})
        assert stale.status_code == 409
