"""The author's bench without its screen: a draft, the place in it, the path to there, and what is known of it.

A broken save changes nothing but the problems: the last version that could be shown stays, with the place and the path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.authoring.bench.draft import Draft, first_draft, renamed
from rehearse.authoring.bench.findings import Findings
from rehearse.authoring.bench.path import Trail, Walked, back, leading, onward, walked
from rehearse.authoring.bench.view import View
from rehearse.engine import Unavailable, available
from rehearse.engine.play import StoryLoop
from rehearse.loading.library import unknown_id
from rehearse.store.session import UnknownContent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.authoring.workplace import Workplace
    from rehearse.engine import Choice, Story
    from rehearse.model.problem import Span

USUAL_LEVEL = "everyday"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a new version has changed about the place; sentences for the author, empty where nothing was."""

    node: str = ""  # where the place is now, if it is another one
    path: str = ""  # what became of the path, if anything


class Bench(View):
    """One scenario being written. Quick; nothing here waits but for reading one file."""

    def __init__(self, workplace: Workplace, persona: str = "", packs: Sequence[Path] = ()) -> None:
        """Lay out *workplace*, with *persona* or the first boss there is.

        Raises ``UnknownContent`` for a boss that is not there, and ``Unreadable`` where it cannot be shown.
        """
        personas = tuple(workplace.library.personas)
        if persona and persona not in personas:
            raise UnknownContent(unknown_id(persona, workplace.library.personas, "persona"))
        if not personas:
            message = "There is no boss to play it with."
            raise UnknownContent(message)
        self.packs = tuple(packs)
        persona = persona or personas[0]
        super().__init__(first_draft(workplace, persona), persona)
        if USUAL_LEVEL in {level.id for level in self.story.levels}:
            self.level = USUAL_LEVEL
        self.path: Walked = walked(self.story, Trail(self.level))
        self.node = self.path.here or self.node
        self._been: list[str] = []

    # --- what is shown

    @property
    def stands_here(self) -> bool:
        """Whether the path stands at the node that is chosen."""
        return self.path.here == self.node

    def sayable(self, choice: Choice) -> bool | None:
        """Whether *choice* of the chosen node can be said where the path stands; ``None`` where that is elsewhere."""
        if not self.stands_here or self.path.played is None:
            return None
        return choice.id in {each.id for each in available(self.story, self.path.played.now.state)}

    # --- moving about

    def go(self, node: str) -> None:
        """Choose another node; ``return_`` leads back."""
        if node in self.nodes and node != self.node:
            self._been.append(self.node)
            self.node = node

    def return_(self) -> bool:
        """Go back to where one was before. Returns whether there is such a place."""
        while self._been:
            node = self._been.pop()
            if node in self.nodes and node != self.node:
                self.node = node
                return True
        return False

    def next_problem(self, by: int = 1) -> str:
        """Go to the next node with a problem (1), or to the one before (-1). Returns a sentence where none has one."""
        marks = self.findings.marks()
        if not marks:
            return "No node has a problem."
        order = [node for node in self.nodes if node in marks or node == self.node]
        self.go(order[(order.index(self.node) + by) % len(order)])
        return ""

    def follow(self, number: int) -> str:
        """Take the choice with *number* (from 1, as written) of the chosen node. Returns a sentence where that fails.

        Where the path stands here it goes on with it; else only the place does.
        """
        choices = self.point.choices
        if not 1 <= number <= len(choices):
            return ""
        choice = choices[number - 1]
        if self.sayable(choice):
            try:
                self.path = onward(self.path, choice.id)
            except (Unavailable, StoryLoop) as error:
                return str(error)
            self.go(self.path.here)
            return ""
        targets = leads_to(self.story, choice)
        self.go(self.story.nodes[targets[0]].id if targets else self.node)
        if self.path.played is not None and self.sayable(choice) is False:
            return f"'{choice.id}' cannot be said where your path stands, so only the place has moved."
        return ""

    def take_way(self) -> str:
        """Make the fewest lines that lead here the path. Returns a sentence where there are none."""
        station = self.station
        if station is None:
            return "How one comes here is still being worked out."
        if not station.reached:
            return "No line leads here, whatever is said before."
        trail = leading(self.story, self.level, station.lines, self.node)
        if trail is None:
            return "The lines that lead here depend on chance, and no draw that was tried comes here."
        self.path = walked(self.story, trail)
        return ""

    def take_back(self) -> None:
        """Take the last line of the path back, or what of it can no longer be said."""
        self.path = back(self.path)
        self.go(self.path.here)

    def begin_again(self) -> None:
        """Begin the path again, with no line said."""
        self.path = walked(self.story, Trail(self.level))

    def take_path(self, lines: Sequence[str], seed: int) -> None:
        """Make *lines*, as they were played, the path."""
        self.path = walked(self.story, Trail(self.level, tuple(lines), seed=seed))
        self.go(self.path.here)

    # --- boss and level

    def take_boss(self, persona: str) -> str:
        """Show another boss. Returns a sentence where that cannot be."""
        before, self.persona = self.persona, persona
        try:
            self.take_level(self.level)  # it may go another way with another boss: that is not an edit
        except UnknownContent as error:
            self.persona = before
            return str(error)
        return ""

    def next_boss(self, by: int = 1) -> str:
        """Show the next boss."""
        personas = self.draft.personas
        return self.take_boss(personas[(personas.index(self.persona) + by) % len(personas)])

    def next_level(self) -> None:
        """Look at the next level."""
        levels = [level.id for level in self.story.levels]
        self.take_level(levels[(levels.index(self.level) + 1) % len(levels)])

    def take_level(self, level: str) -> None:
        """Look at this level, or at the first where the boss does not have it."""
        levels = [each.id for each in self.story.levels]
        self.level = level if level in levels else levels[0]
        self.path = walked(self.story, replace(self.path.trail, level=self.level, nodes=()))

    # --- versions

    def take(self, draft: Draft) -> Moved:
        """Show a new version, at the same place, with the path gone again."""
        before, node = self.draft, self.node
        if self.persona not in draft.personas:
            self.persona = draft.personas[0]
        self.show(draft)
        self.node = renamed(draft, node, before)
        self._been = [renamed(draft, each, before) for each in self._been]
        levels = [level.id for level in self.story.levels]
        self.level = self.level if self.level in levels else levels[0]
        trail = self.path.trail
        # What was renamed by its author has not gone another way
        told = tuple(renamed(draft, each, before) if each in before.written.nodes else each for each in trail.nodes)
        self.path = walked(self.story, replace(trail, nodes=told))
        moved = "" if self.node == node else f"'{node}' is no longer there; this is '{self.node}'."
        if self.node != node and node in (draft.written.nodes[self.node].renamed_from or ()):
            moved = f"'{node}' is called '{self.node}' now."
        return Moved(moved, self.path.broken.sentence if self.path.broken else "")

    def move_to(self, file: Path) -> None:
        """Work on another file, which holds the same."""
        self.draft = replace(self.draft, file=file)
        self.findings = Findings(self.draft)

    def broken_line(self) -> Span | None:
        """Where the path breaks, in the file."""
        if self.path.broken is None:
            return None
        return self.draft.span(self.path.broken.node, self.path.broken.choice)


def leads_to(story: Story, choice: Choice) -> tuple[int, ...]:
    """The nodes, by index, that *choice* may lead to: the detour first where it makes one."""
    if choice.detour >= 0:
        return (choice.detour, *_targets(choice))
    return _targets(choice) or ((choice.node,) if not choice.returns else _callers(story, choice))


def _targets(choice: Choice) -> tuple[int, ...]:
    return tuple(dict.fromkeys([*(to for _, to in choice.exit.routes), *(to for _, to in choice.exit.chance)]))


def _callers(story: Story, choice: Choice) -> tuple[int, ...]:
    """Where a detour comes back to: the ways on of all choices that lead into one."""
    del choice
    calling = [each for each in story.choices if each.detour >= 0]
    return tuple(dict.fromkeys(target for each in calling for target in _targets(each)))
