"""What all models share: strict frozen pydantic values, ids, texts by persona, effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from rehearse.model.condition import ConditionError, parse_condition
from rehearse.model.problem import did_you_mean
from rehearse.model.slots import SLOTS, slot_errors

DEFAULT = "default"
CONCERN_VERBS = ("surface", "acknowledge", "answer")
FLAG_VERBS = ("set", "clear")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong inside a value: a check of the whole value that finds several tells each at its place."""

    code: str
    at: tuple[str | int, ...]
    """The path to it, from the value on."""
    message: str
    hint: str = ""


def faulty(faults: Sequence[Fault]) -> PydanticCustomError:
    """The error to raise for a value with *faults*; ``loading.validation`` makes a problem of each."""
    return PydanticCustomError("faults", "{said}", {"said": " ".join(f.message for f in faults), "faults": faults})


class Value(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case words joined by hyphens."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Beside a type: it names something by its id. Editors complete those that exist, by way of the JSON Schema."""

    kind: str
    """What is named: ``move``, ``card``, ``node``, …"""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        """The type's own schema is left aside: ``loading.schema`` puts the ids that exist in this one's place."""
        del core_schema, handler
        return {"type": "string", "x-refers": self.kind}


@dataclass(frozen=True, slots=True)
class Explained:
    """Beside a ``Literal``: what each of its words means, in the order in which they stand there."""

    words: tuple[str, ...]

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        """The words with what each means, as editors show it."""
        schema: dict[str, Any] = handler(core_schema)
        return {**schema, "enumDescriptions": list(self.words)}


OwnId = Annotated[Id, Refers("own")]
"""The id that something is given here."""
MoveId = Annotated[Id, Refers("move")]
CardId = Annotated[Id, Refers("card")]
PersonaId = Annotated[Id, Refers("persona")]
ConceptId = Annotated[Id, Refers("concept")]
ArticleId = Annotated[Id, Refers("article")]
MeterId = Annotated[Id, Refers("meter")]
ConcernId = Annotated[Id, Refers("concern")]
"""A concern by its id, or by its part: ``stated``, ``deep``, ``current``."""
FlagId = Annotated[Id, Refers("flag")]
NodeId = Annotated[Id, Refers("node")]
Variant = Annotated[str, Refers("variant")]
"""``default`` or a persona: whose variant of a text or of effects it is."""

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
    dict[str, Spoken],
    BeforeValidator(_wrap_text, json_schema_input_type=Spoken | dict[Variant, Spoken]),
    Field(min_length=1),
    AfterValidator(_needs_default),
]
"""A text, or one for each persona with a ``default``; always held as a mapping."""

ConditionText = Annotated[NonEmpty, AfterValidator(_check_condition), Refers("condition")]


def _listed(value: Any) -> Any:  # noqa: ANN401
    return (value,) if isinstance(value, str) else value


_Concerns = Annotated[
    tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=ConcernId | tuple[ConcernId, ...])
]
_Flags = Annotated[tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=FlagId | tuple[FlagId, ...])]

OneOrMore = Annotated[
    tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=OwnId | tuple[OwnId, ...]), Field(min_length=1)
]
"""At least one id: one, or a list of them; always held as a tuple."""


class Effects(Value):
    """What a line does: meters moved, concerns brought on, flags set and cleared."""

    meters: dict[MeterId, int] = Field(default_factory=dict)
    """Any other key is a meter: a whole number moves it up or down, never out of its range."""
    surface: _Concerns = ()
    """Concerns that the boss now says aloud: *held* becomes *surfaced*."""
    acknowledge: _Concerns = ()
    """Concerns that are taken seriously: *surfaced* becomes *acknowledged*. One still held is only surfaced."""
    answer: _Concerns = ()
    """Concerns that get one good answer. It counts once the concern is acknowledged; where it is only surfaced, it
    acknowledges it; where it is held nothing happens: that is an answer to a question which nobody has asked."""
    set: _Flags = ()
    """Flags that are now true. Each stands under the scenario's `flags`."""
    clear: _Flags = ()
    """Flags that are true no longer."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        """As authors write it: the meters stand among the other keys."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        properties = dict(schema["properties"])
        meters = properties.pop("meters")
        return {
            **schema,
            "properties": properties,
            "x-among": {"refers": "meter", "of": meters["additionalProperties"]},
        }


def _sort_effects(value: Any) -> Any:  # noqa: ANN401
    """The flat mapping that authors write, with every key that is no verb taken for a meter."""
    if not isinstance(value, Mapping):
        return value
    verbs = {key: value[key] for key in (*CONCERN_VERBS, *FLAG_VERBS) if key in value}
    return {**verbs, "meters": {key: value[key] for key in value if key not in verbs}}


PlainEffects = Annotated[Effects, BeforeValidator(_sort_effects, json_schema_input_type=Effects)]


def _wrap_effects(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, Mapping) and DEFAULT in value else {DEFAULT: value}


EffectsByPersona = Annotated[
    dict[str, PlainEffects], BeforeValidator(_wrap_effects, json_schema_input_type=Effects | dict[Variant, Effects])
]
"""Effects, or effects for each persona with a ``default``; always held as a mapping."""

NO_EFFECTS = Effects()
