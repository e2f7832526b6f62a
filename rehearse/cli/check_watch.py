"""``rehearse check --watch``: quick problems at every save, and the deep ones as soon as they are found.

The deep checks run in a process of their own, which is ended when the next save comes: what has been overtaken is not
waited for.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from watchfiles import watch

from rehearse.authoring.check.report import CONTENT_FOLDERS, examined, subject_of
from rehearse.authoring.workplace import SUFFIXES, NotThere
from rehearse.cli.check import show
from rehearse.loading.library import shipped_content
from rehearse.model.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from watchfiles import Change

    from rehearse.authoring.check.report import Subject

_STEP, _DEBOUNCE = 20, 60
"""Milliseconds: between looks at what was saved, and at most before a burst of saves is taken as one."""
_FOOT = 8
"""Lines below the problems, those included that a long problem may take up more than it is counted for."""
_PATIENCE = 100
"""Milliseconds between looks at whether the deep checks have ended."""


def keep_checking(subject: Subject, paths: Sequence[Path], packs: Sequence[Path], *, notes: bool) -> int:
    """Check *paths* (which are *subject*) now and at every save; ends with Ctrl+C, and returns 0."""
    deep = _Deep(paths, packs)
    try:
        _look(deep, paths, packs, notes=notes)
        saves = watch(
            *_watched(subject),
            watch_filter=_is_content,
            debounce=_DEBOUNCE,
            step=_STEP,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=bool(subject.folders or subject.packs),
        )
        for saved in saves:
            if saved:
                deep.stop()
                _look(deep, paths, packs, notes=notes)
            elif deep.has_ended:
                _show(*deep.problems(), notes=notes)
    except KeyboardInterrupt:
        pass
    finally:
        deep.stop()
    click.echo()
    return 0


def _look(deep: _Deep, paths: Sequence[Path], packs: Sequence[Path], *, notes: bool) -> None:
    """Show the quick problems, and let the deep ones be looked for."""
    try:
        quick = examined(subject_of(paths, packs)).quick
    except NotThere as error:  # between two steps of an editor, or gone for good
        _show((), str(error), notes=notes)
        return
    deep.start()
    _show(quick, "Deep checks …", notes=notes)


def _show(problems: Sequence[Problem], said: str, *, notes: bool) -> None:
    rows = 0
    if sys.stdout.isatty():
        click.clear()
        rows = max(shutil.get_terminal_size().lines - _FOOT, 1)
    show(problems, notes=notes, rows=rows)
    now = datetime.now().astimezone()
    click.echo(f"{now:%H:%M:%S}  {said}  Checked again at every save; Ctrl+C ends it.", err=True)


def _watched(subject: Subject) -> list[Path]:
    shipped = shipped_content().resolve()
    folders = {folder for folder in (*subject.folders, *subject.packs) if folder != shipped}
    if shipped in subject.folders:
        folders |= {shipped / name for name in CONTENT_FOLDERS if (shipped / name).is_dir()}
    return sorted(folders | {file.parent for file in subject.files})


def _is_content(_: Change, path: str) -> bool:
    return Path(path).suffix in SUFFIXES


class _Deep:
    """All checks of what *paths* name, running in a process of their own."""

    def __init__(self, paths: Sequence[Path], packs: Sequence[Path]) -> None:
        named = [part for pack in packs for part in ("--pack", str(pack))]
        self._command = [sys.executable, "-m", "rehearse", "check", "--json", *named, "--", *map(str, paths)]
        self._process: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None

    @property
    def has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def start(self) -> None:
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  (closed by stop)
        self._process = subprocess.Popen(  # noqa: S603  (this program itself)
            self._command, stdin=subprocess.DEVNULL, stdout=self._output, stderr=subprocess.DEVNULL
        )

    def stop(self) -> None:
        if self._process is not None:
            with suppress(OSError):
                self._process.kill()
            self._process.wait()
        if self._output is not None:
            self._output.close()
        self._process = self._output = None

    def problems(self) -> tuple[tuple[Problem, ...], str]:
        """What was found, and a sentence about it; may be asked once, after the process has ended."""
        output = b""
        if self._output is not None:
            self._output.seek(0)
            output = self._output.read()
        self.stop()
        try:
            return tuple(map(_problem, json.loads(output))), "Deep checks finished."
        except ValueError:
            return (), "The deep checks did not finish; 'rehearse check' without --watch tells why."


def _problem(data: dict[str, Any]) -> Problem:
    span = Span(data["path"], data["line"], data["column"])
    return Problem(data["code"], data["severity"], span, data["message"], data["hint"], data["play"])
