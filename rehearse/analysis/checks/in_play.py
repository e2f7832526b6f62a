"""What the survey of a meeting found, as problems at their places."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import networkx as nx

from rehearse.analysis.checks.loose import compared
from rehearse.analysis.checks.playable import PlayedTo, ids_of, playable
from rehearse.analysis.checks.seen import FALSE, TRUE
from rehearse.analysis.checks.survey import USUAL_LEVEL, Survey, survey
from rehearse.analysis.checks.wording import listed
from rehearse.analysis.graph import START, conversation_graph, nodes_without_an_end
from rehearse.model.codes import CODES
from rehearse.model.condition import Compare, parse_condition, terms_of
from rehearse.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rehearse.analysis.checks.parts import Place
    from rehearse.analysis.checks.plays import Halt
    from rehearse.analysis.checks.survey import Caught
    from rehearse.loading.library import Library
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Scenario

_KEPT = 16
_kept: OrderedDict[tuple[str, ...], Survey] = OrderedDict()


def in_play_problems(library: Library, scenario: Scenario, bosses: Collection[str] | None) -> Iterator[Problem]:
    """What is wrong with *scenario* as it goes in play with *bosses* (``None``: with all there are)."""
    personas = [persona for name, persona in library.personas.items() if bosses is None or name in bosses]
    if library.rules is None or not personas:
        return
    found = _surveyed(library, scenario, personas)
    yield from _InPlay(library, scenario, found, whole=len(personas) == len(library.personas)).problems()


def _surveyed(library: Library, scenario: Scenario, personas: Sequence[Persona]) -> Survey:
    """The survey, made once as long as nothing that it depends on changes."""
    key = (scenario.id, *(library.content_hash(scenario.id, persona.id) for persona in personas))
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = survey(library, scenario, personas)
        if len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


class _InPlay:
    """Turns one survey into problems."""

    def __init__(self, library: Library, scenario: Scenario, found: Survey, *, whole: bool) -> None:
        self._library = library
        self._scenario = scenario
        self._origin = library.origins["scenarios", scenario.id]
        self._found = found
        self._with = "" if whole else f" with {listed(found.bosses)}"
        assert library.rules is not None  # noqa: S101  (there would be no survey)
        self._rules = library.rules
        self._nodes = list(scenario.nodes)
        self._choices = [(name, index) for name, node in scenario.nodes.items() for index in range(len(node.choices))]
        self._graph = conversation_graph(scenario)
        self._reachable = nx.descendants(self._graph, START)
        self._told: set[int] = set()  # nodes that need no telling of their own

    def problems(self) -> Iterator[Problem]:
        yield from self._traps()
        yield from self._conditions()
        yield from self._unreached()
        yield from self._only_off_script()
        yield from self._endings()
        for place in sorted(self._found.never.effects, key=str):
            yield self._idle(place)
        if self._found.limited:
            yield self._limited()

    def _problem(self, code: str, at: Place, message: str, hint: str = "", play: str = "") -> Problem:
        return Problem(code, CODES[code].severity, self._origin.span(at), message, hint, play)

    # --- where a talk is caught

    def _traps(self) -> Iterator[Problem]:
        hopeless = set(nodes_without_an_end(self._scenario))
        told: set[tuple[str, str]] = set()
        for caught in self._found.caught:
            node = self._nodes[caught.trap.node]
            if caught.trap.kind == "endless" and node in hopeless:
                continue  # the graph says so already
            if (caught.trap.kind, node) not in told:
                told.add((caught.trap.kind, node))
                yield self._caught(caught, node)
        halts: dict[tuple[str, str], Halt] = {}
        for halt in self._found.halted:
            best = halts.get((halt.kind, halt.node))
            if best is None or len(halt.lines) < len(best.lines):
                halts[halt.kind, halt.node] = halt
        for (kind, node), halt in halts.items():
            if (kind, node) not in told:
                yield self._halted(halt)

    def _caught(self, caught: Caught, node: str) -> Problem:
        trap = caught.trap
        at: Place = ("nodes", node)
        play = playable(self._library, caught.story, caught.level, trap)
        way = _way(trap.lines, f"with {caught.story.boss.persona}{_at_level(caught.level)}")
        if trap.kind == "stuck":
            message = f"The talk can get stuck at '{node}': nothing is left that can be said."
            return self._problem("stuck", at, message, f"{way} Give the node a 'fallback'.", play)
        if trap.kind == "loop":
            message = f"At '{node}' the talk goes round by itself and never asks the person anything."
            return self._problem("goes-round", at, message, way, play)
        others = [self._nodes[index] for index in trap.round if index != trap.node]
        between = f", by way of {listed(others)}" if others else ""
        message = f"From '{node}' the talk can only go round for ever{between}: no ending can come any more."
        return self._problem("endless", at, message, way, play)

    def _halted(self, halt: Halt) -> Problem:
        at: Place = ("nodes", halt.node)
        own = any(line.startswith(("=", "~", "?")) for line in halt.lines)
        how = "after words of one's own that are not on offer" if own else "after these lines"
        way = _way(halt.lines, f"with {halt.persona}{_at_level(halt.level)}, {how}")
        play = PlayedTo(self._library, self._scenario.id, halt.persona, halt.level, halt.seed, halt.lines).command()
        if halt.kind == "loop":
            message = f"From '{halt.node}' the talk can go round by itself and never ask the person anything."
            return self._problem("goes-round", at, message, way, play)
        message = f"The talk can get stuck at '{halt.node}': nothing is left that can be said."
        return self._problem("stuck", at, message, f"{way} Give the node a 'fallback'.", play)

    # --- what cannot come about

    def _conditions(self) -> Iterator[Problem]:
        never = self._found.never.conditions
        places = dict.fromkeys(place for place, _ in sorted(never, key=str))
        for place in places:
            asked = self._found.seen.answers.get(place, 0)
            missing = [answer for where, answer in never if where == place]
            if not asked or len(missing) != 1:
                continue  # never asked: what stands before it is told
            yield self._never(place) if missing[0] == TRUE else self._always(place)

    def _never(self, place: Place) -> Problem:
        more = self._behind(self._ways_of(place))
        what = {"interrupts": "This interrupt never comes"}.get(str(place[0]))
        if what is None:
            what = "This choice is never on offer" if place[-3] != "goto" else "This route is never taken"
        message = f"{what}{self._with}: whenever it is asked, its condition does not hold.{more}"
        return self._problem("never-true", place, message, self._out_of_range(place))

    def _out_of_range(self, place: Place) -> str:
        """A sentence about a meter that is asked for what it cannot reach."""
        ranges = {meter.id: (meter.min, meter.max) for meter in (*self._rules.meters, *self._scenario.meters)}
        for term in terms_of(parse_condition(self._condition_at(place))):
            if isinstance(term, Compare) and not term.counted and compared(term, ranges) == FALSE:
                low, high = ranges[term.name]
                return f"'{term.name}' goes from {low} to {high}."
        return ""

    def _condition_at(self, place: Place) -> str:
        part: Any = self._scenario
        for key in place:
            part = part[key] if isinstance(part, dict) or isinstance(key, int) else getattr(part, key)
        return str(part)

    def _always(self, place: Place) -> Problem:
        if place[0] == "interrupts":
            what = "This interrupt comes after the first line"
        elif place[-3] == "goto":
            what = "The routes after this one are never taken"
        else:
            what = "This choice is always on offer"
        after = self._routes(place)[int(place[-2]) + 1 :] if place[-3] == "goto" else []
        more = self._behind(after)
        message = f"{what}{self._with}: its condition holds whenever it is asked.{more}"
        return self._problem("always-true", place, message)

    def _ways_of(self, place: Place) -> list[str]:
        """Where it goes on if a condition holds."""
        if place[0] == "interrupts":
            return [self._scenario.interrupts[int(place[1])].goto]
        if place[-3] == "goto":
            return [self._routes(place)[int(place[-2])]]
        choice = self._scenario.nodes[str(place[1])].choices[int(place[3])]
        ways = [route.to for route in choice.goto or ()] + [route.to for route in choice.chance or ()]
        return ways if choice.detour is None else [choice.detour, *ways]

    def _routes(self, place: Place) -> list[str]:
        """Where the routes lead, in order, one of which stands at *place*."""
        node = self._scenario.nodes[str(place[1])]
        part = node.choices[int(place[3])] if place[2] == "choices" else node
        return [route.to for route in part.goto or ()]

    def _behind(self, targets: Sequence[str]) -> str:
        """A sentence about the nodes that are not reached because these are not; they need no telling of their own."""
        missing = {self._nodes[index] for index in self._found.never.nodes}
        within = self._graph.subgraph(missing & self._reachable)
        found: dict[str, None] = {}
        for target in targets:
            if target in within:
                found |= dict.fromkeys([target, *sorted(nx.descendants(within, target), key=self._nodes.index)])
        self._told |= {self._nodes.index(name) for name in found}
        return f" So {listed(list(found))} {'is' if len(found) == 1 else 'are'} never reached." if found else ""

    def _unreached(self) -> Iterator[Problem]:
        never = self._found.never
        missing = {self._nodes[index] for index in never.nodes}
        for index in sorted(never.nodes - self._told):
            name = self._nodes[index]
            if name in self._reachable and not missing.issuperset(self._graph.predecessors(name)):
                message = f"The node '{name}' is never reached{self._with}, whatever is said: no state leads there."
                yield self._problem("never-reached", ("nodes", name), message)

    def _only_off_script(self) -> Iterator[Problem]:
        only = self._found.only_off_script
        missing = {self._nodes[index] for index in only.nodes}
        aside = {node.otherwise for node in self._scenario.nodes.values()}  # made for lines off the script
        for name in [name for name in self._nodes if name in missing and name not in aside]:
            if not missing.issuperset(self._graph.predecessors(name)):
                message = f"No line on offer leads to the node '{name}'{self._with}; only words of one's own might."
                yield self._problem("only-off-script", ("nodes", name), message)
        for index in sorted(only.choices):
            name, place = self._choices[index]
            if name not in missing:
                message = f"No line on offer brings this choice about{self._with}; only words of one's own might."
                yield self._problem("only-off-script", ("nodes", name, "choices", place, "id"), message)
        unsaid = {("nodes", name, "choices", place) for name, place in map(self._choices.__getitem__, only.choices)}
        for where, answer in sorted(only.conditions, key=str):
            asked = self._found.seen.answers.get(where, 0)
            if asked and answer == TRUE and where[0] == "nodes" and where[:4] not in unsaid:
                what = "this route is never taken" if where[-3] == "goto" else "this choice never comes up"
                message = f"By the lines on offer {what}{self._with}; only words of one's own might lead to it."
                yield self._problem("only-off-script", where, message)

    def _endings(self) -> Iterator[Problem]:
        """Endings that some bosses never come to, told where every state of theirs was looked at."""
        found = self._found
        reached = 0
        for bits in found.endings_by_boss.values():
            reached |= bits
        for index, name in enumerate(self._nodes):
            if self._scenario.nodes[name].ending is None or not reached >> index & 1:
                continue
            without = [
                boss
                for boss in found.bosses
                if boss in found.exact and not found.endings_by_boss.get(boss, 0) >> index & 1
            ]
            if without:
                message = f"The ending '{name}' never comes with {listed(without)}, by the lines on offer."
                yield self._problem("ending-not-with", ("nodes", name), message)

    def _idle(self, place: Place) -> Problem:
        last = place[-1]
        verb = str(place[-2]) if isinstance(last, int) else ""
        what = f"This '{verb}'" if verb else f"This step of '{last}'"
        why = (
            "the concern is never at a point where it would count"
            if verb
            else "the meter always stands at the end of its range already"
        )
        return self._problem("idle-effect", place, f"{what} never changes anything{self._with}: {why}.")

    def _limited(self) -> Problem:
        found, unsure = self._found, self._found.unsure
        parts = [
            f"{len(items):,} {what}{'' if len(items) == 1 else 's'}"
            for what, items in (
                ("node", unsure.nodes),
                ("choice", unsure.choices),
                ("condition", {place for place, _ in unsure.conditions}),
            )
            if items
        ]
        left = f" Neither met in plays nor ruled out: {listed(parts)}." if parts else ""
        message = (
            f"Not every state of '{self._scenario.id}' was looked at: {found.limited}. Stuck states may have been "
            f"missed, and endings by boss were not looked at.{left}"
        )
        return self._problem("limited-check", (), message)


def _at_level(level: str) -> str:
    return "" if level == USUAL_LEVEL else f" at the level '{level}'"


def _way(lines: Sequence[str], how: str) -> str:
    if not lines:
        return f"It is so from the beginning ({how})."
    return f"Shortest way there: {', '.join(ids_of(lines))} ({how})."
