"""A debrief as two files to keep: Markdown and HTML. Nothing that is there already is overwritten."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from rehearse.coaching.report import html, markdown
from rehearse.store.places import OWNER_ONLY_FILE, exports_folder, make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.coaching.values import Debrief
    from rehearse.store.journal import Record


def save_debrief(debrief: Debrief, record: Record, folder: Path | None = None) -> tuple[Path, Path]:
    """Write both files into *folder*, by default the one for exports, and return where they lie.

    They are called after the day, the meeting and the boss; where one of the names is taken a number is added. Raises
    ``OSError`` where they cannot be written.
    """
    folder = make_folder(exports_folder() if folder is None else folder)
    day = record.started.astimezone().date().isoformat()
    name = f"{day}-{record.scenario}-{record.persona}"
    for number in count(1):
        stem = folder / (name if number == 1 else f"{name}-{number}")
        pages = (stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.html"))
        if not any(os.path.lexists(page) for page in pages):
            break
    for page, written in zip(pages, (markdown(debrief), html(debrief)), strict=True):
        descriptor = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(written)
    return pages
