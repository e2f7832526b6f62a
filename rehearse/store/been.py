"""Where in a meeting the person has been, over all rehearsals of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.journey import journey
from rehearse.engine import replay
from rehearse.engine.play import StoryLoop
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.store.journal import Journal

MOST_REHEARSALS = 500
"""Rehearsals that are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Been:
    """In how many rehearsals each node was passed and each line said, whatever the boss; by their indices."""

    rehearsals: int
    ended: int
    nodes: Mapping[int, int]
    said: Mapping[int, int]
    offered: frozenset[int]  # lines that were ever on offer
    hops: frozenset[tuple[int, int]]  # which node was ever followed by which


def been(library: Library, journal: Journal, scenario: str, *, apart_from: str = "") -> Been:
    """Where the rehearsals of *scenario* went, apart from the one of that id."""
    stories: dict[str, Story | None] = {}
    nodes: Counter[int] = Counter()
    said: Counter[int] = Counter()
    offered: set[int] = set()
    hops: set[tuple[int, int]] = set()
    rehearsals = ended = 0
    for record in journal.rehearsals()[:MOST_REHEARSALS]:
        if record.scenario != scenario or record.id == apart_from or not record.choices:
            continue
        if record.persona not in stories:
            try:
                stories[record.persona] = story_of(library, scenario, record.persona)
            except UnknownContent:  # a boss whose pack is not there
                stories[record.persona] = None
        story = stories[record.persona]
        ended += record.ending is not None
        if story is None:
            continue
        try:
            went = journey(replay(story, seed=record.seed, level=record.level, choices=record.choices))
        except (StoryLoop, KeyError):  # edited since so that it cannot be played, or a level that is gone
            continue
        rehearsals += 1
        nodes.update(went.nodes)
        said.update(went.said)
        offered |= went.offered
        hops |= went.hops
    return Been(rehearsals, ended, nodes, said, frozenset(offered), frozenset(hops))
