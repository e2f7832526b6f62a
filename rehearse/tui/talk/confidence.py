"""How confident one feels before a talk: one key, or one to leave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from rehearse.coaching.debrief.reflection import CONFIDENCE_WORDS
from rehearse.store.looking_back import BEFORE, CONFIDENCE
from rehearse.tui.content import action, joined, stacked, text
from rehearse.tui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.store.session import Session
    from rehearse.tui.app import RehearseApp

QUESTION = "Before you begin: how confident do you feel about this talk?"
NEVER = 0
"""The answer of those who do not want to be asked."""


class Answers(Static):
    """What can be answered; each can be clicked."""

    auto_links = Reactive(default=False)  # our own styles say what is what


class ConfidenceScreen(ModalScreen[int | None]):
    """Answers from 1 to 5, ``NEVER``, or nothing. It stands at the foot, so that the talk above can be read."""

    CSS_PATH = "confidence.tcss"
    BINDINGS: ClassVar = bindings("confidence")

    def compose(self) -> ComposeResult:
        """The question, the five answers, and the ways around it."""
        values = [_answer(str(value), word, f"screen.feel({value})") for value, word in CONFIDENCE_WORDS.items()]
        around = [_answer("Enter", "leave it out", "screen.leave"), _answer("0", "never ask", "screen.never")]
        with Vertical(id="confidence"):
            yield Static(text(QUESTION, "bold"), markup=False)
            yield Answers(stacked(values, between="   "), markup=False)
            yield Answers(stacked(around, between="   "), markup=False)

    def action_feel(self, value: int) -> None:
        """Answer."""
        self.dismiss(value)

    def action_leave(self) -> None:
        """Leave it out."""
        self.dismiss(None)

    def action_never(self) -> None:
        """Leave it out from now on."""
        self.dismiss(NEVER)


def ask_before(app: RehearseApp, session: Session) -> None:
    """Ask over the talk of *session*, which has just opened."""

    def answered(value: int | None) -> None:
        if value == NEVER:
            app.remember(ask_confidence=False)
        elif value is not None:
            session.journal.note(CONFIDENCE, {"when": BEFORE, "value": value}, session.record.id)
            app.show_notices()

    app.push_screen(ConfidenceScreen(), answered)


def _answer(key: str, label: str, name: str) -> Content:
    return joined(action(key, name, "bold $accent"), action(f" {label}", name))
