"""Pieces of the report's page. Whatever people or authors wrote comes in as text and is escaped here."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from rehearse.coaching.odds.chances import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.workshop.report.withheld import Count

WITHHELD = "withheld"
FEW = "fewer than five"
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _LOW = 640, 190, 48, 90, 10, 160
_STYLES = 4
_MOST_TICKS = 16


def count(number: Count) -> str:
    """A part of a breakdown."""
    return f'<span class="q">{WITHHELD}</span>' if number is None else str(number)


def so_many(number: Count, one: str, many: str) -> str:
    """So many of something, in words: ``1 person``, ``fewer than five people``."""
    if number is None:
        return f"{FEW} {many}"
    return f"{number} {one if number == 1 else many}"


def chance(value: float | None) -> str:
    """A chance as it stands in a column."""
    return "" if value is None else percent(value)


def bar(part: int, whole: int) -> str:
    """A bar as long as *part* is of *whole*; the number stands beside it in words."""
    width = 100 * part / whole if whole else 0
    return (
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="4"/><rect width="{width:.1f}" height="4"/></svg>'
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of cells that are HTML already; *numbers* are the columns that stand to the right."""

    def cell(tag: str, place: int, text: str) -> str:
        return f"<{tag}{' class=r' if place in numbers else ''}>{text}</{tag}>"

    top = "".join(cell("th", place, escape(text)) for place, text in enumerate(head))
    body = "".join(f"<tr>{''.join(cell('td', place, text) for place, text in enumerate(row))}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last


def curves(drawn: Sequence[tuple[str, Sequence[float]]], counted: str) -> str:
    """The chance of a good end after each line, a curve for each branch by its name; *counted*: of what."""
    steps = max((len(values) for _, values in drawn), default=0) - 1
    if steps < 1:
        return ""

    def at(step: int, value: float) -> tuple[float, float]:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * step / steps, _LOW - (_LOW - _TOP) * value

    said = "; ".join(f"{name}: {', '.join(percent(value) for value in values)}" for name, values in drawn)
    axes = "".join(
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{name}</text>'
        for name, y in ((text, at(0, value)[1]) for text, value in (("100%", 1.0), ("50%", 0.5), ("0", 0.0)))
    )
    every = -(-steps // _MOST_TICKS)
    ticks = "".join(
        f'<text x="{at(step, 0)[0]:.1f}" y="{_LOW + 18}" text-anchor="middle">{step or "start"}</text>'
        for step in range(0, steps + 1, every)
    )
    lines = "".join(
        _curve(place, name, [at(*point) for point in enumerate(values)]) for place, (name, values) in enumerate(drawn)
    )
    low = ends_apart([at(len(values) - 1, values[-1])[1] for _, values in drawn])
    names = "".join(
        f'<text class="c{place % _STYLES}" x="{_WIDTH - _RIGHT + 10}" y="{y + 4:.1f}">{escape(name)}</text>'
        for place, ((name, _), y) in enumerate(zip(drawn, low, strict=True))
    )
    return (
        f'<figure><svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(said)}">'
        f"{axes}{ticks}{lines}{names}</svg>"
        f'<figcaption class="q small">Chance of {escape(counted)} after each line.</figcaption></figure>'
    )


def _curve(place: int, name: str, points: Sequence[tuple[float, float]]) -> str:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    style = place % _STYLES
    return (
        f'<polyline class="c{style}" points="{drawn}"><title>{escape(name)}</title></polyline>'
        f'<circle class="c{style}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
    )


def ends_apart(heights: Sequence[float], gap: float = 18) -> list[float]:
    """*heights* of words moved so far down that none stands on another."""
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda place: moved[place])
    for before, place in pairwise(order):
        moved[place] = max(moved[place], moved[before] + gap)
    return moved


def few_rule() -> str:
    """The rule by which something is withheld, as readers need it."""
    return (
        "This session was anonymous: no names are kept in the report. What fewer than five "
        "people did is withheld, and so is a number from which it could be worked out. A vote of five or more that was "
        "shown on the wall stands here as it was shown."
    )
