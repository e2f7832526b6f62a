"""``rehearse workshop report`` and ``export``: what is told of a session, written to a file or a folder."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, read_library, write_new
from rehearse.store.places import write_whole
from rehearse.workshop.keys import as_code
from rehearse.workshop.report.telling import report_of
from rehearse.workshop.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.loading.library import Library
    from rehearse.workshop.archive.archive import Archive, Kept, Stored

NONE_KEPT = "No session is kept, so there is nothing to tell of."
NO_XLSX = "XLSX needs an extra that is not installed: rehearse[xlsx]. CSV needs nothing."
STDOUT = Path("-")
_LONGEST = 40
_NO_FILE_NAME = re.compile(r"[^a-z0-9]+")
SUFFIXES = {"html": ".html", "csv": "", "xlsx": ".xlsx", "xapi": ".jsonl"}


async def stored_of(archive: Archive, which: str) -> tuple[Kept, tuple[Stored, ...]]:
    """The session of that id or code, or the newest; raises ``ContentError`` where there is none."""
    kept = await _found(archive, which)
    stored = await archive.events(kept.id)
    if not stored:
        raise _unknown(which or kept.id)
    return kept, stored


async def _found(archive: Archive, which: str) -> Kept:
    if not which:
        newest = await archive.sessions()
        if not newest:
            raise ContentError(NONE_KEPT)
        return newest[0]
    found = await archive.session(which) or await archive.find(as_code(which))
    if found is None:
        raise _unknown(which)
    return found


def _unknown(which: str) -> ContentError:
    return ContentError(f"There is no session '{clean(which, 100)}'. 'rehearse workshop list' lists them.")


def written_report(
    session: tuple[Kept, tuple[Stored, ...]], packs: tuple[Path, ...], to: Path | None, *, force: bool
) -> Path | None:
    """Write the page; where it lies, or nothing where it went to standard output."""
    from rehearse.workshop.report.page import html  # noqa: PLC0415  (only here)

    kept, stored = session
    target = to or _usual(kept, "html")
    _look_first([target], force=force)
    page = html(report_of(_library(packs), stored))
    return _write(page.encode(), target, force=force)


def written_export(
    session: tuple[Kept, tuple[Stored, ...]], packs: tuple[Path, ...], form: str, to: Path | None, *, force: bool
) -> Path | None:
    """Write the tables or the statements; where they lie, or nothing where they went to standard output."""
    kept, stored = session
    target = to or _usual(kept, form)
    if form == "csv":
        return _write_folder(_csv(stored, packs), target, force=force)
    _look_first([target], force=force)
    if form == "xapi":
        return _write(_xapi(stored, packs), target, force=force)
    return _write(_xlsx(stored, packs), target, force=force)


def _csv(stored: tuple[Stored, ...], packs: tuple[Path, ...]) -> dict[str, bytes]:
    from rehearse.workshop.report.csv_files import as_files  # noqa: PLC0415  (only here)
    from rehearse.workshop.report.tables import tables_of  # noqa: PLC0415

    return as_files(tables_of(report_of(_library(packs), stored)))


def _xlsx(stored: tuple[Stored, ...], packs: tuple[Path, ...]) -> bytes:
    try:
        from rehearse.workshop.report.xlsx_file import as_xlsx  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise ContentError(NO_XLSX) from error
    from rehearse.workshop.report.tables import tables_of  # noqa: PLC0415

    report = report_of(_library(packs), stored)
    return as_xlsx(tables_of(report), report.title, report.began)


def _xapi(stored: tuple[Stored, ...], packs: tuple[Path, ...]) -> bytes:
    from rehearse.workshop.report.statements import as_lines, statements_of  # noqa: PLC0415  (only here)

    written = statements_of(_library(packs), stored)
    for notice in written.notices:
        click.echo(notice, err=True)
    return as_lines(written.statements).encode()


def _library(packs: tuple[Path, ...]) -> Library:
    if sys.stderr.isatty():
        click.echo("Working it out …", err=True)
    return read_library(packs)


# --- where it goes


def _usual(kept: Kept, form: str) -> Path:
    """A name in the current folder: the session's title and day."""
    title = _NO_FILE_NAME.sub("-", kept.title.casefold())[:_LONGEST].strip("-") or "workshop"
    day = datetime.fromtimestamp(kept.created).astimezone().date().isoformat()
    return Path(f"{day}-{title}{SUFFIXES[form]}")


def _look_first(targets: list[Path], *, force: bool) -> None:
    """Say at once that a file is there, and not after seconds of work. It is looked at again when it is written."""
    for target in targets:
        if not force and target != STDOUT and target.exists():
            message = f"'{target}' is there already; nothing was written. Choose another name, or add --force."
            raise ContentError(message)


def _write(content: bytes, target: Path, *, force: bool) -> Path | None:
    if target == STDOUT:
        click.echo(content, nl=False)
        return None
    if not force:
        write_new(content, target)
        return target
    try:
        write_whole(target, content)
    except OSError as error:
        message = f"'{target}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error
    return target


def _write_folder(files: Mapping[str, bytes], folder: Path, *, force: bool) -> Path:
    """Several files in one folder, which is made where it is not there; none where one of them is there already."""
    if folder == STDOUT:
        message = "CSV is several files, which need a folder: name one with --to."
        raise ContentError(message)
    _look_first([folder / name for name in files], force=force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"'{folder}' cannot be made: {error.strerror or error}."
        raise ContentError(message) from error
    for name, content in files.items():
        _write(content, folder / name, force=force)
    return folder
