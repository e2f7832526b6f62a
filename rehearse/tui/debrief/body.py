"""The text of the debrief and the talk beside it, kept in step; what the person answers in it goes to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widgets import Input, OptionList

from rehearse.tui.debrief.guide import NAMES
from rehearse.tui.debrief.odds import Odds
from rehearse.tui.debrief.script import Beside, Transcript
from rehearse.tui.debrief.text import DebriefText, PartsRow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.store.looking_back import LookingBack
    from rehearse.tui.debrief.guide import Guide, PartName

HIGHEST = 5
"""The most confident that one can feel."""
TEN = 10


class DebriefBody(Horizontal):
    """The text at the left and the talk at the right; where there is little room, one in place of the other."""

    def __init__(self, looking: LookingBack, guide: Guide) -> None:
        """Show where *guide* is in the debrief of *looking*."""
        super().__init__(id="debrief")
        self._looking = looking
        self._guide = guide

    def compose(self) -> ComposeResult:
        """Both, and what waits for the odds."""
        yield DebriefText(self._looking, self._guide)
        yield Beside(self._looking.session.story.boss.name)
        yield Odds(self._looking)

    def on_mount(self) -> None:
        """Lay out the talk."""
        self._tell()

    @property
    def turn(self) -> int:
        """The turn that is marked in the talk (from 1); 0 where nothing was said."""
        return self.query_one(Transcript).turn

    @property
    def wide(self) -> bool:
        """Whether the talk has room beside the text."""
        return self.screen.has_class("-wide")

    @property
    def in_talk(self) -> bool:
        """Whether the talk is in sight, so that the arrows go from turn to turn."""
        return self.wide or self.has_class("-script")

    # --- showing

    def _tell(self) -> None:
        """Lay out the talk anew, with verdicts where they may be shown."""
        with self.prevent(OptionList.OptionHighlighted):
            self.query_one(Transcript).show(
                self._looking.debrief, self._looking.session.played, judged=self._guide.tells
            )

    def show(self, *, keep: bool = False) -> None:
        """Show what is open; *keep* the place in the text."""
        self.query_one(DebriefText).show(self.turn, beside=self.wide, keep=keep)
        self.screen.query_one(PartsRow).refresh()
        self.screen.refresh_bindings()

    def settle(self, *, keep: bool = True) -> None:
        """Put the cursor where it is wanted, and show what is open."""
        if self._guide.guessing:
            why = self.query_one("#why", Input)
            why.display, why.disabled = True, False
            why.focus()
        elif self.in_talk:
            self.query_one(Transcript).focus(scroll_visible=False)
        else:
            self.screen.set_focus(None)
        self.show(keep=keep)

    def _turn_page(self, *, told: bool) -> None:
        """Show another page; where verdicts may be shown only since now (not *told* before), the talk anew."""
        if self._guide.tells != told:
            self._tell()
        self.remove_class("-script")
        self.settle(keep=False)

    # --- going about

    def go(self, part: PartName, turn: int = 0) -> None:
        """Open a part, with a *turn* marked if given."""
        told = self._guide.tells
        self._guide.go(part)
        turn = turn or (self._looking.heaviest if part == "turned" and not told else 0)
        if turn:
            self.query_one(Transcript).go_to_turn(turn)
        self._turn_page(told=told)

    def step(self, direction: int) -> None:
        """Go to the next part (1) or the one before (-1)."""
        told = self._guide.tells
        if self._guide.step(direction):
            self._turn_page(told=told)

    def open_turn(self, turn: int) -> None:
        """Look at one turn."""
        told = self._guide.tells
        self._guide.open(turn)
        self.query_one(Transcript).go_to_turn(turn)
        self._turn_page(told=told)

    def leave(self) -> bool:
        """One step back: out of the field, out of a turn, from the talk to the text; whether there was one."""
        if self._guide.guessing:
            self.go("turned")
        elif self._guide.opened or self.has_class("-script"):
            self._guide.opened = 0
            self._turn_page(told=self._guide.tells)
        else:
            return False
        return True

    def swap(self) -> None:
        """Show the talk in place of the text, or the text again."""
        self.toggle_class("-script")
        self.settle()

    @on(OptionList.OptionHighlighted)
    def _marked(self, message: OptionList.OptionHighlighted) -> None:
        message.stop()
        if self._guide.opened and self.turn:
            self._guide.opened = self.turn
            self.show()
        elif self._guide.part == "again":
            self.show()

    # --- what the person puts down

    def take(self, number: int) -> bool:
        """Take a number that is asked for; whether one was."""
        guide = self._guide
        if guide.wants_guess:
            turn = number or TEN
            if turn <= guide.turns:
                self.guess(turn)
            return True
        asked = guide.part == "confidence" and not guide.opened and self._looking.reflection.after is None
        if asked and 0 < number <= HIGHEST:
            self._looking.feel(number)
            self.show()
        return (asked and number <= HIGHEST) or not 0 < number <= len(NAMES)

    def guess(self, turn: int) -> None:
        """Take a turn for the one that changed the talk; then its reason may be written."""
        self._guide.take(turn)
        self._looking.guess(turn)
        self.remove_class("-script")
        self.settle(keep=False)

    @on(Input.Submitted, "#why")
    def _why(self, message: Input.Submitted) -> None:
        message.stop()
        if not self._guide.guessing:
            return
        if why := " ".join(message.value.split()):
            self._looking.guess(self._guide.guessing, why)
        self.go("turned")

    @on(Odds.Found)
    def _take_odds(self, message: Odds.Found) -> None:
        message.stop()
        if message.found is not None:
            self._looking.take(message.found)
        self.query_one(DebriefText).trouble = message.sentence
        self._tell()
        self.show(keep=True)
