"""Paragraphs with something at their left, as a script sets names beside what is said. They wrap by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.css.styles import RulesMap
    from textual.selection import Selection
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions

NOTHING = Content("")
NARROWEST_BODY = 16
"""Columns that a body needs; where there are fewer, what stands at its left is left out."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, what stands left of its first row and of the others, and the blank rows above it."""

    body: Content
    first: Content = NOTHING
    rest: Content = NOTHING
    above: int = 0

    def rows(self, width: int) -> list[Content]:
        """The paragraph as rows no wider than *width* columns."""
        first, rest = self.first, self.rest
        indent = max(first.cell_length, rest.cell_length)
        if width - indent < NARROWEST_BODY:
            first, rest, indent = NOTHING, NOTHING, 0
        wrapped = self.body.wrap(max(width - indent, 1))
        first, rest = (side.pad_right(indent - side.cell_length) for side in (first, rest))
        return [NOTHING] * self.above + [(rest if place else first) + line for place, line in enumerate(wrapped)]


def hanging(sign: str | Content, body: Content, *, above: int = 0, indent: int = 0) -> Paragraph:
    """A paragraph whose further rows stand below its first word: ``• like this``."""
    mark = sign if isinstance(sign, Content) else Content(sign)
    return Paragraph(body, mark.pad_left(indent), Content(" " * (mark.cell_length + indent)), above)


class Script(Visual):
    """Paragraphs below one another, as a widget shows them."""

    def __init__(self, paragraphs: Iterable[Paragraph] = ()) -> None:
        """Take the paragraphs; they are wrapped when the width is known."""
        self.paragraphs = tuple(paragraphs)
        self._flowed: tuple[int, Content, int] = (-1, NOTHING, 0)

    def flowed(self, width: int) -> Content:
        """All rows at *width*, one a line."""
        if self._flowed[0] != width:
            rows = flow(self.paragraphs, width)
            self._flowed = (width, Content("\n").join(rows), len(rows))
        return self._flowed[1]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """As wide as there is room."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """The number of rows at *width*."""
        self.flowed(width)
        return self._flowed[2]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The rows, ready for the screen."""
        return self.flowed(width).render_strips(width, height, style, options)


def flow(paragraphs: Sequence[Paragraph], width: int) -> list[Content]:
    """The rows of several paragraphs; no blank ones before the first."""
    rows = [row for paragraph in paragraphs for row in paragraph.rows(width)]
    leading = paragraphs[0].above if paragraphs else 0
    return rows[leading:]


class Prose(Static):
    """A widget that shows paragraphs; its text can be selected and copied."""

    def __init__(
        self,
        paragraphs: Iterable[Paragraph] = (),
        *,
        id: str | None = None,  # noqa: A002  (as all widgets call it)
        classes: str | None = None,
    ) -> None:
        """Show *paragraphs*, to begin with."""
        super().__init__(Script(paragraphs), id=id, classes=classes, markup=False)

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show *paragraphs* instead."""
        self.update(Script(paragraphs))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as it stands on the screen."""
        script = self.visual
        if not isinstance(script, Script):
            return None
        return selection.extract(script.flowed(self.content_size.width).plain), "\n"
