"""The shipped thesaurus is sound, and concepts that are asked for are there."""

from __future__ import annotations

from collections import Counter
from functools import cache
from textwrap import dedent

import pytest

from rehearse.loading.library import Library, load_library
from rehearse.understanding.thesaurus import Thesaurus
from rehearse.understanding.ways import parse_way
from rehearse.understanding.words import read


@cache
def library() -> Library:
    return load_library()


@cache
def thesaurus() -> Thesaurus:
    return Thesaurus(library().concepts.values())


def heard(text: str) -> set[str]:
    """The concepts in *text*, but for acts that it denies."""
    concepts = library().concepts
    found = thesaurus().find(read(text))
    return {one.concept for one in found if not (one.negated and concepts[one.concept].kind == "act")}


def test_there_are_many_concepts_of_both_kinds_each_with_many_ways():
    kinds = Counter(concept.kind for concept in library().concepts.values())
    assert kinds["topic"] >= 60
    assert kinds["act"] >= 60
    assert [concept.id for concept in library().concepts.values() if len(concept.ways) < 6] == []


def test_no_way_stands_twice_in_a_concept():
    for concept in library().concepts.values():
        plain = Counter(way.casefold() for way in (*concept.ways, *concept.hints))
        assert [way for way, count in plain.items() if count > 1] == [], concept.id


def test_every_way_can_be_found_in_its_own_words():
    for concept in library().concepts.values():
        for way in (*concept.ways, *concept.hints):
            parsed = parse_way(way)
            assert parsed, (concept.id, way)
            if not parsed[0].concepts and "(" not in way:
                said = " ".join(word.split("/")[0] for word in way.strip("^?").split() if word != "...")
                assert concept.id in {one.concept for one in thesaurus().find(read(said + "?"))}, (concept.id, way)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("It's about what two days a week would do", "day-count"),
        ("on Weds and Fri", "weekday"),
        ("on a trial basis", "trial"),
        ("give it a whirl", "trial"),
        ("our vice president does", "senior-person"),
        ("I'd hand in my notice", "leaving"),
        ("a Friday mail with what is done", "written-report"),
        ("by half past nine", "clock-time"),
        ("the nursery shuts at five", "children"),
        ("it won't cost you a penny", "cost"),
        ("that's so unfair", "fairness"),
        ("I'm stuck in traffic", "commute"),
        ("a separate room with a door", "home-desk"),
        ("if the wifi dies", "connection-fails"),
        ("then everybody will want it", "precedent"),
        ("I take it to HR", "going-over"),
        ("what are you afraid of", "asking-worry"),
        ("let me sleep on it", "buying-time"),
        ("I am agree", "agreeing"),
        ("since three years", "tenure"),
        ("we could make a test", "trial"),
    ],
)
def test_it_hears_what_people_mean(text, concept):
    assert concept in heard(text)


def test_a_denied_act_is_not_heard():
    assert "threatening" in heard("If not, I will quit")
    assert "leaving" not in heard("I do not want to leave the company")


def test_what_moves_and_choices_demand_and_what_ways_refer_to_must_be_there(tmp_path):
    (tmp_path / "advice").mkdir()
    (tmp_path / "advice" / "concepts.yaml").write_text(
        dedent("""
        - {id: one, label: One, kind: topic, ways: "first <two>, the first"}
        - {id: two, label: Two, kind: topic, ways: [second <one>]}
        - {id: three, label: Three, kind: act, ways: "<weekdy> off, <number> off"}
        """)
    )
    (tmp_path / "advice" / "moves.yaml").write_text(
        dedent("""
        - id: mine
          label: Mine
          description: Mine.
          stage: ask
          general: helps
          requires: [day-cuont]
          forbids: [one]
          examples: [A, B, C]
        """)
    )
    found = load_library([tmp_path])
    told = {(problem.code, problem.hint) for problem in found.errors}
    assert ("unknown-concept", "Did you mean 'day-count'?") in told
    assert ("unknown-concept", "Did you mean 'weekday'?") in told
    assert Counter(problem.code for problem in found.errors) == {"unknown-concept": 2, "concept-circle": 2}
    assert found.concepts["one"].ways == ("first <two>", "the first")
    assert all(problem.span.line for problem in found.errors)


def test_a_choice_that_demands_an_unknown_concept_is_reported_at_its_line(tmp_path):
    scenario = tmp_path / "scenarios" / "tiny.yaml"
    scenario.parent.mkdir()
    scenario.write_text(
        dedent("""
        id: tiny
        title: T
        summary: S
        you: Y
        scene: S
        asks: A
        start: a
        nodes:
          a:
            phase: opening
            boss: Well?
            choices:
              - {id: x, say: X, move: buy-time, goto: end, forbids: [leavign]}
          end: {phase: proposal, ending: refused, title: E, summary: S, boss: No.}
        """)
    )
    (problem,) = [one for one in load_library([tmp_path]).errors if one.code == "unknown-concept"]
    assert problem.hint == "Did you mean 'leaving'?"
    assert problem.span.line == 14
