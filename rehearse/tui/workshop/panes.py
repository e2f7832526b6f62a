"""The parts of the coach's screen, each of which is only set anew when what it shows is another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Prose
from rehearse.tui.workshop import parts, qr

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.workshop.server.serving import Doors
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.stage.leading import Next

Beside = Literal["notes", "door", "nothing"]
BESIDE: tuple[Beside, ...] = ("notes", "door", "nothing")
"""What can stand beside the talk."""


AROUND = 4
"""Columns that the QR code needs around it, for the line and the scrollbar beside it."""


class View(NamedTuple):
    """Everything that is shown."""

    room: Room
    step: Next
    beside: Beside
    doors: Doors
    clock: str
    trouble: str
    safe: bool
    roomy: bool


class Panes(Vertical):
    """What is wrong, the talk above the vote, something beside them, and the next step."""

    def __init__(self, stage: Stage) -> None:
        """Show nothing yet."""
        super().__init__()
        self._stage = stage
        self._shown: dict[str, object] = {}

    def compose(self) -> ComposeResult:
        """The parts."""
        yield Static(id="trouble", markup=False)
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield VerticalScroll(Prose(id="talk"), id="said", can_focus=False)
                yield VerticalScroll(Prose(id="vote"), id="asked", can_focus=False)
            yield VerticalScroll(Prose(id="side"), id="right", can_focus=False)
        yield Static(id="step", markup=False)

    def show(self, view: View) -> None:
        """Show *view*."""
        room, safe = view.room, view.safe
        if self._fresh("trouble", view.trouble):
            shown = self.query_one("#trouble", Static)
            shown.display = bool(view.trouble)
            shown.update(text(f"! {view.trouble}", "bold $error"))
        pending = self._stage.pending(room) if room.phase != "ended" else ""
        if self._fresh("talk", (room.now, room.phase == "lobby", pending)):
            self.query_one("#talk", Prose).show(parts.talk(self._stage, room, pending))
        if self._fresh("place", (room.now, pending, len(room.rounds), room.phase, view.beside)) and room.now.entries:
            self.call_after_refresh(self.query_one("#said", VerticalScroll).scroll_end, animate=False)
        if self._fresh("vote", (room.round, room.now, room.phase, room.mode, safe, room.alone, view.roomy)):
            self.query_one("#vote", Prose).show(parts.vote(self._stage, room, safe=safe, bars=view.roomy))
        self._show_beside(view)
        taken = parts.taken_part(room)
        if self._fresh("step", (view.step.label, taken, view.clock)):
            self._show_step(view.step, taken, view.clock)

    def turn_page(self, direction: int) -> None:
        """Read on (1) or go back (-1) in what was said, and in what stands beside it."""
        for part in self.query(VerticalScroll):
            part.scroll_relative(y=direction * max(part.size.height - 2, 1), animate=False)

    def _fresh(self, part: str, key: object) -> bool:
        """Whether *part* was shown for another *key* before."""
        if part in self._shown and self._shown[part] == key:
            return False
        self._shown[part] = key
        return True

    def _show_beside(self, view: View) -> None:
        room = view.room
        odds = bool(room.now.entries) and self._stage.odds(room.now) is not None
        people = (len(room.present), room.voters, room.suggestions, room.marks)
        state = (room.now, room.code, room.locked, room.advice_shown, room.phase == "ended")
        if not self._fresh("side", (view.beside, view.doors, view.safe, odds, people, state)):
            return
        widest = 0
        match view.beside:
            case "notes":
                shown = parts.notes(self._stage, room, safe=view.safe)
            case "door":
                shown = parts.door(room, view.doors)
                widest = max(len(row) for row in qr.rows(view.doors.picture))
            case "nothing":
                shown = []
        self.query_one("#side", Prose).show(shown)
        self.query_one("#right").styles.width = widest + (AROUND if view.roomy else 1) if widest else None
        for each in BESIDE:
            self.screen.set_class(each == view.beside, f"-{each}")

    def _show_step(self, step: Next, taken: str, clock: str) -> None:
        does = step.kind != "nothing"
        key = ("Space  ", "bold $accent") if does else ""
        beside = [(f"    {taken} voted" if taken else "", "$quiet"), (f"    {clock}" if clock else "", "bold $warning")]
        self.query_one("#step", Static).update(joined(key, (step.label, "bold" if does else ""), *beside))
