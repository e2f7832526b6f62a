"""A picture of a graph to move about in: boxes and lines, of which only the rows in sight are drawn.

It knows nothing of rehearsals: what stands in a box, how it looks and how heavy a line is comes with the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.geometry import Offset, Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rehearse.analysis.drawing import Lines
from rehearse.tui.content import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events

    from rehearse.analysis.drawing import Ink, Pen
    from rehearse.analysis.layout import Layout

LINE, BEEN, NEAR, PATH = range(4)
"""Kinds of lines, the later ones drawn over the earlier."""
_LINE_STYLES = ("line", "line-been", "line-near", "line-path")
_RULER = "┄"
_BESIDE = 2
"""Blank columns between a dot and its name."""


class Face(NamedTuple):
    """What stands in a node's box, row by row, and how it looks: one of the ``map--node-…`` styles."""

    rows: tuple[str, ...]
    look: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is shown at one size."""

    layout: Layout
    faces: tuple[Face, ...]  # by node
    pens: Mapping[tuple[int, int], Pen]  # lines that are shown, by the nodes that they join
    names: tuple[str, ...]  # by node; shown beside boxes that are too small for them
    bands: Mapping[int, str]
    tips: bool  # whether lines end in arrowheads
    named: bool  # whether the boxes tell the names themselves


class _Piece(NamedTuple):
    """A stretch of a row."""

    x: int
    width: int
    words: str
    look: str


class MapView(ScrollView, can_focus=False):
    """The picture, scrolled so that the chosen node is in sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"map--{style}" for style in _LINE_STYLES),
        *(f"map--node-{look}" for look in ("new", "been", "path", "here", "unknown", "hidden")),
        "map--chosen",
        "map--band",
    }

    @dataclass
    class Picked(Message):
        """A node was clicked."""

        node: int

    def __init__(self) -> None:
        """An empty picture."""
        super().__init__()
        self._picture: Picture | None = None
        self._lines: Lines | None = None
        self._chosen = 0
        self._marked: tuple[int, ...] = ()
        self._by_row: dict[int, list[int]] = {}
        self._strips: dict[int, Strip] = {}

    # --- what is shown

    def show(self, picture: Picture, chosen: int, marked: Sequence[int] = ()) -> None:
        """Show *picture* with a node *chosen*; those *marked* are named like it where boxes are small."""
        self._picture = picture
        self._marked = tuple(marked)
        self._by_row = {}
        for node, box in enumerate(picture.layout.boxes):
            for y in range(box.y, box.y + box.height):
                self._by_row.setdefault(y, []).append(node)
        self._fit()
        self.choose(chosen)

    def choose(self, node: int) -> None:
        """Choose a node: its lines stand out, and it is scrolled into sight."""
        self._chosen = node
        if (picture := self._picture) is None:
            return
        near = {edge: _stronger(pen, NEAR) if node in edge else pen for edge, pen in picture.pens.items()}
        self._lines = Lines(picture.layout, near, tips=picture.tips)
        self._strips.clear()
        self.refresh()
        self.call_after_refresh(self._into_sight)

    def scroll_part(self, across: int, down: int) -> None:
        """Scroll by most of what is in sight, to the right and down; less than nothing is left and up."""
        size = self.scrollable_content_region.size
        self.scroll_relative(x=across * max(size.width * 2 // 3, 1), y=down * max(size.height - 2, 1), animate=False)

    def _fit(self) -> None:
        picture = self._picture
        if picture is not None:
            names = 0 if picture.named else max(map(_width, picture.names), default=0) + _BESIDE
            self.virtual_size = Size(picture.layout.width + names, picture.layout.height)

    @property
    def _left(self) -> int:
        """Blank columns left of the picture, which stands in the middle where there is room."""
        room = self.scrollable_content_region.width - (self._picture.layout.width if self._picture else 0)
        return max(room // 2, 0)

    def _into_sight(self) -> None:
        if self._picture is None or self._chosen >= len(self._picture.layout.boxes):
            return
        box = self._picture.layout.boxes[self._chosen]
        region = Region(box.x + self._left, box.y, box.width, box.height)
        size = self.scrollable_content_region.size
        down, across = max(size.height - box.height, 0) // 3, max(size.width - box.width, 0) // 4
        self.scroll_to_region(region, spacing=Spacing(down, across, down, across), animate=False, force=True)

    # --- events

    def on_resize(self) -> None:
        """There is another room: the picture stands elsewhere."""
        self._strips.clear()
        self.call_after_refresh(self._into_sight)

    def notify_style_update(self) -> None:
        """Colours have changed."""
        super().notify_style_update()
        self._strips.clear()

    def on_click(self, event: events.Click) -> None:
        """Choose the node that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or self._picture is None:
            return
        at = offset + self.scroll_offset - Offset(self._left, 0)
        for node in self._by_row.get(at.y, ()):
            box = self._picture.layout.boxes[node]
            if box.x - 1 <= at.x <= box.x + box.width:
                self.post_message(self.Picked(node))
                return

    # --- drawing

    def render_line(self, y: int) -> Strip:
        """One row."""
        place, size = self.scroll_offset, self.size
        base = self.rich_style
        picture = self._picture
        row = place.y + y
        if picture is None or self._lines is None or row >= picture.layout.height:
            return Strip.blank(size.width, base)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._drawn(picture, self._lines, row)
        return strip.crop_extend(place.x, place.x + size.width, base)

    def _drawn(self, picture: Picture, lines: Lines, y: int) -> Strip:
        """A whole row of the picture, from its left end."""
        width = max(self.virtual_size.width, self.scrollable_content_region.width)
        pieces = [*self._boxes(picture, y)]
        if not picture.named:
            pieces += self._names_beside(picture, y)
        taken = {x for piece in pieces for x in range(piece.x, piece.x + piece.width)}
        left = self._left
        inks = [ink._replace(x=ink.x + left) for ink in lines.row(y)]
        pieces += _strokes([ink for ink in inks if ink.x not in taken])
        for row, band in picture.layout.rulers:
            if row == y:
                pieces += _ruler(picture.bands.get(band, ""), {ink.x for ink in inks}, width)
        base = self.rich_style
        segments: list[Segment] = []
        x = 0
        for piece in sorted(pieces):
            if piece.x > x:
                segments.append(Segment(" " * (piece.x - x), base))
            style = base + self.get_component_rich_style(f"map--{piece.look}", partial=True)
            segments.append(Segment(piece.words, style))
            x = piece.x + piece.width
        return Strip(segments)

    def _boxes(self, picture: Picture, y: int) -> Iterator[_Piece]:
        for node in self._by_row.get(y, ()):
            box, face = picture.layout.boxes[node], picture.faces[node]
            words, look = face.rows[y - box.y], f"node-{face.look}"
            if node == self._chosen:
                look = "chosen"
                if picture.named and y == box.y:
                    words = f"▸{words[1:-1]}◂"
            yield _Piece(box.x + self._left, box.width, words, look)

    def _names_beside(self, picture: Picture, y: int) -> Iterator[_Piece]:
        """The names of the chosen node and of those that are marked, beside their dots where there is room."""
        boxes = picture.layout.boxes
        for node in self._by_row.get(y, ()):
            if node not in {self._chosen, *self._marked}:
                continue
            box, words = boxes[node], f" {picture.names[node]} "
            width = _width(words)
            after, before = box.x + box.width, box.x - width
            others = [boxes[other] for other in self._by_row[y] if other != node]
            look = "chosen" if node == self._chosen else f"node-{picture.faces[node].look}"
            if not any(other.x <= after + width for other in others if other.x > box.x):
                yield _Piece(after + self._left, width, words, look)
            elif before + self._left >= 0 and not any(before <= other.x + other.width <= box.x for other in others):
                yield _Piece(before + self._left, width, words, look)


def _stronger(pen: Pen, kind: int) -> Pen:
    """*pen* with a higher kind, where its own is lower."""
    return pen._replace(kind=max(pen.kind, kind))


def _strokes(inks: Sequence[Ink]) -> Iterator[_Piece]:
    """The signs of lines, those beside one another and of one kind together."""
    start, words, kind = 0, "", LINE
    for ink in inks:
        if words and (ink.x != start + len(words) or ink.kind != kind):
            yield _Piece(start, len(words), words, _LINE_STYLES[kind])
            words = ""
        if not words:
            start, kind = ink.x, ink.kind
        words += ink.sign
    if words:
        yield _Piece(start, len(words), words, _LINE_STYLES[kind])


def _ruler(label: str, taken: set[int], width: int) -> Iterator[_Piece]:
    """The name of a band in the first gap that is wide enough for it, and a dotted rule in all others."""
    gaps: list[tuple[int, int]] = []
    start = 0
    for x in [*sorted(taken), width]:
        if x > start:
            gaps.append((start, x))
        start = x + 1
    words = f" {label} "
    place = next((gap for gap in gaps if gap[1] - gap[0] >= _width(words) + 2), None)
    for gap in gaps:
        start, end = gap
        if gap == place:
            yield _Piece(start, 1, _RULER, "line")
            yield _Piece(start + 1, _width(words), words, "band")
            start += 1 + _width(words)
        if end > start:
            yield _Piece(start, end - start, _RULER * (end - start), "line")


def _width(words: str) -> int:
    return text(words).cell_length
