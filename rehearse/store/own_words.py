"""The person's own wording of the prep sheet on disk, beside the brief and for the owner alone.

What cannot be read is told in a sentence and left as it is; where something is saved over it, it is kept aside.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.coaching.prep.values import Own, plain
from rehearse.store.brief import Saving
from rehearse.store.places import make_folder, own_words_path, put_aside, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 200_000
"""A file larger than this was not written here."""
LONGEST_KEY, LONGEST = 80, 2000


def load_own(path: Path | None = None) -> tuple[dict[str, Own], str]:
    """The person's own words by the place where they stand, and a sentence where something cannot be read.

    Never raises. Where there is no file there are none.
    """
    path = path or own_words_path()
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, f"Your own words for the prep sheet cannot be read from {path}: {error.strerror or error}."
    found = _parsed(raw)
    if found is None:
        return {}, f"Your own words for the prep sheet cannot be read: {path} is damaged. It is left as it is."
    own = {key: mine for key, value in found.items() if (mine := _read(key, value)) is not None}
    if left := len(found) - len(own):
        what = "one of them is" if left == 1 else f"{left} of them are"
        return own, f"Your own words for the prep sheet cannot all be read: {what} left out. They are in {path}."
    return own, ""


def save_own(own: Mapping[str, Own], path: Path | None = None) -> Saving:
    """Write *own* so that the file is at every moment either the old one or the new one.

    What is told is why it could not be saved, or that the file which stood there could not be read and is kept under
    another name.
    """
    path = Path(os.path.realpath(path or own_words_path()))  # a link is written through, not replaced
    words = {key: {"text": mine.text, "instead_of": mine.instead_of, "used": mine.used} for key, mine in own.items()}
    told = ""
    try:
        make_folder(path.parent)
        if path.exists() and load_own(path)[1]:
            aside = put_aside(path)
            told = f"Saved. What was there could not be read as a whole; it is kept as {aside}."
        write_whole(path, json.dumps({"words": words}, indent=2, ensure_ascii=False) + "\n")
    except OSError as error:
        return Saving(
            done=False, told=f"Your own words could not be saved in {path.parent}: {error.strerror or error}."
        )
    return Saving(done=True, told=told)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    """The words in a file's bytes, or nothing where they are no such file's."""
    if len(raw) > MAX_BYTES:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    words = found.get("words") if isinstance(found, dict) else None
    return words if isinstance(words, dict) else None


def _read(key: str, value: Any) -> Own | None:  # noqa: ANN401  (whatever the file holds)
    """What a person wrote at the place *key*; nothing where it is not of the right kind."""
    if not isinstance(value, dict) or not 0 < len(key) <= LONGEST_KEY:
        return None
    text, instead_of, used = value.get("text"), value.get("instead_of", ""), value.get("used", True)
    if not isinstance(text, str) or not isinstance(instead_of, str) or not isinstance(used, bool):
        return None
    return Own(plain(text)[:LONGEST], plain(instead_of)[:LONGEST], used)
