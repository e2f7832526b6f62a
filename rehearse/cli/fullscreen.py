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
    *,
    scenario: str,
    persona: str,
    level: str,
    seed: int | None,
    feedback: str,
    mode: str = "",
    seconds: int | None = None,
    packs: tuple[Path, ...] = (),
) -> int:
    """Open straight in a new talk; returns the exit status."""
    from rehearse.tui.app import StartTalk  # noqa: PLC0415

    return _run(StartTalk(scenario, persona, level, seed, feedback, mode, seconds), packs)


def open_resumed(rehearsal: str, *, mode: str = "", seconds: int | None = None, packs: tuple[Path, ...] = ()) -> int:
    """Open straight in an unfinished talk; returns the exit status."""
    from rehearse.tui.app import ResumeTalk  # noqa: PLC0415

    return _run(ResumeTalk(rehearsal, mode, seconds), packs)


def open_brief(*, packs: tuple[Path, ...] = ()) -> int:
    """Open straight at the person's own meeting; returns the exit status."""
    from rehearse.tui.app import OpenBrief  # noqa: PLC0415

    return _run(OpenBrief(), packs)


def open_place(place: str, boss: str = "", *, packs: tuple[Path, ...] = ()) -> int:
    """Open straight at the drill (with *boss*, if given) or the log; returns the exit status."""
    from rehearse.tui.app import OpenBetween  # noqa: PLC0415

    return _run(OpenBetween(place, boss), packs)


def _run(start: Start | None, packs: tuple[Path, ...]) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ContentError(NO_TERMINAL)
    from rehearse.tui.app import RehearseApp  # noqa: PLC0415

    app = RehearseApp(start=start, packs=packs)
    message = app.run() or app.breakdown
    if message:
        click.echo(message, err=True)
    return app.return_code or 0
