"""What all full screens share: a title line, the line of keys at the foot, and a kind word where there is no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

from rehearse.tui.content import action, joined, stacked, text
from rehearse.tui.keys import Place, Shortcut, shortcuts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import getters
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widget import Widget

    from rehearse.store.session import Session
    from rehearse.tui.app import RehearseApp

BETWEEN = "   "
GAP = 2
"""Blanks between a title and what stands beside it, at least."""
ALWAYS = "app.help"
SMALLEST = (60, 20)
"""Columns and rows that the screens need."""


class TitleLine(Static):
    """The name of the screen at the left and something quiet at the right."""

    def __init__(self, title: str, aside: str = "") -> None:
        """A line that says where one is."""
        super().__init__(markup=False)
        self._title = title
        self._asides: tuple[str, ...] = (aside,)

    def render(self) -> Content:
        """The title and the longest aside that fits; beside the shortest of several, the title is shortened."""
        width, title = self.size.width, text(" ".join(self._title.split()), "bold")
        asides = [text(aside, "$quiet") for aside in self._asides if aside]
        for aside in asides:
            room = width - title.cell_length - aside.cell_length
            if room >= GAP:
                return joined(title, " " * room, aside)
        if len(asides) > 1:
            room = max(width - asides[-1].cell_length - GAP, 1)
            return joined(title.truncate(room, ellipsis=True, pad=True), " " * GAP, asides[-1])
        return title

    def say(self, title: str, *asides: str) -> None:
        """Show another title, and beside it the first of *asides* that there is room for: the longest comes first."""
        self._title, self._asides = title, asides
        self.refresh()


class KeyLine(Static):
    """The keys of a screen, in one line at the foot; each can be clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what

    def __init__(self, place: Place) -> None:
        """The line for one screen."""
        super().__init__(markup=False)
        self._shortcuts: tuple[Shortcut, ...] = (*shortcuts(place), *shortcuts("everywhere"))

    def on_mount(self) -> None:
        """Follow what can be done just now."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """As many keys as fit, the most needed first; help is always among them."""
        offered = [shortcut for shortcut in self._shortcuts if shortcut.shown and self._enabled(shortcut)]
        room = self.size.width + len(BETWEEN)
        room -= sum(_width(shortcut) for shortcut in offered if shortcut.id == ALWAYS)
        shown = []
        for shortcut in offered:
            if shortcut.id != ALWAYS:
                room -= _width(shortcut)
            if room >= 0 or shortcut.id == ALWAYS:
                key = action(shortcut.display, shortcut.action, "bold $accent")
                shown.append(joined(key, action(f" {shortcut.label}", shortcut.action, "$quiet")))
        return stacked(shown, between=BETWEEN)

    def _enabled(self, shortcut: Shortcut) -> bool:
        if shortcut.typed and isinstance(self.screen, Page) and self.screen.typing:
            return False
        return self.screen.check_action(*shortcut.called) is not False


def _width(shortcut: Shortcut) -> int:
    return len(shortcut.display) + 1 + len(shortcut.label) + len(BETWEEN)


class TooSmall(Static):
    """Shown in place of everything else while the terminal is too small."""

    def render(self) -> Content:
        """What is needed, and what there is."""
        size = self.app.size
        need = f"{SMALLEST[0]} columns and {SMALLEST[1]} rows"
        return stacked(
            [
                text("A little more room, please.", "bold"),
                text(f"This needs {need}; there are {size.width} and {size.height}.", "$quiet"),
                text("Make the window larger, or the letters smaller.", "$quiet"),
            ]
        )


class Page(Screen[ScreenResultType]):
    """A full screen. Subclasses set ``PLACE`` and ``NAME`` and give their ``body``."""

    PLACE: ClassVar[Place] = "everywhere"
    NAME: ClassVar[str] = ""

    if TYPE_CHECKING:
        app = getters.app(RehearseApp)

    @dataclass
    class Asked(Message):
        """Something is asked for with a rehearsal of the journal."""

        rehearsal: str

    class Resume(Asked):
        """Carry on with it."""

    class OpenDebrief(Asked):
        """Open its debrief."""

    class OpenMap(Asked):
        """Open the map with its way."""

    class Export(Asked):
        """Save its debrief as files."""

    @property
    def session(self) -> Session | None:
        """The rehearsal that the screen shows, where it shows one."""
        from rehearse.store.session import Session  # noqa: PLC0415  (loaded by whoever has one)

        held = getattr(self, "_session", None)
        return held if isinstance(held, Session) else None

    @property
    def typing(self) -> bool:
        """Whether keys that write signs do so just now."""
        return False

    def keep(self) -> None:
        """Keep what is chosen or being written, before another screen opens or the program is left."""

    def compose(self) -> ComposeResult:
        """The frame, with the body inside."""
        yield TitleLine(self.NAME, self.aside())
        yield from self.body()
        yield KeyLine(self.PLACE)
        yield TooSmall()

    def aside(self) -> str:
        """What stands at the right of the title line."""
        return ""

    def body(self) -> Iterable[Widget]:
        """What the screen shows between title and keys."""
        return ()
