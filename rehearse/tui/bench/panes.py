"""The three panes of the bench: the outline, the node, and what is known of it. Where there is room for two, two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from rehearse.authoring.bench.outline import outline
from rehearse.tui.bench.facts import FactsPage
from rehearse.tui.bench.leaves import Leaves
from rehearse.tui.bench.node import NodePage
from rehearse.tui.bench.outline import OutlineList

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
        self.catalogue = catalogue
        self.variants = False
        self.by_phase = False
        self.failed = ""

    def compose(self) -> ComposeResult:
        """The search above the outline, the node, the facts."""
        with Vertical(id="left"):
            search = Input(placeholder="Search", id="search", compact=True)
            search.display = False
            yield search
            yield OutlineList(id="outline")
        yield Leaves(id="node")
        yield Leaves(id="facts")

    @property
    def _lists(self) -> tuple[OutlineList, Leaves, Leaves]:
        return (
            self.query_one("#outline", OutlineList),
            self.query_one("#node", Leaves),
            self.query_one("#facts", Leaves),
        )

    @property
    def search(self) -> Input:
        """The field in which one searches."""
        return self.query_one("#search", Input)

    @property
    def outline(self) -> OutlineList:
        """The pane at the left."""
        return self.query_one(OutlineList)

    # --- showing

    def show(self) -> None:
        """Show everything as it is now."""
        self.show_outline()
        self.show_node()

    def show_outline(self) -> None:
        """Show the nodes that fit the search."""
        search = self.search.value if self.search.display else ""
        groups = outline(self._bench, by_phase=self.by_phase, search=search)
        self.query_one(OutlineList).show_groups(groups, self._bench.node)

    def show_node(self, choice: str = "") -> None:
        """Show the node that is chosen, from its beginning, and what is known of it."""
        _, node, _ = self._lists
        node.show(NodePage(self._bench, variants=self.variants).leaves(), choice)
        node.scroll_home(animate=False)
        self.show_facts()

    def show_facts(self, problem: str = "") -> None:
        """Show what is known of the node."""
        *_, facts = self._lists
        facts.show(FactsPage(self._bench, self.catalogue, self.failed).leaves(), problem)
        facts.scroll_home(animate=False)

    def mark_node(self) -> None:
        """Mark the node that is chosen in the outline."""
        self.query_one(OutlineList).mark(self._bench.node)

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

    def turn_page(self, direction: int) -> None:
        """Turn a page (1 or -1) of the pane that is looked at; beside the outline, of the node."""
        self._lists[max(self.at, 1)].turn_page(direction)
