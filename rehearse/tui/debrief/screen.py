"""The debrief: a way through what a talk teaches, with the talk itself beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.widgets import Input, OptionList

from rehearse.store.looking_back import LookingBack
from rehearse.tui.answers import DebriefAnswer, ReadOtherwise, TryAgain
from rehearse.tui.content import shortened
from rehearse.tui.debrief.body import DebriefBody
from rehearse.tui.debrief.guide import LEAST_TO_GUESS, NAMES, Guide
from rehearse.tui.debrief.text import DebriefText, PartsRow
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.coaching.debrief.reflection import Goal
    from rehearse.engine import Entry
    from rehearse.store.session import Session

LONGEST_ASIDE = 46
"""Signs that fit beside the name of the screen wherever it is shown at all."""
EXPORT_SHOWN_FOR = 20
"""Seconds for which the path of an export is shown."""


class DebriefScreen(Page[DebriefAnswer]):
    """What is learnt from one rehearsal, part by part: the text at the left, the talk at the right."""

    PLACE = "debrief"
    NAME = "Debrief"
    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar = bindings("debrief")
    AUTO_FOCUS = ""  # the cursor is put where it is wanted, and nowhere else

    def __init__(self, session: Session, *, fresh: bool = False) -> None:
        """Look back at *session* as far as it has come; *fresh* from the talk, a guess is asked for first."""
        super().__init__()
        self._session = session
        self.looking = LookingBack(session)
        turns = len(self.looking.debrief.turns)
        asks = fresh and session.over and turns >= LEAST_TO_GUESS and self.looking.reflection.guess is None
        self.guide = Guide(turns, asks=asks)
        self._typed = [
            turn
            for turn, choice in enumerate(session.played.choices, 1)
            if choice.say and (choice.read_as or choice.off_script)
        ]

    def aside(self) -> str:
        """Which meeting, and with whom."""
        debrief = self.looking.debrief
        return shortened(f"{debrief.title}, with {debrief.boss}", LONGEST_ASIDE)

    def body(self) -> Iterable[Widget]:
        """The parts in a row; below them the text, and the talk beside it."""
        return PartsRow(self.guide), DebriefBody(self.looking, self.guide)

    @property
    def _body(self) -> DebriefBody:
        return self.query_one(DebriefBody)

    @property
    def typing(self) -> bool:
        """Whether a reason is being written."""
        return isinstance(self.focused, Input)

    def on_resize(self) -> None:
        """Set the page for the width there is now."""
        self.call_after_refresh(self._body.settle)

    # --- going about

    def action_number(self, number: int) -> None:
        """Go to a part (from 1), or give the number that is asked for."""
        if not self._body.take(number):
            self._body.go(NAMES[number - 1])

    def action_step(self, direction: int) -> None:
        """Go to the next part (1) or the one before (-1)."""
        self._body.step(direction)

    def action_read(self, unit: Literal["page", "row"], direction: int) -> None:
        """Read on, and at the end go to the next part (1); or go back in the text (-1)."""
        there_was_more = self.query_one(DebriefText).read_on(unit, direction)
        if unit == "page" and direction > 0 and not there_was_more and not self.guide.wants_guess:
            self._body.step(1)

    def action_script(self) -> None:
        """Show the talk in place of the text, or the text again."""
        self._body.swap()

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Look at the marked turn, or take it for the guess; where the talk is not in sight, read on."""
        turn, body = self._body.turn, self._body
        if self.guide.wants_guess and turn and body.in_talk:
            body.guess(turn)
        elif self.guide.asks or not turn or not body.in_talk:
            self.action_read("page", 1)
        else:
            body.open_turn(turn)

    def open_turn(self, turn: int) -> None:
        """Look at one turn (from 1)."""
        self._body.open_turn(turn)

    def action_close(self) -> None:
        """Back from a turn to its part, or to where the debrief was opened."""
        if not self._body.leave():
            self.dismiss(None)

    # --- what comes of it

    def action_goal(self) -> None:
        """Take one thing for next time."""
        from rehearse.tui.debrief.goal import GoalScreen  # noqa: PLC0415

        self.app.push_screen(GoalScreen(self.looking.goals(), self.looking.reflection.goal), self._aim)

    def _aim(self, goal: Goal | None) -> None:
        if goal is not None:
            self.app.tell(self.looking.aim(goal))
            self._body.go("goal")

    def action_again(self) -> None:
        """Try again from the turn that is looked at; where none is, go there first."""
        guide = self.guide
        if guide.opened or guide.part == "again":
            self.dismiss(TryAgain(guide.opened or self._body.turn))
            return
        self._body.go("again", 0 if guide.asks else self.looking.heaviest)
        self.app.tell("Press t once more to try again from this turn, or choose another one.")

    def action_reread(self) -> None:
        """Ask what the typed words of the turn that is looked at meant; where none is, go to the first typed one."""
        turn = self.guide.opened
        if turn not in self._typed:
            self.open_turn(next((typed for typed in self._typed if typed > turn), self._typed[0]))
            self.app.tell("Press r once more to say what these words meant, or choose another turn.")
            return
        from rehearse.tui.debrief.reread import RereadScreen  # noqa: PLC0415

        self.app.push_screen(RereadScreen(self._session, turn), partial(self._reread, turn))

    def _reread(self, turn: int, entry: Entry | None) -> None:
        if entry is not None:
            self.dismiss(ReadOtherwise(turn, entry))

    def action_compare(self) -> None:
        """See two ways the talk went side by side."""
        from rehearse.tui.debrief.compare import CompareScreen  # noqa: PLC0415

        if (pair := self.looking.usual_pair()) is not None:
            self.app.push_screen(CompareScreen(self.looking, *pair))

    def action_carry_on(self) -> None:
        """Go back into the talk, which is not over."""
        self.dismiss(None)
        self.app.post_message(Page.Resume(self._session.record.id))

    def action_export(self) -> None:
        """Save the debrief, and say where."""
        from rehearse.tui.export import export_debrief  # noqa: PLC0415

        said = export_debrief(self.looking.with_style(), self._session.record)
        self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with this rehearsal."""
        match action:
            case "again" | "goal":
                return bool(self.guide.turns)
            case "reread":
                return bool(self._typed)
            case "carry_on":
                return not self._session.over
            case "compare":
                return self.guide.tells and len(self.looking.branches()) > 1
            case "script":
                return not self.has_class("-wide")
            case "number":
                return parameters != (0,) or self.guide.wants_guess
            case _:
                return True
