"""Lines that are said as a rehearsal opens, so that it begins at a place somebody wants to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.engine import Entry, Unavailable, available, replay
from rehearse.engine.play import StoryLoop
from rehearse.loading.library import unknown_id
from rehearse.store.session import UnknownContent, story_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.engine import Played
    from rehearse.loading.library import Library


class Unsayable(ValueError):
    """One of the lines cannot be said; the message says which, and what could be said there."""


def opening_lines(
    library: Library, *, scenario: str, persona: str, level: str, seed: int, said: Sequence[str]
) -> tuple[Entry, ...]:
    """The entries for *said*: ids of choices one after the other, or ``=move``, ``?`` and ``~`` as in journals.

    A move off the script is made in the words of its first example. Nothing is kept yet. Raises ``Unsayable`` at the
    first line that cannot be said, and ``UnknownContent`` for ids that are not there.
    """
    story = story_of(library, scenario, persona)
    levels = {known.id: known for known in story.levels}
    if level not in levels:
        raise UnknownContent(unknown_id(level, levels, "level"))
    entries: list[Entry] = []
    try:
        played = replay(story, seed=seed, level=level, choices=())
        for place, line in enumerate(said, 1):
            entry = Entry.read(line)
            if entry.move in library.moves:
                entry = Entry.of_move(entry.move, library.moves[entry.move].examples[0])
            elif not entry.followed:
                entry = Entry.not_followed("…")
            try:
                played = played.said(entry)
            except (Unavailable, KeyError) as error:
                raise Unsayable(_refusal(played, line, place)) from error
            entries.append(entry)
    except StoryLoop as error:
        raise Unsayable(str(error)) from error
    return tuple(entries)


def _refusal(played: Played, line: str, place: int) -> str:
    """Why *line*, the one at *place*, cannot be said."""
    state = played.now.state
    node = played.story.nodes[state.node]
    which = f"'{line}', line {place} of what is to be said,"
    offered = [choice.id for choice in available(played.story, state)]
    if offered:
        return f"{which} cannot be said at '{node.id}'. What can be said there: {', '.join(offered)}."
    if node.ending is not None:
        return f"{which} comes too late: at '{node.id}' the talk is over."
    return f"{which} cannot be said at '{node.id}', nor can anything else."
