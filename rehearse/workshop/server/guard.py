"""What every request must be before it is looked at, and what every answer says to the browser about itself."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from rehearse.workshop.server.settings import Settings

MOST_BYTES = 4096
"""Bytes of a body that are read."""
_TYPES = ("application/x-www-form-urlencoded", "application/json")
_LONGEST = 12  # digits of a length that are read
_METHODS = ("GET", "HEAD", "POST")
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_LOG = logging.getLogger("rehearse.workshop")

ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # nobody else is told; "no-referrer" would have browsers hide from us too which page a form was sent from
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


class Turned(Exception):
    """A request that is not looked at, and why."""

    def __init__(self, status: int, sentence: str) -> None:
        """Answer with *status* and *sentence*."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Let through to *app* what may pass."""
        self._app = app
        self._patience = settings.body
        self._hosts = frozenset(host.lower() for host in (*_LOCAL, *settings.hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = False

        async def careful(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
            body = await _body(receive, self._patience) if scope["method"] == "POST" else None
            await self._app(scope, receive if body is None else _said(body, receive), careful)
        except Turned as turned:
            away = PlainTextResponse(turned.sentence + "\n", turned.status, {"Connection": "close"})
            await away(scope, receive, careful)
        except Exception:
            kind = scope["path"].strip("/").partition("/")[0][:20]  # the rest may be a code or a key
            _LOG.exception("A request for /%s failed.", kind)  # who sent it is not written down
            if started:
                raise
            sorry = PlainTextResponse("Something went wrong here. Try again.\n", 500)
            await sorry(scope, receive, careful)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if scope["method"] not in _METHODS:
            raise Turned(405, "That is not done here.")
        host = headers.get("host", "").lower()
        if _name(host) not in self._hosts and not _own(scope, host):
            raise Turned(400, "This server does not go by that name.")
        if scope["method"] != "POST":
            return
        _same_origin(headers, scope, host)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _TYPES:
            raise Turned(415, "Only forms and JSON are read here.")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > _LONGEST or int(length) > MOST_BYTES:
            raise Turned(413, "That is too much at once.")


def _same_origin(headers: Headers, scope: Scope, host: str) -> None:
    """Turn away what another site's page sends. Every browser says which page sends a form or a script's POST."""
    origin = headers.get("origin")
    fetched = headers.get("sec-fetch-site")
    if fetched not in {None, "same-origin"}:
        raise Turned(403, "That was sent from another site.")
    if origin is None:
        raise Turned(403, "It was not said which page sent that.")
    parts = urlsplit(origin.lower())
    if (
        parts.netloc != host
        or parts.scheme not in {"http", "https"}
        or (scope["scheme"], parts.scheme) == ("https", "http")
    ):
        raise Turned(403, "That was sent from another site.")


def _name(host: str) -> str:
    """A ``Host`` without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _own(scope: Scope, host: str) -> bool:
    """Whether *host* is the very address at which the request came in, which no name of others' leads to."""
    server: Any = scope.get("server")
    if not server or not server[0]:
        return False
    address = f"[{server[0]}]" if ":" in server[0] else server[0]
    return _name(host) == str(address).lower()


async def _body(receive: Receive, seconds: float) -> bytes:
    """The whole body, which is short, and there within so many *seconds*. Raises ``Turned``."""
    kept = b""
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Turned(400, "The rest of it never came.")
                part: bytes = message.get("body", b"")
                kept += part
                if len(kept) > MOST_BYTES:
                    raise Turned(413, "That is too much at once.")
                if not message.get("more_body", False):
                    return kept
    except TimeoutError:
        raise Turned(408, "The rest of it never came.") from None


def _said(body: bytes, receive: Receive) -> Receive:
    """*receive*, with the body that was read already."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again
