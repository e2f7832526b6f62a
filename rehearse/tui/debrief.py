"""The debrief: what came of the talk, where it turned, and every line with what it was worth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rehearse.engine import available
from rehearse.tui.answers import DebriefAnswer, ReadOtherwise, TryAgain
from rehearse.tui.content import joined, shortened
from rehearse.tui.curve import Curve
from rehearse.tui.debrief_pages import Pages
from rehearse.tui.export import export_debrief
from rehearse.tui.judgement import verdict
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.paragraphs import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content
    from textual.widget import Widget

    from rehearse.coaching.values import Debrief, Feedback
    from rehearse.engine import Entry
    from rehearse.store.session import Session

SECTIONS = ("Outcome", "Where it turned", "Concerns", "Advice", "The talk")
_WORD_WIDTH = 10
LONGEST_ASIDE = 46
"""Signs that fit beside the name of the screen wherever it is shown at all."""
EXPORT_SHOWN_FOR = 20
"""Seconds for which the path of an export is shown."""


class Contents(OptionList, inherit_bindings=False):
    """The sections and every turn; the keys that turn pages are left to the text beside it."""

    BINDINGS: ClassVar = [binding for binding in OptionList.BINDINGS if not str(binding.key).startswith("page")]  # type: ignore[union-attr]

    def __init__(self, debrief: Debrief) -> None:
        """List what *debrief* tells."""
        super().__init__(markup=False)
        telling = {turn.turn for turn in debrief.turning_points}
        titles = (joined((f" {number}  ", "bold $accent"), title) for number, title in enumerate(SECTIONS, 1))
        *sections, talk = (Option(title) for title in titles)
        self.add_options([*sections, None, talk])
        self.add_options(Option(self._row(turn, telling=turn.turn in telling)) for turn in debrief.turns)
        self.highlighted = 0

    @staticmethod
    def _row(turn: Feedback, *, telling: bool) -> Content:
        word = verdict(turn.verdict, bold=False)
        gap = " " * max(_WORD_WIDTH - word.cell_length, 0)
        mark = ("◆" if telling else " ", "$accent")
        return joined(mark, (f"{turn.turn:>2}  ", "$quiet"), word, gap, " ".join(turn.said.split()))

    @property
    def turn(self) -> int:
        """The turn that is chosen (from 1), or 0 where it is a section."""
        return max((self.highlighted or 0) - len(SECTIONS) + 1, 0)

    def go_to_section(self, number: int) -> None:
        """Choose a section (from 1)."""
        self.highlighted = number - 1

    def go_to_turn(self, turn: int) -> None:
        """Choose a turn (from 1)."""
        self.highlighted = len(SECTIONS) + turn - 1


class DebriefScreen(Page[DebriefAnswer]):
    """What is learnt from one rehearsal: the contents at the left, what is chosen there at the right."""

    PLACE = "debrief"
    NAME = "Debrief"
    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar = bindings("debrief")

    def __init__(self, session: Session) -> None:
        """Look back at *session* as far as it has come."""
        super().__init__()
        self._session = session
        self._debrief = session.debrief()
        self._typed = [
            turn
            for turn, choice in enumerate(session.played.choices, 1)
            if choice.say and (choice.read_as or choice.off_script)
        ]
        self._curves = tuple(
            Curve(label, meter.max, values)
            for (label, values), meter in zip(self._debrief.meters, session.story.meters, strict=True)
        )

    def aside(self) -> str:
        """Which meeting, and with whom."""
        return shortened(f"{self._debrief.title}, with {self._debrief.boss}", LONGEST_ASIDE)

    def body(self) -> Iterable[Widget]:
        """Contents and text."""
        yield Horizontal(Contents(self._debrief), VerticalScroll(Prose(), can_focus=False, id="page"), id="debrief")

    def on_mount(self) -> None:
        """Begin with the outcome."""
        self.query_one(Contents).focus()

    def on_resize(self) -> None:
        """Set the page for the width there is now."""
        self.call_after_refresh(self._show, keep=True)

    def _show(self, *, keep: bool = False) -> None:
        """Show what is chosen; *keep* the place in the text or begin at its top."""
        contents, scroll = self.query_one(Contents), self.query_one("#page", VerticalScroll)
        pages = Pages(self._debrief, self._curves, self.query_one(Prose).content_size.width)
        steps = self._session.played.steps
        if turn := contents.turn:
            offered = self._offered(turn) if turn in self._typed else ()
            page = pages.turn(self._debrief.turns[turn - 1], steps[turn].lines, offered)
        else:
            match SECTIONS[contents.highlighted or 0]:
                case "Outcome":
                    page = pages.outcome()
                case "Where it turned":
                    page = pages.turning_points()
                case "Concerns":
                    page = pages.concerns()
                case "Advice":
                    page = pages.advice()
                case _:
                    page = pages.talk([step.lines for step in steps])
        self.query_one(Prose).show(page)
        if not keep:
            scroll.scroll_home(animate=False)

    def _offered(self, turn: int) -> tuple[str, ...]:
        """The lines that could have been chosen in *turn*, as they were not in sight of somebody who typed."""
        played = self._session.played
        return tuple(choice.say for choice in available(played.story, played.steps[turn - 1].state))

    @on(Contents.OptionHighlighted)
    def _chosen(self, message: Contents.OptionHighlighted) -> None:
        message.stop()
        self._show()

    def action_section(self, number: int) -> None:
        """Go to a section (from 1)."""
        self.query_one(Contents).go_to_section(number)

    def action_step(self, direction: int) -> None:
        """Go to the next entry (1) or the one before (-1)."""
        contents = self.query_one(Contents)
        if direction > 0:
            contents.action_cursor_down()
        else:
            contents.action_cursor_up()

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1) in the text."""
        scroll = self.query_one("#page", VerticalScroll)
        scroll.scroll_relative(y=direction * max(scroll.size.height - 2, 1), animate=False)

    def action_again(self) -> None:
        """Try again from the turn that is chosen; where none is, choose the one that mattered most."""
        contents = self.query_one(Contents)
        if contents.turn:
            self.dismiss(TryAgain(contents.turn))
            return
        points = self._debrief.turning_points
        contents.go_to_turn(max(points, key=lambda turn: abs(turn.weight)).turn if points else 1)
        self.app.tell("Press t once more to try again from this turn, or choose another one.")

    def action_reread(self) -> None:
        """Ask what the typed words of the chosen turn meant; where none is chosen, go to the first typed turn."""
        contents = self.query_one(Contents)
        turn = contents.turn
        if turn not in self._typed:
            contents.go_to_turn(next((typed for typed in self._typed if typed > turn), self._typed[0]))
            self.app.tell("Press r once more to say what these words meant, or choose another turn.")
            return
        from rehearse.tui.reread import RereadScreen  # noqa: PLC0415

        self.app.push_screen(RereadScreen(self._session, turn), partial(self._reread, turn))

    def _reread(self, turn: int, entry: Entry | None) -> None:
        if entry is not None:
            self.dismiss(ReadOtherwise(turn, entry))

    def action_carry_on(self) -> None:
        """Go back into the talk, which is not over."""
        self.dismiss(None)
        self.app.post_message(Page.Resume(self._session.record.id))

    def action_export(self) -> None:
        """Save the debrief, and say where."""
        said = export_debrief(self._debrief, self._session.record)
        self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def action_close(self) -> None:
        """Back to where the debrief was opened."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with this rehearsal."""
        del parameters
        match action:
            case "again":
                return bool(self._debrief.turns)
            case "reread":
                return bool(self._typed)
            case "carry_on":
                return not self._session.over
            case _:
                return True
