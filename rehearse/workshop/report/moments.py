"""What the stored events say beside the room that they add up to: when things happened, and who could vote then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearse.workshop.session import events as e

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.workshop.archive.archive import Stored


@dataclass(slots=True)
class Moments:
    """When things happened, in seconds since 1970."""

    began: float = 0.0
    ended: float | None = None
    compared: tuple[int, ...] = ()  # the branches that stood side by side on the wall last
    alone: float = 0.0  # when people last began to practise by themselves
    closed: dict[int, float] = field(default_factory=dict)  # by round; when it was opened where it is still open
    voters: dict[int, int] = field(default_factory=dict)  # by round: who could vote when it closed


def moments(stored: Iterable[Stored]) -> Moments:
    """Look through *stored* once."""
    found = Moments()
    here: set[int] = set()
    observing: set[int] = set()
    under_way = 0
    for each in stored:
        match each.event:
            case e.Began():
                found.began = each.at
            case e.Ended():
                found.ended = each.at
            case e.Joined(seat=seat):
                here.add(seat)
            case e.Removed(seat=seat):
                here.discard(seat)
            case e.Observes(seat=seat, observes=observes):
                (observing.add if observes else observing.discard)(seat)
            case e.ModeSet(mode="alone"):
                found.alone = each.at
            case e.Compared(branches=branches):
                found.compared = branches or found.compared
            case e.RoundOpened(round=number) | e.RoundReopened(round=number):
                under_way = number
                found.closed.setdefault(number, each.at)
            case e.RoundClosed(round=number):
                found.closed[number] = each.at
                under_way = 0
        if under_way:
            found.voters[under_way] = len(here - observing)
    return found
