"""The packs that are there: the person's own, those of installed Python packages, and those named for one run."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rehearse.loading.library import load_library
from rehearse.store.packaged import packaged
from rehearse.store.places import BEFORE, own_packs, packs_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.loading.library import Library
    from rehearse.model.pack import Pack
    from rehearse.model.problem import Problem

INSTALLED = ".installed"
"""The file that says that a folder was put there by ``rehearse pack install``, and not written there by hand."""

How = Literal["installed", "own", "package", "given"]
HOW_WORDS: Mapping[How, str] = {
    "installed": "installed",
    "own": "your own",
    "package": "from the Python package",
    "given": "named with --pack",
}
KINDS: Mapping[str, tuple[str, str]] = {
    "scenarios": ("scenario", "scenarios"),
    "personas": ("persona", "personas"),
    "cards": ("card", "cards"),
    "moves": ("move", "moves"),
    "concepts": ("concept", "concepts"),
    "points": ("point", "points"),
    "articles": ("article", "articles"),
    "rules": ("set of ground rules", "sets of ground rules"),
}
"""What a pack can hold, in the order in which it is told, for one and for several."""


@dataclass(frozen=True, slots=True)
class PackThere:
    """One pack."""

    name: str
    folder: Path | None  # none where a Python package names one that is not there
    how: How
    manifest: Pack | None
    ids: Mapping[str, tuple[str, ...]]  # by kind
    problems: tuple[Problem, ...]
    package: str = ""
    trouble: str = ""

    @property
    def errors(self) -> int:
        """How many of the problems keep content from being played."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def holds(self) -> str:
        """What is in it, in words: ``2 scenarios, 1 persona``."""
        counted = [(len(self.ids[kind]), KINDS[kind]) for kind in KINDS if self.ids.get(kind)]
        return ", ".join(f"{count} {names[count != 1]}" for count, names in counted) or "nothing that can be read"


def mend() -> None:
    """Put right what an install left that was stopped while one pack took another's place. Never raises."""
    with suppress(OSError):
        for before in packs_folder().glob(f".*{BEFORE}"):
            target = before.with_name(before.name[1 : -len(BEFORE)])
            with suppress(OSError):
                if target.exists():
                    shutil.rmtree(before, ignore_errors=True)
                else:
                    before.rename(target)


def packs_there(given: Sequence[Path] = ()) -> tuple[PackThere, ...]:
    """Every pack there is, those of Python packages first, as they are read. Later ones win by id."""
    mend()
    from_packages = packaged()
    folders = [found.folder for found in from_packages if found.folder is not None]
    library = load_library((*folders, *own_packs(), *given))
    found = [
        _told(found.name, found.folder, "package", library, package=found.package)
        if found.folder is not None
        else PackThere(found.name, None, "package", None, {}, (), found.package, found.problem)
        for found in from_packages
    ]
    for folder in own_packs():
        how: How = "installed" if (folder / INSTALLED).is_file() else "own"
        found.append(_told(folder.name, folder, how, library))
    found += (_told(folder.resolve().name, folder, "given", library) for folder in given)
    return tuple(found)


def _told(name: str, folder: Path, how: How, library: Library, package: str = "") -> PackThere:
    manifest = library.manifests.get(folder)
    place = folder.resolve()
    problems = tuple(p for p in library.problems if Path(p.span.path).resolve().is_relative_to(place))
    title = manifest.id if manifest is not None and how != "installed" else name
    return PackThere(title, folder, how, manifest, ids_in(folder), problems, package)


def ids_in(folder: Path) -> dict[str, tuple[str, ...]]:
    """The ids of what stands in the pack in *folder*, by kind. What cannot be read is left out."""
    alone = load_library((), shipped=folder)
    kinds = Counter(kind for kind, _ in alone.origins)
    return {kind: tuple(sorted(name or "ground-rules" for k, name in alone.origins if k == kind)) for kind in kinds}


def installed_folder(name: str) -> Path | None:
    """The folder of the person's pack called *name*, by its folder or by what it says of itself, if there is one."""
    mend()
    mine = own_packs()
    if (folder := next((folder for folder in mine if folder.name == name), None)) is not None:
        return folder
    manifests = load_library(mine).manifests
    return next((folder for folder in mine if folder in manifests and manifests[folder].id == name), None)


def where_packs_lie() -> Path:
    """The folder of the person's packs; it need not be there."""
    return packs_folder()
