"""The facts of the brief at hand in a talk: which were told already, and one to put into the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.coaching.report.markdown import fact_sentence
from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.paragraphs import Script, hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from rehearse.coaching.feedback.values import FactUse

TITLE = "Your facts"
HINT = "Enter puts one into your answer. Two at once are plenty: more weaken each other."
NONE_YET = "Your brief holds no facts yet: “My meeting” on the home screen takes up to five."


class FactsScreen(ModalScreen[str | None]):
    """Offers the facts; answers with the sentence of one, or nothing."""

    CSS_PATH = "facts.tcss"
    BINDINGS: ClassVar = bindings("facts")

    def __init__(self, facts: Sequence[FactUse]) -> None:
        """Offer *facts*, those that were told already marked."""
        super().__init__()
        self._facts = tuple(facts)

    def compose(self) -> ComposeResult:
        """A title, the facts, and what happens to one."""
        with Vertical(id="facts"):
            yield Static(text(TITLE, "bold $accent"), markup=False)
            yield OptionList(*(Option(_row(fact)) for fact in self._facts), markup=False)
            yield Static(text(HINT if self._facts else NONE_YET, "$quiet"), id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the first that has not been told."""
        listed = self.query_one(OptionList)
        listed.display = bool(self._facts)
        listed.highlighted = next((place for place, fact in enumerate(self._facts) if not fact.turns), 0)
        listed.focus()

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if self.is_current:
            self.dismiss(self._facts[message.option_index].sentence)

    def action_close(self) -> None:
        """Take none."""
        self.dismiss(None)


def _row(fact: FactUse) -> Script:
    sign = text("✓ " if fact.turns else "· ", "$accent" if fact.turns else "$quiet")
    told = (f"  {fact_sentence(fact)}", "$quiet") if fact.turns else ""
    return Script([hanging(sign, joined(fact.sentence, told))])
