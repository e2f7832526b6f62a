"""One question with two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ConfirmScreen(ModalScreen[bool]):
    """Answers whether the person agreed. The careful answer is the one that Enter gives."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar = bindings("question")
    AUTO_FOCUS = "#no"

    def __init__(self, question: str, *, yes: str = "Yes", no: str = "No") -> None:
        """A question in one sentence, and how its answers are called."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question above its two answers."""
        with Vertical(id="question"):
            yield Static(text(self._question), markup=False)
            with Horizontal():
                yield Button(joined(self._no, ("  n", "dim")), id="no")
                yield Button(joined(self._yes, ("  y", "dim")), id="yes")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_other(self) -> None:
        """Go to the other answer."""
        self.query_one("#yes" if self.query_one("#no").has_focus else "#no").focus()

    def action_answer(self, agreed: bool) -> None:  # noqa: FBT001  (an action's parameter)
        """Answer by key."""
        self.dismiss(agreed)
