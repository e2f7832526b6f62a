"""JSON Schema for what authors write, with the ids that exist: by it editors complete, underline and explain.

Draft-07, generated from the models in the form in which authors write (a text or a mapping by persona, one id or a
list), not in the form in which values are held.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter

from rehearse.loading.references import ROLES
from rehearse.model.advice import Article, Card, Concept, Move, Point
from rehearse.model.base import DEFAULT
from rehearse.model.condition import MAX_LENGTH
from rehearse.model.pack import Pack
from rehearse.model.persona import Persona
from rehearse.model.rules import GroundRules
from rehearse.model.scenario import Scenario
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.loading.library import Library

DRAFT = "http://json-schema.org/draft-07/schema#"
ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"

KINDS: Mapping[str, Any] = {
    "scenario": Scenario,
    "persona": Persona,
    "cards": tuple[Card, ...],
    "moves": tuple[Move, ...],
    "concepts": tuple[Concept, ...],
    "points": tuple[Point, ...],
    "articles": tuple[Article, ...],
    "ground-rules": GroundRules,
    "pack": Pack,
}
"""Every kind of content file, and what stands in it."""

TITLES: Mapping[str, str] = {
    "scenario": "A scenario (scenarios/*.yaml)",
    "persona": "A persona (personas/*.yaml)",
    "cards": "Advice cards (advice/cards/*.yaml)",
    "moves": "Moves (advice/moves.yaml)",
    "concepts": "The thesaurus (advice/concepts.yaml)",
    "points": "Points (advice/points.yaml)",
    "articles": "Articles (advice/articles.yaml)",
    "ground-rules": "The ground rules (advice/ground-rules.yaml)",
    "pack": "A pack's manifest (pack.yaml)",
    "tests": "A scenario's tests (scenarios/*.tests.yaml)",
}

_OWN = {"node": "A node of this file.", "flag": "A flag of this file.", "own": ""}
"""What a file names itself, so that no list of it can be made: any id will do."""
_CONDITION = (
    "A condition, such as `trust >= 4 and answered(deep) and not chosen(opening.threaten)`: meters compared with "
    "whole numbers, `flag(x)`, `chosen(node.choice)`, `seen(node)`, `held(c)`, `surfaced(c)`, `acknowledged(c)`, "
    "`answered(c)`, `count(answered) >= 2`, `and`, `or`, `not`, brackets."
)


def json_schema(kind: str, library: Library) -> dict[str, Any]:
    """The schema for one *kind* of file beside the content of *library*. Raises ``KeyError`` for an unknown kind."""
    model = kinds()[kind]
    raw = TypeAdapter(model).json_schema(ref_template="#/definitions/{model}")
    definitions = raw.pop("$defs", {})
    fill = _Filling(_names(library), own_concerns=kind == "persona")
    models = {each.__name__: each for each in models_of(model)}
    whole = {name: fill.filled(_described(part, models.get(name))) for name, part in definitions.items()}
    top = fill.filled(_described(raw, model if isinstance(model, type) else None))
    ids = {name: ids for name, ids in fill.ids().items() if name in fill.used}
    return {"$schema": DRAFT, "title": TITLES[kind], **top, "definitions": {**whole, **ids}}


def kinds() -> Mapping[str, Any]:
    """Every kind of file there is, tests among them."""
    from rehearse.model import tests  # noqa: PLC0415

    return {**KINDS, "tests": tests.MeetingTests}


@cache
def attribute_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """What stands below each of a model's keys in its source, by the attribute's name; inherited ones too."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if not issubclass(kind, BaseModel) or kind is BaseModel:
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for statement, after in pairwise(body):
            match statement, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = " ".join(inspect.cleandoc(text).split()).replace("``", "`")
                case _:
                    pass
    return found


def own_fields_first(model: type[BaseModel]) -> list[str]:
    """The names of a model's attributes: its own before those that it has from another model."""
    own = list(model.__annotations__)
    return sorted(model.model_fields, key=lambda name: (name not in own, own.index(name) if name in own else 0))


def models_of(kind: Any) -> list[type[BaseModel]]:  # noqa: ANN401
    """Every model that *kind* is made of, the outermost first."""
    found: dict[type[BaseModel], None] = {}
    waiting = [kind]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, type) and issubclass(part, BaseModel):
            if part not in found:
                found[part] = None
                waiting += [part.model_fields[name].annotation for name in own_fields_first(part)]
        else:
            waiting += getattr(part, "__args__", ())
    return list(found)


def _described(schema: dict[str, Any], model: type[BaseModel] | None) -> dict[str, Any]:
    """A model's schema with what its keys mean."""
    if model is None or "properties" not in schema:
        return schema
    docs, properties = attribute_docs(model), schema["properties"]
    described = {}
    for name in own_fields_first(model):
        key = model.model_fields[name].alias or name
        if key in properties:
            described[key] = {**properties[key], **_said(docs.get(name) or properties[key].get("description", ""))}
    return {**schema, **_said(" ".join((model.__doc__ or "").split()).replace("``", "`")), "properties": described}


def _said(text: str) -> dict[str, str]:
    """A description as all editors read it, and as those do that know Markdown."""
    return {"description": text.replace("`", "'"), "markdownDescription": text} if text else {}


