"""A story as a graph to look at: every way from one node to the next, the layers, and the endings that lie ahead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx

from rehearse.analysis.layers import Layers, layered
from rehearse.model.scenario import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.engine.story import Choice, Exit, Story

Kind = Literal["choice", "route", "detour", "return", "fallback", "otherwise"]
_BANDS = {phase: band for band, phase in enumerate(PHASES)}
ENDINGS = len(_BANDS)
"""The band below all phases, in which the endings stand."""


class Way(NamedTuple):
    """One way on: from which node to which, by which choice (its index in the story, -1 where the talk goes by itself).

    A line with a detour leads into it, and the detour's last lines lead to where that line goes on.
    """

    start: int
    end: int
    choice: int
    kind: Kind


class Ahead(NamedTuple):
    """An ending that can come, and after how many lines at the least."""

    ending: int  # the node
    lines: int


@dataclass(frozen=True)
class MeetingMap:
    """All ways through a story."""

    story: Story
    ways: tuple[Way, ...]

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Which nodes a line joins, each pair once."""
        return tuple(sorted({(way.start, way.end) for way in self.ways}))

    @cached_property
    def layers(self) -> Layers:
        """The nodes in layers, by phase, the endings last."""
        bands = [ENDINGS if node.ending else _BANDS[node.phase] for node in self.story.nodes]
        return layered(bands, self.edges, start=self.story.start)

    def targets(self, choice: int) -> tuple[int, ...]:
        """The nodes to which a line can lead, in the story's order."""
        return tuple(dict.fromkeys(way.end for way in self.ways if way.choice == choice))

    @cached_property
    def ahead(self) -> tuple[tuple[Ahead, ...], ...]:
        """For every node the endings that can be reached from it, in the story's order.

        What breaks in from outside the graph (interrupts, and patience that runs out) is left out.
        """
        back: nx.DiGraph[int] = nx.DiGraph()
        back.add_nodes_from(range(len(self.story.nodes)))
        for way in self.ways:
            lines = int(way.choice >= 0 or way.kind == "otherwise")
            if back.has_edge(way.end, way.start):
                lines = min(lines, back.edges[way.end, way.start]["lines"])
            back.add_edge(way.end, way.start, lines=lines)
        found: list[list[Ahead]] = [[] for _ in self.story.nodes]
        for node in self.story.nodes:
            if node.ending is not None:
                away = nx.single_source_dijkstra_path_length(back, node.index, weight="lines")
                for start in sorted(away):
                    found[start].append(Ahead(node.index, round(away[start])))
        return tuple(map(tuple, found))

    def ahead_of(self, choice: Choice) -> tuple[Ahead, ...]:
        """The endings that can still come after this line was said, in the story's order; the line itself counts."""
        least: dict[int, int] = {}
        for target in self.targets(choice.index):
            for ending, lines in self.ahead[target]:
                least[ending] = min(lines + 1, least.get(ending, lines + 1))
        return tuple(Ahead(ending, least[ending]) for ending in sorted(least))


def meeting_map(story: Story) -> MeetingMap:
    """The ways through *story*."""
    return MeetingMap(story, tuple(dict.fromkeys(_ways(story))))


def _ways(story: Story) -> Iterator[Way]:
    returns = _returns(story)
    for node in story.nodes:
        for choice in node.choices:
            if choice.detour >= 0:
                yield Way(node.index, choice.detour, choice.index, "detour")
            elif not choice.returns:
                yield from (Way(node.index, end, choice.index, "choice") for end in _ends(choice.exit))
            elif ends := returns.get(node.index):
                yield from (Way(node.index, end, choice.index, "return") for end in ends)
            else:
                yield Way(node.index, node.index, choice.index, "return")  # nothing to return to: it stays
        if node.exit is not None:
            yield from (Way(node.index, end, -1, "route") for end in _ends(node.exit))
        if node.fallback >= 0:
            yield Way(node.index, node.fallback, -1, "fallback")
        if node.otherwise >= 0:
            yield Way(node.index, node.otherwise, -1, "otherwise")


def _returns(story: Story) -> dict[int, tuple[int, ...]]:
    """For every node inside a detour where the talk goes on after it."""
    inner: nx.DiGraph[int] = nx.DiGraph()
    inner.add_nodes_from(range(len(story.nodes)))
    for node in story.nodes:
        exits = [choice.exit for choice in node.choices] + ([node.exit] if node.exit else [])
        inner.add_edges_from((node.index, end) for way_on in exits for end in _ends(way_on))
        inner.add_edges_from((node.index, end) for end in (node.fallback, node.otherwise) if end >= 0)
    ends: dict[int, dict[int, None]] = defaultdict(dict)
    for choice in story.choices:
        if choice.detour >= 0:
            for inside in {choice.detour, *nx.descendants(inner, choice.detour)}:
                ends[inside].update(dict.fromkeys(_ends(choice.exit)))
    return {node: tuple(found) for node, found in ends.items()}


def _ends(way_on: Exit) -> Iterable[int]:
    return (*(end for _, end in way_on.routes), *(end for _, end in way_on.chance))
