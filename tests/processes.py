"""The ``rehearse`` command in processes of its own: begun afresh, or, where the beginning is not the point, forked.

Each test that runs a command wants a process: its own standard streams, environment, folder and exit status. Beginning
one means importing everything and reading all content, which takes far longer than what most commands then do. So one
process per test runner does that once (``tests/process_nursery.py``) and forks one for each command that is run.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NURSERY = Path(__file__).with_name("process_nursery.py")
TIMEOUT = 120
"""Seconds after which a command that does not end is a failure; nothing is measured here."""


def run_afresh(
    *arguments: str, given: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``rehearse`` in a process that begins with nothing, as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "rehearse", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=TIMEOUT,
        cwd=cwd,
        env={**(os.environ if env is None else env)},
    )


def run_forked(
    *arguments: str, given: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The same in a forked process, with every warning an error. Streams are UTF-8; *env* is the whole environment."""
    nursery = _nursery()
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    with tempfile.TemporaryDirectory(prefix="rehearse-streams-") as folder:
        streams = [Path(folder) / name for name in ("in", "out", "err")]
        streams[0].write_bytes(given if isinstance(given, bytes) else given.encode())
        order = {
            "arguments": arguments,
            "streams": list(map(str, streams)),
            "env": dict(os.environ if env is None else env),
            "cwd": str(cwd or Path.cwd()),
            "seconds": TIMEOUT,
        }
        nursery.stdin.write(f"{json.dumps(order)}\n")
        nursery.stdin.flush()
        status = nursery.stdout.readline()
        assert status, "The process that others are forked from has ended."
        shown, complained = (stream.read_bytes().decode() for stream in streams[1:])
    return subprocess.CompletedProcess(list(arguments), int(status), shown, complained)


@cache
def _nursery() -> subprocess.Popen[str]:
    nursery = subprocess.Popen(
        [sys.executable, "-W", "error", str(NURSERY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # a process with threads is not forked
    )
    atexit.register(_end, nursery)
    return nursery


def _end(nursery: subprocess.Popen[str]) -> None:
    with nursery:
        nursery.kill()
