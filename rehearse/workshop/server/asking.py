"""What a request says, read with care, and how it is answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from rehearse.workshop.server.pages.shell import policy

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FIELDS = 8
_LONGEST_NUMBER = 9


async def fields(request: Request) -> dict[str, str]:
    """What a form or JSON says, as text; nothing where it cannot be read. The guard saw to its size."""
    body = await request.body()
    try:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
            told = json.loads(body)
            return {name: str(value) for name, value in told.items()} if isinstance(told, dict) else {}
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except (ValueError, RecursionError):
        return {}


def number(told: dict[str, str], name: str) -> int:
    """A field as a number from 0; -1 where it is none."""
    value = told.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER else -1


def wants_json(request: Request) -> bool:
    """Whether a script asks, and not a form."""
    return "application/json" in request.headers.get("accept", "")


def address_of(request: Request) -> str:
    """Where a request comes from. It is held against limits in memory, and nowhere written down."""
    return request.client.host if request.client else ""


def show(page: str, style: str, status: int = 200, *, script: bool = True) -> Response:
    """A page, with the policy that it was made for."""
    return HTMLResponse(page, status, {"Content-Security-Policy": policy(style, script=script)})


def go(path: str) -> Response:
    """Have the browser ask for *path*, which is ours."""
    return RedirectResponse(path, 303)


def tell(message: dict[str, object], status: int = 200) -> Response:
    """An answer to a script."""
    return JSONResponse(message, status)


def gone(path: str) -> Response:
    """The whole of a stream for who may not listen: their browser is sent to *path*, and does not ask again."""
    return Response(f"data: {json.dumps({'gone': path})}\n\n", media_type="text/event-stream")


def busy() -> Response:
    """No stream more can be held; browsers ask again by themselves."""
    return PlainTextResponse("Too many are listening. Try again.\n", 503, {"Retry-After": "5"})
