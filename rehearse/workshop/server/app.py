"""The application: pages, streams and commands of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from rehearse.workshop.server.guard import Guard
from rehearse.workshop.server.phones import Phones
from rehearse.workshop.server.remotes import Remotes
from rehearse.workshop.server.settings import Settings
from rehearse.workshop.server.shared import Shared
from rehearse.workshop.server.walls import Walls

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from rehearse.workshop.live import Live
    from rehearse.workshop.stage import Stage


NOWHERE = 404


class Application:
    """One session on the web. ``close`` ends its streams; the session itself goes on."""

    def __init__(self, live: Live, stage: Stage, settings: Settings) -> None:
        """Serve *live*, whose conversation is *stage*."""
        self._shared = Shared(live, stage, settings)
        routes = [each for part in (Phones, Walls, Remotes) for each in part(self._shared).routes()]
        routes.append(Route("/robots.txt", _robots))
        inner = Starlette(routes=routes, exception_handlers={HTTPException: _no_page})
        inner.router.redirect_slashes = False
        self._guarded = Guard(inner, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._guarded(scope, receive, send)

    def told(self) -> None:
        """Something beside the room changed, such as the curve of a branch: show it. For the thread of the loop."""
        self._shared.hub.told()

    def close(self) -> None:
        """End every stream, so that the server can come to rest."""
        self._shared.hub.close()


def application(live: Live, stage: Stage, settings: Settings | None = None) -> Application:
    """The application for a running session."""
    return Application(live, stage, settings or Settings())


async def _robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


async def _no_page(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return PlainTextResponse(
        "There is no such page here.\n" if status == NOWHERE else "That is not done here.\n", status
    )
