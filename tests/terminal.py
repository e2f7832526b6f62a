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
    from pathlib import Path

PATIENCE = 30.0
"""Seconds after which a screen that does not come is a failure; nothing is measured here."""


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
        while time.monotonic() < until:
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.05))  # type: ignore[arg-type]  # bytes
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, *words: str) -> str:
        """Read until the screen holds every one of *words*."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read()
            if all(word in self.text for word in words):
                return self.text
        pytest.fail(f"{words} did not come; the screen shows:\n{self.text}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.child.send(key)
            self.read(0.15)

    def close(self) -> None:
        self.child.close(force=True)
