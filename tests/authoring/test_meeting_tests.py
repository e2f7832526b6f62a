"""Tests in YAML: what is read of them, what each expectation looks at, and what is told where something is not so."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import hypothesis
import pytest
from hypothesis import strategies as st

from rehearse.authoring.tests.found import cases_of, collected_in
from rehearse.authoring.tests.run import Player
from rehearse.authoring.tests.told import failure_text
from rehearse.loading.library import load_library
from rehearse.loading.tests import meeting_tests_in, problems_of_tests, read_tests
from tests.worlds import meeting, write

NODES = """
open:
  phase: opening
  boss: {default: "Well, {boss.name}? {brief.home_day}?"}
  choices:
    - {id: ask-why, say: What worries you about home days?, move: ask, goto: more}
    - {id: agree, say: I agree with you, move: please, reply: Lovely., effects: {set: gave-in}, goto: done}
    - {id: locked, say: Now or never, move: push, when: trust >= 9, goto: done}
more:
  phase: concerns
  boss: More of it.
  choices:
    - {id: listen, say: I hear you, move: listen, repeat: true, goto: more}
    - {id: answer-it, say: Here is my answer, move: answer, goto: done}
"""
FLAGS = "flags: {gave-in: You gave in.}"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return write(tmp_path_factory.mktemp("world"), {"scenarios/meeting.yaml": meeting(NODES, FLAGS)})


@pytest.fixture(scope="module")
def library(world):
    found = load_library(shipped=world)
    assert found.errors == []
    return found


@pytest.fixture(scope="module")
def player(library):
    return Player(library)


@pytest.fixture(scope="module")
def shipped():
    return load_library()


@pytest.fixture
def found(world, library):
    """Writes a file of tests, and gives its cases and problems."""

    def read(text: str, name: str = "meeting.tests.yaml"):
        path = world / "scenarios" / name
        path.write_text(dedent(text))
        try:
            return collected_in(library, [path])
        finally:
            path.unlink()

    return read


@pytest.fixture
def told(found, player):
    """Plays the one test in a text: nothing where it passes, else the report."""

    def play(text: str) -> str:
        cases = found(text)
        assert cases.problems == ()
        (case,) = cases.cases
        outcome = player.played(case)
        return "" if outcome.passed else failure_text(outcome)

    return play


def one(step: str = "ask-why", expect: str = "{}", more: str = "") -> str:
    return f"tests:\n  - name: It is so\n    steps: [{step}]\n    expect: {expect}\n{more}"


@pytest.mark.parametrize(
    ("step", "expect"),
    [
        ("ask-why", "{node: more}"),
        ("ask-why", "{node: [open, more]}"),
        ("ask-why", "{boss: more of it}"),
        ("ask-why", "{boss: {exact: More of it., occasion: node}}"),
        ("agree", "{boss: [{contains: LOVELY, occasion: reply}, Fine]}"),
        ("ask-why", "{concerns: {sight: surfaced, blame: held, deep: held}}"),
        ("'ask-why', listen, listen", "{concerns: {stated: acknowledged}}"),
        ("'ask-why', listen, answer-it", "{concerns: {stated: answered}}"),
        ("agree", "{meters: {trust: 7}}"),
        ("agree", "{meters: {trust: at least 7, patience: at most 6}}"),
        ("agree", "{meters: {trust: 6 to 8}}"),
        ("agree", "{flags: {gave-in: true}}"),
        ("ask-why", "{flags: {gave-in: false}}"),
        ("ask-why", "{on_offer: [listen]}"),
        ("ask-why", "{on_offer: {only: [answer-it, listen]}}"),
        ("ask-why", "{on_offer: {excludes: ask-why}}"),
        ("ask-why", "{ending: none}"),
        ("agree", "{ending: [agreed, trial]}"),
        ("agree", "{holds: chosen(open.agree) and flag(gave-in) and trust >= 7 and seen(done)}"),
        ("{choose: ask-why, expect: {move: ask, node: more}}", "{}"),
        ("{silence: true}", "{boss: {occasion: impatience}, meters: {patience: 5}}"),
        ("{move: sulk}", "{node: open}"),
        ("{say: What worries you about home days?, meant: agree}", "{node: done}"),
        ("{say: What worries you about home days?, meant: nothing}", "{node: open}"),
        ("{say: What worries you about home days?, meant: sulk, expect: {move: sulk}}", "{node: open}"),
        ("{say: Xyzzy., expect: {heard_as: nothing}}", "{node: open}"),
    ],
)
def test_an_expectation_that_holds_is_met(told, step, expect):
    assert told(one(step, expect)) == ""


@pytest.mark.parametrize(
    ("step", "expect", "sentence"),
    [
        ("ask-why", "{node: open}", "expected  the talk is at 'open'\n    but       it is at 'more'"),
        ("ask-why", "{boss: less of it}", "the boss says something with “less of it”"),
        ("ask-why", "{boss: {exact: More of it}}", "exactly “More of it”"),
        ("ask-why", "{boss: {contains: more of it, occasion: reply}}", "“More of it.” (node)"),
        ("ask-why", "{concerns: {sight: held}}", "expected  the concern 'sight' is held\n    but       it is surfaced"),
        ("agree", "{meters: {trust: 5}}", "expected  trust is 5\n    but       it is 7"),
        ("agree", "{meters: {trust: at least 8}}", "trust is at least 8"),
        ("agree", "{meters: {trust: at most 6}}", "trust is at most 6"),
        ("agree", "{meters: {trust: 1 to 3}}", "trust is 1 to 3"),
        ("agree", "{flags: {gave-in: false}}", "the flag 'gave-in' is not set\n    but       it is"),
        ("ask-why", "{flags: {gave-in: true}}", "the flag 'gave-in' is set\n    but       it is not"),
        ("ask-why", "{on_offer: agree}", "'agree' can be said\n    but       on offer are listen, answer-it"),
        ("ask-why", "{on_offer: {excludes: listen}}", "'listen' cannot be said"),
        ("ask-why", "{on_offer: {only: listen}}", "only 'listen' can be said"),
        ("ask-why", "{ending: agreed}", "an ending of 'agreed'\n    but       it has not ended"),
        ("agree", "{ending: trial}", "it ended with 'agreed' (at 'done')"),
        ("agree", "{ending: none}", "expected  the talk goes on\n    but       it ended with 'agreed'"),
        ("agree", "{holds: trust > 7}", "that does not hold (trust 7, patience 6)"),
        ("{choose: ask-why, expect: {move: push}}", "{}", "makes the move push\n    but       it makes ask"),
        ("answer-it", "{}", "it is no line there; on offer are ask-why, agree"),
        ("locked", "{}", "its condition does not hold; on offer are ask-why, agree"),
        ("agree, agree", "{}", "the talk is over: it ended with 'agreed' at 'done'"),
        ("ask-why, answer-it, {silence: true}", "{}", "the talk is over"),
    ],
)
def test_what_is_not_so_is_told_with_what_is(told, step, expect, sentence):
    assert sentence in told(one(step, expect))


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("{say: How was your trip?, expect: {heard_as: trip, asks: false, node: back-from-travel}}", ""),
        ("{say: How was your trip?, expect: {heard_as: frame}}", "they are heard as 'trip'"),
        ("{say: How was your trip?, expect: {asks: true}}", "the program takes the words without asking"),
        ("{say: 'Then I quit, I will leave.', expect: {heard_as: threaten-to-leave, asks: true, node: door}}", ""),
        ("{say: 'Then I quit, I will leave.', expect: {asks: false}}", "the program asks before it counts"),
        ("{say: my journey is the thing, expect: {heard_as: trip}}", "the program asks whether 'trip' is meant"),
        ("{say: my journey is the thing, expect: {heard_as: unsure, node: door}}", ""),
        ("{say: my journey is the thing, meant: trip, expect: {heard_as: unsure, node: back-from-travel}}", ""),
    ],
)
def test_typed_words_are_heard_as_in_the_program(tmp_path, shipped, step, sentence):
    path = tmp_path / "one-day-a-week.tests.yaml"
    path.write_text(f"tests: [{{name: one, given: {{persona: controlling}}, steps: [{step}]}}]")
    found = collected_in(shipped, [path])
    assert found.problems == ()
    outcome = Player(shipped).played(found.cases[0])
    assert outcome.passed is not bool(sentence)
    assert sentence in failure_text(outcome)


def test_a_report_names_file_line_step_setting_and_the_talk(told):
    report = told("""\
        tests:
          - name: A sentence that is not true
            given: {seed: 7}
            steps:
              - choose: ask-why
                expect: {node: open}
              - answer-it
        """)
    assert "meeting.tests.yaml:2:5: A sentence that is not true" in report
    assert "with boss, everyday, seed 7" in report
    assert "step 1, line 5: choose ask-why" in report
    assert "    boss  Well, Pat Quill? Wednesday?\n    you   What worries you about home days?" in report
    assert "answer" not in report  # what comes after the first thing that is not so is not played


def test_a_line_said_before_is_told_as_such(told):
    more = "ask-why, {choose: listen}, {choose: listen}, ask-why"
    assert "it is no line there" in told(one(more))


def test_what_a_file_gives_holds_for_each_test_unless_it_says_otherwise(found):
    cases = found("""\
        given: {persona: boss, level: tough, seed: [1, 2], brief: {brief.home_day: Friday}}
        tests:
          - {name: one}
          - {name: two, given: {level: [patient, everyday], seed: 3, brief: {brief.team: us}}}
        """).cases
    assert [(case.name, case.persona, case.level, case.seed) for case in cases] == [
        ("one", "boss", "tough", 1),
        ("one", "boss", "tough", 2),
        ("two", "boss", "patient", 3),
        ("two", "boss", "everyday", 3),
    ]
    assert cases[-1].given.brief == {"brief.home_day": "Friday", "brief.team": "us"}


def test_without_a_boss_every_one_is_played_and_all_means_all(found):
    assert [case.persona for case in found("tests: [{name: one}]").cases] == ["boss"]
    cases = found("tests: [{name: one, given: {persona: all, level: all}}]").cases
    assert [case.level for case in cases] == ["patient", "everyday", "tough"]


def test_what_the_brief_gives_stands_in_the_lines(told):
    assert told("tests: [{name: one, given: {brief: {brief.home_day: Friday}}, expect: {boss: 'Friday?'}}]") == ""


def test_a_mood_is_found_from_the_seed_on(tmp_path):
    persona = (write(tmp_path / "a") / "personas" / "boss.yaml").read_text()
    moods = "  - {id: usual, weight: 5, cue: The usual face.}\n  - {id: foul, weight: 1, cue: A foul face.}\n"
    persona = persona.replace("  - {id: usual, weight: 1, cue: The usual face.}\n", moods)
    files = {"scenarios/meeting.yaml": meeting(NODES, FLAGS), "personas/boss.yaml": persona}
    world = write(tmp_path / "b", files)
    tests = world / "scenarios" / "meeting.tests.yaml"
    tests.write_text("tests: [{name: one, given: {mood: foul}, steps: [ask-why], expect: {node: open}}]")
    library = load_library(shipped=world)
    (case,) = collected_in(library, [tests]).cases
    outcome = Player(library).played(case)
    story = Player(library)._story(case)
    from rehearse.engine import begin

    moods_drawn = [begin(story, seed=seed, level="everyday").state.mood for seed in range(1, outcome.seed + 1)]
    assert moods_drawn == [0] * (outcome.seed - 1) + [1]
    assert f"seed {outcome.seed}" in failure_text(outcome)


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ("tests: [{name: a, steps: [ask-wy]}]", "1:27", "There is no choice 'ask-wy'. Did you mean 'ask-why'?"),
        (
            "tests: [{name: a, steps: [{chose: x}]}]",
            "1:28",
            "The key 'chose' is not known here. Did you mean 'choose'?",
        ),
        ("tests: [{name: a, steps: [{say: x, choose: y}]}]", "1:27", "just one of"),
        ("tests: [{name: a, steps: [{choose: agree, meant: agree}]}]", "1:27", "go with 'say'"),
        ("tests: [{name: a, given: {persona: bos}}]", "1:36", "There is no persona 'bos'. Did you mean 'boss'?"),
        ("tests: [{name: a, given: {level: hard}}]", "1:34", "There is no level 'hard'. There is: patient, everyday"),
        ("tests: [{name: a, given: {mood: foul, persona: boss}}]", "1:33", "There is no mood 'foul'. There is: usual."),
        ("tests: [{name: a, given: {brief: {brief.hom_day: x}}}]", "1:50", "There is no slot '{brief.hom_day}'."),
        ("tests: [{name: a, given: {seed: -1}}]", "1:33", "at least 0"),
        ("tests: [{name: a, expect: {node: opn}}]", "1:34", "There is no node 'opn'. Did you mean 'open'?"),
        ("tests: [{name: a, expect: {meters: {trust: lots}}}]", "1:44", "'at least 4', 'at most 6', '4 to 6'"),
        ("tests: [{name: a, expect: {meters: {faith: 4}}}]", "1:37", "There is no meter 'faith'."),
        ("tests: [{name: a, expect: {concerns: {blam: held}}}]", "1:39", "There is no concern 'blam'."),
        (
            "tests: [{name: a, expect: {flags: {gave: true}}}]",
            "1:36",
            "There is no flag 'gave'. Did you mean 'gave-in'?",
        ),
        ("tests: [{name: a, expect: {flags: {gave-in: yes}}}]", "1:45", "true or false"),
        ("tests: [{name: a, expect: {holds: chosen(open.agre)}}]", "1:35", "There is no choice 'open.agre'."),
        ("tests: [{name: a, expect: {holds: faith > 3}}]", "1:35", "There is no meter 'faith'."),
        ("tests: [{name: a, expect: {ending: tril}}]", "1:36", "'tril' is not one of"),
        ("tests: [{name: a, expect: {boss: {}}}]", "1:28", "'contains', 'exact' or 'occasion'"),
        ("tests: [{name: a, odds: {endings: trial}}]", "1:19", "'at_least' or 'at_most'"),
        ("tests: [{name: a}, {name: a}]", "1:27", "stands here a second time; the first is in line 1"),
        ("tests: [{nme: a}]", "1:10", "The key 'nme' is not known here. Did you mean 'name'?"),
        ("test: []", "1:1", "The key 'test' is not known here. Did you mean 'tests'?"),
        ("scenario: meting\ntests: []", "1:11", "There is no scenario 'meting'. Did you mean 'meeting'?"),
        ("", "", "empty"),
        ("tests: [", "", ""),
        ("- a", "1:1", ""),
        ("tests: &a [*a]", "1:", ""),
    ],
)
def test_a_mistake_is_told_at_its_own_place(found, text, place, sentence):
    problems = found(text).problems
    assert any(f"meeting.tests.yaml:{place}" in str(p) or not place for p in problems), problems
    assert any(sentence in f"{problem.message} {problem.hint}" for problem in problems), problems


def test_a_mistake_in_one_test_leaves_the_others_to_be_played(found):
    both = found("tests:\n  - {name: wrong, steps: [nowhere]}\n  - {name: right, steps: [agree]}\n")
    assert [case.name for case in both.cases] == ["right"]
    assert len(both.problems) == 1


def test_a_file_called_otherwise_names_its_scenario(found):
    assert found("scenario: meeting\ntests: [{name: one}]", "other.tests.yaml").cases
    (problem,) = found("tests: [{name: one}]", "other.tests.yaml").problems
    assert "'scenario: …'" in problem.message


def test_a_file_that_is_not_there_is_told(tmp_path):
    file, (problem,) = read_tests(tmp_path / "gone.tests.yaml")
    assert file is None
    assert problem.code == "unreadable"


def test_a_file_of_tests_is_no_scenario_to_the_loader(world):
    tests = world / "scenarios" / "meeting.tests.yaml"
    tests.write_text("tests: [{name: one}]")
    try:
        assert load_library(shipped=world).problems == []
    finally:
        tests.unlink()


_WORDS = st.sampled_from(
    ["name", "given", "steps", "expect", "say", "choose", "meters", "on_offer", "all", "trial", "x"]
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)


@hypothesis.given(st.text(max_size=80).map(str.encode) | st.binary(max_size=80))
def test_any_file_is_read_or_has_its_problems_told(raw):
    file, problems = meeting_tests_in(Path("meeting.tests.yaml"), raw)
    assert file is not None or problems


@hypothesis.given(st.lists(st.dictionaries(_WORDS, _ANYTHING, max_size=4), max_size=3), _ANYTHING)
def test_whatever_stands_in_a_test_is_read_or_has_its_problems_told(library, player, tests, given):
    text = json.dumps({"tests": [{"name": f"test {n}", **test} for n, test in enumerate(tests)], "given": given})
    file, problems = meeting_tests_in(Path("meeting.tests.yaml"), text.encode())
    assert file is not None or problems
    if file is not None and not problems and not problems_of_tests(file, library):
        for case in cases_of(file, library):
            player.played(case)


def test_the_odds_from_where_the_steps_led_are_exact(found, player):
    cases = found("""\
        tests:
          - name: A coin between two lines
            odds: {endings: agreed, player: uniform, at_least: 1, at_most: 1}
          - name: Nobody is refused
            steps: [ask-why]
            odds: {endings: refused, player: best, at_least: 0.5}
        """).cases
    first, second = (player.played(case) for case in cases)
    assert first.passed
    assert "expected  a chance of at least 0.5 of refused for best\n    but       it is 0.0000" in failure_text(second)
