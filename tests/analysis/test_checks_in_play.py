"""What the checks say of a meeting in play: that a talk can be caught, and that parts of it can never come about."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from rehearse.analysis.check import graph_problems
from rehearse.analysis.checks import in_play, skeleton, survey, together
from rehearse.analysis.checks.loose import Loose
from rehearse.analysis.checks.parts import Parts
from rehearse.analysis.checks.plays import Player
from rehearse.analysis.checks.seen import Seen, everything
from rehearse.engine import available, begin, compile_story, is_over, replay
from rehearse.engine.play import StoryLoop
from rehearse.model.scenario import Scenario
from tests import worlds
from tests.analysis.brute_force import chain_of, every_course
from tests.engine.test_any_story import scenarios
from tests.worlds import HEAD, PERSONA, library_of, meeting

if TYPE_CHECKING:
    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem

OPEN = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: What is behind it?, move: ask, goto: hub}
    - {id: tell, say: A day at home is what I came for., move: please, effects: {set: told}, goto: hub}
"""
TOLD = "flags: {told: You have told them.}"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    in_play._kept.clear()


def found(nodes: str, more: str = TOLD, files: dict[str, str] | None = None) -> list[Problem]:
    library = library_of(meeting(nodes, more), files)
    assert [str(problem) for problem in library.errors] == []
    return list(graph_problems(library, ["meeting"]))


def of(problems: list[Problem], code: str) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]


def only(problems: list[Problem], code: str) -> Problem:
    (problem,) = of(problems, code)
    return problem


def played(library: Library, command: str) -> tuple[str, bool]:
    """Where a command for playing to a place leads: the node, and whether nothing can be said there."""
    words = shlex.split(command)
    options = dict(zip(words[3::2], words[4::2], strict=True))
    assert library.rules is not None
    story = compile_story(
        library.scenarios[words[2]], library.personas[options["--boss"]], library.rules, library.moves
    )
    said = options.get("--say", "").split(",") if options.get("--say") else []
    talk = replay(story, seed=int(options["--seed"]), level=options.get("--level", "everyday"), choices=said)
    assert talk.divergence is None
    return story.nodes[talk.now.state.node].id, is_over(story, talk.now.state)


# --- where a talk is caught

STUCK = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: more, say: There is one more thing to it., move: chat, goto: hub}}
    - {{id: go, say: Then that is agreed between us., move: answer, when: flag(told), goto: done}}
"""


def test_a_stuck_talk_is_told_with_the_shortest_list_of_choices_and_the_command_that_plays_it():
    library = library_of(meeting(STUCK, TOLD))
    problem = only(list(graph_problems(library, ["meeting"])), "stuck")
    assert (problem.severity, problem.message) == (
        "error",
        "The talk can get stuck at 'hub': nothing is left that can be said.",
    )
    assert "Shortest way there: ask, more (with boss)." in problem.hint
    assert "--say ask,more" in problem.play
    assert played(library, problem.play) == ("hub", True)


def test_a_talk_with_a_fallback_is_not_stuck():
    nodes = STUCK.replace("  boss: And?", "  boss: And?\n  fallback: done")
    assert of(found(nodes), "stuck") == []


def test_a_talk_that_is_stuck_by_numbers_alone_is_found_and_played_to():
    nodes = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: push, say: You must., move: push, repeat: true, when: trust >= 4, goto: open}
        - {id: go, say: Then that is agreed., move: answer, when: trust >= 5, goto: done}
    """
    library = library_of(meeting(nodes))
    problem = only(list(graph_problems(library, ["meeting"])), "stuck")
    assert played(library, problem.play) == ("open", True)
    assert "--say push" in problem.play


def test_a_talk_stuck_from_its_beginning_at_another_level_is_told_with_that_level():
    nodes = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: go, say: Then that is agreed., move: answer, when: trust >= 4, goto: done}
    """
    library = library_of(meeting(nodes))
    problem = only(list(graph_problems(library, ["meeting"])), "stuck")
    assert "--level tough" in problem.play
    assert "It is so from the beginning (with boss at the level 'tough')." in problem.hint
    assert played(library, problem.play) == ("open", True)


def test_a_talk_that_only_typed_words_make_stuck_is_told_with_those():
    nodes = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: go, say: Then that is agreed., move: answer, when: trust >= 2, goto: done}
        - {id: chat, say: Lovely weather., move: chat, when: trust >= 2, goto: done}
    """
    library = library_of(meeting(nodes))
    problem = only(list(graph_problems(library, ["meeting"])), "stuck")
    assert "words of one's own" in problem.hint
    assert "=" in problem.play
    assert played(library, problem.play) == ("open", True)


