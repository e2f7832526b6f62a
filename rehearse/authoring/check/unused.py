"""What stands in content and is there for nothing: flags, meters, slots, routes, old names, cards, points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.coverage import practised_cards
from rehearse.model.condition import All, Compare, Not, Some, Test, parse_condition, terms_of
from rehearse.model.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library, Origin
    from rehearse.loading.yaml_reader import Path
    from rehearse.model.base import Effects
    from rehearse.model.condition import Condition
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Exits, Scenario

_SLOT = re.compile(r"\{([a-z]+\.[a-z_]+)\}")


def unused_in_scenario(library: Library, name: str) -> Iterator[Problem]:
    """Flags, meters, slots and routes of the scenario *name* that nothing comes of, and old names that are taken."""
    scenario, origin = library.scenarios[name], library.origins["scenarios", name]
    yield from _flags(scenario, origin)
    yield from _meters(scenario, origin, [*library.personas.values()])
    yield from _slots(library, scenario, origin)
    for at, exits in _exits(scenario):
        yield from _repeated(origin, at, exits)
    yield from _old_names(scenario, origin)


def unused_advice(library: Library) -> Iterator[Problem]:
    """Cards that no choice practises, and points that no card stands on."""
    practised = practised_cards(library)
    for card in library.cards.values():
        if (card.recommends or card.warns_against) and card.id not in practised:
            message = f"No choice of any scenario practises the card '{card.id}'."
            hint = "Give a choice one of its moves, or name the card under a choice's 'cards'."
            yield Problem("unpractised-card", "note", library.origins["cards", card.id].span(("id",)), message, hint)
    stood_on = {point for card in library.cards.values() for point in card.points}
    for point in library.points:
        if point not in stood_on:
            message = f"No card stands on the point '{point}'."
            yield Problem("unused-point", "note", library.origins["points", point].span(("id",)), message)


def _conditions(scenario: Scenario) -> Iterator[tuple[Path, Condition]]:
    """Every condition of *scenario* and the path to it."""
    for index, interrupt in enumerate(scenario.interrupts):
        yield ("interrupts", index, "when"), parse_condition(interrupt.when)
    for name, node in scenario.nodes.items():
        for number, choice in enumerate(node.choices):
            if choice.when is not None:
                yield ("nodes", name, "choices", number, "when"), parse_condition(choice.when)
    for at, exits in _exits(scenario):
        for index, route in enumerate(exits.goto or ()):
            if route.when is not None:
                yield (*at, "goto", index, "when"), parse_condition(route.when)


def _exits(scenario: Scenario) -> Iterator[tuple[Path, Exits]]:
    for name, node in scenario.nodes.items():
        yield ("nodes", name), node
        for index, choice in enumerate(node.choices):
            yield ("nodes", name, "choices", index), choice


def _effects(scenario: Scenario) -> Iterator[Effects]:
    for node in scenario.nodes.values():
        yield from node.effects.values()
        for choice in node.choices:
            yield from choice.effects.values()


def _flags(scenario: Scenario, origin: Origin) -> Iterator[Problem]:
    changed = {flag for effects in _effects(scenario) for flag in effects.set}
    asked: dict[str, Path] = {}
    for at, condition in _conditions(scenario):
        for term in terms_of(condition):
            if isinstance(term, Test) and term.name == "flag":
                asked.setdefault(term.argument, at)
    for flag in scenario.flags:
        where = origin.document.key_span((*origin.at, "flags", flag))
        if flag in asked and flag not in changed:
            message = f"The flag '{flag}' is asked for here, but nothing ever sets it."
            yield Problem("flag-never-set", "warning", origin.span(asked[flag]), message)
        elif flag not in asked and flag in changed:
            message = f"The flag '{flag}' is set, but nothing ever asks for it."
            yield Problem("unasked-flag", "note", where, message, "If it is for the coach alone, that is in order.")
        elif flag not in asked:
            message = f"The flag '{flag}' is declared, but nothing sets it or asks for it."
            yield Problem("unused-flag", "warning", where, message)


def _meters(scenario: Scenario, origin: Origin, personas: list[Persona]) -> Iterator[Problem]:
    moved = {meter for effects in _effects(scenario) for meter in effects.meters}
    moved |= {meter for boss in personas for reaction in boss.reactions.values() for meter in reaction.effects.meters}
    asked = {
        term.name for _, condition in _conditions(scenario) for term in terms_of(condition) if isinstance(term, Compare)
    }
    for index, meter in enumerate(scenario.meters):
        there = (("moves it", meter.id in moved), ("asks for it", meter.id in asked))
        if missing := " or ".join(word for word, is_there in there if not is_there):
            message = f"The meter '{meter.id}' is declared, but nothing {missing}."
            yield Problem("unused-meter", "warning", origin.span(("meters", index, "id")), message)


def _slots(library: Library, scenario: Scenario, origin: Origin) -> Iterator[Problem]:
    if not scenario.slots:
        return
    used = set(_SLOT.findall(repr(origin.document.data)))
    for persona in library.personas:
        used.update(_SLOT.findall(repr(library.origins["personas", persona].document.data)))
    for slot in scenario.slots:
        if slot not in used:
            message = f"The slot '{{{slot}}}' gets another default here, but no text uses it."
            yield Problem("unused-slot", "note", origin.document.key_span((*origin.at, "slots", slot)), message)


def _repeated(origin: Origin, at: Path, exits: Exits) -> Iterator[Problem]:
    """Routes that are never taken, since an earlier one asks for the same."""
    first: dict[object, Span] = {}
    for index, route in enumerate(exits.goto or ()):
        if route.when is None:
            continue
        asked = _sorted(parse_condition(route.when))
        here = origin.span((*at, "goto", index, "when"))
        if asked in first:
            message = f"This route is never taken: that in line {first[asked].line} asks for the same, and comes first."
            yield Problem("route-repeated", "warning", here, message)
        first.setdefault(asked, here)


def _sorted(condition: Condition) -> object:
    """*condition* in a form that is the same however its parts are ordered."""
    match condition:
        case All(terms) | Some(terms):
            return (type(condition).__name__, frozenset(map(_sorted, terms)))
        case Not(term):
            return ("Not", _sorted(term))
        case _:
            return condition


def _old_names(scenario: Scenario, origin: Origin) -> Iterator[Problem]:
    """Old names of nodes and choices that are those of others."""
    nodes: dict[str, str] = {name: name for name in scenario.nodes}
    for name, node in scenario.nodes.items():
        yield from _clashes(origin, ("nodes", name), "node", name, node.renamed_from, nodes)
        choices = {choice.id: choice.id for choice in node.choices}
        for index, choice in enumerate(node.choices):
            at: Path = ("nodes", name, "choices", index)
            yield from _clashes(origin, at, "choice", choice.id, choice.renamed_from, choices)


def _clashes(
    origin: Origin, at: Path, what: str, name: str, old: tuple[str, ...] | None, taken: dict[str, str]
) -> Iterator[Problem]:
    for index, each in enumerate(old or ()):
        owner = taken.setdefault(each, name)
        if owner == each:
            message = f"There is a {what} '{each}', so that '{each}' cannot be the old name of '{name}'."
        elif owner != name:
            message = f"'{each}' is given as the old name of '{owner}' and of '{name}'."
        else:
            continue
        yield Problem("renamed-clash", "error", origin.span((*at, "renamed_from", index)), message)
