"""Located data to validated values: pydantic's errors turned into problems that anybody understands."""

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from rehearse.model import advice, base, persona, rules, scenario
from rehearse.model.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from rehearse.loading.yaml_reader import Document, Path

T = TypeVar("T")


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


def _sentence(error: "ErrorDetails") -> tuple[str, str, str]:
    """Code, message and hint for one error of pydantic's."""
    kind = error["type"]
    context = error.get("ctx", {})
    last = str(error["loc"][-1]) if error["loc"] else ""
    got = _shown(error["input"])
    match kind:
        case "missing":
            return "missing-key", f"The key '{last}' is missing here.", ""
        case "extra_forbidden":
            return "unknown-key", f"The key '{last}' is not known here.", did_you_mean(last, _KNOWN_KEYS)
        case "literal_error":
            allowed = str(context.get("expected", ""))
            words = [word.strip(" '") for word in allowed.replace(" or ", ",").split(",")]
            hint = did_you_mean(str(error["input"]), words)
            return "unknown-value", f"{got} is not one of {allowed}.", hint
        case "string_pattern_mismatch":
            return "bad-id", f"{got} is no id: lower-case letters and digits, words joined by hyphens.", ""
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
        problems = []
        for details in error.errors(include_url=False):
            code, message, hint = _sentence(details)
            path = (*at, *details["loc"])
            span = document.key_span(path) if code == "unknown-key" else document.span(path)
            problems.append(Problem(code, "error", span, message, hint))
        return None, problems
