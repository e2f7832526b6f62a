"""The lines of a layout as signs, row by row; which line is drawn how is told by pens."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rehearse.analysis.layout import Layout

LIGHT, HEAVY = 1, 2
_SIGNS = (
    " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳"  # nothing leads up
    "╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈"  # a light line does
    "╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"  # a heavy one
)
_BOXES = dict(zip(product(range(3), repeat=4), _SIGNS, strict=True))
_ROUND = {"┌": "╭", "┐": "╮", "└": "╰", "┘": "╯"}
_DASHED = {"│": "╎", "─": "╌", "┃": "╏", "━": "╍"}
TIPS = {LIGHT: "▾", HEAVY: "▼"}
UP, RIGHT, DOWN, LEFT = range(4)


class Pen(NamedTuple):
    """How a line is drawn: ``LIGHT`` or ``HEAVY``, and its kind; where lines share a cell the highest kind is told."""

    weight: int
    kind: int


class Ink(NamedTuple):
    """One sign of a line: its column, and the kind of the line that it belongs to."""

    x: int
    sign: str
    kind: int


_Piece = tuple[int, int, Pen, bool]
"""From which column to which a line runs sideways, with which pen, and whether it leads up."""


class _Cell:
    """What passes through one cell of a row."""

    __slots__ = ("across", "arms", "dashed", "down", "turned")

    def __init__(self) -> None:
        self.arms = [0, 0, 0, 0]
        self.down = self.across = Pen(0, -1)  # the strongest line in each direction
        self.dashed = True
        self.turned = False

    def add(self, arm: int, pen: Pen) -> None:
        self.arms[arm] = max(self.arms[arm], pen.weight)
        if arm in {UP, DOWN}:
            self.down = max(self.down, pen)
        else:
            self.across = max(self.across, pen)

    def ink(self, x: int) -> Ink:
        up, right, down, left = self.arms
        if not self.turned and (up or down) and (left or right):  # they only cross: the stronger one is told
            if self.across > self.down:
                up = down = 0
            else:
                left = right = 0
        sign = _BOXES[up, right, down, left]
        if self.dashed:
            sign = _DASHED.get(sign, sign)
        kinds = [pen.kind for pen, told in ((self.down, up or down), (self.across, left or right)) if told]
        return Ink(x, _ROUND.get(sign, sign), max(kinds, default=0))


class Lines:
    """The lines of one layout. An edge without a pen is not drawn."""

    def __init__(self, layout: Layout, pens: Mapping[tuple[int, int], Pen], *, tips: bool = True) -> None:
        """Take the pens, by the first and the last node of each edge; with *tips*, lines end in arrowheads."""
        self._across: dict[int, list[_Piece]] = defaultdict(list)
        self._down: list[tuple[int, int, int, Pen, bool]] = []
        self._turns: dict[int, set[int]] = defaultdict(set)
        self._ends: dict[int, list[tuple[int, int, Pen]]] = defaultdict(list)
        self._tips: dict[int, dict[int, Pen]] = defaultdict(dict)
        for route in layout.routes:
            pen = pens.get((route.start, route.end))
            if pen is None:
                continue
            (first_x, first_y), (last_x, last_y) = route.points[0], route.points[-1]
            self._ends[first_y].append((first_x, UP, pen))
            if tips:
                self._tips[last_y][last_x] = max(pen, self._tips[last_y].get(last_x, pen))
            else:
                self._ends[last_y].append((last_x, DOWN, pen))
            for (x, y), (to_x, to_y) in pairwise(route.points):
                if y == to_y:
                    self._across[y].append((min(x, to_x), max(x, to_x), pen, route.back))
                else:
                    self._down.append((min(y, to_y), max(y, to_y), x, pen, route.back))
            for x, y in route.points[1:-1]:
                self._turns[y].add(x)
            if len(route.points) > 1:
                for (x, y), (_, next_y) in ((route.points[0], route.points[1]), (route.points[-1], route.points[-2])):
                    if y == next_y:
                        self._turns[y].add(x)

    def row(self, y: int) -> list[Ink]:
        """The signs of a row, from left to right."""
        cells: dict[int, _Cell] = defaultdict(_Cell)
        for left, right, pen, dashed in _merged(self._across.get(y, ())):
            for x in range(left, right + 1):
                cell = cells[x]
                cell.dashed &= dashed
                if x > left:
                    cell.add(LEFT, pen)
                if x < right:
                    cell.add(RIGHT, pen)
        for top, bottom, x, pen, dashed in self._down:
            if top <= y <= bottom:
                cell = cells[x]
                cell.dashed &= dashed
                if y > top:
                    cell.add(UP, pen)
                if y < bottom:
                    cell.add(DOWN, pen)
        for x, arm, pen in self._ends.get(y, ()):
            cells[x].add(arm, pen)
        for x in self._turns.get(y, ()):
            cells[x].turned = True
        inks = {x: cell.ink(x) for x, cell in cells.items()}
        inks |= {x: Ink(x, TIPS[pen.weight], pen.kind) for x, pen in self._tips.get(y, {}).items()}
        return [inks[x] for x in sorted(inks)]


def _merged(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The same pieces, those of the same pen put together where they overlap."""
    for (pen, dashed), alike in groupby(sorted(pieces, key=lambda piece: (piece[2:], piece[:2])), lambda p: p[2:]):
        left = right = None
        for start, end, _, _ in alike:
            if left is None or right is None or start > right:
                if left is not None and right is not None:
                    yield left, right, pen, dashed
                left, right = start, end
            else:
                right = max(right, end)
        if left is not None and right is not None:
            yield left, right, pen, dashed
