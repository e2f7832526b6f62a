"""A state while it is being changed: what effects do to meters, concerns and flags, each with its event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED, Event, State, Step
from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CURRENT, METER, SET, SURFACE

if TYPE_CHECKING:
    from rehearse.engine.state import Line
    from rehearse.engine.story import Caused, Story


class Change:
    """A state being changed, with what is said and what happens.

    Conditions are asked of it as of a state (both are ``Standing``).
    """

    __slots__ = (
        "asides",
        "back",
        "concerns",
        "events",
        "flags",
        "interrupted",
        "level",
        "lines",
        "meters",
        "node",
        "seen",
        "state",
        "story",
        "turn",
        "used",
    )

    def __init__(self, story: Story, state: State) -> None:
        """Begin with *state*."""
        self.story = story
        self.state = state
        self.node = state.node
        self.meters = list(state.meters)
        self.concerns = list(state.concerns)
        self.flags = state.flags
        self.used = state.used
        self.seen = state.seen
        self.interrupted = state.interrupted
        self.back = state.back
        self.turn = state.turn
        self.level = state.level
        self.asides = state.asides
        self.lines: list[Line] = []
        self.events: list[Event] = []

    def step(self) -> Step:
        """The state as it is now, with all that was said and all that has happened."""
        before = self.state
        after = State(
            self.node,
            tuple(self.meters),
            tuple(self.concerns),
            self.flags,
            self.used,
            self.seen,
            self.interrupted,
            self.back,
            self.turn,
            before.mood,
            self.level,
            before.seed,
            self.asides,
        )
        return Step(after, tuple(self.lines), tuple(self.events))

    def apply(self, caused: Caused) -> None:
        """Let effects happen, each with its event."""
        cause, ops = caused
        for kind, index, by in ops:
            if kind == METER:
                meter = self.story.meters[index]
                before = self.meters[index]
                after = min(meter.max, max(meter.min, before + by))
                if after != before:
                    self.meters[index] = after
                    self.events.append(Event("meter", meter.id, before, after, cause))
            elif kind <= ANSWER:
                self.concern(kind, index, cause)
            else:
                bit = 1 << index
                before = self.flags & bit
                self.flags = self.flags | bit if kind == SET else self.flags & ~bit
                if self.flags & bit != before:
                    self.events.append(Event("flag", self.story.flags[index], int(before > 0), int(kind == SET), cause))

    def concern(self, kind: int, index: int, cause: str) -> None:
        """Bring a concern on by at most one rung."""
        concerns = self.concerns
        if kind == SURFACE:
            index = concerns.index(HELD) if index == CURRENT and HELD in concerns else index
            if index != CURRENT and concerns[index] == HELD:
                self.raised(index, SURFACED, cause)
        elif kind == ACKNOWLEDGE:
            index = concerns.index(SURFACED) if index == CURRENT and SURFACED in concerns else index
            if index != CURRENT and concerns[index] < ACKNOWLEDGED:
                self.raised(index, concerns[index] + 1, cause)
        else:
            full = self.story.levels[self.level].answered
            if index == CURRENT:
                open_ones = [i for i, value in enumerate(concerns) if ACKNOWLEDGED <= value < full[i]]
                index = open_ones[0] if open_ones else concerns.index(SURFACED) if SURFACED in concerns else index
            if index == CURRENT or concerns[index] >= full[index]:
                return
            if concerns[index] == HELD:
                self.events.append(Event("too-early", self.story.concerns[index].id, HELD, HELD, cause))
            else:
                self.raised(index, concerns[index] + 1, cause)

    def raised(self, concern: int, value: int, cause: str) -> None:
        """Bring a concern to *value*."""
        before, self.concerns[concern] = self.concerns[concern], value
        self.events.append(Event("concern", self.story.concerns[concern].id, before, value, cause))

    def lose_patience(self, cause: str) -> None:
        """One step less patience, where the story has it."""
        for index, meter in enumerate(self.story.meters):
            if meter.id == "patience":
                self.apply((cause, ((METER, index, -1),)))
