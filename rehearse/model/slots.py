"""Slots: the person's own facts in a text, as ``{brief.days}``. A fixed list of names, each with a default."""

import re
from collections.abc import Mapping
from types import MappingProxyType

SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "boss.name": "your boss",
        "you.name": "Sam",
        "brief.company": "Northgate",
        "brief.team": "the team",
        "brief.colleague": "Priya",
        "brief.office_days": "three",
        "brief.home_days": "two",
        "brief.home_day": "Wednesday",
        "brief.trial": "six weeks",
        "brief.commute": "an hour and ten minutes each way",
        "brief.commute_week": "seven hours",
        "brief.project": "the Brenner launch",
        "brief.result": "eleven of twelve deadlines met, the twelfth a day late",
        "brief.need": "being there at nursery pick-up",
        "brief.years": "four years",
    }
)
"""Every slot there is, with what stands in it where neither brief nor scenario says otherwise."""

_NUMBERS = frozenset({"brief.office_days", "brief.home_days"})
_AFTER = re.compile(r"( whole| fixed)? days\b")
_START = re.compile(r"(?:^|[.?!])[\s\"'“(]*$")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def slot_errors(text: str) -> list[str]:
    """What is between braces in *text* and is no slot, in order; a lone brace counts as ``{`` or ``}``."""
    wrong = []
    for found in _BRACES.finditer(text):
        name = found.group(1)
        if name is not None and name not in SLOTS:
            wrong.append(name)
        elif name is None and found.group() in "{}":
            wrong.append(found.group())
    return wrong


def fill(text: str, values: Mapping[str, str]) -> str:
    """*text* with its slots filled from *values*, else from the defaults; unknown slots stay as they are."""
    if "{" not in text and "}" not in text:
        return text

    def replace(found: re.Match[str]) -> str:
        name = found.group(1)
        if name is None:
            return found.group()[0]
        return values.get(name) or SLOTS.get(name, found.group())

    return _BRACES.sub(replace, text)


def fill_sentence(text: str, values: Mapping[str, str]) -> str:
    """As ``fill``, and fitted to the sentence: a capital where one begins, and ``one day`` instead of ``one days``."""
    if "{" not in text:
        return fill(text, values)
    parts, at = [], 0
    for found in _BRACES.finditer(text):
        name = found.group(1)
        if name is None or name not in SLOTS:
            continue
        value = values.get(name) or SLOTS[name]
        if _START.search(text, 0, found.start()) and value[1:2] == value[1:2].lower():
            value = value[0].upper() + value[1:]
        parts += [fill(text[at : found.start()], values), value]
        at = found.end()
        after = _AFTER.match(text, at) if name in _NUMBERS and value.casefold() == "one" else None
        if after:
            parts.append(f"{after[1] or ''} day")
            at = after.end()
    return "".join([*parts, fill(text[at:], values)])
