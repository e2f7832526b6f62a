"""A program that has imported the commands and read all content, and forks a process for each command it is told of.

It reads one order per line, as JSON, and answers with one exit status per line (see ``tests/processes.py``). It ends
when nobody gives orders any more.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from importlib import import_module
from typing import Any

from rehearse.cli.commands import ALL_COMMANDS, run
from rehearse.coaching.feedback.hearing import Ear
from rehearse.loading.library import load_library

MORE = ("numpy", "networkx", "rehearse.analysis.check", "rehearse.authoring.workplace", "rehearse.cli.plain")
"""What commands import only when they come to need it."""
STREAMS = ((0, "r", os.O_RDONLY), (1, "w", os.O_WRONLY | os.O_CREAT), (2, "w", os.O_WRONLY | os.O_CREAT))


def serve() -> int | None:
    """Fork for each order. Returns a status in the forked process, and ``None`` in this one, in the end."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            return obey(order)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)
    return None


def obey(order: dict[str, Any]) -> int:
    """Run the command of *order* as if this process had begun with it."""
    signal.alarm(order["seconds"])
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["cwd"])
    for (number, mode, flags), path in zip(STREAMS, order["streams"], strict=True):
        os.dup2(os.open(path, flags, 0o600), number)
        errors = "backslashreplace" if number == 2 else "surrogateescape" if "PYTHONUTF8" in order["env"] else "strict"
        stream = os.fdopen(number, mode, encoding="utf-8", errors=errors, closefd=False)
        setattr(sys, ("stdin", "stdout", "stderr")[number], stream)
    return run(order["arguments"])


if __name__ == "__main__":
    for module in {place.partition(":")[0] for place, _ in ALL_COMMANDS.values()} | set(MORE):
        import_module(module)
    Ear(load_library())  # replies are heard by a fit that takes a while and is kept
    gc.freeze()
    assert threading.active_count() == 1
    sys.exit(serve())
