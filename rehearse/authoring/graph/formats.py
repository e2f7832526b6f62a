"""A scenario as a graph to look at: with each boss, its problems, and the odds if they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.analysis.layers import layered
from rehearse.analysis.layout import lay_out
from rehearse.analysis.ways import ENDINGS, MeetingMap, meeting_map
from rehearse.coaching.feedback.catalogue import PHASE_LABELS, Catalogue
from rehearse.store.session import story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.analysis.layout import Layout, Size
    from rehearse.authoring.graph.odds import Odds
    from rehearse.authoring.workplace import Workplace
    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem
    from rehearse.model.scenario import Scenario

BANDS = (*PHASE_LABELS.values(), "Endings")
"""What the stretches of the picture are called, from the top down."""
_FEW, _WIDEST = 60, 10


@dataclass(frozen=True)
class ScenarioGraph:
    """Everything that a picture of a scenario can show. The story's texts have the slots' defaults in them."""

    library: Library
    scenario: Scenario
    stories: tuple[Story, ...]
    """One for each boss that is shown. The ways are the same for all, the words and odds are not."""
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Those of each node, by its id."""
    odds: Odds | None = None

    @property
    def story(self) -> Story:
        """The one with the first boss."""
        return self.stories[0]

    @cached_property
    def meeting(self) -> MeetingMap:
        """All ways through it."""
        return meeting_map(self.story)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The advice, to be looked up."""
        return Catalogue(self.library)

    @cached_property
    def breaks_in(self) -> Mapping[int, str]:
        """The nodes to which an interrupt leads, with its condition as written."""
        places = {node.id: node.index for node in self.story.nodes}
        return {places[interrupt.goto]: interrupt.when for interrupt in self.scenario.interrupts}

    def laid_out(self, sizes: Sequence[Size], gap: int) -> Layout:
        """The picture of the nodes, each of its size. Raises ``TooManyEdges``."""
        nodes = self.story.nodes
        phases = list(PHASE_LABELS)
        bands = [ENDINGS if node.ending else phases.index(node.phase) for node in nodes]
        widest = min(_WIDEST, 4 + len(nodes) // _FEW)
        layers = layered(bands, self.meeting.edges, start=self.story.start, widest=widest)
        return lay_out(layers, sizes, self.meeting.edges, gap=gap)


def scenario_graph(place: Workplace, bosses: Iterable[str], problems: Iterable[Problem] = ()) -> ScenarioGraph:
    """The graph of a scenario with *bosses* (personas or mixes, at least one), and those of *problems* that it has.

    Raises ``UnknownContent`` with a sentence where a boss is not there or the scenario cannot be played.
    """
    library = place.library
    return ScenarioGraph(
        library=library,
        scenario=library.scenarios[place.scenario],
        stories=tuple(story_of(library, place.scenario, boss) for boss in bosses),
        problems=by_node(library, place.scenario, problems),
    )


def by_node(library: Library, scenario: str, problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Those of *problems* that stand within a node of *scenario*, by the node's id, each in the order of the file."""
    origin = library.origins["scenarios", scenario]
    document = origin.document
    starts = sorted((document.key_span(("nodes", name)).line, name) for name in library.scenarios[scenario].nodes)
    lines = [line for line, _ in starts]
    own = Path(document.path).resolve()
    found: dict[str, list[Problem]] = {}
    for problem in sorted(set(problems), key=lambda problem: (problem.span, problem.code)):
        place = bisect_right(lines, problem.span.line) - 1
        if place >= 0 and Path(problem.span.path).resolve() == own:
            found.setdefault(starts[place][1], []).append(problem)
    return {name: tuple(listed) for name, listed in found.items()}
