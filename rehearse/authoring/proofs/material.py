"""What a proof is made of: the audits of a scenario with each boss at each level, read where they are kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rehearse.analysis.audits as audits_package
from rehearse.analysis.audits.audit import Audit, as_bytes, audit, audit_by_playing, read_audit
from rehearse.analysis.audits.ground import Ground
from rehearse.analysis.audits.strategy import by_heart
from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.odds import KINDS
from rehearse.authoring.proofs.asking import asked_of
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import WORTH, persons, ranks_of
from rehearse.coaching.odds.worth import Damaged, Worth
from rehearse.engine.play import StoryLoop
from rehearse.store.session import story_of
from rehearse.store.worth import keep, key_of, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rehearse.analysis.outlook import Way
    from rehearse.analysis.playthroughs import Says
    from rehearse.engine.story import Story
    from rehearse.loading.library import Library
    from rehearse.model.problem import Span

    Progress = Callable[[str, int, int], None]
    """Told what is being worked on, how many such steps are done, and how many there are."""

HELD = 1_500_000
"""States of all graphs together that are held until the bosses are compared (some 250 MB); those of more are built once
more."""

OF_DIFFICULTY = ("uniform", "halfway", "advice")
"""The persons by whom levels are compared."""

Odds = tuple[float, ...]
"""By ``KINDS``."""


class Swap(NamedTuple):
    """How a meeting ends for somebody who knows a boss's best lines by heart (see ``strategy.by_heart``)."""

    own: Odds  # and meets that boss
    other: Odds  # but knows another one's


@dataclass(slots=True)
class Material:
    """Everything that the sections of a proof are made of."""

    library: Library
    scenario: str
    catalogue: Catalogue
    personas: tuple[str, ...]
    levels: tuple[str, ...]  # those audited
    stories: dict[str, Story] = field(default_factory=dict)  # by persona
    audits: dict[tuple[str, str], Audit] = field(default_factory=dict)  # by level and persona
    swaps: dict[tuple[str, str, str], Swap] = field(default_factory=dict)  # by level, persona known, persona met
    difficulty: dict[tuple[str, str], dict[str, Odds]] = field(default_factory=dict)  # by level and persona: by person

    def name(self, persona: str) -> str:
        """The boss as sentences name them."""
        return self.stories[persona].boss.described

    def surname(self, persona: str) -> str:
        """The boss as tables name them."""
        return "+".join(self.library.personas[part].name.split()[-1] for part in persona.split("+"))

    def key(self, choice: int) -> str:
        """A line by its index, as ``node.choice``; all bosses share it."""
        return next(iter(self.stories.values())).choices[choice].key

    def node(self, index: int) -> str:
        """A node's id by its index."""
        return next(iter(self.stories.values())).nodes[index].id

    def span_of_line(self, choice: int) -> Span:
        """Where a line is written."""
        story = next(iter(self.stories.values()))
        line = story.choices[choice]
        node = story.nodes[line.node]
        place = line.index - node.choices[0].index
        return self.library.origins["scenarios", self.scenario].span(("nodes", node.id, "choices", place))

    def span_of_node(self, index: int) -> Span:
        """Where a node is written."""
        return self.library.origins["scenarios", self.scenario].span(("nodes", self.node(index)))


def gather(
    library: Library,
    scenario: str,
    personas: Sequence[str],
    levels: Sequence[str],
    other_levels: Sequence[str],
    *,
    cached: bool,
    progress: Progress,
) -> Material:
    """Audit *scenario* with each of *personas* at *levels*; at *other_levels* find the odds alone.

    Raises ``UnknownContent`` with a sentence where it cannot be played.
    """
    material = Material(library, scenario, Catalogue(library), tuple(personas), tuple(levels))
    material.stories = {persona: story_of(library, scenario, persona) for persona in personas}
    _Gathering(material, other_levels, cached=cached, progress=progress).run()
    return material


