"""Two ways in which a talk went, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.containers import VerticalScroll

from rehearse.tui.content import shortened
from rehearse.tui.debrief.compare_page import page
from rehearse.tui.keys import bindings
from rehearse.tui.page import Page
from rehearse.tui.paragraphs import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from rehearse.coaching.debrief.comparison import Branch, Comparison
    from rehearse.store.looking_back import LookingBack

LONGEST_ASIDE = 40
EXPORT_SHOWN_FOR = 20
LOOK_EVERY = 0.5
"""Seconds between two looks whether the odds have come meanwhile."""


class CompareScreen(Page[None]):
    """Both branches from where they part, and what the better ones share."""

    PLACE = "compare"
    NAME = "Side by side"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar = bindings("compare")

    def __init__(self, looking: LookingBack, left: Branch, right: Branch) -> None:
        """Begin with these two."""
        super().__init__()
        self._looking = looking
        self._sides = {"left": left.id, "right": right.id}
        self._answered = False
        self._had_odds = looking.debrief.chances is not None

    def aside(self) -> str:
        """Which meeting, and with whom."""
        debrief = self._looking.debrief
        return shortened(f"{debrief.title}, with {debrief.boss}", LONGEST_ASIDE)

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield VerticalScroll(Prose(), can_focus=False, id="both")

    def on_mount(self) -> None:
        """The curves may come later."""
        if not self._had_odds:
            self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        if not self._had_odds and self._looking.debrief.chances is not None:
            self._had_odds = True
            self._show()

    def on_resize(self) -> None:
        """Set it for the width there is now."""
        self.call_after_refresh(self._show)

    @property
    def _found(self) -> Comparison:
        branches = {branch.id: branch for branch in self._looking.branches()}
        return self._looking.compared(branches[self._sides["left"]], branches[self._sides["right"]])

    def _show(self) -> None:
        prose, found = self.query_one(Prose), self._found
        prose.show(page(found, prose.content_size.width, answered=self._answered))
        self.refresh_bindings()

    def action_answer(self) -> None:
        """Tell what the better ones share."""
        self._answered = True
        self._show()
        self.call_after_refresh(self.query_one("#both", VerticalScroll).scroll_end, animate=False)

    def action_other(self, side: Literal["left", "right"]) -> None:
        """Put the next branch on a side, but not the one that stands on the other."""
        across = self._sides["right" if side == "left" else "left"]
        ids = [branch.id for branch in self._looking.branches()]
        place = ids.index(self._sides[side])
        turned = [*ids[place + 1 :], *ids[: place + 1]]
        self._sides[side] = next(each for each in turned if each != across)
        self._show()
        self.query_one("#both", VerticalScroll).scroll_home(animate=False)

    def action_page(self, direction: int) -> None:
        """Read on (1) or go back (-1)."""
        scroll = self.query_one("#both", VerticalScroll)
        scroll.scroll_relative(y=direction * max(scroll.size.height - 2, 1), animate=False)

    def action_export(self) -> None:
        """Save both, and say where."""
        from rehearse.tui.export import export_comparison  # noqa: PLC0415

        said = export_comparison(self._found, self._looking.session.record)
        self.notify(said, markup=False, timeout=EXPORT_SHOWN_FOR)

    def action_close(self) -> None:
        """Back to the debrief."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with these."""
        del parameters
        match action:
            case "answer":
                return not self._answered
            case "other":
                return len(self._looking.branches()) > 2  # noqa: PLR2004  (the two that are shown)
            case _:
                return True
