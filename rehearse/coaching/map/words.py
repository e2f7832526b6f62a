"""What the map of a meeting says of its nodes, in words and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.engine.story import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.analysis.ways import Ahead
    from rehearse.engine.story import Node, Story

ENDING_SIGNS = {
    "agreed": "✓",
    "trial": "≈",
    "partial": "½",
    "deferred": "»",
    "refused": "✗",
    "ruptured": "!",
}
"""A sign for each type of ending, told apart by shape."""

LATER, PASSING = "Says what worries them most just then.", "The talk goes on by itself here."


def node_name(node: Node) -> str:
    """A node's short name, from its id: ``what-would-help`` as ``What would help``."""
    return node.id.replace("-", " ").capitalize()


def boss_says(story: Story, node: Node) -> str:
    """What the boss says at a node, for this boss; empty where the talk only passes."""
    said = [node.boss] if node.boss else []
    if node.speaks == "objection":
        if node.concern is not None and node.concern != CURRENT:
            said.append(story.objections[node.concern][0])
    elif node.speaks:
        said.append(story.lines[node.speaks][0])
    return " ".join(" ".join(said).split())


def stage_direction(node: Node) -> str:
    """What is to be said of a node in place of the boss's line, or beside it."""
    if node.speaks == "objection" and node.concern == CURRENT:
        return LATER
    return PASSING if node.exit is not None and not node.boss and not node.speaks else ""


def ending_label(node: Node) -> str:
    """An ending with its sign and its type: ``✓ Agreed``; empty for other nodes."""
    if node.ending is None:
        return ""
    return f"{ENDING_SIGNS[node.ending.kind]} {ENDING_WORDS[node.ending.kind]}"


def fewest_lines(story: Story, ahead: Iterable[Ahead]) -> dict[str, int]:
    """The signs of the types of endings that can be reached, with the fewest lines to each, in the story's order."""
    least: dict[str, int] = {}
    for ending, lines in ahead:
        end = story.nodes[ending].ending
        if end is not None:
            sign = ENDING_SIGNS[end.kind]
            least[sign] = min(lines, least.get(sign, lines))
    return least
