"""Ways of saying something, as authors write them."""

from __future__ import annotations

import pytest

from rehearse.model.advice import Concept
from rehearse.understanding.thesaurus import Thesaurus
from rehearse.understanding.words import read


def concept(name: str, *ways: str, kind: str = "act", hints: tuple[str, ...] = ()) -> Concept:
    return Concept.model_validate({"id": name, "label": name, "kind": kind, "ways": ways, "hints": hints})


def found(way: str, text: str) -> bool:
    return bool(Thesaurus([concept("it", way)]).find(read(text)))


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("hand in my notice", "I'll hand in my notice"),
        ("hand in my notice", "I handed in, um, my notice"),
        ("two days", "two more days"),
        ("hand in (my) notice", "hand in notice"),
        ("give it a go/try/shot", "Give it a shot!"),
        ("if i ... i leave", "If I cannot have Fridays at home I leave"),
        ("^why", "So why is that"),
        ("what worries you?", "What worries you?"),
        ("what worries you?", "what worries you"),
        ("<number> days", "three days"),
        ("by <time>", "by 10:30"),
        ("don't mind", "I do not mind"),
    ],
)
def test_a_way_is_found(way, text):
    assert found(way, text)


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("hand in my notice", "my notice, hand it in"),
        ("two days", "two of the best seven days"),
        ("two days", "Two. Days"),
        ("if i ... i leave", "If I may. One two. I leave"),
        ("^why", "that is why"),
        ("what worries you?", "I know what worries you"),
        ("<number> days", "some days"),
        ("i agree", "I do not agree"),
    ],
)
def test_a_way_is_not_found_where_it_does_not_stand(way, text):
    assert not found(way, text)


def test_a_way_may_refer_to_another_concept_and_that_to_a_third():
    thesaurus = Thesaurus(
        [
            concept("threat", "if ... <going>"),
            concept("going", "<verb> the company", "quit", kind="topic"),
            concept("verb", "leave", kind="topic"),
        ]
    )
    assert {one.concept for one in thesaurus.find(read("If not, I leave the company."))} == {"threat", "going", "verb"}


def test_concepts_in_a_circle_and_references_to_nothing_do_no_harm():
    thesaurus = Thesaurus([concept("a", "<b> x", "plain"), concept("b", "<a> y"), concept("c", "<nothing> z", "zed")])
    assert {one.concept for one in thesaurus.find(read("plain zed"))} == {"a", "c"}


def test_a_hint_weighs_less_than_a_way_and_a_long_way_more_than_a_short_one():
    thesaurus = Thesaurus([concept("a", "notice", "hand in my notice today", hints=("farewell",))])
    (hint,) = thesaurus.find(read("farewell"))
    (short,) = thesaurus.find(read("notice"))
    longest = max(one.weight for one in thesaurus.find(read("hand in my notice today")))
    assert hint.weight < short.weight < longest


def test_a_concept_under_a_negation_is_denied_unless_the_negation_is_its_own():
    thesaurus = Thesaurus([concept("leave", "leave"), concept("refuse", "not coming in")])
    (leave,) = thesaurus.find(read("I'm not going to leave"))
    (refuse,) = thesaurus.find(read("I'm not coming in"))
    assert leave.negated
    assert not refuse.negated
