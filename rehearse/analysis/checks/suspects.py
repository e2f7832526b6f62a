"""What all the ways of a meeting tell, whatever their conditions: what leads where, and what may go round for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rehearse.engine.story import Exit, Node, Story


def may_never_end(story: Story) -> bool:
    """Whether the talk might go round for ever: some line that may be said again lies on a way back to itself."""
    again = _come_back_to(story)
    return any(choice.repeat and choice.node in again for choice in story.choices)


def leading_to(story: Story, nodes: Collection[int]) -> frozenset[int]:
    """The nodes from which some way, whatever its conditions, leads to one of *nodes*; and those themselves."""
    graph = _all_ways(story)
    return frozenset(nodes).union(*(nx.ancestors(graph, node) for node in nodes))


def _come_back_to(story: Story) -> frozenset[int]:
    """The nodes to which the talk may come twice, going by all ways on whatever their conditions."""
    graph = _all_ways(story)
    found: set[int] = set()
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1 or any(graph.has_edge(node, node) for node in part):
            found |= part
    return frozenset(found)


def ranks(story: Story) -> list[int]:
    """For each node how far on it lies, whatever the conditions: what leads to others comes before them."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(node.index for node in story.nodes)
    for node in story.nodes:  # not where a detour returns to: that would join what is apart
        ways = [node.exit, *(choice.exit for choice in node.choices)]
        targets = {target for way in ways if way is not None for target in _targets(way)}
        targets |= {choice.detour for choice in node.choices} | {node.fallback}
        graph.add_edges_from((node.index, target) for target in targets if target >= 0)
    whole = nx.condensation(graph)
    found = [0] * len(story.nodes)
    for rank, part in enumerate(nx.topological_sort(whole)):
        for index in whole.nodes[part]["members"]:
            found[index] = rank
    return found


def _all_ways(story: Story) -> nx.DiGraph[int]:
    """From which node the talk may go to which; from each to the node -1, and from that wherever it is interrupted."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(node.index for node in story.nodes)
    for node in story.nodes:
        graph.add_edges_from((node.index, target) for target in _ways_on(story, node))
    for interrupt in story.interrupts:
        graph.add_edge(-1, interrupt.node)
        graph.add_edges_from((node.index, -1) for node in story.nodes if node.choices)
    return graph


def _ways_on(story: Story, node: Node) -> Iterator[int]:
    if node.exit is not None:
        yield from _targets(node.exit)
    for choice in node.choices:
        if choice.detour >= 0:
            yield choice.detour
        if choice.returns:
            for caller in story.choices:
                if caller.detour >= 0:
                    yield from _targets(caller.exit)
        else:
            yield from _targets(choice.exit)
    yield from (target for target in (node.fallback, node.otherwise) if target >= 0)


def _targets(way: Exit) -> Iterator[int]:
    yield from (target for _, target in (*way.routes, *way.chance))
