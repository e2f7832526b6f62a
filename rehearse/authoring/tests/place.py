"""Where a test of a rehearsal is written: among the person's own files, and never among those of somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.tests.recorded import CannotRecord
from rehearse.authoring.workplace import pack_around
from rehearse.loading.library import shipped_content
from rehearse.model.mix import parts_of
from rehearse.model.tests import TESTS_SUFFIXES
from rehearse.store.packaged import packaged
from rehearse.store.places import PACK_FOLDERS, packs_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.loading.library import Library

FOLDER = "tests"
"""Where the tests of other people's meetings lie in a pack."""


def place_of_test(library: Library, scenario: str, into: Path | None = None) -> Path:
    """The file that a test of *scenario* goes into.

    It is *into* where that is given; else beside a scenario of one's own; else in ``tests/`` of the pack around the
    current folder.
    Raises ``CannotRecord`` where that would be in the content of the program, or no such place is there.
    """
    if into is not None:
        if _is_shipped(into.resolve()):
            message = (
                f"'{into}' belongs to the program, where nothing is written. Name a file of your own: --into FILE."
            )
            raise CannotRecord(message)
        return into
    written = Path(library.origins["scenarios", scenario].document.path).resolve()
    theirs = _is_shipped(written) or _is_installed(written)
    if not theirs:
        return _shown(_there_or_first(written.parent, written.stem))
    pack = pack_around(Path.cwd())
    if pack is not None and pack != shipped_content().resolve() and not _is_installed(pack):
        return _shown(_there_or_first(pack / FOLDER, scenario))
    whose = "the program, and you are in no pack" if _is_shipped(written) else "an installed pack, and you are in none"
    message = (
        f"The scenario '{scenario}' belongs to {whose} of your own. Name a file: --into {scenario}{TESTS_SUFFIXES[0]}"
    )
    raise CannotRecord(message)


def packs_beside(library: Library, scenario: str, persona: str, file: Path) -> tuple[Path, ...]:
    """The packs without which the tests in *file* cannot be played, apart from the one that the file lies in.

    Tests know nothing of installed packs, so that these have to be named.
    """
    origins = [("scenarios", scenario), *(("personas", part) for part in parts_of(persona))]
    written = [Path(library.origins[origin].document.path).resolve() for origin in origins if origin in library.origins]
    own = pack_around(file.resolve().parent)
    found = (pack_around(path) for path in written if not _is_shipped(path))
    return tuple(dict.fromkeys(_shown(pack) for pack in found if pack is not None and pack != own))


def _is_shipped(path: Path) -> bool:
    """Whether *path* lies in the program, or in the content beside its sources."""
    content = shipped_content().resolve()
    package = Path(__file__).resolve().parents[2]
    return any(path.is_relative_to(folder) for folder in (package, *(content / name for name in PACK_FOLDERS)))


def _is_installed(path: Path) -> bool:
    folders = (packs_folder(), *(found.folder for found in packaged() if found.folder is not None))
    return any(path.is_relative_to(folder.resolve()) for folder in folders)


def _there_or_first(folder: Path, stem: str) -> Path:
    beside: Sequence[Path] = [folder / f"{stem}{suffix}" for suffix in TESTS_SUFFIXES]
    return next((path for path in beside if path.is_file()), beside[0])


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
