"""Who asks: the seat that goes with the token in a cookie. The server makes the tokens, after somebody has joined."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rehearse.workshop.keys import hash_of, seat_token

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.session.room import Seat

WEEK = 7 * 24 * 3600
"""Seconds for which a browser keeps the token: a workshop may go on on another day."""


def cookie_of(kind: str, session: str) -> str:
    """The name of a cookie: one for each session, as ports of one computer share theirs."""
    return f"{kind}-{hashlib.sha256(session.encode()).hexdigest()[:12]}"


class Seats:
    """Cookies, and whose they are."""

    def __init__(self, shared: Shared) -> None:
        """Nobody has joined here yet."""
        self._shared = shared
        self._cookie = cookie_of("seat", shared.live.room.began.session)
        self._known: tuple[object, dict[str, int]] = (None, {})

    def of(self, request: Request) -> Seat | None:
        """Who asks; nobody where the name was taken off."""
        token = request.cookies.get(self._cookie, "")
        if not token:
            return None
        seats = self._shared.live.room.seats
        if self._known[0] is not seats:
            self._known = (seats, {seat.token: seat.number for seat in seats.values() if not seat.removed})
        found = self._known[1].get(hash_of(token))
        return None if found is None else seats[found]

    async def found(self, request: Request) -> Seat | None:
        """Who asks; where nobody here knows, those are asked for who joined at another process a moment ago."""
        if request.cookies.get(self._cookie):
            await self._shared.holds(lambda _: self.of(request) is not None)
        return self.of(request)

    def token_for(self, form: str) -> str:
        """The token for whoever sent that *form*, which is the same when it is sent again, to whatever process."""
        return seat_token(self._shared.live.room.began.session, form)

    def give(self, response: Response, token: str) -> None:
        """Have the browser keep *token*, where no script can read it and no other site can use it."""
        secure = self._shared.settings.secure
        response.set_cookie(self._cookie, token, WEEK, path="/", secure=secure, httponly=True, samesite="strict")
