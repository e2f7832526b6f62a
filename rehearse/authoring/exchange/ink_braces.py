"""What stands between braces in Ink: the words of every branch are kept, what decides between them is taken out."""

from __future__ import annotations

import re
from bisect import bisect, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from rehearse.authoring.exchange.draft import Dropped, NotReadable

GONE, OR, SOMETHING = "\x02", "\x03", "\x04"
"""What stands in a text for a sign taken out, between alternatives, and for something that the story computes."""
_KINDS = re.compile(r"\s*(stopping|cycle|once|shuffle|shuffle once|shuffle stopping)\s*$")
_MOST_SHOWN = 200
_MOST_NESTED = 100
_SEEN = re.compile(r"\S")


@dataclass(slots=True)
class _Group:
    """One pair of braces."""

    start: int
    end: int = -1
    bars: list[int] = field(default_factory=list)
    colons: list[int] = field(default_factory=list)
    dashes: list[int] = field(default_factory=list)  # at the start of a line

    def notes(self, sign: str, at: int, *, fresh: bool, diverts: bool) -> bool:
        """Note a sign that matters; returns whether a divert or, where the line is *fresh*, an option begins."""
        if diverts:
            return True
        if sign in "|:":
            (self.bars if sign == "|" else self.colons).append(at)
        elif sign == "-" and fresh:
            self.dashes.append(at)
        return fresh and sign in "*+"


@dataclass(slots=True)
class Plain:
    """A text without braces, each sign at the place where it stood."""

    text: str
    dropped: list[Dropped]
    group_of: dict[int, int]  # where a divert or a bullet stands: the group around it
    heads: dict[int, int]  # lines on which another branch of a group begins


def without_braces(text: str) -> Plain:
    """*text* with the words of all branches, and what was taken out of it."""
    groups, around, stray = _groups(text)
    signs = list(text)
    dropped: list[Dropped] = []
    lines = _Lines(text)
    for at in stray:
        signs[at] = GONE
        dropped.append(Dropped(lines.number(at), "brace", "A brace that is never closed, or never opened."))
    blank_until = -1
    for group in groups:
        if group.start < blank_until:
            continue
        blank_until = max(blank_until, _opened(text, signs, group, lines, dropped))
    heads = {lines.number(dash): group.start for group in groups for dash in group.dashes}
    return Plain("".join(signs), dropped, around, heads)


