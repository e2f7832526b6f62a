"""Pieces of pages. Whatever people or authors wrote comes in as text and is escaped here."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.workshop.server.faces import Advice, Talk

ADVICE_HEADING = "What the advice says"


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


def curve(values: Sequence[float], other: Sequence[float], name: str) -> str:
    """The chance of a yes after each line, drawn on the same scale as *other*, which stands behind it."""
    if not values:
        return ""
    steps = max(len(values), len(other), 2) - 1

    def path(points: Sequence[float]) -> str:
        return " ".join(f"{46 + 546 * place / steps:.1f},{96 - 88 * value:.1f}" for place, value in enumerate(points))

    x, y = (46 + 546 * (len(values) - 1) / steps, 96 - 88 * values[-1])
    percent = round(100 * values[-1])
    return (
        f'<svg class="curve" viewBox="0 0 600 104" role="img" aria-label="{escape(name)}: chance of a yes, {percent}%">'
        '<text x="40" y="13" text-anchor="end">100%</text><text x="40" y="101" text-anchor="end">0</text>'
        '<line class="axis" x1="46" y1="96" x2="592" y2="96"/><line class="axis" x1="46" y1="8" x2="592" y2="8"/>'
        f'<polyline class="other" points="{path(other)}"/><polyline class="own" points="{path(values)}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/></svg>'
        f'<p class="chance"><b class="t">{percent}%</b> <span class="q">chance of a yes from here</span></p>'
    )


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
