"""Whom one practises with, and what the journal knows of that: for the drill, the plan and the progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.between.objections import Drilled, Intention, Past, fell_on, stood, with_boss
from rehearse.coaching.debrief.best_lines import spoken_lines
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep.if_then import Planning
from rehearse.coaching.prep.sheet import made_up
from rehearse.engine.mixing import mixed
from rehearse.loading.library import wrong_boss
from rehearse.model.brief_slots import slots_of
from rehearse.model.mix import parts_of
from rehearse.store.prep import rehearsed
from rehearse.store.session import UnknownContent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.prep.values import Own
    from rehearse.engine import Played
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Persona
    from rehearse.store.journal import Journal

DRILL, GOAL = "drill", "goal"
"""Kinds of notes."""
NOBODY = "There is no boss to practise with: run 'rehearse check'."


@dataclass(frozen=True, slots=True)
class Opposite:
    """The boss across the table, as a person knows them."""

    id: str  # a persona's, or two joined
    persona: Persona
    name: str
    slots: Mapping[str, str]


def opposite(library: Library, brief: Brief, boss: str) -> Opposite:
    """The boss *boss*, one id or two joined. Raises ``UnknownContent`` with a sentence where there is none."""
    if wrong := wrong_boss(boss, library.personas):
        raise UnknownContent(wrong)
    main, *second = (library.personas[part] for part in parts_of(boss))
    persona = mixed(main, second[0], library.moves) if second else main
    slots = {"boss.name": main.name, **slots_of(brief, boss)}
    return Opposite(boss, persona, slots["boss.name"], slots)


def usual_boss(library: Library, journal: Journal, brief: Brief, chosen: str = "") -> str:
    """With whom to practise where nobody is named: the boss of the brief, the one *chosen* last, the last one, any.

    Raises ``UnknownContent`` where there is no boss at all.
    """
    last = (record.persona for record in journal.rehearsals(limit=5))
    for boss in (brief.boss.id, brief.boss.persona or "", chosen, *last, *library.personas):
        if boss and not wrong_boss(boss, library.personas):
            return boss
    raise UnknownContent(NOBODY)


def planning(library: Library, brief: Brief, boss: Opposite, rehearsals: Sequence[Played]) -> Planning:
    """What can be said to the worries of *boss*, by what was said in *rehearsals* and by the brief."""
    lines = spoken_lines(Catalogue(library), rehearsals, made_up(library, boss.slots))
    return Planning(boss.persona, library.moves, brief, boss.slots, lines)


def with_the_boss(library: Library, journal: Journal, brief: Brief, boss: str) -> tuple[Played, ...]:
    """The latest rehearsals with *boss*, or with one of the two in them, newest first."""
    parts = set(parts_of(boss))
    return tuple(
        played
        for played in rehearsed(library, journal, brief)
        if not parts.isdisjoint(parts_of(played.story.boss.persona))
    )


def drilled(journal: Journal, boss: str = "") -> tuple[Drilled, ...]:
    """Every answer given in a drill, oldest first; with *boss* alone, if given."""
    found = (Drilled.read(note.data, note.made) for note in journal.notes(DRILL))
    known = tuple(each for each in found if each is not None)
    return with_boss(known, boss) if boss else known


def intentions(journal: Journal) -> dict[str, Intention]:
    """The newest if-then plan for each worry."""
    return {plan.concern: plan for plan in _intentions(journal) if plan.concern}


def newest_intention(journal: Journal) -> Intention | None:
    """The newest if-then plan, whatever it is for."""
    return next(reversed(_intentions(journal)), None)


def _intentions(journal: Journal) -> list[Intention]:
    found = (Intention.read(note.data) for note in journal.notes(GOAL))
    return [plan for plan in found if plan is not None]


def past_of(
    catalogue: Catalogue,
    journal: Journal,
    boss: str,
    rehearsals: Sequence[Played],
    own: Mapping[str, Own] | None = None,
) -> Past:
    """Everything that decides which objections of *boss* are worth drilling."""
    return Past(
        stood=stood(rehearsals),
        fell=fell_on(catalogue, rehearsals),
        drilled=drilled(journal, boss),
        plans=intentions(journal),
        own=own,
    )
