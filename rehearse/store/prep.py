"""The prep sheet as things stand: from the brief on disk and the rehearsals in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep.sheet import prep_sheet
from rehearse.engine import replay
from rehearse.loading.library import wrong_boss
from rehearse.model.brief_slots import slots_of
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.coaching.prep.values import Own, PrepSheet
    from rehearse.engine import Played
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal

MOST_REHEARSALS = 30
"""How many of the latest rehearsals the page is made from."""


def prep_sheet_now(
    library: Library, journal: Journal, brief: Brief, own: Mapping[str, Own] | None = None, *, persona: str = ""
) -> PrepSheet:
    """The page for *brief* and the latest rehearsals in *journal*, with the person's *own* words where they have any.

    *persona* is the boss it is for, one id or two joined by ``+``; if empty, the one that the brief names. Raises
    ``UnknownContent`` with a sentence where there is no such boss.
    """
    boss = persona or brief.boss.id
    if boss and (wrong := wrong_boss(boss, library.personas)):
        raise UnknownContent(wrong)
    return prep_sheet(library, Catalogue(library), brief, rehearsed(library, journal, brief), own, persona=boss)


def rehearsed(library: Library, journal: Journal, brief: Brief) -> tuple[Played, ...]:
    """The latest rehearsals in which something was said, newest first, each as far as it still fits its scenario."""
    found = []
    for record in journal.rehearsals(limit=MOST_REHEARSALS):
        try:
            story = story_of(library, record.scenario, record.persona, slots_of(brief, record.persona))
            played = replay(story, seed=record.seed, level=record.level, choices=record.choices)
        except (UnknownContent, KeyError):  # content that is no longer there
            continue
        if played.choices:
            found.append(played)
    return tuple(found)
