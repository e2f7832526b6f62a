"""The checker: problems of loading, of references and of the graph, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.graph import nodes_without_an_end, unreachable_nodes
from rehearse.loading.library import Library, load_files, load_library
from rehearse.loading.references import reference_problems
from rehearse.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def checked(paths: Sequence[Path] = ()) -> list[Problem]:
    """Every problem of the shipped content, or of the files and packs at *paths* read beside it."""
    folders = [path for path in paths if path.is_dir()]
    files = [path for path in paths if not path.is_dir()]
    library = load_library(folders)
    if files:
        before = len(library.problems)
        load_files(files, library)
        library.problems[before:] = [p for p in library.problems[before:] if p.code != "overridden"]
        known = set(library.problems)
        library.problems += [problem for problem in reference_problems(library) if problem not in known]
    problems = [*library.problems, *_graph_problems(library)]
    return sorted(set(problems), key=lambda problem: (problem.span, problem.code))


def _graph_problems(library: Library) -> list[Problem]:
    problems = []
    for scenario in library.scenarios.values():
        origin = library.origins["scenarios", scenario.id]
        for name in unreachable_nodes(scenario):
            message = f"No way leads to the node '{name}'."
            problems.append(Problem("unreachable-node", "warning", origin.span(("nodes", name)), message))
        for name in nodes_without_an_end(scenario):
            message = f"From the node '{name}' no ending can be reached."
            problems.append(Problem("no-way-out", "error", origin.span(("nodes", name)), message))
    return problems
