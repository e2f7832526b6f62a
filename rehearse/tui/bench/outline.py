"""The outline at the left of the bench: every node with its signs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rehearse.coaching.map.words import ENDING_SIGNS
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.bench.leaves import Leaf, Leaves
from rehearse.tui.bench.words import DETOUR, HERE, MARK_STYLES, MARKS, ON_THE_PATH
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.authoring.bench.outline import Entry, Group

NOTHING_FITS = "Nothing fits."


class OutlineList(Leaves):
    """Choosing a node here shows it beside."""

    def show_groups(self, groups: Sequence[Group], chosen: str) -> None:
        """Show the nodes of *groups*, with *chosen* marked."""
        leaves = list(_leaves(groups))
        self.show(leaves or [Leaf([Paragraph(text(NOTHING_FITS, "$quiet"))])], chosen)


def _leaves(groups: Sequence[Group]) -> Iterator[Leaf]:
    for place, group in enumerate(groups):
        if group.heading:
            yield Leaf([Paragraph(text(group.heading, "$quiet"))] if not place else _spaced(group.heading))
        for entry in group.entries:
            yield Leaf([_row(entry)], entry.node)


def _spaced(heading: str) -> list[Paragraph]:
    return [Paragraph(text(" ")), Paragraph(text(heading, "$quiet"))]


@lru_cache(maxsize=4096)  # of a thousand rows hardly one changes with a save
def _row(entry: Entry) -> Paragraph:
    """Two signs, the name, and what kind of node it is."""
    problem = (MARKS[entry.mark], MARK_STYLES[entry.mark]) if entry.mark else (" ", "")
    path = (HERE, "$accent") if entry.here else (ON_THE_PATH, "$accent") if entry.passed else (" ", "")
    kind = ""
    if entry.ending:
        kind = f" {ENDING_SIGNS[entry.ending]} {ENDING_WORDS[entry.ending].lower()}"
    elif entry.detour:
        kind = f" {DETOUR}"
    signs = joined(problem, path, " ")
    return Paragraph(joined(entry.node, (kind, "$quiet")), signs, text("   "))
