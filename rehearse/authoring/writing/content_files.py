"""The content files that an author names, or works among: what commands that change files go through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.workplace import SUFFIXES, NotThere, pack_around
from rehearse.loading.yaml_reader import MAX_BYTES, SourceError
from rehearse.model.pack import MANIFEST
from rehearse.model.problem import Problem, Span
from rehearse.store.places import is_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDERS = ("scenarios", "personas", "advice", "strings")
"""Where a pack's content files lie."""


def content_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The YAML files at *paths*, which are files, packs or folders; without any those of the pack around.

    Raises ``NotThere`` with a sentence where a path is not there, or where there is no pack around.
    """
    if not paths:
        pack = pack_around(Path.cwd())
        if pack is None:
            message = "There is no pack here: no folder upwards holds scenarios, personas or advice. Name a file."
            raise NotThere(message)
        paths = [_near(pack)]
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            message = f"There is no file or folder '{path}'."
            raise NotThere(message)
        found.update(dict.fromkeys(_in_folder(path) if path.is_dir() else [path]))
    return tuple(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    if is_pack(folder):
        if (folder / MANIFEST).is_file():
            yield folder / MANIFEST
        places = [folder / name for name in FOLDERS]
    else:
        places = [folder]
    for place in places:
        yield from sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def _near(folder: Path) -> Path:
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


def read_source(path: Path) -> bytes:
    """The bytes of a content file, no more than one may have. Raises ``SourceError`` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        raise SourceError(Problem("unreadable", "error", Span(str(path)), message)) from error
