"""What keeps the events of sessions, whatever database it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from rehearse.workshop.archive.trouble import NotRead
    from rehearse.workshop.session.events import AnyEvent

    Heard = Callable[[int, NotRead | None], None]
    """Called with the number up to which a session is stored (0: look for yourself), or with why nobody can know."""

DAYS_KEPT = 30
"""Days for which a session is kept unless said otherwise: from its end, or from its beginning while it runs."""
DAY = 86_400.0
"""Seconds in a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A session that is in the archive. Times are seconds since 1970."""

    id: str
    code: str
    title: str
    created: float
    ended: float | None  # none: running, or interrupted
    keep_until: float | None  # none: for ever


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it was stored."""

    sequence: int  # from 1, without gaps
    at: float  # seconds since 1970
    event: AnyEvent


class Archive(Protocol):
    """Keeps events. Reading raises ``NotRead``, everything else ``NotStored``, with a sentence."""

    async def append(self, session: str, sequence: int, events: Sequence[AnyEvent], *, batch: str, at: float) -> None:
        """Store *events* as numbers *sequence* and following, all or none; on disk when this returns.

        *batch* is a name that no other call has: storing the same batch again changes nothing. The first event of a
        session begins it, with its code, to be kept ``DAYS_KEPT``. Raises ``Overtaken`` where another batch has that
        number, ``CodeTaken``, ``InDoubt``, ``NotStored``.
        """

    def turn(self, session: str) -> AbstractAsyncContextManager[None]:
        """Have the next turn to store in *session*: processes that want to store in it get it one after the other.

        It makes things fair and nothing else. Who was first is for ``append`` to say, also where no turn could be had.
        """

    async def events(self, session: str, after: int = 0) -> tuple[Stored, ...]:
        """The events of a session that come after number *after*, in order; none where there is no such session."""

    async def find(self, code: str) -> Kept | None:
        """The session that runs under *code*."""

    async def session(self, session: str) -> Kept | None:
        """The session of that id."""

    async def sessions(self) -> tuple[Kept, ...]:
        """All sessions, the newest first."""

    async def keep(self, session: str, until: float | None) -> bool:
        """Keep a session until then, or for ever; whether there is such a session."""

    async def forget(self, session: str) -> bool:
        """Delete a session with all that was stored of it; whether there was one."""

    async def purge(self, now: float) -> tuple[Kept, ...]:
        """Delete every session that need not be kept any more at *now*; one with something newer than a day stays."""

    def listen(self, session: str, heard: Heard) -> Callable[[], None]:
        """Have *heard* called when another process may have stored something; what is returned ends this."""

    async def close(self) -> None:
        """Let go of the database."""
