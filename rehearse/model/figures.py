"""Numbers and times: read as people write them, and said as people say them."""

import re

_UNDER_TWENTY = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = _UNDER_TWENTY.split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = 100  # from here on figures are easier to hear
_HALF = 0.5

_READ: dict[str, float] = {word: number for number, word in enumerate(_SMALL) if number}
_READ |= {word: 20 + 10 * index for index, word in enumerate(_TENS)}
_READ |= {f"{ten}-{_SMALL[one]}": _READ[ten] + one for ten in _TENS for one in range(1, 10)}
_READ |= {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "half a": _HALF, "half an": _HALF}

_FIGURE = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,3})?")
_UNIT = re.compile(
    r"\s*(?:%|per\s?cent|days?|years?|yrs?|minutes?|mins?|hours?|hrs?|h|a week|each way)\.?\s*$", re.IGNORECASE
)
_HOURS = re.compile(r"(.+?)\s*(?:hours?|hrs?|h)\b[\s,]*(?:and\s+)?(.*)", re.IGNORECASE | re.DOTALL)
_EACH_WAY = re.compile(r"\s+each way\W*$", re.IGNORECASE)
_LASTS = re.compile(r"(.+?)[\s-]*(days?|weeks?|months?|quarters?|years?)", re.IGNORECASE)
_LEADS = re.compile(r"^(?:for|about|over|say|a trial of)\s+", re.IGNORECASE)


def number_in(text: str) -> float | None:
    """The number that *text* is, in figures or words, perhaps with its unit: ``2``, ``two``, ``30%``, ``4 years``."""
    said = " ".join(text.casefold().split())
    while (bare := _UNIT.sub("", said)) != said:
        said = bare
    half = _HALF if said.endswith(" and a half") else 0
    said = said.removesuffix(" and a half")
    if _FIGURE.fullmatch(said):
        return float(said.replace(",", ".")) + half
    return _READ[said] + half if said in _READ else None


def minutes_in(text: str) -> int | None:
    """The minutes that *text* says where it speaks of hours: ``1 h 10``, ``an hour and a half``, ``2 hours``."""
    found = _HOURS.fullmatch(_EACH_WAY.sub("", text.strip()))
    if found is None:
        return None
    hours, rest = number_in(found[1]), found[2].strip().casefold()
    minutes = {"": 0.0, "a half": 30.0, "a quarter": 15.0}.get(rest, number_in(rest))
    return None if hours is None or minutes is None else round(hours * 60 + minutes)


def in_words(number: float) -> str:
    """A number in words up to ninety-nine, beyond it in figures; a half is said as one."""
    whole = int(number)
    if number != whole:
        return f"{in_words(whole)} and a half" if number - whole == _HALF and whole else f"{number:g}"
    if not 0 <= whole < _WORDS:
        return str(whole)
    if whole < len(_SMALL):
        return _SMALL[whole]
    ten, one = divmod(whole, 10)
    return _TENS[ten - 2] + (f"-{_SMALL[one]}" if one else "")


def counted(number: float, unit: str) -> str:
    """So many of a unit: ``one year``, ``half a year``, ``four and a half years``."""
    if number == _HALF:
        return f"half {'an' if unit.startswith('h') else 'a'} {unit}"
    return f"{in_words(number)} {unit}{'' if number == 1 else 's'}"


def minutes_in_words(minutes: int) -> str:
    """A time as people say it: ``an hour and ten minutes``, ``three quarters of an hour``."""
    hours, rest = divmod(minutes, 60)
    if rest == 30:  # noqa: PLR2004
        return _hours(hours + _HALF)
    if not hours:
        parts = {15: "a quarter of an hour", 45: "three quarters of an hour"}
        return parts.get(rest, counted(rest, "minute"))
    return f"{_hours(hours)} and {counted(rest, 'minute')}" if rest else _hours(hours)


def hours_in_words(hours: float) -> str:
    """Hours to the nearest half: ``seven hours``, ``about six hours``."""
    near = round(hours * 2) / 2
    if not near:
        return minutes_in_words(max(1, round(hours * 60)))
    return _hours(near) if abs(near - hours) < 0.01 else f"about {_hours(near)}"  # noqa: PLR2004


def _hours(hours: float) -> str:
    return {1: "an hour", 1.5: "an hour and a half"}.get(hours, counted(hours, "hour"))


def span_in_words(text: str) -> str:
    """How long something lasts, as in ``for six weeks``: *text* with its number in words.

    Where it is no span of time (``until Easter``), ``a limited time``.
    """
    said = _LEADS.sub("", " ".join(text.split()).rstrip(" .!;,"))
    found = _LASTS.fullmatch(said)
    number = number_in(found[1]) if found else None
    if found is None or not number:
        return "a limited time"
    first, unit = found[1].casefold(), found[2].casefold().removesuffix("s")
    return f"{first} {unit}" if first in {"a", "one"} else counted(number, unit)
