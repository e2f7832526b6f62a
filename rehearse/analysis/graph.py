"""A scenario as a networkx graph: nodes of the conversation, one edge for each way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from rehearse.model.scenario import Exits, Scenario

START = "(start)"
"""The node before the first, from which the talk and its interrupts lead."""


def conversation_graph(scenario: Scenario) -> nx.MultiDiGraph[str]:
    """The graph of *scenario*: an edge for each choice and route (two choices may lead to the same node).

    Edges carry ``choice`` (its id, or an empty text where the talk goes on by itself) and ``kind`` (choice, route,
    chance, detour, return, fallback, otherwise, interrupt). Targets that do not exist are left out.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, node in scenario.nodes.items():
        graph.add_node(name, phase=node.phase, ending=node.ending)
    graph.add_node(START)
    _edge(graph, START, scenario.start, "", "route")
    for interrupt in scenario.interrupts:
        _edge(graph, START, interrupt.goto, "", "interrupt")
    for name, node in scenario.nodes.items():
        _exits(graph, name, node, "")
        for kind, target in (("fallback", node.fallback), ("otherwise", node.otherwise)):
            if target is not None:
                _edge(graph, name, target, "", kind)
        for choice in node.choices:
            _exits(graph, name, choice, choice.id)
            if choice.detour is not None:
                _edge(graph, name, choice.detour, choice.id, "detour")
    return graph


def _exits(graph: nx.MultiDiGraph[str], name: str, exits: Exits, choice: str) -> None:
    for route in exits.goto or ():
        _edge(graph, name, route.to, choice, "choice" if choice else "route")
    for chance in exits.chance or ():
        _edge(graph, name, chance.to, choice, "chance")


def _edge(graph: nx.MultiDiGraph[str], start: str, end: str, choice: str, kind: str) -> None:
    if end in graph or start == START:
        graph.add_edge(start, end, choice=choice, kind=kind)


def unreachable_nodes(scenario: Scenario) -> list[str]:
    """Nodes to which no way leads at all, in the file's order."""
    graph = conversation_graph(scenario)
    reached = nx.descendants(graph, START)
    return [name for name in scenario.nodes if name not in reached]


def nodes_without_an_end(scenario: Scenario) -> list[str]:
    """Nodes from which no ending can be reached, in the file's order."""
    graph = conversation_graph(scenario)
    detours = {c.detour for node in scenario.nodes.values() for c in node.choices if c.detour}
    inside: set[str] = set().union(*({name, *nx.descendants(graph, name)} for name in detours if name in graph))
    ends = {name for name, node in scenario.nodes.items() if node.ending is not None or node.todo} | inside
    back = graph.reverse(copy=False)
    able = ends.union(*(nx.descendants(back, name) for name in ends))
    return [name for name in scenario.nodes if name not in able]
