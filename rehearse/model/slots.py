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
