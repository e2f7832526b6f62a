"""Where everything in the picture of a scenario stands, in pixels: boxes, lines with round corners, the phases."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from rehearse.analysis.layout import Size
from rehearse.authoring.graph.formats import BANDS
from rehearse.coaching.map.words import ENDING_SIGNS, node_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.engine.story import Node

COLUMN, ROW = 8, 14
"""Pixels of one cell of the layout."""
_BOX = Size(23, 4)
_GAP = 3
_MARGIN = 28
_LETTERS, _NAME_LINES = 23, 2
_ROUND = 6.0
_TIP = 3.0
"""Pixels that a line ends above its box, where the arrowhead stands."""


class Shape(NamedTuple):
    """A node's box, with its name in at most two rows."""

    node: int
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Of its width."""
        return self.x + self.width / 2


class Line(NamedTuple):
    """All ways from one node to another, as an SVG path."""

    start: int
    end: int
    path: str
    back: bool  # whether it leads up again
    aside: bool  # whether no line of the person's and no route takes it: a detour, a return, a fallback


class Picture(NamedTuple):
    """The whole, with the place of each phase's heading."""

    width: float
    height: float
    shapes: tuple[Shape, ...]  # by node
    lines: tuple[Line, ...]
    headings: tuple[tuple[float, str], ...]


def picture_of(graph: ScenarioGraph) -> Picture:
    """The picture of *graph*. Raises ``TooManyEdges``."""
    nodes = graph.story.nodes
    layout = graph.laid_out([_BOX] * len(nodes), _GAP)
    shapes = tuple(
        Shape(
            node.index,
            box.x * COLUMN + _MARGIN,
            box.y * ROW + _MARGIN,
            box.width * COLUMN,
            box.height * ROW,
            shown_name(node),
        )
        for node, box in zip(nodes, layout.boxes, strict=True)
    )
    plain = {(way.start, way.end) for way in graph.meeting.ways if way.kind in {"choice", "route"}}
    lines = []
    for route in layout.routes:
        points = [((x + 0.5) * COLUMN + _MARGIN, (y + 0.5) * ROW + _MARGIN) for x, y in route.points]
        start, end = shapes[route.start], shapes[route.end]
        points = [(points[0][0], start.y + start.height), *points, (points[-1][0], end.y - _TIP)]
        path = _rounded(points)
        lines.append(Line(route.start, route.end, path, route.back, (route.start, route.end) not in plain))
    return Picture(
        layout.width * COLUMN + 2 * _MARGIN,
        layout.height * ROW + 2 * _MARGIN,
        shapes,
        tuple(lines),
        tuple(((y + 0.5) * ROW + _MARGIN, BANDS[band]) for y, band in layout.rulers),
    )


def shown_name(node: Node) -> tuple[str, ...]:
    """A node's name in at most two rows, an ending with its sign."""
    name = node_name(node) if node.ending is None else f"{ENDING_SIGNS[node.ending.kind]} {node_name(node)}"
    rows = wrap(name, _LETTERS)
    if len(rows) > _NAME_LINES:
        last = " ".join(rows[_NAME_LINES - 1 :])
        rows = [*rows[: _NAME_LINES - 1], last[: _LETTERS - 1].rstrip() + "…"]
    return tuple(rows)


def _rounded(points: Sequence[tuple[float, float]]) -> str:
    """A path through *points*, each joined to the next by a straight piece, with round corners."""
    clear = [points[0]]
    clear += [point for before, point in pairwise(points) if point != before]
    told = [f"M{_spot(clear[0])}"]
    for before, corner, after in zip(clear, clear[1:], clear[2:], strict=False):
        near, far = _towards(corner, before), _towards(corner, after)
        told.append(f"L{_spot(near)}Q{_spot(corner)} {_spot(far)}")
    told.append(f"L{_spot(clear[-1])}")
    return "".join(told)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point at which a round corner ends: on the way to *other*, half way there at the most."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = abs(across) + abs(down)
    part = min(_ROUND, length / 2) / length if length else 0.0
    return corner[0] + across * part, corner[1] + down * part


def _spot(point: tuple[float, float]) -> str:
    return f"{point[0]:g},{point[1]:g}"
