"""The picture of a scenario as SVG: as a file of its own, and for the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.authoring.graph.odds import GOOD, WHO, hundredths
from rehearse.authoring.graph.picture import picture_of
from rehearse.coaching.map.words import boss_says, ending_label, node_name, stage_direction
from rehearse.loading.yaml_reader import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.authoring.graph.picture import Line, Picture, Shape
    from rehearse.engine.story import Node

_STYLE = """
svg { --ink: #2b2a27; --quiet: #6d6a63; --paper: #fbfaf7; --box: #fff; --line: #b3aea3; --rule: #dedad1;
  --good: #dcefe6; --part: #f6ecd2; --bad: #f5dfda; --accent: #2f6f62; background: var(--paper);
  font-family: system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif; }
@media (prefers-color-scheme: dark) { svg { --ink: #e8e4da; --quiet: #a29d92; --paper: #1f1e1b; --box: #2a2925;
  --line: #6a665d; --rule: #3b3934; --good: #24443a; --part: #4a4024; --bad: #4e302a; --accent: #84c3b4; } }
@media print { svg { --ink: #000; --quiet: #444; --paper: #fff; --box: #fff; --line: #888; --rule: #ccc;
  --good: #dcefe6; --part: #f6ecd2; --bad: #f5dfda; } }
.node rect { fill: var(--box); stroke: var(--line); }
.agreed rect, .trial rect { fill: var(--good); } .partial rect, .deferred rect { fill: var(--part); }
.refused rect, .ruptured rect { fill: var(--bad); }
.passes rect { stroke-dasharray: 4 3; } .start rect { stroke: var(--accent); stroke-width: 2.5; }
.name { fill: var(--ink); font-size: 13px; font-weight: 600; } .told { fill: var(--quiet); font-size: 11.5px; }
.way { fill: none; stroke: var(--line); stroke-width: 1.2; } .aside { stroke-dasharray: 5 4; }
.tip { fill: var(--line); } .rule { stroke: var(--rule); } .heading { fill: var(--quiet); font-size: 12px; }
.title { fill: var(--ink); font-size: 20px; font-weight: 600; }
"""
_HEAD = 44
"""Pixels above the picture, for the title."""


def svg(graph: ScenarioGraph) -> str:
    """The picture as a file that needs nothing else and prints well. Raises ``TooManyEdges``."""
    picture = picture_of(graph)
    height = picture.height + _HEAD
    story = graph.story
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width:g} {height:g}"',
        f'width="{picture.width:g}" height="{height:g}" role="img" aria-labelledby="title">',
        f'<title id="title">{_text(story.title)}, with {_text(story.boss.described)}</title>',
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="28" y="36">{_text(story.title)}</text>',
        f'<g transform="translate(0 {_HEAD})">',
        *inner(graph, picture),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def inner(graph: ScenarioGraph, picture: Picture) -> Iterator[str]:
    """Everything inside the picture: phases, lines, boxes. Nodes and lines stand in their order, without ids."""
    yield (
        '<defs><marker id="tip" viewBox="0 0 8 6" refX="4" refY="3" markerWidth="8" markerHeight="6" orient="auto" '
        'markerUnits="userSpaceOnUse"><path class="tip" d="M0,0L8,3L0,6z"/></marker></defs>'
    )
    for y, title in picture.headings:
        yield f'<line class="rule" x1="0" x2="{picture.width:g}" y1="{y:g}" y2="{y:g}"/>'
        yield f'<text class="heading" x="8" y="{y - 5:g}">{escape(title)}</text>'
    yield '<g class="ways">'
    yield from map(_line, picture.lines)
    yield '</g><g class="nodes">'
    for shape in picture.shapes:
        yield from _node(graph, shape)
    yield "</g>"


def _line(line: Line) -> str:
    kinds = "way aside" if line.aside else "way"
    return f'<path class="{kinds}" marker-end="url(#tip)" d="{line.path}"/>'


def _node(graph: ScenarioGraph, shape: Shape) -> Iterator[str]:
    node = graph.story.nodes[shape.node]
    yield f'<g class="node {kind_of(graph, node)}" transform="translate({shape.x:g} {shape.y:g})">'
    yield f"<title>{_text(_hint(graph, node))}</title>"
    radius = shape.height / 2 if node.ending else 7
    yield f'<rect width="{shape.width:g}" height="{shape.height:g}" rx="{radius:g}"/>'
    middle = shape.width / 2
    first = 19 if len(shape.name) > 1 else 25
    for number, row in enumerate(shape.name):
        yield f'<text class="name" text-anchor="middle" x="{middle:g}" y="{first + 15 * number}">{_text(row)}</text>'
    yield f'<text class="told" text-anchor="middle" x="{middle:g}" y="{48 if len(shape.name) > 1 else 42}">'
    yield f"{_text(_told(graph, node))}</text></g>"


def kind_of(graph: ScenarioGraph, node: Node) -> str:
    """What sort of node it is: an ending's type, ``talk``, ``passes`` or ``todo``; and ``start``."""
    kind = node.ending.kind if node.ending else "talk" if node.choices else "passes" if node.exit else "todo"
    return f"{kind} start" if node.index == graph.story.start else kind


def _told(graph: ScenarioGraph, node: Node) -> str:
    """What stands below the name."""
    if graph.odds is not None and graph.odds.persons:
        found = graph.odds.by_boss[0][graph.odds.persons[0]]
        good = found.chance(node.index, GOOD)
        come = f"{hundredths(found.come[node.index])} come here"
        return come if node.ending or good is None else f"{come}, {hundredths(good)} end well"
    return node_words(graph, node)


def node_words(graph: ScenarioGraph, node: Node) -> str:
    """A node in a few words: what sort it is."""
    if node.ending:
        return ending_label(node).partition(" ")[2]
    if node.exit:
        return "goes on by itself"
    if not node.choices:
        return "still to be written"
    lines = "1 line" if len(node.choices) == 1 else f"{len(node.choices)} lines"
    return f"{lines}, begins here" if node.index == graph.story.start else lines


def _hint(graph: ScenarioGraph, node: Node) -> str:
    """What a browser shows when the mouse rests on a node."""
    told = boss_says(graph.story, node) or stage_direction(node)
    if graph.odds is not None and graph.odds.persons:
        who = WHO[graph.odds.persons[0]]
        come = graph.odds.by_boss[0][graph.odds.persons[0]].come[node.index]
        told += f"\n{hundredths(come)} in 100 talks come here: {who}."
    return f"{node_name(node)}\n{told}"


def _text(text: str) -> str:
    return escape(strip_controls(text))
