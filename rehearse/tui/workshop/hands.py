"""A show of hands, counted by the coach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rehearse.tui.content import shortened, text
from rehearse.tui.keys import bindings
from rehearse.workshop.session.room import letter

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.workshop.session.room import Round

MOST_TEXT = 200


class HandsScreen(ModalScreen[dict[str, int] | None]):
    """Answers with a count for each option."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar = bindings("hands")
    AUTO_FOCUS = "Input"

    def __init__(self, asked: Round) -> None:
        """Count hands in this round."""
        super().__init__()
        self._asked = asked

    def compose(self) -> ComposeResult:
        """A field for each option."""
        with VerticalScroll(id="pick", can_focus=False):
            yield Static(text("A show of hands", "bold $accent"), markup=False)
            yield Static(
                text("They count beside the votes of phones. Nothing in a field is nobody.", "$quiet"), markup=False
            )
            for number, option in enumerate(self._asked.options, 1):
                called = letter(number - 1)
                with Horizontal():
                    count = self._asked.hands.get(option.id, 0)
                    yield Input(str(count or ""), type="integer", max_length=4, id=f"hands-{number}", compact=True)
                    yield Static(text(f"{called}  {shortened(option.text, MOST_TEXT)}"), markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Answer with what is written."""
        written = (self.query_one(f"#hands-{number}", Input).value for number in range(1, len(self._asked.options) + 1))
        counts = (int(count) if count.strip().isdecimal() else 0 for count in written)
        self.dismiss({option.id: count for option, count in zip(self._asked.options, counts, strict=True)})

    def action_leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
