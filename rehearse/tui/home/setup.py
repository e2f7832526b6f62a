"""The left half of the home screen: meeting, boss, level, feedback, and the button that starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Static

from rehearse.tui.answers import StartTalk
from rehearse.tui.content import text
from rehearse.tui.home.pickers import Picker, PickerRow
from rehearse.tui.talk.modes import DESCRIPTIONS, LABELS, mode_of, usual_mode
from rehearse.tui.talk.offers import FEEDBACK, FEEDBACK_DESCRIPTIONS, Offers

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.store.record import Record
    from rehearse.store.settings import Settings
    from rehearse.tui.talk.modes import Mode

Topic = Literal["meeting", "boss", "how"]
"""What the right half tells about."""

_TOPICS: dict[str | None, Topic] = {
    "meeting": "meeting",
    "boss": "boss",
    "level": "how",
    "mode": "how",
    "feedback": "how",
}


def topic_of(part: str | None) -> Topic | None:
    """What the right half should tell about while this part is looked at; nothing where it does not matter."""
    return _TOPICS.get(part)


class Setup(Vertical):
    """Choose what to rehearse; everything is as it was the last time."""

    @dataclass
    class Changed(Message):
        """Something else is chosen."""

        topic: Topic | None

    @dataclass
    class Start(Message):
        """The button was pressed."""

    def __init__(self, offers: Offers, settings: Settings) -> None:
        """The form, filled with what was chosen last."""
        super().__init__(id="setup")
        self._offers = offers
        self._settings = settings
        self._past: tuple[Record, ...] = ()
        self._mode_chosen = mode_of(settings.mode) is not None

    def compose(self) -> ComposeResult:
        """Five parts with a heading each, and the button."""
        settings, offers = self._settings, self._offers
        yield Static(text("Meeting"), id="meeting-heading", classes="heading", markup=False)
        yield Picker(offers.meetings, settings.scenario, id="meeting")
        yield Static(id="meeting-note", classes="note", markup=False)
        yield Static(text("Boss"), id="boss-heading", classes="heading", markup=False)
        yield Picker(offers.bosses, settings.persona, id="boss", asides=offers.asides)
        yield Static(text("Level"), classes="heading", markup=False)
        yield PickerRow(offers.levels, settings.level, id="level")
        yield Static(id="level-note", classes="note", markup=False)
        yield Static(text("Practise"), classes="heading", markup=False)
        yield PickerRow(LABELS, settings.mode or "guided", id="mode")
        yield Static(id="mode-note", classes="note", markup=False)
        yield Static(text("Feedback"), classes="heading", markup=False)
        yield PickerRow(FEEDBACK, settings.feedback, id="feedback")
        yield Static(id="feedback-note", classes="note", markup=False)
        yield Button(text("▸ Start the meeting"), id="start")

    def on_mount(self) -> None:
        """Explain level and feedback where there is room for it."""
        self._explain()

    def _explain(self) -> None:
        wanted = self.wanted
        summary = self._offers.meeting(wanted.scenario, wanted.persona).summary
        self.query_one("#meeting-note", Static).update(text(summary))
        self.query_one("#level-note", Static).update(text(self._offers.level_description(wanted.level)))
        self.query_one("#mode-note", Static).update(text(DESCRIPTIONS[self.mode]))
        self.query_one("#feedback-note", Static).update(text(FEEDBACK_DESCRIPTIONS[wanted.feedback]))

    def show_past(self, past: tuple[Record, ...]) -> None:
        """Take what was rehearsed before: who has not chosen how to practise is offered what is usual then."""
        self._past = past
        self._show_usual_mode()

    def _show_usual_mode(self) -> None:
        if not self._mode_chosen:
            self.query_one("#mode", PickerRow).show(usual_mode(self._past, self.wanted.scenario))
            self._explain()

    @property
    def mode(self) -> Mode:
        """The way to practise that is marked."""
        return mode_of(self.query_one("#mode", PickerRow).value) or "guided"

    @property
    def wanted(self) -> StartTalk:
        """The rehearsal that is chosen."""
        return StartTalk(
            scenario=self.query_one("#meeting", Picker).value,
            persona=self.query_one("#boss", Picker).value,
            level=self.query_one("#level", PickerRow).value,
            feedback=self.query_one("#feedback", PickerRow).value,
            mode=self.mode if self._mode_chosen else "",
        )

    @on(Picker.Picked)
    @on(PickerRow.Picked)
    def _picked(self, event: Picker.Picked | PickerRow.Picked) -> None:
        event.stop()
        if event.picker.id == "mode":
            self._mode_chosen = True
        elif event.picker.id == "meeting":
            self._show_usual_mode()
        self._explain()
        self.post_message(self.Changed(topic_of(event.picker.id)))

    @on(Button.Pressed, "#start")
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Start())
