"""The map's picture of a meeting, at three sizes: dots, names, and what the boss says.

Before the first ending of a meeting, nodes that were never passed are boxes with a question mark, and only lines that
leave nodes that were are drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from rehearse.analysis.drawing import HEAVY, LIGHT, Pen
from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.map.words import ENDING_SIGNS, boss_says, node_name, stage_direction
from rehearse.tui.content import shortened, text
from rehearse.tui.map.view import BEEN, LINE, PATH, Face, Picture

if TYPE_CHECKING:
    from rehearse.tui.map.chart import Chart

Zoom = Literal["dots", "names", "words"]
ZOOMS: tuple[Zoom, ...] = get_args(Zoom)
BANDS = dict(enumerate([*PHASE_LABELS.values(), "Endings"]))

HERE, WENT, BEFORE, NEVER, UNKNOWN = "◉", "●", "◐", "○", "?"
"""Where the talk stands; passed in this rehearsal; only in others; in none; not known yet."""
LONGEST_NAME = 20
WORDS_WIDTH, WORDS_ROWS = 34, 2
_GAPS: dict[Zoom, int] = {"dots": 5, "names": 4, "words": 4}


def is_known(chart: Chart, node: int, *, revealed: bool) -> bool:
    """Whether a node may be told about."""
    return revealed or chart.visits(node) > 0


def sign(chart: Chart, node: int, *, revealed: bool) -> str:
    """A node's sign: how far the person knows it, or which type of ending it is."""
    ending = chart.story.nodes[node].ending
    if not is_known(chart, node, revealed=revealed):
        return UNKNOWN
    if ending is not None:
        return ENDING_SIGNS[ending.kind]
    if node == chart.went.here:
        return HERE
    return WENT if node in chart.went.nodes else BEFORE if chart.visits(node) else NEVER


def name(chart: Chart, node: int, *, revealed: bool) -> str:
    """A node's name, where it may be told."""
    return node_name(chart.story.nodes[node]) if is_known(chart, node, revealed=revealed) else "Not known yet"


def drawn(chart: Chart, zoom: Zoom, *, revealed: bool) -> Picture:
    """The picture at one size."""
    from rehearse.analysis.layout import Size, lay_out  # noqa: PLC0415  (brings networkx)

    nodes = range(len(chart.story.nodes))
    faces = tuple(_face(chart, node, zoom, revealed=revealed) for node in nodes)
    tips = zoom != "dots"
    layout = lay_out(
        chart.meeting.layers,
        [Size(text(face.rows[0]).cell_length, len(face.rows)) for face in faces],
        chart.edges,
        gap=_GAPS[zoom],
        tips=tips,
    )
    return Picture(
        layout,
        faces,
        _pens(chart, revealed=revealed),
        tuple(name(chart, node, revealed=revealed) for node in nodes),
        BANDS,
        tips=tips,
        named=zoom != "dots",
    )


def _pens(chart: Chart, *, revealed: bool) -> dict[tuple[int, int], Pen]:
    """How each line is drawn: heavy along the way that was taken."""
    pens = {edge: Pen(LIGHT, LINE) for edge in chart.edges if is_known(chart, edge[0], revealed=revealed)}
    pens |= {edge: Pen(LIGHT, BEEN) for edge in chart.before.hops}
    return pens | {edge: Pen(HEAVY, PATH) for edge in chart.went.hops}


def _look(chart: Chart, node: int, *, revealed: bool) -> str:
    if not is_known(chart, node, revealed=revealed):
        onward = any(end == node and chart.visits(start) for start, end in chart.edges)
        return "unknown" if onward else "hidden"
    if node == chart.went.here:
        return "here"
    return "path" if node in chart.went.nodes else "been" if chart.visits(node) else "new"


def _face(chart: Chart, node: int, zoom: Zoom, *, revealed: bool) -> Face:
    """What stands in a node's box."""
    look, mark = _look(chart, node, revealed=revealed), sign(chart, node, revealed=revealed)
    if zoom == "dots":
        return Face((mark,), look)
    if not is_known(chart, node, revealed=revealed):
        return Face((f"  {mark}  ",), look)
    title = f" {mark} {shortened(name(chart, node, revealed=revealed), LONGEST_NAME)} "
    if zoom == "names":
        return Face((title,), look)
    point = chart.story.nodes[node]
    said = boss_says(chart.story, point) or stage_direction(point)
    rows = [row.plain.rstrip() for row in text(said).wrap(WORDS_WIDTH - 5)]
    if len(rows) > WORDS_ROWS:
        rows = [*rows[: WORDS_ROWS - 1], f"{rows[WORDS_ROWS - 1]}…"]
    shown = [title, *(f"   {row}" for row in rows)]
    shown += [""] * (WORDS_ROWS + 1 - len(shown))
    return Face(tuple(row + " " * max(WORDS_WIDTH - text(row).cell_length, 0) for row in shown), look)
