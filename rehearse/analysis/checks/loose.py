"""A meeting gone through node by node: what may come about at all, for meetings too large for their states.

It is known which flags, nodes and choices can have been before a place is come to, and between which bounds meters can
ever stand, and nothing else. So whatever cannot happen here cannot happen; of what can it is not said that it does. It
takes time in proportion to the meeting, whatever its conditions.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from rehearse.analysis.checks.seen import FALSE, TRUE, Seen
from rehearse.model import condition as model
from rehearse.model.condition import parse_condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rehearse.analysis.checks.parts import Place
    from rehearse.model.base import Effects
    from rehearse.model.persona import Persona
    from rehearse.model.rules import GroundRules
    from rehearse.model.scenario import Exits, Node, Scenario

BOTH = TRUE | FALSE
EVERYWHERE = -1
"""All nodes, as bits."""
_MOST_PLACES = 64  # where a mark may be made; with more it is taken to be made anywhere
_MOST_CONCERNS = 4  # of a mix of two bosses
_COMPARE: dict[str, Callable[[int, int, int], int]] = {
    "<": lambda low, high, number: (low < number) * TRUE | (high >= number) * FALSE,
    "<=": lambda low, high, number: (low <= number) * TRUE | (high > number) * FALSE,
    ">": lambda low, high, number: (high > number) * TRUE | (low <= number) * FALSE,
    ">=": lambda low, high, number: (high >= number) * TRUE | (low < number) * FALSE,
    "==": lambda low, high, number: (low <= number <= high) * TRUE | (not low == high == number) * FALSE,
    "!=": lambda low, high, number: (not low == high == number) * TRUE | (low <= number <= high) * FALSE,
}

Mark = tuple[str, str]
"""Something that has been: ``flag``, ``seen`` or ``chosen``, and the name in a condition."""


class _Waiting(NamedTuple):
    """A condition that has not given both answers, and what to do when it first holds or fails."""

    place: Place
    before: int  # what may come before it, as bits: nodes that were come to, and above them those where a line was said
    condition: model.Condition
    onward: tuple[Callable[[], None], Callable[[], None]]  # when it can hold, when it can fail


class Loose:
    """One meeting, with all bosses and levels at once."""

    def __init__(self, scenario: Scenario, rules: GroundRules, personas: Sequence[Persona]) -> None:
        """Make ready; ``seen`` tells what was found once ``go`` has been called."""
        self.seen = Seen()
        self._scenario = scenario
        self._marks: dict[Mark, int] = {}  # when each may be made, in the bits of ``_Waiting.before``
        self._after: dict[Mark, list[_Waiting]] = defaultdict(list)
        self._todo: list[Callable[[], None]] = []
        self._nodes = {name: index for index, name in enumerate(scenario.nodes)}
        self._before = before(scenario)
        self._choices: dict[str, int] = {}
        for name, node in scenario.nodes.items():
            for choice in node.choices:
                self._choices[f"{name}.{choice.id}"] = len(self._choices)
        self._bounds = bounds_of(scenario, rules, personas)
        self._reached: set[str] = set()

    def go(self) -> Seen:
        """Go through all of it."""
        self._come(self._scenario.start)
        for index, interrupt in enumerate(self._scenario.interrupts):
            self._ask(("interrupts", index, "when"), interrupt.when, lambda to=interrupt.goto: self._come(to), _nothing)  # type: ignore[misc]
        while self._todo:
            self._todo.pop()()
        return self.seen

    def _come(self, name: str) -> None:
        if name in self._reached or name not in self._nodes:
            return
        self._reached.add(name)
        self._todo.append(lambda: self._enter(name, self._scenario.nodes[name]))

    def _enter(self, name: str, node: Node) -> None:
        index = self._nodes[name]
        self.seen.nodes |= 1 << index
        self._mark(("seen", name), index)
        self._effects(node.effects.values(), index)
        at: Place = ("nodes", name)
        self._leave(at, node)
        for target in (node.fallback, node.otherwise):
            if target is not None:
                self._come(target)
        for index, choice in enumerate(node.choices):
            where: Place = (*at, "choices", index)
            if choice.when is None:
                self._say(where, name, index)
            else:
                self._ask((*where, "when"), choice.when, lambda w=where, i=index: self._say(w, name, i), _nothing)  # type: ignore[misc]

    def _say(self, at: Place, name: str, index: int) -> None:
        choice = self._scenario.nodes[name].choices[index]
        key = f"{name}.{choice.id}"
        self.seen.choices |= 1 << self._choices[key]
        said = self._nodes[name] + len(self._nodes)
        self._mark(("chosen", key), said)
        self._effects(choice.effects.values(), said)
        if choice.detour is not None:
            self._come(choice.detour)
        self._leave(at, choice)  # after a detour it may come back here

    def _leave(self, at: Place, way: Exits) -> None:
        for chance in way.chance or ():
            self._come(chance.to)
        self._route(at, way, 0)

    def _route(self, at: Place, way: Exits, index: int) -> None:
        """Try the routes of *way* from the one at *index* on."""
        if way.goto is None or index >= len(way.goto):
            return
        route = way.goto[index]
        if route.when is None:
            self._come(route.to)
        else:
            place = (*at, "goto", index, "when")
            self._ask(place, route.when, lambda: self._come(route.to), lambda: self._route(at, way, index + 1))

    def _effects(self, by_persona: Iterable[Effects], moment: int) -> None:
        for effects in by_persona:
            for flag in effects.set:
                self._mark(("flag", flag), moment)

    def _mark(self, mark: Mark, moment: int) -> None:
        """Something may have been from a moment on: coming to a node, or saying a line there (see ``_Waiting``)."""
        known = self._marks.get(mark, 0)
        if known == EVERYWHERE or known >> moment & 1:
            return
        known |= 1 << moment
        self._marks[mark] = known if known.bit_count() <= _MOST_PLACES else EVERYWHERE
        waiting = self._after.pop(mark, [])
        for one in waiting:
            self._again(one)
        left = [one for one in waiting if self.seen.answers[one.place] != BOTH]
        if left and self._marks[mark] != EVERYWHERE:
            self._after[mark] += left

    def _ask(self, place: Place, text: str, holds: Callable[[], None], fails: Callable[[], None]) -> None:
        condition = parse_condition(text)
        if place[0] == "interrupts":
            before = EVERYWHERE
        else:
            index = self._nodes[str(place[1])]
            come = self._before[index] | 1 << index
            said = self._before[index] if place[-1] == "when" and place[-3] == "choices" else come
            before = come | said << len(self._nodes)
        waiting = _Waiting(place, before, condition, (holds, fails))
        for mark in _marks(condition):
            if self._marks.get(mark) != EVERYWHERE:
                self._after[mark].append(waiting)
        self._again(waiting)

    def _again(self, waiting: _Waiting) -> None:
        known = self.seen.answers.get(waiting.place, 0)
        found = self._answers(waiting.condition, waiting.before) & ~known
        self.seen.answers[waiting.place] = known | found
        self._todo += [act for bit, act in zip((TRUE, FALSE), waiting.onward, strict=True) if found & bit]

    def _answers(self, condition: model.Condition, before: int) -> int:
        """The answers that a condition may give, as far as is known."""
        match condition:
            case model.Compare():
                return compared(condition, self._bounds)
            case model.Test("flag" | "seen" | "chosen" as kind, argument):
                return BOTH if self._marks.get((kind, argument), 0) & before else FALSE
            case model.Test():
                return BOTH
            case model.Not(term):
                found = self._answers(term, before)
                return (found & TRUE) * FALSE | (found & FALSE) // FALSE
            case model.All(terms):
                answers = [self._answers(term, before) for term in terms]
                return all(found & TRUE for found in answers) * TRUE | any(found & FALSE for found in answers) * FALSE
            case model.Some(terms):
                answers = [self._answers(term, before) for term in terms]
                return any(found & TRUE for found in answers) * TRUE | all(found & FALSE for found in answers) * FALSE


def before(scenario: Scenario) -> list[int]:
    """For each node those from which some way leads to it, whatever its conditions, as bits."""
    index = {name: place for place, name in enumerate(scenario.nodes)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(index.values())
    anywhere = len(index)  # from where interrupts come
    for interrupt in scenario.interrupts:
        graph.add_edge(anywhere, index.get(interrupt.goto, anywhere))
    back = {index[to] for to in _ends_of_detours(scenario) if to in index}
    for name, node in scenario.nodes.items():
        targets = {*_targets(node), node.fallback, node.otherwise}
        for choice in node.choices:
            targets |= {*_targets(choice), choice.detour}
        own = {index[to] for to in targets if to is not None and to in index}
        if any(choice.return_ for choice in node.choices):
            own |= back
        if node.choices and scenario.interrupts:
            own.add(anywhere)
        graph.add_edges_from((index[name], to) for to in own)
    whole = nx.condensation(graph)
    known: dict[int, int] = {}  # by group what leads there from outside it
    for group in nx.topological_sort(whole):
        known[group] = 0
        for earlier in whole.predecessors(group):
            known[group] |= known[earlier] | _bits(whole.nodes[earlier]["members"])
    found = [0] * (anywhere + 1)
    for group in whole:
        members: set[int] = whole.nodes[group]["members"]
        round_ = _bits(members) if len(members) > 1 or any(graph.has_edge(one, one) for one in members) else 0
        for one in members:
            found[one] = known[group] | round_
    return found[:anywhere]


def _bits(members: Iterable[int]) -> int:
    return sum(1 << one for one in members)


def _targets(way: Exits) -> Iterator[str]:
    yield from (route.to for route in way.goto or ())
    yield from (route.to for route in way.chance or ())


def _ends_of_detours(scenario: Scenario) -> set[str]:
    """Where the talk goes on after a detour."""
    return {
        to
        for node in scenario.nodes.values()
        for choice in node.choices
        if choice.detour is not None
        for to in _targets(choice)
    }


def compared(condition: model.Compare, bounds: Mapping[str, tuple[int, int]]) -> int:
    """The answers that a comparison may give where meters stand anywhere between their *bounds*."""
    low, high = (0, _MOST_CONCERNS) if condition.counted else bounds[condition.name]
    return _COMPARE[condition.operator](low, high, condition.number)


def _nothing() -> None:
    pass


def _marks(condition: model.Condition) -> Iterator[Mark]:
    for term in model.terms_of(condition):
        if isinstance(term, model.Test) and term.name in {"flag", "seen", "chosen"}:
            yield term.name, term.argument


def bounds_of(scenario: Scenario, rules: GroundRules, personas: Sequence[Persona]) -> dict[str, tuple[int, int]]:
    """Between which values each meter can ever stand: its whole range, unless nothing moves it that way."""
    effects: list[Effects] = [own for node in scenario.nodes.values() for own in node.effects.values()]
    effects += [own for node in scenario.nodes.values() for choice in node.choices for own in choice.effects.values()]
    for persona in personas:
        general = persona.general
        reactions = (*persona.reactions.values(), general.helps, general.depends, general.hurts)
        effects += [reaction.effects for reaction in reactions]
        effects += [mood.effects for mood in persona.moods]
    up = {name for own in effects for name, by in own.meters.items() if by > 0}
    down = {name for own in effects for name, by in own.meters.items() if by < 0} | {"patience"}
    found = {}
    for meter in (*rules.meters, *scenario.meters):
        starts = [
            min(meter.max, max(meter.min, persona.start.get(meter.id, meter.start) + level.start.get(meter.id, 0)))
            for persona in personas
            for level in rules.levels
        ]
        low = meter.min if meter.id in down else min(starts, default=meter.min)
        high = meter.max if meter.id in up else max(starts, default=meter.max)
        found[meter.id] = low, high
    return found
