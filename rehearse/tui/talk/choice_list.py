"""What the person can say now: every line whole, chosen by number, by arrows and Enter, or with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rehearse.analysis.checks.lengths import MOST_NUMBERED
from rehearse.tui.content import text
from rehearse.tui.paragraphs import Script, hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine import Choice


class ChoiceList(OptionList, inherit_bindings=False):
    """The lines on offer. The keys that turn pages are left to the log above."""

    BINDINGS: ClassVar = [binding for binding in OptionList.BINDINGS if not str(binding.key).startswith("page")]  # type: ignore[union-attr]

    def __init__(self) -> None:
        """A list without lines."""
        super().__init__(markup=False)
        self._choices: tuple[Choice, ...] = ()
        self._spaced = False

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer *choices*, numbered in this order, the first one marked."""
        self._choices = tuple(choices)
        self._set(self._choices[0].id if self._choices else None)

    def space_out(self, *, spaced: bool) -> None:
        """Leave blank rows between the lines, or none."""
        if spaced != self._spaced:
            self._spaced = spaced
            marked = self.highlighted_option
            self._set(None if marked is None else marked.id)

    def id_of(self, number: int) -> str | None:
        """The id of the choice with *number* (from 1), if there is one."""
        return self._choices[number - 1].id if 1 <= number <= len(self._choices) else None

    def _set(self, marked: str | None) -> None:
        options: list[Option] = []
        for number, choice in enumerate(self._choices, 1):
            if options and self._spaced:
                options.append(Option(text(" "), disabled=True))
            sign = text(f" {number}  " if number <= MOST_NUMBERED else "    ", "bold $accent")
            options.append(Option(Script([hanging(sign, text(choice.say))]), id=choice.id))
        self.set_options(options)
        self.highlighted = None if marked is None else self.get_option_index(marked)
