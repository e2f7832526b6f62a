"""A shortcut: what a key does on one of the screens, and how people write the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import actions

Place = Literal[
    "everywhere",
    "home",
    "talk",
    "debrief",
    "advice",
    "journal",
    "help",
    "question",
    "reread",
    "facts",
    "brief",
    "boss",
    "prep",
    "map",
    "words",
    "today",
    "drill",
    "progress",
    "log",
    "mail",
    "compare",
    "goal",
    "confidence",
    "bench",
    "dials",
    "proof",
    "coach",
    "pick",
    "hands",
    "beside",
]
"""Where a shortcut holds: one of the screens, or all of them."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One thing a key does."""

    id: str  # "home.start"; its first word is the place
    keys: str  # as Textual names them, joined by commas
    action: str  # "screen.start", "app.help"
    label: str  # one or two words, for the line at the foot
    description: str  # one sentence, for the help and the palette
    shown: bool = True  # in the line at the foot
    priority: bool = False  # even while a field is being typed in

    @property
    def place(self) -> str:
        """The screen that it belongs to."""
        place = self.id.partition(".")[0]
        return "everywhere" if place == "app" else place

    @property
    def called(self) -> tuple[str, tuple[object, ...]]:
        """The action's own name, and what it is called with: as ``check_action`` is asked about it."""
        _, name, parameters = actions.parse(self.action)
        return name, parameters

    @property
    def typed(self) -> bool:
        """Whether its first key writes a sign while a field is being typed in."""
        first = self.keys.split(",")[0]
        return len(first) == 1 or first in {"space", "slash", "question_mark"}

    @property
    def display(self) -> str:
        """The first of its keys, as people write it."""
        return displayed(self.keys.split(",")[0])


_NAMES = {
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "enter": "Enter",
    "backspace": "Backspace",
    "delete": "Del",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "plus": "+",
    "minus": "-",
}


def displayed(key: str) -> str:
    """A key as people write it: ``ctrl+q`` as ``Ctrl+Q``, ``escape`` as ``Esc``."""
    *modifiers, last = key.strip().split("+")
    if last in _NAMES:
        shown = _NAMES[last]
    else:
        shown = last.upper() if modifiers or (len(last) > 1 and last[0] == "f" and last[1:].isdigit()) else last
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
