"""Located data to validated values: pydantic's errors turned into problems that anybody understands."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from rehearse.loading.yaml_slips import in_quotes
from rehearse.model import advice, base, pack, persona, rules, scenario
from rehearse.model.codes import CODES
from rehearse.model.problem import Problem, Span, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic_core import ErrorDetails

    from rehearse.loading.yaml_reader import Document, Path

T = TypeVar("T")
_MOST_PASSES = 3
"""How often data is looked at again after what had a problem was left out."""


def _keys_of(*modules: object) -> frozenset[str]:
    models = [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return frozenset(
        field.alias or name for model in models for name, field in model.model_fields.items() if name != "meters"
    )


_KNOWN_KEYS = _keys_of(base, rules, scenario, persona, advice, pack)

_LIKE_A_KEY = re.compile(r"[a-z_]+\Z")
_KINDS = {
    "string_type": "A text",
    "int_type": "A whole number",
    "int_from_float": "A whole number",
    "float_type": "A number",
    "bool_type": "Either true or false",
    "tuple_type": "A list",
    "dict_type": "A mapping (key: value)",
    "model_type": "A mapping (key: value)",
    "model_attributes_type": "A mapping (key: value)",
}


_YES, _NO = frozenset({"yes", "on", "y"}), frozenset({"no", "off", "n"})
_PATTERNS = {
    "^[A-Z]": ("bad-point", "{got} is no point: two capitals, a hyphen and a number, such as LP-09."),
    "^[0-9]": ("bad-version", "{got} is no version: numbers with points between them, such as 1.0."),
    "^[a-z]{2,3}": ("bad-language", "{got} is no language: write en, de or pt-BR."),
}
"""What is meant where a text does not fit its pattern, by how the pattern begins; else an id is meant."""
_LONGEST = 40
"""Signs of a value that a sentence repeats."""
_ALIKE = 2
"""Keys that two mappings share, from which on they are taken for the same kind of thing."""


def _shown(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, bool):
        return f"'{str(value).lower()}' (yes or no to YAML)"
    text = str(value)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"the number {text}" if isinstance(value, (int, float)) else f"'{text}'"


def _likely_key(path: "Path") -> str:
    """The key that was probably meant where content does not know the one that *path* ends with."""
    return did_you_mean(str(path[-1]), _KNOWN_KEYS)


def sentence(error: "ErrorDetails", likely_key: "Callable[[Path], str]" = _likely_key) -> tuple[str, str, str]:
    """Code, message and hint for one error of pydantic's; *likely_key* finds the hint for a key that is not known.

    What pydantic itself says is never shown: it is written for programmers.
    """
    kind = error["type"]
    if kind in CODES:  # one of our own, from the models
        return kind, str(error["msg"]), str(error.get("ctx", {}).get("hint", ""))
    return _of_keys(error, likely_key) or _of_texts(error) or _of_amounts(error) or _of_kinds(error)


def _of_keys(error: "ErrorDetails", likely_key: "Callable[[Path], str]") -> tuple[str, str, str] | None:
    name = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return "missing-key", f"The key '{name}' is missing here.", ""
        case "extra_forbidden" if error["input"] is None and not _LIKE_A_KEY.match(name):
            hint = "If it belongs to a text between { and }, put that text in quotes: a comma ends it."
            return "unknown-key", f"'{_cut(name)}' is taken for a key here, and is none.", hint
        case "extra_forbidden":
            return "unknown-key", f"The key '{_cut(name)}' is not known here.", likely_key(error["loc"])
        case _:
            return None


def _of_texts(error: "ErrorDetails") -> tuple[str, str, str] | None:
    context, value = error.get("ctx", {}), error["input"]
    got = _shown(value)
    match error["type"]:
        case "literal_error":
            allowed = str(context.get("expected", ""))
            words = [word.strip(" '") for word in allowed.replace(" or ", ",").split(",")]
            said = f"{got[:1].upper()}{got[1:]} is not one of {allowed}."
            return "unknown-value", said, did_you_mean(str(value), words)
        case "string_pattern_mismatch":
            pattern = str(context.get("pattern", ""))
            for beginning, (code, message) in _PATTERNS.items():
                if pattern.startswith(beginning):
                    return code, message.format(got=got), ""
            return "bad-id", f"{got} is no id: lower-case letters and digits, words joined by hyphens.", _as_id(value)
        case "string_too_long":
            return "too-long", f"At most {context.get('max_length')} characters are allowed here.", ""
        case "string_too_short":
            return "empty-text", "A text is expected here, and it is empty.", ""
        case _:
            return None


def _of_amounts(error: "ErrorDetails") -> tuple[str, str, str] | None:
    context = error.get("ctx", {})
    match error["type"]:
        case "too_short":
            least, there = context.get("min_length", 1), context.get("actual_length", 0)
            many = "is" if least == 1 else "are"
            return "too-few", f"At least {least} {many} needed here; there {_are(there)}.", ""
        case "too_long":
            return "too-many", f"At most {context.get('max_length')} are allowed here.", ""
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            relation = "at least" if "ge" in context else "at most"
            return "out-of-range", f"The number must be {relation} {bound}.", ""
        case "int_parsing_size" | "finite_number":
            return "out-of-range", "The number is too large.", ""
        case _:
            return None


def _of_kinds(error: "ErrorDetails") -> tuple[str, str, str]:
    kind, value = error["type"], error["input"]
    if kind == "string_type" and value is None:
        return "wrong-type", "A text is expected here, and there is none.", "A text that begins with # needs quotes."
    expected = _KINDS.get(kind)
    if expected is None:
        return "wrong-type", "What stands here cannot be used in this place.", ""
    hint = ""
    if kind == "bool_type" and isinstance(value, str) and value.casefold() in _YES | _NO:
        hint = f"Write {'true' if value.casefold() in _YES else 'false'}."
    elif kind == "string_type" and isinstance(value, (bool, int, float)):
        hint = "To have it as a text, put it in quotes."
    elif kind == "tuple_type" and not isinstance(value, dict) and value is not None:
        hint = "A list is written with a hyphen before each item, or between [ and ]."
    return "wrong-type", f"{expected} is expected here, not {_shown(value)}.", hint


def _are(count: int) -> str:
    return "is none" if not count else "is 1" if count == 1 else f"are {count}"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _as_id(value: Any) -> str:  # noqa: ANN401
    """A suggestion: the id that *value* would be."""
    plain = unicodedata.normalize("NFKD", str(value)[:_LONGEST]).encode("ascii", "ignore").decode().casefold()
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    return f"Write '{made}'." if made else ""


def validated(document: "Document", kind: Any, data: Any, at: "Path" = ()) -> tuple[Any, list[Problem]]:  # noqa: ANN401
    """*data*, which stands at *at*, as *kind*; or ``None`` and every problem with it at its own line.

    The document keeps what comes of it, and a second call gives the same value.
    """
    kept = document.values.get((kind, at))
    if kept is None:
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        try:
            kept = adapter.validate_python(data), ()
        except ValidationError as error:
            kept = None, tuple(_problems(document, error.errors(include_url=False), at))
        document.values[kind, at] = kept
    value, problems = kept
    return value, list(problems)


def _problems(document: "Document", errors: "list[ErrorDetails]", at: "Path") -> list[Problem]:
    """A problem for each of *errors*, but one for all keys that are missing in one place."""
    errors = [details for details in errors if not _follows(details)]
    missing: dict[Path, list[str]] = {}
    for details in errors:
        if details["type"] == "missing":
            missing.setdefault(details["loc"][:-1], []).append(str(details["loc"][-1]))
    problems = []
    for around, names in missing.items():
        many = ", ".join(f"'{name}'" for name in names[:-1])
        said = f"The keys {many} and '{names[-1]}' are" if many else f"The key '{names[0]}' is"
        problems.append(Problem("missing-key", "error", document.span((*at, *around)), f"{said} missing here."))
    rest = (details for details in errors if details["type"] not in {"missing", "faults"})
    problems += [_problem(document, details, at, _likely_key) for details in rest]
    return problems + [
        problem for details in errors if details["type"] == "faults" for problem in _faults(document, details, at)
    ]


def _faults(document: "Document", details: "ErrorDetails", at: "Path") -> "Iterator[Problem]":
    """The problems that a check of a whole value found inside it."""
    for fault in details["ctx"]["faults"]:
        span = document.span((*at, *details["loc"], *fault.at))
        yield Problem(fault.code, "error", span, fault.message, fault.hint)


def _follows(details: "ErrorDetails") -> bool:
    """Whether a list counts as too short only since items of it are wrong, which is told of each by itself."""
    value = details["input"]
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(value, tuple) and len(value) >= least


def salvaged(
    document: "Document",
    kind: Any,  # noqa: ANN401
    likely_key: "Callable[[Path], str]" = _likely_key,
) -> tuple[Any, list[Problem]]:
    """What of the document's data is *kind*: what has a problem is left out, and its problem told.

    ``None`` where nothing can be made of it.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    data: Any = document.data
    problems: list[Problem] = []
    for _ in range(_MOST_PASSES):
        try:
            return adapter.validate_python(data), problems
        except ValidationError as error:
            errors = [details for details in error.errors(include_url=False) if not _follows(details)]
            problems += [_problem(document, details, (), likely_key) for details in errors]
            if any(not details["loc"] for details in errors):
                break
            for details in sorted(errors, key=lambda details: [str(part).zfill(6) for part in details["loc"]])[::-1]:
                data = _without(data, details["loc"], details.get("ctx", {}).get("max_length", 0))
    return None, problems


