"""The projector's page: for who has its address from the coach's screen, or types the session's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import Route

from rehearse.workshop.keys import as_code, hash_of, is_code, is_token, projector_key
from rehearse.workshop.server.asking import busy, fields, go, gone, show
from rehearse.workshop.server.guessing import tried
from rehearse.workshop.server.pages import projector as pages
from rehearse.workshop.server.streams import WALL

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from rehearse.workshop.server.guessing import Verdict
    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.server.streams import Message
    from rehearse.workshop.session.room import Room

WRONG = "That is not the session's code. It may have been changed: look at the coach's screen."


class Walls:
    """The projector's page and its stream."""

    def __init__(self, shared: Shared) -> None:
        """Nobody has asked yet."""
        self._shared = shared
        self._key = hash_of(projector_key(shared.live.room.began.session, shared.live.room.began.seed))
        self._by_code = 0  # streams that were opened with the code

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
        verdict = await self._verdict(request, word)
        if verdict == "wait":
            return show(
                pages.asking("Too many wrong codes came from this network. Wait a minute."),
                pages.STYLE,
                429,
                script=False,
            )
        if verdict == "wrong":
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
        verdict = await self._verdict(request, word)
        by_code = not is_token(word, self._key)
        if verdict == "wrong":
            await gone("/projector")(scope, receive, send)
        elif verdict == "wait" or self._shared.hub.full or (by_code and self._full):
            await busy()(scope, receive, send)
        else:
            self._by_code += by_code
            try:
                await self._shared.hub.stream(receive, send, WALL, lambda: self._message(word))
            finally:
                self._by_code -= by_code

    @property
    def _full(self) -> bool:
        """Whether no more people can follow by the code: else one of them could hold every stream there is."""
        return self._by_code >= self._shared.settings.most_walls

    async def _verdict(self, request: Request, word: str) -> Verdict:
        """Whether *word* opens the page: the key of the coach's terminal, which nobody guesses, or the code."""
        if is_token(word, self._key):
            return "right"
        return await tried(self._shared, request, lambda room: is_code(word, room.code))

    def _may(self, word: str, room: Room) -> bool:
        return is_token(word, self._key) or is_code(word, room.code)

    def _message(self, word: str) -> Message:
        room, settings = self._shared.live.room, self._shared.settings
        if not self._may(word, room):
            return {"gone": "/projector"}
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
