"""What is told beside the map about the node that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.map.words import (
    ENDING_SIGNS,
    boss_says,
    ending_label,
    fewest_lines,
    node_name,
    stage_direction,
)
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.tui.content import joined, text
from rehearse.tui.map.picture import BEFORE, HERE, NEVER, UNKNOWN, WENT, is_known, name, sign
from rehearse.tui.paragraphs import NOTHING, Paragraph, hanging
from rehearse.tui.talk.script import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.engine.story import Choice, Node
    from rehearse.tui.map.chart import Chart

NOT_YET = (
    "You have not been here in any rehearsal. What this is shows once you have been here, or after your first ending "
    "of this meeting."
)
IN_THE_TALK = "You are here: what can be said now stands in the talk."
NOT_ALWAYS = "not every time"
KEYS = (
    "The arrow keys go along the lines, the numbers to where a line leads. After “ends” stands for each kind of ending "
    "the fewest lines that lead to it."
)
ANY_TIME = "Your boss can break in and come here at any time."


def told(chart: Chart, node: int, *, revealed: bool) -> list[Paragraph]:
    """Everything about a node that may be told."""
    point = chart.story.nodes[node]
    mark = sign(chart, node, revealed=revealed)
    title = text(name(chart, node, revealed=revealed), "bold")
    if not is_known(chart, node, revealed=revealed):
        return [hanging(text(f"{mark} ", "bold $accent"), title), Paragraph(text(NOT_YET, "$quiet"), above=1)]
    kind = f"Ending: {ENDING_WORDS[point.ending.kind]}" if point.ending else PHASE_LABELS[point.phase]
    return [
        hanging(text(f"{mark} ", "bold $accent"), joined(title, (f"  {kind}", "$quiet"))),
        *_been(chart, node),
        *_said(chart, point),
        *_lines(chart, point, revealed=revealed),
        *_onward(chart, point, revealed=revealed),
    ]


class _Packed(Paragraph):
    """Small things beside one another, as many in a row as fit."""

    __slots__ = ("between", "things")
    things: tuple[Content, ...]
    between: int

    def __init__(self, things: Iterable[Content], *, between: int = 3, above: int = 0) -> None:
        super().__init__(NOTHING, above=above)
        object.__setattr__(self, "things", tuple(things))
        object.__setattr__(self, "between", between)

    def rows(self, width: int) -> list[Content]:
        """The things, as rows no wider than *width* columns."""
        rows: list[Content] = []
        for thing in self.things:
            if rows and rows[-1].cell_length + self.between + thing.cell_length <= width:
                rows[-1] = rows[-1] + Content(" " * self.between) + thing
            else:
                rows.append(thing)
        return [NOTHING] * self.above + rows


def legend() -> list[Paragraph]:
    """What the signs mean, and the keys that lead about."""
    signs = ((HERE, "here"), (WENT, "this time"), (BEFORE, "before"), (NEVER, "not yet"), (UNKNOWN, "not known"))
    lines = (("┃", "your way"), ("│", "another"), ("╎", "leads back up"))
    endings = [(mark, ENDING_WORDS[kind]) for kind, mark in ENDING_SIGNS.items()]
    return [
        Paragraph(text(KEYS, "$quiet"), above=2),
        _Packed((joined((mark, "$accent"), (f" {word}", "$quiet")) for mark, word in (*signs, *lines)), above=1),
        _Packed(joined((mark, "$accent"), (f" {word}", "$quiet")) for mark, word in endings),
    ]


def _been(chart: Chart, node: int) -> Iterator[Paragraph]:
    visits, all_of_them = chart.visits(node), chart.rehearsals
    turns = [turn for turn in chart.turns(node) if turn]
    if not visits:
        yield Paragraph(text("Not been here yet.", "$quiet"))
        return
    often = "Here in your first rehearsal." if all_of_them == 1 else f"Here in {visits} of {all_of_them} rehearsals."
    this_time = f" This time after line {_listed(turns)}." if turns else ""
    yield Paragraph(text(f"{often}{this_time}", "$quiet"))


def _listed(turns: list[int]) -> str:
    *first, last = map(str, turns)
    return f"{', '.join(first)} and {last}" if first else last


def _said(chart: Chart, point: Node) -> Iterator[Paragraph]:
    story = chart.story
    if point.index in {interrupt.node for interrupt in story.interrupts}:
        yield Paragraph(text(ANY_TIME, "$quiet"))
    if said := boss_says(story, point):
        yield hanging(text(f"{short_name(story.boss.name)} ┃ ", "$accent"), text(said), above=1)
    if aside := stage_direction(point):
        yield Paragraph(text(aside, "italic $quiet"), above=0 if said else 1)
    if point.ending is not None:
        yield Paragraph(text(point.ending.title, "bold"), above=1)
        yield Paragraph(text(point.ending.summary))


def _lines(chart: Chart, point: Node, *, revealed: bool) -> Iterator[Paragraph]:
    """The lines on offer, with which was said, and where each leads."""
    if point.index == chart.went.here and not chart.over:
        yield Paragraph(text(IN_THE_TALK, "$quiet"), above=1)
    for number, choice in enumerate(lines_told(chart, point.index, revealed=revealed), 1):
        now, before = choice.index in chart.went.said, chart.before.said.get(choice.index, 0)
        mark = WENT if now else BEFORE if before else NEVER
        body = text(" ".join(choice.say.split()), "bold" if now else "")
        aside = f"  {NOT_ALWAYS}" if choice.holds is not None else ""
        yield hanging(
            joined((f"{number} ", "bold $accent"), (f"{mark} ", "$accent" if now else "$quiet")),
            joined(body, (aside, "$quiet")),
            above=1,
        )
        yield from _leads(chart, choice, revealed=revealed)


def lines_told(chart: Chart, node: int, *, revealed: bool) -> tuple[Choice, ...]:
    """The lines that are told at a node: none where the talk stands, since there they are for the talk to show."""
    if (node == chart.went.here and not chart.over) or not is_known(chart, node, revealed=revealed):
        return ()
    return chart.offered(node, all_of_them=revealed)


def _leads(chart: Chart, choice: Choice, *, revealed: bool) -> Iterator[Paragraph]:
    """Where a line leads: the next nodes, and once that spoils nothing the endings that can follow."""
    nodes, targets = chart.story.nodes, chart.meeting.targets(choice.index)
    known = [end for end in targets if is_known(chart, end, revealed=revealed)]
    names = [ending_label(nodes[end]) or node_name(nodes[end]) for end in known]
    names += [UNKNOWN] * (len(known) < len(targets))
    yield hanging(text("→ ", "$quiet"), text(" or ".join(names), "$quiet"), indent=4)
    if revealed and not all(nodes[end].ending for end in targets):
        fewest = fewest_lines(chart.story, chart.meeting.ahead_of(choice))
        things = [joined((sign, "$accent"), (f" {lines}", "$quiet")) for sign, lines in fewest.items()]
        yield _Packed([text("    ends", "$quiet"), *things], between=2)


def _onward(chart: Chart, point: Node, *, revealed: bool) -> Iterator[Paragraph]:
    """Where a node without lines leads."""
    if point.choices or point.ending is not None:
        return
    ends = dict.fromkeys(way.end for way in chart.meeting.ways if way.start == point.index)
    names = (name(chart, end, revealed=revealed) for end in ends)
    yield hanging("→ ", text(" or ".join(dict.fromkeys(names))), above=1)
