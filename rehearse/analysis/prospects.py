"""What lies ahead of any state of a rehearsal: looked up, and explored from there where it is not known yet.

Lines off the script and silence lead to states that no script leads to. The talk goes on from them as written, and soon
comes back to states that are known: so what is between is explored once, exactly, and kept.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from rehearse.analysis.odds import KINDS
from rehearse.analysis.outlook import Outlook
from rehearse.analysis.transitions import Transitions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.analysis.numerals import Numbers, Truths
    from rehearse.analysis.outlook import Way
    from rehearse.analysis.terms import Control
    from rehearse.engine.state import State
    from rehearse.engine.story import Story


class Prospects:
    """Odds by state, for one story at one level. May be asked by several threads at once."""

    def __init__(self, story: Story, level: int, ways: Mapping[str, Way], outlook: Outlook) -> None:
        """Look up in *outlook*, which was computed for the same *story*, *level* and *ways*."""
        self._story = story
        self._level = level
        self._ways = ways
        self._transitions = Transitions(story, level)
        self._outlooks = [outlook]  # the first for what the script leads to, the others for what was explored since
        self._exploring = Lock()

    @property
    def count(self) -> int:
        """How many states are known."""
        return sum(outlook.count for outlook in self._outlooks)

    def odds(self, state: State, person: str) -> tuple[float, ...]:
        """The odds of each type of ending from *state*, by ``KINDS``. Raises ``TooLarge``."""
        outlook, index = self._known(state)
        return outlook.odds(index, person)

    def reachable(self, state: State) -> int:
        """The types of endings that *state* can still come to, as bits. Raises ``TooLarge``."""
        outlook, index = self._known(state)
        return outlook.reachable(index)

    def after(self, state: State, person: str) -> Iterator[tuple[str, tuple[float, ...]]]:
        """For each line on offer in *state* its id and the odds once it is said, over all that the story may draw.

        Raises ``TooLarge``.
        """
        self._known(state)  # so that whatever its lines lead to is known too
        batch = self._transitions.batch(state)
        for choice, _ in self._transitions.available(batch.control, batch.numbers):
            total = np.zeros(len(KINDS))
            for after in self._transitions.said(choice, batch):
                found = self._found(after.control, after.numbers)
                assert found is not None  # noqa: S101  (a line leads from a known state to a known state)
                total += after.chance * np.asarray(found[0].odds(found[1], person))
            yield choice.id, tuple(total.tolist())

    def _known(self, state: State) -> tuple[Outlook, int]:
        batch = self._transitions.batch(state)
        found = self._found(batch.control, batch.numbers)
        if found is not None:
            return found
        with self._exploring:
            return self._found(batch.control, batch.numbers) or self._explored(state)

    def _found(self, control: Control, numbers: Numbers) -> tuple[Outlook, int] | None:
        """The one state of this control and number, and where it stands."""
        for outlook in tuple(self._outlooks):
            index = int(outlook.find(control, numbers)[0])
            if index >= 0:
                return outlook, index
        return None

    def _explored(self, state: State) -> tuple[Outlook, int]:
        from rehearse.analysis.states import state_graph  # noqa: PLC0415  (loads networkx, rarely needed here)

        known = tuple(self._outlooks)

        def is_known(control: Control, numbers: Numbers) -> Truths:
            found: Truths = np.any([outlook.find(control, numbers) >= 0 for outlook in known], axis=0)
            return found

        graph = state_graph(self._story, self._level, starts=[state], known=is_known)
        outlook = Outlook.of(graph, self._story, self._ways, known)
        self._outlooks.append(outlook)
        return outlook, graph.starts[0][0]
