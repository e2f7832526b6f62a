"""What simulated people choose and say. The same moment and the same dice give the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import STAGES_OF_PHASE
from rehearse.coaching.odds.persons import persons, ranks_of
from rehearse.engine import Unavailable
from rehearse.engine.play import StoryLoop
from rehearse.workshop.texts import WORDS, clean

if TYPE_CHECKING:
    import random

    from rehearse.coaching.odds.persons import PersonName
    from rehearse.engine import Choice, Played
    from rehearse.workshop.session.room import Room, Round
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.trial.participants import Participant

_FORESEES: dict[PersonName, float] = {"advice": 0.5, "halfway": 0.35, "uniform": 0.1, "tempting": 0.15}
"""How often somebody knows what the boss will make of a line, where the others guess."""
_NOTICES, _IMAGINES = 0.8, 0.12
"""How often an observer marks a move that was made, and one that was not."""
_LOOKS_ELSEWHERE = 0.15
"""How often somebody's own words are not what a line on offer says."""
_LAZILY = 0.4
"""How often somebody types without a capital and a full stop."""


class Choosing:
    """Knows the lines of one meeting, and what speaks for them."""

    def __init__(self, stage: Stage) -> None:
        """Weigh the lines of *stage*."""
        self._stage = stage
        self._persons = persons(ranks_of(stage.story, stage.catalogue))

    def line(self, habit: PersonName, played: Played, dice: random.Random) -> str:
        """The id of a line on offer; empty where there is none."""
        found = self._choice(habit, played, dice)
        return found.id if found else ""

    def _choice(self, habit: PersonName, played: Played, dice: random.Random) -> Choice | None:
        if not self._stage.options(played):
            return None
        offered, shares = zip(*self._persons[habit].says(played.story, played.now.state), strict=True)
        chosen: Choice = dice.choices(offered, shares)[0]
        return chosen

    def option(self, habit: PersonName, room: Room, asked: Round, dice: random.Random) -> str:
        """The id of an option of the round that is *asked*."""
        options = [option.id for option in asked.options]
        if asked.question == "boss":
            true = self._true(room, asked) if dice.random() < _FORESEES[habit] else ""
            return true or dice.choice(options)
        line = self.line(habit, self._stage.played(room.now), dice)
        return line if line in options else dice.choice(options)  # another where the meeting was edited meanwhile

    def _true(self, room: Room, asked: Round) -> str:
        """What the boss will make of the line that was decided on; empty where it can no longer be said."""
        try:
            return self._stage.comes_true(room.now, self._stage.pending(room), asked.options)
        except (Unavailable, StoryLoop):
            return ""

    def words(self, who: Participant, played: Played, dice: random.Random) -> str:
        """What somebody types for the next line; empty where the talk is over."""
        chosen = self._choice(who.habit, played, dice)
        if chosen is None:
            return ""
        catalogue, story = self._stage.catalogue, self._stage.story
        move = chosen.moves[0]
        if dice.random() < _LOOKS_ELSEWHERE:
            now = STAGES_OF_PHASE[story.nodes[chosen.node].phase]
            move = dice.choice([each for each in story.moves if catalogue.move(each).stage in now] or [move])
        examples = catalogue.move(move).examples
        words: str = examples[who.voice % len(examples)]
        if dice.random() < _LAZILY:
            words = (
                words[:1].lower() + words[1:].rstrip(".") if not words.startswith(("I ", "I'")) else words.rstrip(".")
            )
        return clean(words, WORDS)

    def marks(self, room: Room, dice: random.Random) -> tuple[str, ...]:
        """The moves that an observer marks in the last line."""
        made = self._stage.made(room.now)
        return tuple(
            move.id
            for move in self._stage.checklist(room.now)
            if dice.random() < (_NOTICES if move.id in made else _IMAGINES)
        )
