"""Conditions compiled to functions of the state."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED
from rehearse.model.condition import All, Compare, Condition, Not, Some, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearse.engine.state import Standing
    from rehearse.engine.story import Holds, Level

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_AT_LEAST = {"surfaced": SURFACED, "acknowledged": ACKNOWLEDGED}


class ConditionCompiler:
    """Turns conditions into functions, knowing what every name stands for."""

    def __init__(
        self,
        *,
        meters: Mapping[str, int],
        flags: Mapping[str, int],
        nodes: Mapping[str, int],
        choices: Mapping[str, int],
        concerns: Mapping[str, int],
        levels: tuple[Level, ...],
    ) -> None:
        """Take the index of each name; concerns hold the persona's own ids and the roles ``stated`` and ``deep``."""
        self._meters = meters
        self._flags = flags
        self._nodes = nodes
        self._choices = choices
        self._concerns = concerns
        self._levels = levels

    def compiled(self, condition: Condition) -> Holds:
        """The function that says whether *condition* holds in a state."""
        match condition:
            case Compare():
                return self._compare(condition)
            case Test():
                return self._test(condition)
            case Not(term):
                inner = self.compiled(term)
                return lambda state: not inner(state)
            case All(terms):
                every = tuple(self.compiled(term) for term in terms)
                return lambda state: all(term(state) for term in every)
            case Some(terms):
                some = tuple(self.compiled(term) for term in terms)
                return lambda state: any(term(state) for term in some)

    def _compare(self, condition: Compare) -> Holds:
        compare, number = _OPERATORS[condition.operator], condition.number
        if not condition.counted:
            index = self._meters[condition.name]
            return lambda state: compare(state.meters[index], number)
        levels = self._levels
        if condition.name == "answered":

            def answered(state: Standing) -> bool:
                full = levels[state.level].answered
                return compare(sum(map(operator.ge, state.concerns, full)), number)

            return answered
        least = _AT_LEAST[condition.name]
        return lambda state: compare(sum(value >= least for value in state.concerns), number)

    def _test(self, test: Test) -> Holds:
        match test.name:
            case "flag":
                bit = 1 << self._flags[test.argument]
                return lambda state: bool(state.flags & bit)
            case "seen":
                bit = 1 << self._nodes[test.argument]
                return lambda state: bool(state.seen & bit)
            case "chosen":
                bit = 1 << self._choices[test.argument]
                return lambda state: bool(state.used & bit)
            case _:
                return self._concern(test)

    def _concern(self, test: Test) -> Holds:
        index = self._concerns.get(test.argument)
        if index is None:  # a concern of another persona
            return lambda _: False
        if test.name == "held":
            return lambda state: state.concerns[index] == HELD
        if test.name == "answered":
            levels = self._levels
            return lambda state: state.concerns[index] >= levels[state.level].answered[index]
        least = _AT_LEAST[test.name]
        return lambda state: state.concerns[index] >= least
