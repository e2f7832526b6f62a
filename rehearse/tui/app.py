"""The program: it wires its parts to one another, and does nothing else.

Nothing heavy is imported here: content, journal and all screens but the first come after the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message
from textual.reactive import reactive

from rehearse.tui.answers import OpenBench, OpenBetween, OpenBrief, ResumeTalk, Start, StartTalk
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.home.shelf import Shelf, read_shelf
from rehearse.tui.page import Page
from rehearse.tui.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.screen import Screen

    from rehearse.tui.answers import LeadWorkshop
    from rehearse.tui.brief.form import Form
    from rehearse.tui.conductor import Conductor

__all__ = ["OpenBetween", "OpenBrief", "RehearseApp", "ResumeTalk", "Start", "StartTalk"]


_OPENING: dict[type, str] = {
    StartTalk: "Opening the talk",
    ResumeTalk: "Opening the talk",
    OpenBrief: "Opening your meeting",
    OpenBetween: "Getting it ready",
    OpenBench: "Laying out the bench",
}


class RehearseApp(Program):
    """Practise a hard conversation before you have it."""

    TITLE = "rehearse"
    CSS_PATH: ClassVar = ["app.tcss", "home/home.tcss"]  # the first screen's with it: it is there from the start

    shelf: reactive[Shelf | None] = reactive(None)

    @dataclass
    class ShelfRead(Message):
        """Content and journal are there, or a sentence says why they are not."""

        shelf: Shelf | None
        sentence: str = ""

    def __init__(
        self,
        *,
        start: Start | None = None,
        packs: Sequence[Path] = (),
        read: Callable[[Sequence[Path]], Shelf] = read_shelf,
    ) -> None:
        """The program, going straight into a talk if *start* is given, with further *packs* of content.

        *read* loads content and journal in a worker; where it raises, the home screen says why.
        """
        super().__init__()
        self._start = start
        self._packs = tuple(packs)
        self._read_shelf = read
        self.workshop: LeadWorkshop | None = None  # what to lead once this program has ended
        self.form: Form | None = None  # what is told of the person's own meeting, once it was opened

    def get_default_screen(self) -> Screen[None]:
        """The home screen lies below all others."""
        return HomeScreen(opening=_OPENING.get(type(self._start), ""))

    @property
    def home(self) -> HomeScreen:
        """The screen that lies below all others."""
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)  # noqa: S101  (the default screen, which is never taken away)
        return home

    @cached_property
    def conductor(self) -> Conductor:
        """Who begins rehearsals and leads through them."""
        from rehearse.tui.conductor import Conductor  # noqa: PLC0415  (it loads the engine and the journal)

        return Conductor(self)

    # --- content and journal, loaded after the first paint

    def on_mount(self) -> None:
        """Load once the first frame is there."""
        self.call_after_refresh(self._read)

    @work(thread=True, exit_on_error=False)
    def _read(self) -> None:
        try:
            read = self.ShelfRead(self._read_shelf(self._packs))
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            read = self.ShelfRead(None, f"The meetings could not be loaded: {error}")
        self.post_message(read)

    @on(ShelfRead)
    def _take_shelf(self, message: ShelfRead) -> None:
        if message.shelf is None:
            self.home.explain(message.sentence)
            return
        self.shelf = message.shelf
        self.show_notices()
        if errors := len(message.shelf.library.errors):
            what = "is one thing" if errors == 1 else f"are {errors} things"
            self.tell(f"There {what} wrong with the content: 'rehearse check' with its folder says what.", "warning")
        start, self._start = self._start, None
        self._begin_with(start)

    def _begin_with(self, start: Start | None) -> None:
        match start:
            case StartTalk():
                self.conductor.begin(start)
            case ResumeTalk(rehearsal, mode, seconds):
                self.conductor.resume(rehearsal, mode, seconds)
            case OpenBrief():
                self.action_go_to("brief")
            case OpenBetween(place, boss):
                self.action_go_to(place, boss)
            case OpenBench():
                from rehearse.tui.bench.opening import open_bench  # noqa: PLC0415  (for authors alone)

                open_bench(self, start)

    def on_unmount(self) -> None:
        """Close the journal."""
        if self.shelf is not None:
            self.shelf.journal.close()

    # --- what any screen may ask of the program

    def show_notices(self) -> None:
        """Show what the journal has to say about what it could not store, each thing once."""
        if self.shelf is not None and (sentence := self.shelf.journal.take_notice()):
            self.tell(sentence, "warning")

    @property
    def asks_confidence(self) -> bool:
        """Whether somebody who begins a talk is asked how confident they feel."""
        return self.settings.ask_confidence

    @on(HomeScreen.Begin)
    def _begin(self, message: HomeScreen.Begin) -> None:
        self.conductor.start(message.start)

    @on(Page.Asked)
    def _open_rehearsal(self, message: Page.Asked) -> None:
        self.conductor.open(message)

    async def action_quit(self) -> None:
        """Keep what is chosen, and what is being written, and leave."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.keep()
        self.exit(self.form.unkept if self.form is not None else None)

    def action_go_to(self, place: str, boss: str = "") -> None:
        """Keep what is chosen or written here, and open another screen, by name, with *boss* in the drill."""
        from rehearse.tui.doors import open_door  # noqa: PLC0415

        if self.shelf is not None:
            if isinstance(self.screen, Page):
                self.screen.keep()
            open_door(self, self.shelf, place, boss)
