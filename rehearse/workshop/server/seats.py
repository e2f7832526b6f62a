"""Who asks: the seat that goes with the token in a cookie. The server makes the tokens, after somebody has joined."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING

from rehearse.workshop.keys import hash_of, new_token

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rehearse.workshop.server.shared import Shared
    from rehearse.workshop.session.room import Seat

WEEK = 7 * 24 * 3600
"""Seconds for which a browser keeps the token: a workshop may go on on another day."""
MOST_JOINING = 2_000


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
        self._forms: OrderedDict[str, tuple[str, asyncio.Lock]] = OrderedDict()

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

    def token_for(self, form: str) -> tuple[str, asyncio.Lock]:
        """The token for whoever sent that *form*, which is the same when it is sent again; and one at a time."""
        if not form:
            return new_token(), asyncio.Lock()
        found = self._forms.setdefault(hash_of(form), (new_token(), asyncio.Lock()))
        while len(self._forms) > MOST_JOINING:
            self._forms.popitem(last=False)
        return found

    def give(self, response: Response, token: str) -> None:
        """Have the browser keep *token*, where no script can read it and no other site can use it."""
        secure = self._shared.settings.secure
        response.set_cookie(self._cookie, token, WEEK, path="/", secure=secure, httponly=True, samesite="strict")
