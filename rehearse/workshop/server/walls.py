"""The projector's page: for who has its address from the coach's screen, or types the session's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Route

from rehearse.workshop.keys import as_code, hash_of, is_code, is_token, projector_key
from rehearse.workshop.server.asking import address_of, busy, fields, go, gone, show
from rehearse.workshop.server.pages import projector as pages
from rehearse.workshop.server.streams import WALL

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.server.streams import Message

WRONG = "That is not the session's code. It may have been changed: look at the coach's screen."


class Walls:
    """The projector's page and its stream."""

    def __init__(self, shared: Shared) -> None:
        """Nobody has asked yet."""
        self._shared = shared
        self._key = hash_of(projector_key(shared.live.room.began.session))

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/projector", self.asking, methods=["GET"]),
            Route("/projector", self.asked, methods=["POST"]),
            Route("/projector/{word}", self.page),
            Route("/projector/{word}/stream", WallStream(self)),
        ]

    async def asking(self, _: Request) -> Response:
        """Ask for the code."""
        return show(pages.asking(), pages.STYLE, script=False)

    async def asked(self, request: Request) -> Response:
        """Go where the code leads, right or wrong."""
        return go(
            f"/projector/{''.join(filter(str.isalnum, as_code((await fields(request)).get('code', '')))) or 'none'}"
        )

    async def page(self, request: Request) -> Response:
        """The page."""
        word = request.path_params["word"]
        address = self._shared.whereabouts.of(address_of(request))
        if not self._shared.wrong_codes.left(address):
            return show(
                pages.asking("Too many wrong codes came from this network. Wait a minute."),
                pages.STYLE,
                429,
                script=False,
            )
        if not self._may(word):
            self._shared.wrong_codes.take(address)
            return show(pages.asking(WRONG), pages.STYLE, 403, script=False)
        settings = self._shared.settings
        face = self._shared.faces.projector(self._shared.live.room, settings.address())
        path = f"/projector/{word}"
        page = pages.whole(face, f"{path}/stream", path, settings.clock(), open_to_phones=settings.open_to_phones)
        return show(page, pages.STYLE)

    async def listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the stream; it ends when the code that it was opened with is no longer the session's."""
        request = Request(scope, receive)
        word = request.path_params["word"]
        address = self._shared.whereabouts.of(address_of(request))
        if not self._shared.wrong_codes.left(address):
            await busy()(scope, receive, send)
        elif not self._may(word):
            self._shared.wrong_codes.take(address)
            await gone("/projector")(scope, receive, send)
        elif self._shared.hub.full:
            await busy()(scope, receive, send)
        else:
            await self._shared.hub.stream(receive, send, WALL, lambda: self._message(word))

    def _may(self, word: str) -> bool:
        return is_token(word, self._key) or is_code(word, self._shared.live.room.code)

    def _message(self, word: str) -> Message:
        if not self._may(word):
            return {"gone": "/projector"}
        room, settings = self._shared.live.room, self._shared.settings
        face = self._shared.faces.projector(room, settings.address())
        html = pages.main(face, open_to_phones=settings.open_to_phones)
        return {"n": room.sequence, "html": html, "now": round(settings.clock(), 2)}


class WallStream:
    """The projector's stream, downward."""

    def __init__(self, walls: Walls) -> None:
        """Of *walls*."""
        self._walls = walls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open it, for as long as the page is shown."""
        await self._walls.listen(scope, receive, send)
