"""The graph of a conversation for other programs: GraphML, which Gephi, yEd, Cytoscape and networkx read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Told = str | int | float | bool
    """What GraphML can hold of a node or an edge."""


def graphml(
    title: str,
    nodes: Mapping[str, Mapping[str, Told]],
    edges: Iterable[tuple[str, str, str, Mapping[str, Told]]],
) -> str:
    """*nodes* by id, and *edges* (from, to, id, what is told of it), as a GraphML document.

    Two edges may join the same nodes. Texts must hold nothing that XML cannot: no control signs.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=title)
    for name, told in nodes.items():
        graph.add_node(name, **told)
    for start, end, name, told in edges:
        graph.add_edge(start, end, key=name, **told)
    written = BytesIO()
    nx.write_graphml_xml(graph, written, encoding="utf-8", prettyprint=True, named_key_ids=True)
    return written.getvalue().decode() + "\n"
