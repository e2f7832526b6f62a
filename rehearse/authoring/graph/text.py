"""A scenario's graph as text: the drawing of ``rehearse map``, and a table of its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.graph.odds import GOOD, WHO, hundredths
from rehearse.coaching.map.text import drawn
from rehearse.coaching.map.words import ending_label, node_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.engine.story import Node

_NARROW, _WIDE = 7, 36


def as_text(graph: ScenarioGraph) -> str:
    """The drawing; below it the points with problems, and with the odds if there are any. Raises ``TooManyEdges``."""
    return "\n".join([drawn(graph.meeting), *_odds(graph), *_problems(graph)]) + "\n"


def _problems(graph: ScenarioGraph) -> Iterator[str]:
    if graph.problems:
        yield "\nProblems"
        for name, found in graph.problems.items():
            for problem in found:
                yield f"  {name}: {problem.severity}: {problem.message} [{problem.code}]"


def _odds(graph: ScenarioGraph) -> Iterator[str]:
    if graph.odds is None or not graph.odds.persons:
        return
    person = graph.odds.persons[0]
    found = graph.odds.by_boss[0][person]
    yield f"\nOdds for {WHO[person]}, with {graph.story.boss.described}, level: {graph.odds.level}. In 100 talks:"
    yield "  how many come to the point; and of those from there, how many end in a trial or better"
    yield ""
    for node in sorted(graph.story.nodes, key=lambda node: node.ending is not None):
        good = found.chance(node.index, GOOD)
        told = "" if good is None or node.ending else hundredths(good)
        yield f"  {_name(node):<{_WIDE}}{hundredths(found.come[node.index]):>{_NARROW}}{told:>{_NARROW}}".rstrip()
    yield ""
    yield f"  {graph.odds.note}"


def _name(node: Node) -> str:
    name = f"{ending_label(node)}: {node_name(node)}" if node.ending else node_name(node)
    return name if len(name) < _WIDE else name[: _WIDE - 2] + "…"
