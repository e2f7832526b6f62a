"""Bytes that are sent to a server as they stand, as no browser would."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tests.workshop.served import Served


async def sent(session: Served, asked: bytes) -> bytes:
    """All that the server answers to these very bytes before it closes, or has nothing more to say for a moment."""
    reader, writer = await asyncio.open_connection("127.0.0.1", session.serving.port)
    said = b""
    try:
        writer.write(asked)
        while part := await asyncio.wait_for(reader.read(65536), 5):
            said += part
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.close()
    return said


def post(session: Served, path: str, fields: dict[str, str] | bytes, **headers: str) -> bytes:
    """A form as a browser sends it; the connection ends with the answer."""
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    usual = {
        "Host": f"127.0.0.1:{session.serving.port}",
        "Origin": session.address,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in (usual | headers).items()), "", ""]
    return "\r\n".join(lines).encode() + body


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
