"""The conversation as it grows: one scrolling log, set like the script of a play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from rehearse.tui.paragraphs import Paragraph, flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.content import Content
    from textual.selection import Selection


class TalkLog(ScrollView, can_focus=False):
    """What has been said, wrapped to the width there is and scrolled to the newest turn.

    One widget draws it all: a further turn costs its own rows and no new widgets.
    """

    def __init__(self) -> None:
        """An empty log."""
        super().__init__()
        self._paragraphs: list[Paragraph] = []
        self._rows: list[Content] = []
        self._strips: dict[int, Strip] = {}
        self._width = 0
        self._following = True

    @property
    def allow_select(self) -> bool:
        """What was said can be selected and copied."""
        return True

    @property
    def plain(self) -> str:
        """The whole log as it stands, row by row."""
        return "\n".join(row.plain for row in self._rows)

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show *paragraphs* instead of what is there, scrolled to the end."""
        self._paragraphs = list(paragraphs)
        self._set_rows(flow(self._paragraphs, self._width) if self._width else [])

    def add(self, paragraphs: Sequence[Paragraph]) -> None:
        """Add *paragraphs* at the end and scroll there; what stands above is not wrapped again."""
        if not self._paragraphs or not self._width:
            self.show([*self._paragraphs, *paragraphs])
            return
        self._paragraphs += paragraphs
        rows = [row for paragraph in paragraphs for row in paragraph.rows(self._width)]
        self._set_rows([*self._rows, *rows], kept=len(self._rows))

    def scroll_page(self, direction: int) -> None:
        """Scroll one page down (1) or up (-1)."""
        self.scroll_relative(y=direction * max(self.size.height - 2, 1), animate=False)

    def _set_rows(self, rows: list[Content], *, kept: int = 0) -> None:
        self._rows = rows
        if not kept:
            self._strips.clear()
        self.virtual_size = Size(self._width, len(rows))
        self._following = True
        self._scroll_to_end()
        self.refresh()

    def _scroll_to_end(self) -> None:
        self.scroll_end(animate=False, immediate=True, x_axis=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew where the width has changed; stay at the end where it was there."""
        following = self._following
        width = max(self.scrollable_content_region.width - 1, 1)  # a blank column before the scrollbar
        if width != self._width:
            before = max(len(self._rows), 1)
            place = self.scroll_y / before
            self._width = width
            self._set_rows(flow(self._paragraphs, width))
            if not following:
                self.scroll_to(y=round(place * len(self._rows)), animate=False, force=True)
        elif following:
            self._scroll_to_end()
        del event

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember whether the newest turn is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._following = round(new_value) >= self.max_scroll_y

    def notify_style_update(self) -> None:
        """Colours have changed."""
        super().notify_style_update()
        self._strips.clear()

    def selection_updated(self, selection: Selection | None) -> None:
        """Something else is selected."""
        del selection
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text."""
        return selection.extract(self.plain), "\n"

    def render_line(self, y: int) -> Strip:
        """One row."""
        place = self.scroll_offset.y + y
        width = self.size.width
        style = self.visual_style
        if place >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        strip = self._strips.get(place)
        if strip is None:
            row = self._rows[place]
            selection = self.text_selection
            if selection is not None and (span := selection.get_span(place)) is not None:
                start, end = span
                chosen = Style.from_styles(self.screen.get_component_styles("screen--selection"))
                row = row.stylize(chosen, start, len(row) if end == -1 else end)
            rendered = Visual.to_strips(self, row, max(width, 1), 1, style, apply_selection=False)
            strip = rendered[0] if rendered else Strip.blank(width, style.rich_style)
            self._strips[place] = strip
        return strip.extend_cell_length(width, style.rich_style).apply_offsets(0, place)
