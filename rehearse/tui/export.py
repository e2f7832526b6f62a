"""A debrief as files: Markdown to keep, HTML to print. Nothing that is there already is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.report import markdown
from rehearse.coaching.report_html import html
from rehearse.store.places import exports_folder, make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.coaching.values import Debrief
    from rehearse.store.record import Record


def export_debrief(debrief: Debrief, record: Record) -> str:
    """Write both files into the exports folder; returns a sentence: where they are, or why they are not."""
    folder = exports_folder()
    try:
        make_folder(folder)
        stem = _free_stem(folder, f"{record.started:%Y-%m-%d}-{record.scenario}-{record.persona}")
        for suffix, written in ((".md", markdown(debrief)), (".html", html(debrief))):
            with (folder / f"{stem}{suffix}").open("x", encoding="utf-8") as file:
                file.write(written)
    except OSError as error:
        return f"The debrief could not be written to {folder}: {error.strerror or error}."
    return f"Saved as {stem}.md and {stem}.html in {folder}."


def _free_stem(folder: Path, stem: str) -> str:
    number, free = 1, stem
    while (folder / f"{free}.md").exists() or (folder / f"{free}.html").exists():
        number += 1
        free = f"{stem}-{number}"
    return free