def _names(library: Library) -> dict[str, dict[str, str]]:
    """What may be named, by kind: each id with what it means."""
    bosses = {persona.id: f"{persona.name}: {persona.title}." for persona in library.personas.values()}
    return {
        "move": {move.id: f"{move.label}. {move.description}" for move in library.moves.values()},
        "card": {card.id: card.title for card in library.cards.values()},
        "persona": {**bosses, "creative": "A boss who looks for ideas."},
        "variant": {DEFAULT: "For every boss who is not named here.", **bosses},
        "concept": {each.id: f"{each.label[0].upper()}{each.label[1:]}." for each in library.concepts.values()},
        "article": {article.id: article.title for article in library.articles.values()},
        "point": {point.id: point.text for point in library.points.values()},
        "meter": {
            meter.id: f"{meter.label}, {meter.min} to {meter.max}. {meter.description}"
            for meter in (library.rules.meters if library.rules else ())
        },
        "concern": {
            "current": "The first that is not answered; to surface: still held; to acknowledge: surfaced.",
            "stated": "The one that this boss gives first.",
            "deep": "The one underneath.",
            **{
                concern.id: f"{persona.name}: {concern.label}."
                for persona in library.personas.values()
                for concern in persona.concerns
            },
        },
        "slot": {slot: f"Where nothing else is said: {value}" for slot, value in SLOTS.items()},
    }


class _Filling:
    """Puts the ids that exist in the place of every mark that something is named by its id, and tidies on the way."""

    def __init__(self, names: Mapping[str, Mapping[str, str]], *, own_concerns: bool) -> None:
        self.names = names
        self.own_concerns = own_concerns
        self.used: set[str] = set()

    def ids(self) -> dict[str, dict[str, Any]]:
        """The definitions of the ids of each kind."""
        return {f"{kind}-id": self._listed(kind, known) for kind, known in self.names.items()}

    def _listed(self, kind: str, known: Mapping[str, str]) -> dict[str, Any]:
        if kind == "concern" and self.own_concerns:
            roles = {role: known[role] for role in ROLES}
            return {"anyOf": [_words(roles), {"type": "string", "pattern": ID_PATTERN}]}
        return _words(known)

    def filled(self, schema: Any) -> Any:  # noqa: ANN401
        """*schema* with ids; below ``properties`` and the like every schema in it."""
        if not isinstance(schema, dict):
            return schema
        plain = {key: value for key, value in schema.items() if key not in ("title", "default")}
        if kind := plain.pop("x-refers", ""):
            return {**{key: value for key, value in plain.items() if key != "type"}, **self._reference(kind)}
        if keys := plain.pop("propertyNames", {}).get("x-refers"):
            return {**self._keyed(keys, self.filled(plain.pop("additionalProperties"))), **plain}
        if among := plain.pop("x-among", None):
            plain |= self._joined(plain["properties"], **among)
        if "anyOf" in plain:
            plain = _one_of(plain)
            if "anyOf" not in plain:
                return self.filled(plain)
            plain["anyOf"] = [self.filled(part) for part in plain["anyOf"]]
        if "properties" in plain:
            plain["properties"] = {name: self.filled(part) for name, part in plain["properties"].items()}
        for key in ("items", "additionalProperties"):
            if key in plain:
                plain[key] = self.filled(plain[key])
        return plain

    def _joined(self, properties: dict[str, Any], refers: str, of: dict[str, Any]) -> dict[str, Any]:
        """The *properties* of a mapping in which ids stand as keys too, each with a value as *of* says."""
        named = {name: {**of, **_said(said)} for name, said in self.names[refers].items()}
        further = False if self.own_concerns else {**of, **_said(f"A {refers} that this meeting has of its own.")}
        return {"properties": {**properties, **named}, "additionalProperties": further}

    def _reference(self, kind: str) -> dict[str, Any]:
        """What stands where something of this kind is named; it must not have a description of its own."""
        if kind == "condition":
            return {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}
        if kind in _OWN:
            return {"type": "string", "pattern": ID_PATTERN, "maxLength": 80}
        if not self.names.get(kind):  # there is none yet
            return {"type": "string"}
        self.used.add(f"{kind}-id")
        return {"$ref": f"#/definitions/{kind}-id"}

    def _keyed(self, kind: str, value: dict[str, Any]) -> dict[str, Any]:
        """A mapping whose keys are ids of a kind."""
        if kind in _OWN or (kind == "concern" and self.own_concerns):
            names = {"propertyNames": {"pattern": ID_PATTERN, "maxLength": 80}}
            return {"type": "object", **names, "additionalProperties": value}
        properties = {name: {**value, **_said(said)} for name, said in self.names[kind].items()}
        needed = {"required": [DEFAULT]} if kind == "variant" else {}
        return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def _words(known: Mapping[str, str]) -> dict[str, Any]:
    said = list(known.values())
    return {"type": "string", "enum": list(known), "enumDescriptions": said, "markdownEnumDescriptions": said}


def _one_of(schema: dict[str, Any]) -> dict[str, Any]:
    """Alternatives without nests and without nothing: a key that is there has something after it.

    What holds for a value once it is read (how many there are) is said of the lists among them.
    """
    least, most = schema.pop("minLength", None), schema.pop("maxLength", None)
    parts: list[dict[str, Any]] = []
    for part in schema.pop("anyOf"):
        if part.get("type") == "null":
            continue
        inner = _one_of(dict(part)) if "anyOf" in part else part
        parts += inner["anyOf"] if set(inner) == {"anyOf"} else [inner]
    bounds = {"minItems": least, "maxItems": most}
    given = {key: value for key, value in bounds.items() if value is not None}
    parts = [{**given, **part} if part.get("type") == "array" else part for part in parts]
    return {**parts[0], **schema} if len(parts) == 1 else {"anyOf": parts, **schema}