def test_a_talk_that_can_only_go_round_for_ever_is_told_with_the_way_into_it():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: more, say: There is one more thing to it., move: chat, repeat: true, goto: far}}
    - {{id: go, say: Then that is agreed between us., move: answer, when: not flag(told), goto: done}}
far:
  phase: concerns
  boss: And?
  choices:
    - {{id: back, say: To come back to that., move: chat, repeat: true, goto: hub}}
"""
    library = library_of(meeting(nodes, TOLD))
    problem = only(list(graph_problems(library, ["meeting"])), "endless")
    assert "From 'hub' the talk can only go round for ever, by way of far" in problem.message
    assert "Shortest way there: tell (with boss)." in problem.hint
    assert played(library, problem.play)[0] == "hub"


def test_a_talk_that_goes_round_by_itself_is_a_problem_and_no_exception():
    nodes = f"""{OPEN}
hub: {{phase: concerns, boss: Hm., goto: [{{when: flag(told), to: done}}, {{to: ring}}]}}
ring: {{phase: concerns, boss: Hm., goto: hub}}
"""
    library = library_of(meeting(nodes, TOLD))
    problem = only(list(graph_problems(library, ["meeting"])), "goes-round")
    assert "never asks the person anything" in problem.message
    assert "Shortest way there: ask (with boss)." in problem.hint
    with pytest.raises(StoryLoop):
        played(library, problem.play)


# --- what cannot come about


def test_a_choice_whose_condition_no_state_meets_is_told_with_the_nodes_behind_it():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: go, say: Then that is agreed between us., move: answer, goto: done}}
    - {{id: never, say: This nobody ever says., move: chat, when: trust >= 11, goto: far}}
far: {{phase: concerns, boss: Far., goto: further}}
further: {{phase: concerns, boss: Further., goto: done}}
"""
    problem = only(found(nodes), "never-true")
    assert problem.message == (
        "This choice is never on offer: whenever it is asked, its condition does not hold. "
        "So far and further are never reached."
    )
    assert problem.hint == "'trust' goes from 0 to 10."
    assert of(found(nodes), "never-reached") == []


def test_two_choices_that_exclude_each_other_can_never_both_have_been_said():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - id: go
      say: Then that is agreed between us.
      move: answer
      goto: [{{when: chosen(open.ask) and chosen(open.tell), to: far}}, {{to: done}}]
far: {{phase: concerns, boss: Far., goto: done}}
"""
    problem = only(found(nodes), "never-true")
    assert problem.message.startswith("This route is never taken")
    assert "So far is never reached." in problem.message


def test_a_route_that_is_always_taken_is_told_with_what_is_behind_it():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: go, say: Then that is agreed., move: answer, goto: [{{when: seen(open), to: done}}, {{to: far}}]}}
far: {{phase: concerns, boss: Far., goto: done}}
"""
    problem = only(found(nodes), "always-true")
    assert problem.message == (
        "The routes after this one are never taken: its condition holds whenever it is asked. So far is never reached."
    )


def test_a_node_that_only_a_needless_fallback_leads_to_is_never_reached():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  fallback: empty
  choices:
    - {{id: go, say: Then that is agreed between us., move: answer, goto: done}}
empty: {{phase: concerns, boss: Nothing more., goto: done}}
"""
    problem = only(found(nodes), "never-reached")
    assert "The node 'empty' is never reached, whatever is said" in problem.message


def test_what_only_typed_words_might_bring_about_is_a_note_and_what_is_made_for_them_none():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  otherwise: aside
  choices:
    - {{id: go, say: Then that is agreed between us., move: answer, goto: done}}
    - {{id: high, say: You have always been fair to me., move: chat, when: trust >= 10, goto: far}}
far: {{phase: concerns, boss: Far., goto: done}}
aside: {{phase: concerns, boss: Aside., goto: done}}
"""
    problems = found(nodes)
    assert [problem.severity for problem in of(problems, "only-off-script")] == ["note"] * 2
    assert {
        problem.message.split("'")[1] for problem in of(problems, "only-off-script") if "node" in problem.message
    } == {"far"}
    assert of(problems, "never-reached") == of(problems, "never-true") == []


