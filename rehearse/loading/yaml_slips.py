"""Slips that YAML reads without complaint, as something else: curly quotes, a key without its space, a key too far in.

Told here, they are one problem each, where what comes of them would be several, all beside the point.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from rehearse.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.model.problem import Span

_CURLY = {"\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201c\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb"}
"""Quotes of word processors, and those that close them."""
_LONGEST = 60
"""Signs of a text that a suggestion repeats."""
_APOSTROPHE = re.compile(r"(?<=\w)\u2019(?=\w)")
_WITHOUT_SPACE = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)", re.DOTALL)
_LEAST_REPEATED = 2
"""Keys that stand twice below one with nothing after it, from which on that one is taken for indented too far."""
_MOST_ABOVE = 20
"""Keys above a repeated one that are looked at."""


def in_curly_quotes(text: str) -> bool:
    """Whether *text* stands between one pair of quotes as word processors make them."""
    closing = _CURLY.get(text[:1])
    if not closing or len(text) < 2 or text[-1] not in closing:  # noqa: PLR2004  (two quotes)
        return False
    inside = _APOSTROPHE.sub("", text[1:-1])
    return not any(sign in inside for sign in (text[0], *closing))


def in_quotes(text: str) -> str:
    """A suggestion for *text*: to put it in the quotes that it needs, written out where that is short and plain."""
    text = text[1:-1] if in_curly_quotes(text) else text
    if not text or len(text) > _LONGEST or ("'" in text and '"' in text) or not text.isprintable():
        return "Put the whole text in quotes."
    quote = "'" if '"' in text else '"'
    return f"Put the whole text in quotes: {quote}{text}{quote}"


def curly_problem(span: Span) -> Problem:
    """The problem with a text between curly quotes."""
    message = "These quotes come from a word processor: YAML takes them for part of the text."
    return Problem("curly-quotes", "warning", span, message, 'Use straight ones ("), or none at all.')


def without_space(key: str) -> tuple[str, str] | None:
    """The key and the value that were meant by ``trust:1``, which is all key to YAML; ``None`` for any other."""
    found = _WITHOUT_SPACE.fullmatch(key)
    return (found["key"], found["value"]) if found else None


def space_problem(key: str, value: str, span: Span) -> Problem:
    """The problem with a *key* that has its *value* straight behind the colon; it begins at *span*."""
    hint = f"Write '{key}: {value}'." if len(f"{key}{value}") <= _LONGEST and value.isprintable() else ""
    place = type(span)(span.path, span.line, span.column + len(key))
    return Problem("yaml-colon", "error", place, "A space is missing after the colon.", hint)


class Repeated(NamedTuple):
    """A key that stands in its mapping a second time."""

    problem: Problem
    key: str
    first: object
    """What it stands for where it stands before."""
    below: str
    """The nearest key above it with nothing after its colon, as if what is repeated belonged to that; or nothing."""


def repeated(key: str, container: dict[Any, Any], problem: Problem) -> Repeated:
    """*problem* says that *key*, which *container* holds, stands there once more."""
    for other in islice(reversed(container), _MOST_ABOVE):
        if other == key:
            break
        if container[other] is None:
            return Repeated(problem, key, container[key], other)
    return Repeated(problem, key, container[key], "")


def taken_out(container: dict[str, Any], found: list[Repeated]) -> dict[str, dict[str, Any]]:
    """The keys of *container* that are indented as far as what belongs to them, with that: much is repeated below them.

    They and theirs are taken out of it, and what stood there before comes back. Where there are several, each gets
    what belongs to the last: nothing is kept of what the others had, and it is as good for looking up who is there.
    """
    counts = Counter(each.below for each in found if each.below)
    deep = [key for key in container if counts[key] >= _LEAST_REPEATED]
    if not deep:
        return {}
    keys = list(container)
    theirs = {key: container[key] for key in keys[keys.index(deep[0]) :] if key not in deep}
    theirs |= {each.key: container[each.key] for each in found if each.below in deep}
    for each in reversed(found):
        if each.below in deep:
            container[each.key] = each.first
    for key in keys[keys.index(deep[0]) :]:
        del container[key]
    return dict.fromkeys(deep, theirs)


def problems_of(
    found: list[Repeated], too_far_in: Mapping[str, Span], around: str, beside: Span | None
) -> Iterator[Problem]:
    """What is told of the repeated keys of one mapping, which stands under *around*, a key that begins at *beside*.

    *too_far_in* are its keys that are indented as far as what belongs to them, and where they stand.
    """
    for key, span in too_far_in.items():
        message = f"'{key}' is indented as far as the lines below it, so that they do not belong to it."
        hint = ""
        if beside is not None and beside.column < span.column:
            many = "1 space" if beside.column == 2 else f"{beside.column - 1} spaces"  # noqa: PLR2004
            hint = f"Indent it by {many if beside.column > 1 else 'nothing'}, as '{around}' in line {beside.line}."
        yield Problem("yaml-indentation", "error", span, message, hint or "Indent it less than they are.")
    yield from (each.problem for each in found if each.below not in too_far_in)
