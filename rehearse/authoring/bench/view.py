"""What lies open on the bench: one version of a scenario, with one boss at one level, and one of its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.bench.figures import Figures, Nodes
from rehearse.authoring.bench.findings import Findings

if TYPE_CHECKING:
    from rehearse.analysis.stations import Station
    from rehearse.authoring.bench.draft import Draft
    from rehearse.authoring.proofs.proof import Proof
    from rehearse.engine import Node, Story
    from rehearse.model.problem import Span


class View:
    """What is shown, and what has been worked out of it as yet."""

    def __init__(self, draft: Draft, persona: str) -> None:
        """Show *draft* with *persona*, at the first level and where it begins."""
        self.persona = persona
        self.show(draft)
        self.level = self.story.levels[0].id
        self.node = draft.written.start

    def show(self, draft: Draft) -> None:
        """Show this version; nothing is known of it yet."""
        self.draft = draft
        self.findings = Findings(draft)
        self.proof: Proof | None = None  # once somebody has asked for it
        self._figures: dict[Nodes, Figures] = {}

    @property
    def story(self) -> Story:
        """The meeting with the boss that is chosen."""
        return self.draft.story(self.persona)

    @property
    def nodes(self) -> dict[str, Node]:
        """Every node by its id, in the file's order."""
        return {node.id: node for node in self.story.nodes}

    @property
    def point(self) -> Node:
        """The node that is chosen."""
        return self.nodes[self.node]

    def span(self, choice: str = "") -> Span:
        """Where the chosen node, or a choice of it, is written."""
        return self.draft.span(self.node, choice)

    @property
    def question(self) -> Nodes:
        """What to ask for the figures that are shown."""
        return Nodes(self.persona, self.level)

    @property
    def figures(self) -> Figures | None:
        """The figures for the boss and the level that are chosen, once they are known."""
        return self._figures.get(self.question)

    @property
    def station(self) -> Station | None:
        """What is known of the chosen node."""
        return None if self.figures is None else self.figures.at(self.node)

    def know(self, figures: Figures) -> None:
        """Keep *figures*."""
        self._figures[figures.question] = figures
