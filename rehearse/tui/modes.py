"""Ways to practise: with the lines in sight, from memory, or as in life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.store.record import Record

Mode = Literal["guided", "recall", "real"]
MODES: tuple[Mode, ...] = get_args(Mode)

LABELS: tuple[tuple[Mode, str], ...] = (("guided", "Guided"), ("recall", "Recall"), ("real", "Real"))
"""The ways, as people read them."""

DESCRIPTIONS: dict[Mode, str] = {
    "guided": "You choose among lines, or say it in your own words.",
    "recall": "You answer in your own words; one key shows the lines.",
    "real": "You type every answer. No bars, no advice; feedback afterwards.",
}

CHANGED: dict[Mode, str] = {
    "guided": "Guided: the lines to choose from are in sight.",
    "recall": "Recall: answer in your own words; c shows the lines once.",
    "real": "Real: your own words alone, no bars, no advice; feedback comes in the debrief.",
}
"""What is said when the way changes in the midst of a talk."""


def mode_of(name: str) -> Mode | None:
    """The way with that name, if there is one."""
    return next((mode for mode in MODES if mode == name), None)


def after(mode: Mode) -> Mode:
    """The next way, the first after the last."""
    return MODES[(MODES.index(mode) + 1) % len(MODES)]


def usual_mode(records: Iterable[Record], scenario: str, *, apart_from: str = "") -> Mode:
    """What a person who has not chosen begins with: guided the first time at a meeting, recall from then on."""
    known = any(record.scenario == scenario and record.choices and record.id != apart_from for record in records)
    return "recall" if known else "guided"
