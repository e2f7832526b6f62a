"""Which unfinished rehearsals an edit orphans: played again, they do not come through any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.engine import replay
from rehearse.model.problem import did_you_mean
from rehearse.store.journal import Journal
from rehearse.store.places import journal_path
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from rehearse.engine import Played
    from rehearse.loading.library import Library
    from rehearse.store.record import Record

_LONG = 60


class Orphan(NamedTuple):
    """A rehearsal that cannot be gone on with as it was."""

    rehearsal: str  # its id
    line: int  # the line that breaks, from 1; 0 where the talk as a whole cannot be played
    choice: str  # that line, as ``node.choice``, or where the talk now stands
    sentence: str


def orphans(library: Library, before: Library, scenario: str) -> tuple[Orphan, ...]:
    """The unfinished rehearsals of *scenario* in the journal that played through *before*, and do not now.

    One that plays through but stands at another node than before is among them.
    """
    if not journal_path().exists():
        return ()
    journal = Journal.open()
    try:
        records = [record for record in journal.unfinished() if record.scenario == scenario]
    finally:
        journal.close()
    found = (_orphan(library, before, record) for record in records)
    return tuple(orphan for orphan in found if orphan is not None)


def _orphan(library: Library, before: Library, record: Record) -> Orphan | None:
    was = _played(before, record)
    if was is None or was.divergence is not None:
        return None  # no edit since then has broken it
    now = _played(library, record)
    when = record.started.astimezone()
    who = f"The rehearsal of {when.day} {when:%B %Y} with {record.boss} ({record.id})"
    if now is None:
        return Orphan(record.id, 0, "", f"{who} cannot be played any more: its boss or level is gone.")
    if now.divergence is not None:
        turn = now.divergence.turn
        line = was.choices[turn - 1]
        here = now.story.nodes[now.now.state.node]
        says = line.say if len(line.say) <= _LONG else f"{line.say[: _LONG - 1].rstrip()}…"
        hint = did_you_mean(line.id, here.by_id)
        if line.id in here.by_id:
            why = f"'{here.id}.{line.id}' cannot be said as things stand then"
        else:
            why = f"at '{here.id}' there is no '{line.id}'"
        tail = f" {hint} Where it was renamed, keep the old id in renamed_from:." if hint else ""
        sentence = f'{who} breaks at line {turn}, "{says}": {why}.{tail}'
        return Orphan(record.id, turn, line.key, sentence)
    old, new = (played.story.nodes[played.now.state.node].id for played in (was, now))
    if old != new:
        sentence = f"{who} plays through, but stands at '{new}' after line {len(now.choices)}; it stood at '{old}'."
        return Orphan(record.id, len(now.choices), new, sentence)
    return None


def _played(library: Library, record: Record) -> Played | None:
    try:
        story = story_of(library, record.scenario, record.persona)
        return replay(story, seed=record.seed, level=record.level, choices=record.choices)
    except (UnknownContent, KeyError):
        return None
