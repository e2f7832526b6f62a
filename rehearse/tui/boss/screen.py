"""Which boss is mine? A few statements, one at a time, and whom the answers point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rehearse.coaching.boss.which_boss import ANSWERS, mix, more_questions, questions
from rehearse.tui.answers import RehearseWith
from rehearse.tui.boss.result import ResultView
from rehearse.tui.content import joined, text
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page, TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from textual.widget import Widget

    from rehearse.coaching.boss.which_boss import SignQuestion
    from rehearse.model.persona import Persona

INTRODUCTION = "Think of your boss as they usually are. How well does this fit?"
NOBODY = "There is no boss to compare yours with: 'rehearse check' says why."
STEP = "━━"


class BossScreen(Page[RehearseWith | None]):
    """Statements, then the result. Answers with the boss to rehearse with, where the person asked for that."""

    PLACE = "boss"
    NAME = "Which boss is mine?"
    CSS_PATH = "boss.tcss"
    BINDINGS: ClassVar = bindings("boss")

    def __init__(self) -> None:
        """Nothing answered yet."""
        super().__init__()
        self._asked: tuple[SignQuestion, ...] = ()
        self._first = 0  # how many statements there are before any are added
        self._answers: list[int] = []
        self._before: int | None = None  # what was answered to the statement that was gone back to

    @property
    def _personas(self) -> Mapping[str, Persona]:
        return self.app.shelf.library.personas if self.app.shelf is not None else {}

    def body(self) -> Iterable[Widget]:
        """The statement with its answers; the result, which is not there yet."""
        options = [
            Option(joined((f" {number}  ", "bold $accent"), label)) for number, (_, label) in enumerate(ANSWERS, 1)
        ]
        yield Vertical(
            Static(id="progress", markup=False),
            Static(text(INTRODUCTION, "$quiet"), id="introduction", markup=False),
            Static(id="statement", markup=False),
            OptionList(*options, id="answers", markup=False),
            id="asking",
        )
        yield ResultView(self._personas)

    def on_mount(self) -> None:
        """Begin with the first statement."""
        self.action_again()

    @property
    def typing(self) -> bool:
        """Whether the boss is being given a name."""
        return self.query_one(ResultView).typing

    @property
    def _done(self) -> bool:
        return bool(self._asked) and len(self._answers) == len(self._asked)

    def _show(self) -> None:
        """Show the next statement, or the result."""
        asking, result = self.query_one("#asking"), self.query_one(ResultView)
        asking.display, result.display = not self._done, self._done
        if self._done:
            self.query_one(TitleLine).say(self.NAME, "A rough guide")
            result.show(mix(self._asked, self._answers))
        elif self._asked:
            at, count = len(self._answers), len(self._asked)
            self.query_one(TitleLine).say(self.NAME, f"{at + 1} of {count}")
            bar = joined((STEP * at, "$accent"), (STEP * (count - at), "$line"))
            self.query_one("#progress", Static).update(bar)
            self.query_one("#statement", Static).update(text(self._asked[at].sign, "bold"))
            answers = self.query_one("#answers", OptionList)
            points = [given for given, _ in ANSWERS]
            answers.highlighted = 0 if self._before is None else points.index(self._before)
            answers.focus()
        else:
            self.query_one("#statement", Static).update(text(NOBODY, "$warning"))
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#answers")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_say(event.option_index + 1)

    # --- what can be done

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Statements are answered before there is a result, and the result is used when it is there."""
        match action:
            case "say":
                return bool(self._asked) and not self._done
            case "back":
                return bool(self._answers) and not self.typing
            case "again" | "read":
                return self._done
            case "rehearse" | "keep":
                return self._done and bool(self.query_one(ResultView).boss)
            case _:
                return super().check_action(action, parameters)

    def action_say(self, number: int) -> None:
        """Answer the statement, and go on to the next; where the answers do not tell, there are a few more."""
        self._answers.append(ANSWERS[number - 1][0])
        self._before = None
        if len(self._answers) == len(self._asked) == self._first:
            self._asked += more_questions(self._personas, self._asked, self._answers)
        self._show()

    def action_back(self) -> None:
        """Go back to the statement before."""
        self._before = self._answers.pop()
        if len(self._answers) < self._first:
            self._asked = self._asked[: self._first]
        self._show()

    def action_again(self) -> None:
        """Begin with the first statement."""
        self._asked = questions(self._personas)
        self._first = len(self._asked)
        self._answers.clear()
        self._before = None
        self._show()

    def action_read(self, pages: int) -> None:
        """Read on in the result."""
        self.query_one(ResultView).read(pages)

    @on(ResultView.Keep)
    def action_keep(self) -> None:
        """Put the boss, and the name, into the person's own meeting."""
        self.query_one(ResultView).keep()

    @on(ResultView.Rehearse)
    def action_rehearse(self) -> None:
        """Choose this boss for the next talk; a name that was given them is kept."""
        result = self.query_one(ResultView)
        if result.named:
            result.keep()
        self.dismiss(RehearseWith(result.boss))

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
