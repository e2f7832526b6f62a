"""One meeting looked at in play: what of it can happen with which boss, and where a talk is caught.

First it is played through a number of times, which shows most of what can happen. Then it is gone through without its
numbers, which shows what is impossible. For what is left open, and where a talk might be caught, every state is gone
through, boss by boss and level by level, until nothing is open or all have been. What even then was not seen cannot be
brought about by the lines on offer; typed ones might.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rehearse.analysis.checks.loose import Loose, bounds_of
from rehearse.analysis.checks.parts import Parts
from rehearse.analysis.checks.plays import LONGEST, Halt, Player
from rehearse.analysis.checks.seen import Open, Seen, everything
from rehearse.analysis.checks.skeleton import Skeleton, flags_alike
from rehearse.analysis.checks.suspects import leading_to, may_never_end
from rehearse.analysis.checks.together import Together
from rehearse.analysis.checks.traps import Trap, traps
from rehearse.analysis.checks.watched import Watched
from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.states import state_graph
from rehearse.engine.compile import compile_story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.engine.story import Story
    from rehearse.loading.library import Library
    from rehearse.model.persona import Persona
    from rehearse.model.scenario import Scenario

MOST_NODES = 250
"""Nodes of a meeting whose states are gone through; of larger ones what can happen is told more loosely."""
STEPS = 1_500
"""Lines said in plays with each boss at each level."""
STEPS_OF_LARGE = 8_000
"""Lines said in all in plays of a meeting that is larger than ``MOST_NODES``."""
ASIDES = 0.3
"""How often a line is off the script in plays that look for talks caught by typed lines."""
USUAL_LEVEL = "everyday"


@dataclass(frozen=True, slots=True)
class Caught:
    """A trap, with whom and at which level it was found."""

    trap: Trap
    story: Story
    level: str


@dataclass(slots=True)
class Survey:
    """What was found."""

    bosses: tuple[str, ...]
    seen: Seen
    never: Open
    """What cannot come about, whatever is said."""
    only_off_script: Open
    """What the lines on offer cannot bring about; typed ones might."""
    unsure: Open
    """What was neither seen nor can be ruled out, where not every state was looked at."""
    caught: list[Caught] = field(default_factory=list)
    halted: list[Halt] = field(default_factory=list)
    exact: frozenset[str] = frozenset()
    """The bosses for whom every state that could matter was looked at."""
    limited: str = ""
    """Why less was looked at, where that is so."""

    @property
    def endings_by_boss(self) -> Mapping[str, int]:
        """By persona the endings that were reached, as bits by their nodes' index."""
        return self.seen.endings


def survey(library: Library, scenario: Scenario, personas: Sequence[Persona]) -> Survey:
    """Look at *scenario* with all *personas*, of which there is at least one."""
    if len(scenario.nodes) > MOST_NODES:
        return _loosely(
            library, scenario, personas, f"it has {len(scenario.nodes)} nodes, and {MOST_NODES} is the most"
        )
    return _Surveyor(library, scenario, personas).surveyed()


def _compiled(library: Library, scenario: Scenario, persona: Persona) -> Story:
    assert library.rules is not None  # noqa: S101  (whoever calls has made sure)
    return compile_story(scenario, persona, library.rules, library.moves)


def _hoped(scenario: Scenario, parts: Sequence[Parts]) -> Open:
    conditions = {place for one in parts for place in one.conditions.values()}
    effects = {place for one in parts for place in one.places}
    return everything(scenario, conditions, effects)


