"""Pieces of pages. Whatever people or authors wrote comes in as text and is escaped here."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import segno

from rehearse.coaching.odds.chances import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.workshop.server.comparing import Column
    from rehearse.workshop.server.faces import Advice, Everybody, Guessed, Talk

ADVICE_HEADING = "What the advice says"
_KINDS = ("k1", "k2")
_NEAR = (4.0, 30.0)
"""Hundredths of the width and height within which two numbers would cover one another."""


def bar(count: int, most: int) -> str:
    """A bar as long as *count* is of *most*; the number stands beside it in words."""
    width = 100 * count / most if most else 0
    return (
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="4" rx="1"/><rect width="{width:.1f}" height="4" rx="1"/></svg>'
    )


def votes(count: int) -> str:
    """So many votes, in words."""
    return f"{count} vote" if count == 1 else f"{count} votes"


def guessed_right(found: Guessed) -> str:
    """How many foresaw it; empty where nobody may know, or nobody guessed."""
    return f"{found.right} of {found.asked.votes} guessed right." if found.right >= 0 and found.asked.votes else ""


def hands(count: int) -> str:
    """What stands behind the votes of phones where *count* hands were counted."""
    return f", and {count} {'hand' if count == 1 else 'hands'}" if count else ""


def countdown(until: float, now: float) -> str:
    """The time left. A script counts on; without one, it is what it was when the page was made."""
    if not until:
        return ""
    left = max(0, round(until - now)) if now else 0
    shown = f"{left // 60}:{left % 60:02}"
    return f'<span class="t" role="timer" aria-label="Time left" data-until="{until:.2f}">{shown}</span>'


@lru_cache(maxsize=8)
def qr(address: str) -> str:
    """A QR code that says *address*, in dark on light whatever the page's colours are."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=3,
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        dark="#1d1c19",
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=f"QR code to join: {address}",
    )
    return drawn.getvalue().decode()


def scene(shared: Everybody) -> str:
    """Where one is, and what one wants there: for who votes on what to say there."""
    where = f"<p>{escape(shared.scene)}</p>" if shared.scene else ""
    wants = f"<p><b>What you want:</b> {escape(shared.asks)}</p>" if shared.asks else ""
    return f'<section class="scene">{where}{wants}</section>' if where or wants else ""


def curves(both: Sequence[Column]) -> str:
    """The chance of a yes after each line of two branches, drawn together; where each ends stands its number."""
    steps = max(2, *(len(column.curve) for column in both)) - 1
    parted = both[0].parted
    drawn = "".join(
        f'<polyline class="{_KINDS[place]}" points="{_points(column.curve, steps)}"/>'
        for place, column in enumerate(both)
        if column.curve
    )
    at = f"{100 * min(parted / steps, 1):.1f}%"
    parting = f'<line class="parting" x1="{at}" y1="0" x2="{at}" y2="100%"/>' if drawn else ""
    waiting = "" if drawn else '<text x="50%" y="50%">It is being worked out.</text>'
    told = "; ".join(f"{column.name} stands at {percent(column.curve[-1])}" for column in both if column.curve)
    return (
        f'<div class="curves" role="img" aria-label="Chance of a yes: {told or "not worked out yet"}">'
        '<p aria-hidden="true"><span>100%</span><span>0%</span></p><svg aria-hidden="true">'
        '<line x1="0" y1="0" x2="100%" y2="0"/><line x1="0" y1="100%" x2="100%" y2="100%"/>'
        f'{parting}<svg viewBox="0 0 100 100" preserveAspectRatio="none">{drawn}</svg>'
        f"{_ends(both, steps)}{waiting}</svg></div>"
    )


def _points(values: Sequence[float], steps: int) -> str:
    return " ".join(f"{100 * place / steps:.1f},{100 * (1 - value):.1f}" for place, value in enumerate(values))


def _ends(both: Sequence[Column], steps: int) -> str:
    """The number of each branch where its curve ends."""
    ends = {
        place: (100 * (len(column.curve) - 1) / steps, 100 * (1 - column.curve[-1]))
        for place, column in enumerate(both)
        if column.curve
    }
    return "".join(
        f'<g class="{_KINDS[place]}"><circle cx="{x:.1f}%" cy="{y:.1f}%" r="18"/>'
        f'<text x="{x:.1f}%" y="{y:.1f}%">{both[place].number}</text></g>'
        for place, (x, y) in _beside(ends).items()
    )


def _beside(ends: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """Where two numbers stand: beside one another where they would cover each other, and none out of the picture."""
    (left, (x, y)), *others = sorted(ends.items(), key=lambda end: (end[1][0], end[0])) or [(0, (0.0, 0.0))]
    if not others:
        return ends
    right, (x2, y2) = others[0]
    if x2 - x >= _NEAR[0] or abs(y2 - y) >= _NEAR[1]:
        return ends
    x = max(x2 - _NEAR[0], 0.0)
    return {left: (x, y), right: (max(x2, x + _NEAR[0]), y2)}


def boss(talk: Talk) -> str:
    """What the boss said last."""
    if not talk.answered:
        return ""
    said = "".join(f"<p>{escape(line)}</p>" for line in talk.answered)
    return f'<blockquote class="boss says"><span class="who">{escape(talk.boss)}</span>{said}</blockquote>'


def exchange(talk: Talk, who: str = "The room said") -> str:
    """The last line of ours, and what the boss said to it."""
    ours = f'<p class="said"><span class="who">{who}</span>{escape(talk.said)}</p>' if talk.said else ""
    return ours + boss(talk)


def outcome(talk: Talk) -> str:
    """How the talk came out."""
    if not talk.outcome:
        return ""
    return f'<p class="note outcome"><b>{escape(talk.outcome)}.</b> {escape(talk.summary)}</p>'


def advice(found: Advice | None) -> str:
    """The advice on the last line, with its sources."""
    if found is None:
        return ""
    rule = f"<p><b>{escape(found.rule)}</b></p>" if found.rule else ""
    sources = f'<p class="q small">{escape(found.sources)}</p>' if found.sources else ""
    return f'<section class="advice"><h2>{ADVICE_HEADING}</h2>{rule}<p>{escape(found.why)}</p>{sources}</section>'
