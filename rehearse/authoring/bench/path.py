"""The path by which an author has come to where they are: replayed after every change, and told where it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.engine import Entry, Played, replay
from rehearse.engine.play import StoryLoop
from rehearse.model.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine import Story

FIRST_SEED = 1
SEEDS_TRIED = 400
"""Seeds under which a list of lines is tried, where the story draws what comes of them."""
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Trail:
    """The lines that were said, whether or not all of them can still be, and how the talk was begun."""

    level: str
    lines: tuple[str, ...] = ()  # entries as the journal writes them; mostly ids of choices
    nodes: tuple[str, ...] = ()  # where each line led when it was last good; the first is where the talk began
    seed: int = FIRST_SEED


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a path no longer goes as it went."""

    line: int  # of the path, from 1; 0 where the talk cannot even be begun
    sentence: str
    node: str  # where the talk stands just before
    choice: str  # what was said there; empty where nothing was


@dataclass(frozen=True, slots=True)
class Walked:
    """A path as far as it can be gone in one version, and what became of the rest."""

    trail: Trail
    played: Played | None  # nothing where the talk cannot even be begun
    broken: Broken | None = None

    @property
    def here(self) -> str:
        """The node where it stands; empty where it cannot be begun."""
        if self.played is None:
            return ""
        return self.played.story.nodes[self.played.now.state.node].id

    @property
    def passed(self) -> frozenset[str]:
        """The nodes that it went through."""
        if self.played is None:
            return frozenset()
        nodes, seen = self.played.story.nodes, self.played.now.state.seen
        return frozenset(node.id for node in nodes if seen >> node.index & 1)


def walked(story: Story, trail: Trail) -> Walked:
    """*trail* gone again in *story*.

    Where a line can no longer be said it stands just before that line, which stays in the trail: it may be mended. A
    path that still holds but leads elsewhere is told of too.
    """
    level = trail.level if trail.level in {level.id for level in story.levels} else story.levels[0].id
    trail = replace(trail, level=level)
    try:
        played = replay(story, seed=trail.seed, level=level, choices=trail.lines)
    except StoryLoop as error:
        return _as_far_as_it_goes(story, trail, error)
    nodes = tuple(story.nodes[step.state.node].id for step in played.steps)
    if played.divergence is not None:
        return Walked(trail, played, _cannot_be_said(played, played.divergence.turn, trail))
    turned = next((turn for turn, (now, then) in enumerate(zip(nodes, trail.nodes, strict=False)) if now != then), None)
    told = replace(trail, nodes=nodes)
    if turned is None:
        return Walked(told, played)
    sentence = (
        f"The path goes another way since its line {turned}: it comes to '{nodes[turned]}' there, no longer to "
        f"'{trail.nodes[turned]}'."
        if turned
        else f"The talk begins at '{nodes[0]}' now, no longer at '{trail.nodes[0]}'."
    )
    choice = played.choices[turned - 1].id if turned else ""
    return Walked(told, played, Broken(turned, sentence, nodes[max(turned - 1, 0)], choice))


def leading(story: Story, level: str, lines: Sequence[str], node: str) -> Trail | None:
    """A trail of *lines*, by key or id, that comes to *node*, under the first seed with which it does."""
    said = tuple(line.partition(".")[2] or line for line in lines)
    for seed in range(FIRST_SEED, FIRST_SEED + SEEDS_TRIED):
        found = walked(story, Trail(level, said, seed=seed))
        if found.played is not None and found.broken is None and (found.here == node or node in found.passed):
            return found.trail
    return None


def onward(path: Walked, line: str) -> Walked:
    """*path* with one more line. What could no longer be said is dropped. Raises ``Unavailable`` and ``StoryLoop``."""
    if path.played is None:
        return path
    played = path.played.said(line)
    kept = path.trail.lines[: len(path.played.choices)]
    nodes = tuple(played.story.nodes[step.state.node].id for step in played.steps)
    return Walked(replace(path.trail, lines=(*kept, line), nodes=nodes), played)


def back(path: Walked) -> Walked:
    """*path* without its last line, or without what could no longer be said."""
    if path.played is None:
        return path
    said = len(path.played.choices)
    turn = said if len(path.trail.lines) > said else max(said - 1, 0)
    played = path.played.back_to(turn)
    nodes = tuple(played.story.nodes[step.state.node].id for step in played.steps)
    return Walked(replace(path.trail, lines=path.trail.lines[:turn], nodes=nodes), played)


def _cannot_be_said(played: Played, turn: int, trail: Trail) -> Broken:
    what = Entry.read(trail.lines[turn - 1]).what
    node = played.story.nodes[played.now.state.node]
    count = len(trail.lines)
    where = f"The path breaks at its line {turn} of {count}"
    if node.ending is not None:
        return Broken(turn, f"{where}: the talk has ended by then, at '{node.id}'.", node.id, "")
    known = {choice.id for choice in node.choices}
    if what in known:
        why = f"'{what}' cannot be said at '{node.id}' as things stand there now."
        return Broken(turn, f"{where}: {why}", node.id, what)
    hint = did_you_mean(what, known)
    shown = what if len(what) <= _SHOWN else f"{what[:_SHOWN]}…"
    return Broken(turn, f"{where}: there is no '{shown}' at '{node.id}'.{f' {hint}' if hint else ''}", node.id, "")


def _as_far_as_it_goes(story: Story, trail: Trail, error: StoryLoop) -> Walked:
    """The path before the line with which the talk begins to go round in circles."""
    played: Played | None = None
    turn = 0
    for turn in range(len(trail.lines)):
        try:
            played = replay(story, seed=trail.seed, level=trail.level, choices=trail.lines[:turn])
        except StoryLoop:
            break
    else:
        turn = len(trail.lines)
    here = "" if played is None else story.nodes[played.now.state.node].id
    line = 0 if played is None else len(played.choices) + 1
    where = f"The path breaks at its line {line} of {len(trail.lines)}" if line else "The talk cannot be begun"
    choice = trail.lines[line - 1] if line else ""
    return Walked(trail, played, Broken(line, f"{where}: {error}", here or story.nodes[story.start].id, choice))
