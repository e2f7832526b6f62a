"""How long until the first frame is on the terminal, beside a bare Textual program in the same run.

Each program is started in a fresh process in a pseudo-terminal of 120 by 40, in turn, and the clock stops when the
frame's text has arrived. Prints the medians and their ratio; the aim is at most 1.5.

    python bench/first_paint.py [--pairs 15] [--warm-up 2]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

AIM = 1.5
TIME_OUT = 30.0
ROWS, COLUMNS = 40, 120

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("A bare program")

Bare().run()
"""


def command(name: str) -> list[str]:
    """What is started: the ``rehearse`` command as it is installed, or the bare program."""
    if name == "bare":
        return [sys.executable, "-c", BARE]
    installed = Path(sys.executable).with_name("rehearse")
    return [sys.executable, str(installed)] if installed.exists() else [sys.executable, "-m", "rehearse"]


MARKS = {"bare": b"A bare program", "rehearse": b"one moment"}
"""Text that stands in the first frame."""


def seconds_to_first_frame(name: str, home: str) -> float:
    """Start a program and wait for its first frame. Raises ``TimeoutError`` where none comes."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("TEXTUAL", "REHEARSE"))},
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "REHEARSE_HOME": home,
    }
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, command(name), environment)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        return _until(terminal, MARKS[name], begun)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _until(terminal: int, mark: bytes, begun: float) -> float:
    received = b""
    while (left := begun + TIME_OUT - time.perf_counter()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if not ready:
            break
        try:
            received += os.read(terminal, 65536)
        except OSError:
            break
        if mark in received:
            return time.perf_counter() - begun
    message = f"No first frame after {TIME_OUT:.0f} s; the program said: {received[-500:]!r}"
    raise TimeoutError(message)


def main() -> int:
    """Measure, print, and return 1 where the aim is missed."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--pairs", type=int, default=15, help="how often each program is started (at least 9)")
    arguments.add_argument("--warm-up", type=int, default=2, help="pairs that are not counted")
    options = arguments.parse_args()
    pairs = max(options.pairs, 9)
    times: dict[str, list[float]] = {"bare": [], "rehearse": []}
    with tempfile.TemporaryDirectory() as home:
        for turn in range(options.warm_up + pairs):
            for name in ("bare", "rehearse") if turn % 2 else ("rehearse", "bare"):
                seconds = seconds_to_first_frame(name, home)
                if turn >= options.warm_up:
                    times[name].append(seconds)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        print(f"{name:<9} median {medians[name]:.3f} s   from {min(found):.3f} to {max(found):.3f}   ({pairs} starts)")
    ratio = medians["rehearse"] / medians["bare"]
    print(f"ratio     {ratio:.2f}   (aim: at most {AIM})")
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
