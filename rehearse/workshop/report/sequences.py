"""Which stored event stands behind what is told: its number and its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.workshop.session import events as e

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.workshop.archive.archive import Stored


class Sequences:
    """Numbers of events, by what they are about."""

    def __init__(self, stored: Sequence[Stored]) -> None:
        """Look through *stored* once."""
        self._at = {each.sequence: each.at for each in stored}
        self.joined: dict[int, int] = {}  # by seat
        self.voted: dict[tuple[int, int], int] = {}  # by round and seat: the vote that holds
        self.said: dict[tuple[int, int], int] = {}  # by branch and line (from 1)
        self.suggested: dict[int, int] = {}  # by suggestion
        self.ended = 0
        self._alone: dict[int, list[dict[int, int]]] = {}  # by seat: for each attempt by line (from 1)
        lines: dict[int, int] = {0: 0}
        for each in stored:
            self._look(each, lines)

    def _look(self, each: Stored, lines: dict[int, int]) -> None:
        match each.event:
            case e.Joined(seat=seat):
                self.joined[seat] = each.sequence
            case e.Voted(round=number, seat=seat):
                self.voted[number, seat] = each.sequence
            case e.Forked(branch=branch, turn=turn):
                lines[branch] = turn
            case e.Said(branch=branch):
                lines[branch] += 1
                self.said[branch, lines[branch]] = each.sequence
            case e.Suggested(number=number):
                self.suggested[number] = each.sequence
            case e.BegunAlone(seat=seat):
                self._alone.setdefault(seat, []).append({})
            case e.SaidAlone(seat=seat, turn=turn):
                self._alone[seat][-1][turn] = each.sequence
            case e.Ended():
                self.ended = each.sequence

    def at(self, sequence: int) -> float:
        """When it happened, in seconds since 1970."""
        return self._at[sequence]

    def alone(self, seat: int) -> tuple[int, dict[int, int]]:
        """Somebody's last rehearsal in which they said something: which attempt (from 1), and its lines."""
        return [(number, said) for number, said in enumerate(self._alone[seat], 1) if said][-1]
