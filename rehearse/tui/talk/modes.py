"""Ways to practise: with the lines in sight, from memory, or as in life."""

from __future__ import annotations

from dataclasses import dataclass
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
    "real": "Real: your own words alone, no bars, no advice; feedback comes in the debrief. t sets a time to answer.",
}
"""What is said when the way changes in the midst of a talk."""

REFUSED = {
    "meters": "In a real talk there are no bars: look at your boss.",
    "advice": "In a real talk nobody prompts you. The debrief names the advice; g practises in another way.",
    "feedback": "In a real talk, feedback waits for the debrief.",
}
"""What cannot be had in a real talk, and what is said to that."""

TIMES = (120, 60, 30)
"""Seconds to answer in, from which the person can choose during a real talk."""
LONGEST_TIME = 3600
NO_HURRY = "Take the time you like."


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


@dataclass(slots=True)
class Practice:
    """How one talk is practised: in which way, and what is shown meanwhile."""

    mode: Mode = "guided"
    feedback_now: bool = False
    meters: bool = True
    seconds: int = 0  # in which a real talk wants each answer; 0: as long as one likes

    @property
    def real(self) -> bool:
        """Whether it is as in life: nobody helps."""
        return self.mode == "real"

    @property
    def judges(self) -> bool:
        """Whether each line is judged once it is said."""
        return self.feedback_now and not self.real

    @property
    def shows_meters(self) -> bool:
        """Whether trust, patience and concerns are in sight."""
        return self.meters and not self.real

    @property
    def waits(self) -> int:
        """Seconds that the boss waits for an answer; 0 for as long as one likes."""
        return self.seconds if self.real and 0 < self.seconds <= LONGEST_TIME else 0

    @property
    def pace(self) -> str:
        """How long there is to answer, in a sentence."""
        if not self.waits:
            return NO_HURRY
        stands = f"While you type, the clock stands still for up to {self.waits} more."
        return f"You have {self.waits} seconds for each answer. {stands}"

    def take_next_time(self) -> None:
        """Have less time to answer, and after the shortest as long as one likes."""
        self.seconds = next((time for time in TIMES if not self.waits or time < self.waits), 0)
