"""One question of the brief: where its answer stands, how it is answered, and the line that says why it is asked."""

import re
from dataclasses import dataclass
from typing import Literal

_EXPLAINED = re.compile(r"\s*[:(]")

Kind = Literal["text", "long", "number", "date", "choice", "choices", "persona", "facts"]
"""How a question is answered: in a line, in a few sentences, with a figure, a date, one or several of its ``options``,
the id of a persona, or up to five facts."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_FACTS = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the brief."""

    key: str  # where the answer stands: "company", "ask.ideal"
    section: str  # the title of its part of the form
    label: str
    why: str  # one line
    card: str  # the advice card behind it
    kind: Kind
    example: str
    options: tuple[tuple[str, str], ...] = ()  # value and label
    slot: str = ""  # the slot that it fills in the dialogue

    @property
    def name(self) -> str:
        """The label without what explains it: ``Your year in figures``."""
        return _EXPLAINED.split(self.label, maxsplit=1)[0]


WHO, MEETING, ASK, WHY, FACTS, TRIAL, HOME, FAILS, AFTER = (
    "Who",
    "The meeting",
    "What you ask for",
    "Why",
    "Facts",
    "The trial",
    "Working at home",
    "If it fails",
    "Afterwards",
)
SECTIONS = (WHO, MEETING, ASK, WHY, FACTS, TRIAL, HOME, FAILS, AFTER)
"""The parts of the form, in order."""
