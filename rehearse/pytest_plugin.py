"""Collects the tests beside scenarios into pytest, so that a pack is tested in its author's own runs.

pytest finds this module by its entry point and imports it in every run on a machine where rehearse is installed. So
it imports nothing else until there is a file of tests, and takes none that does not lie in a pack. ``-p no:rehearse``
switches it off. pytest is no dependency of the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.tests.found import Case
    from rehearse.authoring.tests.run import Outcome, Player
    from rehearse.loading.library import Library

_SUFFIXES = (".tests.yaml", ".tests.yml")  # as in model.tests, which loads pydantic
_PACKS = "rehearse_packs"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let further packs be named, on the command line or in the configuration."""
    group = parser.getgroup("rehearse")
    what = "A pack (a folder) that meetings are tested beside. May be given more than once."
    group.addoption("--rehearse-pack", action="append", default=[], metavar="FOLDER", help=what)
    parser.addini(_PACKS, "Packs (folders) that meetings are tested beside.", type="paths", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> MeetingTestsFile | None:
    """Take the files of tests that lie in a pack."""
    if file_path.name.endswith(_SUFFIXES) and _lies_in_a_pack(file_path):
        return MeetingTestsFile.from_parent(parent, path=file_path)
    return None


def _lies_in_a_pack(path: Path) -> bool:
    from rehearse.store.places import is_pack  # noqa: PLC0415  (only where there is a file that may be one)

    return any(is_pack(folder) for folder in path.parents)


class NotAsExpected(Exception):
    """A test went another way than it expects."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep *outcome* for the report."""
        super().__init__(outcome.case.name)
        self.outcome = outcome


class _Players:
    """What the tests of one run share: each set of packs is read once."""

    def __init__(self) -> None:
        self._players: dict[tuple[Path, ...], tuple[Library, Player]] = {}

    def at(self, packs: tuple[Path, ...]) -> tuple[Library, Player]:
        if packs not in self._players:
            from rehearse.authoring.tests.run import Player  # noqa: PLC0415
            from rehearse.loading.library import load_library  # noqa: PLC0415

            library = load_library(packs)
            self._players[packs] = library, Player(library)
        return self._players[packs]


_PLAYERS = pytest.StashKey[_Players]()


class MeetingTestsFile(pytest.File):
    """A file of tests beside a scenario."""

    def collect(self) -> Iterator[MeetingTestItem]:
        """Each test, once for each boss, level and seed that it is played with."""
        from rehearse.authoring.tests.found import collected_in, packs_for  # noqa: PLC0415

        named: list[Any] = [*self.config.getini(_PACKS), *self.config.getoption("--rehearse-pack")]
        packs = packs_for(self.path, tuple(Path(pack) for pack in named))
        library, player = self.config.stash.setdefault(_PLAYERS, _Players()).at(packs)
        found = collected_in(library, [self.path])
        errors = [str(problem) for problem in found.problems if problem.severity == "error"]
        if errors:
            raise self.CollectError("\n".join(errors))
        for case in found.cases:
            yield MeetingTestItem.from_parent(self, name=f"{case.name} [{case.setting}]", case=case, player=player)


class MeetingTestItem(pytest.Item):
    """One test, played with one boss at one level with one seed."""

    def __init__(self, *, case: Case, player: Player, **more: Any) -> None:  # noqa: ANN401  (pytest's own)
        """Keep what is to be played."""
        super().__init__(**more)
        self._case = case
        self._player = player

    def runtest(self) -> None:
        """Play it."""
        outcome = self._player.played(self._case)
        if not outcome.passed:
            raise NotAsExpected(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """What was expected, what happened, and the talk so far; no traceback."""
        if isinstance(excinfo.value, NotAsExpected):
            from rehearse.authoring.tests.told import failure_text  # noqa: PLC0415

            return failure_text(excinfo.value.outcome)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it is written."""
        return self.path, self._case.place.line - 1, self.name
