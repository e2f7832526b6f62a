"""The projector's page, and the coach's phone."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from html import escape

import pytest

from rehearse.workshop.session import rules
from tests.workshop.served import CODE, html, messages, served


@pytest.fixture
async def session(tmp_path):
    async with served(tmp_path) as running:
        yield running


def at_of(page):
    """Where the session stood when a page of the coach's phone was made."""
    found = re.search(r'name="at" value="([^"]+)"', page)
    assert found
    return found[1]


# --- the projector


async def test_the_projector_shows_code_square_options_and_boss_to_who_has_its_address_or_the_code(session):
    async with session.browser() as browser:
        assert "<form" in await html(browser, "/projector")
        gone = await browser.post("/projector", data={"code": CODE.lower()})
        assert gone.headers["location"] == f"/projector/{CODE}"
        for path in (session.wall, f"/projector/{CODE}"):
            page = await html(browser, path)
            assert CODE in page
            assert 'class="qr"' in page
        await session.ask()
        page = await html(browser, session.wall)
        assert all(escape(line.text) in page for line in session.live.room.round.options)
        assert escape(session.stage.mood(session.live.room.now).cue) in page
        assert (await browser.get("/projector/AAAAAA")).status_code == 403


async def test_a_projector_that_was_opened_with_the_code_asks_for_the_new_one(session):
    async with session.browser() as browser, AsyncExitStack() as on:
        by_code = messages(await on.enter_async_context(browser.stream("GET", f"/projector/{CODE}/stream")))
        by_address = messages(await on.enter_async_context(browser.stream("GET", f"{session.wall}/stream")))
        await anext(by_code)
        await anext(by_address)
        await session.live.submit(lambda room: rules.change_code(room, "ABCDEF"))
        assert await anext(by_code) == {"gone": "/projector"}
        assert "ABCDEF" in (await anext(by_address))["html"]


async def test_the_projector_counts_who_has_voted_and_puts_two_branches_side_by_side(session):
    async with session.person() as ann, ann.stream("GET", f"{session.wall}/stream") as stream:
        told = messages(stream)
        first, second, *_ = await session.ask()
        await session.vote(ann, first)
        while "1 of 1 have voted" not in (await anext(told))["html"]:
            pass
        await session.live.submit(lambda room: rules.overrule(room, first))
        await session.live.submit(lambda room: rules.say(room, first))
        await session.live.submit(lambda room: rules.fork(room, 0))
        await session.live.submit(lambda room: rules.say(room, second))
        await session.live.submit(lambda room: rules.compare(room, (0, 1)))
        page = await html(ann, session.wall)
        assert "Branch 1" in page
        assert "Branch 2" in page
        assert page.count('class="us"') == 2


# --- the coach's phone


async def test_the_coachs_phone_leads_as_long_as_its_token_holds(session):
    async with session.lead() as (phone, token), session.person() as ann:
        assert token not in session.live.room.remote
        page = await html(phone, "/remote")
        at = at_of(page)
        for _ in range(2):  # pressed twice is done once
            assert (await phone.post("/remote/do", data={"do": "next", "at": at})).status_code == 303
        assert session.live.room.phase == "open"
        await session.vote(ann, session.live.room.round.options[0].id)
        assert re.search(r'class="n t">1<', await html(phone, "/remote"))
        async with phone.stream("GET", "/remote/stream") as stream:
            told = messages(stream)
            await anext(told)
            await session.live.submit(lambda room: rules.let_lead(room, ""))
            assert await anext(told) == {"gone": "/remote"}
        refused = await phone.post("/remote/do", data={"do": "end", "at": at}, headers={"Accept": "application/json"})
        assert refused.status_code == 403
        assert "<form" in await html(phone, "/remote")
        assert (await phone.post("/remote", data={"token": token})).status_code == 403
    assert session.live.room.phase == "open"


@pytest.mark.parametrize(
    ("do", "value", "holds"),
    [
        ("timer", "60", lambda room: room.round.until > 0),
        ("choose", "", lambda room: room.phase == "decided"),
        ("lock", "yes", lambda room: room.locked),
        ("end", "", lambda room: room.phase == "ended"),
    ],
)
async def test_the_coachs_phone_can_also(session, do, value, holds):
    async with session.lead() as (phone, _):
        first, *_ = await session.ask()
        at = at_of(await html(phone, "/remote"))
        told = await phone.post("/remote/do", data={"do": do, "value": value or first, "at": at})
        assert told.status_code == 303, told.text
    assert holds(session.live.room)


async def test_the_coachs_phone_goes_back_compares_and_shows_advice(session):
    async def press(phone, do, value):
        at = at_of(await html(phone, "/remote"))
        assert (await phone.post("/remote/do", data={"do": do, "value": value, "at": at})).status_code == 303

    async with session.lead() as (phone, _):
        first, second, *_ = await session.ask()
        await press(phone, "choose", first)
        await session.live.submit(lambda room: rules.say(room, first)) if not session.live.room.now.entries else None
        await press(phone, "advice", "yes")
        assert session.live.room.advice_shown
        await press(phone, "back", "0")
        await session.ask()
        await press(phone, "choose", second)
        await press(phone, "compare", "0")
        assert session.live.room.compared == (0, 1)
        await press(phone, "compare", "")
        await press(phone, "switch", "0")
        await press(phone, "mode", "predict")
        assert (session.live.room.branch, session.live.room.mode) == (0, "predict")
        nonsense = await phone.post("/remote/do", data={"do": "nonsense", "at": "elsewhere"})
        assert nonsense.status_code == 303  # it was shown somewhere else: nothing happens
