"""What the home screen shows once the content is there: carry on, choose, read about it, and what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from rehearse.tui.brief.my_meeting import MyMeeting
from rehearse.tui.home.about import About
from rehearse.tui.home.recent import Recent, carry_on_label
from rehearse.tui.home.screen import HomeScreen
from rehearse.tui.home.setup import Setup, topic_of
from rehearse.tui.page import Page
from rehearse.tui.today.line import TodayLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from rehearse.store.record import Record
    from rehearse.store.settings import Settings
    from rehearse.tui.answers import StartTalk
    from rehearse.tui.home.setup import Topic
    from rehearse.tui.talk.modes import Mode
    from rehearse.tui.talk.offers import Offers


class Choosing(Vertical):
    """Everything between the title line and the keys."""

    def __init__(self, offers: Offers, settings: Settings, my_meeting: str) -> None:
        """What there is to choose from, what was chosen last, and what is told of the person's own meeting."""
        super().__init__(id="choosing")
        self._my_meeting = my_meeting
        self._offers = offers
        self._settings = settings
        self.unfinished: Record | None = None

    def compose(self) -> ComposeResult:
        """The button that carries on, above two halves."""
        yield Button("", id="carry-on")
        with Horizontal(id="halves"):
            yield Setup(self._offers, self._settings)
            with Vertical(id="side"):
                yield About(self._offers)
                yield Recent()
                yield TodayLine()
                yield MyMeeting(self._my_meeting)

    def on_mount(self) -> None:
        """Begin with the boss: the signs are what most people look for first."""
        self.query_one(About).show(self.wanted, self.mode, "boss")

    @property
    def wanted(self) -> StartTalk:
        """The rehearsal that is chosen."""
        return self.query_one(Setup).wanted

    @property
    def mode(self) -> Mode:
        """The way to practise that is marked, whether the person chose it or not."""
        return self.query_one(Setup).mode

    def show_past(self, unfinished: Record | None, past: tuple[Record, ...], most: int) -> None:
        """Show the rehearsal to carry on with, if there is one, and the newest others."""
        self.query_one(Setup).show_past(past)
        self.unfinished = unfinished
        button = self.query_one("#carry-on", Button)
        button.display = unfinished is not None
        self.set_class(unfinished is not None, "-carrying")
        if unfinished is not None:
            button.label = carry_on_label(unfinished)
        self.query_one(Recent).show(past[:most])

    def show_today(self, told: str) -> None:
        """Show what is on, if there is something to say."""
        self.query_one(TodayLine).show(told)

    def focus_first(self, part: str | None = None) -> None:
        """Put the cursor on *part*, else where most people go on: what is unfinished, the button, the first list."""
        if part is not None and (there := self.query(f"#{part}")):
            there.first().focus()
        elif self.unfinished is not None:
            self.query_one("#carry-on").focus()
        else:
            self.query_one("#start" if self._settings.scenario else "#meeting").focus()

    def read_on(self, pages: int) -> None:
        """Scroll what is told about the choice."""
        about = self.query_one(About)
        about.scroll_relative(y=pages * max(about.size.height - 2, 1), animate=False)

    @on(Setup.Changed)
    def _tell_about(self, event: Setup.Changed) -> None:
        event.stop()
        self._turn_to(event.topic)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell about the part that is being looked at."""
        self._turn_to(topic_of(event.widget.id))

    def _turn_to(self, topic: Topic | None) -> None:
        self.query_one(About).show(self.wanted, self.mode, topic)
        self.set_class(topic in {"meeting", "boss"}, "-reading")

    @on(Setup.Start)
    def start(self) -> None:
        """Ask for what is chosen to be begun."""
        self.post_message(HomeScreen.Begin(self.wanted))

    @on(Button.Pressed, "#carry-on")
    def carry_on(self) -> None:
        """Ask for the unfinished rehearsal to be carried on with."""
        if self.unfinished is not None:
            self.post_message(Page.Resume(self.unfinished.id))

    @on(Recent.Opened)
    def _open(self, event: Recent.Opened) -> None:
        event.stop()
        self.post_message(Page.Resume(event.rehearsal) if event.unfinished else Page.OpenDebrief(event.rehearsal))
