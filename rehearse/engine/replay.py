"""Playing a list of choice ids again: for resuming, undo, rewinding, and for reading old journals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.engine.entry import Entry
from rehearse.engine.play import Unavailable, begin, choose, improvise, keep_silent, puzzle
from rehearse.engine.state import Step  # noqa: TC001  (a field of a dataclass that people introspect)
from rehearse.engine.story import in_words, line_off_script

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

    def said(self, entry: Entry | str) -> Played:
        """One line further: a choice's id, or a whole entry. Raises ``Unavailable`` where it cannot be said."""
        what = Entry.read(entry) if isinstance(entry, str) else entry
        state = self.now.state
        node = self.story.nodes[state.node]
        if what.silent:
            step = keep_silent(self.story, state)
            choice = line_off_script(self.story, node, "", "")
        elif not what.followed:
            step = puzzle(self.story, state, what.words)
            choice = line_off_script(self.story, node, "", what.words)
        elif what.move:
            step = improvise(self.story, state, what.move, what.words)
            choice = line_off_script(self.story, node, what.move, what.words)
        else:
            step = choose(self.story, state, what.what, what.words)
            choice = in_words(node.by_id[what.what], what.words)
        return Played(self.story, self.seed, self.level, (*self.steps, step), (*self.choices, choice))

    def back_to(self, turn: int) -> Played:
        """As it was after *turn* lines (0 is the beginning)."""
        return Played(self.story, self.seed, self.level, self.steps[: turn + 1], self.choices[:turn])


def replay(story: Story, *, seed: int, level: str, choices: Sequence[str]) -> Played:
    """Play *choices* (entries as text, in the simplest case a choice's id) from the beginning.

    At the first one that cannot be said, as after an edit of the scenario, it stops and says where: it never guesses.
    """
    played = Played(story, seed, level, (begin(story, seed=seed, level=level),), ())
    for turn, choice_id in enumerate(choices, 1):
        try:
            played = played.said(choice_id)
        except Unavailable:
            return Played(
                story, seed, level, played.steps, played.choices, Divergence(turn, Entry.read(choice_id).what)
            )
    return played
