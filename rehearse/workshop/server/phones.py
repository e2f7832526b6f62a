"""What phones ask for, and what they send."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Route

from rehearse.engine import Unavailable
from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.keys import as_code, hash_of, is_code, new_token
from rehearse.workshop.server.asking import address_of, busy, fields, go, gone, number, show, tell, wants_json
from rehearse.workshop.server.guessing import tried
from rehearse.workshop.server.limits import Limit
from rehearse.workshop.server.pages import phone as pages
from rehearse.workshop.server.seats import Seats
from rehearse.workshop.session import rules
from rehearse.workshop.session.rules import Refused
from rehearse.workshop.texts import NAME, WORDS, clean

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.server.streams import Message
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.session.rules import Events

    Told = dict[str, str]
    Do = Callable[[Room, int, Told], Events]

GUEST = "Guest"
OK = 200
NO_SESSION = "There is no session with that code. Look at the screen again."
NOT_UNDERSTOOD = "Your boss would not be sure what you mean. Put it more plainly, or choose a line."
NOT_KEPT = "The coach's computer could not keep that just now, so it does not count. Try again in a moment."
_SENT = {"/suggest": "Sent. The coach sees it."}


class Phones:
    """The pages and commands of everybody in the room."""

    def __init__(self, shared: Shared) -> None:
        """Nobody has asked yet."""
        self._shared = shared
        settings = shared.settings
        self._seats = Seats(shared)
        self._person = Limit(*settings.person, settings.clock)
        self._joins = Limit(*settings.joins, settings.clock)

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/", self.home),
            Route("/j/{code}", self.invited),
            Route("/join", self.join, methods=["POST"]),
            Route("/words", self.words),
            Route("/stream", Stream(self)),
            Route("/vote", self._doing(_vote), methods=["POST"]),
            Route("/observe", self._doing(_observe), methods=["POST"]),
            Route("/mark", self._doing(self._mark), methods=["POST"]),
            Route("/suggest", self.suggest, methods=["POST"]),
            Route("/alone", self.alone, methods=["POST"]),
            Route("/alone/begin", self.begin_alone, methods=["POST"]),
        ]

    # --- pages

    async def home(self, request: Request) -> Response:
        """The page of who is in; the way in for everybody else."""
        seat = await self._seats.found(request)
        if seat is None:
            return self._way_in(request)
        room = self._shared.live.room
        face = self._shared.faces.phone(room, seat)
        return show(pages.whole(face, seat.name, self._shared.settings.clock()), pages.STYLE)

    async def invited(self, request: Request) -> Response:
        """The way in for who followed the QR code."""
        return (
            self._way_in(request, as_code(request.path_params["code"]))
            if await self._seats.found(request) is None
            else go("/")
        )

    async def words(self, request: Request) -> Response:
        """A page to write on, for browsers without JavaScript."""
        seat = await self._seats.found(request)
        if seat is None:
            return go("/")
        face = self._shared.faces.phone(self._shared.live.room, seat)
        return show(pages.writing(face, seat.name), pages.STYLE, script=False)

    def _way_in(
        self, request: Request, code: str = "", status: str = "", name: str = "", number: int = 200
    ) -> Response:
        # a link in a mail is followed without our cookie: when our own page asks again, the browser brings it along
        if request.headers.get("sec-fetch-site") == "cross-site" and "again" not in request.query_params:
            return show(pages.bounced(f"{request.url.path}?again"), pages.STYLE, script=False)
        title = self._shared.stage.story.title
        page = pages.joining(title, new_token(), code, name, status)
        return show(page, pages.STYLE, number, script=False)

    # --- joining

    async def join(self, request: Request) -> Response:
        """Take a seat: whoever has the code. The same form sent twice takes one seat."""
        if await self._seats.found(request) is not None:
            return self._seated(request)
        told = await fields(request)
        code, name = as_code(told.get("code", "")), clean(told.get("name", ""), NAME)
        verdict = await tried(self._shared, request, lambda room: is_code(code, room.code))
        if verdict == "wait":
            return self._not_in(request, 429, "Too many wrong codes came from this network. Wait a minute.", code, name)
        if verdict == "wrong":
            return self._not_in(request, 403, NO_SESSION, "", name)
        if not self._joins.take(self._shared.whereabouts.of(address_of(request))):
            return self._not_in(request, 429, "Many are joining just now. Wait a moment and try again.", code, name)
        token = self._seats.token_for(told.get("once", ""))
        stored = hash_of(token)

        def seated(room: Room) -> Events:
            if room.seat_of(stored):
                return ()
            if not is_code(code, room.code):  # changed, maybe at another process, while this came
                raise Refused("unknown", NO_SESSION)
            return rules.join(room, name or GUEST, stored)

        try:
            await self._shared.live.submit(seated)
        except Refused as refused:
            return self._not_in(request, 409, refused.sentence, "" if refused.reason == "unknown" else code, name)
        except NotStored:  # why is for the coach to see
            return self._not_in(request, 503, NOT_KEPT, code, name)
        return self._seated(request, token)

    def _seated(self, request: Request, token: str = "") -> Response:
        response = tell({"gone": "/"}) if wants_json(request) else go("/")
        if token:
            self._seats.give(response, token)
        return response

    def _not_in(self, request: Request, status: int, sentence: str, code: str, name: str) -> Response:
        if wants_json(request):
            return tell({"say": sentence, "bad": True}, status)
        return self._way_in(request, code, sentence, name, status)

    # --- what they send

    def _doing(self, do: Do) -> Callable[[Request], Awaitable[Response]]:
        """What answers a request that has *do* done."""

        async def endpoint(request: Request) -> Response:
            return await self._act(request, await fields(request), do)

        return endpoint

    async def suggest(self, request: Request) -> Response:
        """Take somebody's own words for the next line, as what they are understood."""
        told = await fields(request)
        words = clean(told.get("words", ""), WORDS)
        move = ""
        may = await self._may(request)
        if words and may:
            stage = self._shared.stage
            played = stage.played(self._shared.live.room.now)
            move = await asyncio.to_thread(stage.hearing.move_of, played, words)
        return await self._act(
            request, told, lambda room, seat, _: rules.suggest(room, seat, _some(words), move), may=may
        )

    async def begin_alone(self, request: Request) -> Response:
        """Begin somebody's own rehearsal, or begin it anew."""
        seed = secrets.randbelow(1 << 31)

        def do(room: Room, seat: int, told: Told) -> Events:
            own = room.alone.get(seat)
            if own is not None and own.attempt != number(told, "attempt"):
                return ()  # it was begun already: this came twice
            return rules.begin_alone(room, seat, seed)

        return await self._act(request, await fields(request), do)

    async def alone(self, request: Request) -> Response:
        """Say a line in somebody's own rehearsal: one of those on offer, or their own words."""
        told = await fields(request)
        words, entry = clean(told.get("words", ""), WORDS), told.get("option", "")
        seat = await self._seats.found(request)
        own = self._shared.live.room.alone.get(seat.number) if seat else None
        stage = self._shared.stage
        may = await self._may(request)
        if own is not None and words and may:
            heard = await asyncio.to_thread(stage.hearing.hear, stage.alone(own), words)
            entry = str(heard.readings[0].entry) if heard.outcome in {"sure", "confirm"} else ""

        def do(room: Room, seat: int, told: Told) -> Events:
            own = room.alone.get(seat)
            if own is None or own.attempt != number(told, "attempt"):
                raise Refused("late", "This talk was begun anew.")
            if not entry:
                raise Refused("unknown", NOT_UNDERSTOOD if words else "Choose a line, or type your own.")
            turn = number(told, "turn")
            if turn == len(own.entries) + 1:
                played = stage.alone(own)
                if not words and entry not in {option.id for option in stage.options(played)}:
                    raise Refused("unknown", "That cannot be said here.")
                try:
                    played.said(entry)
                except Unavailable:
                    raise Refused("unknown", "That cannot be said here.") from None
            return rules.say_alone(room, seat, turn, entry)

        return await self._act(request, told, do, may=may)

    def _mark(self, room: Room, seat: int, told: Told) -> Events:
        move = told.get("seen") or told.get("unseen", "")
        if move not in {known.id for known in self._shared.stage.checklist(room.now)}:
            raise Refused("unknown", "That is not on the list for this line.")
        return rules.mark(room, seat, move, seen="seen" in told)

    async def _may(self, request: Request) -> bool:
        """Whether somebody in the room asks who has not asked too often; it counts as having asked."""
        seat = await self._seats.found(request)
        return seat is not None and self._person.take(seat.number)

    async def _act(self, request: Request, told: Told, do: Do, *, may: bool | None = None) -> Response:
        """Have something done for who asks, and answer with what their phone shows then.

        *may*: whether they may ask, where that was looked at already.
        """
        seat = await self._seats.found(request)
        if seat is None:
            return tell({"gone": "/"}, 403) if wants_json(request) else go("/")
        who = seat.number
        status, sentence, room = OK, "", self._shared.live.room
        if not (self._person.take(who) if may is None else may):
            status, sentence = 429, "That was very quick. Wait a moment."
        else:
            try:
                room = await self._shared.live.submit(lambda room: do(room, who, told))
            except Refused as refused:
                status, sentence, room = 409, refused.sentence, self._shared.live.room
            except NotStored:
                status, sentence = 503, NOT_KEPT
        seat = room.seats[who]
        face = self._shared.faces.phone(room, seat)
        now = self._shared.settings.clock()
        if not wants_json(request):
            return (
                go("/")
                if status == OK
                else show(pages.whole(face, seat.name, now, sentence, bad=True), pages.STYLE, status)
            )
        said = sentence or _SENT.get(request.url.path) or pages.told(face)
        answer: Message = {"n": room.sequence, "html": pages.told_main(face), "say": said, "now": round(now, 2)}
        return tell(answer | ({"bad": True} if status != OK else {}), status)

    async def listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the stream of who asks; who is not in is sent to the way in."""
        request = Request(scope, receive)
        seat = await self._seats.found(request)
        if seat is None:
            await gone("/")(scope, receive, send)
        elif self._shared.hub.full:
            await busy()(scope, receive, send)
        else:
            await self._shared.hub.stream(receive, send, seat.number, lambda: self._message(request))

    def _message(self, request: Request) -> Message:
        """What a phone's stream says now."""
        seat = self._seats.of(request)
        if seat is None:
            return {"gone": "/"}
        room = self._shared.live.room
        face = self._shared.faces.phone(room, seat)
        now = round(self._shared.settings.clock(), 2)
        return {"n": room.sequence, "html": pages.told_main(face), "say": pages.told(face), "now": now}


class Stream:
    """A phone's stream, downward."""

    def __init__(self, phones: Phones) -> None:
        """Of *phones*."""
        self._phones = phones

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open it, for as long as the phone listens."""
        await self._phones.listen(scope, receive, send)


def _vote(room: Room, seat: int, told: dict[str, str]) -> Events:
    return rules.vote(room, seat, number(told, "round"), told.get("option", ""))


def _observe(room: Room, seat: int, told: dict[str, str]) -> Events:
    return rules.observe(room, seat, observes=told.get("observes") == "yes")


def _some(words: str) -> str:
    if not words:
        raise Refused("unknown", "Nothing was written.")
    return words
