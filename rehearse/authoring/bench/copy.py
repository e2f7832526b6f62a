"""Making a scenario that came with the program one's own: a copy in a pack of the person's, which takes its place."""

from __future__ import annotations

from pathlib import Path

from rehearse.loading.library import shipped_content
from rehearse.store.places import make_folder, packs_folder

OWN_PACK = "my-meetings"


class NotCopied(OSError):
    """It could not be copied; carries the sentence that says why."""


def is_shipped(file: Path) -> bool:
    """Whether *file* came with the program, and would be lost with its next version.

    Who stands in the folder of the program's sources means those.
    """
    place, shipped = file.resolve(), shipped_content().resolve()
    return place.is_relative_to(shipped) and not place.is_relative_to(Path.cwd())


def copy_place(file: Path) -> Path:
    """Where the copy of *file* is to lie."""
    return packs_folder() / OWN_PACK / "scenarios" / file.name


def copied(file: Path) -> Path:
    """Copy *file* there, unless it was before. Returns the copy; raises ``NotCopied`` with a sentence."""
    place = copy_place(file)
    try:
        make_folder(place.parent)
        if not place.exists():
            with place.open("xb") as copy:
                copy.write(file.read_bytes())
    except OSError as error:
        message = f"It could not be copied to '{place}': {error.strerror or error}."
        raise NotCopied(message) from error
    return place
