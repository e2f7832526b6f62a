"""The checks that reason about a conversation: whether one gets through it, and whether its parts can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.checks.graph import plain_problems
from rehearse.analysis.checks.in_play import in_play_problems
from rehearse.analysis.checks.lengths import persona_lengths, scenario_lengths
from rehearse.analysis.checks.lines import line_problems, move_problems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem


def graph_problems(
    library: Library, scenarios: Collection[str], *, deep: bool = True, personas: Collection[str] | None = None
) -> Iterator[Problem]:
    """The problems of the conversations of *scenarios*, by id; *deep* ones too, as they go with *personas* (else all).

    What costs next to nothing is always looked at: the plain graph, and whether texts fit the screen. Deep is what goes
    through states and reads lines as typed replies are read. The library may have other problems; a scenario with an
    error of its own, or one in what it is played with, is not looked at deeply.
    """
    for name in scenarios:
        scenario = library.scenarios[name]
        yield from plain_problems(library, scenario)
        yield from scenario_lengths(library, scenario)
        if deep and _is_sound(library, name):
            yield from in_play_problems(library, scenario, personas)
            if personas is None:  # how lines are heard is the same with all
                yield from line_problems(library, scenario)
    for persona in library.personas.values():
        yield from persona_lengths(library, persona)
    if deep and not library.errors:
        yield from move_problems(library)


def _is_sound(library: Library, scenario: str) -> bool:
    """Whether nothing keeps *scenario* from being played."""
    kinds = {"scenarios": {scenario}, "personas": library.personas, "moves": library.moves, "rules": {""}}
    files = {
        library.origins[kind, name].document.path
        for kind, names in kinds.items()
        for name in names
        if (kind, name) in library.origins
    }
    return not any(problem.span.path in files for problem in library.errors)
