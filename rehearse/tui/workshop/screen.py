"""The coach's screen: talk and vote at the left, the code or the notes at the right, the next step at one key."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine
from rehearse.tui.workshop import parts
from rehearse.tui.workshop.errands import Errands
from rehearse.tui.workshop.leading import Leading
from rehearse.tui.workshop.panes import BESIDE, Beside, Panes, View
from rehearse.tui.workshop.where import Where
from rehearse.tui.workshop.work import Work
from rehearse.workshop.archive.trouble import NotStored
from rehearse.workshop.session.rules import Refused
from rehearse.workshop.stage import leading

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from typing import Any

    from textual.notifications import SeverityLevel
    from textual.timer import Timer
    from textual.widget import Widget

    from rehearse.tui.workshop.desk import Desk
    from rehearse.workshop.server.serving import Doors
    from rehearse.workshop.session import rules
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage.predicting import About

PACE = 0.2
"""Seconds between two times that the screen is painted anew, however many vote."""
TICK = 1.0
"""Seconds between two looks at the timer, and whether odds have come."""
WIDE = 100
"""Columns from which on the notes have room beside the talk."""
ENDED = {("step",), ("safe",), ("people",), ("beside",), ("wall",)}
"""What can still be opened and shown once the session is over."""
EDITED = "The meeting was edited since this session began; where it no longer goes on from here, you will be told."
ABOUT: dict[About, str] = {"says": "words", "trust": "trust"}
ANYWHERE = {"help", "command_palette", "quit", "other_theme"}
"""What is never taken away."""


class CoachScreen(Page[None]):
    """A session as its coach sees it and leads it."""

    PLACE = "coach"
    NAME = "Workshop"
    CSS_PATH = "workshop.tcss"
    BINDINGS: ClassVar = bindings("coach")

    def __init__(self, desk: Desk) -> None:
        """Show the session on *desk*."""
        super().__init__()
        self.desk = desk
        self.safe = desk.safe
        self.about: About = "says"
        self._room = desk.live.room
        self._wanted: Beside | None = None  # what stands beside the talk; none: what fits the moment
        self._where = Where(desk.doors, self._room)
        self._painted = 0.0
        self._due: Timer | None = None
        self._offered: object = None
        self._panes = Panes(desk.stage)
        self._errands = Errands(self)
        self._leading = Leading(self)
        self.work = Work(lambda sentence: self.tell(sentence, "error"))

    @property
    def room(self) -> Room:
        """The session as it was last stored."""
        return self._room

    def body(self) -> Iterable[Widget]:
        """All parts."""
        yield self._panes

    # --- following the session

    def on_mount(self) -> None:
        """Show it, and follow what happens."""
        self.paint()
        self.work.begin(self._follow())
        self.set_interval(TICK, self._tick)
        for notice in (self.desk.notice, EDITED if self.desk.stage.changed else ""):
            if notice:
                self.tell(notice, "warning")

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.work.end()

    async def _follow(self) -> None:
        async for room in self.desk.live.watch():
            self._take(room)

    def _take(self, room: Room) -> None:
        """Show *room* now, or with whatever else comes within a fifth of a second."""
        self._room = room
        if self._due is None:
            wait = self._painted + PACE - monotonic()
            if wait <= 0:
                self.paint()
            else:
                self._due = self.set_timer(wait, self.paint)

    def _tick(self) -> None:
        """Look at the timer, and now and then at the networks that this computer is in."""
        if self._where.is_old(self._room):
            self.work.begin(self._where.look(self._room))
        self.paint()

    @property
    def doors(self) -> Doors:
        """Where people find the session."""
        return self._where.doors

    # --- showing

    def paint(self) -> None:
        """Show everything that is another than before."""
        if self._due is not None:
            self._due.stop()
        self._due, self._painted = None, monotonic()
        room, desk = self._room, self.desk
        trouble = "  ".join(notice.sentence for notice in desk.live.notices)
        step = leading.next_step(desk.stage, room, self.about)
        clock, roomy = parts.clock(room, desk.clock()), self.app.size.width >= WIDE
        self._panes.show(View(room, step, self._beside, self.doors, clock, trouble, self.safe, roomy))
        over = desk.stage.ended(room.now) is not None
        title = parts.title(room, safe=self.safe, over=over, about=ABOUT[self.about])
        offered = (title, bool(room.now.entries), len(room.branches), bool(room.suggestions), bool(clock))
        if self._offered != offered:
            self._offered = offered
            self.query_one(TitleLine).say(room.began.title, *title)
            self.refresh_bindings()

    @property
    def _beside(self) -> Beside:
        """What stands beside the talk: at first the code, from the first vote on the notes where there is room."""
        if self._wanted is not None:
            return self._wanted
        if self._room.phase in {"lobby", "ended"}:
            return "door"
        return "notes" if self.app.size.width >= WIDE else "nothing"

    def tell(self, sentence: str, severity: SeverityLevel = "information") -> None:
        """Show a sentence for a while; it is text, never markup."""
        self.app.tell(sentence, severity)

    # --- leading

    def do(self, decide: Callable[[Room], rules.Events]) -> None:
        """Have something happen; where it cannot, say why."""
        self.work.begin(self.doing(self.desk.do(decide)))

    async def doing(self, work: Coroutine[Any, Any, Room]) -> None:
        """Wait for *work*, and show what came of it."""
        try:
            self._room = await work
        except (Refused, NotStored) as refused:
            self.tell(str(refused), "warning" if isinstance(refused, Refused) else "error")
        if self.is_mounted:
            self.paint()

    def action_lead(self, what: str, seconds: int = 0) -> None:
        """Do something with the session at once: see ``Leading``."""
        self._leading.do(what, seconds)

    def action_side(self) -> None:
        """Have the next beside the talk: the notes, the code, or nothing."""
        self._wanted = BESIDE[(BESIDE.index(self._beside) + 1) % len(BESIDE)]
        self.paint()

    def on_resize(self) -> None:
        """Have beside the talk what there is room for."""
        self.paint()

    def action_open(self, what: str) -> None:
        """Ask the coach for something more."""
        self._errands.open(what)

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1) in what was said, and in what stands beside it."""
        self._panes.turn_page(direction)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done just now."""
        room = self._room
        if room.phase == "ended":
            return action in {"page", "side", *ANYWHERE} or parameters in ENDED
        match action, *parameters:
            case "lead", "decide":
                return room.phase in {"closed", "revealed", "discuss"}
            case "lead", "reopen":
                return room.phase == "closed"
            case "lead", "timer", seconds:
                return room.phase == "open" and (bool(seconds) or bool(room.round and room.round.until))
            case "open", "override":
                return room.phase in parts.UNDER_WAY and room.round is not None and room.round.question == "line"
            case "open", "hands":
                return room.phase in parts.UNDER_WAY
            case "open", "beside":
                return len(room.branches) > 1
            case "open", "branches":
                return bool(room.now.entries) or len(room.branches) > 1
            case "open", "suggestions":
                return bool(room.suggestions)
            case "lead", "advice":
                return bool(room.now.entries)
        return True
