"""A program in a pseudo-terminal, for tests that look at the very screen a person would see."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pexpect
import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 60.0
"""Seconds after which a screen that does not come is a failure; nothing is measured here."""
_STILL = 0.03
"""Seconds without anything painted after which a screen counts as whole."""
_ESCAPE = "\x1b"


class Terminal:
    """A program in a pseudo-terminal, and the screen that a person would see."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "REHEARSE_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):  # the last two would hide the real size
            environment.pop(name, None)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "rehearse", *arguments],
            dimensions=(rows, columns),
            env=environment,
            timeout=PATIENCE,
        )

    def read(self, seconds: float = 0.2) -> None:
        """Take in what the program has painted."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self._take(left) is not None:
            pass

    def _take(self, seconds: float) -> bool | None:
        """Take in what is painted within so many *seconds*, and whether anything was; nothing more ever: ``None``."""
        try:
            painted = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return None
        self.stream.feed(painted)  # type: ignore[arg-type]  # bytes, as no encoding was asked for
        return True

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, *words: str) -> str:
        """Read until the screen holds every one of *words*."""
        return self.wait_until(lambda shown: all(word in shown for word in words), f"{words}")

    def wait_until(self, holds: Callable[[str], bool], what: str) -> str:
        """Read until *holds* is true of the screen, which it returns, once it is whole; *what* it should show."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            painted = self._take(_STILL)
            if not painted and holds(self.text):
                return self.text
            if painted is None:
                break
        pytest.fail(f"{what} did not come; the screen shows:\n{self.text}")

    def press(self, *keys: str) -> None:
        """Press each of *keys*, and wait a little for what it brings about."""
        for key in keys:
            self.child.send(key)
            if key == _ESCAPE:
                self.read(0.15)  # or the next key would be taken for a part of it
            elif self._take(0.15):
                while self._take(_STILL):
                    pass

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; what was painted in it is lost until it is painted anew."""
        self.screen.resize(rows, columns)
        self.screen.erase_in_display(2)
        self.child.setwinsize(rows, columns)

    def close(self) -> None:
        self.child.close(force=True)
