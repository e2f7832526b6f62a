"""Writing an author's files: at every moment the old one or the new one, with the permissions that it had."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from rehearse.store.places import write_whole

if TYPE_CHECKING:
    from pathlib import Path

USUAL_MODE = 0o644
"""Who may read a file that was not there before: an author's files are for handing on."""


def rewrite(path: Path, content: bytes) -> None:
    """Write *content* in the place of the file at *path*, or of the one that it points to.

    Raises ``OSError`` where it cannot be written; then the old file is as it was.
    """
    real = path.resolve()
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
    except FileNotFoundError:
        mode = USUAL_MODE
    write_whole(real, content, mode)
