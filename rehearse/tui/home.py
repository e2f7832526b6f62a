"""The home screen: which meeting, which boss, how hard, feedback when; carry on; what was rehearsed before.

Its first frame is only a frame. What it shows is imported and laid out once the content is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message
from textual.widgets import Static

from rehearse.tui.content import text
from rehearse.tui.keys import bindings
from rehearse.tui.page import KeyLine, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.tui.answers import StartTalk
    from rehearse.tui.choosing import Choosing
    from rehearse.tui.shelf import Shelf

NOTICE = "Practice, not legal advice."
TAGLINE = "A hard conversation, before you have it"
RECENT = 8
"""How many past rehearsals are listed at most."""


class HomeScreen(Page[None]):
    """Choose and start."""

    PLACE = "home"
    NAME = "rehearse"
    BINDINGS: ClassVar = bindings("home")
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-slim"), (76, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (24, "-short"), (38, "-tall")]  # noqa: RUF012

    @dataclass
    class Begin(Message):
        """Begin this rehearsal."""

        start: StartTalk

    def __init__(self, *, opening: bool = False) -> None:
        """The screen; *opening* while the program goes straight into a talk."""
        super().__init__()
        self._opening = opening
        self._choosing: Choosing | None = None

    def aside(self) -> str:
        """What it is, or once that it is no legal advice."""
        return TAGLINE if self.app.settings.notice_seen else NOTICE

    def body(self) -> Iterable[Widget]:
        """A calm word until the content is there."""
        what = "Opening the talk" if self._opening else "Laying out the meetings"
        yield Static(text(f"{what}, one moment …", "$quiet"), id="waiting", markup=False)

    def on_mount(self) -> None:
        """Wait for the content."""
        self.watch(self.app, "shelf", self._lay_out)

    async def _lay_out(self, shelf: Shelf | None) -> None:
        if shelf is None:
            return
        from rehearse.tui.choosing import Choosing  # noqa: PLC0415  (nothing of it is in the first frame)
        from rehearse.tui.offers import Offers  # noqa: PLC0415

        offers = Offers(shelf.library)
        if not offers.playable:
            self.explain("There is no meeting that could be played: 'rehearse check' says why.")
            return
        with self.app.batch_update():
            await self.query("#waiting").remove()
            choosing = Choosing(offers, self.app.settings)
            await self.mount(choosing, before=self.query_one(KeyLine))
            self._choosing = choosing
            self._show_past(shelf)
            choosing.focus_first()

    def on_screen_resume(self) -> None:
        """Past rehearsals may be other ones now."""
        if self.app.shelf is not None:
            self._show_past(self.app.shelf)

    def _show_past(self, shelf: Shelf) -> None:
        if self._choosing is not None:
            unfinished = shelf.journal.unfinished()
            past = tuple(record for record in shelf.journal.rehearsals() if record.choices)
            self._choosing.show_past(unfinished[0] if unfinished else None, past, RECENT)
            self.refresh_bindings()
            if self.is_current:
                self.app.remember(notice_seen=True)

    def explain(self, sentence: str) -> None:
        """Say why there is nothing to choose."""
        for waiting in self.query("#waiting").results(Static):
            waiting.update(text(sentence, "$warning"))

    @property
    def wanted(self) -> StartTalk | None:
        """The rehearsal that is chosen, once there is something to choose."""
        return None if self._choosing is None else self._choosing.wanted

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Nothing can be started before the content is there, and carried on only what is unfinished."""
        if action == "resume":
            return self._choosing is not None and self._choosing.unfinished is not None
        if action in {"start", "advice", "journal"}:
            return self._choosing is not None
        return super().check_action(action, parameters)

    def action_start(self) -> None:
        """Begin what is chosen."""
        if self._choosing is not None:
            self._choosing.start()

    def action_resume(self) -> None:
        """Carry on with the newest unfinished rehearsal."""
        if self._choosing is not None:
            self._choosing.carry_on()

    def action_read(self, pages: int) -> None:
        """Scroll what is told about the choice."""
        if self._choosing is not None:
            self._choosing.read_on(pages)

    def action_advice(self) -> None:
        """Open the advice."""
        self.app.action_advice()

    def action_journal(self) -> None:
        """Open the journal."""
        self.app.action_journal()
