"""What of the past can still matter: the marks that some condition ahead may ask for. All others are forgotten.

Two states that differ only in what is forgotten go on alike for ever, so they are counted as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.terms import TRUE, Control, Past, Terms, foreseen, marks_of
from rehearse.engine.story import CLEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.analysis.terms import Term
    from rehearse.engine.story import Caused, Choice, Exit, Holds, Story

FIRST_INTERRUPT = 32
"""The bit of the first interrupt in ``State.interrupted``; the lower ones are about lines that are said once."""


class Relevance:
    """Forgets what can no longer matter in one story."""

    def __init__(self, story: Story, *, off_script: bool = False) -> None:
        """Read the story once; what matters is what may be asked ahead, *off_script* lines counted in if wished."""
        self._story = story
        self._off_script = off_script
        terms = Terms(story)
        self._terms: dict[Holds, Term] = {holds: terms.term(condition) for holds, condition in story.conditions.items()}
        self._marks = {holds: marks_of(term) for holds, term in self._terms.items()}
        past = Past(story)
        self._said = [past.said(choice.index) for choice in story.choices]
        cleared = 0
        for _, ops in _all_effects(story):
            for kind, index, _ in ops:
                if kind == CLEAR:
                    cleared |= past.flag(index)
        self._lasting = ~cleared  # visits and choices said are never taken back, nor flags that nothing clears
        self._foresight: dict[tuple[Holds, int], tuple[bool | None, int]] = {}
        self._known: dict[Control, tuple[int, int, bool]] = {}

    def term(self, holds: Holds | None) -> Term:
        """The term of a compiled condition; true where there is none."""
        return TRUE if holds is None else self._terms[holds]

    def forgetting(self, control: Control) -> Control:
        """*control* without what can no longer matter."""
        if self._story.nodes[control.node].ending is not None:
            return Control(control.node, -1, 0, 0)
        if control not in self._known:
            self._known[control] = self._look_ahead(control)
        marks, interrupts, returns = self._known[control]
        back = control.back if returns else -1
        return Control(control.node, back, control.past & marks, control.interrupted & interrupts)

    def _look_ahead(self, control: Control) -> tuple[int, int, bool]:
        """The past and the interrupts that matter from *control* on, and whether a detour is to return."""
        ahead = _Ahead(control)
        while ahead.places:
            index, back = ahead.places.pop()
            node = self._story.nodes[index]
            if node.ending is not None:
                continue
            if node.exit is not None:
                self._ways(ahead, node.exit, back)
            if sum([self._may_say(ahead, choice, back) for choice in node.choices]):
                self._may_interrupt(ahead)
            if node.fallback >= 0:
                ahead.visit(node.fallback, back)
            if self._off_script and node.otherwise >= 0:
                ahead.visit(node.otherwise, back)
        return ahead.marks, ahead.interrupts, ahead.returns

    def _may_say(self, ahead: _Ahead, choice: Choice, back: int) -> bool:
        """Look on from *choice*; whether it may be said at all."""
        if not choice.repeat:
            ahead.marks |= self._said[choice.index]
            if ahead.past & self._said[choice.index]:
                return False
        if self._foreseen(ahead, choice.holds) is False:
            return False
        if choice.detour >= 0:
            ahead.visit(choice.detour, choice.index)
        elif not choice.returns:
            self._ways(ahead, choice.exit, back)
        else:
            ahead.returns = True
            if back < 0:
                ahead.visit(choice.node, -1)
            else:
                self._ways(ahead, self._story.choices[back].exit, -1)
        return True

    def _may_interrupt(self, ahead: _Ahead) -> None:
        for place, interrupt in enumerate(self._story.interrupts):
            bit = FIRST_INTERRUPT << place
            ahead.interrupts |= bit
            if not ahead.interrupted & bit and self._foreseen(ahead, interrupt.holds) is not False:
                ahead.visit(interrupt.node, -1)

    def _ways(self, ahead: _Ahead, way: Exit, back: int) -> None:
        """Look on from every node that *way* may lead to."""
        for _, target in way.chance:
            ahead.visit(target, back)
        for holds, target in way.routes:
            found = self._foreseen(ahead, holds)
            if found is not False:
                ahead.visit(target, back)
            if found is True:
                break

    def _foreseen(self, ahead: _Ahead, holds: Holds | None) -> bool | None:
        if holds is None:
            return True
        past = ahead.past & self._lasting & self._marks[holds]
        found = self._foresight.get((holds, past))
        if found is None:
            found = self._foresight[holds, past] = foreseen(self._terms[holds], past)
        ahead.marks |= found[1]
        return found[0]


class _Ahead:
    """What is found while looking ahead from one control."""

    __slots__ = ("interrupted", "interrupts", "known", "marks", "past", "places", "returns")

    def __init__(self, control: Control) -> None:
        self.past = control.past
        self.interrupted = control.interrupted
        self.marks = 0
        self.interrupts = 0
        self.returns = False
        self.places = [(control.node, control.back)]
        self.known = set(self.places)

    def visit(self, node: int, back: int) -> None:
        if (node, back) not in self.known:
            self.known.add((node, back))
            self.places.append((node, back))


def _all_effects(story: Story) -> Iterator[Caused]:
    for node in story.nodes:
        yield from node.effects
    for choice in story.choices:
        yield from choice.effects
    for reaction in story.reactions.values():
        yield reaction.effects
