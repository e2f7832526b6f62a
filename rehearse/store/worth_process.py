"""A process of its own that computes the odds of one meeting, so that the program goes on answering meanwhile.

It is started with ``python -m``, reads what to do from standard input, keeps the odds in the cache and writes them to
standard output. Standard input stays open: when it closes, whoever asked is gone, and so is this. Nothing it does shows
on a terminal.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from threading import Thread, Timer
from typing import TYPE_CHECKING, NamedTuple

from rehearse.store.own_process import be_nice, started
from rehearse.store.worth import framed, keep, unframed

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

    from rehearse.model.advice import Move
    from rehearse.model.persona import Persona
    from rehearse.model.rules import GroundRules
    from rehearse.model.scenario import Scenario

MOST_SECONDS = 180.0
"""A process that takes longer is ended."""
_NICER = 10


class Job(NamedTuple):
    """Everything that decides the odds, and the key that they are kept by."""

    key: str
    scenario: Scenario
    persona: Persona
    second: Persona | None
    rules: GroundRules
    moves: Mapping[str, Move]
    level: str
    ranks: tuple[int, ...]


def done_elsewhere(job: Job) -> bytes | None:
    """The odds, computed in a process of their own; nothing where it came to nothing. Waits for it."""
    with suppress(OSError):  # it cannot be started, or died before it had heard what to do
        return _done_by(started(__name__), job)
    return None


def _done_by(process: subprocess.Popen[bytes], job: Job) -> bytes | None:
    with process:
        assert process.stdin is not None  # noqa: S101  (as started)
        assert process.stdout is not None  # noqa: S101
        timer = Timer(MOST_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            return unframed(process.stdout.read())
        finally:
            timer.cancel()
            process.kill()


def main() -> None:
    """Do the job that standard input tells."""
    be_nice(_NICER)
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301  (from the program that started this)
    Thread(target=_end_with_the_program, daemon=True).start()
    data = _computed(job)
    keep(job.key, data)
    sys.stdout.buffer.write(framed(data))
    sys.stdout.buffer.flush()
    os._exit(0)  # the thread still waits for standard input


def _computed(job: Job) -> bytes:
    from rehearse.coaching.odds.worth import computed  # noqa: PLC0415  (loads numpy, which the program need not)
    from rehearse.engine import compile_story  # noqa: PLC0415

    story = compile_story(job.scenario, job.persona, job.rules, job.moves, second=job.second)
    return computed(story, job.level, job.ranks)


def _end_with_the_program() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
