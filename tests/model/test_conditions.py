"""The condition language: what it reads, what it refuses, and that what it reads means what it says."""

from __future__ import annotations

import operator
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rehearse.engine.conditions import ConditionCompiler
from rehearse.engine.state import State
from rehearse.engine.story import Level
from rehearse.model.condition import (
    All,
    Compare,
    Condition,
    ConditionError,
    Not,
    Some,
    Test,
    parse_condition,
    terms_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Test.__test__ = False  # type: ignore[attr-defined]  # it is no test of pytest's


def test_the_example_of_the_documentation_is_read() -> None:
    found = parse_condition("trust >= 4 and answered(deep) and not chosen(opening.threaten-to-leave)")
    assert found == All(
        (
            Compare("trust", ">=", 4),
            Test("answered", "deep"),
            Not(Test("chosen", "opening.threaten-to-leave")),
        )
    )
    assert [str(term) for term in terms_of(found)] == [
        "Compare(name='trust', operator='>=', number=4, counted=False)",
        "Test(name='answered', argument='deep')",
        "Test(name='chosen', argument='opening.threaten-to-leave')",
    ]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("trust>=-3", Compare("trust", ">=", -3)),
        ("  trust  !=  0  ", Compare("trust", "!=", 0)),
        ("(seen(a-b-c))", Test("seen", "a-b-c")),
        ("count(answered) >= 2", Compare("answered", ">=", 2, counted=True)),
        ("flag(a) or flag(b) and flag(c)", Some((Test("flag", "a"), All((Test("flag", "b"), Test("flag", "c")))))),
        ("not (flag(a) or flag(b))", Not(Some((Test("flag", "a"), Test("flag", "b"))))),
        ("my-own-meter < 3", Compare("my-own-meter", "<", 3)),
        ("flag(3-days)", Test("flag", "3-days")),
        ("chosen(2nd-talk.4th-line)", Test("chosen", "2nd-talk.4th-line")),
        ("seen(2)", Test("seen", "2")),
        ("flag(if) and seen(in) and chosen(class.from)", None),
    ],
)
def test_every_form_is_read(text: str, meaning: Condition | None) -> None:
    if meaning is None:
        meaning = All((Test("flag", "if"), Test("seen", "in"), Test("chosen", "class.from")))
    assert parse_condition(text) == meaning


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The condition '' cannot be read."),
        ("trust >=", "cannot be read"),
        ("trust > 3 > 2", "Compare one thing at a time and join with 'and'."),
        ("trust >= 3.5", "A meter is compared with a whole number, such as trust >= 4."),
        ("trust >= True", "A meter is compared with a whole number"),
        ("trust >= patience", "A meter is compared with a whole number"),
        ("trust in 3", "A meter is compared with a whole number"),
        ("trust", "'trust' alone is neither true nor false: write flag(trust) or compare a meter."),
        ("asnwered(deep)", "'asnwered(...)' is not something that can be asked. Did you mean 'answered'?"),
        ("flag()", "'flag(...)' takes one name between its brackets."),
        ("flag(a, b)", "'flag(...)' takes one name"),
        ("flag(name=a)", "'flag(...)' takes one name"),
        ("flag(*a)", "A name is expected between the brackets, such as answered(deep)."),
        ("flag('a')", "A name is expected between the brackets"),
        ("flag(a.b.c)", "A name is expected between the brackets"),
        ("count(answered)", "count(answered) must be compared with a number"),
        ("count(held) >= 1", "Only count(surfaced), count(acknowledged) and count(answered) can be compared"),
        ("flag(a) >= 1", "Only count(surfaced)"),
        ("1", "Only meters, flag(), chosen(), seen(), the concern tests, and, or, not may stand in a condition."),
        ("lambda: 1", "Only meters"),
        ("[flag(a)]", "Only meters"),
        ("(x := 1)", "Only meters"),
        ("__import__('os').system('x')", "A name is expected"),
        ("flag(a) if flag(b) else flag(c)", "Only meters"),
        ("trust >= 4; trust", "cannot be read"),
        ("a" * 501, "A condition may have 500 characters at most."),
        ("(" * 500, "cannot be read"),
        ("trust >= 4and patience > 1", "cannot be read"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse_condition(text)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("text", ["trust >= 4and patience > 1", "flag('\\d')", "trust >= 0x1for trust"])
def test_what_is_refused_is_refused_without_a_warning_of_pythons(text: str) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(ConditionError):
            parse_condition(text)
    assert warned == []


@given(st.one_of(st.text(), st.text("abtrusfl()-.<>=! 0123456789andort'\"\\\n\t#:[]{}*,", max_size=60)))
@example("\x00")
@example("'\\d'")
@example("1if trust else 2")
@example("trust >= 0x")
@example("ʼ")
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        found = parse_condition(text)
    except ConditionError as error:
        assert str(error)
    else:
        assert list(terms_of(found))


# --- meaning: generated conditions against a naive evaluator

METERS = ("trust", "own-meter")
FLAGS = ("named", "asked-why", "3-days")
NODES = ("open", "second-part")
CHOICES = ("open.ask", "second-part.walk-out")
CONCERNS = {"sight": 0, "blame": 1, "stated": 0, "deep": 1}
LEVELS = (Level("easy", "Easy", (), (3, 3)), Level("hard", "Hard", (), (4, 5)))
SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}

