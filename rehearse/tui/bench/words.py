"""What the bench says of effects, ways on and places, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CLEAR, CURRENT, METER, SET, SURFACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.engine import Choice, Node, Story
    from rehearse.engine.story import Caused, Op
    from rehearse.model.problem import Severity
    from rehearse.model.scenario import Exits

MARKS: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "i"}
"""A sign for each severity, told apart by shape."""
MARK_STYLES: dict[Severity, str] = {"error": "bold $error", "warning": "bold $warning", "note": "$quiet"}
HERE, ON_THE_PATH, DETOUR = "●", "·", "↺"
_VERBS = {SURFACE: "surfaces", ACKNOWLEDGE: "acknowledges", ANSWER: "answers", SET: "sets", CLEAR: "clears"}


def does(story: Story, effects: Iterable[Caused]) -> str:
    """What *effects* do: ``trust +1, answers visibility``; what they do by the boss's reaction is summed up with it."""
    meters: dict[str, int] = {}
    others: dict[str, None] = {}
    for _, ops in effects:
        for op in ops:
            kind, index, by = op
            if kind == METER:
                name = story.meters[index].id
                meters[name] = meters.get(name, 0) + by
            else:
                others[f"{_VERBS[kind]} {_named(story, op)}"] = None
    moved = [f"{name} {by:+d}" for name, by in meters.items() if by]
    return ", ".join([*moved, *others])


def _named(story: Story, op: Op) -> str:
    kind, index, _ = op
    if kind in {SET, CLEAR}:
        return story.flags[index]
    return "what worries them now" if index == CURRENT else story.concerns[index].id


def ways_on(written: Exits) -> Iterator[tuple[str, str]]:
    """Each node that something leads to, with when it does, in words; as its author wrote it."""
    for route in written.goto or ():
        yield route.to, f"if {route.when}" if route.when else ("else" if len(written.goto or ()) > 1 else "")
    total = sum(route.weight for route in written.chance or ())
    for chance in written.chance or ():
        yield chance.to, f"{chance.weight} in {total}"


def kind_of(node: Node) -> str:
    """What kind of node it is, where it is not one with choices."""
    if node.ending is not None:
        return "ending"
    if node.exit is not None:
        return "passes on"
    return "" if node.choices else "to be written"


def moves_of(choice: Choice) -> str:
    """A choice's moves, by id."""
    return ", ".join(choice.moves)


def percent(chance: float) -> str:
    """A chance: ``43 %``; what is not nothing is not shown as nothing."""
    if 0 < chance < 0.005:  # noqa: PLR2004  (half of a percent)
        return "< 1 %"
    if 0.995 < chance < 1:  # noqa: PLR2004
        return "> 99 %"
    return f"{chance:.0%}".replace("%", " %")