class _Gathering:
    """One run through all meetings."""

    def __init__(self, material: Material, other_levels: Sequence[str], *, cached: bool, progress: Progress) -> None:
        self._material = material
        self._other_levels = tuple(other_levels)
        self._cached = cached
        self._progress = progress
        self._steps = len(material.personas) * (2 * len(material.levels) + len(self._other_levels))
        self._done = 0
        self._ranks = {persona: ranks_of(story, material.catalogue) for persona, story in material.stories.items()}
        self._asked = {
            persona: asked_of(story, material.catalogue, self._ranks[persona])
            for persona, story in material.stories.items()
        }
        self._grounds: dict[str, Ground] = {}

    def run(self) -> None:
        material = self._material
        for level in material.levels:
            self._grounds.clear()
            for persona in material.personas:
                self._step(f"{material.name(persona)}, {level}")
                found = material.audits[level, persona] = self._audit(level, persona)
                material.difficulty[level, persona] = dict(found.persons)
            for persona in material.personas:
                self._step(f"{material.name(persona)} beside the others")
                self._swap(level, persona)
        self._grounds.clear()
        for level in self._other_levels:
            for persona in material.personas:
                self._step(f"{material.name(persona)}, {level}")
                material.difficulty[level, persona] = self._odds(level, persona)
        self._progress("", self._steps, self._steps)

    def _step(self, what: str) -> None:
        self._progress(what, self._done, self._steps)
        self._done += 1

    def _key(self, level: str, persona: str, *further: object) -> str:
        """What is found about a meeting is kept by everything that decides it."""
        material = self._material
        odds = key_of(material.library, material.scenario, persona, level, self._ranks[persona])
        deciding = (odds, _program(), *further)
        return hashlib.sha256("\n".join(map(repr, deciding)).encode()).hexdigest()[:32]

    def _audit(self, level: str, persona: str) -> Audit:
        asked, story = self._asked[persona], self._material.stories[persona]
        key = self._key(level, persona, asked)
        if self._cached and (data := load(key)) is not None:
            try:
                return read_audit(data)
            except Damaged:
                pass  # it is found anew
        ground = self._ground(level, persona)
        if ground is None:
            found = audit_by_playing(story, level, _says(self._ranks[persona]), asked)
        else:
            found = audit(ground, asked)
            ground.forget_persons()
            if sum(held.graph.count for held in self._grounds.values()) + ground.graph.count <= HELD:
                self._grounds[persona] = ground
        if self._cached:
            keep(key, as_bytes(found))
        return found

    def _ground(self, level: str, persona: str) -> Ground | None:
        """The states of a meeting; nothing where there are too many of them."""
        if persona in self._grounds:
            return self._grounds[persona]
        ways: dict[str, Way] = {name: person.weights for name, person in persons(self._ranks[persona]).items()}
        story = self._material.stories[persona]
        try:
            return Ground(story, story.level(level), ways, WORTH)
        except (TooLarge, StoryLoop):
            return None

    def _swap(self, level: str, met: str) -> None:
        """What it costs to know another boss's best lines by heart, and meet this one."""
        material = self._material
        known = {persona: material.audits[level, persona].decisions for persona in material.personas}
        if len(known) == 1 or not all(known.values()):
            return
        key = self._key(level, met, list(known.items()))
        found: dict[str, Odds] = {}
        if self._cached and (data := load(key)) is not None:
            found = _read_odds(data)
        if found.keys() != known.keys():
            ground = self._ground(level, met)
            if ground is None:
                return
            found = {persona: by_heart(ground, decisions) for persona, decisions in known.items()}
            self._grounds.pop(met, None)
            if self._cached:
                keep(key, json.dumps(found).encode())
        for persona in known:
            if persona != met:
                material.swaps[level, persona, met] = Swap(found[met], found[persona])

    def _odds(self, level: str, persona: str) -> dict[str, Odds]:
        """The odds of every person before the first line: of the debrief, where they are kept, else computed."""
        material, ranks = self._material, self._ranks[persona]
        story = material.stories[persona]
        key = self._key(level, persona, "difficulty")
        if self._cached:
            if (data := load(key)) is not None and (found := _read_odds(data)):
                return found
            if (kept := self._of_debrief(level, persona)) is not None:
                return kept
        self._grounds.clear()
        ground = self._ground(level, persona)
        if ground is None:
            alone = self._asked[persona]._replace(cues={})
            return dict(audit_by_playing(story, level, _says(ranks), alone).persons)
        found = {name: ground.view(name).begun for name in OF_DIFFICULTY}
        if self._cached:
            keep(key, json.dumps(found).encode())
        return found

    def _of_debrief(self, level: str, persona: str) -> dict[str, Odds] | None:
        material, ranks = self._material, self._ranks[persona]
        data = load(key_of(material.library, material.scenario, persona, level, ranks))
        if data is None:
            return None
        try:
            known = Worth(material.stories[persona], level, ranks, data)
        except Damaged:
            return None
        begun = {person: known.begun(person) for person in persons(ranks)}
        return {person: tuple(odds.values()) for person, odds in begun.items() if odds is not None} or None


def _says(ranks: tuple[int, ...]) -> dict[str, Says]:
    """The persons who need not look ahead, for playing."""
    return {person.name: person.says for person in persons(ranks).values() if person.habits}


def _read_odds(data: bytes) -> dict[str, Odds]:
    """Odds by name, as they were kept; nothing where they are damaged."""
    try:
        found = json.loads(data)
        read = {str(name): tuple(map(float, odds)) for name, odds in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
    return read if all(len(odds) == len(KINDS) for odds in read.values()) else {}


@cache
def _program() -> str:
    """A hash of the program's own part in audits."""
    found = hashlib.sha256()
    for folder in audits_package.__path__:
        for file in sorted(Path(folder).glob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()
