"""A graph as a picture: boxes in layers from the top down, and every edge as a line of straight pieces.

Below a box one line leaves it and runs sideways to the lanes of all the nodes that it leads to; on its lane each goes
up or down to its node and enters it from above. Where lines meet and one of them turns, they have their beginning or
their end in common; lines of different beginnings and ends only cross.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from rehearse.analysis.columns import Columns, Lane, middles
from rehearse.analysis.layers import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.analysis.layers import Layers

    Point = tuple[int, int]


MOST_EDGES = 50_000


class TooManyEdges(ValueError):
    """A graph that is too dense to be drawn; the message is a sentence for the person."""


class Size(NamedTuple):
    """How large a box is, in columns and rows."""

    width: int
    height: int


class Box(NamedTuple):
    """A node's place: its left upper cell, its size, the column of its middle, and the layer it is in."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    layer: int


class Route(NamedTuple):
    """An edge as a line: from below its first node to above its last, by points that are joined by straight pieces."""

    start: int
    end: int
    points: tuple[Point, ...]
    back: bool  # whether it leads up again


class Layout(NamedTuple):
    """The whole picture. Rows and columns count from 0 at the left upper corner."""

    width: int
    height: int
    boxes: tuple[Box, ...]  # by node
    routes: tuple[Route, ...]
    rulers: tuple[tuple[int, int], ...]  # rows that are left free above each band, with the band
    rows: tuple[tuple[int, ...], ...]  # the nodes of each layer, from left to right


def lay_out(
    layers: Layers, sizes: Sequence[Size], edges: Iterable[tuple[int, int]], *, gap: int = 6, tips: bool = True
) -> Layout:
    """Draw nodes of these *sizes* in *layers*; with *tips*, a row is left free above each box for arrowheads.

    Raises ``TooManyEdges`` for more than ``MOST_EDGES``.
    """
    pairs = sorted(set(edges))
    if len(pairs) > MOST_EDGES:
        message = f"There are {len(pairs)} ways from one point to the next: too many for a picture."
        raise TooManyEdges(message)
    if not sizes:
        return Layout(0, 0, (), (), (), ())
    return _Drawing(layers, sizes, pairs, gap, tips=tips).layout()


class _Track(NamedTuple):
    """A piece of a line from left to right: whose, and from where to where."""

    node: int
    left: int
    right: int


