"""Every text of content that somebody is shown, under a key that stays the same however the text is worded.

One walk over a value both lists its texts and puts others in their place: each text is given to a function with its
key, and what the function returns takes its place. Texts for typed replies alone (concepts), for authors alone (the
meaning of flags) and citations (articles) are not among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rehearse.model.base import DEFAULT
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rehearse.loading.library import Library
    from rehearse.model.advice import Card, Move, Point
    from rehearse.model.persona import Concern, Mood, Persona, Reaction
    from rehearse.model.rules import GroundRules, Level, Meter
    from rehearse.model.scenario import Choice, Node, Scenario

BY_ID = ("scenarios", "personas")
"""The kinds of content of which each value has a string table of its own."""
SHARED = ("moves", "cards", "points", "rules")
"""The kinds that share one table each."""
_NAMES = frozenset({"boss.name", "you.name"})  # the persona's own name, and the person's


class Key(NamedTuple):
    """Where a text belongs, by ids: ``door/trip/say``, for one boss ``door/trip/say@sociable``."""

    path: tuple[str, ...]
    variant: str = ""  # a persona, where the text is that persona's own

    def __str__(self) -> str:
        """As it stands in tables."""
        path = "/".join(self.path)
        return f"{path}@{self.variant}" if self.variant else path

    @property
    def field(self) -> str:
        """What the text is: ``say``, ``boss``, ``summary``; for one of several the word before its number."""
        return next((part for part in reversed(self.path) if not part.isdigit()), "")


Say: TypeAlias = "Callable[[Key, str], str]"
"""What is to be said in place of a text."""


def tables_of(library: Library) -> tuple[str, ...]:
    """What has a string table: ``scenarios/<id>`` and ``personas/<id>``, and one for each kind of advice."""
    own = [f"{kind}/{name}" for kind in BY_ID for name in getattr(library, kind)]
    return (*own, *(kind for kind in SHARED if kind == "rules" or getattr(library, kind)))


def texts_of(library: Library, table: str) -> dict[str, tuple[Key, str]]:
    """Every text of *table* (as ``tables_of`` names it), by its key written out, in the order of the content.

    Empty where there is no such content.
    """
    found: dict[str, tuple[Key, str]] = {}

    def listed(key: Key, text: str) -> str:
        found[str(key)] = (key, text)
        return text

    said_otherwise(library, table, listed)
    return found


def said_otherwise(library: Library, table: str, say: Say) -> None:
    """Put into *library* what *say* makes of the texts of *table*. Values are replaced, never changed."""
    kind, _, name = table.partition("/")
    match kind:
        case "scenarios" if name in library.scenarios:
            library.scenarios[name] = _scenario(library.scenarios[name], say)
        case "personas" if name in library.personas:
            library.personas[name] = _persona(library.personas[name], say)
        case "moves":
            library.moves.update({move.id: _move(move, say) for move in library.moves.values()})
        case "cards":
            library.cards.update({card.id: _card(card, say) for card in library.cards.values()})
        case "points":
            library.points.update({point.id: _point(point, say) for point in library.points.values()})
        case "rules" if library.rules is not None:
            library.rules = _rules(library.rules, say)
        case _:
            pass


def slot_defaults(say: Say) -> Iterator[tuple[str, str]]:
    """What stands in each slot where neither brief nor scenario says otherwise; names of people are left out."""
    yield from ((slot, say(Key(("slots", slot)), text)) for slot, text in SLOTS.items() if slot not in _NAMES)


class _At:
    """A place in a value: writes keys below it."""

    def __init__(self, say: Say, *path: str) -> None:
        self.say = say
        self.path = path

    def text(self, field: str, text: str) -> str:
        return self.say(Key((*self.path, field)), text)

    def several(self, field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.say(Key((*self.path, field, str(n))), text) for n, text in enumerate(texts, 1))

    def by_persona(self, field: str, texts: Mapping[str, str] | None) -> dict[str, str] | None:
        if texts is None:
            return None
        return {
            persona: self.say(Key((*self.path, field), "" if persona == DEFAULT else persona), text)
            for persona, text in texts.items()
        }


def _scenario(scenario: Scenario, say: Say) -> Scenario:
    at = _At(say)
    return scenario.model_copy(
        update={
            "title": at.text("title", scenario.title),
            **{key: at.by_persona(key, getattr(scenario, key)) for key in ("summary", "you", "scene", "asks")},
            "slots": {slot: say(Key(("slots", slot)), text) for slot, text in scenario.slots.items()},
            "meters": tuple(_meter(meter, say) for meter in scenario.meters),
            "nodes": {name: _node(name, node, say) for name, node in scenario.nodes.items()},
        }
    )


def _meter(meter: Meter, say: Say) -> Meter:
    at = _At(say, "meters", meter.id)
    return meter.model_copy(
        update={"label": at.text("label", meter.label), "description": at.text("description", meter.description)}
    )


def _node(name: str, node: Node, say: Say) -> Node:
    at = _At(say, "nodes", name)
    return node.model_copy(
        update={
            "title": node.title and at.text("title", node.title),
            **{key: at.by_persona(key, getattr(node, key)) for key in ("boss", "again", "summary")},
            "notes": node.notes and at.text("notes", node.notes),
            "choices": tuple(_choice(name, choice, say) for choice in node.choices),
        }
    )


def _choice(node: str, choice: Choice, say: Say) -> Choice:
    at = _At(say, "nodes", node, choice.id)
    return choice.model_copy(update={key: at.by_persona(key, getattr(choice, key)) for key in ("say", "reply", "why")})


def _persona(persona: Persona, say: Say) -> Persona:
    at, lines = _At(say), persona.lines
    spoken = _At(say, "lines")
    return persona.model_copy(
        update={
            **{key: at.text(key, getattr(persona, key)) for key in ("title", "name", "role", "about", "talks")},
            "signs": at.several("signs", persona.signs),
            "concerns": tuple(_concern(concern, say) for concern in persona.concerns),
            "moods": tuple(_mood(mood, say) for mood in persona.moods),
            "cues": {
                meter: cues.model_copy(
                    update={
                        band: _At(say, "cues", meter).several(band, getattr(cues, band))
                        for band in ("low", "middle", "high")
                    }
                )
                for meter, cues in persona.cues.items()
            },
            "reactions": {move: _reaction(r, _At(say, "reactions", move)) for move, r in persona.reactions.items()},
            "general": persona.general.model_copy(
                update={
                    kind: _reaction(getattr(persona.general, kind), _At(say, "general", kind))
                    for kind in ("helps", "depends", "hurts")
                }
            ),
            "lines": lines.model_copy(
                update={
                    "objection": {
                        concern: _At(say, "lines", "objection").several(concern, said)
                        for concern, said in lines.objection.items()
                    },
                    **{
                        kind: spoken.several(kind, getattr(lines, kind))
                        for kind in type(lines).model_fields
                        if kind != "objection"
                    },
                }
            ),
        }
    )


def _concern(concern: Concern, say: Say) -> Concern:
    at = _At(say, "concerns", concern.id)
    return concern.model_copy(
        update={"label": at.text("label", concern.label), "about": at.text("about", concern.about)}
    )


def _mood(mood: Mood, say: Say) -> Mood:
    return mood.model_copy(update={"cue": _At(say, "moods", mood.id).text("cue", mood.cue)})


def _reaction(reaction: Reaction, at: _At) -> Reaction:
    return reaction.model_copy(
        update={"says": at.several("says", reaction.says), "thinks": at.text("thinks", reaction.thinks)}
    )


def _move(move: Move, say: Say) -> Move:
    at = _At(say, move.id)
    return move.model_copy(
        update={
            "label": at.text("label", move.label),
            "description": at.text("description", move.description),
            "examples": at.several("examples", move.examples),
        }
    )


def _card(card: Card, say: Say) -> Card:
    at = _At(say, card.id)
    return card.model_copy(
        update={key: at.text(key, getattr(card, key)) for key in ("title", "why", "example", "counter_example")}
    )


def _point(point: Point, say: Say) -> Point:
    at = _At(say, point.id)
    return point.model_copy(update={key: at.text(key, getattr(point, key)) for key in ("where", "text")})


def _level(level: Level, say: Say) -> Level:
    at = _At(say, "levels", level.id)
    return level.model_copy(
        update={"label": at.text("label", level.label), "description": at.text("description", level.description)}
    )


def _rules(rules: GroundRules, say: Say) -> GroundRules:
    return rules.model_copy(
        update={
            "meters": tuple(_meter(meter, say) for meter in rules.meters),
            "levels": tuple(_level(level, say) for level in rules.levels),
        }
    )
