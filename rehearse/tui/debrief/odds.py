"""Waits for the odds of a meeting, and has a debrief worked out with them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

    from rehearse.store.looking_back import LookingBack, WorkedOut

LOOK_EVERY = 0.3
"""Seconds between two looks whether they are there."""
PATIENCE = 100
"""Looks after which they are worked out here."""


class Odds(Widget):
    """Shows nothing; tells once what came of it."""

    @dataclass
    class Found(Message):
        """The odds are there, or a sentence says why they are not."""

        found: WorkedOut | None
        sentence: str = ""

    def __init__(self, looking: LookingBack) -> None:
        """For the rehearsal that *looking* is about."""
        super().__init__(id="odds")
        self._looking = looking
        self._looks = 0
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Look for them."""
        self._timer = self.set_interval(LOOK_EVERY, self._look)
        self._look()

    def _look(self) -> None:
        self._looks += 1
        if self._timer is not None and (self._looking.session.worth() is not None or self._looks > PATIENCE):
            self._timer.stop()
            self._timer = None
            Thread(target=self._work_out, name="debrief", daemon=True).start()  # who leaves need not wait for it

    def _work_out(self) -> None:
        try:
            found = self._looking.worked_out(self._looking.session.worth_now())
        except Exception as error:  # noqa: BLE001  (a thread's boundary: it becomes a sentence on the screen)
            self.post_message(self.Found(None, f"What each line was worth could not be worked out: {error}"))
        else:
            self.post_message(self.Found(found))
