"""How long the boss waits for an answer in a real talk, and the thin line that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from rehearse.tui.content import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content
    from textual.timer import Timer

TICK = 0.25
"""Seconds between two looks at the clock."""
LONGEST_STEP = 1.0
"""Seconds that pass at once at most: what lies between two looks beyond this, the machine slept."""
KEY_HOLDS = 4.0
"""Seconds for which a key that writes makes the clock stand still."""
LAST_PART = 1 / 3
"""From this share on what is left is told in words."""
LONGEST_LINE = 40
"""Columns of the line at most; each stands for a small step, so that it moves calmly."""


class AnswerClock:
    """The time for one answer. Somebody who types is answering: then it stands still, for as long again at most."""

    def __init__(self, seconds: float) -> None:
        """A clock that waits so many *seconds*."""
        self._seconds = seconds
        self._waited = 0.0
        self._lent = 0.0  # to typing
        self._held = 0.0  # for so long the last key makes it stand still

    def key(self) -> None:
        """A sign was written."""
        self._held = KEY_HOLDS

    def pass_by(self, seconds: float) -> None:
        """Let *seconds* pass."""
        seconds = min(seconds, LONGEST_STEP)
        lent = min(seconds, self._held, self._seconds - self._lent)
        self._held = max(self._held - seconds, 0.0)
        self._lent += lent
        self._waited += seconds - lent

    @property
    def left(self) -> float:
        """The share of the time that is left, from 1 to 0."""
        return max(1 - self._waited / self._seconds, 0.0)


class WaitingLine(Static):
    """A thin line that grows shorter while the boss waits, with words in its last part. Not there without a clock."""

    @dataclass
    class Over(Message):
        """The time is up; it has begun anew."""

    def __init__(self, boss: str, waiting: Callable[[], bool], now: Callable[[], float] = monotonic) -> None:
        """The line for a *boss*; time passes as *now* tells in seconds, and only while *waiting* holds."""
        super().__init__(markup=False)
        self._boss = boss
        self._waiting = waiting
        self._now = now
        self._looked = 0.0
        self._seconds = 0.0
        self._clock: AnswerClock | None = None
        self._shown: tuple[int, str] = (0, "")
        self._timer: Timer | None = None
        self.display = False

    def on_mount(self) -> None:
        """Look at the clock again and again, as soon as there is one."""
        self._timer = self.set_interval(TICK, self.look, pause=not self.running)

    def on_resize(self) -> None:
        """Draw it for the width there is."""
        self._draw()

    def begin(self, seconds: float) -> None:
        """Begin to wait for an answer, for *seconds*; for 0, as long as one likes."""
        self._seconds = seconds
        self._clock = AnswerClock(seconds) if seconds else None
        self._looked = self._now()
        self.display = self.running
        if self._timer is not None:
            if self.running:
                self._timer.resume()
            else:
                self._timer.pause()
        self._draw()

    @property
    def running(self) -> bool:
        """Whether there is a clock."""
        return self._clock is not None

    def written(self) -> None:
        """A sign was written into the field."""
        if self._clock is not None:
            self._clock.key()

    def look(self) -> None:
        """Let the time pass that has passed since the last look."""
        now = self._now()
        passed, self._looked = now - self._looked, now
        if self._clock is None or not self._waiting():
            return
        self._clock.pass_by(passed)
        if self._clock.left:
            self._draw()
        else:
            self.begin(self._seconds)
            self.post_message(self.Over())

    def _draw(self) -> None:
        left = self._clock.left if self._clock else 1.0
        words = f"{self._boss} is waiting …" if left <= LAST_PART else ""
        shown = round(left * min(self.content_size.width, LONGEST_LINE)), words
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """The line, and the words once it is short."""
        columns, words = self._shown
        return joined(("━" * columns, "$accent"), (f"  {words}" if words else "", "italic"))
