"""The command that plays to a place: found by playing, so that it leads there."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rehearse.engine.entry import Entry
from rehearse.engine.play import StoryLoop, is_over
from rehearse.engine.replay import replay
from rehearse.loading.library import shipped_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.analysis.checks.traps import Trap
    from rehearse.engine.story import Story
    from rehearse.loading.library import Library

MOST_SEEDS = 500
"""Seeds that are tried for one with which chance goes as it must."""


class PlayedTo(NamedTuple):
    """A rehearsal as far as a place."""

    library: Library
    scenario: str
    persona: str
    level: str
    seed: int
    lines: tuple[str, ...]

    def command(self) -> str:
        """What to type for it; empty where the scenario lies where 'play' cannot find it."""
        file = Path(self.library.origins["scenarios", self.scenario].document.path)
        pack = file.parent.parent
        words = ["rehearse", "play", self.scenario, "--boss", self.persona]
        if file.parent.name != "scenarios":
            return ""
        if pack.resolve() != shipped_content().resolve():
            words += ["--pack", str(pack)]
        if self.level != "everyday":
            words += ["--level", self.level]
        words += ["--seed", str(self.seed)]
        if self.lines:
            words += ["--say", ",".join(ids_of(self.lines))]
        return shlex.join(words)


def playable(library: Library, story: Story, level: str, trap: Trap) -> str:
    """The command that leads to *trap*; empty where none was found."""
    for seed in range(1, MOST_SEEDS + 1):
        if _leads(story, level, seed, trap):
            return PlayedTo(library, story.scenario, story.boss.persona, level, seed, trap.lines).command()
    return ""


def ids_of(lines: Sequence[str]) -> list[str]:
    """Lines as a journal keeps them, without words."""
    return [Entry.read(line).what for line in lines]


def _leads(story: Story, level: str, seed: int, trap: Trap) -> bool:
    try:
        played = replay(story, seed=seed, level=level, choices=trap.lines)
    except StoryLoop:
        return trap.kind == "loop"
    state = played.now.state
    if played.divergence is not None or state.node != trap.node:
        return False
    return trap.kind == "endless" or (trap.kind == "stuck" and is_over(story, state))
