"""What the plain graph of a meeting shows, whatever the conditions: nodes that no way leads to, and no way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from rehearse.analysis.checks.wording import listed
from rehearse.analysis.graph import conversation_graph, nodes_without_an_end, unreachable_nodes
from rehearse.model.codes import CODES
from rehearse.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library
    from rehearse.model.scenario import Scenario


def plain_problems(library: Library, scenario: Scenario) -> Iterator[Problem]:
    """Nodes that no way leads to, and parts of the talk from which no way leads to an ending."""
    origin = library.origins["scenarios", scenario.id]
    broken_off = _broken_off(scenario)
    for name in unreachable_nodes(scenario):
        if name != broken_off:
            yield Problem(
                "unreachable-node",
                CODES["unreachable-node"].severity,
                origin.span(("nodes", name)),
                f"No way leads to the node '{name}'.",
            )
    for name, message in _hopeless(scenario):
        yield Problem("no-way-out", CODES["no-way-out"].severity, origin.span(("nodes", name)), message)


def _broken_off(scenario: Scenario) -> str | None:
    """The ending to which a talk comes that the boss breaks off, by no way that is written (see ``Story``)."""
    for kind in ("deferred", "refused", "ruptured"):
        for name, node in scenario.nodes.items():
            if node.ending == kind:
                return name
    return None


def _hopeless(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """For each part of the talk that leads to no ending its first node, and a sentence about it."""
    without = nodes_without_an_end(scenario)
    if not without:
        return
    order = {name: index for index, name in enumerate(scenario.nodes)}
    within = nx.DiGraph(conversation_graph(scenario)).subgraph(without)
    whole = nx.condensation(within)
    told: set[str] = set()
    for part in sorted(whole, key=lambda part: min(order[name] for name in whole.nodes[part]["members"])):
        if whole.out_degree(part):
            continue  # what it leads to is told
        members = sorted(whole.nodes[part]["members"], key=order.__getitem__)
        before: set[str] = set()
        for name in nx.ancestors(whole, part):
            before |= whole.nodes[name]["members"]
        before -= told
        told |= before
        first = members[0]
        if len(members) > 1:
            message = f"The talk goes round between {listed(members)}, and no way leads out to an ending."
        elif within.has_edge(first, first):
            message = f"The talk goes round at '{first}', and no way leads out to an ending."
        else:
            message = f"From the node '{first}' no ending can be reached."
        if before:
            names = sorted(before, key=order.__getitem__)
            message += f" {listed(names)} {'leads' if len(names) == 1 else 'lead'} nowhere else."
        yield first, message
