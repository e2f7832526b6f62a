"""A scenario for other programs that draw graphs: Mermaid flowcharts, Graphviz, GraphML.

Whatever authors write stands in labels, in quotes, with every sign escaped that means something there.
"""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from rehearse.analysis.exports import graphml
from rehearse.authoring.graph.formats import BANDS
from rehearse.authoring.graph.odds import GOOD, hundredths
from rehearse.coaching.map.words import ENDING_SIGNS, boss_says, ending_label, node_name
from rehearse.loading.yaml_reader import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.exports import Told
    from rehearse.analysis.ways import Way
    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.engine.story import Node

_HARMLESS = re.compile(r"[^\w ,.?!'()≈½✓✗»…:-]")
_LABEL, _WIDTH = 48, 24
_COLOURS = {
    "agreed": "#dcefe6",
    "trial": "#dcefe6",
    "partial": "#f6ecd2",
    "deferred": "#f6ecd2",
    "refused": "#f5dfda",
    "ruptured": "#f5dfda",
}
_KINDS = {"route": "", "detour": "detour", "return": "back", "fallback": "nothing left to say", "otherwise": "else"}


def mermaid(graph: ScenarioGraph) -> str:
    """A Mermaid flowchart, phase by phase."""
    return "\n".join(_mermaid(graph)) + "\n"


def _mermaid(graph: ScenarioGraph) -> Iterator[str]:
    yield "flowchart TD"
    yield f"  accTitle: {' '.join(_HARMLESS.sub(' ', graph.story.title).split())}"
    for band, title in enumerate(BANDS):
        nodes = [node for node in graph.story.nodes if _band(node) == band]
        if nodes:
            yield f'  subgraph band{band} ["{_mermaid_text(title)}"]'
            for node in nodes:
                label = "<br/>".join(map(_mermaid_text, _labels(graph, node)))
                left, right = ("([", "])") if node.ending else ("[/", "/]") if node.exit else ("[", "]")
                yield f'    n{node.index}{left}"{label}"{right}'
            yield "  end"
    for start, end, ways in _joined(graph):
        label = "<br/>".join(map(_mermaid_text, _way_labels(graph, ways)))
        arrow = "-->" if _is_plain(ways) else "-.->"
        told = f'|"{label}"|' if label else ""
        yield f"  n{start} {arrow}{told} n{end}"
    for index, condition in graph.breaks_in.items():
        yield f'  any(("at any time")) -.->|"{_mermaid_text(condition)}"| n{index}'
    for kind, colour in _COLOURS.items():
        ends = [f"n{node.index}" for node in graph.story.nodes if node.ending and node.ending.kind == kind]
        if ends:
            yield f"  classDef {kind} fill:{colour},stroke:#8a857a,color:#2b2a27"
            yield f"  class {','.join(ends)} {kind}"


def _mermaid_text(text: str) -> str:
    return _HARMLESS.sub(lambda sign: f"#{ord(sign.group())};", " ".join(text.split()))


def dot(graph: ScenarioGraph) -> str:
    """The graph in Graphviz's language, phase by phase; the boss's lines and the person's are tooltips."""
    return "\n".join(_dot(graph)) + "\n"


def _dot(graph: ScenarioGraph) -> Iterator[str]:
    story = graph.story
    yield f"digraph {_quoted(story.scenario)} {{"
    yield f"  graph [label={_quoted(story.title)}, labelloc=t, fontname=Helvetica, fontsize=20, newrank=true]"
    yield '  node [shape=box, style="rounded,filled", fillcolor=white, color="#8a857a", fontname=Helvetica]'
    yield '  edge [color="#8a857a", fontcolor="#5d594f", fontname=Helvetica, fontsize=10]'
    for band, title in enumerate(BANDS):
        nodes = [node for node in story.nodes if _band(node) == band]
        if nodes:
            yield f"  subgraph cluster_{band} {{"
            yield f'    label={_quoted(title)}; labeljust=l; color="#dedad1"; fontcolor="#6d6a63"'
            for node in nodes:
                yield f"    {_quoted(node.id)} [{_dot_node(graph, node)}]"
            yield "  }"
    for start, end, ways in _joined(graph):
        yield f"  {_quoted(story.nodes[start].id)} -> {_quoted(story.nodes[end].id)} [{_dot_ways(graph, ways)}]"
    for index, condition in graph.breaks_in.items():
        yield '  "(at any time)" [shape=plaintext, style=solid]'
        yield f'  "(at any time)" -> {_quoted(story.nodes[index].id)} [label={_quoted(condition)}, style=dotted]'
    yield "}"


def as_graphml(graph: ScenarioGraph) -> str:
    """The graph in GraphML: nodes by their ids, an edge for each way on, the odds of each person if there are any."""
    story = graph.story
    nodes = {node.id: _told_of_node(graph, node) for node in story.nodes}
    edges = [
        (story.nodes[way.start].id, story.nodes[way.end].id, _way_id(graph, way), _told_of_way(graph, way))
        for way in graph.meeting.ways
    ]
    return graphml(strip_controls(story.title), nodes, edges)


