"""What the map is drawn from: a meeting's graph, the way that a rehearsal took, and those of the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.journey import journey
from rehearse.store.been import been

if TYPE_CHECKING:
    from rehearse.analysis.ways import MeetingMap
    from rehearse.coaching.debrief.journey import Journey
    from rehearse.engine import Story
    from rehearse.engine.story import Choice
    from rehearse.store.been import Been
    from rehearse.store.session import Session


@dataclass(frozen=True)
class Chart:
    """A meeting as somebody knows it who has rehearsed it so far."""

    meeting: MeetingMap
    went: Journey  # this rehearsal
    before: Been  # the others
    over: bool  # whether this rehearsal has ended

    @property
    def story(self) -> Story:
        """The meeting with its boss."""
        return self.meeting.story

    @property
    def rehearsals(self) -> int:
        """How many there were, this one with them."""
        return self.before.rehearsals + 1

    @property
    def ended(self) -> bool:
        """Whether the person has seen an ending of this meeting: from then on nothing is spoilt any more."""
        return self.over or self.before.ended > 0

    @cached_property
    def edges(self) -> frozenset[tuple[int, int]]:
        """Which nodes a line joins; where the boss broke in, the leap that was made too."""
        return frozenset(self.meeting.edges) | self.went.hops | self.before.hops

    def visits(self, node: int) -> int:
        """In how many rehearsals a node was passed, this one with them."""
        return self.before.nodes.get(node, 0) + (node in self.went.nodes)

    def turns(self, node: int) -> tuple[int, ...]:
        """After how many lines this rehearsal came to a node, each time."""
        return tuple(stop.turn for stop in self.went.stops if stop.node == node)

    def offered(self, node: int, *, all_of_them: bool) -> tuple[Choice, ...]:
        """The lines at a node, in the author's order: all of them, or those that were ever on offer."""
        choices = self.story.nodes[node].choices
        seen = self.went.offered | self.before.offered
        return tuple(choice for choice in choices if all_of_them or choice.index in seen)


def chart_of(session: Session) -> Chart:
    """The chart of a rehearsal's meeting. It takes a moment: for a worker."""
    from rehearse.analysis.ways import meeting_map  # noqa: PLC0415  (brings networkx)

    record = session.record
    before = been(session.library, session.journal, record.scenario, apart_from=record.id)
    return Chart(meeting_map(session.story), journey(session.played), before, session.over)
