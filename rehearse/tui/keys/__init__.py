"""Every shortcut of the program in one place: what the screens bind, the palette offers and the help explains."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from rehearse.tui.keys.bench import BENCH, DIALS, PROOF
from rehearse.tui.keys.between import DRILL, LOG, MAIL, PROGRESS, TODAY
from rehearse.tui.keys.debrief import COMPARE, DEBRIEF, GOAL, REREAD
from rehearse.tui.keys.home import ADVICE, EVERYWHERE, HELP, HOME, JOURNAL, QUESTION
from rehearse.tui.keys.map import MAP
from rehearse.tui.keys.meeting import BOSS, BRIEF, PREP, WORDS
from rehearse.tui.keys.shortcut import Place, Shortcut, displayed
from rehearse.tui.keys.talk import CONFIDENCE, FACTS, TALK
from rehearse.tui.keys.workshop import BESIDE, COACH, HANDS, PICK

__all__ = ["SHORTCUTS", "Place", "Shortcut", "bindings", "displayed", "shortcuts"]

SHORTCUTS: tuple[Shortcut, ...] = (
    *(*EVERYWHERE, *HOME, *ADVICE, *JOURNAL, *HELP, *QUESTION),
    *(*TALK, *CONFIDENCE, *FACTS),
    *(*DEBRIEF, *COMPARE, *GOAL, *REREAD),
    *(*BRIEF, *BOSS, *PREP, *WORDS),
    *MAP,
    *(*TODAY, *DRILL, *PROGRESS, *LOG, *MAIL),
    *(*BENCH, *DIALS, *PROOF),
    *(*COACH, *PICK, *HANDS, *BESIDE),
)


def shortcuts(place: str) -> tuple[Shortcut, ...]:
    """The shortcuts of one place, in the order in which they are shown."""
    return tuple(shortcut for shortcut in SHORTCUTS if shortcut.place == place)


def bindings(place: str) -> list[BindingType]:
    """What a screen (or, for ``everywhere``, the program) binds."""
    return [
        Binding(
            shortcut.keys,
            shortcut.action,
            shortcut.label,
            show=shortcut.shown,
            priority=shortcut.priority,
            tooltip=shortcut.description,
            id=shortcut.id,
        )
        for shortcut in shortcuts(place)
    ]
