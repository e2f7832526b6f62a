"""What may stand in place of the choices: the feedback on the line just said, and the end of the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.reactive import Reactive
from textual.widgets import Button, Static

from rehearse.coaching.report import ENDING_WORDS
from rehearse.tui import judgement
from rehearse.tui.content import action, joined, stacked, text
from rehearse.tui.paragraphs import Paragraph, Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.coaching.values import Feedback, Outcome

ROOM_FOR_LABELS = 60


class WhatNext(Static):
    """What can be done with the feedback; each can be clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what


class FeedbackBlock(Vertical):
    """What the line just said was worth: short, and in full on demand."""

    def __init__(self) -> None:
        """Nothing as yet."""
        super().__init__()
        self._feedback: Feedback | None = None
        self._full = False

    def compose(self) -> ComposeResult:
        """The text, and below it what can be done."""
        with VerticalScroll():
            yield Prose()
        yield WhatNext(markup=False)

    def show(self, feedback: Feedback) -> None:
        """Show *feedback*, in short."""
        self._feedback, self._full = feedback, False
        self._set()

    def turn_over(self) -> None:
        """Show it in full, or in short again."""
        self._full = not self._full
        self._set()

    def take_focus(self) -> None:
        """Let the arrows scroll the text."""
        self.query_one(VerticalScroll).focus(scroll_visible=False)

    def _set(self) -> None:
        if self._feedback is None:
            return
        set_so = judgement.in_full if self._full else judgement.in_short
        self.query_one(Prose).show(set_so(self._feedback, beside=self.app.size.width >= ROOM_FOR_LABELS))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        go_on = joined(action("Enter", "screen.go_on", "bold $accent"), action(" Go on", "screen.go_on", "$quiet"))
        label = " In short" if self._full else " More"
        more = joined(action("w", "screen.more", "bold $accent"), action(label, "screen.more", "$quiet"))
        self.query_one(WhatNext).update(stacked([go_on, more], between="   "))


class EndingBlock(Vertical):
    """How the talk ended, and the way to the debrief."""

    def compose(self) -> ComposeResult:
        """The outcome and a button."""
        with VerticalScroll(can_focus=False):
            yield Prose()
        yield Button(text("Enter  See the debrief"), id="see-debrief", compact=True)

    def show(self, outcome: Outcome) -> None:
        """Show *outcome*."""
        ended = ENDING_WORDS.get(outcome.kind, "")
        paragraphs = [
            Paragraph(joined((f"{ended}  " if ended else "", "$accent"), (outcome.title, "bold"))),
            Paragraph(text(outcome.summary)),
        ]
        if outcome.kind != "unfinished":
            next_talk = "A next talk is agreed." if outcome.next_talk else "No next talk is agreed."
            paragraphs.append(Paragraph(text(next_talk, "$quiet")))
        self.query_one(Prose).show(paragraphs)