def test_an_answer_to_a_worry_that_nobody_has_voiced_never_changes_anything():
    nodes = f"""{OPEN.replace("set: told", "set: told, answer: blame")}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: go, say: Then that is agreed between us., move: chat, when: flag(told), goto: done}}
    - {{id: no, say: Then that is not agreed., move: chat, goto: done}}
"""
    problem = only(found(nodes), "idle-effect")
    assert problem.message == (
        "This 'answer' never changes anything: the concern is never at a point where it would count."
    )


def test_a_meter_that_stands_at_its_end_already_is_told_where_it_is_to_rise():
    nodes = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: go, say: Then that is agreed., move: chat, effects: {heat: -2}, goto: done}
    """
    more = "meters: [{id: heat, label: Heat, description: Heat., start: 0, low: 3, high: 7}]"
    problem = only(found(nodes, more), "idle-effect")
    assert "This step of 'heat' never changes anything" in problem.message


def test_an_ending_that_never_comes_with_one_boss_is_a_note_that_names_them():
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - id: go
      say: Then that is agreed between us.
      move: answer
      effects: {{default: {{}}, other: {{set: soft}}}}
      goto: [{{when: flag(soft), to: warm}}, {{to: done}}]
warm: {{phase: proposal, ending: partial, title: Warm, boss: Yes., summary: Warm.}}
"""
    other = PERSONA.replace("id: boss", "id: other", 1)
    problems = found(nodes, f"{TOLD[:-1]}, soft: They are softened.}}", {"personas/other.yaml": other})
    assert [problem.message for problem in of(problems, "ending-not-with")] == [
        "The ending 'warm' never comes with boss, by the lines on offer.",
        "The ending 'done' never comes with other, by the lines on offer.",
    ]


def test_an_ending_to_which_the_boss_breaks_off_is_not_called_unreachable():
    nodes = f"""{OPEN}
hub: {{phase: concerns, boss: Hm., goto: done}}
later: {{phase: proposal, ending: deferred, title: Later, boss: Another time., summary: Later.}}
"""
    assert of(found(nodes), "unreachable-node") == []


def test_a_loop_without_a_way_out_is_told_once_with_all_its_nodes():
    nodes = f"""{OPEN.replace("goto: hub}", "goto: in}", 1)}
hub: {{phase: concerns, boss: Hm., goto: done}}
in: {{phase: concerns, boss: Hm., goto: left}}
left:
  phase: concerns
  boss: Left.
  choices:
    - {{id: on, say: To the right then., move: chat, repeat: true, goto: right}}
right:
  phase: concerns
  boss: Right.
  choices:
    - {{id: on, say: To the left then., move: chat, repeat: true, goto: left}}
"""
    problem = only(found(nodes), "no-way-out")
    assert problem.message == (
        "The talk goes round between left and right, and no way leads out to an ending. in leads nowhere else."
    )


# --- less than all


def test_a_meeting_too_large_for_its_states_says_so_and_still_finds_what_is_impossible(monkeypatch):
    monkeypatch.setattr(survey, "MOST_NODES", 3)
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: go, say: Then that is agreed between us., move: answer, goto: done}}
    - {{id: never, say: This nobody ever says., move: chat, when: chosen(far.on), goto: far}}
far:
  phase: concerns
  boss: Far.
  choices:
    - {{id: on, say: Then let us go on., move: answer, goto: done}}
"""
    problems = found(nodes)
    assert "it has 4 nodes, and 3 is the most" in only(problems, "limited-check").message
    assert "So far is never reached." in only(problems, "never-true").message


def test_in_a_meeting_too_large_for_its_states_a_stuck_talk_is_found_by_playing(monkeypatch):
    monkeypatch.setattr(survey, "MOST_NODES", 2)
    library = library_of(meeting(STUCK, TOLD))
    problem = only(list(graph_problems(library, ["meeting"])), "stuck")
    assert played(library, problem.play) == ("hub", True)


def test_in_a_meeting_too_large_for_its_states_a_talk_that_goes_round_is_found_by_playing(monkeypatch):
    monkeypatch.setattr(survey, "MOST_NODES", 2)
    nodes = f"""{OPEN}
