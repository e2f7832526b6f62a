"""Where things stand from left to right: the boxes of a row beside one another, and between them the lanes.

A lane is the one vertical line on which everything that leads to a node runs towards it: one for what comes from
above, one for what comes back from below. It never bends and never touches a box.

Lanes keep a column away from one another, and from the lines that leave and enter boxes beside them; but one may come
straight down into its own box.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

from rehearse.analysis.layers import barycentres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rehearse.analysis.layers import Rows

_PULLS = 40
_TO_THE_MIDDLE = 0.85
"""What is left of a box's distance from the middle of the picture each time: keeps the whole narrow."""
_FAR = np.inf


class Lane(NamedTuple):
    """A vertical line to a node: its column, and the first and the last channel that it runs through.

    Channel *n* lies above row *n* of boxes; the last one lies below all of them.
    """

    column: int
    first: int
    last: int
    back: bool  # whether it leads up


class _Wanted(NamedTuple):
    """A lane that has no column yet."""

    node: int
    first: int
    last: int
    sources: list[int]
    back: bool


def middles(rows: Rows, widths: Sequence[int], pairs: Sequence[tuple[int, int]], gap: int) -> dict[int, int]:
    """The column of the middle of each box; boxes of a row are at least *gap* columns apart.

    Columns are even, so that lines that are not straight below one another have a blank between them.
    """
    count = len(widths)
    at = np.zeros(count)
    for row in rows:
        at[list(row)] = _apart(np.zeros(len(row)), [widths[node] for node in row], gap)
    if pairs:
        layer = {node: place for place, row in enumerate(rows) for node in row}
        one, other = np.array(pairs, dtype=np.int64).T
        span = np.array([max(abs(layer[a] - layer[b]), 1) for a, b in pairs], dtype=np.float64)
        moved, towards = np.concatenate([one, other]), np.concatenate([other, one])
        weights = np.concatenate([1 / span**2, 1 / span**2])
        for _ in range(_PULLS):
            wanted = barycentres(at, moved, towards, weights) * _TO_THE_MIDDLE
            for row in rows:
                at[list(row)] = _apart(wanted[list(row)], [widths[node] for node in row], gap)
    return {node: column for row in rows for node, column in _settled(row, at, widths, gap)}


def _apart(wanted: NDArray[np.float64], widths: list[int], gap: int) -> NDArray[np.float64]:
    """The places nearest to *wanted* (least squares) at which boxes in this order are *gap* apart."""
    needed = np.cumsum([0.0, *((a + b) / 2 + gap for a, b in pairwise(widths))])
    pools: list[tuple[float, int]] = []
    for value in wanted - needed:
        mean, size = float(value), 1
        while pools and pools[-1][0] > mean:
            before, length = pools.pop()
            mean, size = (mean * size + before * length) / (size + length), size + length
        pools.append((mean, size))
    places: NDArray[np.float64] = np.repeat([mean for mean, _ in pools], [size for _, size in pools]) + needed
    return places


def _settled(row: tuple[int, ...], at: NDArray[np.float64], widths: Sequence[int], gap: int) -> list[tuple[int, int]]:
    """The nodes of a row with their columns, in whole even numbers and still apart."""
    found: list[tuple[int, int]] = []
    least = -(2**31)
    for node in row:
        half = widths[node] // 2
        column = max(2 * round(float(at[node]) / 2), least + half)
        column += column % 2
        found.append((node, column))
        least = column - half + widths[node] + gap
    return found


class Columns:
    """Finds the lanes: which columns are taken in which rows and channels."""

    def __init__(self, rows: Rows, middle: dict[int, int], widths: Sequence[int], targets: int) -> None:
        """Room for *targets* nodes to which something leads."""
        self._rows = rows
        self._middle = middle
        self._widths = widths
        self._layer = {node: place for place, row in enumerate(rows) for node in row}
        left = min(middle[node] - widths[node] // 2 for node in middle)
        right = max(middle[node] + widths[node] for node in middle)
        side = 4 * targets + 6
        self._left = left - side
        size = right + side - self._left + 2
        self._taken = np.zeros((2 * len(rows) + 1, size), dtype=np.bool_)  # channels are even, rows of boxes odd
        self._near = np.zeros((len(rows) + 1, size), dtype=np.bool_)  # channels: beside what leaves or enters a box
        self._columns = np.arange(size) + self._left
        self._order: list[nx.DiGraph[int]] = [nx.DiGraph() for _ in range(len(rows) + 1)]
        for node, column in middle.items():
            layer, edge = self._layer[node], column - widths[node] // 2 - self._left
            self._taken[2 * layer + 1, edge - 1 : edge + widths[node] + 1] = True
            for channel in (layer, layer + 1):
                self._near[channel, column - self._left - 1 : column - self._left + 2] = True

    @property
    def order(self) -> list[nx.DiGraph[int]]:
        """For each channel which of the nodes above it leave it before which others."""
        return self._order

    def lanes(self, sources: dict[int, list[int]]) -> dict[tuple[int, bool], Lane]:
        """The lanes to every node: *sources* holds those that lead to it. The key tells the node, and whether back."""
        wanted: list[_Wanted] = []
        for node, listed in sources.items():
            here = self._layer[node]
            above = [source for source in listed if self._layer[source] < here]
            below = [source for source in listed if self._layer[source] >= here]
            if above:
                wanted.append(_Wanted(node, min(self._layer[source] for source in above) + 1, here, above, back=False))
            if below:
                wanted.append(_Wanted(node, here, max(self._layer[source] for source in below) + 1, below, back=True))
        wanted.sort(key=lambda lane: (lane.last - lane.first, lane.back, lane.node))
        found: dict[tuple[int, bool], Lane] = {}
        for lane in wanted:
            if not lane.back and self._straight(lane):
                found[lane.node, False] = self._take(lane, self._middle[lane.node])
        for lane in wanted:
            if (lane.node, lane.back) not in found:
                found[lane.node, lane.back] = self._take(lane, self._nearest(lane))
        return found

    def _take(self, lane: _Wanted, column: int) -> Lane:
        place = column - self._left
        self._taken[2 * lane.first : 2 * lane.last + 1, place - 1 : place + 2] = True
        return Lane(column, lane.first, lane.last, lane.back)

    def _straight(self, lane: _Wanted) -> bool:
        """Whether *lane* can come straight down into its own box.

        Where another box stands in its column above, that one's line is to turn away before the lane begins; that is
        noted in ``order``.
        """
        column = self._middle[lane.node]
        if self._taken[2 * lane.first : 2 * lane.last + 1, column - self._left].any():
            return False
        row = self._rows[lane.first - 1]
        above = next((other for other in row if self._middle[other] == column), None)
        if above is None:
            return True
        order = self._order[lane.first]
        others = [other for other in row if other != above and other in lane.sources]
        order.add_nodes_from([above, *others])
        if any(nx.has_path(order, other, above) for other in others):
            return False
        order.add_edges_from((above, other) for other in others)
        return True

    def _nearest(self, lane: _Wanted) -> int:
        """The free column that makes the lines shortest."""
        taken = self._taken[2 * lane.first : 2 * lane.last + 1].any(axis=0)
        taken |= self._near[lane.first : lane.last + 1].any(axis=0)
        ways = np.abs(self._columns - self._middle[lane.node]).astype(np.float64)
        for source in lane.sources:
            ways += np.abs(self._columns - self._middle[source]) / len(lane.sources)
        ways[taken] = _FAR
        return int(self._columns[int(np.argmin(ways))])
