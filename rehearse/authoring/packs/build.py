"""Building a pack: checked, its tests played, and put into one zip that is the same from the same files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.authoring.check.report import checked
from rehearse.authoring.packs.files import PackRefused, read_folder
from rehearse.authoring.packs.zip import SUFFIX, zipped
from rehearse.authoring.tests.found import collected, files_of_tests
from rehearse.authoring.tests.run import Player
from rehearse.loading.library import load_library
from rehearse.model.pack import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.authoring.tests.run import Outcome
    from rehearse.model.pack import Pack
    from rehearse.model.problem import Problem


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
    packed = read_folder(folder)
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
    return Built(manifest, tuple(problems), failed, len(outcomes), content, tuple(packed.files), packed.left_out)