hub: {{phase: concerns, boss: Hm., goto: [{{when: flag(told), to: done}}, {{to: ring}}]}}
ring: {{phase: concerns, boss: Hm., goto: hub}}
"""
    library = library_of(meeting(nodes, TOLD))
    problem = only(list(graph_problems(library, ["meeting"])), "goes-round")
    assert problem.message.startswith("From 'open' the talk can go round by itself")
    with pytest.raises(StoryLoop):
        played(library, problem.play)


def test_a_node_that_is_still_to_be_written_is_not_called_stuck(monkeypatch):
    nodes = f"""{OPEN}
hub: {{phase: concerns, boss: Hm., todo: true}}
"""
    assert of(found(nodes), "stuck") == []
    in_play._kept.clear()
    monkeypatch.setattr(survey, "MOST_NODES", 2)
    assert of(found(nodes), "stuck") == []


@pytest.mark.parametrize(("where", "name", "value"), [(skeleton, "MOST_CONTROLS", 1), (together, "MOST_BYTES", 10)])
def test_where_states_cannot_all_be_kept_the_check_falls_back_and_says_so(monkeypatch, where, name, value):
    monkeypatch.setattr(where, name, value)
    nodes = f"""{OPEN}
hub:
  phase: concerns
  boss: And?
  choices:
    - {{id: go, say: Then that is agreed between us., move: answer, goto: done}}
    - {{id: high, say: You have always been fair to me., move: chat, when: trust >= 10, goto: done}}
"""
    assert "Not every state of 'meeting' was looked at: there are more" in only(found(nodes), "limited-check").message


def test_a_meeting_with_an_error_of_its_own_is_not_looked_at_deeply():
    library = library_of(meeting(STUCK.replace("goto: done", "goto: dome"), TOLD))
    assert library.errors
    assert [problem.code for problem in graph_problems(library, ["meeting"]) if problem.code == "stuck"] == []


# --- whatever the meeting


def brute(story: Story) -> tuple[int, int, set[int]]:
    """Nodes reached and choices offered, as bits, and the nodes at which a talk is stuck, at any level, by hand."""
    nodes = choices = 0
    stuck: set[int] = set()
    monkeypatch = pytest.MonkeyPatch()
    for level in story.levels:
        for start, _ in every_course(monkeypatch, lambda name=level.id: begin(story, seed=1, level=name)):  # type: ignore[misc]
            _, chain = chain_of(story, start)
            for state in chain:
                nodes |= state.seen
                offered = available(story, state)
                for choice in offered:
                    choices |= 1 << choice.index
                node = story.nodes[state.node]
                if node.choices and not offered:
                    stuck.add(node.index)
    return nodes, choices, stuck


def looked_at(scenario: dict[str, Any]) -> tuple[Scenario, Story, survey.Survey]:
    made = Scenario.model_validate(worlds._as_loaded({**HEAD, **scenario}))
    library = worlds._bare_library()
    assert library.rules is not None
    boss = library.personas["boss"]
    story = compile_story(made, boss, library.rules, library.moves)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(survey, "STEPS", 60)  # so that much is left to be found out
        return made, story, survey.survey(library, made, [boss])


@given(scenario=scenarios())
@settings(max_examples=30)
def test_what_is_said_never_to_come_about_is_what_going_through_everything_does_not_meet(scenario: dict[str, Any]):
    _, story, looked = looked_at(scenario)
    nodes, choices, stuck = brute(story)
    assert not looked.limited
    missing = looked.never.nodes | looked.only_off_script.nodes
    assert missing == {index for index in range(len(story.nodes)) if not nodes >> index & 1}
    unsaid = looked.never.choices | looked.only_off_script.choices
    assert unsaid == {index for index in range(len(story.choices)) if not choices >> index & 1}
    assert {caught.trap.node for caught in looked.caught if caught.trap.kind == "stuck"} == stuck


@given(scenario=scenarios())
@settings(max_examples=25)
def test_whatever_somebody_types_nothing_comes_about_that_is_said_to_be_impossible(scenario: dict[str, Any]):
    made, story, looked = looked_at(scenario)
    library = worlds._bare_library()
    assert library.rules is not None
    seen = Seen()
    player = Player(Parts(story, made), seen)
    for level in story.levels:
        for _ in range(8):
            player.play(level.id, 25, off_script=0.4)
    hoped = everything(made, set(Parts(story, made).conditions.values()), set())
    roughly = hoped.without(Loose(made, library.rules, [library.personas["boss"]]).go())
    for impossible in (replace(looked.never, effects=frozenset()), roughly):
        assert impossible == impossible.without(seen)