def _way_id(graph: ScenarioGraph, way: Way) -> str:
    """An id of its own for each way: a line may lead to several nodes, and two lines to the same."""
    nodes = graph.story.nodes
    by = graph.story.choices[way.choice].key if way.choice >= 0 else f"{nodes[way.start].id}({way.kind})"
    return f"{by}>{nodes[way.end].id}"


def _told_of_node(graph: ScenarioGraph, node: Node) -> dict[str, Told]:
    told: dict[str, Told] = {
        "label": node_name(node),
        "phase": node.phase,
        "kind": "ending" if node.ending else "choices" if node.choices else "passes" if node.exit else "todo",
        "ending": node.ending.kind if node.ending else "",
        "boss": strip_controls(boss_says(graph.story, node)),
        "start": node.index == graph.story.start,
        "interrupts": node.index in graph.breaks_in,
        "problems": len(graph.problems.get(node.id, ())),
    }
    for person, found in graph.odds.by_boss[0].items() if graph.odds else ():
        told[f"come_{person}"] = round(found.come[node.index], 6)
        good = found.chance(node.index, GOOD)
        if good is not None:
            told[f"good_{person}"] = round(good, 6)
    return told


def _told_of_way(graph: ScenarioGraph, way: Way) -> dict[str, Told]:
    told: dict[str, Told] = {"kind": way.kind}
    if way.choice >= 0:
        choice = graph.story.choices[way.choice]
        told |= {"choice": choice.id, "say": strip_controls(choice.say), "moves": " ".join(choice.moves)}
        for person, found in graph.odds.by_boss[0].items() if graph.odds else ():
            told[f"said_{person}"] = round(found.said[way.choice], 6)
    return told


def _dot_node(graph: ScenarioGraph, node: Node) -> str:
    found = [f"label={_quoted(*_labels(graph, node))}", f"tooltip={_quoted(boss_says(graph.story, node) or node.id)}"]
    if node.ending:
        found += ["shape=box", f'fillcolor="{_COLOURS[node.ending.kind]}"', "peripheries=2"]
    elif node.exit:
        found.append('style="rounded,dashed"')
    return ", ".join(found)


def _dot_ways(graph: ScenarioGraph, ways: list[Way]) -> str:
    labels, says = _way_labels(graph, ways), [graph.story.choices[way.choice].say for way in ways if way.choice >= 0]
    found = [f"label={_quoted(*labels)}"] if labels else []
    found += [f"{place}tooltip={_quoted(*says)}" for place in ("", "label") if says]
    if not _is_plain(ways):
        found.append("style=dashed")
    return ", ".join(found)


def _quoted(*lines: str) -> str:
    """One or several lines as a string of Graphviz's, which reads entities in it."""
    told = (escape(" ".join(line.split()), quote=False).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(told) + '"'


def _band(node: Node) -> int:
    return BANDS.index("Endings") if node.ending else ("opening", "concerns", "proposal").index(node.phase)


def _labels(graph: ScenarioGraph, node: Node) -> list[str]:
    """What stands in a node: its name, and what is to be known of it."""
    name = node_name(node)
    lines = wrap(f"{ENDING_SIGNS[node.ending.kind]} {name}" if node.ending else name, _WIDTH)
    if node.ending:
        lines.append(ending_label(node).partition(" ")[2])
    if node.index == graph.story.start:
        lines.append("the talk begins here")
    if graph.odds is not None:
        found = graph.odds.by_boss[0][graph.odds.persons[0]]
        lines.append(f"{hundredths(found.come[node.index])} in 100 come here")
        good = found.chance(node.index, GOOD)
        if good is not None and not node.ending:
            lines.append(f"then a trial or better: {hundredths(good)}")
    return lines


def _joined(graph: ScenarioGraph) -> Iterator[tuple[int, int, list[Way]]]:
    """All ways from one node to another together, so that the drawing has one line for them."""
    found: dict[tuple[int, int], list[Way]] = {}
    for way in graph.meeting.ways:
        found.setdefault((way.start, way.end), []).append(way)
    for (start, end), ways in found.items():
        yield start, end, ways


def _is_plain(ways: list[Way]) -> bool:
    """Whether any of them is a line's or a route's own, not a detour or what is left."""
    return any(way.kind in {"choice", "route"} for way in ways)


def _way_labels(graph: ScenarioGraph, ways: list[Way]) -> list[str]:
    return [label for way in ways if (label := _way_label(graph, way))]


def _way_label(graph: ScenarioGraph, way: Way) -> str:
    if way.choice < 0:
        return _KINDS.get(way.kind, "")
    choice = graph.story.choices[way.choice]
    label = choice.id if way.kind == "choice" else f"{choice.id} ({_KINDS[way.kind]})"
    if graph.odds is not None:
        said = graph.odds.by_boss[0][graph.odds.persons[0]].said[way.choice]
        label += f" {hundredths(said)}"
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
