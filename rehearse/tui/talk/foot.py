"""Below what was said: what can be said now, or the feedback on the line just said, or the end of the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import Vertical, VerticalScroll
from textual.reactive import Reactive
from textual.widgets import Button, Static

from rehearse.coaching.debrief.summary import outcome
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.content import action, joined, stacked, text
from rehearse.tui.paragraphs import Paragraph, Prose
from rehearse.tui.talk import judgement
from rehearse.tui.talk.choice_list import ChoiceList
from rehearse.tui.talk.say import SayBlock

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.coaching.feedback.values import Feedback, Outcome
    from rehearse.store.session import Session
    from rehearse.tui.talk.modes import Practice

Part = Literal["choosing", "judging", "ended"]
"""What stands there: the choices, the feedback on the line just said, or the end of the talk."""

ROOM_FOR_LABELS = 60
ROOMY = 32
"""Rows from which on there are blank ones between the choices, as where the stylesheet says ``-tall``."""


class WhatNext(Static):
    """What can be done with the feedback; each can be clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what


class FeedbackBlock(Vertical):
    """What the line just said was worth: short, and in full on demand."""

    def __init__(self) -> None:
        """Nothing as yet."""
        super().__init__()
        self._feedback: Feedback | None = None
        self._full = self._typed = False

    def compose(self) -> ComposeResult:
        """The text, and below it what can be done."""
        with VerticalScroll():
            yield Prose()
        yield WhatNext(markup=False)

    def show(self, feedback: Feedback, *, typed: bool) -> None:
        """Show *feedback*, in short; on a *typed* line with a way to say that it was read wrongly."""
        self._feedback, self._full, self._typed = feedback, False, typed
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
        misread = "screen.answer(False)"
        wrong = joined(action("n", misread, "bold $accent"), action(" Not what I meant", misread, "$quiet"))
        shown = [go_on, more, wrong] if self._typed else [go_on, more]
        self.query_one(WhatNext).update(stacked(shown, between="   "))


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


class TalkFoot(Vertical):
    """One of the three."""

    def __init__(self, session: Session, practice: Practice) -> None:
        """The foot of *session*, practised in this way."""
        super().__init__(id="foot")
        self._session = session
        self.saying = SayBlock(session, practice)
        self.part: Part = "choosing"

    def compose(self) -> ComposeResult:
        """All three, of which one is shown."""
        yield self.saying
        yield FeedbackBlock()
        yield EndingBlock()

    def fit(self) -> None:
        """Use the room that there is now."""
        self.query_one(ChoiceList).space_out(spaced=self.app.size.height >= ROOMY)

    def go_on(self, *, keep_words: bool = False) -> None:
        """Show what can be said now, with what was begun in the field or without it; or how the talk ended."""
        if self._session.over:
            self._turn_to("ended")
            block = self.query_one(EndingBlock)
            block.show(outcome(self._session.played))
            block.query_one(Button).focus(scroll_visible=False)
            return
        elsewhere = not self._turn_to("choosing") or self.saying.asking
        self.saying.offer(keep_words=keep_words)
        if elsewhere or not keep_words:
            self.saying.take_focus()

    @property
    def typed_last(self) -> bool:
        """Whether the last line was said in the person's own words."""
        said = self._session.played.choices
        return bool(said) and bool(said[-1].entry.words)

    def judge(self, feedback: Feedback) -> None:
        """Show what the line just said was worth, and where it was typed, how to say that it was read wrongly."""
        self._turn_to("judging")
        block = self.query_one(FeedbackBlock)
        block.show(feedback, typed=self.typed_last)
        block.take_focus()

    def _turn_to(self, part: Part) -> bool:
        """Show one of the three; whether it was there already."""
        before, self.part = self.part, part
        shown: dict[Part, type[Vertical]] = {"choosing": SayBlock, "judging": FeedbackBlock, "ended": EndingBlock}
        for each, block in shown.items():
            self.query_one(block).display = each == part
        return before == part
