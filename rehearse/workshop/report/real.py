"""What is stored of real people alone, where others were simulated: no learning record store must hear of those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.workshop.session import events as e
from rehearse.workshop.trial.participants import is_simulated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.workshop.archive.archive import Stored

_OF_A_SEAT = (e.Joined, e.Removed, e.Observes, e.Voted, e.Suggested, e.Marked, e.BegunAlone, e.SaidAlone)


def simulated(stored: Sequence[Stored]) -> frozenset[int]:
    """The seats of simulated people."""
    return frozenset(
        each.event.seat for each in stored if isinstance(each.event, e.Joined) and is_simulated(each.event.token)
    )


def real_only(stored: Sequence[Stored]) -> tuple[Stored, ...]:
    """The events without those of simulated people.

    Without the reveals as well: what was shown on the wall then were the votes of all together.
    """
    return tuple(_without(stored, simulated(stored)))


def _without(stored: Sequence[Stored], left_out: frozenset[int]) -> Iterator[Stored]:
    suggested: set[int] = set()
    for each in stored:
        event = each.event
        if isinstance(event, e.Revealed) or (isinstance(event, _OF_A_SEAT) and event.seat in left_out):
            continue
        if isinstance(event, e.SuggestionHidden) and event.number not in suggested:
            continue
        if isinstance(event, e.Suggested):
            suggested.add(event.number)
        yield each
