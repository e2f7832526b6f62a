"""What ended the program: a sentence for the person, and the traceback in a file for whoever mends it."""

from __future__ import annotations

import traceback
from datetime import datetime

from rehearse.store import places


def told(error: BaseException | None) -> str:
    """A sentence about *error*, whose traceback is written to a file in the data folder if that can be done."""
    what = f"The program had to stop ({type(error).__name__}). Nothing that was said is lost."
    kept = _kept(error)
    return f"{what} What happened is in {kept}." if kept else what


def _kept(error: BaseException | None) -> str:
    if error is None:
        return ""
    try:
        folder = places.make_folder(places.data_folder())
        path = folder / f"breakdown-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.txt"
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        path.chmod(places.OWNER_ONLY_FILE)
    except OSError:
        return ""
    return str(path)
