"""What the coach's screen stands on: the session that runs, its conversation, and where people find it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.workshop.keys import hash_of, new_code, new_lead_token
from rehearse.workshop.session import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.workshop.live import Live
    from rehearse.workshop.server.serving import Doors
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage


@dataclass(slots=True)
class Desk:
    """A session as the coach leads it."""

    live: Live
    stage: Stage
    doors: Callable[[Room], Doors]
    """Where people find it. May look at the networks of this computer, so not for every paint."""
    clock: Callable[[], float] = time.time
    """Seconds since 1970."""
    safe: bool = False
    """Whether the screen begins projector-safe."""
    notice: str = ""
    """What the coach is told first."""

    async def do(self, decide: Callable[[Room], rules.Events]) -> Room:
        """Have something happen; see ``Live.submit`` for what it raises."""
        return await self.live.submit(decide)

    async def change_code(self) -> Room:
        """Have another code find the session."""
        code = new_code()
        return await self.do(lambda room: rules.change_code(room, code))

    async def let_lead(self) -> str:
        """Let one phone lead, and no other from now on; answers with its token, which is stored nowhere."""
        token = new_lead_token()
        await self.do(lambda room: rules.let_lead(room, hash_of(token)))
        return token
