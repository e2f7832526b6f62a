"""The reference page: every key of every file, told from the models, so that it cannot go stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter

from rehearse.loading.schema import ID_PATTERN, TITLES, attribute_docs, kinds, models_of, own_fields_first
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library

HEAD = """\
# Reference: every key

This page is made from the program itself by `rehearse schema --reference`; with a pack around it also names the
pack's moves. [How a meeting works](format.md) says what the keys have to do with each other,
[a first meeting](first-meeting.md) how to begin. A key in **bold** has to be there.

- *Text* goes in quotes if it has a colon with a space after it, ends in one, has a `#` after a space, or begins with a
  sign of YAML's own (`- ? : , [ ] { } # & * ! | > ' " % @` or a backtick).
- *Text by persona* is a text, or a mapping `{default: …, controlling: …}` of which `default` has to be there.
- *An id* is made of lower-case words joined by hyphens: `ask-for-the-reason`.
- *One or a list*: `surface: deep` and `surface: [stated, deep]` are both right.
"""

_NAMED = {
    "own": "an id",
    "node": "a node of this file",
    "flag": "a flag of this file",
    "move": "a move",
    "card": "a card",
    "persona": "a persona",
    "concept": "a concept",
    "article": "an article",
    "point": "a point",
    "meter": "a meter",
    "concern": "a concern, or `stated`, `deep`, `current`",
    "slot": "a slot",
    "condition": "[a condition](format.md#conditions)",
}


def reference_page(library: Library) -> str:
    """The whole page as Markdown, with the moves of *library*."""
    return "\n".join([HEAD, *_pages(), *_slots(), *_moves(library)]) + "\n"


def _pages() -> Iterator[str]:
    told: set[type[BaseModel]] = set()
    for kind, outer in kinds().items():
        yield f"## {TITLES[kind]}\n"
        raw = TypeAdapter(outer).json_schema(ref_template="{model}")
        parts = {**raw.pop("$defs", {}), getattr(outer, "__name__", ""): raw}
        top = outer if isinstance(outer, type) and issubclass(outer, BaseModel) else None
        for model in models_of(outer):
            if model in told:
                continue
            told.add(model)
            if model is not top:
                yield f"### {_called(model.__name__)}\n"
            if top is None and model is models_of(outer)[0]:
                yield "The file is a list of these.\n"
            yield from _model(model, parts[model.__name__])


def _model(model: type[BaseModel], schema: dict[str, Any]) -> Iterator[str]:
    yield " ".join((model.__doc__ or "").split()).replace("``", "`") + "\n"
    yield "| key | what stands there | what it is |\n|---|---|---|"
    docs, needed = attribute_docs(model), schema.get("required", ())
    words = []
    for name in own_fields_first(model):
        key = model.model_fields[name].alias or name
        if among := schema.get("x-among"):
            among = among if name == f"{among['refers']}s" else None
        part = among["of"] if among else schema["properties"][key]
        shown = "*a meter*" if among else f"**`{key}`**" if key in needed else f"`{key}`"
        said = docs.get(name) or part.get("description", "")
        usual = part.get("default")
        if isinstance(usual, (int, str)) and not isinstance(usual, bool):
            said = f"{said} Otherwise: {usual}."
        yield f"| {shown} | {_what(part)} | {_cell(said)} |"
        words += [(key, each) for each in (part, *part.get("anyOf", ())) if each.get("enumDescriptions")]
    yield ""
    for key, part in words:
        yield f"What `{key}` may be:\n"
        for word, said in zip(part["enum"], part["enumDescriptions"], strict=True):
            yield f"- `{word}`: {said}"
        yield ""


def _slots() -> Iterator[str]:
    yield "## The slots\n"
    yield "They stand between braces in what is said: `{brief.days}`. The person's own brief fills them.\n"
    yield "| slot | what stands there where nobody has said anything else |\n|---|---|"
    yield from (f"| `{{{slot}}}` | {value} |" for slot, value in SLOTS.items())
    yield ""


def _moves(library: Library) -> Iterator[str]:
    yield "## The moves\n"
    yield "What a line can do. Choices name them under `move`, personas under `reactions`, cards recommend them.\n"
    yield "| move | with most bosses | what the line does | for example |\n|---|---|---|---|"
    for move in library.moves.values():
        examples = sorted(move.examples, key=len)[:2]
        said = " · ".join(f"*{example}*" for example in examples)
        yield f"| `{move.id}` | {move.general} | {_cell(move.description)} | {_cell(said)} |"


def _called(name: str) -> str:
    """A model's name as people say it: ``GoodAnswers`` becomes ``Good answers``."""
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).strip()
    return words[0].upper() + words[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _what(part: dict[str, Any]) -> str:
    """What may stand for a value, in words."""
    if refers := part.get("x-refers"):
        return str(_NAMED[refers])
    if "$ref" in part:
        called = _called(part["$ref"])
        return f"[{called.lower()}](#{called.lower().replace(' ', '-')})"
    if "anyOf" in part or "allOf" in part:
        return _alternatives(part.get("anyOf") or part["allOf"])
    if "enum" in part or "const" in part:
        return ", ".join(f"`{word}`" for word in part.get("enum", [part.get("const")]))
    match part.get("type"):
        case "array":
            return f"a list{_how_many(part)}: {_what(part['items'])}"
        case "object":
            return _mapping(part)
        case "integer":
            return f"a whole number{_range(part)}"
        case "number":
            return f"a number{_range(part)}"
        case "boolean":
            return "`true` or `false`"
        case _:
            return "an id" if part.get("pattern") == ID_PATTERN else "text"


def _alternatives(parts: list[dict[str, Any]]) -> str:
    said: list[str] = []
    for part in parts:
        if part.get("type") == "null":
            continue
        if part.get("propertyNames", {}).get("x-refers") == "variant":
            said = [f"{' or '.join(said)} by persona"]
        elif part.get("type") == "array" and said and _what(part["items"]) == said[-1]:
            said[-1] = f"{said[-1]}, or a list"
        else:
            said.append(_what(part))
    return " or ".join(said)


def _mapping(part: dict[str, Any]) -> str:
    """What a mapping holds whose keys its author names."""
    refers = part.get("propertyNames", {}).get("x-refers", "name")
    (value,) = part.get("patternProperties", {"": part.get("additionalProperties")}).values()
    return f"by {'id' if refers == 'own' else refers}: {_what(value) if isinstance(value, dict) else 'text'}"


def _how_many(part: dict[str, Any]) -> str:
    least, most = part.get("minItems", 0), part.get("maxItems")
    if most:
        return f" of {least} to {most}"
    return f" of {least} or more" if least > 1 else ""


def _range(part: dict[str, Any]) -> str:
    least, most = part.get("minimum"), part.get("maximum")
    return "" if least is None or most is None else f", {least} to {most}"
