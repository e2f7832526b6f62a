"""Playing a list of choice ids again: for resuming, undo, rewinding, and for reading old journals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.engine.play import Unavailable, begin, choose
from rehearse.engine.state import Step  # noqa: TC001  (a field of a dataclass that people introspect)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine.story import Choice, Story


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a recorded rehearsal no longer fits its story: at which turn (from 1), and which choice is not there."""

    turn: int
    choice: str


@dataclass(frozen=True, slots=True)
class Played:
    """A rehearsal as far as it has come: the beginning and one step a line, and the choices that led there."""

    story: Story
    seed: int
    level: str
    steps: tuple[Step, ...]
    choices: tuple[Choice, ...]
    divergence: Divergence | None = None

    @property
    def now(self) -> Step:
        """The last step."""
        return self.steps[-1]

    def said(self, choice_id: str) -> Played:
        """One line further. Raises ``Unavailable`` where it cannot be said."""
        state = self.now.state
        step = choose(self.story, state, choice_id)
        choice = self.story.nodes[state.node].by_id[choice_id]
        return Played(self.story, self.seed, self.level, (*self.steps, step), (*self.choices, choice))

    def back_to(self, turn: int) -> Played:
        """As it was after *turn* lines (0 is the beginning)."""
        return Played(self.story, self.seed, self.level, self.steps[: turn + 1], self.choices[:turn])


def replay(story: Story, *, seed: int, level: str, choices: Sequence[str]) -> Played:
    """Play *choices* from the beginning.

    At the first one that cannot be said, as after an edit of the scenario, it stops and says where: it never guesses.
    """
    played = Played(story, seed, level, (begin(story, seed=seed, level=level),), ())
    for turn, choice_id in enumerate(choices, 1):
        try:
            played = played.said(choice_id)
        except Unavailable:
            return Played(story, seed, level, played.steps, played.choices, Divergence(turn, choice_id))
    return played
