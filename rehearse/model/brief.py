"""The brief: the person's own meeting. Everything may be left out; half a brief is useful."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import Id, Value
from rehearse.model.brief_questions import MOST_FACTS, WEEKDAYS
from rehearse.model.figures import minutes_in, number_in
from rehearse.model.mix import mix_id

LINE_LENGTH, LONG_LENGTH = 300, 2000
"""Characters that a line, and a longer answer, may have."""
USUAL_SHARE = 30
USUALLY_ACCEPTED: tuple["Accepted", ...] = ("agreed", "trial", "partial")
"""The endings that count as within one's range where the person says nothing else."""

Form = Literal["in-person", "video", "phone"]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Accepted = Literal["agreed", "trial", "partial", "deferred"]

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def _clean(text: str) -> str:
    """*text* without signs that nobody can see or that turn the direction; line breaks of any kind become newlines."""
    return "".join(
        sign
        for sign in _BREAKS.sub("\n", text).replace("\t", " ")
        if sign == "\n" or (sign not in _TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})
    )


def _as_text(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds; the type is checked after it)
    """A figure where a text is expected is a text: nobody puts ``figure: 12`` in quotes."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _one_line(value: Any) -> Any:  # noqa: ANN401
    value = _as_text(value)
    return " ".join(_clean(value).split()) or None if isinstance(value, str) else value


def _few_lines(value: Any) -> Any:  # noqa: ANN401
    value = _as_text(value)
    if not isinstance(value, str):
        return value
    lines = "\n".join(" ".join(line.split()) for line in _clean(value).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() or None


def _figure(value: Any) -> Any:  # noqa: ANN401
    """A number in words (``two``) or in quotes as a number."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    number = number_in(value)
    return value if number is None else int(number) if number == int(number) else number


def _minutes(value: Any) -> Any:  # noqa: ANN401
    """A time on the way in minutes: ``70``, ``1 h 10``, ``an hour and a half``."""
    minutes = minutes_in(value) if isinstance(value, str) else None
    return _figure(value) if minutes is None else minutes


def _date(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    if _DATE.fullmatch(value.strip()):
        with suppress(ValueError):
            return dt.date.fromisoformat(value.strip())
    raise PydanticCustomError("bad-date", "A date is written as year, month and day, such as 2026-03-17.")


def _weekday(value: Any) -> Any:  # noqa: ANN401
    """A day as people write it: ``wed``, ``Wednesdays``."""
    if not isinstance(value, str):
        return value
    short = value.strip().casefold().rstrip(".")
    found = [day for day in WEEKDAYS if len(short) > 2 and f"{day}s".casefold().startswith(short)]  # noqa: PLR2004
    return found[0] if found else value.strip() or None


def _as_id(value: Any) -> Any:  # noqa: ANN401
    """An id as people write it: ``In person``, ``Old-school``."""
    return value.strip().casefold().replace(" ", "-") or None if isinstance(value, str) else value


def _part(main: str) -> BeforeValidator:
    """A key with nothing after it is a part with nothing in it; one with a text alone gives the *main* thing of it."""

    def read(value: Any) -> Any:  # noqa: ANN401
        return {} if value is None else {main: value} if isinstance(value, (str, int)) else value

    return BeforeValidator(read)


Line = Annotated[Annotated[str, Field(max_length=LINE_LENGTH)] | None, BeforeValidator(_one_line)]
"""One line, or nothing."""
Long = Annotated[Annotated[str, Field(max_length=LONG_LENGTH)] | None, BeforeValidator(_few_lines)]
"""A few sentences, or nothing."""
PersonaId = Annotated[Id | None, BeforeValidator(_as_id)]
Percent = Annotated[Annotated[int, Field(ge=1, le=50)] | None, BeforeValidator(_figure)]
Days = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(_figure)]
Minutes = Annotated[Annotated[int, Field(ge=0, le=600)] | None, BeforeValidator(_minutes)]
_TwoDecimals = AfterValidator(lambda number: round(number, 2))
Hours = Annotated[
    Annotated[float, Field(ge=0, le=100, allow_inf_nan=False), _TwoDecimals] | None, BeforeValidator(_figure)
]
Years = Annotated[
    Annotated[float, Field(ge=0, le=80, allow_inf_nan=False), _TwoDecimals] | None, BeforeValidator(_figure)
]


