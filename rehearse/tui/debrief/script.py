"""The transcript beside the debrief: every turn to choose from, with its verdict once that may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, Script
from rehearse.tui.talk.judgement import verdict
from rehearse.tui.talk.script import SILENT, short_name

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from rehearse.coaching.feedback.values import Debrief, Feedback
    from rehearse.engine import Line, Played

_BOSS, _YOU = " ┃ ", " ╎ "
TITLE = "The talk"
_BLANK = Paragraph(text(""))
_PAGING = ("page", "home", "end")


class Transcript(OptionList, inherit_bindings=False):
    """All that was said, turn by turn; the keys that turn pages are left to the text beside it."""

    BINDINGS: ClassVar = [
        binding
        for binding in OptionList.BINDINGS
        if not str(binding.key).startswith(_PAGING)  # type: ignore[union-attr]
    ]

    def __init__(self) -> None:
        """Nothing as yet."""
        super().__init__(markup=False)
        self._opening = 0  # entries above the first turn

    def show(self, debrief: Debrief, played: Played, *, judged: bool) -> None:
        """Show the talk; with verdicts, and the turns that decided it marked, where it is *judged*."""
        turn = self.turn
        telling = {each.turn for each in debrief.turning_points} if judged else set[int]()
        first = [Option(_script(played.steps[0].lines), disabled=True)]
        self._opening = len(first)
        self.set_options(
            first
            + [
                Option(_turn(each, played.steps[each.turn].lines, judged=judged, telling=each.turn in telling))
                for each in debrief.turns
            ]
        )
        self.go_to_turn(min(max(turn, 1), len(debrief.turns)))

    @property
    def turn(self) -> int:
        """The turn that is marked, from 1; 0 where there is none."""
        return max((self.highlighted or 0) - self._opening + 1, 0) if self.highlighted is not None else 0

    def go_to_turn(self, turn: int) -> None:
        """Mark a turn (from 1)."""
        self.highlighted = turn + self._opening - 1 if 0 < turn <= self.option_count - self._opening else None


class Beside(Vertical):
    """The transcript with its title."""

    def __init__(self, boss: str) -> None:
        """The talk with *boss*."""
        super().__init__(id="beside")
        self._boss = short_name(boss)

    def compose(self) -> ComposeResult:
        """Whose lines are which, and the lines."""
        legend = joined((TITLE, "bold $accent"), (f"  {_YOU.strip()} you  {_BOSS.strip()} {self._boss}", "$quiet"))
        yield Static(legend, id="legend", markup=False)
        yield Transcript()


def _turn(turn: Feedback, lines: tuple[Line, ...], *, judged: bool, telling: bool) -> Script:
    mark = ("◆" if telling else " ", "$accent")
    word = verdict(turn.verdict, bold=False) if judged else text("")
    head = Paragraph(joined(mark, (f"{turn.turn:>2}  ", "bold"), word))
    said = (
        [] if any(line.speaker == "you" for line in lines) else [Paragraph(text(SILENT, "italic $quiet"), *_side(_YOU))]
    )
    return Script([head, *said, *(_line(line) for line in lines), _BLANK])


def _script(lines: tuple[Line, ...]) -> Script:
    return Script([*(_line(line) for line in lines), _BLANK])


def _line(line: Line) -> Paragraph:
    if line.speaker == "you":
        return Paragraph(text(line.text, "$accent"), *_side(_YOU))
    return Paragraph(text(line.text), *_side(_BOSS))


def _side(bar: str) -> tuple[Content, Content]:
    side = text(bar, "$quiet")
    return side, side
