"""The progress as things stand: from every rehearsal and drill in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.between.progress import Progress, Rehearsed, progress
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.engine import Entry, replay
from rehearse.model.brief_slots import slots_of
from rehearse.store.practice import drilled, opposite, planning
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal, Record

MOST_REHEARSALS = 60
"""How many of the latest rehearsals are looked at."""


def progress_now(library: Library, journal: Journal, brief: Brief, boss: str) -> Progress:
    """The progress with *boss*, one id or two joined. Slow after many rehearsals.

    Raises ``UnknownContent`` with a sentence where there is no such boss.
    """
    across = opposite(library, brief, boss)
    found = [_rehearsed(library, brief, record) for record in journal.rehearsals(limit=MOST_REHEARSALS)]
    rehearsals = sorted((each for each in found if each is not None), key=lambda each: each.at)
    rules = library.rules
    hardest = (rules.levels[-1].id, rules.levels[-1].label) if rules else ("", "")
    return progress(
        Catalogue(library),
        planning(library, brief, across, ()),
        (across.id, across.name),
        rehearsals,
        drilled(journal, boss),
        hardest,
    )


def _rehearsed(library: Library, brief: Brief, record: Record) -> Rehearsed | None:
    try:
        story = story_of(library, record.scenario, record.persona, slots_of(brief, record.persona))
        played = replay(story, seed=record.seed, level=record.level, choices=record.choices)
    except (UnknownContent, KeyError):  # content that is no longer there
        return None
    if not played.choices:
        return None
    typed = sum(bool(Entry.read(choice).words) for choice in record.choices)
    return Rehearsed(record.id, record.updated, played, record.boss, typed)
