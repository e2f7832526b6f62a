"""Which boss is mine: what is asked, and what the answers come to."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.boss.which_boss import (
    A_BIT,
    NOT_AT_ALL,
    VERY,
    BossMix,
    SignQuestion,
    mix,
    more_questions,
    questions,
    told,
)
from rehearse.loading.library import load_library

if TYPE_CHECKING:
    from rehearse.model.persona import Persona


@cache
def shipped() -> dict[str, Persona]:
    return load_library().personas


def somebody(name: str, *signs: str, called: str = "") -> Persona:
    """A persona of whom only id, name and signs matter."""
    changes = {"id": name, "name": called or name.title(), "signs": signs}
    return shipped()["controlling"].model_copy(update=changes)


def people(count: int, signs: int = 3) -> dict[str, Persona]:
    names = [f"p{number}" for number in range(count)]
    return {name: somebody(name, *(f"{name} sign {number}." for number in range(signs))) for name in names}


def answered(asked: tuple[SignQuestion, ...], **likeness: int) -> list[int]:
    """The same answer to all signs of one persona; nothing to the others."""
    return [likeness.get(question.persona.replace("-", "_"), NOT_AT_ALL) for question in asked]


def result_of(asked: tuple[SignQuestion, ...], **likeness: int) -> BossMix:
    return mix(asked, answered(asked, **likeness))


# --- what is asked


def test_the_four_bosses_are_told_apart_with_eight_statements_two_of_each():
    asked = questions(shipped())
    assert len(asked) == 8
    assert set(Counter(question.persona for question in asked).values()) == {2}
    assert asked == questions(shipped())


def test_no_statement_gives_a_name_or_a_sex_away():
    names = {word for persona in shipped().values() for word in persona.name.split()}
    for question in questions(shipped(), most=100):
        words = {word.strip('.,"').casefold() for word in question.sign.split()}
        assert not words & {name.casefold() for name in names}
        assert not words & {"he", "she", "his", "her", "him", "himself", "herself"}


def test_a_name_in_a_sign_is_taken_out():
    one = somebody(
        "one", "Margaret rings twice.", "Nobody sits down before Voss.", "Margaret Voss counts.", called="Margaret Voss"
    )
    signs = [question.sign for question in questions({"one": one, "two": somebody("two", "A.", "B.", "C.")})]
    assert "Your boss rings twice." in signs
    assert "Nobody sits down before your boss." in signs
    assert "Your boss counts." in signs


@given(st.integers(1, 12), st.integers(3, 5), st.integers(1, 14))
def test_every_boss_has_as_many_statements_as_any_other_and_none_follows_itself(count, signs, most):
    asked = questions(people(count, signs), most=most)
    assert len(asked) <= max(most, count)
    per_boss = Counter(question.persona for question in asked)
    assert len(per_boss) == count
    assert len(set(per_boss.values())) == 1
    assert len(set(asked)) == len(asked)
    assert count == 1 or all(one.persona != other.persona for one, other in pairwise(asked))


def test_a_boss_of_a_pack_takes_part_without_code():
    everybody = {**shipped(), "creative": somebody("creative", "Draws on napkins.", "Says yes to all.", "Hums.")}
    asked = questions(everybody)
    assert len(asked) == 10
    assert result_of(asked, creative=VERY).main == "creative"


# --- what the answers come to


@given(st.integers(1, 9), st.integers(3, 5), st.data())
def test_all_that_is_said_for_one_boss_gives_that_boss_alone(count, signs, data):
    asked = questions(people(count, signs))
    wanted = data.draw(st.sampled_from([question.persona for question in asked]))
    assert result_of(asked, **{wanted: VERY}) == BossMix(wanted, 100, None, 0, clear=True, near=(wanted,))


def test_mostly_one_with_a_share_of_another():
    asked = questions(shipped())
    found = result_of(asked, controlling=VERY, sociable=A_BIT)
    assert (found.main, found.share, found.other, found.other_share) == ("controlling", 67, "sociable", 33)
    assert found.boss == "controlling+sociable"
    assert "mostly like Margaret Voss" in told(found, shipped())
    assert "something of Danny Okafor" in told(found, shipped())


def test_one_faint_sign_of_another_does_not_make_a_mix():
    asked = questions(shipped())
    answers = answered(asked, controlling=VERY)
    answers[next(at for at, question in enumerate(asked) if question.persona == "sociable")] = A_BIT
    assert mix(asked, answers) == BossMix("controlling", 100, None, 0, clear=True, near=("controlling",))


def test_where_nothing_fits_there_is_no_answer_and_nobody_is_named():
    found = result_of(questions(shipped()))
    assert (found.clear, found.anybody, found.other, found.near) == (False, False, None, ())
    assert "none of this fits" in told(found, shipped())


def test_two_that_fit_alike_are_both_named_and_it_is_said_that_it_is_not_clear():
    found = result_of(questions(shipped()), risk_averse=VERY, sociable=VERY)
    assert not found.clear
    assert {found.main, found.other} == set(found.near) == {"risk-averse", "sociable"}
    assert (found.share, found.other_share) == (50, 50)
    assert told(found, shipped()).startswith("No clear answer. The two nearest are Helen Marsh")


def test_somebody_who_finds_that_everything_fits_is_told_so():
    found = mix(questions(shipped()), [VERY] * 8)
    assert not found.clear
    assert len(found.near) == 4
    assert "fit about as well" in told(found, shipped())


def test_one_faint_sign_in_all_is_not_an_answer():
    asked = questions(shipped())
    found = mix(asked, [A_BIT, *[NOT_AT_ALL] * 7])
    assert not found.clear
    assert "not much" in told(found, shipped())


@given(st.integers(2, 6), st.data())
def test_whatever_is_answered_the_result_holds_together(count, data):
    bosses = people(count)
    asked = questions(bosses)
    answers = data.draw(st.lists(st.sampled_from([NOT_AT_ALL, A_BIT, VERY]), min_size=len(asked), max_size=len(asked)))
    found = mix(asked, answers)
    points = Counter(dict.fromkeys(bosses, 0))
    for question, answer in zip(asked, answers, strict=True):
        points[question.persona] += answer
    assert points[found.main] == max(points.values())
    assert found.anybody == any(answers)
    assert found.other != found.main
    assert (found.other is not None) or found.other_share == 0
    assert not found.other or found.share + found.other_share == 100
    assert not found.clear or found.near == (found.main,)
    assert found.share >= found.other_share
    assert told(found, bosses)


def test_answers_that_do_not_belong_to_the_questions_are_refused():
    asked = questions(shipped())
    with pytest.raises(ValueError, match="zip"):
        mix(asked, [VERY])
    with pytest.raises(ValueError, match="no question"):
        mix((), ())


# --- where it is not clear yet


def test_two_that_fit_alike_get_one_statement_more_each_and_never_more_than_ten():
    asked = questions(shipped())
    answers = answered(asked, controlling=VERY, sociable=VERY)
    more = more_questions(shipped(), asked, answers)
    assert [question.persona for question in more] == ["controlling", "sociable"]
    assert not set(more) & set(asked)
    assert len(asked) + len(more) == 10
    assert mix((*asked, *more), [*answers, VERY, NOT_AT_ALL]).main == "controlling"
    assert more_questions(shipped(), (*asked, *more), [*answers, VERY, VERY]) == ()


def test_two_that_share_the_second_place_get_one_more_each():
    asked = questions(shipped())
    more = more_questions(shipped(), asked, answered(asked, controlling=VERY, sociable=A_BIT, old_school=A_BIT))
    assert {question.persona for question in more} == {"sociable", "old-school"}


@pytest.mark.parametrize("likeness", [{"controlling": VERY}, {"controlling": VERY, "sociable": A_BIT}, {}])
def test_nothing_more_is_asked_where_the_answers_tell_or_tell_nothing(likeness):
    asked = questions(shipped())
    assert more_questions(shipped(), asked, answered(asked, **likeness)) == ()
