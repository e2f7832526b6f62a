"""Lines as signs: crossings and joints told apart, the heavy way never broken, nothing drawn without a pen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rehearse.analysis.drawing import HEAVY, LIGHT, Lines, Pen
from rehearse.analysis.layers import layered
from rehearse.analysis.layout import Layout, Route, Size, lay_out

THIN, THICK = Pen(LIGHT, 0), Pen(HEAVY, 3)


def picture(*routes: tuple[tuple[int, int], ...], back: bool = False) -> Layout:
    """A layout of nothing but lines, the first from node 0 to node 100, and so on."""
    lines = tuple(Route(node, node + 100, points, back) for node, points in enumerate(routes))
    return Layout(20, 10, (), lines, (), ())


def rows(layout: Layout, pens: dict[tuple[int, int], Pen] | None = None, *, tips: bool = False) -> list[str]:
    lines = Lines(layout, pens or {(line.start, line.end): THIN for line in layout.routes}, tips=tips)
    found = []
    for y in range(layout.height):
        row = [" "] * layout.width
        for ink in lines.row(y):
            row[ink.x] = ink.sign
        found.append("".join(row).rstrip())
    while found and not found[-1]:
        found.pop()
    return found


def test_a_line_leaves_its_box_turns_and_ends_in_an_arrowhead() -> None:
    line = ((2, 0), (2, 1), (6, 1), (6, 3))
    assert rows(picture(line), tips=True) == ["  │", "  ╰───╮", "      │", "      ▾"]


def test_a_line_that_runs_sideways_at_once_is_joined_to_the_box_above() -> None:
    assert rows(picture(((4, 0), (0, 0), (0, 2)), ((4, 0), (8, 0), (8, 2))))[0] == "╭───┴───╮"


def test_lines_that_only_cross_are_not_joined() -> None:
    down, across = ((4, 0), (4, 4)), ((0, 0), (0, 2), (8, 2), (8, 4))
    assert rows(picture(down, across))[2] == "╰───│───╮"


def test_lines_that_meet_are_joined() -> None:
    down, onto_it = ((4, 0), (4, 4)), ((0, 0), (0, 2), (4, 2), (4, 4))
    assert rows(picture(down, onto_it))[2] == "╰───┤"


def test_the_heavy_line_is_never_broken_by_a_light_one() -> None:
    down, across = ((4, 0), (4, 4)), ((0, 0), (0, 2), (8, 2), (8, 4))
    layout = picture(down, across)
    assert rows(layout, {(0, 100): THICK, (1, 101): THIN})[2] == "╰───┃───╮"
    assert rows(layout, {(0, 100): THIN, (1, 101): THICK})[2] == "┗━━━━━━━┓"


def test_a_light_line_joins_a_heavy_one_with_a_light_arm() -> None:
    down, onto_it = ((4, 0), (4, 4)), ((0, 0), (0, 2), (4, 2), (4, 4))
    assert rows(picture(down, onto_it), {(0, 100): THICK, (1, 101): THIN})[2] == "╰───┨"


def test_a_line_that_leads_back_up_is_broken() -> None:
    line = ((0, 4), (0, 5), (4, 5), (4, 1), (8, 1), (8, 2))
    assert rows(picture(line, back=True)) == ["", "    ╭╌╌╌╮", "    ╎   ╎", "    ╎", "╎   ╎", "╰╌╌╌╯"]


def test_a_line_without_a_pen_is_not_drawn() -> None:
    layout = picture(((2, 0), (2, 3)), ((6, 0), (6, 3)))
    assert rows(layout, {(1, 101): THIN}) == ["      │"] * 4


def test_where_lines_share_a_cell_the_highest_kind_is_told() -> None:
    layout = picture(((2, 0), (2, 3)), ((0, 0), (0, 1), (2, 1), (2, 3)))
    lines = Lines(layout, {(0, 100): THIN, (1, 101): Pen(LIGHT, 2)}, tips=False)
    assert [[ink.kind for ink in lines.row(y)] for y in range(4)] == [[2, 0], [2, 2, 2], [2], [2]]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
def test_every_line_can_be_followed_sign_by_sign(edges: list[tuple[int, int]]) -> None:
    layout = lay_out(layered([0] * 8, edges), [Size(5, 1)] * 8, edges)
    for route in layout.routes:
        lines = Lines(layout, {(route.start, route.end): THIN})
        inked = {(ink.x, y) for y in range(layout.height) for ink in lines.row(y)}
        whole = Lines(layout, {(other.start, other.end): THIN for other in layout.routes})
        everywhere = {(ink.x, y) for y in range(layout.height) for ink in whole.row(y)}
        assert {*route.points} <= inked <= everywhere
        (x, y), (end_x, end_y) = route.points[0], route.points[-1]
        seen, waiting = {(x, y)}, [(x, y)]
        while waiting:
            x, y = waiting.pop()
            for cell in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if cell in inked and cell not in seen:
                    seen.add(cell)
                    waiting.append(cell)
        assert (end_x, end_y) in seen
