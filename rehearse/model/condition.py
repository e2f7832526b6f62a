"""Conditions: a tiny typed language, parsed through Python's own grammar against a whitelist into our own values.

``trust >= 4 and answered(deep) and not chosen(opening.threaten)``. Nothing is ever evaluated as Python.
"""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rehearse.model.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

Comparison = Literal["<", "<=", "==", "!=", ">=", ">"]
ConcernTest = Literal["held", "surfaced", "acknowledged", "answered"]

CONCERN_TESTS: tuple[ConcernTest, ...] = ("held", "surfaced", "acknowledged", "answered")
TESTS = (*CONCERN_TESTS, "flag", "chosen", "seen", "count")
MAX_LENGTH = 500
"""Characters a condition may have; longer ones are refused before they are parsed."""

_OPERATORS: dict[type[ast.cmpop], Comparison] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.GtE: ">=",
    ast.Gt: ">",
}
_HYPHEN = "ʼ"  # stands for the hyphen of an id while Python's grammar reads it: a letter to Python, and in no id
_START = "ʻ"  # stands before an id between brackets, which may begin with a digit or be a word of Python's own
_ARGUMENT = re.compile(r"([A-Za-z]\s*\(\s*)([A-Za-z0-9_][\w-]*(?:\.[\w-]+)?)(?=\s*\))", re.ASCII)
_INNER_HYPHEN = re.compile(r"(?<=[A-Za-z0-9_])-(?=[A-Za-z0-9_])")
_UNREADABLE = re.compile(r"\\|(?<!\w)\d+[A-Za-z_]")
"""What Python would read with a warning: a backslash, and a number grown together with a word."""


_FOREIGN = (
    (re.compile(r"(?<![<>=!])=(?!=)"), "Two things are compared with '=='."),
    (re.compile(r"&&|\|\|"), "Write 'and' and 'or' as words."),
    (re.compile(r"!(?!=)"), "Write 'not' as a word."),
    (re.compile(r"=[<>]"), "Write '>=' or '<='."),
)
"""What other languages write, and what is written here."""
_LONGEST_SHOWN = 60


class ConditionError(ValueError):
    """A condition that cannot be understood, with a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Compare:
    """A meter, or the count of concerns that got so far, against a whole number."""

    name: str
    operator: Comparison
    number: int
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A yes-or-no question: ``flag(x)``, ``chosen(node.choice)``, ``seen(node)``, ``answered(concern)``."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    term: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them."""

    terms: tuple["Condition", ...]


Condition = Compare | Test | Not | All | Some


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    """Read one condition.

    Raises ``ConditionError`` with a sentence where it cannot be understood.
    """
    if len(text) > MAX_LENGTH:
        message = f"A condition may have {MAX_LENGTH} characters at most."
        raise ConditionError(message)
    readable = _INNER_HYPHEN.sub(_HYPHEN, _ARGUMENT.sub(_marked, text.strip()))
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    hint = next((hint for sign, hint in _FOREIGN if sign.search(text)), "")
    message = f"The condition '{shown}' cannot be read. {hint}".strip()
    if _UNREADABLE.search(readable):
        raise ConditionError(message)
    try:
        tree = ast.parse(readable, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ConditionError(message) from error
    return _read(tree.body)


def _marked(found: re.Match[str]) -> str:
    """An id between brackets, or two joined by a dot, as names that Python's grammar can read."""
    return found[1] + ".".join(_START + part for part in found[2].split("."))


def _written(name: str) -> str:
    """A name as its author wrote it."""
    return name.replace(_HYPHEN, "-").replace(_START, "")


def terms_of(condition: Condition) -> "Iterator[Compare | Test]":
    """Every comparison and test in *condition*, for checking its names."""
    match condition:
        case Compare() | Test():
            yield condition
        case Not(term):
            yield from terms_of(term)
        case All(terms) | Some(terms):
            for term in terms:
                yield from terms_of(term)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return _written(name)
        case ast.Attribute(value=ast.Name(id=first), attr=second):
            return _written(f"{first}.{second}")
        case _:
            message = "A name is expected between the brackets, such as answered(deep)."
            raise ConditionError(message)


def _test(node: ast.Call) -> Test:
    name = _name(node.func)
    if name not in TESTS:
        message = f"'{name}(...)' is not something that can be asked. {did_you_mean(name, TESTS)}".strip()
        raise ConditionError(message)
    if len(node.args) != 1 or node.keywords:
        message = f"'{name}(...)' takes one name between its brackets."
        raise ConditionError(message)
    return Test(name, _name(node.args[0]))


def _compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Compare:
    sign = _OPERATORS.get(type(operator))
    number = right.operand if isinstance(right, ast.UnaryOp) and isinstance(right.op, ast.USub) else right
    if sign is None or not isinstance(number, ast.Constant) or type(number.value) is not int:
        message = "A meter is compared with a whole number, such as trust >= 4."
        raise ConditionError(message)
    value = -number.value if number is not right else number.value
    if isinstance(left, ast.Call):
        counted = _test(left)
        if counted.name != "count" or counted.argument not in CONCERN_TESTS[1:]:
            message = "Only count(surfaced), count(acknowledged) and count(answered) can be compared with a number."
            raise ConditionError(message)
        return Compare(counted.argument, sign, value, counted=True)
    return Compare(_name(left), sign, value)


def _read(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(_read(value) for value in values))
        case ast.BoolOp(values=values):
            return Some(tuple(_read(value) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_read(operand))
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _compare(left, operator, right)
        case ast.Compare():
            message = "Compare one thing at a time and join with 'and'."
            raise ConditionError(message)
        case ast.Call():
            test = _test(node)
            if test.name == "count":
                message = f"count({test.argument}) must be compared with a number, such as count(answered) >= 2."
                raise ConditionError(message)
            return test
        case ast.Name():
            message = f"'{_name(node)}' alone is neither true nor false: write flag({_name(node)}) or compare a meter."
            raise ConditionError(message)
        case _:
            message = "Only meters, flag(), chosen(), seen(), the concern tests, and, or, not may stand in a condition."
            raise ConditionError(message)
