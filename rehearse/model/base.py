"""What all models share: strict frozen pydantic values, ids, texts by persona, effects."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from rehearse.model.condition import ConditionError, parse_condition
from rehearse.model.problem import did_you_mean
from rehearse.model.slots import SLOTS, slot_errors

DEFAULT = "default"
CONCERN_VERBS = ("surface", "acknowledge", "answer")
FLAG_VERBS = ("set", "clear")


class Value(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case words joined by hyphens."""

NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _check_slots(text: str) -> str:
    for name in slot_errors(text):
        if name in "{}":
            raise PydanticCustomError("lone-brace", "A lone brace stands in the text. Write it twice to show it.")
        raise PydanticCustomError(
            "unknown-slot",
            "There is no slot '{slot}'.",
            {"slot": f"{{{name}}}", "hint": did_you_mean(name, SLOTS)},
        )
    return text


def _check_condition(text: str) -> str:
    try:
        parse_condition(text)
    except ConditionError as error:
        raise PydanticCustomError("condition", "{reason}", {"reason": str(error)}) from error
    return text


def _wrap_text(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds; the type is checked after it)
    return value if isinstance(value, Mapping) else {DEFAULT: value}


def _needs_default(value: dict[str, Any]) -> dict[str, Any]:
    if DEFAULT not in value:
        raise PydanticCustomError("missing-default", "Texts and effects by persona need a 'default'.")
    return value


Spoken = Annotated[NonEmpty, AfterValidator(_check_slots)]
"""A text in which slots may stand."""

ByPersona = Annotated[
    dict[str, Spoken], BeforeValidator(_wrap_text), Field(min_length=1), AfterValidator(_needs_default)
]
"""A text, or one for each persona with a ``default``; always held as a mapping."""

ConditionText = Annotated[NonEmpty, AfterValidator(_check_condition)]


def _listed(value: Any) -> Any:  # noqa: ANN401
    return (value,) if isinstance(value, str) else value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed)]
"""One id, or a list of them; always held as a tuple."""

OneOrMore = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(min_length=1)]
"""At least one id."""


class Effects(Value):
    """What a line does: meters moved, concerns brought on, flags set and cleared."""

    meters: dict[Id, int] = {}
    surface: Ids = ()
    acknowledge: Ids = ()
    answer: Ids = ()
    set: Ids = ()
    clear: Ids = ()


def _sort_effects(value: Any) -> Any:  # noqa: ANN401
    """The flat mapping that authors write, with every key that is no verb taken for a meter."""
    if not isinstance(value, Mapping):
        return value
    verbs = {key: value[key] for key in (*CONCERN_VERBS, *FLAG_VERBS) if key in value}
    return {**verbs, "meters": {key: value[key] for key in value if key not in verbs}}


PlainEffects = Annotated[Effects, BeforeValidator(_sort_effects)]


def _wrap_effects(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, Mapping) and DEFAULT in value else {DEFAULT: value}


EffectsByPersona = Annotated[dict[str, PlainEffects], BeforeValidator(_wrap_effects)]
"""Effects, or effects for each persona with a ``default``; always held as a mapping."""

NO_EFFECTS = Effects()
