"""The advice for this moment, beside the talk or in place of the log; the choices stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from rehearse.tui.content import text
from rehearse.tui.paragraphs import Paragraph, Prose
from rehearse.tui.talk import judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from rehearse.coaching.feedback.values import Rule

NONE_NOW = "There is no advice for this moment: the talk is over, or its lines stand on none."


class AdvicePanel(VerticalScroll, can_focus=False):
    """The rules that matter now, with what they stand on."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Prose()

    def show(self, rules: Sequence[Rule]) -> None:
        """Show *rules*, the most fitting first."""
        paragraphs = [Paragraph(text("Advice for this moment", "bold $accent"))]
        for found in rules:
            title, *others = judgement.rule(found, why=True)
            paragraphs += [Paragraph(title.body, above=1), *others]
        if not rules:
            paragraphs.append(Paragraph(text(NONE_NOW, "$quiet"), above=1))
        self.query_one(Prose).show(paragraphs)
        self.scroll_home(animate=False)

    def scroll_page(self, direction: int) -> None:
        """Scroll one page down (1) or up (-1)."""
        self.scroll_relative(y=direction * max(self.size.height - 2, 1), animate=False)
