"""Whether everything that content refers to is there: moves, cards, points, concepts, nodes, meters, flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.loading.broken import broken_problems
from rehearse.loading.strings import string_problems
from rehearse.model.advice import BUILT_IN
from rehearse.model.base import CONCERN_VERBS, DEFAULT
from rehearse.model.condition import CONCERN_TESTS, Compare, parse_condition, terms_of
from rehearse.model.problem import Problem, did_you_mean
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from rehearse.loading.library import Library, Origin
    from rehearse.loading.yaml_reader import Path
    from rehearse.model.advice import Move
    from rehearse.model.base import Effects
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Choice, Exits, Node, Scenario

ROLES = ("current", "stated", "deep")
"""Words that name a concern by its part, whatever the persona."""


def reference_problems(library: Library) -> list[Problem]:
    """Every reference in *library* that leads nowhere."""
    problems: list[Problem] = []
    for card in library.cards.values():
        problems += _card_problems(library, card.id)
    for point in library.points.values():
        problems += _unknown(
            library.origins["points", point.id], ("article",), point.article, library.articles, "article"
        )
    for move in library.moves.values():
        problems += _demand_problems(library, library.origins["moves", move.id], (), move)
    problems += _concept_problems(library)
    for persona in library.personas.values():
        problems += _PersonaReferences(library, persona).problems()
    for scenario in library.scenarios.values():
        problems += _ScenarioReferences(library, scenario).problems()
    for document in library.broken:
        problems += broken_problems(library, document)
    problems += string_problems(library)
    return problems


def _unknown(origin: Origin, at: Path, word: str, known: Collection[str], what: str) -> Iterator[Problem]:
    if word not in known:
        message = f"There is no {what} '{word}'."
        yield Problem(f"unknown-{what}", "error", origin.span(at), message, did_you_mean(word, known))


def _card_problems(library: Library, card_id: str) -> Iterator[Problem]:
    card, origin = library.cards[card_id], library.origins["cards", card_id]
    for key, known, what in (
        ("recommends", library.moves, "move"),
        ("warns_against", library.moves, "move"),
        ("points", library.points, "point"),
        ("see", library.cards, "card"),
        ("personas", {*library.personas, "creative"}, "persona"),
    ):
        for index, word in enumerate(getattr(card, key)):
            yield from _unknown(origin, (key, index), word, known, what)


def _demand_problems(library: Library, origin: Origin, at: Path, demanding: Move | Choice) -> Iterator[Problem]:
    """Concepts that a typed answer must or must not hold."""
    for key in ("requires", "forbids"):
        for index, word in enumerate(getattr(demanding, key)):
            yield from _unknown(origin, (*at, key, index), word, library.concepts, "concept")


def _concept_problems(library: Library) -> Iterator[Problem]:
    """Concepts whose ways name what is not there, or come back to themselves."""
    sound: set[str] = set()
    waiting = {concept.id: frozenset(concept.names()) for concept in library.concepts.values()}
    named = dict(waiting)
    there = library.concepts.keys()
    while ready := [name for name, others in waiting.items() if sound.issuperset(others & there)]:
        sound.update(ready)
        for name in ready:
            del waiting[name]
    for concept in library.concepts.values():
        origin = library.origins["concepts", concept.id]
        for name in sorted(named[concept.id]):
            yield from _unknown(origin, ("ways",), name, (*library.concepts, *BUILT_IN), "concept")
        if concept.id in waiting:
            message = f"The ways of '{concept.id}' lead back to it, by way of {', '.join(sorted(waiting))}."
            yield Problem("concept-circle", "error", origin.span(("ways",)), message)


class _Names(NamedTuple):
    """What effects and conditions may name."""

    meters: Collection[str]
    concerns: Collection[str]
    flags: Collection[str]
    nodes: Mapping[str, Node]


def _effects_problems(origin: Origin, at: Path, effects: Effects, names: _Names) -> Iterator[Problem]:
    for meter in effects.meters:
        if meter not in names.meters:
            known = (*names.meters, *CONCERN_VERBS, "set", "clear")
            message = f"There is no meter '{meter}', and it is no effect either."
            yield Problem("unknown-meter", "error", origin.span((*at, meter)), message, did_you_mean(meter, known))
    for verb in CONCERN_VERBS:
        for concern in getattr(effects, verb):
            yield from _unknown(origin, (*at, verb), concern, (*names.concerns, *ROLES), "concern")
    for verb in ("set", "clear"):
        for flag in getattr(effects, verb):
            yield from _unknown(origin, (*at, verb), flag, names.flags, "flag")


class _PersonaReferences:
    """The references of one persona."""

    def __init__(self, library: Library, persona: Persona) -> None:
        self.library = library
        self.persona = persona
        self.origin = library.origins["personas", persona.id]
        meters = [meter.id for meter in library.rules.meters] if library.rules else []
        self.names = _Names(meters, [concern.id for concern in persona.concerns], (), {})

    def problems(self) -> Iterator[Problem]:
        persona, origin = self.persona, self.origin
        for meter in persona.start:
            yield from _unknown(origin, ("start", meter), meter, self.names.meters, "meter")
        for meter in persona.cues:
            yield from _unknown(origin, ("cues", meter), meter, self.names.meters, "meter")
        for index, mood in enumerate(persona.moods):
            yield from _effects_problems(origin, ("moods", index, "effects"), mood.effects, self.names)
        for move, reaction in persona.reactions.items():
            at: Path = ("reactions", move)
            yield from _unknown(origin, at, move, self.library.moves, "move")
            yield from _effects_problems(origin, (*at, "effects"), reaction.effects, self.names)
        for general in ("helps", "depends", "hurts"):
            reaction = getattr(persona.general, general)
            yield from _effects_problems(origin, ("general", general, "effects"), reaction.effects, self.names)


class _ScenarioReferences:
    """The references of one scenario."""

    def __init__(self, library: Library, scenario: Scenario) -> None:
        self.library = library
        self.scenario = scenario
        self.origin = library.origins["scenarios", scenario.id]
        shared = [meter.id for meter in library.rules.meters] if library.rules else []
        concerns = sorted({concern.id for persona in library.personas.values() for concern in persona.concerns})
        self.names = _Names(
            [*shared, *(meter.id for meter in scenario.meters)], concerns, scenario.flags, scenario.nodes
        )
        keys = (f"{name}.{choice.id}" for name, node in scenario.nodes.items() for choice in node.choices)
        self.choices = dict.fromkeys(keys)
        self.detours = self._detour_nodes()

    def _detour_nodes(self) -> set[str]:
        """Every node that is part of a detour: where one begins, and what is reached from there."""
        nodes = self.scenario.nodes
        waiting = [choice.detour for node in nodes.values() for choice in node.choices if choice.detour]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in nodes and name not in found:
                found.add(name)
                waiting += [to for part in (nodes[name], *nodes[name].choices) for to in _targets(part)]
        return found

    def problems(self) -> Iterator[Problem]:
        scenario, origin = self.scenario, self.origin
        yield from _unknown(origin, ("start",), scenario.start, scenario.nodes, "node")
        for slot in scenario.slots:
            yield from _unknown(origin, ("slots", slot), slot, SLOTS, "slot")
        for index, interrupt in enumerate(scenario.interrupts):
            yield from self._condition(("interrupts", index, "when"), interrupt.when)
            yield from _unknown(origin, ("interrupts", index, "goto"), interrupt.goto, scenario.nodes, "node")
        for key in ("summary", "you", "scene", "asks"):
            yield from self._by_persona((key,), getattr(scenario, key))
        for name, node in scenario.nodes.items():
            yield from self._node(name, node)

    def _by_persona(self, at: Path, value: Mapping[str, object] | None) -> Iterator[Problem]:
        for key in value or ():
            if key != DEFAULT:
                yield from _unknown(self.origin, (*at, key), key, self.library.personas, "persona")

    def _effects(self, at: Path, effects: Mapping[str, Effects]) -> Iterator[Problem]:
        yield from self._by_persona(at, effects)
        for key, value in effects.items():
            yield from _effects_problems(self.origin, (*at, key), value, self.names)

    def _condition(self, at: Path, text: str | None) -> Iterator[Problem]:
        if text is None:
            return
        for term in terms_of(parse_condition(text)):
            if isinstance(term, Compare):
                if not term.counted:
                    yield from _unknown(self.origin, at, term.name, self.names.meters, "meter")
            elif term.name in CONCERN_TESTS:
                yield from _unknown(self.origin, at, term.argument, (*self.names.concerns, "stated", "deep"), "concern")
            elif term.name == "flag":
                yield from _unknown(self.origin, at, term.argument, self.names.flags, "flag")
            elif term.name == "seen":
                yield from _unknown(self.origin, at, term.argument, self.names.nodes, "node")
            else:
                yield from _unknown(self.origin, at, term.argument, self.choices, "choice")

    def _exits(self, at: Path, exits: Exits) -> Iterator[Problem]:
        for index, route in enumerate(exits.goto or ()):
            where: Path = (*at, "goto", index, "to")
            yield from self._condition((*at, "goto", index, "when"), route.when)
            yield from _unknown(self.origin, where, route.to, self.names.nodes, "node")
        for index, chance in enumerate(exits.chance or ()):
            yield from _unknown(self.origin, (*at, "chance", index, "to"), chance.to, self.names.nodes, "node")

    def _node(self, name: str, node: Node) -> Iterator[Problem]:
        at: Path = ("nodes", name)
        if node.todo:
            yield Problem("todo", "warning", self.origin.span(at), f"The node '{name}' is still to be written.")
        for key in ("boss", "again", "summary"):
            yield from self._by_persona((*at, key), getattr(node, key))
        yield from self._effects((*at, "effects"), node.effects)
        yield from self._exits(at, node)
        if node.concern is not None:
            yield from _unknown(self.origin, (*at, "concern"), node.concern, (*self.names.concerns, *ROLES), "concern")
        for key in ("fallback", "otherwise"):
            if (target := getattr(node, key)) is not None:
                yield from _unknown(self.origin, (*at, key), target, self.names.nodes, "node")
        if name in self.detours and node.ending is not None:
            message = f"The ending '{name}' is inside a detour; a detour must come back."
            yield Problem("detour-ends", "error", self.origin.span(at), message)
        seen: set[str] = set()
        for index, choice in enumerate(node.choices):
            where: Path = (*at, "choices", index)
            if choice.id in seen:
                message = f"The choice id '{choice.id}' stands twice at this node."
                yield Problem("duplicate-id", "error", self.origin.span((*where, "id")), message)
            seen.add(choice.id)
            yield from self._choice(where, name, choice)

    def _choice(self, at: Path, node: str, choice: Choice) -> Iterator[Problem]:
        for key in ("say", "reply", "why"):
            yield from self._by_persona((*at, key), getattr(choice, key))
        for index, move in enumerate(choice.move):
            yield from _unknown(self.origin, (*at, "move", index), move, self.library.moves, "move")
        for index, card in enumerate(choice.cards):
            yield from _unknown(self.origin, (*at, "cards", index), card, self.library.cards, "card")
        yield from _demand_problems(self.library, self.origin, at, choice)
        yield from self._condition((*at, "when"), choice.when)
        yield from self._effects((*at, "effects"), choice.effects)
        yield from self._exits(at, choice)
        if choice.detour is not None:
            yield from _unknown(self.origin, (*at, "detour"), choice.detour, self.names.nodes, "node")
            if node in self.detours:
                message = "A detour may not start another detour."
                yield Problem("detour-in-detour", "error", self.origin.span((*at, "detour")), message)
        if choice.return_ and node not in self.detours:
            message = f"The choice '{choice.id}' returns, but no detour leads here."
            yield Problem("return-without-detour", "error", self.origin.span((*at, "return")), message)


def _targets(exits: Exits) -> Iterator[str]:
    yield from (route.to for route in exits.goto or ())
    yield from (route.to for route in exits.chance or ())