class Boss(Value):
    """Who is across the table: the person's name for them, and which personas they are most like."""

    name: Line = None
    persona: PersonaId = None
    mixed_with: PersonaId = None
    share: Percent = None

    @field_validator("mixed_with")
    @classmethod
    def _is_another(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("persona"):
            raise PydanticCustomError("same-boss-twice", "'persona' and 'mixed_with' name the same boss.")
        return value

    @property
    def id(self) -> str:
        """The boss to rehearse with: a persona's id, or two joined as a mix; empty where none is chosen."""
        return mix_id(self.persona, self.mixed_with) if self.persona else ""

    @property
    def part(self) -> int:
        """How much of the second persona there is, in percent."""
        return 0 if self.mixed_with is None else USUAL_SHARE if self.share is None else self.share


def _accepted(value: Any) -> Any:  # noqa: ANN401
    """A list, or one line with commas; nothing means the usual, and none is named twice."""
    if value is None:
        return USUALLY_ACCEPTED
    if isinstance(value, str):
        value = tuple(word.strip() for word in value.split(",") if word.strip())
    plain = isinstance(value, tuple) and all(isinstance(word, str) for word in value)
    return tuple(dict.fromkeys(value)) if plain else value


class Ask(Value):
    """What the person asks for, as a range."""

    ideal: Line = None
    acceptable: Line = None
    walk_away: Line = None
    home_days: Days = None
    home_day: Annotated[Weekday | None, BeforeValidator(_weekday)] = None
    office_days: Days = None
    accepts: Annotated[tuple[Accepted, ...], BeforeValidator(_accepted)] = USUALLY_ACCEPTED


class Commute(Value):
    """The journey to work."""

    minutes: Minutes = None
    hours: Hours = None


class Trial(Value):
    """The trial that the person would offer."""

    length: Line = None
    measures: Line = None
    review: Line = None
    ends: Line = None


class Duties(Value):
    """What of the work can be done where."""

    home: Long = None
    office: Long = None


class Fact(Value):
    """Something that can be checked."""

    text: Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=LINE_LENGTH)]
    figure: Line = None
    source: Line = None

    @property
    def sentence(self) -> str:
        """The fact in one line: what, the figure unless it is in there already, and where it can be checked."""
        said = self.text.rstrip(" .;:")
        if self.figure and self.figure.casefold() not in said.casefold():
            said = f"{said}: {self.figure}"
        return f"{said} ({self.source})" if self.source else said


def _facts(value: Any) -> Any:  # noqa: ANN401
    """A fact may be a line of text alone; a key with nothing after it holds none."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple({"text": item} if isinstance(_as_text(item), str) else item for item in value)
    return value


class Brief(Value):
    """The person's own meeting."""

    you: Line = None
    boss: Annotated[Boss, _part("name")] = Boss()
    company: Line = None
    team: Line = None
    colleague: Line = None
    years: Years = None
    date: Annotated[dt.date | None, BeforeValidator(_date)] = None
    form: Annotated[Form | None, BeforeValidator(_as_id)] = None
    happened: Long = None
    ask: Annotated[Ask, _part("ideal")] = Ask()
    need: Line = None
    reason: Long = None
    commute: Annotated[Commute, _part("minutes")] = Commute()
    facts: Annotated[tuple[Fact, ...], BeforeValidator(_facts), Field(max_length=MOST_FACTS)] = ()
    result: Line = None
    project: Line = None
    trial: Annotated[Trial, _part("length")] = Trial()
    duties: Annotated[Duties, _part("home")] = Duties()
    home_office: Line = None
    reachable: Line = None
    internet: Line = None
    alternative: Line = None
    stop: Line = None
    ally: Line = None
    follow_up: Line = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been answered yet."""
        return self == Brief()

    def at(self, key: str) -> Any:  # noqa: ANN401  (as many types as there are questions)
        """The value behind a question's key. Raises ``AttributeError`` where there is none."""
        value: Any = self
        for part in key.split("."):
            value = getattr(value, part)
        return value

    def accepts(self, ending: str) -> bool:
        """Whether an ending of this type is within the person's range."""
        return ending in self.ask.accepts


def with_value(data: Mapping[str, Any], key: str, value: object) -> dict[str, Any]:
    """*data* as a brief is read from, with *value* at a question's *key*; what was given stays as it is."""
    first, _, rest = key.partition(".")
    return {**data, first: with_value(data.get(first) or {}, rest, value) if rest else value}
