"""The way that a rehearsal took through its meeting, node by node."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rehearse.engine import available

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.engine.replay import Played
    from rehearse.engine.story import Exit, Story


class Stop(NamedTuple):
    """A node that was passed, and how many lines had been said by then."""

    turn: int
    node: int


@dataclass(frozen=True, slots=True)
class Journey:
    """One rehearsal's way: every node that it passed, in order, and what was said and what was on offer there."""

    stops: tuple[Stop, ...]
    hops: frozenset[tuple[int, int]]  # which node was followed by which
    said: frozenset[int]  # choices, by their index
    offered: frozenset[int]

    @property
    def here(self) -> int:
        """Where the talk stands."""
        return self.stops[-1].node

    @property
    def nodes(self) -> frozenset[int]:
        """Every node that was passed."""
        return frozenset(stop.node for stop in self.stops)


def journey(played: Played) -> Journey:
    """The way of *played*, as far as it has come."""
    story = played.story
    stops = [Stop(0, node) for node in _passed(story, [story.start], played.steps[0].state.node)]
    hops = set(pairwise(stop.node for stop in stops))
    said: set[int] = set()
    offered = {choice.index for choice in available(story, played.steps[0].state)}
    for turn, choice in enumerate(played.choices, 1):
        before = stops[-1].node
        passed = _turn(played, turn)
        hops.update(pairwise([before, *passed]))
        stops += [Stop(turn, node) for node in passed]
        if not choice.off_script:
            said.add(choice.index)
        offered.update(choice.index for choice in available(story, played.steps[turn].state))
    return Journey(tuple(stops), frozenset(hops), frozenset(said), frozenset(offered | said))


def _turn(played: Played, turn: int) -> list[int]:
    """The nodes that were passed with line *turn*, up to the one where the talk then stood; none where it stayed."""
    story, step, choice = played.story, played.steps[turn], played.choices[turn - 1]
    before, end = played.steps[turn - 1].state.node, step.state.node
    node = story.nodes[before]
    turned = [event.after for event in step.events if event.kind in {"interrupt", "detour", "return"}]
    if turned:
        firsts = [turned[-1]]
    elif not choice.off_script:
        firsts = list(_ends(choice.exit))
    elif end == before:
        return []
    else:
        firsts = [node.otherwise] if node.otherwise >= 0 and choice.moves else []
    return _passed(story, firsts, end, step.state.seen)


def _passed(story: Story, firsts: list[int], end: int, seen: int = -1) -> list[int]:
    """The shortest way from one of *firsts* to *end* on which the talk goes by itself, both included.

    Where there is none, as when the boss broke off, *end* alone. *seen* tells which nodes were ever passed.
    """
    came: dict[int, int] = dict.fromkeys(firsts, -1)
    waiting = deque(came)
    while waiting:
        here = waiting.popleft()
        if here == end:
            way = [here]
            while came[way[-1]] >= 0:
                way.append(came[way[-1]])
            return way[::-1]
        node = story.nodes[here]
        if not seen >> here & 1:
            continue
        onward = [*(_ends(node.exit) if node.exit else ()), *([node.fallback] if node.fallback >= 0 else ())]
        for after in onward:
            if after not in came:
                came[after] = here
                waiting.append(after)
    return [end]


def _ends(way_on: Exit) -> Iterator[int]:
    yield from (end for _, end in way_on.routes)
    yield from (end for _, end in way_on.chance)
