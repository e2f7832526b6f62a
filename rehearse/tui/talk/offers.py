"""What the home screen offers, read off the library: meetings, bosses and levels, their texts filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.loading.library import wrong_boss
from rehearse.model.brief_slots import slots_of
from rehearse.model.mix import parts_of
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Persona

MINE = "my boss"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its author describes it to this boss's people."""

    title: str
    summary: str
    you: str
    asks: str


@dataclass(frozen=True, slots=True)
class Boss:
    """A boss to rehearse with: one persona, or one with something of another."""

    name: str  # the person's own name for them, where the brief gives one
    main: Persona
    other: Persona | None = None
    mine: bool = False  # the one chosen in the brief

    @property
    def aside(self) -> str:
        """What stands beside the name in a list."""
        if self.other is None:
            return MINE if self.mine else self.main.role
        return f"{MINE}, partly {self.other.name}" if self.mine else f"partly {self.other.name}"

    @property
    def described(self) -> str:
        """Who they are in a few words, beside their name."""
        second = f", with something of {self.other.name}" if self.other else ""
        if self.name != self.main.name:
            return f"most like {self.main.name}{second}"
        return second.removeprefix(", ") or self.main.role


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything there is to choose from, the boss of the person's own *brief* first."""

    library: Library
    brief: Brief | None = None
    chosen: str = ""  # a boss who is offered even if it is a mix that nothing else names

    @property
    def meetings(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every meeting."""
        return tuple((scenario.id, scenario.title) for scenario in self.library.scenarios.values())

    @property
    def mine(self) -> str:
        """The boss of the brief, as far as there is such a one; else empty."""
        if self.brief is None:
            return ""
        boss = self.brief.boss
        return next((each for each in (boss.id, boss.persona) if each and self._is_there(each)), "")

    def _is_there(self, boss: str) -> bool:
        return not wrong_boss(boss, self.library.personas)

    @property
    def _bosses(self) -> tuple[str, ...]:
        """The id of everybody on offer, each once."""
        first = [boss for boss in (self.mine, self.chosen) if boss and self._is_there(boss)]
        first = [boss for boss in first if boss == self.mine or boss not in self.library.personas]
        return tuple(dict.fromkeys((*first, *self.library.personas)))

    @property
    def bosses(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every boss."""
        return tuple((boss, self.boss(boss).name) for boss in self._bosses)

    @property
    def asides(self) -> tuple[str, ...]:
        """What every boss is, in the order of ``bosses``."""
        return tuple(self.boss(boss).aside for boss in self._bosses)

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """Id and label of every level."""
        rules = self.library.rules
        return tuple((level.id, level.label) for level in rules.levels) if rules else ()

    @property
    def playable(self) -> bool:
        """Whether there is at least one of each."""
        return bool(self.meetings and self.library.personas and self.levels)

    def meeting(self, scenario_id: str, boss: str) -> Meeting:
        """A meeting with its texts for one boss, in the person's own words where the brief gives them."""
        scenario = self.library.scenarios[scenario_id]
        persona = parts_of(boss)[0]
        own = {} if self.brief is None else slots_of(self.brief, boss)
        slots = {"boss.name": self.library.personas[persona].name, **scenario.slots, **own}

        def told(texts: Mapping[str, str]) -> str:
            return fill_sentence(texts.get(persona, texts["default"]), slots)

        return Meeting(scenario.title, told(scenario.summary), told(scenario.you), told(scenario.asks))

    def boss(self, boss: str) -> Boss:
        """One boss, by a persona's id or two joined. Raises ``KeyError`` where there is no such persona."""
        main, *second = (self.library.personas[part] for part in parts_of(boss)[:2])
        mine = boss == self.mine
        own = slots_of(self.brief, boss).get("boss.name", "") if mine and self.brief is not None else ""
        return Boss(own or main.name, main, second[0] if second else None, mine)

    def called(self, boss: str) -> str:
        """What a boss is called in the talk."""
        own = {} if self.brief is None else slots_of(self.brief, boss)
        return own.get("boss.name") or self.boss(boss).name

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
