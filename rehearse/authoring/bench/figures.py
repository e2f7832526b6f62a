"""What can be worked out about a scenario while its author writes it, and what comes of it: questions and answers.

They are worked out in a process of their own (see ``bench_process``), since each takes seconds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.coaching.odds.persons import PERSONS
from rehearse.engine import available, begin, choose, is_over
from rehearse.engine.play import StoryLoop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.analysis.stations import Range, Station
    from rehearse.authoring.proofs.proof import Proof
    from rehearse.coaching.odds.persons import PersonName
    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem

TALKS = 600
"""Talks that are played for each person where there are too many states to look at each."""
_MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Checks:
    """Ask for the problems of the conversation; the *deep* ones look at every state."""

    deep: bool


@dataclass(frozen=True, slots=True)
class Nodes:
    """Ask what is true of every node with one boss at one level."""

    persona: str
    level: str


@dataclass(frozen=True, slots=True)
class Proofs:
    """Ask for the proof of the scenario, with one boss or, where none is named, with all."""

    persona: str = ""


Question = Checks | Nodes | Proofs


@dataclass(frozen=True, slots=True)
class Figures:
    """What is true of every node, by its id."""

    question: Nodes
    nodes: Mapping[str, Station]
    exact: bool
    error: float = 0.0  # the standard error of every chance, at most, where they are not exact

    def at(self, node: str) -> Station | None:
        """One node, where it is known."""
        return self.nodes.get(node)


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be worked out; a sentence says why."""

    sentence: str


Answer = tuple["Problem", ...] | Figures | Failed
"""To ``Checks`` the problems, to ``Nodes`` the figures, to ``Proofs`` the proof (see ``authoring.proof``)."""


def worked_out(library: Library, scenario: str, question: Question) -> Answer | Proof:
    """The answer. Slow. Where something goes wrong on the way it is ``Failed``."""
    try:
        match question:
            case Checks(deep):
                return checked(library, scenario, deep=deep)
            case Nodes():
                return figures(library, scenario, question)
            case Proofs(persona):
                from rehearse.authoring.proofs.prove import prove  # noqa: PLC0415

                return prove(library, scenario, (persona,) if persona else ())
    except Exception as error:  # noqa: BLE001  (a process's boundary: it becomes a sentence on the screen)
        return Failed(f"This could not be worked out: {str(error) or type(error).__name__}")


def checked(library: Library, scenario: str, *, deep: bool) -> tuple[Problem, ...]:
    """All that is wrong with the file of *scenario*: as ``rehearse check`` says it."""
    from rehearse.authoring.check.report import Examination, Subject  # noqa: PLC0415  (loads networkx)

    file = Path(library.origins["scenarios", scenario].document.path).resolve()
    examination = Examination(Subject(files=(file,)), library)
    if deep:
        return examination.whole()
    examination.look()
    return examination.quick


def figures(library: Library, scenario: str, question: Nodes) -> Figures:
    """What is true of every node; sampled where there are too many states to look at each."""
    from rehearse.analysis.numerals import TooLarge  # noqa: PLC0415  (loads numpy)
    from rehearse.analysis.stations import stations  # noqa: PLC0415
    from rehearse.coaching.feedback.catalogue import Catalogue  # noqa: PLC0415
    from rehearse.coaching.odds.persons import persons, ranks_of  # noqa: PLC0415
    from rehearse.store.session import story_of  # noqa: PLC0415

    story = story_of(library, scenario, question.persona)
    ranks = ranks_of(story, Catalogue(library))
    level = story.level(question.level)
    try:
        found = stations(story, level, {name: person.weights for name, person in persons(ranks).items()})
    except TooLarge:
        return sampled(story, question, ranks)
    return Figures(question, {node.id: found[node.index] for node in story.nodes}, exact=True)


def sampled(story: Story, question: Nodes, ranks: tuple[int, ...]) -> Figures:
    """Likewise, found by playing. Of who plays best nothing is known so, nor that a node is never reached."""
    from rehearse.analysis.playthroughs import played_visits  # noqa: PLC0415  (loads numpy)
    from rehearse.analysis.stations import Station  # noqa: PLC0415
    from rehearse.coaching.odds.persons import persons  # noqa: PLC0415

    visits = {
        name: played_visits(story, question.level, person.says, TALKS)
        for name, person in persons(ranks).items()
        if name != "best"
    }
    seen = _seen_by_playing(story, question.level)
    nodes = {
        node.id: Station(
            reached=any(found.come[node.index] for found in visits.values()) or seen[node.index].lines is not None,
            states=0,
            meters=_ranges([meters for meters, _ in seen[node.index].stands]) if node.ending is None else (),
            concerns=_ranges([concerns for _, concerns in seen[node.index].stands]) if node.ending is None else (),
            lines=seen[node.index].lines or (),
            comes={name: found.come[node.index] for name, found in visits.items()},
            ahead={name: odds for name, found in visits.items() if (odds := found.ahead[node.index]) is not None},
        )
        for node in story.nodes
    }
    return Figures(question, nodes, exact=False, error=0.5 / TALKS**0.5)


@dataclass(slots=True)
class _Seen:
    """What playing has shown of one node."""

    stands: set[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)
    lines: tuple[str, ...] | None = None


def _seen_by_playing(story: Story, level: str) -> list[_Seen]:
    """How things stood at each node, and the fewest lines to it, in talks in which anything was said."""
    seen = [_Seen() for _ in story.nodes]
    for seed in range(TALKS):
        dice = random.Random(seed)  # noqa: S311  (it guards nothing)
        state, lines = begin(story, seed=seed, level=level).state, list[str]()
        while True:
            seen[state.node].stands.add((state.meters, state.concerns))
            for node, found in enumerate(seen):
                if state.seen >> node & 1 and (found.lines is None or len(lines) < len(found.lines)):
                    found.lines = tuple(lines)
            if is_over(story, state) or len(lines) >= _MOST_TURNS:
                break
            choice = dice.choice(available(story, state))
            try:
                state = choose(story, state, choice.id).state
            except StoryLoop:
                break
            lines.append(choice.key)
    return seen


def _ranges(rows: list[tuple[int, ...]]) -> tuple[Range, ...]:
    from rehearse.analysis.stations import Range  # noqa: PLC0415

    return tuple(Range(min(values), max(values)) for values in zip(*rows, strict=True))


def persons_told(found: Figures) -> tuple[PersonName, ...]:
    """Those about whom something is known, in their order."""
    known = {name for station in found.nodes.values() for name in station.comes}
    return tuple(name for name in PERSONS if name in known)
