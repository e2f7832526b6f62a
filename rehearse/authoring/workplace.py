"""What an author works on: a scenario named by its id or by its file, and all content that is read beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.loading.library import load_files, load_library, shipped_content, unknown_id
from rehearse.loading.references import reference_problems
from rehearse.store.places import is_pack
from rehearse.store.places import packs as installed_packs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.loading.library import Library

SUFFIXES = (".yaml", ".yml")


class NotThere(LookupError):
    """What an author named is not there; carries the sentence that says so, and what was probably meant."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A scenario and the library that it is read in."""

    library: Library
    scenario: str  # its id
    file: Path  # where it is written


def pack_around(path: Path) -> Path | None:
    """The pack that *path* lies in (or is): the nearest folder upwards that holds scenarios, personas or advice."""
    place = path.resolve()
    for folder in (place, *place.parents) if place.is_dir() else place.parents:
        if is_pack(folder):
            return folder
    return None


def content_packs(packs: Sequence[Path] = (), around: Path | None = None) -> tuple[Path, ...]:
    """The packs that an author's commands read: installed ones, *packs*, and the one around *around* or where one is.

    The shipped content is no pack; it is always read.
    """
    found = [*installed_packs(), *packs]
    here = pack_around(around or Path.cwd())
    if here is not None and here != shipped_content().resolve():
        found.append(here)
    unique: dict[Path, Path] = {}
    for folder in found:
        unique.pop(folder.resolve(), None)
        unique[folder.resolve()] = folder
    return tuple(unique.values())


def open_workplace(scenario: str, packs: Sequence[Path] = ()) -> Workplace:
    """The scenario that *scenario* names, an id or a YAML file, with everything that is read beside it.

    Raises ``NotThere`` with a sentence where there is none, or where its file has an error that keeps it from being
    read.
    """
    path = Path(scenario)
    if path.suffix in SUFFIXES:
        return _of_file(path, packs)
    library = load_library(content_packs(packs))
    if scenario not in library.scenarios:
        raise NotThere(unknown_id(scenario, library.scenarios, "scenario"))
    return Workplace(library, scenario, Path(library.origins["scenarios", scenario].document.path))


def _of_file(path: Path, packs: Sequence[Path]) -> Workplace:
    if not path.is_file():
        message = f"There is no file '{path}'."
        raise NotThere(message)
    library = load_library(content_packs(packs, path))
    found = _written_in(library, path)
    if found is None:  # a file outside any pack
        known = set(library.problems)
        load_files([path], library)
        library.problems += [problem for problem in reference_problems(library) if problem not in known]
        found = _written_in(library, path)
    if found is None:
        own = [problem for problem in library.errors if Path(problem.span.path).resolve() == path.resolve()]
        raise NotThere(str(own[0]) if own else f"'{path}' is no scenario: it has no 'nodes'.")
    return Workplace(library, found, path)


def _written_in(library: Library, path: Path) -> str | None:
    """The id of the scenario that stands in the file at *path*."""
    place = path.resolve()
    for kind, name in library.origins:
        if kind == "scenarios" and Path(library.origins[kind, name].document.path).resolve() == place:
            return name
    return None
