"""Any graph as a picture: boxes apart, every edge drawn, no line taken for another."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rehearse.analysis import layout as layouts
from rehearse.analysis.layers import WIDEST, layered
from rehearse.analysis.layout import Size, TooManyEdges, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.layout import Layout, Route

    Graph = tuple[list[int], list[Size], list[tuple[int, int]], bool]


@st.composite
def graphs(draw: st.DrawFn, most: int = 14) -> Graph:
    """Bands, sizes, edges (circles, edges to oneself and lone nodes among them), and whether there are arrowheads."""
    count = draw(st.integers(1, most))
    bands = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    size = st.builds(Size, st.integers(1, 12), st.integers(1, 4))
    sizes = draw(st.lists(size, min_size=count, max_size=count))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=4 * count))
    return bands, sizes, edges, draw(st.booleans())


def drawn(graph: Graph) -> Layout:
    bands, sizes, edges, tips = graph
    return lay_out(layered(bands, edges), sizes, edges, gap=4, tips=tips)


def cells(route: Route) -> Iterator[tuple[int, int]]:
    """Every cell that a line passes."""
    yield route.points[0]
    for (x, y), (to_x, to_y) in pairwise(route.points):
        assert x == to_x or y == to_y, "a piece that is neither upright nor level"
        steps = max(abs(to_x - x), abs(to_y - y))
        for step in range(1, steps + 1):
            yield x + (to_x - x) * step // steps, y + (to_y - y) * step // steps


def turns(route: Route) -> set[tuple[int, int]]:
    """Where a line turns; the end of a level piece is a turn too, since the box stands above or below it."""
    points = route.points
    ends = [(points[0], points[1]), (points[-1], points[-2])] if len(points) > 1 else []
    return {*points[1:-1], *(end for end, beside in ends if end[1] == beside[1])}


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_no_two_boxes_touch_and_all_are_inside_the_picture(graph: Graph) -> None:
    picture = drawn(graph)
    seen: set[tuple[int, int]] = set()
    for box, size in zip(picture.boxes, graph[1], strict=True):
        assert (box.width, box.height) == size
        around = {(x, y) for x in range(box.x - 1, box.x + box.width + 1) for y in range(box.y, box.y + box.height)}
        assert not around & seen
        seen |= {(x, y) for x in range(box.x, box.x + box.width) for y in range(box.y, box.y + box.height)}
        assert box.x <= box.middle < box.x + box.width
    assert all(0 <= x < picture.width and 0 <= y < picture.height for x, y in seen)


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_every_edge_is_one_line_from_below_its_first_node_to_above_its_last(graph: Graph) -> None:
    picture = drawn(graph)
    assert [(route.start, route.end) for route in picture.routes] == sorted(set(graph[2]))
    inside = {
        (x, y)
        for box in picture.boxes
        for x in range(box.x, box.x + box.width)
        for y in range(box.y, box.y + box.height)
    }
    for route in picture.routes:
        start, end = picture.boxes[route.start], picture.boxes[route.end]
        assert route.points[0] == (start.middle, start.y + start.height)
        assert route.points[-1] == (end.middle, end.y - 1)
        passed = list(cells(route))
        assert not inside.intersection(passed)
        assert len(passed) == len(set(passed)), "a line that crosses itself"
        assert all(0 <= x < picture.width and 0 <= y < picture.height for x, y in passed)
        assert route.back == (start.layer >= end.layer)


@settings(max_examples=200, deadline=None)
@given(graphs())
@example(([0] * 4, [Size(3, 1)] * 4, [(2, 0), (2, 1), (3, 0), (3, 1)], True))
def test_where_a_line_turns_no_other_passes_that_neither_begins_nor_ends_with_it(graph: Graph) -> None:
    picture = drawn(graph)
    through: dict[tuple[int, int], list[Route]] = defaultdict(list)
    for route in picture.routes:
        for cell in cells(route):
            through[cell].append(route)
    for route in picture.routes:
        for cell in turns(route):
            for other in through[cell]:
                assert route.start == other.start or route.end == other.end, (cell, route, other)


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_lines_that_have_neither_end_in_common_never_run_along_one_another(graph: Graph) -> None:
    picture = drawn(graph)
    steps: dict[frozenset[tuple[int, int]], list[Route]] = defaultdict(list)
    for route in picture.routes:
        for step in pairwise(cells(route)):
            for other in steps[frozenset(step)]:
                assert route.start == other.start or route.end == other.end
            steps[frozenset(step)].append(route)


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_layers_keep_the_bands_apart_and_lead_downwards_except_in_circles(graph: Graph) -> None:
    bands, _, edges, _ = graph
    layers = layered(bands, edges)
    assert sorted(node for row in layers.rows for node in row) == list(range(len(bands)))
    assert list(layers.bands) == sorted(layers.bands)
    assert all(bands[node] == band for row, band in zip(layers.rows, layers.bands, strict=True) for node in row)
    assert max(map(len, layers.rows)) <= WIDEST
    reached: dict[int, set[int]] = {node: {node} for node in range(len(bands))}
    for _ in bands:
        for one, other in edges:
            if bands[one] == bands[other]:
                reached[one] |= reached[other]
    for one, other in edges:
        if bands[one] < bands[other] or (bands[one] == bands[other] and one not in reached[other]):
            assert layers.of_node[one] < layers.of_node[other]


def test_the_same_graph_is_always_drawn_the_same() -> None:
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 0), (2, 2)]
    sizes = [Size(5, 1)] * 4
    first = lay_out(layered([0, 0, 0, 1], edges), sizes, edges)
    again = lay_out(layered([0, 0, 0, 1], edges[::-1]), sizes, edges[::-1])
    assert first == again


def test_a_straight_way_is_a_straight_line() -> None:
    edges = [(node, node + 1) for node in range(5)]
    picture = lay_out(layered([0] * 6, edges), [Size(9, 1)] * 6, edges)
    assert len({box.middle for box in picture.boxes}) == 1
    assert all(len({x for x, _ in route.points}) == 1 for route in picture.routes)


def test_crossings_are_taken_out_where_another_order_does_without() -> None:
    edges = [(0, 1), (0, 2), (1, 4), (2, 3)]
    rows = layered([0] * 5, edges).rows
    assert rows in {((0,), (1, 2), (4, 3)), ((0,), (2, 1), (3, 4))}


def test_every_band_has_a_row_of_its_own_above_it() -> None:
    edges = [(0, 1), (0, 2), (1, 2)]
    picture = lay_out(layered([0, 0, 2], edges), [Size(4, 1)] * 3, edges)
    assert [band for _, band in picture.rulers] == [0, 2]
    for row, band in picture.rulers:
        assert row < min(box.y for box, own in zip(picture.boxes, [0, 0, 2], strict=True) if own == band)
        assert not any(y == row == to_y for route in picture.routes for (_, y), (_, to_y) in pairwise(route.points))


def test_nothing_is_a_picture_too() -> None:
    assert lay_out(layered([], []), [], []).boxes == ()


@pytest.mark.parametrize("widest", [WIDEST, 1000])
@pytest.mark.parametrize("shape", ["chain", "star", "meeting", "tangle", "circle"])
def test_a_thousand_nodes_are_laid_out_in_bounded_time(shape: str, widest: int) -> None:
    count = 1000
    edges = {
        "chain": [(node, node + 1) for node in range(count - 1)],
        "star": [(0, node) for node in range(1, count)],
        "meeting": [(node, (node + step) % count) for node in range(count) for step in (1, 2, 7, -3)],
        "tangle": [(node, node * step % count) for node in range(count) for step in (3, 7, 11, 13, 17, 31)],
        "circle": [(node, (node + 1) % count) for node in range(count)],
    }[shape]
    begun = time.process_time()
    picture = lay_out(layered([0] * count, edges, widest=widest), [Size(20, 1)] * count, edges)
    assert time.process_time() - begun < 20
    assert len(picture.boxes) == count
    assert len(picture.routes) == len(set(edges))


def test_more_edges_than_can_be_told_apart_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "MOST_EDGES", 3)
    edges = [(0, node) for node in range(5)]
    with pytest.raises(TooManyEdges, match="There are 5 ways"):
        lay_out(layered([0] * 5, edges), [Size(1, 1)] * 5, edges)
