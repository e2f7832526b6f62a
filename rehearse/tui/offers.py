"""What the home screen offers, read off the library: meetings, bosses and levels, their texts filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.model.slots import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.loading.library import Library
    from rehearse.model.persona import Persona


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its author describes it to this boss's people."""

    title: str
    summary: str
    you: str
    asks: str


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything there is to choose from."""

    library: Library

    @property
    def meetings(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every meeting."""
        return tuple((scenario.id, scenario.title) for scenario in self.library.scenarios.values())

    @property
    def bosses(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every boss."""
        return tuple((persona.id, persona.name) for persona in self.library.personas.values())

    @property
    def roles(self) -> tuple[str, ...]:
        """What every boss is, in the order of ``bosses``."""
        return tuple(persona.role for persona in self.library.personas.values())

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """Id and label of every level."""
        rules = self.library.rules
        return tuple((level.id, level.label) for level in rules.levels) if rules else ()

    @property
    def playable(self) -> bool:
        """Whether there is at least one of each."""
        return bool(self.meetings and self.bosses and self.levels)

    def meeting(self, scenario_id: str, persona_id: str) -> Meeting:
        """A meeting with its texts for one boss."""
        scenario = self.library.scenarios[scenario_id]
        slots = {"boss.name": self.boss(persona_id).name, **scenario.slots}

        def told(texts: Mapping[str, str]) -> str:
            return fill(texts.get(persona_id, texts["default"]), slots)

        return Meeting(scenario.title, told(scenario.summary), told(scenario.you), told(scenario.asks))

    def boss(self, persona_id: str) -> Persona:
        """One boss."""
        return self.library.personas[persona_id]

    def level_description(self, level_id: str) -> str:
        """What a level means, in a sentence or two."""
        rules = self.library.rules
        levels = rules.levels if rules else ()
        return next((level.description for level in levels if level.id == level_id), "")


FEEDBACK = (("now", "After each line"), ("later", "At the end"))
"""When feedback is given, as people read it."""

FEEDBACK_DESCRIPTIONS = {
    "now": "You see what each line did, why, and a better one, before the talk goes on.",
    "later": "The talk runs through as it would in life; everything is explained in the debrief.",
}