class _Lines:
    """Line numbers by place."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.text = text

    def number(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def before(self, at: int) -> str:
        """What stands before a place in its line, as far as it matters."""
        return self.text[max(self.starts[self.number(at) - 1], at - _MOST_SHOWN) : at]


def _groups(text: str) -> tuple[list[_Group], dict[int, int], list[int]]:
    """All pairs of braces by their start; where diverts and bullets stand inside one; braces without a partner."""
    open_groups: list[_Group] = []
    found: list[_Group] = []
    around: dict[int, int] = {}
    stray: list[int] = []
    fresh = True  # nothing but space since the line began
    at, end = 0, len(text)
    while at < end:
        sign = text[at]
        if sign == "\\":
            at += 2
            fresh = False
            continue
        if sign == "{":
            open_groups.append(_Group(at))
            if len(open_groups) > _MOST_NESTED:
                message = f"Braces are nested more than {_MOST_NESTED} levels deep."
                raise NotReadable(message, text.count("\n", 0, at) + 1)
        elif sign == "}":
            if open_groups:
                group = open_groups.pop()
                group.end = at
                found.append(group)
            else:
                stray.append(at)
        elif open_groups and open_groups[-1].notes(sign, at, fresh=fresh, diverts=text.startswith("->", at)):
            around[at] = open_groups[-1].start
        fresh = sign == "\n" or (fresh and (sign.isspace() or sign == "{"))
        at += 2 if text[at : at + 2] == "->" else 1
    stray += [group.start for group in open_groups]
    lost = {group.start for group in open_groups}
    around = {place: start for place, start in around.items() if start not in lost}
    return sorted(found, key=lambda group: group.start), around, sorted(stray)


def _opened(text: str, signs: list[str], group: _Group, lines: _Lines, dropped: list[Dropped]) -> int:
    """Take the braces of *group* away, with what decides; returns where what was taken out of its head ends."""
    start, end = group.start, group.end
    line = lines.number(start)
    inside = text[start + 1 : min(end, start + 2 * _MOST_SHOWN)]
    signs[start] = signs[end] = GONE
    if not group.bars and not group.colons and not group.dashes:
        _blank(signs, start + 1, end)
        if _is_condition_before(lines.before(start)):
            dropped.append(Dropped(line, "condition", _shown(inside)))
        else:
            signs[start] = SOMETHING
            dropped.append(Dropped(line, "variable", _shown(inside)))
        return end
    if group.dashes:
        return _branches(text, signs, group, lines, dropped)
    first_bar = group.bars[0] if group.bars else end
    if group.colons and group.colons[0] < first_bar:
        colon = group.colons[0]
        _blank(signs, start + 1, colon + 1)
        dropped.append(Dropped(line, "condition", _shown(inside)))
        _between(text, signs, colon + 1, group)
        return colon
    dropped.append(Dropped(line, "alternatives", _shown(inside)))
    head = start + 1
    while head < end and text[head] in "&!~$":
        signs[head] = GONE
        head += 1
    _between(text, signs, head, group)
    return head


def _is_condition_before(before: str) -> bool:
    """Whether only bullets, a label and other conditions stand before a brace in its line."""
    return bool(re.fullmatch(r"\s*[*+][\s*+]*(\([^()]*\))?\s*(\{[^{}]*\}\s*)*", before))


def _between(text: str, signs: list[str], start: int, group: _Group) -> None:
    """A sign between each two alternatives that say something; lines of their own need none."""
    edges = [start, *(bar for bar in group.bars if bar >= start), group.end]
    said = False
    for index, (left, right) in enumerate(pairwise(edges)):
        if index:
            signs[left] = GONE
        if _SEEN.search(text, left + bool(index), right):
            if said:
                signs[left] = OR
            said = True


def _branches(text: str, signs: list[str], group: _Group, lines: _Lines, dropped: list[Dropped]) -> int:
    """A block with a branch on each dash: the heads go, what is said stays."""
    start = group.start
    head = text[start + 1 : group.dashes[0]]
    opening, blank_until = head.rstrip(), start
    if opening and (_KINDS.match(opening.removesuffix(":")) or opening.endswith(":")) and "\n" not in opening.strip():
        _blank(signs, start + 1, start + 1 + len(head))
        blank_until = group.dashes[0]
    elif group.colons and group.colons[0] < group.dashes[0]:
        _blank(signs, start + 1, group.colons[0] + 1)
        blank_until = group.colons[0]
    computed = not _KINDS.match(opening.strip().removesuffix(":"))
    kind = "condition" if computed else "alternatives"
    dropped.append(Dropped(lines.number(start), kind, _shown(opening or "{")))
    for dash in group.dashes:
        stop = text.find("\n", dash, group.end)
        stop = group.end if stop < 0 else stop
        place = bisect(group.colons, dash)
        colon = group.colons[place] if computed and place < len(group.colons) and group.colons[place] < stop else -1
        _blank(signs, dash, colon + 1 if colon >= 0 else dash + 1)
        if colon >= 0:
            dropped.append(Dropped(lines.number(dash), "condition", _shown(text[dash + 1 : colon])))
    return blank_until


def _blank(signs: list[str], start: int, end: int) -> None:
    for at in range(start, end):
        if signs[at] != "\n":
            signs[at] = GONE


def _shown(text: str) -> str:
    flat = " ".join(text[: _MOST_SHOWN * 2].split())
    return flat if len(flat) <= _MOST_SHOWN else flat[: _MOST_SHOWN - 1] + "…"
