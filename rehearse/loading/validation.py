"""Located data to validated values: pydantic's errors turned into problems that anybody understands."""

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from rehearse.model import advice, base, persona, rules, scenario
from rehearse.model.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

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


_KNOWN_KEYS = _keys_of(base, rules, scenario, persona, advice)

_KINDS = {
    "string_type": "A text",
    "int_type": "A whole number",
    "int_from_float": "A whole number",
    "float_type": "A number",
    "bool_type": "true or false",
    "tuple_type": "A list",
    "dict_type": "A mapping (key: value)",
    "model_type": "A mapping (key: value)",
    "model_attributes_type": "A mapping (key: value)",
}


def _shown(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"  # noqa: PLR2004


def _likely_key(path: "Path") -> str:
    """The key that was probably meant where content does not know the one that *path* ends with."""
    return did_you_mean(str(path[-1]), _KNOWN_KEYS)


def sentence(error: "ErrorDetails", likely_key: "Callable[[Path], str]" = _likely_key) -> tuple[str, str, str]:
    """Code, message and hint for one error of pydantic's; *likely_key* finds the hint for a key that is not known."""
    kind = error["type"]
    context = error.get("ctx", {})
    last = str(error["loc"][-1]) if error["loc"] else ""
    got = _shown(error["input"])
    match kind:
        case "missing":
            return "missing-key", f"The key '{last}' is missing here.", ""
        case "extra_forbidden":
            return "unknown-key", f"The key '{last}' is not known here.", likely_key(error["loc"])
        case "literal_error":
            allowed = str(context.get("expected", ""))
            words = [word.strip(" '") for word in allowed.replace(" or ", ",").split(",")]
            hint = did_you_mean(str(error["input"]), words)
            return "unknown-value", f"{got} is not one of {allowed}.", hint
        case "string_pattern_mismatch":
            return "bad-id", f"{got} is no id: lower-case letters and digits, words joined by hyphens.", ""
        case "string_too_long":
            return "too-long", f"At most {context.get('max_length')} characters are allowed here.", ""
        case "string_too_short":
            return "empty-text", "A text is expected here, and it is empty.", ""
        case "too_short":
            least = context.get("min_length", 1)
            return "too-few", f"At least {least} {'is' if least == 1 else 'are'} needed here.", ""
        case "too_long":
            return "too-many", f"At most {context.get('max_length')} are allowed here.", ""
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            relation = "at least" if "ge" in context else "at most"
            return "out-of-range", f"The number must be {relation} {bound}.", ""
        case _ if kind in _KINDS:
            return "wrong-type", f"{_KINDS[kind]} is expected here, not {got}.", ""
        case _:
            return kind.replace("_", "-"), str(error["msg"]), str(context.get("hint", ""))


def validated(document: "Document", kind: Any, data: Any, at: "Path" = ()) -> tuple[Any, list[Problem]]:  # noqa: ANN401
    """*data* as *kind*, or ``None`` and every problem with it at its own line."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        return adapter.validate_python(data), []
    except ValidationError as error:
        return None, [_problem(document, details, at, _likely_key) for details in error.errors(include_url=False)]


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
            errors = error.errors(include_url=False)
            problems += [_problem(document, details, (), likely_key) for details in errors]
            if any(not details["loc"] for details in errors):
                break
            for details in sorted(errors, key=lambda details: [str(part).zfill(6) for part in details["loc"]])[::-1]:
                data = _without(data, details["loc"], details.get("ctx", {}).get("max_length", 0))
    return None, problems


def _problem(document: "Document", details: "ErrorDetails", at: "Path", likely_key: "Callable[[Path], str]") -> Problem:
    code, message, hint = sentence(details, likely_key)
    path = (*at, *details["loc"])
    span = document.key_span(path) if code == "unknown-key" else document.span(path)
    return Problem(code, "error", span, message, hint)


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
