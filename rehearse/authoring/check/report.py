"""Everything that is wrong with content: what loading finds, what refers to what, what is there for nothing, the graph.

Of a file or a pack that somebody names its own problems are reported, and what it breaks elsewhere; the rest of the
content is read beside it, and not reported on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.analysis.check import graph_problems
from rehearse.authoring.check.bosses import boss_problems
from rehearse.authoring.check.names import names_alike
from rehearse.authoring.check.unused import unused_advice, unused_in_scenario
from rehearse.authoring.tests.found import problems_in_tests
from rehearse.authoring.workplace import SUFFIXES, NotThere, pack_around
from rehearse.loading.library import load_files, load_library, shipped_content
from rehearse.loading.references import reference_problems
from rehearse.model.codes import CODES
from rehearse.model.pack import MANIFEST
from rehearse.model.tests import is_tests_file
from rehearse.store.places import is_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem

CONTENT_FOLDERS = ("scenarios", "personas", "advice", "strings")
"""Folders of a pack of which every YAML file is read."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked, and what is read for it. All places are absolute, without links."""

    folders: tuple[Path, ...] = ()
    """Packs, or the shipped content, checked whole."""
    files: tuple[Path, ...] = ()
    """Files checked alone."""
    packs: tuple[Path, ...] = ()
    """Packs read beside the shipped content, checked or not."""
    loose: tuple[Path, ...] = ()
    """Files that lie in no pack, read after everything else."""

    def holds(self, place: Path) -> bool:
        """Whether problems in the file at *place* are its own."""
        return place in self.files or any(place.is_relative_to(folder) for folder in self.folders)

    @property
    def around(self) -> tuple[Path, ...]:
        """The packs that are checked, or that a checked file lies in."""
        return tuple(p for p in self.packs if p in self.folders or any(f.is_relative_to(p) for f in self.files))


@dataclass(slots=True)
class Examination:
    """The problems of a subject: the quick ones at once, the deep ones when they are asked for."""

    subject: Subject
    library: Library
    quick: tuple[Problem, ...] = ()
    elsewhere: int = 0
    """Errors in other files of the pack that a checked file lies in."""
    _shallow: tuple[Problem, ...] = ()
    _places: dict[str, Path] = field(default_factory=dict)

    def whole(self) -> tuple[Problem, ...]:
        """Quick and deep problems together, in the order of the files and lines."""
        if not self._shallow:
            self._shallow = tuple(self._without_play())
        return self._own([*self._shallow, *self._deep()])

    def place(self, path: str) -> Path:
        """The absolute place of a file that problems call *path*."""
        if path not in self._places:
            self._places[path] = _resolved(Path(path))
        return self._places[path]

    def look(self) -> None:
        """Find the quick problems."""
        library = self.library
        self._shallow = tuple(self._without_play())
        self.quick = self._own([*self._shallow, *graph_problems(library, self._own_whole(), deep=False)])
        around = self.subject.around
        others = [self.place(problem.span.path) for problem in library.errors]
        self.elsewhere = sum(
            not self.subject.holds(place) and any(place.is_relative_to(pack) for pack in around) for place in others
        )

    def _without_play(self) -> Iterator[Problem]:
        """What can be told without going through a talk."""
        library = self.library
        yield from library.problems
        for name in self._own_ids("scenarios"):
            yield from unused_in_scenario(library, name)
        faulty = {problem.span.path for problem in library.errors}
        for name in self._own_ids("personas"):
            if library.origins["personas", name].document.path not in faulty:
                yield from boss_problems(library, name)
        for kind in ("scenarios", "personas"):
            for name in self._own_ids(kind):
                yield from names_alike(library, kind, name)
        yield from unused_advice(library)
        yield from problems_in_tests(library, self.subject.folders, self.subject.files)

    def _deep(self) -> Iterator[Problem]:
        library, own = self.library, self._own_whole()
        yield from graph_problems(library, own, deep=True)
        bosses = self._own_ids("personas")
        others = [name for name in library.scenarios if name not in self._own_ids("scenarios")]
        if bosses and others:
            found = graph_problems(library, others, deep=True, personas=bosses)
            yield from (problem for problem in found if problem.severity == "error")

    def _own_ids(self, kind: str) -> list[str]:
        places = ((name, self.library.origins[kind, name].document.path) for name in getattr(self.library, kind))
        return [name for name, path in places if self.subject.holds(self.place(path))]

    def _own_whole(self) -> list[str]:
        """The subject's own scenarios, but for those in which a way leads nowhere.

        Where it should lead is unreachable as well, and what is behind that; none of it needs mending by itself.
        """
        astray = {self.place(problem.span.path) for problem in self.library.problems if problem.code == "unknown-node"}
        origins = self.library.origins
        return [
            name
            for name in self._own_ids("scenarios")
            if self.place(origins["scenarios", name].document.path) not in astray
        ]

    def _own(self, problems: list[Problem]) -> tuple[Problem, ...]:
        """Of *problems* the subject's own and those that it brings about elsewhere, as grave as their packs say."""
        own = [problem for problem in problems if self.subject.holds(self.place(problem.span.path))]
        strange = [p for p in problems if p.severity == "error" and not self.subject.holds(self.place(p.span.path))]
        if strange:
            own += self._brought_about(strange)
        weighed = (weighed for problem in dict.fromkeys(own) if (weighed := self._weighed(problem)) is not None)
        return tuple(sorted(weighed, key=lambda problem: (problem.span, problem.code, problem.message)))

    def _brought_about(self, strange: list[Problem]) -> list[Problem]:
        """Those of *strange* that would not be there without what is checked; other files of its pack are left out."""
        around = self.subject.around
        if not around and not self.subject.loose:
            return []
        outside = [p for p in strange if not any(self.place(p.span.path).is_relative_to(pack) for pack in around)]
        if not outside:
            return []
        without = load_library([pack for pack in self.subject.packs if pack not in around])
        before = {(problem.code, problem.span, problem.message) for problem in without.problems}
        return [problem for problem in outside if (problem.code, problem.span, problem.message) not in before]

    def _weighed(self, problem: Problem) -> Problem | None:
        """*problem* as grave as its pack wants it, or nothing where the pack does not want to hear of it."""
        place = self.place(problem.span.path)
        wanted = [
            pack.severities[problem.code]
            for folder, pack in self.library.manifests.items()
            if problem.code in pack.severities and place.is_relative_to(folder.resolve())
        ]
        if not wanted or (problem.code in CODES and CODES[problem.code].firm):
            return problem
        return None if wanted[-1] == "off" else replace(problem, severity=wanted[-1])


