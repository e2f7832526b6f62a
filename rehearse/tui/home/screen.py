"""The home screen: which meeting, which boss, how hard, feedback when; carry on; what was rehearsed before.

Its first frame is only a frame. What it shows is imported and laid out once the content is there.
"""

from __future__ import annotations

from asyncio import Lock
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

    from rehearse.model.brief import Brief
    from rehearse.model.problem import Problem
    from rehearse.tui.answers import StartTalk
    from rehearse.tui.home.choosing import Choosing
    from rehearse.tui.home.shelf import Shelf

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

    def __init__(self, *, opening: str = "") -> None:
        """The screen; *opening* says what the program goes straight to, where it does."""
        super().__init__()
        self._opening = opening
        self._laying_out = Lock()
        self._choosing: Choosing | None = None
        self._brief: tuple[Brief, tuple[Problem, ...]] | None = None  # as it was read last

    def aside(self) -> str:
        """What it is, or once that it is no legal advice."""
        return TAGLINE if self.app.settings.notice_seen else NOTICE

    def body(self) -> Iterable[Widget]:
        """A calm word until the content is there."""
        what = self._opening or "Laying out the meetings"
        yield Static(text(f"{what}, one moment …", "$quiet"), id="waiting", markup=False)

    def on_mount(self) -> None:
        """Wait for the content."""
        self.watch(self.app, "shelf", self._take)

    async def _take(self, shelf: Shelf | None) -> None:
        if shelf is not None:
            await self._lay_out(shelf)

    async def _lay_out(self, shelf: Shelf, focus: str = "") -> None:
        """Show what there is to choose from, the cursor on the part *focus*, or where it was."""
        async with self._laying_out:
            await self._set_out(shelf, focus)

    async def _set_out(self, shelf: Shelf, focus: str) -> None:
        from rehearse.store.brief import load_brief  # noqa: PLC0415  (nothing of it is in the first frame)
        from rehearse.tui.brief.my_meeting import told_of  # noqa: PLC0415
        from rehearse.tui.home.choosing import Choosing  # noqa: PLC0415
        from rehearse.tui.talk.offers import Offers  # noqa: PLC0415

        self._brief = load_brief(personas=shelf.library.personas)
        brief, problems = self._brief
        offers = Offers(shelf.library, brief, self.app.settings.persona)
        if not offers.playable:
            self.explain("There is no meeting that could be played: 'rehearse check' says why.")
            return
        part = focus or (self.focused.id if self.focused is not None else None)
        with self.app.batch_update():
            await self.query("#waiting, #choosing").remove()
            choosing = Choosing(offers, self.app.settings, told_of(brief, offers, len(problems)))
            await self.mount(choosing, before=self.query_one(KeyLine))
            self._choosing = choosing
            self._show_past(shelf)
            choosing.focus_first(part)

    async def on_screen_resume(self) -> None:
        """Past rehearsals, and the person's own meeting, may be other ones now."""
        shelf = self.app.shelf
        if shelf is None or self._choosing is None:
            return
        from rehearse.store.brief import load_brief  # noqa: PLC0415

        self._show_past(shelf)
        before, now = self._brief, load_brief(personas=shelf.library.personas)
        if before is not None and now != before:
            if now[0].boss.id != before[0].boss.id:  # who has just said which boss is theirs wants that one
                self.app.remember(persona=now[0].boss.id or self.app.settings.persona)
            await self._lay_out(shelf)

    async def prefer(self, boss: str) -> None:
        """Choose *boss*, who may be a mix of two, and wait for the meeting to be started."""
        self.app.remember(persona=boss)
        if self.app.shelf is not None:
            await self._lay_out(self.app.shelf, focus="start")

    def _show_past(self, shelf: Shelf) -> None:
        from rehearse.tui.today.line import what_is_on  # noqa: PLC0415  (nothing of it is in the first frame)

        if self._choosing is not None:
            unfinished = shelf.journal.unfinished()
            past = tuple(record for record in shelf.journal.rehearsals() if record.choices)
            self._choosing.show_past(unfinished[0] if unfinished else None, past, RECENT)
            self._choosing.show_today(what_is_on(shelf, self.app.settings))
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

    def keep(self) -> None:
        """Keep what is chosen for the next time."""
        if (wanted := self.wanted) is not None:
            self.app.remember(
                scenario=wanted.scenario,
                persona=wanted.persona,
                level=wanted.level,
                feedback=wanted.feedback,
                mode=wanted.mode or self.app.settings.mode,
            )

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Nothing can be started before the content is there, and carried on only what is unfinished."""
        if action == "resume":
            return self._choosing is not None and self._choosing.unfinished is not None
        if action in {"start", "go_to", "bench", "workshop"}:
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

    def action_workshop(self) -> None:
        """Ask who is to come to a workshop about what is chosen."""
        from rehearse.tui.home.leading import ask_who_comes  # noqa: PLC0415  (for coaches alone)

        if (wanted := self.wanted) is not None:
            ask_who_comes(self.app, wanted)

    def action_bench(self) -> None:
        """Open the author's bench with what is chosen."""
        from rehearse.tui.answers import OpenBench  # noqa: PLC0415  (for authors alone)
        from rehearse.tui.bench.opening import open_bench  # noqa: PLC0415

        if (wanted := self.wanted) is not None:
            open_bench(self.app, OpenBench(wanted.scenario, wanted.persona))
