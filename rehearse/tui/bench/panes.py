"""The three panes of the bench: the outline, the node, and what is known of it. Where there is room for two, two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from rehearse.tui.bench.facts import FactsPage
from rehearse.tui.bench.leaves import Leaves
from rehearse.tui.bench.node import NodePage
from rehearse.tui.bench.outline import Outline

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rehearse.authoring.bench.bench import Bench
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.model.problem import Problem

BESIDE = "-beside"
"""Set while the facts have the room of the node, where there is not room for both."""


class BenchPanes(Horizontal):
    """Shows a bench, and knows what is chosen in it."""

    def __init__(self, bench: Bench, catalogue: Catalogue) -> None:
        """The panes of *bench*, to be shown with ``show``."""
        super().__init__()
        self._bench = bench
        self.outline = Outline(bench)
        self.catalogue = catalogue
        self.variants = False
        self.failed = ""

    def compose(self) -> ComposeResult:
        """The outline, the node, the facts."""
        yield self.outline
        yield Leaves(id="node")
        yield Leaves(id="facts")

    @property
    def _lists(self) -> tuple[Leaves, Leaves, Leaves]:
        return self.outline.list, self.query_one("#node", Leaves), self.query_one("#facts", Leaves)

    # --- showing

    def show(self, choice: str = "") -> None:
        """Show everything as it is now, with *choice* marked, if given."""
        self.outline.show()
        self.show_node(choice)

    def show_node(self, choice: str = "") -> None:
        """Show the node that is chosen, from its beginning, and what is known of it."""
        _, node, _ = self._lists
        node.show(NodePage(self._bench, variants=self.variants).leaves(), choice)
        node.scroll_home(animate=False)
        self.show_facts()

    def show_facts(self) -> None:
        """Show what is known of the node."""
        *_, facts = self._lists
        facts.show(FactsPage(self._bench, self.catalogue, self.failed).leaves())
        facts.scroll_home(animate=False)

    # --- what is chosen

    @property
    def at(self) -> int:
        """Which pane has the focus, from 0; the outline where none has."""
        return next((place for place, pane in enumerate(self._lists) if pane.has_focus), 0)

    @property
    def choice(self) -> str:
        """The choice that is marked, where one is looking at the node."""
        _, node, _ = self._lists
        return node.chosen if node.has_focus else ""

    @property
    def problem(self) -> Problem | None:
        """The problem that is marked, where one is looking at those."""
        *_, facts = self._lists
        if not facts.has_focus or not facts.chosen:
            return None
        place = int(facts.chosen.rpartition("-")[2])
        problems = self._bench.findings.problems
        return problems[place] if place < len(problems) else None

    def go(self, by: int) -> None:
        """Go to the next pane (1), or to the one before (-1)."""
        lists = self._lists
        self.set_pane((self.at + by) % len(lists))

    def set_pane(self, place: int) -> None:
        """Go to one pane: 0 the outline, 1 the node, 2 the facts."""
        pane = self._lists[place]
        self.set_class(place == len(self._lists) - 1, BESIDE)
        pane.focus(scroll_visible=False)
        if place and pane.highlighted is None and pane.ids:
            pane.mark(pane.ids[0])

    def search(self) -> None:
        """Search in the outline."""
        self.remove_class(BESIDE)
        self.outline.search()

    def end_search(self) -> bool:
        """Show all nodes again. Returns whether there was a search."""
        ended = self.outline.end_search()
        if ended:
            self.set_pane(0)
        return ended

    def turn_page(self, direction: int) -> None:
        """Turn a page (1 or -1) of the pane that is looked at; beside the outline, of the node."""
        self._lists[max(self.at, 1)].turn_page(direction)
