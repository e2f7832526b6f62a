"""What can be played in a boss's file and was hardly meant so: starts, texts lent to others, concerns left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.model.base import DEFAULT
from rehearse.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library, Origin
    from rehearse.loading.yaml_reader import Path
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Scenario

_SOMEBODY = ("he", "him", "his", "himself", "she", "her", "hers", "herself")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST = 3
"""Letters of the shortest part of a name that is looked for in texts."""


def boss_problems(library: Library, name: str) -> Iterator[Problem]:
    """What was hardly meant so in the persona *name*."""
    persona, origin = library.personas[name], library.origins["personas", name]
    yield from _starts(library, persona, origin)
    yield from _named(persona, origin)
    yield from _never_answered(library, persona, origin)


def _starts(library: Library, persona: Persona, origin: Origin) -> Iterator[Problem]:
    """Meters that are to start where they cannot be."""
    meters = {meter.id: meter for meter in library.rules.meters} if library.rules else {}
    for name, start in persona.start.items():
        meter = meters.get(name)
        if meter is None or meter.min <= start <= meter.max:
            continue
        first = min(max(start, meter.min), meter.max)
        message = f"'{name}' goes from {meter.min} to {meter.max}: it will start at {first}, not at {start}."
        yield Problem("start-beyond", "warning", origin.span(("start", name)), message)


def _named(persona: Persona, origin: Origin) -> Iterator[Problem]:
    """This boss, by name or as he or she, in a text that stands for other bosses too."""
    own = {part.casefold() for part in _WORD.findall(persona.name) if len(part) >= _LEAST}
    first = persona.concerns[0]
    concern: list[tuple[Path, str]] = [
        (("concerns", 0, "label"), first.label),
        (("concerns", 0, "about"), first.about),
    ]
    signs: list[tuple[Path, str]] = [(("signs", index), text) for index, text in enumerate(persona.signs)]
    for texts, why in (
        (concern, "the first concern may be lent to another boss"),
        (signs, "the signs are statements in a questionnaire about any boss"),
    ):
        for at, text in texts:
            words = (word for word in _WORD.findall(text) if word.casefold() in own or word.casefold() in _SOMEBODY)
            if word := next(words, ""):
                message = f"'{word}' stands here, but {why}."
                hint = "Say it without a name, and without he or she."
                yield Problem("names-the-boss", "warning", origin.span(at), message, hint)


def _never_answered(library: Library, persona: Persona, origin: Origin) -> Iterator[Problem]:
    """Concerns that stay open whatever is said."""
    general = (persona.general.helps, persona.general.depends, persona.general.hurts)
    own = {answer for each in (*persona.reactions.values(), *general) for answer in each.effects.answer}
    said = [_answers(scenario, persona.id) for scenario in library.scenarios.values()]
    for index, concern in enumerate(persona.concerns):
        part = "deep" if concern.deep else "stated" if index == 0 else "current"
        by_name, by_part = {concern.id}, {concern.id, part, "current"}
        if own & by_part or any(answers & by_name for answers in said):
            continue
        lacking = sum(not answers & by_part for answers in said)
        if not lacking and said:
            continue
        of = f"the concern '{concern.id}'"
        message = f"Nothing answers {of}: no reaction of this boss, and no line of a meeting."
        if lacking < len(said):
            message = f"No reaction of this boss answers {of}, and a line does in some meetings only."
        hint = f"Give 'answer: {concern.id}' to the effects of a reaction or two, so that it can be settled."
        yield Problem("never-answered", "warning", origin.span(("concerns", index, "id")), message, hint)


def _answers(scenario: Scenario, persona: str) -> set[str]:
    """The concerns that nodes and choices of *scenario* answer, as they name them, where *persona* is the boss."""
    by_boss = [node.effects for node in scenario.nodes.values()]
    by_boss += [choice.effects for node in scenario.nodes.values() for choice in node.choices]
    effects = (each.get(persona, each[DEFAULT]) for each in by_boss)
    return {answer for each in effects for answer in each.answer}
