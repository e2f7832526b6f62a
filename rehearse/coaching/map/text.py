"""The map of a meeting as text: drawn, or told as an outline."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from rehearse.analysis.drawing import LIGHT, Lines, Pen
from rehearse.analysis.layers import stretches
from rehearse.analysis.layout import Size, lay_out
from rehearse.analysis.ways import ENDINGS
from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.map.words import ENDING_SIGNS, boss_says, ending_label, node_name, stage_direction
from rehearse.coaching.report.markdown import ENDING_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.analysis.ways import Ahead, MeetingMap
    from rehearse.engine.story import Choice, Node

WIDTH = 100
"""Columns of the outline."""
_GAP = 4
_BANDS = dict(enumerate([*PHASE_LABELS.values(), "Endings"]))


def drawn(meeting: MeetingMap) -> str:
    """The map as a drawing of signs, as wide as it comes."""
    nodes = meeting.story.nodes
    words = [f"[{ENDING_SIGNS[node.ending.kind] if node.ending else ''} {node_name(node)} ]" for node in nodes]
    layout = lay_out(meeting.layers, [Size(len(word), 1) for word in words], meeting.edges, gap=_GAP)
    lines = Lines(layout, {edge: Pen(LIGHT, 0) for edge in meeting.edges})
    rows = [[" "] * layout.width for _ in range(layout.height)]
    for y, row in enumerate(rows):
        for ink in lines.row(y):
            row[ink.x] = ink.sign
    for box, word in zip(layout.boxes, words, strict=True):
        rows[box.y][box.x : box.x + box.width] = word
    for y, band in layout.rulers:
        rows[y] = _labelled(rows[y], _BANDS[band])
    return "\n".join("".join(row).rstrip() for row in rows)


def _labelled(row: list[str], label: str) -> list[str]:
    """A row with *label* in the first gap that is wide enough for it; after the row where there is none."""
    words = f" {label} "
    free = "".join("." if sign == " " else "x" for sign in row)
    place = free.find("." * len(words))
    if place < 0:
        return [*row, *words]
    return [*row[:place], *words, *row[place + len(words) :]]


def outline(meeting: MeetingMap) -> str:
    """The map told: phase by phase every point, what the boss says there, every line and where it leads."""
    return "\n".join(_told(meeting))


def _told(meeting: MeetingMap) -> Iterator[str]:
    story = meeting.story
    ends = sum(node.ending is not None for node in story.nodes)
    yield f"{story.title}, with {story.boss.described}"
    yield f"{len(story.nodes)} points, {ends} of them endings. A number after an ending: the fewest lines to it."
    for band, first, after in stretches(meeting.layers.bands):
        yield f"\n{_BANDS[band]}"
        for row in meeting.layers.rows[first:after]:
            for node in row:
                yield ""
                yield from _ending(story.nodes[node]) if band == ENDINGS else _point(meeting, story.nodes[node])


def _point(meeting: MeetingMap, node: Node) -> Iterator[str]:
    story = meeting.story
    remarks = ["the talk begins here"] if node.index == story.start else []
    if node.index in {interrupt.node for interrupt in story.interrupts}:
        remarks.append("the boss can break in and come here at any time")
    yield _wrapped(2, node_name(node) + (f" ({'; '.join(remarks)})" if remarks else ""))
    if said := boss_says(story, node):
        yield _wrapped(4, f"{story.boss.name}: {said}")
    if aside := stage_direction(node):
        yield _wrapped(4, f"({aside})")
    for number, choice in enumerate(node.choices, 1):
        yield from _line(meeting, number, choice)
    onward = dict.fromkeys(way.end for way in meeting.ways if way.start == node.index and way.choice < 0)
    if onward:
        yield _wrapped(4, f"-> {_names(meeting, onward)}{_then(meeting, meeting.ahead[node.index], onward)}")


def _line(meeting: MeetingMap, number: int, choice: Choice) -> Iterator[str]:
    sometimes = " (not every time)" if choice.holds is not None else ""
    yield _wrapped(4, f"{number}. {' '.join(choice.say.split())}{sometimes}", 3)
    targets = meeting.targets(choice.index)
    yield _wrapped(7, f"-> {_names(meeting, targets)}{_then(meeting, meeting.ahead_of(choice), targets)}", 3)


def _names(meeting: MeetingMap, nodes: Iterable[int]) -> str:
    return " or ".join(node_name(meeting.story.nodes[node]) for node in nodes)


def _then(meeting: MeetingMap, ahead: Iterable[Ahead], targets: Iterable[int]) -> str:
    """The endings that can follow; nothing where the line leads to endings alone."""
    nodes = meeting.story.nodes
    if all(nodes[end].ending for end in targets):
        return ""
    least: dict[str, int] = {}
    for node, lines in ahead:
        if (ending := nodes[node].ending) is not None:
            word = ENDING_WORDS[ending.kind]
            least[word] = min(lines, least.get(word, lines))
    return "; then " + ", ".join(f"{word} {lines}" for word, lines in least.items()) if least else ""


def _ending(node: Node) -> Iterator[str]:
    ending = node.ending
    assert ending is not None  # noqa: S101  (the band holds endings alone)
    yield _wrapped(2, f"{node_name(node)}  {ending_label(node)}: {ending.title}")
    yield _wrapped(4, " ".join(ending.summary.split()))


def _wrapped(indent: int, words: str, hang: int = 0) -> str:
    blank = " " * indent
    return fill(words, WIDTH, initial_indent=blank, subsequent_indent=blank + " " * hang, break_long_words=False)
