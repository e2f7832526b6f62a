"""Another program on the same journal: obeys calls on standard input, one JSON list a line, and answers each in JSON.

``python other_program.py JOURNAL [UID]``. With UID it gives up its own rights after everything is imported.
"""

import json
import os
import sqlite3
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rehearse.store.journal import Conflict, Journal
from rehearse.store.journal_file import read_copy


class Program:
    """What the test can ask for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = Journal.open(path)
        self.lock: sqlite3.Connection | None = None

    def begin(self) -> str:
        return self.journal.start(
            scenario="summons",
            persona="controlling",
            level="everyday",
            seed=7,
            content_hash="abc",
            feedback="now",
            title="Summoned",
            boss="Margaret",
        ).id

    def say(self, rehearsal: str, turn: int, choice: str) -> str:
        try:
            self.journal.say(rehearsal, turn, choice)
        except Conflict as conflict:
            return str(conflict)
        return ""

    def undo(self, rehearsal: str, turn: int) -> None:
        self.journal.undo(rehearsal, turn)

    def choices(self, rehearsal: str) -> list[str]:
        record = self.journal.get(rehearsal)
        assert record is not None
        return list(record.choices)

    def rehearsals(self) -> list[str]:
        return [record.id for record in self.journal.rehearsals()]

    def record(self, rehearsal: str) -> str:
        record = self.journal.get(rehearsal)
        assert record is not None
        return str(asdict(record))

    def notice(self) -> str:
        return self.journal.take_notice()

    def in_memory(self) -> bool:
        return self.journal.in_memory

    def hold(self, how: str) -> None:
        """Hold the journal's lock: IMMEDIATE keeps others from writing, EXCLUSIVE from reading too."""
        self.lock = sqlite3.connect(self.path, isolation_level=None)
        if how == "EXCLUSIVE":
            self.lock.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.lock.execute("BEGIN IMMEDIATE")
        self.lock.execute("UPDATE rehearsal SET title = title")

    def release(self) -> None:
        assert self.lock is not None
        self.lock.execute("COMMIT")
        self.lock.close()

    def close(self) -> None:
        self.journal.close()


def main() -> None:
    if len(sys.argv) > 2:
        with tempfile.TemporaryDirectory() as folder:  # Python loads modules late, and may not be allowed to any more
            Journal.open(Path(folder) / "journal.db").close()
            read_copy(Path(folder) / "journal.db")
        os.setgid(int(sys.argv[2]))
        os.setuid(int(sys.argv[2]))
    program = Program(Path(sys.argv[1]))
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(getattr(program, name)(*arguments)), flush=True)


main()
