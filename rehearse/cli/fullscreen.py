"""Opening the full-screen program, with a sentence where that cannot be done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.authoring.workplace import Workplace
    from rehearse.engine import Entry
    from rehearse.tui.answers import LeadWorkshop
    from rehearse.tui.app import RehearseApp, Start

NO_TERMINAL = (
    "The full-screen program needs a terminal. For lines on standard input and output: "
    "rehearse play SCENARIO --boss BOSS --plain"
)

NO_TERMINAL_FOR_THE_BENCH = (
    "The bench needs a terminal. Without one, 'rehearse check FILE --watch' follows a file while you write it."
)


USUAL_PORT = 8000
"""Where a workshop is served that was not told where."""


def open_program(packs: tuple[Path, ...] = ()) -> int:
    """Open at the home screen; returns the exit status."""
    return _run(None, packs)


def open_talk(  # noqa: PLR0913  (what a talk begins with)
    *,
    scenario: str,
    persona: str,
    level: str,
    seed: int | None,
    feedback: str,
    mode: str = "",
    seconds: int | None = None,
    packs: tuple[Path, ...] = (),
    said: tuple[Entry, ...] = (),
) -> int:
    """Open straight in a new talk, after the lines *said*; returns the exit status."""
    from rehearse.tui.app import StartTalk  # noqa: PLC0415

    return _run(StartTalk(scenario, persona, level, seed, feedback, mode, seconds, said), packs)


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


def open_bench(workplace: Workplace, boss: str = "", packs: tuple[Path, ...] = ()) -> int:
    """Open straight at the author's bench, with what was read already; returns the exit status."""
    from rehearse.coaching.feedback.catalogue import Catalogue  # noqa: PLC0415
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.tui.answers import OpenBench  # noqa: PLC0415
    from rehearse.tui.app import RehearseApp  # noqa: PLC0415
    from rehearse.tui.home.shelf import Shelf  # noqa: PLC0415

    _refuse_without_a_terminal(NO_TERMINAL_FOR_THE_BENCH)
    library = workplace.library
    start = OpenBench(workplace.scenario, boss, workplace.file, packs)
    return _opened(RehearseApp(start=start, read=lambda _: Shelf(library, Catalogue(library), Journal.open())))


def _run(start: Start | None, packs: tuple[Path, ...]) -> int:
    _refuse_without_a_terminal(NO_TERMINAL)
    from rehearse.tui.app import RehearseApp  # noqa: PLC0415

    app = RehearseApp(start=start, packs=packs)
    status = _opened(app)
    return _led(app.workshop, packs) if app.workshop is not None else status


def _led(wanted: LeadWorkshop, packs: tuple[Path, ...]) -> int:
    """Lead a workshop, as its command does with what was chosen."""
    from rehearse.cli.workshop.commands import workshop  # noqa: PLC0415
    from rehearse.workshop.server.network import CannotServe, listening  # noqa: PLC0415

    which: tuple[str, ...] = {"trial": ("--trial",), "lan": ("--lan",)}.get(wanted.who, ())
    try:
        listening(USUAL_PORT).close()
    except CannotServe:  # nobody was asked which port: any other does as well
        which += ("--port", "0")
    further = (part for pack in packs for part in ("--pack", str(pack)))
    told = (wanted.scenario, "--boss", wanted.boss, "--level", wanted.level, *which, *further)
    return workshop.main(["run", *told], standalone_mode=False) or 0


def _refuse_without_a_terminal(sentence: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ContentError(sentence)


def _opened(app: RehearseApp) -> int:
    message = app.run() or app.breakdown
    if message:
        click.echo(message, err=True)
    return app.return_code or 0
