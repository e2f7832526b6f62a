"""One thing for next time: a plan that is offered, to be taken as it is or put in one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.coaching.debrief.reflection import MOST_SIGNS, Goal
from rehearse.tui.content import action, clean, joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.paragraphs import Paragraph, Script, hanging
from rehearse.tui.prep.edit import Keys, WordsField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

TITLE = "One thing for next time"
IF, THEN = "If they say", "then I say"
OFFERS = "Or begin with one of these (Tab goes to them):"
BOTH_NEEDED = "It needs both: what they say, and what you say then."
TOO_LONG = f"At most {MOST_SIGNS} signs in each."


class GoalScreen(ModalScreen[Goal | None]):
    """Answers with the plan, or nothing where all stays as it was."""

    CSS_PATH = "goal.tcss"
    BINDINGS: ClassVar = bindings("goal")

    def __init__(self, offers: Sequence[Goal], taken: Goal | None = None) -> None:
        """Offer these; begin with the one that was *taken* before, or else with the first."""
        super().__init__()
        self._offers = tuple(offers)
        self._begun = taken or (self._offers[0] if self._offers else Goal("", ""))

    def compose(self) -> ComposeResult:
        """Two fields, and what could stand in them."""
        parts = (("Enter", "screen.save", "bold $accent"), (" Keep", "screen.save", "$quiet"))
        more = (("   Esc", "screen.leave", "bold $accent"), (" Leave it out", "screen.leave", "$quiet"))
        with Vertical(id="goal"):
            yield Static(text(TITLE, "bold $accent"), markup=False)
            yield Static(text(IF, "$quiet"), markup=False, classes="label")
            yield WordsField(self._begun.if_)
            yield Static(text(THEN, "$quiet"), markup=False, classes="label")
            yield WordsField(self._begun.then)
            yield Static(id="why-not", markup=False)
            yield Keys(joined(*(action(*part) for part in (*parts, *more))), markup=False)
            yield Static(text(OFFERS, "$quiet"), id="offers-title", markup=False, classes="label")
            yield OptionList(*(Option(_row(offer)) for offer in self._offers), markup=False)

    def on_mount(self) -> None:
        """Begin with what one says."""
        for part in (self.query_one("#offers-title"), self.query_one(OptionList)):
            part.display = len(self._offers) > 1
        self.query_one("#why-not").display = False
        self.query(WordsField).last().focus()

    @property
    def written(self) -> tuple[str, str]:
        """What is in the two fields."""
        if_, then = (" ".join(clean(each.text).split()) for each in self.query(WordsField))
        return if_, then

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self._begun = self._offers[message.option_index]
        for each, words in zip(self.query(WordsField), (self._begun.if_, self._begun.then), strict=True):
            each.text = clean(words)
            each.move_cursor(each.document.end)
        self.query(WordsField).last().focus()

    def action_save(self) -> None:
        """Keep it, or say why it cannot be kept."""
        if_, then = self.written
        sentence = BOTH_NEEDED if not (if_ and then) else TOO_LONG if max(len(if_), len(then)) > MOST_SIGNS else ""
        if sentence:
            told = self.query_one("#why-not", Static)
            told.update(text(sentence, "$warning"))
            told.display = True
            return
        move = self._begun.move if then == self._begun.then else ""
        self.dismiss(Goal(if_, then, self._begun.concern, move))

    def action_leave(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)


def _row(offer: Goal) -> Script:
    side = text("  ")
    said = [hanging("• ", text(offer.if_)), Paragraph(text(f"“{offer.then}”", "$accent"), side, side)]
    return Script(said)