class _Drawing:
    """Everything known while one picture is made."""

    def __init__(
        self, layers: Layers, sizes: Sequence[Size], pairs: list[tuple[int, int]], gap: int, *, tips: bool
    ) -> None:
        self._rows = layers.rows
        self._bands = layers.bands
        self._layer = layers.of_node
        self._sizes = sizes
        self._pairs = pairs
        self._tips = tips
        widths = [size.width for size in sizes]
        sources: dict[int, list[int]] = defaultdict(list)
        self._targets: dict[int, list[int]] = defaultdict(list)
        for one, other in pairs:
            sources[other].append(one)
            self._targets[one].append(other)
        self._middle = middles(self._rows, widths, pairs, gap)
        columns = Columns(self._rows, self._middle, widths, len(sources))
        self._lanes = columns.lanes(sources)
        self._order = columns.order

    def layout(self) -> Layout:
        leaving, entering, tops, rulers, height = self._heights()
        boxes = {}
        for node, size in enumerate(self._sizes):
            middle, layer = self._middle[node], self._layer[node]
            boxes[node] = Box(middle - size.width // 2, tops[layer], size.width, size.height, middle, layer)
        routes = [self._route(one, other, boxes, leaving, entering) for one, other in self._pairs]
        ends = [x for route in routes for x, _ in route.points]
        left = min([box.x for box in boxes.values()] + ends)
        right = max([box.x + box.width for box in boxes.values()] + [x + 1 for x in ends])
        return Layout(
            right - left,
            height,
            tuple(boxes[node]._replace(x=boxes[node].x - left, middle=boxes[node].middle - left) for node in boxes),
            tuple(route._replace(points=tuple((x - left, y) for x, y in route.points)) for route in routes),
            tuple(rulers),
            self._rows,
        )

    def _lane(self, one: int, other: int) -> Lane:
        return self._lanes[other, self._layer[one] >= self._layer[other]]

    def _heights(self) -> tuple[dict[int, int], dict[int, int], list[int], list[tuple[int, int]], int]:
        """The row in which each node's lines leave and enter, the top of each layer, the rulers, the whole height."""
        leaving: dict[int, int] = {}
        entering: dict[int, int] = {}
        tops: list[int] = []
        rulers: list[tuple[int, int]] = []
        firsts = {first: band for band, first, _ in stretches(self._bands)}
        y = 0
        for channel in range(len(self._rows) + 1):
            top = y
            if channel:
                packed = self._packed(self._tracks_below(channel - 1), self._order[channel])
                leaving |= {node: y + row for node, row in packed.items()}
                leaving |= {node: leaving.get(node, y) for node in self._rows[channel - 1]}
                y += max(packed.values(), default=-1) + 1
            if channel < len(self._rows):
                if channel in firsts:
                    rulers.append((y, firsts[channel]))
                    y += 1
                packed = self._packed(self._tracks_above(channel), nx.DiGraph())
                entering |= {node: y + row for node, row in packed.items()}
                y += max(packed.values(), default=-1) + 1
                entered = any((node, back) in self._lanes for node in self._rows[channel] for back in (False, True))
                y += 1 if (self._tips and entered) or (channel and y == top) else 0
                tops.append(y)
                y += max(self._sizes[node].height for node in self._rows[channel])
        return leaving, entering, tops, rulers, y

    def _tracks_below(self, layer: int) -> list[_Track]:
        """What runs sideways from the boxes of a layer to the lanes."""
        tracks = []
        for node in self._rows[layer]:
            columns = [self._middle[node], *(self._lane(node, target).column for target in self._targets[node])]
            if min(columns) < max(columns):
                tracks.append(_Track(node, min(columns), max(columns)))
        return tracks

    def _tracks_above(self, layer: int) -> list[_Track]:
        """What runs sideways from the lanes to the boxes of a layer."""
        tracks = []
        for node in self._rows[layer]:
            lanes = [self._lanes[node, back].column for back in (False, True) if (node, back) in self._lanes]
            columns = [self._middle[node], *lanes]
            if min(columns) < max(columns):
                tracks.append(_Track(node, min(columns), max(columns)))
        return tracks

    @staticmethod
    def _packed(tracks: list[_Track], order: nx.DiGraph[int]) -> dict[int, int]:
        """A row for every track: none touches another in the same row, and *order* holds from the top down."""
        by_node = {track.node: track for track in tracks}
        kept = order.copy()
        kept.add_nodes_from(by_node)
        rows: list[list[_Track]] = []
        found: dict[int, int] = {}
        for node in nx.lexicographical_topological_sort(
            kept, key=lambda node: (by_node[node].right - by_node[node].left, node) if node in by_node else (0, node)
        ):
            least = max((found[before] + 1 for before in kept.predecessors(node) if before in found), default=0)
            if (track := by_node.get(node)) is None:
                continue
            row = next(
                (
                    place
                    for place in range(least, len(rows))
                    if all(other.right + 1 < track.left or track.right + 1 < other.left for other in rows[place])
                ),
                max(len(rows), least),
            )
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].append(track)
            found[node] = row
        return found

    def _route(
        self, one: int, other: int, boxes: dict[int, Box], leaving: dict[int, int], entering: dict[int, int]
    ) -> Route:
        """The line of one edge."""
        lane, start, end = self._lane(one, other), boxes[one], boxes[other]
        below, last = start.y + start.height, end.y - 1
        turn = entering.get(other, last)
        points = [
            (start.middle, below),
            (start.middle, leaving[one]),
            (lane.column, leaving[one]),
            (lane.column, turn),
            (end.middle, turn),
            (end.middle, last),
        ]
        return Route(one, other, _without_repeats(points), lane.back)


def _without_repeats(points: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Points without those that are passed in a straight line anyway."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    return (one[0] == two[0] == three[0] and (one[1] < two[1]) == (two[1] < three[1])) or (
        one[1] == two[1] == three[1] and (one[0] < two[0]) == (two[0] < three[0])
    )
