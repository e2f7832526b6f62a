"""The coach's phone: it leads as long as its token holds, which the coach gives and takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Route

from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.keys import as_lead_token, is_token
from rehearse.workshop.server.asking import busy, fields, go, gone, number, show, tell, wants_json
from rehearse.workshop.server.guessing import tried
from rehearse.workshop.server.limits import Limit
from rehearse.workshop.server.pages import remote as pages
from rehearse.workshop.server.seats import cookie_of
from rehearse.workshop.server.streams import LEAD
from rehearse.workshop.session import rules
from rehearse.workshop.session.rules import Refused
from rehearse.workshop.stage import leading

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.server.streams import Message
    from rehearse.workshop.session.events import Mode
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.session.rules import Events

WRONG = "That key does not lead this session, or no longer does."
DAY = 24 * 3600
_MORE = {"30", "60"}
_MODES: dict[str, Mode] = {"room": "room", "predict": "predict", "alone": "alone"}


class Remotes:
    """The coach's phone."""

    def __init__(self, shared: Shared) -> None:
        """Nobody has asked yet."""
        self._shared = shared
        self._cookie = cookie_of("lead", shared.live.room.began.session)
        self._pace = Limit(*shared.settings.person, shared.settings.clock)

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/remote", self.page, methods=["GET"]),
            Route("/remote", self.show_token, methods=["POST"]),
            Route("/remote/do", self.do, methods=["POST"]),
            Route("/remote/stream", RemoteStream(self)),
        ]

    async def page(self, request: Request) -> Response:
        """The page, or the question for the key."""
        return self._page() if self._leads(request) else show(pages.asking(), pages.STYLE, script=False)

    async def show_token(self, request: Request) -> Response:
        """Take the key; whoever has the right one leads, until the coach takes it back."""
        token = as_lead_token((await fields(request)).get("token", ""))
        verdict = await tried(self._shared, request, lambda room: is_token(token, room.remote), key=True)
        if verdict == "wait":
            return show(pages.asking("Too many wrong keys. Wait a minute."), pages.STYLE, 429, script=False)
        if verdict == "wrong":
            return show(pages.asking(WRONG), pages.STYLE, 403, script=False)
        response = go("/remote")
        secure = self._shared.settings.secure
        response.set_cookie(self._cookie, token, DAY, path="/remote", secure=secure, httponly=True, samesite="strict")
        return response

    async def do(self, request: Request) -> Response:
        """Have something done."""
        if not self._leads(request):
            return tell({"gone": "/remote"}, 403) if wants_json(request) else go("/remote")
        told = await fields(request)
        status, sentence, now = 200, "", self._shared.settings.clock()
        if not self._pace.take(LEAD):
            status, sentence = 429, "That was very quick. Wait a moment."
        else:
            try:
                await self._shared.live.submit(lambda room: self._events(room, request, told, now))
            except Refused as refused:
                status, sentence = 409, refused.sentence
            except NotStored as trouble:
                status, sentence = 503, trouble.sentence
        if wants_json(request):
            said = {"say": sentence, "bad": True} if sentence else {"say": ""}
            return tell(self._shown() | said, status)
        return self._page(sentence, status) if sentence else go("/remote")

    def _events(self, room: Room, request: Request, told: dict[str, str], now: float) -> Events:
        """What a button does; one that was pressed twice, or shown somewhere else, does nothing."""
        if not self._leads(request, room):  # taken back, maybe at another process, while this came
            raise Refused("not-here", WRONG)
        if told.get("at") != pages.place(room):
            return ()
        stage, what, value = self._shared.stage, told.get("do", ""), told.get("value", "")
        if what == "next":
            step = leading.next_step(stage, room).events
            return step(room) if step else ()
        if what == "choose":
            return leading.overrule(stage, room, value)
        if what == "timer":
            return rules.set_timer(room, _until(room, value, now))
        if what == "advice":
            return rules.show_advice(room, shown=value == "yes")
        if what == "lock":
            return rules.lock(room, locked=value == "yes")
        return _led(room, what, value, number(told, "value"))

    def _leads(self, request: Request, room: Room | None = None) -> bool:
        """Whether who asks may lead *room*; the session as it is known here, where none is given."""
        return is_token(request.cookies.get(self._cookie, ""), (room or self._shared.live.room).remote)

    def _page(self, status: str = "", code: int = 200) -> Response:
        shared, now = self._shared, self._shared.settings.clock()
        room = shared.live.room
        face = shared.faces.projector(room, shared.settings.address())
        step = leading.next_step(shared.stage, room)
        page = pages.whole(room, shared.stage, face, step, self._notices(), now, status)
        return show(page, pages.STYLE, code)

    def _shown(self) -> Message:
        shared = self._shared
        room = shared.live.room
        face = shared.faces.projector(room, shared.settings.address())
        html = pages.main(room, shared.stage, face, leading.next_step(shared.stage, room), self._notices())
        return {"n": room.sequence, "html": html, "now": round(shared.settings.clock(), 2)}

    def _notices(self) -> tuple[str, ...]:
        return tuple(notice.sentence for notice in self._shared.live.notices)

    def _message(self, request: Request) -> Message:
        return self._shown() if self._leads(request) else {"gone": "/remote"}

    async def listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the stream; it ends when the token is taken back."""
        request = Request(scope, receive)
        if not self._leads(request):
            await gone("/remote")(scope, receive, send)
        elif self._shared.hub.full:
            await busy()(scope, receive, send)
        else:
            await self._shared.hub.stream(receive, send, LEAD, lambda: self._message(request))


def _until(room: Room, value: str, now: float) -> float:
    """When a vote closes by itself that is given so many seconds (more) *now*; 0 where it shall not."""
    if value not in _MORE:
        return 0.0
    last = room.round
    began = last.until if value == "30" and last is not None and last.until > now else now
    return began + int(value)


def _led(room: Room, what: str, value: str, place: int) -> Events:
    """What is changed about the session as a whole."""
    match what:
        case "reopen":
            return rules.reopen_round(room)
        case "back":
            return rules.fork(room, place)
        case "switch":
            return rules.switch(room, place)
        case "compare":
            return rules.compare(room, sorted((room.branch, place)) if value else ())
        case "mode" if value in _MODES:
            return rules.set_mode(room, _MODES[value])
        case "end":
            return rules.end(room)
    raise Refused("unknown", "That is not done from here.")


class RemoteStream:
    """The stream of the coach's phone, downward."""

    def __init__(self, remotes: Remotes) -> None:
        """Of *remotes*."""
        self._remotes = remotes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open it, for as long as it leads."""
        await self._remotes.listen(scope, receive, send)
