"""Building a pack: checked, its tests played, and put into one zip that is the same from the same files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rehearse.authoring.check.report import checked
from rehearse.authoring.packs.files import NAMED, PICTURES, PackRefused, read_folder
from rehearse.authoring.packs.zip import SUFFIX, zipped
from rehearse.authoring.tests.found import collected, files_of_tests
from rehearse.authoring.tests.run import Player
from rehearse.loading.library import load_library
from rehearse.model.pack import MANIFEST
from rehearse.store.places import PACK_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.authoring.tests.run import Outcome
    from rehearse.model.pack import Pack
    from rehearse.model.problem import Problem

FOLDERS = (*PACK_FOLDERS, "tests")
"""The folders that a pack has."""
TABLES = frozenset({".csv"})
"""What is written for a translator; the pack itself holds what came back, in ``strings/``."""


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that can be handed over, or why it cannot: errors among the problems, or tests that failed."""

    manifest: Pack
    problems: tuple[Problem, ...]
    failed: tuple[Outcome, ...]
    played: int
    content: bytes
    """The zip; empty where it was not made."""
    files: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the file is called unless somebody says otherwise."""
        return f"{self.manifest.id}-{self.manifest.version}{SUFFIX}"


def built(folder: Path, packs: Sequence[Path] = ()) -> Built:
    """Check the pack in *folder*, read beside *packs*, play its tests, and zip it. Raises ``PackRefused``."""
    if not (folder / MANIFEST).is_file():
        message = f"'{folder}' has no {MANIFEST}: write one, with an id, a title and a version."
        raise PackRefused(message)
    packed = read_folder(folder, partial(belongs, read_me=_read_me(folder)))
    library = load_library((*packs, folder))
    manifest = library.manifests.get(folder)
    problems = checked([folder], packs)
    errors = [problem for problem in problems if problem.severity == "error"]
    if manifest is None and not errors:
        message = f"The {MANIFEST} in '{folder}' cannot be read."
        raise PackRefused(message)
    if manifest is None:
        raise PackRefused(str(errors[0]))
    outcomes = []
    if not errors:
        for found in collected(files_of_tests([folder]), packs):
            player = Player(found.library)
            outcomes += [player.played(case) for case in found.cases]
            problems = (*problems, *(problem for problem in found.problems if problem not in problems))
    failed = tuple(outcome for outcome in outcomes if not outcome.passed)
    sound = not failed and not any(problem.severity == "error" for problem in problems)
    content = zipped(packed.files) if sound else b""
    own = re.compile(rf"{re.escape(manifest.id)}-[^/]*{re.escape(SUFFIX)}")  # what was built here before
    left_out = tuple(path for path in packed.left_out if not own.fullmatch(path))
    return Built(manifest, tuple(problems), failed, len(outcomes), content, tuple(packed.files), left_out)


def belongs(path: str, *, read_me: str = "") -> bool:
    """Whether the file at *path* inside a pack's folder is a part of the pack, and not something that just lies there.

    A part is whatever text or picture lies in the folders that a pack has, but for tables, which are exports; at the
    top its manifest, the read-me, the licence and their like; and the pictures that *read_me* names.
    """
    pure = PurePosixPath(path)
    if pure.suffix.casefold() in TABLES:
        return False
    if pure.parts[0] in FOLDERS and len(pure.parts) > 1:
        return True
    if len(pure.parts) == 1 and (path == MANIFEST or pure.name.partition(".")[0].upper() in NAMED):
        return True
    return pure.suffix.casefold() in PICTURES and path in read_me


def _read_me(folder: Path) -> str:
    """What the read-me files at the top of *folder* say."""
    try:
        found = [path for path in sorted(folder.iterdir()) if path.name.upper().startswith("README") and path.is_file()]
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in found)
    except OSError as error:
        message = f"'{folder}' cannot be read: {error.strerror or error}."
        raise PackRefused(message) from error