def subject_of(paths: Sequence[Path] = (), packs: Sequence[Path] = ()) -> Subject:
    """What *paths* name, files and folders; without any the shipped content, and the pack in which one stands.

    *packs* are read beside it. Raises ``NotThere`` with a sentence where a path leads nowhere or holds no content.
    """
    shipped = shipped_content().resolve()
    read = [pack.resolve() for pack in packs]
    if not paths:
        here = pack_around(Path.cwd())
        return _subject([shipped, *([here] if here else [])], [], read, shipped)
    folders, files = [], []
    for path in paths:
        if not path.exists():
            raise NotThere(_nowhere(path))
        if path.is_dir() and is_pack(path):
            folders.append(path.resolve())
        elif path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES]
            if not found:
                raise NotThere(_no_pack(path))
            files += [_resolved(file) for file in found]
        else:
            files.append(path.resolve())
    return _subject(folders, files, read, shipped)


def _subject(folders: list[Path], files: list[Path], packs: list[Path], shipped: Path) -> Subject:
    read, loose = [*packs, *(folder for folder in folders if folder != shipped)], []
    for file in files:
        pack = pack_around(file)
        if pack is None or not _is_content(file, pack):
            loose += [] if is_tests_file(file.name) else [file]
        elif pack != shipped:
            read.append(pack)
    return Subject(tuple(dict.fromkeys(folders)), tuple(dict.fromkeys(files)), tuple(dict.fromkeys(read)), tuple(loose))


def _is_content(file: Path, pack: Path) -> bool:
    """Whether *file* is read whenever its *pack* is."""
    inside = file.relative_to(pack).parts
    return inside == (MANIFEST,) or (inside[0] in CONTENT_FOLDERS and file.suffix in SUFFIXES)


def _resolved(path: Path) -> Path:
    """*path* without links; as it is where they go round."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _nowhere(path: Path) -> str:
    if path.is_symlink():
        return f"'{path}' is a link to '{path.readlink()}', which leads to no file."
    return f"There is no file or folder '{path}'."


def _no_pack(path: Path) -> str:
    return f"The folder '{path}' holds no content: no scenarios/, personas/ or advice/ and no YAML files."


def examined(subject: Subject) -> Examination:
    """Read *subject* and find its quick problems; the deep ones are found when ``whole`` is called."""
    library = load_library(subject.packs)
    if subject.loose:
        load_files(subject.loose, library)
        known = set(library.problems)
        library.problems += [problem for problem in reference_problems(library) if problem not in known]
    examination = Examination(subject, library)
    examination.look()
    return examination


def checked(paths: Sequence[Path] = (), packs: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Every problem, quick and deep, of what *paths* name, in the order of files and lines.

    Raises ``NotThere`` with a sentence where a path leads nowhere.
    """
    return examined(subject_of(paths, packs)).whole()
