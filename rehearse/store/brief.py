"""The person's own meeting on disk, for the owner alone. What cannot be read is kept aside, never overwritten."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rehearse.loading.brief_file import read_brief, written
from rehearse.loading.yaml_reader import MAX_BYTES
from rehearse.model.brief import Brief
from rehearse.model.problem import Problem, Span
from rehearse.store.places import (
    OWNER_ONLY_FILE,
    beside_brief,
    brief_path,
    kept_aside,
    make_folder,
    put_aside,
    write_whole,
)

if TYPE_CHECKING:
    from collections.abc import Collection


class Saving(NamedTuple):
    """What became of a brief that was to be saved."""

    done: bool
    told: str  # a sentence for the person, where there is something to say


def load_brief(
    path: Path | None = None, *, personas: Collection[str] | None = None
) -> tuple[Brief, tuple[Problem, ...]]:
    """The brief on disk and what is wrong with it. Never raises.

    Where there is no file the brief is empty; where parts cannot be read the others are there. Where *personas* are
    given, a boss who is none of them is a problem too.
    """
    path = path or brief_path()
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Brief(), ()
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        return Brief(), (Problem("unreadable", "error", Span(str(path)), message),)
    brief, problems = read_brief(str(path), raw, personas)
    return brief, tuple(problems)


def save_brief(brief: Brief, path: Path | None = None) -> str:
    """Write *brief* so that the file is at every moment either the old one or the new one.

    Returns an empty text, or one sentence: why it could not be saved, or that it was, and that the file which stood
    there had mistakes in it and is kept under another name.
    """
    return try_to_save(brief, path).told


def try_to_save(brief: Brief, path: Path | None = None) -> Saving:
    """As ``save_brief``, and tells whether it was saved."""
    path = Path(os.path.realpath(path or brief_path()))  # a link is written through, not replaced
    told = ""
    try:
        make_folder(path.parent)
        if path.exists() and load_brief(path)[1]:
            aside = put_aside(path)
            told = f"Saved. The brief that was there could not be read as a whole; it is kept as {aside}."
        write_whole(path, written(brief))
    except OSError as error:
        return Saving(done=False, told=f"Your brief could not be saved in {path.parent}: {error.strerror or error}.")
    return Saving(done=True, told=told)


def brief_to_edit(path: Path | None = None) -> Path:
    """The brief's file, for an editor: written with all its questions where there is none, and for the owner alone.

    Raises ``OSError`` where it cannot be written.
    """
    path = path or brief_path()
    make_folder(path.parent)
    if not path.exists():
        write_whole(Path(os.path.realpath(path)), written(Brief()))
    keep_private(path)
    return path


def keep_private(path: Path | None = None) -> None:
    """Let nobody but the owner read the brief, whatever an editor has made of the file."""
    with suppress(OSError):
        (path or brief_path()).chmod(OWNER_ONLY_FILE)


def brief_files(path: Path | None = None) -> tuple[Path, ...]:
    """The brief's file, the copies kept aside, and what editors leave beside it; none where there is no brief.

    The person's own words for the prep sheet belong to it, and likewise what is kept of them.
    """
    path = path or brief_path()
    return (*_files(path), *_files(beside_brief(path)))


def _files(path: Path) -> tuple[Path, ...]:
    there = [path, Path(os.path.realpath(path))] if path.is_symlink() else [path]
    there += kept_aside(path)
    with suppress(OSError):
        beside = (f".{path.name}.", f"{path.name}~", f"#{path.name}#")
        there += sorted(each for each in path.parent.iterdir() if each.name.startswith(beside))
    return tuple(each for each in there if os.path.lexists(each))


def forget_brief(path: Path | None = None) -> bool:
    """Delete the brief with everything that ``brief_files`` names; returns whether there was one.

    Raises ``OSError`` where something cannot be deleted.
    """
    files = brief_files(path)
    for each in files:
        each.unlink(missing_ok=True)
    return bool(files)
