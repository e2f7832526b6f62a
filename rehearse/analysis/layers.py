"""The nodes of a graph in layers, from the top down: each below those that lead to it, crossings few.

Bands (the phases of a meeting) stay apart: every layer of one comes before every layer of the next. Inside a band a
node's layer is the longest way to it; what closes a circle leads up again. Within a layer the order is improved by
barycentres: each node moves towards the middle of those that it is joined to.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Rows = tuple[tuple[int, ...], ...]

WIDEST = 4
"""Nodes beside one another, at most; a layer of more is told in several."""
_SWEEPS = 24


class Layers(NamedTuple):
    """Every node once, in rows from the top down, each from left to right; and the band of each row."""

    rows: Rows
    bands: tuple[int, ...]

    @property
    def of_node(self) -> dict[int, int]:
        """The row of every node."""
        return {node: place for place, row in enumerate(self.rows) for node in row}


def layered(bands: Sequence[int], edges: Iterable[tuple[int, int]], *, start: int = 0, widest: int = WIDEST) -> Layers:
    """Put nodes into layers: *bands* holds the band of each node, *edges* pairs of nodes, *start* where one begins.

    Nodes of the same layer stand in the order of their numbers to begin with. No row holds more than *widest*.
    """
    pairs = sorted({(one, other) for one, other in edges if one != other})
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(bands)))
    graph.add_edges_from(pairs)
    away = nx.single_source_shortest_path_length(graph, start) if len(bands) else {}
    ranks = {node: (away.get(node, len(bands)), node) for node in graph}
    rows: list[tuple[int, ...]] = []
    of_row: list[int] = []
    for band in sorted(set(bands)):
        inside = graph.subgraph([node for node in graph if bands[node] == band])
        onward = _without_circles(inside, ranks)
        for layer in nx.topological_generations(onward):
            parts = _parts(sorted(layer), widest)
            rows += parts
            of_row += [band] * len(parts)
    return Layers(_ordered(rows, pairs, len(bands)), tuple(of_row))


def _without_circles(graph: nx.DiGraph[int], ranks: dict[int, tuple[int, int]]) -> nx.DiGraph[int]:
    """*graph* without the edges that lead back: within a circle, those to a node that is nearer to the start."""
    group = {node: place for place, nodes in enumerate(nx.strongly_connected_components(graph)) for node in nodes}
    onward: nx.DiGraph[int] = nx.DiGraph()
    onward.add_nodes_from(graph)
    onward.add_edges_from((a, b) for a, b in graph.edges if group[a] != group[b] or ranks[a] < ranks[b])
    return onward


def _parts(layer: list[int], widest: int) -> list[tuple[int, ...]]:
    """A layer in rows of about the same length, none of more than *widest* nodes."""
    count = -(-len(layer) // widest)
    cuts = [len(layer) * part // count for part in range(count + 1)]
    return [tuple(layer[first:after]) for first, after in pairwise(cuts)]


def _ordered(rows: list[tuple[int, ...]], pairs: list[tuple[int, int]], count: int) -> Rows:
    """The same rows, their nodes ordered by barycentres: the best of several sweeps."""
    if not pairs:
        return tuple(rows)
    layer = np.zeros(count, dtype=np.int64)
    for place, row in enumerate(rows):
        layer[list(row)] = place
    one, other = np.array(pairs, dtype=np.int64).T
    span = np.abs(layer[one] - layer[other])
    one, other, weights = one[span > 0], other[span > 0], 1.0 / span[span > 0]
    upper, lower = np.where(layer[one] < layer[other], (one, other), (other, one))
    best, least = rows, np.inf
    for sweep in range(_SWEEPS):
        at = _places(rows, count)
        length = float(np.sum(weights * np.abs(at[one] - at[other])))
        if length < least:
            best, least = rows, length
        match sweep % 3:
            case 0:
                middle = barycentres(at, lower, upper, weights)
            case 1:
                middle = barycentres(at, upper, lower, weights)
            case _:
                both = np.concatenate([lower, upper]), np.concatenate([upper, lower])
                middle = barycentres(at, *both, np.concatenate([weights, weights]))
        rows = [tuple(sorted(row, key=lambda node: (middle[node], at[node]))) for row in rows]
    return tuple(best)


def barycentres(
    at: NDArray[np.float64], moved: NDArray[np.int64], towards: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """For every node the weighted middle of the places of those that it is joined to; its own where there are none."""
    total = np.bincount(moved, weights=weights, minlength=len(at))
    drawn = np.bincount(moved, weights=weights * at[towards], minlength=len(at))
    return np.where(total > 0, drawn / np.where(total > 0, total, 1), at)


def _places(rows: list[tuple[int, ...]], count: int) -> NDArray[np.float64]:
    """The place of each node in its row, counted from the row's middle."""
    at = np.zeros(count)
    for row in rows:
        at[list(row)] = np.arange(len(row)) - (len(row) - 1) / 2
    return at


def stretches(bands: Sequence[int]) -> list[tuple[int, int, int]]:
    """Each band with its first row and the row after its last."""
    found = []
    for band, rows in groupby(range(len(bands)), key=lambda row: bands[row]):
        listed = list(rows)
        found.append((band, listed[0], listed[-1] + 1))
    return found
