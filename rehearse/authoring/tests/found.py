"""Finding tests: the files of tests at the places that an author names, and the cases that they make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.workplace import NotThere, pack_around
from rehearse.loading.library import load_library, shipped_content
from rehearse.loading.tests import levels_named, personas_named, problems_of_tests, read_tests
from rehearse.model.problem import Problem
from rehearse.model.tests import TESTS_SUFFIXES, USUAL_SEED, is_tests_file
from rehearse.store.places import PACK_FOLDERS, is_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.loading.library import Library
    from rehearse.loading.tests import TestsFile
    from rehearse.model.problem import Span
    from rehearse.model.tests import Given, MeetingTest

MOST_CASES = 10_000
"""Cases that one test may make: personas times levels times seeds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test, played with one boss at one level with one seed."""

    file: TestsFile
    index: int  # of the test in its file
    persona: str
    level: str
    seed: int
    given: Given  # with what the file says for all its tests

    @property
    def test(self) -> MeetingTest:
        """The test itself."""
        return self.file.tests.tests[self.index]

    @property
    def name(self) -> str:
        """The test's own name."""
        return self.test.name

    @property
    def setting(self) -> str:
        """With whom it is played and how: ``controlling, everyday, seed 1``."""
        return f"{self.persona}, {self.level}, seed {self.seed}"

    @property
    def place(self) -> Span:
        """Where it is written."""
        return self.file.span("tests", self.index)


@dataclass(frozen=True, slots=True)
class Found:
    """Files of tests that are played with the same content, and what is wrong with any of them."""

    library: Library
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]


def files_of_tests(paths: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files of tests at *paths*: files themselves, those beside a scenario, and all below a folder.

    Without *paths* those of the pack that one is in, else the shipped ones. Raises ``NotThere`` with a sentence.
    """
    found: dict[Path, Path] = {}
    for path in paths or (pack_around(Path.cwd()) or shipped_content(),):
        for file in _at(path):
            found.setdefault(file.resolve(), _shown(file))
    return tuple(found.values())


def _at(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for folder in [path / name for name in (*PACK_FOLDERS, "tests")] if is_pack(path) else [path]:
            yield from sorted(p for p in folder.rglob("*") if is_tests_file(p.name) and p.is_file())
    elif not path.exists():
        message = f"There is no file or folder '{path}'."
        raise NotThere(message)
    elif is_tests_file(path.name):
        yield path
    else:
        beside = [path.with_name(path.stem + suffix) for suffix in TESTS_SUFFIXES]
        there = [file for file in beside if file.is_file()]
        if not there:
            message = f"There are no tests beside '{path}': they would stand in '{beside[0].name}'."
            raise NotThere(message)
        yield from there


def _shown(path: Path) -> Path:
    """*path* as short as it can be said from the current folder."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def collected(files: Sequence[Path], packs: Sequence[Path] = ()) -> tuple[Found, ...]:
    """The cases in *files*, together with the content that they are played with.

    That is the shipped content, *packs*, and the pack that a file lies in: never what else is installed on this
    machine, so that a test says the same on every other one.
    """
    grouped: dict[tuple[Path, ...], list[Path]] = {}
    for file in files:
        grouped.setdefault(packs_for(file, packs), []).append(file)
    return tuple(collected_in(load_library(around), own) for around, own in grouped.items())


def packs_for(file: Path, packs: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The packs that the tests in *file* are played with: *packs*, and the one that it lies in."""
    around = pack_around(file)
    if around is None or around in {shipped_content().resolve(), *(pack.resolve() for pack in packs)}:
        return tuple(packs)
    return (*packs, around)


def collected_in(library: Library, files: Sequence[Path]) -> Found:
    """The cases in *files*, to be played with *library*."""
    cases: list[Case] = []
    problems = list(library.errors)
    for path in files:
        file, found = read_tests(path)
        problems += found
        if file is not None and not any(problem.severity == "error" for problem in found):
            wrong = problems_of_tests(file, library)
            problems += (problem for _, problem in wrong)
            left_out = {index for index, _ in wrong}
            if None not in left_out:
                cases += (case for case in cases_of(file, library) if case.index not in left_out)
                problems += _too_often(file, library)
    return Found(library, tuple(cases), tuple(sorted(problems, key=lambda problem: problem.span)))


def problems_in_tests(library: Library, folders: Sequence[Path], files: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong with the tests in *folders* and among *files*, for ``rehearse check``; none of them is played."""
    own = [_shown(file) for file in files if is_tests_file(file.name)]
    for path in dict.fromkeys([*(files_of_tests(folders) if folders else ()), *own]):
        file, found = read_tests(path)
        yield from found
        if file is not None:
            yield from (problem for _, problem in problems_of_tests(file, library))


def cases_of(file: TestsFile, library: Library) -> Iterator[Case]:
    """Every case that the tests in *file* make, but for those of a test that would be played too often."""
    for index in range(len(file.tests.tests)):
        given, times = _times(file, index, library)
        if times <= MOST_CASES:
            for persona in personas_named(given, library):
                for level in levels_named(given, library):
                    for seed in dict.fromkeys(given.seed or (USUAL_SEED,)):
                        yield Case(file, index, persona, level, seed, given)


def _times(file: TestsFile, index: int, library: Library) -> tuple[Given, int]:
    """How a test begins, and how often it would be played."""
    given = file.tests.tests[index].given.over(file.tests.given)
    personas, levels = personas_named(given, library), levels_named(given, library)
    return given, len(personas) * len(levels) * len(given.seed or (USUAL_SEED,))


def _too_often(file: TestsFile, library: Library) -> Iterator[Problem]:
    for index in range(len(file.tests.tests)):
        if _times(file, index, library)[1] > MOST_CASES:
            message = f"This test would be played more than {MOST_CASES:,} times: name fewer bosses, levels or seeds."
            yield Problem("too-many", "error", file.span("tests", index), message)
