"""String tables: the texts of a meeting, of a boss or of the advice in another language."""

from typing import Annotated

from pydantic import StringConstraints

from rehearse.model.base import NonEmpty, Value
from rehearse.model.pack import Language

Hash = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Translation(Value):
    """One text in another language."""

    text: NonEmpty
    of: Hash | None = None
    """A short hash of what was translated; where that has changed since, the translation is told to be stale."""
    note: NonEmpty | None = None


class StringTable(Value):
    """The texts of one meeting, of one boss, or of one kind of advice in one language, by their keys."""

    language: Language
    of: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    """``scenarios/<id>``, ``personas/<id>``, ``moves``, ``cards``, ``points`` or ``rules``."""
    strings: dict[str, Translation]
