"""A pack's manifest, ``pack.yaml``: what the pack is called, who wrote it, what it needs, and which problems matter."""

import re
from itertools import zip_longest
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from rehearse.model.base import Id, NonEmpty, OwnId, Value
from rehearse.model.codes import CODES
from rehearse.model.problem import did_you_mean

MANIFEST = "pack.yaml"
"""The manifest's name, at the top of the pack's folder."""

PackSeverity = Literal["error", "warning", "note", "off"]
"""How grave a pack wants a kind of problem to be; ``off``: not told at all."""


def _severities(value: dict[str, PackSeverity]) -> dict[str, PackSeverity]:
    for code, severity in value.items():
        if code not in CODES:
            raise PydanticCustomError(
                "unknown-code",
                "There is no problem with the code '{code}'.",
                {"code": code, "hint": did_you_mean(code, CODES)},
            )
        if CODES[code].firm and severity != "error":
            raise PydanticCustomError(
                "firm-severity",
                "'{code}' cannot be made less than an error: what has it cannot be read or played.",
                {"code": code},
            )
    return value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Version = Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){0,3}([a-z.+-][a-z0-9.+-]{0,30})?$")]
"""Numbers with points between them, such as ``1.0`` or ``2.1.3``. In YAML it stands in quotes."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language as the web names it: ``en``, ``de``, ``pt-BR``."""


class Pack(Value):
    """What a pack says of itself. A folder without a manifest is a pack as well, named by its folder."""

    id: OwnId
    """What `rehearse pack` calls it: the folder's name, as a rule."""
    title: NonEmpty
    """What lists call it."""
    version: Version = "0"
    """Numbers with points between them, in quotes: `"1.2"`."""
    authors: Annotated[
        tuple[NonEmpty, ...], BeforeValidator(_one_or_more, json_schema_input_type=NonEmpty | tuple[NonEmpty, ...])
    ] = ()
    """Who writes it: a name, or a list of names."""
    licence: NonEmpty | None = None
    """On what terms it may be used and passed on."""
    about: NonEmpty | None = None
    """What is in it, and for whom, in a few sentences."""
    language: Language = "en"
    """The language that it is written in, as the web names it: `en`, `pt-BR`."""
    needs: Version | None = None
    """The least version of rehearse that the pack works with."""
    replaces: Annotated[tuple[Id, ...], BeforeValidator(_one_or_more, json_schema_input_type=Id | tuple[Id, ...])] = ()
    """Ids of the shipped content, or of other packs, whose place this pack's own content takes on purpose."""
    severities: Annotated[dict[str, PackSeverity], AfterValidator(_severities)] = {}
    """How grave each kind of problem is in this pack, by code, where it is to differ from the usual."""


def is_older(version: str, than: str) -> bool:
    """Whether *version* comes before *than*, by the numbers that they begin with."""
    numbers = [[int(part) for part in re.findall(r"\d+", re.match(r"[0-9.]*", each)[0])] for each in (version, than)]  # type: ignore[index]
    return next((a < b for a, b in zip_longest(*numbers, fillvalue=0) if a != b), False)
