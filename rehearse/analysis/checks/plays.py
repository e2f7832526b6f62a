"""A meeting played through a number of times, each time by other lines: what can happen is mostly seen soon.

Plays show that something can happen, never that it cannot. They turn to lines that were said least so far.
"""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rehearse.engine.play import StoryLoop, available, begin, choose, improvise, keep_silent
from rehearse.engine.story import METER

if TYPE_CHECKING:
    from rehearse.analysis.checks.parts import Effect, Parts, Place
    from rehearse.analysis.checks.seen import Seen
    from rehearse.engine.state import Event, Standing, State, Step
    from rehearse.engine.story import Choice, Exit, Holds, Node, Story

LONGEST = 400
"""Lines after which a play is given up."""


class Halt(NamedTuple):
    """A talk that cannot go on: where, after which lines (as a journal keeps them), and how it began.

    Where it goes round by itself, the node is the one at which the last line was said.
    """

    kind: str  # stuck, or loop where the talk goes round by itself
    node: str
    persona: str
    level: str
    seed: int
    lines: tuple[str, ...]


class Player:
    """Plays one story, and notes what is seen."""

    def __init__(self, parts: Parts, seen: Seen, *, dice: int = 0) -> None:
        """Note in *seen* what happens in the story of *parts*."""
        self._parts = parts
        self._seen = seen
        self._story = _listening(parts, seen)
        self._said = [0] * len(self._story.choices)
        self._dice = random.Random(dice)  # noqa: S311  (it guards nothing)
        self._moves = sorted(self._story.reactions)
        self._nodes = {f"node:{node.id}": node.index for node in self._story.nodes}
        self.halts: list[Halt] = []

    def play(self, level: str, steps: int, *, off_script: float = 0.0) -> int:
        """Play once, at most *steps* lines, each with this chance *off_script*; how many lines there were."""
        story, dice = self._story, self._dice
        seed = dice.getrandbits(16)
        lines: list[str] = []
        here = story.start
        try:
            step = begin(story, seed=seed, level=level)
            self._note(step, None)
            while len(lines) < steps:
                state, here = step.state, step.state.node
                offered = available(story, state)
                for choice in offered:
                    self._seen.choices |= 1 << choice.index
                if not offered:
                    if story.nodes[state.node].choices:
                        self._halt("stuck", state.node, level, seed, lines)
                    break
                if off_script and dice.random() < off_script:
                    step = self._aside(state, lines)
                    self._note(step, None)
                    continue
                choice = min(offered, key=lambda one: (self._said[one.index] * dice.random(), one.index))
                self._said[choice.index] += 1
                lines.append(choice.id)
                step = choose(story, state, choice.id)
                self._note(step, choice)
        except StoryLoop:
            self._halt("loop", here, level, seed, lines)
        return len(lines) + 1

    def _aside(self, state: State, lines: list[str]) -> Step:
        move = self._dice.choice([*self._moves, "~"])
        lines.append(move if move == "~" else f"={move}")
        if move == "~":
            return keep_silent(self._story, state)
        return improvise(self._story, state, move, "…")

    def _halt(self, kind: str, node: int, level: str, seed: int, lines: list[str]) -> None:
        story = self._story
        name = story.nodes[node].id
        self.halts.append(Halt(kind, name, story.boss.persona, level, seed, tuple(lines)))

    def _note(self, step: Step, choice: Choice | None) -> None:
        seen, state, story = self._seen, step.state, self._story
        seen.nodes |= state.seen
        if story.nodes[state.node].ending is not None:
            persona = story.boss.persona
            seen.endings[persona] = seen.endings.get(persona, 0) | 1 << state.node
        for event in step.events:
            if event.kind in {"meter", "concern"}:
                if event.cause == "choice" and choice is not None:
                    self._did(self._parts.of_choices[choice.index], event)
                elif event.cause in self._nodes:
                    self._did(self._parts.of_nodes[self._nodes[event.cause]], event)

    def _did(self, effects: tuple[Effect, ...], event: Event) -> None:
        for effect in effects:
            kind, index, _ = effect.op
            if kind == METER:
                did = event.kind == "meter" and self._story.meters[index].id == event.subject
            else:
                did = event.kind == "concern" and (index < 0 or self._story.concerns[index].id == event.subject)
            if did:
                self._seen.effects.add(effect.place)


def _listening(parts: Parts, seen: Seen) -> Story:
    """The story with conditions that note in *seen* what they answer."""
    story = parts.story

    def heard(holds: Holds) -> Holds:
        place: Place = parts.conditions[holds]

        def ask(state: Standing) -> bool:
            found = holds(state)
            seen.answered(place, true=found, false=not found)
            return found

        return ask

    def way(exits: Exit) -> Exit:
        if not any(holds for holds, _ in exits.routes):
            return exits
        routes = tuple((None if holds is None else heard(holds), target) for holds, target in exits.routes)
        return replace(exits, routes=routes)

    nodes: list[Node] = []
    choices: list[Choice] = []
    for node in story.nodes:
        own = tuple(
            replace(choice, holds=None if choice.holds is None else heard(choice.holds), exit=way(choice.exit))
            for choice in node.choices
        )
        choices += own
        by_id = MappingProxyType({choice.id: choice for choice in own})
        exits = None if node.exit is None else way(node.exit)
        nodes.append(replace(node, choices=own, by_id=by_id, exit=exits))
    interrupts = tuple(replace(one, holds=heard(one.holds)) for one in story.interrupts)
    return replace(story, nodes=tuple(nodes), choices=tuple(choices), interrupts=interrupts)
