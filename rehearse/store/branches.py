"""The other ways in which a rehearsal was tried: whatever was forked from it, and what it was forked from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.comparison import Branch
from rehearse.coaching.debrief.summary import debrief
from rehearse.store.session import REFUSALS, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.coaching.odds.worth import Worth
    from rehearse.store.record import Record

MOST = 12
"""Branches that are looked at, the latest."""
FIRST = "First talk"
_TIMES = ("", "", ", second time", ", third time")


def family(records: Iterable[Record], record: Record) -> tuple[Record, ...]:
    """All of *records* that belong to the same rehearsal as *record*, the oldest first.

    Those without a line of their own are left out. What they were forked from may be gone.
    """
    listed = list(records)
    known = {record.id, *([record.parent] if record.parent else [])}
    while True:
        kin = {each.id for each in listed if each.id in known or each.parent in known}
        kin |= {each.parent for each in listed if each.parent and each.id in kin}
        if kin <= known:
            break
        known |= kin
    found = [each for each in listed if each.id in known and len(each.choices) > (each.forked_at or 0)]
    return tuple(sorted(found, key=lambda each: each.started))


def named(records: Sequence[Record]) -> dict[str, str]:
    """What each of a family is called, by its id: by the turn from which it was tried again."""
    names: dict[str, str] = {}
    times: Counter[str] = Counter()
    for record in records:
        name = FIRST if record.forked_at is None else f"Again from turn {record.forked_at + 1}"
        times[name] += 1
        time = times[name]
        names[record.id] = name + (_TIMES[time] if time < len(_TIMES) else f", time {time}")
    return names


def branches(session: Session, worth: Worth | None = None) -> tuple[Branch, ...]:
    """Every way in which the rehearsal of *session* was tried, the oldest first; this one is among them.

    One that can no longer be played is left out.
    """
    kin = family(session.journal.rehearsals(), session.record)
    names = named(kin)
    found = []
    for record in kin[-MOST:]:
        if record.id == session.record.id:
            played = session.played
        else:
            try:
                played = Session.resume(session.library, session.journal, record).played
            except REFUSALS:
                continue
        told = debrief(session.catalogue, played, session.brief, worth)
        entries = tuple(str(choice.entry) for choice in played.choices)
        found.append(Branch(record.id, names[record.id], entries, told))
    return tuple(found)