class _Surveyor:
    """Looks at a meeting whose states can be gone through."""

    def __init__(self, library: Library, scenario: Scenario, personas: Sequence[Persona]) -> None:
        self._library = library
        self._scenario = scenario
        self._personas = personas
        self._parts = [Parts(_compiled(library, scenario, persona), scenario) for persona in personas]
        self._seen = Seen()
        self._hoped = _hoped(scenario, self._parts)
        self._undecided = self._hoped
        self._caught: list[Caught] = []
        self._halted: list[Halt] = []
        stories = [parts.story for parts in self._parts]
        self._levels = sorted((level.id for level in stories[0].levels), key=lambda level: level != USUAL_LEVEL)
        self._suspect = any(map(may_never_end, stories))
        self._endings = sum(1 << node.index for node in stories[0].nodes if node.ending is not None)
        self._gone_through: set[str] = set()

    def surveyed(self) -> Survey:
        self._play()
        assert self._library.rules is not None  # noqa: S101  (whoever calls has made sure)
        bounds = bounds_of(self._scenario, self._library.rules, self._personas)
        try:
            never = self._bare(self._hoped.without(self._seen), bounds)
            self._undecided = less(self._hoped, never)
            self._go_through()
        except TooLarge as error:
            why = str(error)
            found = _loosely(self._library, self._scenario, self._personas, why[0].lower() + why[1:].rstrip("."))
            found.caught = self._caught
            return found
        left = self._undecided.without(self._seen)
        idle = replace(NOTHING, effects=left.effects)
        return Survey(
            bosses=tuple(persona.id for persona in self._personas),
            seen=self._seen,
            never=replace(never, effects=left.effects),
            only_off_script=less(left, idle),
            unsure=NOTHING,
            caught=self._caught,
            halted=self._halted,
            exact=frozenset(self._gone_through),
        )

    def _play(self) -> None:
        for parts in self._parts:
            player = Player(parts, self._seen)
            for level in self._levels:
                steps = STEPS
                while steps > 0:
                    steps -= player.play(level, LONGEST)

    def _bare(self, hoped: Open, bounds: Mapping[str, tuple[int, int]]) -> Open:
        """What of *hoped* is impossible, whatever is said; and whether there is a suspicion that a talk is caught."""
        left = replace(hoped, effects=frozenset())
        stuck: set[int] = set()
        for parts in {flags_alike(parts.story): parts for parts in self._parts}.values():
            skeleton = Skeleton(parts, bounds)
            skeleton.go()
            left = left.without(skeleton.seen)
            stuck |= skeleton.may_be_stuck
            self._suspect = self._suspect or bool(skeleton.may_circle)
        if stuck:
            self._suspect = True
            self._play_off_script()
        return left

    def _play_off_script(self) -> None:
        """Whether typed lines can lead to where nothing can be said."""
        for parts in self._parts:
            player = Player(parts, Seen())
            for level in self._levels:
                steps = STEPS
                while steps > 0:
                    steps -= player.play(level, LONGEST, off_script=ASIDES)
            self._halted += player.halts

    def _go_through(self) -> None:
        """Every state that could matter, with one boss after the other, as long as there is a question."""
        for parts in self._parts:
            if self._suspect:
                for level in self._levels:
                    self._states(parts, level)
                self._gone_through.add(parts.story.boss.persona)
                continue
            self._undecided = self._undecided.without(self._seen)
            asked = _asked(self._undecided, parts)
            if self._endings & self._seen.nodes & ~self._seen.endings.get(parts.story.boss.persona, 0):
                Together(parts, self._seen).go()
                self._gone_through.add(parts.story.boss.persona)
            elif asked:
                Together(parts, self._seen, leading_to(parts.story, asked)).go()

    def _states(self, parts: Parts, level: str) -> None:
        """Every state at one level, and where a talk is caught in them."""
        story = parts.story
        index = story.level(level)
        watched = Watched(parts, index, self._seen)
        graph = state_graph(story, index, transitions=watched)
        known = {(caught.trap.kind, caught.trap.node) for caught in self._caught}
        for trap in traps(graph, story, watched):
            if (trap.kind, trap.node) not in known:
                self._caught.append(Caught(trap, story, level))


def _asked(left: Open, parts: Parts) -> set[int]:
    """The nodes at which there is something to find out with one boss."""
    story = parts.story
    names = {node.id: node.index for node in story.nodes}
    places = {place for place, _ in left.conditions} | (left.effects & parts.places)
    found = set(left.nodes) | {story.choices[index].node for index in left.choices}
    for place in places:
        if place[0] == "nodes":
            found.add(names[str(place[1])])
        else:  # an interrupt may come anywhere
            found.update(range(len(story.nodes)))
    return found


def _loosely(library: Library, scenario: Scenario, personas: Sequence[Persona], why: str) -> Survey:
    """Play a little, and tell what is impossible whatever the order of things."""
    assert library.rules is not None  # noqa: S101  (as above)
    parts = Parts(_compiled(library, scenario, personas[0]), scenario)
    seen, hoped = Seen(), _hoped(scenario, [parts])
    player = Player(parts, seen)
    steps = STEPS_OF_LARGE
    while steps > 0:
        for level in parts.story.levels:
            steps -= player.play(level.id, min(steps, len(scenario.nodes)))
            if steps <= 0:
                break
    possible = Loose(scenario, library.rules, personas).go()
    left = hoped.without(seen)
    never = replace(left.without(possible), effects=frozenset())
    return Survey(
        bosses=tuple(persona.id for persona in personas),
        seen=seen,
        never=never,
        only_off_script=NOTHING,
        unsure=less(left, never),
        halted=player.halts,
        limited=why,
    )


NOTHING = Open(frozenset(), frozenset(), frozenset(), frozenset())


def less(one: Open, other: Open) -> Open:
    """What of *one* is not in *other*."""
    return Open(
        one.nodes - other.nodes,
        one.choices - other.choices,
        one.conditions - other.conditions,
        one.effects - other.effects,
    )
