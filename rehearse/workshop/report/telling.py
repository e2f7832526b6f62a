"""Puts a session's report together from the content and the stored events. Takes seconds where the odds are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.store.session import UnknownContent
from rehearse.store.weighing import Weighing
from rehearse.workshop.report.learning import again_of, cards_of, compared
from rehearse.workshop.report.moments import moments
from rehearse.workshop.report.practising import alone_of
from rehearse.workshop.report.talking import Talking
from rehearse.workshop.report.values import Participation, Person, Report
from rehearse.workshop.report.withheld import people
from rehearse.workshop.session.fold import room_of
from rehearse.workshop.stage import Stage
from rehearse.workshop.texts import NAME, clean
from rehearse.workshop.trial.participants import is_simulated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.odds.worth import Worth
    from rehearse.loading.library import Library
    from rehearse.workshop.archive.archive import Stored
    from rehearse.workshop.session.room import Room

LONGEST_TITLE = 80
CHANGED = (
    "The meeting was edited after this session began, if only in its notes. Lines, advice and chances stand here as "
    "they are today; the votes are those of the session."
)
GONE = (
    "The meeting of this session cannot be read any more, so what the boss said, the advice and the chances are "
    "missing. The votes and the lines are those of the session. {}"
)


def report_of(library: Library, stored: Sequence[Stored]) -> Report:
    """Everything that may be told of a session, which may still be running.

    Raises ``ValueError`` where *stored* does not begin with how the session was opened.
    """
    room = room_of(each.event for each in stored)
    found = moments(stored)
    stage, missing = stage_of(library, room)
    worth = _worth(library, stage) if stage else None
    names = names_of(room)
    talking = Talking(room, found, names, stage, worth)
    branches = talking.branches()
    beside, others = compared(branches, room.branches, found.compared)
    later = room.began.anonymous and found.ended is None
    chances = next((branch.chances for branch in branches if branch.chances), None)
    began = room.began
    return Report(
        session=began.session,
        title=clean(began.title, LONGEST_TITLE),
        meeting=clean(stage.story.title, LONGEST_TITLE) if stage else "",
        boss=stage.story.boss.described if stage else "",
        boss_name=stage.story.boss.name if stage else "The boss",
        level=next((each.label for each in stage.story.levels if each.id == began.level), "") if stage else "",
        began=found.began,
        ended=found.ended,
        anonymous=began.anonymous,
        notices=() if stage else (GONE.format(missing),),
        remarks=(CHANGED,) if stage and stage.changed else (),
        branches=branches,
        now=room.branch + 1,
        beside=beside,
        others=others,
        observed=() if later else talking.observed(),
        observed_later=later and any(room.marks.values()),
        cards=cards_of(branches),
        again=again_of(branches),
        alone=alone_of(room, stage, names) if stage else None,
        participation=_participation(room, names),
        meaning=chances.meaning if chances else "",
    )


def stage_of(library: Library, room: Room) -> tuple[Stage | None, str]:
    """The conversation of a session; or nothing, with a sentence about what is missing."""
    try:
        return Stage(library, room.began), ""
    except UnknownContent as missing:
        return None, clean(str(missing), 300)


def names_of(room: Room) -> dict[int, str]:
    """Names by seat; none at all where the session is anonymous. Nothing else in a report knows a name."""
    if room.began.anonymous:
        return {}
    return {number: clean(seat.name, NAME) for number, seat in room.seats.items()}


def _worth(library: Library, stage: Stage) -> Worth:
    weighing = Weighing(library, stage.catalogue, stage.story, stage.began.level)
    weighing.start()
    return weighing.now()


def _participation(room: Room, names: Mapping[int, str]) -> Participation:
    anonymous = room.began.anonymous
    voted = {seat for asked in room.rounds for seat in asked.votes}
    proposed = {each.seat for each in room.suggestions}
    watched = {seat for marks in room.marks.values() for seat, _ in marks}
    observers = {seat.number for seat in room.present if seat.observes} | watched
    removed = len(room.seats) - len(room.present)
    return Participation(
        people(len(room.present), anonymous=anonymous),
        people(removed, anonymous=anonymous),
        people(len(observers), anonymous=anonymous),
        people(len(voted), anonymous=anonymous),
        people(len(proposed), anonymous=anonymous),
        sum(not each.hidden for each in room.suggestions),
        tuple(sorted((_person(room, seat, name, observers) for seat, name in names.items()), key=lambda one: one.name)),
        *_simulated(room),
    )


def _simulated(room: Room) -> tuple[int, int]:
    """How many of all who took part were simulated; of how many."""
    simulated = sum(is_simulated(seat.token) for seat in room.present)
    return (simulated, len(room.present)) if simulated else (0, 0)


def _person(room: Room, seat: int, name: str, observers: set[int]) -> Person:
    own = room.alone.get(seat)
    attempts = [*own.earlier, (own.seed, own.entries)] if own else []
    return Person(
        name,
        sum(seat in asked.votes for asked in room.rounds),
        sum(each.seat == seat and not each.hidden for each in room.suggestions),
        seat in observers,
        sum(bool(entries) for _, entries in attempts),
        room.seats[seat].removed,
        is_simulated(room.seats[seat].token),
    )
