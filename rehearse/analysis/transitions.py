"""Every line of a story said in many states at once: the same turn as in ``engine.turn``, by look-up.

A batch is one control with many numbers (see ``numerals``). Saying a line, going on to a node and passing through it
split a batch where a condition on meters or concerns holds for a part of it only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rehearse.analysis.numerals import Numerals
from rehearse.analysis.relevance import FIRST_INTERRUPT, Relevance
from rehearse.analysis.terms import FALSE, TRUE, Any, Control, Every, Opposite, Past, settled
from rehearse.engine.play import MAX_HOPS, StoryLoop
from rehearse.engine.state import HELD
from rehearse.engine.story import ANSWER, CURRENT, SET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from rehearse.analysis.numerals import Numbers, Truths
    from rehearse.analysis.terms import Term
    from rehearse.engine.state import State
    from rehearse.engine.story import Caused, Choice, Exit, Holds, Story

    Places = NDArray[np.int32]


class Batch(NamedTuple):
    """States that share a control: their numbers, where each stood in the batch that it came from, how likely."""

    control: Control
    numbers: Numbers
    places: Places
    chance: float
    passed: tuple[int, ...] = ()  # nodes that the talk has gone through by itself in this turn, in order

    def part(self, wanted: Truths) -> Batch:
        """Those of *wanted* alone."""
        return self._replace(numbers=self.numbers[wanted], places=self.places[wanted])


class _Effects(NamedTuple):
    """Where every number leads (``None``: nowhere else), the flags that are kept, and those that are set."""

    table: Numbers | None
    keep: int
    put: int


class Transitions:
    """What every line does, for one story at one level."""

    def __init__(self, story: Story, level: int, relevance: Relevance | None = None) -> None:
        """Read the story once; what is known of its *relevance* is the same for all levels.

        Raises ``TooLarge`` where meters and concerns can stand in too many ways.
        """
        self._story = story
        self._numerals = self.numbered(level)
        self._relevance = relevance or Relevance(story)
        self._past = Past(story)
        self._node_effects = [self._effects(node.effects) for node in story.nodes]
        self._choice_effects = [self._effects(choice.effects) for choice in story.choices]

    def numbered(self, level: int) -> Numerals:
        """How meters and concerns are numbered. Raises ``TooLarge``."""
        return Numerals(self._story, level)

    @property
    def width(self) -> int:
        """In how many ways meters and concerns can stand."""
        return self._numerals.count

    def begin(self) -> Iterator[Batch]:
        """The states in which the person says the first line, with how likely each is."""
        story, before = self._story, 0
        number = self._numerals.number(self._numerals.start, (HELD,) * len(story.concerns))
        place = np.zeros(1, dtype=np.int32)
        for (upto, _), mood in zip(story.mood_weights, story.moods, strict=True):
            chance = (upto - before) / story.mood_weights[-1][0]
            before = upto
            nowhere = Control(story.start, -1, 0, 0)
            batch = Batch(nowhere, np.array([number], dtype=np.int32), place, chance)
            yield from self.entered(self._applied(self._effects((mood.effects,)), batch), story.start)

    def standing(self, state: State) -> tuple[Control, int]:
        """A state of the engine's as control and number, without what no longer matters."""
        control = Control(state.node, state.back, self._past.of(state), state.interrupted)
        control = self._relevance.forgetting(control)
        if self._story.nodes[state.node].ending is not None:
            return control, 0
        return control, self._numerals.number(state.meters, state.concerns)

    def batch(self, state: State) -> Batch:
        """A state of the engine's as a batch of one."""
        control, number = self.standing(state)
        return Batch(control, np.array([number], dtype=np.int32), np.zeros(1, dtype=np.int32), 1.0)

    def available(self, control: Control, numbers: Numbers) -> Iterator[tuple[Choice, Truths | None]]:
        """The choices that may be said, each with the numbers with which it may be (``None``: all)."""
        for choice in self._story.nodes[control.node].choices:
            if choice.repeat or not control.past & self._past.said(choice.index):
                found = self._holds(choice.holds, control, numbers)
                if found is not False:
                    yield choice, None if found is True else found

    def said(self, choice: Choice, batch: Batch) -> Iterator[Batch]:
        """The states after *choice* was said in those of *batch*, forgetting what no longer matters."""
        control = batch.control
        control = control._replace(past=control.past | self._past.said(choice.index))
        batch = self._applied(self._choice_effects[choice.index], batch._replace(control=control))
        if choice.detour >= 0:
            detour = batch._replace(control=batch.control._replace(back=choice.index))
            return self._onward(detour, choice.detour)
        leaving: Exit | None = choice.exit
        if choice.returns:
            back = batch.control.back
            leaving = self._story.choices[back].exit if back >= 0 else None
            batch = batch._replace(control=batch.control._replace(back=-1))
        if leaving is None:
            return self._onward(batch, choice.node)
        return (after for part, target in self._ways(leaving, batch) for after in self._onward(part, target))

    def entered(self, batch: Batch, target: int) -> Iterator[Batch]:
        """The states after the talk has gone to *target*, and on from it while it goes on by itself."""
        waiting = [(batch, target, 1)]
        while waiting:
            batch, index, hops = waiting.pop()
            if not batch.numbers.size:
                continue
            node = self._story.nodes[index]
            if hops > MAX_HOPS:
                self.circling(index, batch)
                continue
            self.arrived(index, batch)
            batch = self._applied(self._node_effects[index], batch)
            control = batch.control
            batch = batch._replace(control=control._replace(node=index, past=control.past | self._past.seen(index)))
            if node.speaks == "objection":
                voiced = self._numerals.objection(CURRENT if node.concern is None else node.concern)
                batch = batch._replace(numbers=voiced[batch.numbers])
            if node.ending is not None:
                yield self._settled(batch)
            elif node.exit is not None:
                through = batch._replace(passed=(*batch.passed, index))
                waiting += ((part, onward, hops + 1) for part, onward in self._ways(node.exit, through))
            elif node.choices and node.fallback >= 0:
                stuck = self._stuck(batch)
                through = batch._replace(passed=(*batch.passed, index))
                waiting.append((through.part(stuck), node.fallback, hops + 1))
                if not stuck.all():
                    yield self._settled(batch.part(~stuck))
            else:
                yield self._settled(batch)

    def arrived(self, node: int, batch: Batch) -> None:
        """The talk comes to a node in these states: for those who look on."""

    def circling(self, node: int, batch: Batch) -> None:
        """In these states the talk has gone on by itself for too long. Raises ``StoryLoop``."""
        del batch
        message = f"The talk goes round in circles at '{self._story.nodes[node].id}'."
        raise StoryLoop(message)

    def _settled(self, batch: Batch) -> Batch:
        control = self._relevance.forgetting(batch.control)
        if self._story.nodes[control.node].ending is not None:
            return batch._replace(control=control, numbers=np.zeros_like(batch.numbers))
        return batch._replace(control=control)

    def _stuck(self, batch: Batch) -> Truths:
        """Where nothing can be said."""
        stuck = np.ones(batch.numbers.size, dtype=np.bool_)
        for _, where in self.available(batch.control, batch.numbers):
            if where is None:
                return np.zeros(batch.numbers.size, dtype=np.bool_)
            stuck &= ~where
        return stuck

    def _onward(self, batch: Batch, target: int) -> Iterator[Batch]:
        """To *target*, unless something interrupts."""
        if self._story.nodes[target].ending is None:
            for place, interrupt in enumerate(self._story.interrupts):
                bit = FIRST_INTERRUPT << place
                control = batch.control
                if control.interrupted & bit or not batch.numbers.size:
                    continue
                found = self._holds(interrupt.holds, control, batch.numbers)
                if found is False:
                    continue
                taken = batch if found is True else batch.part(found)
                taken = taken._replace(control=control._replace(interrupted=control.interrupted | bit, back=-1))
                yield from self.entered(taken, interrupt.node)
                if found is True:
                    return
                batch = batch.part(~found)
        yield from self.entered(batch, target)

    def _ways(self, way: Exit, batch: Batch) -> Iterator[tuple[Batch, int]]:
        """The parts of *batch* with the node that each goes to."""
        if way.chance:
            total, before = way.chance[-1][0], 0
            for upto, target in way.chance:
                yield batch._replace(chance=batch.chance * (upto - before) / total), target
                before = upto
            return
        for holds, target in way.routes:
            found = self._holds(holds, batch.control, batch.numbers)
            if found is True:
                yield batch, target
                return
            if found is not False:
                yield batch.part(found), target
                batch = batch.part(~found)
            if not batch.numbers.size:
                return
        message = f"No way on from '{self._story.nodes[batch.control.node].id}'."
        raise StoryLoop(message)

    def _holds(self, holds: Holds | None, control: Control, numbers: Numbers) -> Truths | bool:
        term = settled(self._relevance.term(holds), control.past)
        if term == TRUE:
            return True
        if term == FALSE:
            return False
        found = self._asked(term, numbers)
        return True if found.all() else found if found.any() else False

    def _asked(self, term: Term, numbers: Numbers) -> Truths:
        """For each of *numbers* whether *term*, which asks for meters and concerns alone, holds."""
        match term:
            case Opposite(inner):
                return ~self._asked(inner, numbers)
            case Every(terms) | Any(terms):
                joined = np.logical_and if isinstance(term, Every) else np.logical_or
                found: Truths = joined.reduce([self._asked(inner, numbers) for inner in terms])
                return found
            case leaf:
                return self._numerals.holds(leaf)[numbers]  # type: ignore[arg-type]

    def _effects(self, effects: tuple[Caused, ...]) -> _Effects:
        """What *effects* do, one after the other, as one look-up."""
        table: Numbers | None = None
        keep, put = -1, 0
        for _, ops in effects:
            found = self._numerals.effects(ops)
            table = found if table is None else table if found is None else found[table]
            for kind, index, _ in ops:
                if kind > ANSWER:
                    bit = self._past.flag(index)
                    keep &= ~bit
                    put = put | bit if kind == SET else put & ~bit
        return _Effects(table, keep, put)

    def _applied(self, effects: _Effects, batch: Batch) -> Batch:
        numbers = batch.numbers if effects.table is None else effects.table[batch.numbers]
        past = batch.control.past & effects.keep | effects.put
        return batch._replace(control=batch.control._replace(past=past), numbers=numbers)
