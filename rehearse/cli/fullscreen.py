"""Opening the full-screen program, with a sentence where that cannot be done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.tui.app import Start

NO_TERMINAL = (
    "The full-screen program needs a terminal. For lines on standard input and output: "
    "rehearse play SCENARIO --boss BOSS --plain"
)


def open_program(packs: tuple[Path, ...] = ()) -> int:
    """Open at the home screen; returns the exit status."""
    return _run(None, packs)


def open_talk(
    *, scenario: str, persona: str, level: str, seed: int | None, feedback: str, packs: tuple[Path, ...] = ()
) -> int:
    """Open straight in a new talk; returns the exit status."""
    from rehearse.tui.app import StartTalk  # noqa: PLC0415

    return _run(StartTalk(scenario=scenario, persona=persona, level=level, seed=seed, feedback=feedback), packs)


def open_resumed(rehearsal: str, *, packs: tuple[Path, ...] = ()) -> int:
    """Open straight in an unfinished talk; returns the exit status."""
    from rehearse.tui.app import ResumeTalk  # noqa: PLC0415

    return _run(ResumeTalk(rehearsal=rehearsal), packs)


def _run(start: Start | None, packs: tuple[Path, ...]) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ContentError(NO_TERMINAL)
    from rehearse.tui.app import RehearseApp  # noqa: PLC0415

    app = RehearseApp(start=start, packs=packs)
    message = app.run() or app.breakdown
    if message:
        click.echo(message, err=True)
    return app.return_code or 0
