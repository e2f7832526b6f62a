"""A meeting gone through by what has been said and where, with meters and concerns at anything.

That is how it stands with all bosses and levels at once, and with typed lines, which can make any move at any moment:
whatever cannot happen here cannot happen at all. There are a thousand times fewer such ways of having come so far than
there are states. Of what can happen here it is not said that it does.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from rehearse.analysis.checks.loose import BOTH, compared
from rehearse.analysis.checks.seen import FALSE, TRUE, Seen
from rehearse.analysis.numerals import TooLarge
from rehearse.analysis.relevance import FIRST_INTERRUPT, Relevance
from rehearse.analysis.terms import Any, Control, Every, Opposite, Past, settled
from rehearse.engine.play import MAX_HOPS
from rehearse.engine.story import ANSWER, SET
from rehearse.model.condition import Compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.analysis.checks.parts import Parts
    from rehearse.analysis.terms import Term
    from rehearse.engine.story import Caused, Exit, Holds, Story

MOST_CONTROLS = 12_000
"""Ways of having come so far that are gone through; more would take some ten seconds."""

Flags = tuple[int, int]
"""Flags that are kept, and those that are set, as bits of the past."""


class Skeleton:
    """One story without its numbers."""

    def __init__(self, parts: Parts, bounds: Mapping[str, tuple[int, int]]) -> None:
        """Make ready; *bounds* tell between which values each meter can stand with any boss at any level."""
        story = parts.story
        self.seen = Seen()
        self.may_be_stuck: set[int] = set()
        """Nodes at which nothing could be said, as far as can be told, and that have no fallback."""
        self.may_circle: set[int] = set()
        """Nodes at which the talk might go on by itself for too long."""
        self._story = story
        self._parts = parts
        self._bounds = bounds
        self._relevance = Relevance(story, off_script=True)
        self._past = Past(story)
        self._of_nodes = [self._flags(node.effects) for node in story.nodes]
        self._of_choices = [self._flags(choice.effects) for choice in story.choices]
        self._answers: dict[tuple[Holds, Term], int] = {}
        self._met: set[Control] = set()
        self._entered: set[tuple[Control, int]] = set()
        self._waiting: deque[Control] = deque()

    def go(self) -> None:
        """Go through all of it. Raises ``TooLarge`` where there are more than ``MOST_CONTROLS``."""
        for mood in self._story.moods:
            keep, put = self._flags((mood.effects,))
            self._enter(Control(self._story.start, -1, 0 & keep | put, 0), self._story.start)
        while self._waiting:
            self._look(self._waiting.popleft())

    def _look(self, control: Control) -> None:
        """Say everything that might be said, and what is not on offer."""
        story = self._story
        node = story.nodes[control.node]
        stuck = True
        for choice in node.choices:
            if control.past & self._past.said(choice.index) and not choice.repeat:
                continue
            found = self._ask(choice.holds, control)
            stuck = stuck and bool(found & FALSE)
            if found & TRUE:
                self.seen.choices |= 1 << choice.index
                self._say(control, choice.index)
        if stuck and node.choices and node.fallback < 0:
            self.may_be_stuck.add(node.index)
        self._interrupted(control)
        broken_off = story.broken_off()
        if broken_off is not None:
            self._enter(control, broken_off)
        if node.otherwise >= 0:
            self._onward(control, node.otherwise)

    def _say(self, control: Control, index: int) -> None:
        choice = self._story.choices[index]
        keep, put = self._of_choices[index]
        control = control._replace(past=(control.past | self._past.said(index)) & keep | put)
        if choice.detour >= 0:
            self._onward(control._replace(back=index), choice.detour)
            return
        leaving = choice.exit
        if choice.returns:
            if control.back < 0:
                self._onward(control, choice.node)
                return
            leaving = self._story.choices[control.back].exit
            control = control._replace(back=-1)
        for target in self._ways(leaving, control):
            self._onward(control, target)

    def _onward(self, control: Control, target: int) -> None:
        if self._story.nodes[target].ending is None and self._interrupted(control):
            return
        self._enter(control, target)

    def _interrupted(self, control: Control) -> bool:
        """Go wherever something may interrupt; whether it surely does."""
        for place, interrupt in enumerate(self._story.interrupts):
            bit = FIRST_INTERRUPT << place
            if control.interrupted & bit:
                continue
            found = self._ask(interrupt.holds, control)
            if found & TRUE:
                self._enter(control._replace(interrupted=control.interrupted | bit, back=-1), interrupt.node)
            if not found & FALSE:
                return True
        return False

    def _enter(self, control: Control, target: int) -> None:
        ahead = [(control, target, 1)]
        while ahead:
            control, index, hops = ahead.pop()
            if (control, index) in self._entered and hops == 1:
                continue
            self._entered.add((control, index))
            if hops > MAX_HOPS:
                self.may_circle.add(index)
                continue
            node = self._story.nodes[index]
            self.seen.nodes |= 1 << index
            keep, put = self._of_nodes[index]
            past = control.past & keep | put | self._past.seen(index)
            control = control._replace(node=index, past=past)
            if node.ending is not None:
                continue
            if node.exit is not None:
                ahead += ((control, onward, hops + 1) for onward in self._ways(node.exit, control))
                continue
            if node.choices and node.fallback >= 0 and self._may_run_out(control):
                ahead.append((control, node.fallback, hops + 1))
            self._meet(control)

    def _meet(self, control: Control) -> None:
        control = self._relevance.forgetting(control)
        if control not in self._met:
            if len(self._met) >= MOST_CONTROLS:
                message = f"There are more than {MOST_CONTROLS:,} ways of having come so far."
                raise TooLarge(message)
            self._met.add(control)
            self._waiting.append(control)

    def _may_run_out(self, control: Control) -> bool:
        return all(
            (control.past & self._past.said(choice.index) and not choice.repeat)
            or self._ask(choice.holds, control) & FALSE
            for choice in self._story.nodes[control.node].choices
        )

    def _ways(self, way: Exit, control: Control) -> Iterator[int]:
        yield from (target for _, target in way.chance)
        for holds, target in way.routes:
            found = self._ask(holds, control)
            if found & TRUE:
                yield target
            if not found & FALSE:
                return

    def _ask(self, holds: Holds | None, control: Control) -> int:
        """The answers that a condition may give here; they are noted."""
        if holds is None:
            return TRUE
        term = settled(self._relevance.term(holds), control.past)
        found = self._answers.get((holds, term))
        if found is None:
            found = self._answers[holds, term] = self._answer(term)
            self.seen.answered(self._parts.conditions[holds], true=bool(found & TRUE), false=bool(found & FALSE))
        return found

    def _answer(self, term: Term) -> int:
        """The answers that *term*, which asks for meters and concerns alone, may give."""
        match term:
            case Opposite(inner):
                found = self._answer(inner)
                return (found & TRUE) * FALSE | bool(found & FALSE) * TRUE
            case Every(terms):
                answers = [self._answer(inner) for inner in terms]
                return all(one & TRUE for one in answers) * TRUE | any(one & FALSE for one in answers) * FALSE
            case Any(terms):
                answers = [self._answer(inner) for inner in terms]
                return any(one & TRUE for one in answers) * TRUE | all(one & FALSE for one in answers) * FALSE
            case Compare():
                return compared(term, self._bounds)
            case _:
                return BOTH

    def _flags(self, effects: tuple[Caused, ...]) -> Flags:
        keep, put = -1, 0
        for _, ops in effects:
            for kind, index, _ in ops:
                if kind > ANSWER:
                    bit = self._past.flag(index)
                    keep &= ~bit
                    put = put | bit if kind == SET else put & ~bit
        return keep, put


def flags_alike(story: Story) -> tuple[object, ...]:
    """What decides how the skeleton of a story goes: two stories of one scenario that agree in it have the same."""

    def flags(effects: tuple[Caused, ...]) -> tuple[tuple[int, int], ...]:
        return tuple((kind, index) for _, ops in effects for kind, index, _ in ops if kind > ANSWER)

    return (
        tuple(flags(node.effects) for node in story.nodes),
        tuple(flags(choice.effects) for choice in story.choices),
        tuple(sorted({flags((mood.effects,)) for mood in story.moods})),
    )