def _problem(document: "Document", details: "ErrorDetails", at: "Path", likely_key: "Callable[[Path], str]") -> Problem:
    path = (*at, *details["loc"])
    if (found := _colon(document, details, path)) is not None:
        return found
    code, message, hint = sentence(details, likely_key)
    if code == "unknown-key" and not hint:
        hint = _hangs_on(document, path)
    is_key = code == "unknown-key" or details["loc"][-1:] == ("[key]",)
    span = document.key_span(path) if is_key else document.span(path)
    return Problem(code, "error", span, message, hint)


def _colon(document: "Document", details: "ErrorDetails", path: "Path") -> Problem | None:
    """The problem with a text in a list that a colon made a key and its value: ``- One thing: who covers?``."""
    value = details["input"]
    if details["type"] != "string_type" or not isinstance(value, dict) or len(value) != 1:
        return None
    ((key, rest),) = value.items()
    span = document.keys.get((*path, key))
    if not isinstance(path[-1], int) or not isinstance(rest, str) or span is None:
        return None
    place = Span(span.path, span.line, span.column + len(key))
    message = "A colon with a space after it stands inside a text."
    return Problem("yaml-colon", "error", place, message, in_quotes(f"{key}: {rest}"))


def _hangs_on(document: "Document", path: "Path") -> str:
    """A suggestion for an unknown key that is built as what it stands in: it is indented too far."""
    inner, around = _at(document.data, path), _at(document.data, path[:-1])
    span = document.keys.get(path[:-1])
    if span is None or not isinstance(inner, dict) or not isinstance(around, dict):
        return ""
    if len(inner.keys() & around.keys()) < _ALIKE:
        return ""
    where = f"'{_cut(str(path[-2]))}' in line {span.line}"
    return f"It is indented as part of {where}: if it stands beside that, give it the same indentation."


def _at(data: Any, path: "Path") -> Any:  # noqa: ANN401
    """What of *data* stands at *path*, or nothing."""
    for part in path:
        is_there = part in data if isinstance(data, dict) else isinstance(data, tuple) and part in range(len(data))
        if not is_there:
            return None
        data = data[part]
    return data


def _without(data: Any, path: "Path", most: int) -> Any:  # noqa: ANN401
    """*data* without the value at *path*, or without the nearest one around it; of a list *most* may stay."""
    if not path:
        return data[:most] if isinstance(data, tuple) else None
    first, *rest = path
    if isinstance(data, dict):
        inner = _without(data[first], tuple(rest), most) if first in data else None
        left = {key: value for key, value in data.items() if key != first}
        return (left | {first: inner}) if inner else left if first in data else None
    if isinstance(data, tuple) and isinstance(first, int) and first < len(data):
        inner = _without(data[first], tuple(rest), most)
        return (*data[:first], *((inner,) if inner else ()), *data[first + 1 :])
    return None