COMPILER = ConditionCompiler(
    meters={name: index for index, name in enumerate(METERS)},
    flags={name: index for index, name in enumerate(FLAGS)},
    nodes={name: index for index, name in enumerate(NODES)},
    choices={name: index for index, name in enumerate(CHOICES)},
    concerns=CONCERNS,
    levels=LEVELS,
)


@dataclass(frozen=True)
class Facts:
    """Where a talk stands, said plainly."""

    meters: dict[str, int]
    flags: set[str]
    seen: set[str]
    chosen: set[str]
    concerns: tuple[int, int]
    level: int

    def reached(self, test: str, index: int) -> bool:
        value, full = self.concerns[index], LEVELS[self.level].answered[index]
        return {"held": value == 0, "surfaced": value >= 1, "acknowledged": value >= 2, "answered": value >= full}[test]

    def state(self) -> State:
        nowhere = State(**dict.fromkeys(State._fields, 0))  # type: ignore[arg-type]  # whatever else a state has
        return nowhere._replace(
            meters=tuple(self.meters[name] for name in METERS),
            concerns=self.concerns,
            flags=sum(1 << FLAGS.index(flag) for flag in self.flags),
            used=sum(1 << CHOICES.index(choice) for choice in self.chosen),
            seen=sum(1 << NODES.index(node) for node in self.seen),
            level=self.level,
        )


facts = st.builds(
    Facts,
    meters=st.fixed_dictionaries(dict.fromkeys(METERS, st.integers(-3, 10))),
    flags=st.sets(st.sampled_from(FLAGS)),
    seen=st.sets(st.sampled_from(NODES)),
    chosen=st.sets(st.sampled_from(CHOICES)),
    concerns=st.tuples(st.integers(0, 5), st.integers(0, 5)),
    level=st.integers(0, 1),
)

Meant = tuple[str, "Callable[[Facts], bool]"]
"""A condition's text, and what it means."""


def _compared(name: str, sign: str, number: int) -> Meant:
    return f"{name} {sign} {number}", lambda facts: SIGNS[sign](facts.meters[name], number)


def _counted(test: str, sign: str, number: int) -> Meant:
    return f"count({test}) {sign} {number}", lambda facts: SIGNS[sign](
        len([index for index in (0, 1) if facts.reached(test, index)]), number
    )


def _asked(test: str, concern: str) -> Meant:
    return f"{test}({concern})", lambda facts: facts.reached(test, CONCERNS[concern])


def _both(one: Meant, other: Meant) -> Meant:
    return f"({one[0]} and {other[0]})", lambda facts: one[1](facts) and other[1](facts)


def _either(one: Meant, other: Meant) -> Meant:
    return f"({one[0]} or {other[0]})", lambda facts: one[1](facts) or other[1](facts)


tests = st.sampled_from(["held", "surfaced", "acknowledged", "answered"])
signs = st.sampled_from(sorted(SIGNS))
conditions: st.SearchStrategy[Meant] = st.recursive(
    st.one_of(
        st.builds(_compared, st.sampled_from(METERS), signs, st.integers(-3, 10)),
        st.builds(_counted, st.sampled_from(["surfaced", "acknowledged", "answered"]), signs, st.integers(0, 3)),
        st.builds(_asked, tests, st.sampled_from(sorted(CONCERNS))),
        st.sampled_from(FLAGS).map(lambda flag: (f"flag({flag})", lambda facts: flag in facts.flags)),
        st.sampled_from(NODES).map(lambda node: (f"seen({node})", lambda facts: node in facts.seen)),
        st.sampled_from(CHOICES).map(lambda key: (f"chosen({key})", lambda facts: key in facts.chosen)),
    ),
    lambda inner: st.one_of(
        inner.map(lambda meant: (f"not ({meant[0]})", lambda facts: not meant[1](facts))),
        st.builds(_both, inner, inner),
        st.builds(_either, inner, inner),
    ),
    max_leaves=8,
)


@given(conditions.filter(lambda meant: len(meant[0]) <= 500), facts)
def test_a_condition_holds_exactly_where_it_says(meant: Meant, facts: Facts) -> None:
    text, means = meant
    assert COMPILER.compiled(parse_condition(text))(facts.state()) is bool(means(facts))


def test_a_concern_of_another_boss_is_never_anything() -> None:
    everything: Any = Facts({"trust": 1, "own-meter": 1}, set(), set(), set(), (5, 5), 0).state()
    for test in ("held", "surfaced", "acknowledged", "answered"):
        assert COMPILER.compiled(parse_condition(f"{test}(reach)"))(everything) is False
