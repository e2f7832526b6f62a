"""The map: the meeting as a picture, the way that was taken in it, and the ways that were not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from rehearse.tui.content import shortened, text
from rehearse.tui.keys import bindings
from rehearse.tui.map.about import legend, lines_told, told
from rehearse.tui.map.chart import chart_of
from rehearse.tui.map.moves import moved
from rehearse.tui.map.picture import ZOOMS, drawn
from rehearse.tui.map.view import MapView
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.paragraphs import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from rehearse.store.session import Session
    from rehearse.tui.map.chart import Chart
    from rehearse.tui.map.moves import Direction
    from rehearse.tui.map.picture import Zoom
    from rehearse.tui.map.view import Picture

WAITING = "Drawing the map, one moment …"
SPOILERS = "Show the whole meeting, with every name and every way it can go? It is more of a rehearsal without."
LONGEST_ASIDE = 46
ZOOM_WORDS: Mapping[Zoom, str] = {"dots": "dots", "names": "names", "words": "what is said"}


class MapScreen(Page[None]):
    """The picture, and beside or below it what is told about the node that is chosen."""

    PLACE = "map"
    NAME = "Map"
    CSS_PATH = "map.tcss"
    BINDINGS: ClassVar = bindings("map")
    AUTO_FOCUS = ""

    @dataclass
    class Drawn(Message):
        """The pictures are there, or a sentence that says why not."""

        chart: Chart | None
        pictures: Mapping[Zoom, Picture]
        revealed: bool
        sentence: str = ""

    def __init__(self, session: Session) -> None:
        """The map of *session*'s meeting, with its way as far as it has come."""
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        self._pictures: Mapping[Zoom, Picture] = {}
        self._revealed = False
        self._zoom: Zoom = "names"
        self._chosen = 0
        self._stop = 0  # place in the way that was taken, for going along it

    def aside(self) -> str:
        """Which meeting, and with whom."""
        story = self._session.story
        return shortened(f"{story.title}, with {story.boss.name}", LONGEST_ASIDE)

    def body(self) -> Iterable[Widget]:
        """A calm word, then the picture and what is told."""
        yield Static(text(WAITING, "$quiet"), id="waiting", markup=False)
        yield Horizontal(MapView(), VerticalScroll(Prose(id="told"), id="about"), id="map")

    def on_mount(self) -> None:
        """Draw, while a calm word stands here."""
        self.query_one("#map").display = False
        self._draw(revealed=None)

    @work(thread=True, exit_on_error=False)
    def _draw(self, *, revealed: bool | None) -> None:
        try:
            chart = self._chart or chart_of(self._session)
            shown = chart.ended if revealed is None else revealed
            drawing = self.Drawn(chart, {zoom: drawn(chart, zoom, revealed=shown) for zoom in ZOOMS}, shown)
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            drawing = self.Drawn(None, {}, revealed=False, sentence=f"The map could not be drawn: {error}")
        self.post_message(drawing)

    @on(Drawn)
    def _take(self, message: Drawn) -> None:
        message.stop()
        if message.chart is None:
            self.query_one("#waiting", Static).update(text(message.sentence))
            return
        if self._chart is None:
            self._chosen = message.chart.went.here
            self._stop = len(message.chart.went.stops) - 1
        self._chart, self._pictures, self._revealed = message.chart, message.pictures, message.revealed
        self.query_one("#waiting").display = False
        self.query_one("#map").display = True
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Show the picture at the size that is chosen."""
        if self._chart is not None:
            view = self.query_one(MapView)
            view.show(self._pictures[self._zoom], self._chosen, (self._chart.went.here,))
            self._tell()

    def _tell(self) -> None:
        """Tell about the node that is chosen."""
        if (chart := self._chart) is None:
            return
        page = [*told(chart, self._chosen, revealed=self._revealed), *legend()]
        self.query_one("#told", Prose).show(page)
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)
        self.query_one(TitleLine).say(self.NAME, self.aside())
        self.refresh_bindings()

    def _choose(self, node: int) -> None:
        self._chosen = node
        self.query_one(MapView).choose(node)
        self._tell()

    # --- moving about

    @on(MapView.Picked)
    def _picked(self, message: MapView.Picked) -> None:
        message.stop()
        self._choose(message.node)

    def action_move(self, direction: Direction) -> None:
        """Go along a line, or sideways."""
        self._choose(moved(self._pictures[self._zoom], self._chosen, direction))

    def action_follow(self, number: int) -> None:
        """Go to where line *number* leads: where it may lead to several, to the one it led to in this rehearsal."""
        chart = self._chart
        if chart is not None and number <= len(listed := lines_told(chart, self._chosen, revealed=self._revealed)):
            targets = chart.meeting.targets(listed[number - 1].index)
            taken = [end for end in targets if (self._chosen, end) in chart.went.hops]
            self._choose((*taken, *targets)[0])

    def action_here(self) -> None:
        """Go to where the talk stands."""
        if self._chart is not None:
            self._stop = len(self._chart.went.stops) - 1
            self._choose(self._chart.went.here)

    def action_start(self) -> None:
        """Go to where the talk begins."""
        if self._chart is not None:
            self._stop = 0
            self._choose(self._chart.story.start)

    def action_ending(self) -> None:
        """Go to the endings, one after another."""
        if self._chart is not None:
            endings = [node.index for node in self._chart.story.nodes if node.ending is not None]
            rows = [node for row in self._pictures[self._zoom].layout.rows for node in row if node in endings]
            place = rows.index(self._chosen) + 1 if self._chosen in rows else 0
            if rows:
                self._choose(rows[place % len(rows)])

    def action_step(self, direction: int) -> None:
        """Go along the way that was taken: one node on (1) or back (-1)."""
        if (chart := self._chart) is None:
            return
        stops = chart.went.stops
        if stops[self._stop].node != self._chosen:
            passed = [place for place, stop in enumerate(stops) if stop.node == self._chosen]
            self._stop = passed[0] if passed else self._stop
        self._stop = min(max(self._stop + direction, 0), len(stops) - 1)
        self._choose(stops[self._stop].node)

    def action_zoom(self, direction: int) -> None:
        """Show more at each node (1) or less (-1)."""
        place = ZOOMS.index(self._zoom) + direction
        if 0 <= place < len(ZOOMS):
            self._zoom = ZOOMS[place]
            self._show()

    def action_scroll(self, across: int, down: int) -> None:
        """Scroll the picture without choosing another node."""
        self.query_one(MapView).scroll_part(across, down)

    # --- reading, spoilers, leaving

    def action_read(self) -> None:
        """Read what is told: the arrow keys scroll it, and it takes the room of the picture where that is small."""
        self.set_class(not self.has_class("-reading"), "-reading")
        if self.has_class("-reading"):
            self.query_one("#about").focus()
        else:
            self.set_focus(None)

    def action_show_all(self) -> None:
        """Show everything, after one question."""
        from rehearse.tui.confirm import ConfirmScreen  # noqa: PLC0415

        self.app.push_screen(ConfirmScreen(SPOILERS, yes="Show it all", no="Leave it"), self._reveal)

    def _reveal(self, agreed: bool | None) -> None:  # noqa: FBT001  (the answer of the question's screen)
        if agreed:
            self._draw(revealed=True)

    def action_close(self) -> None:
        """Back to the picture, and from there to where one came from."""
        if self.has_class("-reading"):
            self.action_read()
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done just now."""
        match action:
            case "close":
                return True
            case "show_all":
                return self._chart is not None and not self._revealed
            case "zoom":
                place = ZOOMS.index(self._zoom) + (1 if parameters == (1,) else -1)
                return self._chart is not None and 0 <= place < len(ZOOMS)
            case "move" | "follow" | "here" | "start" | "ending" | "step" | "scroll" | "read":
                return self._chart is not None
            case _:
                return True
