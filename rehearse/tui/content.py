"""Strings into Textual ``Content``: the one module that does it.

Whatever authors and participants wrote is text and never markup: ``[/x]`` is shown as it stands, nothing in it can be
clicked, and control, escape and bidirectional signs are dropped here, at the boundary. Styles are ours alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control signs, except tab and newline
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # signs that turn the direction, or that nobody sees
    "\ud800-\udfff]"  # halves of signs, which no terminal can be sent
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")


def clean(value: str) -> str:
    """*value* without signs that could move the cursor, turn the direction or break the terminal."""
    return _UNSAFE.sub("", _BREAKS.sub("\n", value))


def text(value: str, style: str = "") -> Content:
    """*value* as it stands, the whole of it in *style* (``"bold $accent"``)."""
    return Content.styled(clean(value), style)


def joined(*parts: str | Content | tuple[str, str]) -> Content:
    """Several parts in a row: plain strings, ``(string, style)`` pairs, or content."""
    return Content.assemble(*(part if isinstance(part, Content) else _part(part) for part in parts))


def lines(*parts: str | Content | tuple[str, str]) -> Content:
    """Several parts below one another."""
    return stacked(parts)


def stacked(parts: Iterable[str | Content | tuple[str, str]], between: str = "\n") -> Content:
    """Parts below one another, with *between* between them (two newlines leave a blank line)."""
    return Content(between).join([part if isinstance(part, Content) else _part(part) for part in parts])


def action(label: str, name: str, style: str = "") -> Content:
    """A *label* that runs the action *name* when it is clicked. The name is always written by us."""
    linked = Style.from_meta({"@click": name})
    return Content.styled(clean(label), style).stylize(linked)


def shortened(value: str, width: int) -> str:
    """*value* on one line, cut with an ellipsis where it is longer than *width* signs."""
    flat = " ".join(clean(value).split())
    return flat if len(flat) <= width else flat[: max(width - 1, 0)].rstrip() + "…"


def _part(part: str | tuple[str, str]) -> Content:
    return text(part) if isinstance(part, str) else text(*part)
