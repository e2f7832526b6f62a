"""Whether typed replies can tell lines apart, as the checks say it."""

from __future__ import annotations

import json

import pytest

from rehearse.analysis.checks import lines
from rehearse.analysis.checks.lines import line_problems, move_problems, strays
from rehearse.loading.library import Library, load_library
from rehearse.understanding import fit, use_concepts
from tests import worlds
from tests.worlds import library_of, meeting

SHIPPED = load_library()
ASK, OFFER, TRIAL = "ask-what-worries-them", "offer-regular-update", "propose-a-trial"


@pytest.fixture(autouse=True, scope="module")
def _as_before():
    yield
    lines._kept.clear()
    use_concepts(None)
    fit({})


def library_with(choices: str) -> Library:
    """The shipped moves and concepts, with a meeting whose one node has *choices*."""
    nodes = f"open:\n  phase: opening\n  boss: Well?\n  choices:\n{choices}"
    own = library_of(
        meeting(nodes, "flags: {told: Told.}"),
        {
            "advice/moves.yaml": json.dumps(
                [
                    {**json.loads(move.model_dump_json(exclude_defaults=True)), "id": move.id}
                    for move in SHIPPED.moves.values()
                ]
            ),
            "personas/boss.yaml": None,
            "advice/cards/ask.yaml": None,
        },
    )
    own.concepts = SHIPPED.concepts
    return own


def codes(choices: str) -> list[tuple[str, str]]:
    """The problems of a node's lines: code, and the text of the line in the file at which it stands."""
    library = library_with(choices)
    return [
        (problem.code, problem.message.split("'")[1])
        for problem in line_problems(library, library.scenarios["meeting"])
    ]


def choice(name: str, say: str, move: str, more: str = "") -> str:
    return f"    - {{id: {name}, say: {json.dumps(say)}, move: {move}, {more}goto: done}}\n"


def test_lines_that_say_different_things_are_told_apart():
    assert (
        codes(
            choice("ask", "What worries you most about it?", ASK) + choice("try", "Let us try it for six weeks.", TRIAL)
        )
        == []
    )


def test_two_lines_of_one_move_with_nearly_the_same_words_are_alike():
    found = codes(
        choice("one", "I would send you a note every Friday.", OFFER)
        + choice("two", "I would send you a note every Friday, of course.", OFFER)
    )
    assert found == [("choices-alike", "one"), ("choices-alike", "two")]


def test_two_lines_of_one_move_that_say_different_things_are_not_alike():
    found = codes(
        choice("one", "Every Friday you would have a page from me with what is done.", OFFER)
        + choice("two", "I could ring you each morning at nine and tell you how it goes.", OFFER)
    )
    assert found == []


def test_lines_that_are_never_on_offer_together_may_be_alike():
    found = codes(
        choice("one", "I would send you a note every Friday.", OFFER, "when: flag(told), ")
        + choice("two", "I would send you a note every Friday.", OFFER, "when: not flag(told), ")
        + choice("ask", "What worries you most about it?", ASK)
    )
    assert found == []


def test_a_line_that_lacks_what_it_requires_is_never_heard():
    found = codes(
        choice("one", "I would send you a note every Friday.", OFFER, "requires: [trial], ")
        + choice("ask", "What worries you most about it?", ASK)
    )
    assert found == [("line-ruled-out", "one")]


def test_a_line_that_sounds_like_another_choices_move_is_told():
    found = codes(
        choice(
            "cover",
            "In weeks when you're away I'd move the day or drop it. Priya is never here alone.",
            "solve-the-cover",
        )
        + choice("apart", "We already work apart whenever you travel.", "point-to-managing-at-a-distance")
    )
    assert found == [("line-of-another-move", "cover")]


def test_a_line_for_one_boss_alone_is_told_at_its_own_place():
    choices = """    - id: one
      say:
        default: What worries you most about it?
        controlling: I would send you a note every Friday, of course.
      move: offer-regular-update
      goto: done
    - {id: two, say: I would send you a note every Friday., move: offer-regular-update, goto: done}
"""
    library = library_with(choices)
    problems = list(line_problems(library, library.scenarios["meeting"]))
    places = {problem.span.line for problem in problems if problem.code == "choices-alike"}
    origin = library.origins["scenarios", "meeting"]
    at = ("nodes", "open", "choices", 0, "say", "controlling")
    assert origin.span(at).line in places
    assert origin.span((*at[:-1], "default")).line not in places


def test_of_a_meeting_with_very_many_lines_the_words_alone_are_compared_and_that_is_said(monkeypatch):
    monkeypatch.setattr(lines, "MOST_LINES", 1)
    found = codes(
        choice("one", "Shall we talk again next month then?", ASK)
        + choice("two", "So shall we talk again next month then?", TRIAL)
    )
    assert found == [("choices-alike", "two"), ("limited-check", "meeting")]


# --- moves


def library_of_moves(*examples: str, **more: object) -> Library:
    """A pack's move with these examples, beside the shipped ones."""
    move = {"id": "own", "label": "L", "description": "D.", "stage": "ask", "general": "helps", "examples": examples}
    library = library_of(
        meeting("open: {phase: opening, boss: Well?, goto: done}"),
        {"advice/moves.yaml": json.dumps([*json.loads(worlds.moves()), {**move, **more}])},
    )
    own = library.moves["own"]
    library.moves = {**SHIPPED.moves, "own": own}
    library.origins |= {key: origin for key, origin in SHIPPED.origins.items() if key[0] == "moves"}
    library.concepts = SHIPPED.concepts
    return library


DESK = (
    "Could I have a desk of my own?",
    "I would like my own desk, one that stays mine.",
    "What I need is a fixed desk by the window.",
    "May I keep the same desk every day?",
    "Please give me a desk that nobody else uses.",
)


def test_a_move_with_five_examples_that_find_it_has_no_problem():
    assert list(move_problems(library_of_moves(*DESK))) == []


def test_a_move_with_few_examples_is_told_and_shipped_moves_are_not_looked_at():
    found = list(move_problems(library_of_moves(*DESK[:3])))
    assert [problem.code for problem in found] == ["few-examples"]
    assert "'own' has 3 example lines" in found[0].message


def test_an_example_that_is_another_moves_line_is_told_at_its_place():
    threat = "Unless I am granted these two days, you will have my resignation by the end of the month."
    library = library_of_moves(*DESK[:4], threat)
    (problem,) = move_problems(library)
    assert problem.code == "example-strays"
    assert problem.span == library.origins["moves", "own"].span(("examples", 4))


def test_an_example_that_its_own_move_rules_out_is_told():
    found = list(move_problems(library_of_moves(*DESK, requires=["trial"])))
    assert {problem.code for problem in found} == {"example-strays"}
    assert "ruled out by what the move itself requires or forbids" in found[0].message


def test_every_sixth_shipped_move_is_found_by_its_own_examples():
    found = [str(problem) for move in list(SHIPPED.moves.values())[::6] for problem in strays(SHIPPED, move)]
    assert found == []
