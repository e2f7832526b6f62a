"""The question how the person's own words were meant, and the answers to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rehearse.tui.content import joined, shortened, text
from rehearse.tui.paragraphs import Paragraph, Prose, Script, hanging

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.engine import Entry

SHOWN_WORDS = 90
"""Signs of the person's own words that are repeated in a question about them."""
OFF_SCRIPT = "off the script"
YES, NO, NONE = "Yes, that is what I meant", "No, I meant something else", "None of these"
_YES_NUMBER, _NO_NUMBER = 1, 2


class ReadingList(OptionList, inherit_bindings=False):
    """The ways in which typed words may have been meant."""

    BINDINGS: ClassVar = [binding for binding in OptionList.BINDINGS if not str(binding.key).startswith("page")]  # type: ignore[union-attr]


class AskBlock(Vertical):
    """Asks how the person's own words were meant: yes or no about one reading, or which of several."""

    def __init__(self) -> None:
        """No question as yet."""
        super().__init__()
        self._heard: Heard | None = None

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        yield Prose()
        yield ReadingList(markup=False)

    @property
    def asking(self) -> bool:
        """Whether there is a question."""
        return self._heard is not None

    @property
    def confirming(self) -> bool:
        """Whether the question is one of yes and no."""
        return self._heard is not None and self._heard.outcome == "confirm"

    def drop(self) -> None:
        """Ask nothing any more."""
        self._heard = None
        self.display = False

    def ask(self, heard: Heard) -> None:
        """Ask about *heard*; the careful answer is marked where it is one that cannot be taken back in life."""
        self._heard = heard
        self.display = True
        words = Paragraph(joined(("You typed  ", "$quiet"), shortened(heard.unread.words, SHOWN_WORDS)))
        options = self.query_one(ReadingList)
        if self.confirming:
            reading = heard.readings[0]
            meant = joined((f"“{reading.label}”", "$accent"), (_aside(off_script=reading.off_script), "$quiet"))
            question = joined(("Is that what you meant?  ", "bold"), meant)
            options.set_options([_option(str(_YES_NUMBER), YES), _option(str(_NO_NUMBER), NO)])
            options.highlighted = 1
        else:
            question = text("Did you mean …", "bold")
            listed = [
                _option(str(number), reading.label, _aside(off_script=reading.off_script))
                for number, reading in enumerate(heard.readings, 1)
            ]
            options.set_options([*listed, _option("0", NONE)])
            options.highlighted = 0
        self.query_one(Prose).show([words, Paragraph(question)])
        options.focus(scroll_visible=False)

    def answer(self, number: int) -> Entry | None:
        """What is said by the answer with this *number*, if anything.

        After a no there is the next question, about what else was near, or none any more where nothing was.
        """
        heard = self._heard
        if heard is None:
            return None
        if self.confirming:
            if number == _YES_NUMBER:
                return heard.readings[0].entry
            if number in {0, _NO_NUMBER}:
                self._refused(heard)
            return None
        if number == 0:
            return heard.unread
        return heard.readings[number - 1].entry if 1 <= number <= len(heard.readings) else None

    def _refused(self, heard: Heard) -> None:
        if len(heard.readings) > 1:
            self.ask(replace(heard, outcome="unsure", readings=heard.readings[1:]))
        else:
            self.drop()


def _option(number: str, label: str, aside: str = "") -> Option:
    sign = text(f" {number}  ", "bold $accent")
    return Option(Script([hanging(sign, joined(text(label), (aside, "$quiet")))]), id=f"reading-{number}")


def _aside(*, off_script: bool) -> str:
    return f"  {OFF_SCRIPT}" if off_script else ""
