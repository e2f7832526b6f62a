"""Rehearsals to write, and other programs that have the same journal open."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rehearse.store.journal import Journal, Record

NOBODY = 65_534


def begin(journal: Journal, **changes: Any) -> Record:
    """A rehearsal begun in *journal*."""
    facts: dict[str, Any] = {
        "scenario": "summons",
        "persona": "controlling",
        "level": "everyday",
        "seed": 7,
        "content_hash": "abc",
        "feedback": "now",
        "title": "Summoned",
        "boss": "Margaret",
    }
    return journal.start(**(facts | changes))


def say_all(journal: Journal, record: Record, *choices: str) -> None:
    """Say *choices* one after the other from the beginning."""
    for turn, choice in enumerate(choices, 1):
        journal.say(record.id, turn, choice)


class OtherProgram:
    """Another process that has the journal open."""

    def __init__(self, path: Path, uid: int | None = None) -> None:
        command = [sys.executable, str(Path(__file__).with_name("other_program.py")), str(path)]
        command += [] if uid is None else [str(uid)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ready(self) -> OtherProgram:
        """Wait until it has the journal open."""
        assert self._answer() == "ready"
        return self

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the other program ended"
        return json.loads(line)

    def call(self, name: str, *arguments: Any) -> Any:
        """Have it do something; returns when it has."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def kill(self) -> None:
        """End it as ``kill -9`` does."""
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """Let it end by itself, and clear up."""
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        self.process.wait(10)
