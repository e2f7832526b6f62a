"""What a server of a session has to be told."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _only_here() -> str:
    return "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the pages are reached, and what one person and one address may do."""

    address: Callable[[], str] = _only_here
    """Where phones find the session now, without a slash at its end. Asked again each time: networks change."""
    hosts: tuple[str, ...] = ()
    """Names by which the server may be called, beside its own address: of a proxy, of this computer."""
    secure: bool = False
    """Whether people come by https, here or at a proxy: cookies are sent by it alone then."""
    open_to_phones: bool = True
    """Whether phones can reach it at all, or this computer alone."""
    clock: Callable[[], float] = field(default=time.time)
    """Seconds since 1970."""
    heartbeat: float = 15.0
    """Seconds of silence after which a stream says that it is still there."""
    stalled: float = 40.0
    """Seconds after which a reader that takes nothing is given up; its browser comes back by itself."""
    body: float = 10.0
    """Seconds within which all that somebody sends must have come, once they have begun."""
    idle: float = 20.0
    """Seconds after which a connection that asks nothing is closed."""
    pace: float = 0.4
    """Seconds between two counts on the projector and the coach's phone. What the coach does is never paced."""
    most_streams: int = 3_000
    """Streams at a time."""
    most_walls: int = 250
    """Streams of the projector's page at a time for whoever opened it with the code alone."""
    streams_each: int = 4
    """Streams of one person at a time: phones keep dead ones. The oldest goes."""
    person: tuple[float, float] = (15, 3)
    """What somebody may send: so much at once, and so much a second."""
    wrong_codes: tuple[float, float] = (60, 1)
    """Wrong codes and keys from one address, which a classroom may share: so many at once, so many a second."""
    joins: tuple[float, float] = (300, 1)
    """People who join from one address: so many at once, and so many a second."""
