"""One version of a scenario that an author works on, and the next one once its file was saved.

Only the file that has changed is read again: the library beside it is kept as it was. A version that cannot be shown
never takes the place of one that can.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.workplace import NotThere, open_workplace
from rehearse.loading.library import load_files
from rehearse.loading.references import reference_problems
from rehearse.model.problem import Problem, Span
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.authoring.workplace import Workplace
    from rehearse.engine import Story
    from rehearse.loading.library import Library, Origin
    from rehearse.model.scenario import Node, Scenario


class Unreadable(ValueError):
    """A version that cannot be shown; carries the problems of the file, the gravest first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the *problems* for the screen."""
        super().__init__(str(problems[0]) if problems else "The file cannot be read.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Draft:
    """A version that can be shown: the scenario, and the library that it is read in."""

    library: Library
    scenario: str  # its id
    file: Path
    problems: tuple[Problem, ...]  # of the file alone, as reading it has shown them
    rows: tuple[str, ...] = field(default=(), compare=False, repr=False)  # of the file
    _stories: dict[str, Story] = field(default_factory=dict, compare=False, repr=False)

    @property
    def written(self) -> Scenario:
        """The scenario as its author wrote it."""
        return self.library.scenarios[self.scenario]

    @property
    def personas(self) -> tuple[str, ...]:
        """The bosses that there are, by id."""
        return tuple(self.library.personas)

    def story(self, persona: str) -> Story:
        """The meeting with one boss, every slot at its default; put together once.

        Raises ``UnknownContent`` with a sentence where it cannot be.
        """
        if persona not in self._stories:
            self._stories[persona] = story_of(self.library, self.scenario, persona)
        return self._stories[persona]

    def span(self, node: str = "", choice: str = "") -> Span:
        """Where a node, or a choice of it, is written; the beginning of the file without either."""
        if node not in self.written.nodes:
            return self._origin.span()
        at: tuple[str | int, ...] = ("nodes", node)
        for index, written in enumerate(self.written.nodes[node].choices):
            if written.id == choice:
                at = (*at, "choices", index)
        return self._origin.span(at)

    def node_at(self, line: int) -> str:
        """The node that *line* of the file is a part of; empty where it is part of none."""
        place = bisect_right(self._begins, line, key=lambda begun: begun[0]) - 1
        return self._begins[place][1] if place >= 0 and line < self._nodes_end else ""

    @cached_property
    def _begins(self) -> list[tuple[int, str]]:
        """At which line every node begins, in the order of the lines."""
        return sorted((self.span(name).line, name) for name in self.written.nodes)

    @cached_property
    def _nodes_end(self) -> float:
        """The first line after all nodes; where none comes after them, as far as one likes."""
        document = self._origin.document
        first = document.key_span(("nodes",)).line
        after = [span.line for path, span in document.keys.items() if len(path) == 1 and span.line > first]
        return min(after, default=inf)

    @property
    def _origin(self) -> Origin:
        return self.library.origins["scenarios", self.scenario]


def first_draft(workplace: Workplace, persona: str) -> Draft:
    """What lies on the bench to begin with. Raises ``Unreadable`` where it cannot be shown with *persona*."""
    library = workplace.library
    file = workplace.file
    return _shown(Draft(library, workplace.scenario, file, _own(library, file), rows_of(file)), persona)


def reread(draft: Draft, persona: str) -> Draft:
    """The next version: the scenario's file is read again, and nothing else.

    Raises ``Unreadable`` where what is in it now cannot be shown with *persona*.
    """
    library = _without(draft)
    load_files([draft.file], library)
    name = next((name for name in library.scenarios if (_written(library, name, draft.file))), None)
    if name is None:
        raise Unreadable(_own(library, draft.file))
    known = set(library.problems)
    library.problems += [problem for problem in reference_problems(library) if problem not in known]
    return _shown(Draft(library, name, draft.file, _own(library, draft.file), rows_of(draft.file)), persona)


def read_all(draft: Draft, packs: Sequence[Path], persona: str) -> Draft:
    """The next version where other files have changed: everything is read again.

    Raises ``Unreadable`` where the scenario cannot be shown with *persona*.
    """
    try:
        return first_draft(open_workplace(str(draft.file), packs), persona)
    except NotThere as error:
        raise Unreadable([Problem("unreadable", "error", Span(str(draft.file)), str(error))]) from error


def renamed(draft: Draft, node: str, before: Draft) -> str:
    """Where *node* of the version *before* is now: itself, what it was renamed to, else what stood nearest above it."""
    nodes = draft.written.nodes
    if node in nodes:
        return node
    for name, written in nodes.items():
        if node in (written.renamed_from or ()):
            return name
    order = list(before.written.nodes)
    for name in reversed(order[: order.index(node)] if node in order else []):
        if name in nodes:
            return name
    return draft.written.start if draft.written.start in nodes else next(iter(nodes))


def errors_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """*problems* without doubles: errors, then warnings, then notes, each by their place."""
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(set(problems), key=lambda problem: (order[problem.severity], problem.span, problem.code)))


def rows_of(file: Path) -> tuple[str, ...]:
    """The rows of a file as they are now; none where it cannot be read."""
    try:
        return tuple(file.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()


def line_before(line: int, now: Sequence[str], before: Sequence[str]) -> int:
    """Where *line* (from 1) of the rows as they are *now* stood *before* they were edited in one place."""
    least = min(len(now), len(before))
    alike = next((row for row in range(least) if now[row] != before[row]), least)
    if line <= alike:
        return line
    after = next((row for row in range(least - alike) if now[-1 - row] != before[-1 - row]), least - alike)
    if line > len(now) - after:
        return line - len(now) + len(before)
    return min(alike + 1, len(before))


def detours(nodes: dict[str, Node]) -> frozenset[str]:
    """The nodes at which a detour begins."""
    return frozenset(choice.detour for node in nodes.values() for choice in node.choices if choice.detour)


def _shown(draft: Draft, persona: str) -> Draft:
    try:
        draft.story(persona)
    except UnknownContent as error:
        problems = [problem for problem in draft.problems if problem.severity == "error"]
        if not problems:
            problems = [Problem("unreadable", "error", Span(str(draft.file)), str(error))]
        raise Unreadable(problems) from error
    return draft


def _without(draft: Draft) -> Library:
    """The library without the scenario of *draft* and without the problems of its file."""
    library, key = draft.library, ("scenarios", draft.scenario)
    return replace(
        library,
        scenarios={name: value for name, value in library.scenarios.items() if name != draft.scenario},
        origins={name: value for name, value in library.origins.items() if name != key},
        hashes={name: value for name, value in library.hashes.items() if name != key},
        problems=[problem for problem in library.problems if not _same(problem.span.path, draft.file)],
    )


def _written(library: Library, name: str, file: Path) -> bool:
    return _same(library.origins["scenarios", name].document.path, file)


def _own(library: Library, file: Path) -> tuple[Problem, ...]:
    return errors_first(problem for problem in library.problems if _same(problem.span.path, file))


def _same(path: str, file: Path) -> bool:
    return Path(path).name == file.name and Path(path).resolve() == file.resolve()
