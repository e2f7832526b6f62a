"""One question with two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from rehearse.tui.content import text
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
                yield Button(text(self._no), id="no")
                yield Button(text(self._yes), id="yes")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:  # noqa: FBT001  (an action's parameter)
        """Answer by key."""
        self.dismiss(agreed)
