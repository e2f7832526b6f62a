"""Debrief and prep sheet as files: Markdown to keep, HTML to print. Nothing that is there already is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.prep import page as prep_page
from rehearse.coaching.report import comparison as report_comparison
from rehearse.coaching.report.html import html
from rehearse.coaching.report.markdown import markdown
from rehearse.store.looking_back import whole_debrief
from rehearse.store.places import exports_folder, make_folder

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from rehearse.coaching.debrief.comparison import Comparison
    from rehearse.coaching.feedback.values import Debrief
    from rehearse.coaching.prep.values import PrepSheet
    from rehearse.store.record import Record
    from rehearse.store.session import Session


def export_debrief(debrief: Debrief, record: Record) -> str:
    """Write both files into the exports folder; returns a sentence: where they are, or why they are not."""
    stem = f"{record.started:%Y-%m-%d}-{record.scenario}-{record.persona}"
    return _exported("debrief", stem, markdown(debrief), html(debrief))


def export_whole(session: Session) -> str:
    """Write the debrief of *session* likewise with its odds, which may take seconds; without them where that fails."""
    try:
        debrief = whole_debrief(session, session.worth_now())
    except Exception:  # noqa: BLE001  (whatever goes wrong with the odds, the rest is worth having)
        debrief = whole_debrief(session)
    return export_debrief(debrief, session.record)


def export_comparison(found: Comparison, record: Record) -> str:
    """Write two branches of a rehearsal side by side in both forms likewise."""
    stem = f"{record.started:%Y-%m-%d}-{record.scenario}-{record.persona}-side-by-side"
    return _exported("comparison", stem, report_comparison.markdown(found), report_comparison.html(found))


def export_prep(sheet: PrepSheet, day: date) -> str:
    """Write the prep sheet in both forms likewise, under the *day* on which it is done."""
    return _exported("page", f"{day:%Y-%m-%d}-prep-sheet", prep_page.markdown(sheet), prep_page.html(sheet))


def _exported(what: str, stem: str, as_markdown: str, as_html: str) -> str:
    folder = exports_folder()
    try:
        make_folder(folder)
        stem = _free_stem(folder, stem)
        for suffix, written in ((".md", as_markdown), (".html", as_html)):
            with (folder / f"{stem}{suffix}").open("x", encoding="utf-8") as file:
                file.write(written)
    except OSError as error:
        return f"The {what} could not be written to {folder}: {error.strerror or error}."
    return f"Saved as {stem}.md and {stem}.html in {folder}."


def _free_stem(folder: Path, stem: str) -> str:
    number, free = 1, stem
    while (folder / f"{free}.md").exists() or (folder / f"{free}.html").exists():
        number += 1
        free = f"{stem}-{number}"
    return free
