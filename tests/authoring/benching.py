"""The small meeting as a file that somebody writes: its text in rows, to be changed as an author would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from rehearse.authoring.bench.bench import Bench
from rehearse.authoring.bench.draft import Unreadable, reread
from tests.tui.world import BOSS, WEST, _scenario, make_pack

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.authoring.bench.bench import Moved
    from rehearse.authoring.workplace import Workplace

HEAD = "# A small meeting, as an author writes it.\n"


def scenario_text() -> str:
    """The small meeting as YAML."""
    return HEAD + yaml.safe_dump(_scenario(lambda text: text, 4), sort_keys=False, width=100)


@dataclass
class Desk:
    """A pack on disk, and the bench with its meeting."""

    file: Path
    bench: Bench

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def line_of(self, words: str) -> int:
        """The first line of the file in which *words* stand."""
        return next(number for number, line in enumerate(self.text.splitlines(), 1) if words in line)

    def write(self, old: str, new: str, count: int = 1) -> None:
        """Change the file as an author does."""
        assert old in self.text, old
        self.file.write_text(self.text.replace(old, new, count), encoding="utf-8")

    def save(self, old: str, new: str, count: int = 1) -> Moved | None:
        """Change it, and have the bench follow; nothing comes back where it cannot be shown."""
        self.write(old, new, count)
        return self.follow()

    def follow(self) -> Moved | None:
        """Have the bench follow whatever was saved."""
        try:
            return self.bench.take(reread(self.bench.draft, self.bench.persona))
        except Unreadable as error:
            self.bench.findings.refuse(error)
            return None


def written_pack(folder: Path) -> Path:
    """The pack of the small meeting, its scenario in rows; the scenario's file."""
    make_pack(folder)
    file = folder / "scenarios" / f"{WEST}.yaml"
    file.write_text(scenario_text(), encoding="utf-8")
    return file


def laid_out(workplace: Workplace) -> Desk:
    """The bench with the small meeting as it was first written, and its plain boss; *workplace* was read from that."""
    workplace.file.write_text(scenario_text(), encoding="utf-8")
    return Desk(workplace.file, Bench(workplace, BOSS))
