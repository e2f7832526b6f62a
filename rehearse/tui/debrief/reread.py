"""Correcting how a typed line was read: another line that was on offer then, or any of the general moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from rehearse.engine import Entry, available
from rehearse.tui.content import joined, shortened, text
from rehearse.tui.keys import bindings
from rehearse.tui.paragraphs import Script, hanging
from rehearse.tui.talk.ask import OFF_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from rehearse.store.session import Session

MOST_WORDS = 200
QUESTION = "What did you mean?"
NOTHING_FOUND = "No line and no move holds these words."


class RereadScreen(ModalScreen[Entry | None]):
    """Asks what a typed line meant. Typing searches; the arrows choose; Enter takes it."""

    CSS_PATH = "reread.tcss"
    BINDINGS: ClassVar = bindings("reread")

    def __init__(self, session: Session, turn: int) -> None:
        """Ask about line *turn* (from 1)."""
        super().__init__()
        self._words = session.played.choices[turn - 1].say
        self._ways = tuple(_ways(session, turn, self._words))

    def compose(self) -> ComposeResult:
        """The words, a field to search with, and the ways to take them."""
        with Vertical(id="reread"):
            yield Static(text(QUESTION, "bold $accent"), markup=False)
            yield Static(text(f"“{shortened(self._words, MOST_WORDS)}”"), id="words", markup=False)
            yield Input(placeholder="Search lines and moves", compact=True)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Begin with everything."""
        self._find("")

    def _find(self, sought: str) -> None:
        words = sought.casefold().split()
        found = [
            Option(_row(label, entry), id=str(place))
            for place, (entry, label, about) in enumerate(self._ways)
            if all(word in about for word in words)
        ]
        listed = self.query_one(OptionList)
        listed.set_options(found or [Option(text(NOTHING_FOUND, "$quiet"), disabled=True)])
        listed.highlighted = 0 if found else None

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._find(message.value)

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if message.option_id is not None and self.is_current:
            self.dismiss(self._ways[int(message.option_id)][0])

    def action_next(self) -> None:
        """The next way."""
        self.query_one(OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """The way before."""
        self.query_one(OptionList).action_cursor_up()

    def action_close(self) -> None:
        """Leave it as it was read."""
        self.dismiss(None)


def _ways(session: Session, turn: int, words: str) -> Iterator[tuple[Entry, str, str]]:
    """Everything as which *words* could be taken there, with its name and what a search looks in."""
    choices = available(session.story, session.played.steps[turn - 1].state)
    offered = {move for choice in choices for move in choice.moves}
    for choice in choices:
        labels = " ".join(session.catalogue.labels(choice.moves))
        yield Entry.of_choice(choice.id, words), choice.say, f"{choice.say} {labels}".casefold()
    for move in session.library.moves.values():
        if move.id not in offered:
            about = " ".join((move.label, move.description, *move.examples))
            yield Entry.of_move(move.id, words), move.label, about.casefold()


def _row(label: str, entry: Entry) -> Script:
    aside = f"  {OFF_SCRIPT}" if entry.move else ""
    return Script([hanging(text("• ", "$accent"), joined(label, (aside, "$quiet")))])
