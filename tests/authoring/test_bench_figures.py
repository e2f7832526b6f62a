"""What is known of every node: held against going through every state, and worked out in a process of its own."""

from __future__ import annotations

import multiprocessing
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings

from rehearse.analysis.stations import stations
from rehearse.authoring.bench.figures import Checks, Failed, Figures, Nodes, Proofs, sampled, worked_out
from rehearse.authoring.bench.process import BackRoom
from rehearse.authoring.workplace import open_workplace
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.odds.persons import persons, ranks_of
from rehearse.engine import replay
from rehearse.store.session import story_of as library_story
from tests.analysis.brute_force import chain_of, some_ranks
from tests.authoring.benching import written_pack
from tests.engine.test_any_story import scenarios
from tests.tui.world import BOSS, WEST
from tests.worlds import story_from

if TYPE_CHECKING:
    from rehearse.analysis.outlook import Way
    from rehearse.authoring.workplace import Workplace
    from rehearse.engine import State, Story

LEVEL = "everyday"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return open_workplace(str(written_pack(tmp_path_factory.mktemp("pack"))))


def standing_at(chain: Any, node: int) -> list[State]:
    return [state for state in chain if state.node == node]


@given(scenario=scenarios())
@settings(max_examples=20)
def test_what_is_possible_at_a_node_is_what_going_through_every_state_shows(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    _, chain = chain_of(story)
    assume(len(chain) <= 400)
    endless = bool(going_round_for_ever(chain))
    ways: dict[str, Way] = {name: person.weights for name, person in persons(some_ranks(story)).items()}
    found = stations(story, story.level(LEVEL), ways)
    for node in story.nodes:
        there, station = standing_at(chain, node.index), found[node.index]
        assert bool(station.states) == bool(there)
        if there and node.ending is None:
            assert [tuple(each) for each in station.meters] == spans([state.meters for state in there])
            assert [tuple(each) for each in station.concerns] == spans([state.concerns for state in there])
        if there:
            assert station.reached
            assert endless or station.comes["uniform"] > 0
        assert endless or station.reached == (station.comes["uniform"] > 0)


def going_round_for_ever(chain: Any) -> set[State]:
    """The states from which a talk can come to no end: visits are counted up to them only."""
    lasting = {state for state, lines in chain.items() if lines}
    while leaving := {
        state for state in lasting if any(after not in lasting for line in chain[state] for after, _ in line)
    }:
        lasting -= leaving
    return lasting


def spans(rows: list[tuple[int, ...]]) -> list[tuple[int, int]]:
    return [(min(values), max(values)) for values in zip(*rows, strict=True)]


@given(scenario=scenarios())
@settings(max_examples=20)
def test_no_fewer_lines_lead_to_a_node_and_these_do(scenario: dict[str, Any]) -> None:
    story = story_from(scenario)
    starts, chain = chain_of(story)
    assume(len(chain) <= 400)
    found = stations(story, story.level(LEVEL), {})
    depths = {state: 0 for state, _ in starts}
    waiting = list(depths)
    for state in waiting:
        for line in chain[state]:
            for after, _ in line:
                if after not in depths:
                    depths[after] = depths[state] + 1
                    waiting.append(after)
    for node in story.nodes:
        there = [depths[state] for state in standing_at(chain, node.index)]
        if there and not any(each.exit is not None and each.index == node.index for each in story.nodes):
            assert len(found[node.index].lines) <= min(there)
            if found[node.index].states:
                assert leads(story, found[node.index].lines, node.index), node.id


def leads(story: Story, lines: tuple[str, ...], node: int) -> bool:
    """Whether *lines* come to *node* under some draw."""
    said = [line.partition(".")[2] for line in lines]
    for seed in range(300):
        played = replay(story, seed=seed, level=LEVEL, choices=said)
        if played.divergence is None and (played.now.state.node == node or played.now.state.seen >> node & 1):
            return True
    return False


def test_playing_finds_what_computing_finds_within_its_error(workplace: Workplace) -> None:
    library = workplace.library
    story = library_story(library, WEST, BOSS)
    question = Nodes(BOSS, LEVEL)
    exact = worked_out(library, WEST, question)
    assert isinstance(exact, Figures)
    found = sampled(story, question, ranks_of(story, Catalogue(library)))
    assert exact.exact
    assert not found.exact
    for node in story.nodes:
        one, other = exact.nodes[node.id], found.nodes[node.id]
        assert one.lines == other.lines or len(one.lines) == len(other.lines)
        for person, chance in other.comes.items():
            assert abs(chance - one.comes[person]) < 5 * found.error
        for span, seen in zip(one.meters, other.meters, strict=True):
            assert span.least <= seen.least <= seen.most <= span.most


def test_what_goes_wrong_is_a_sentence(workplace: Workplace) -> None:
    failed = worked_out(workplace.library, WEST, Nodes("nobody", LEVEL))
    assert isinstance(failed, Failed)
    assert "There is no persona 'nobody'" in failed.sentence


def test_a_process_of_its_own_answers_one_question_after_another(workplace: Workplace) -> None:
    room = BackRoom(workplace.library, WEST)
    try:
        problems = room.ask(Checks(deep=False))
        assert isinstance(problems, tuple)
        figures = room.ask(Nodes(BOSS, LEVEL))
        assert isinstance(figures, Figures)
        assert figures.nodes == worked_out_here(workplace).nodes
        assert isinstance(room.ask(Nodes("nobody", LEVEL)), Failed)
        assert room.ask(Proofs(BOSS)).scenario == WEST
    finally:
        room.close()
    assert room.ask(Checks(deep=False)) is None
    assert not multiprocessing.active_children()


def worked_out_here(workplace: Workplace) -> Figures:
    figures = worked_out(workplace.library, WEST, Nodes(BOSS, LEVEL))
    assert isinstance(figures, Figures)
    return figures


def test_who_waits_for_an_answer_is_let_go_when_it_is_closed(workplace: Workplace) -> None:
    room = BackRoom(workplace.library, "one-day-a-week")
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.append(room.ask(Nodes("controlling", LEVEL))))
    waiting.start()
    while room._process is None:
        pass
    room.close()
    waiting.join(60)
    assert not waiting.is_alive()
    assert answers == [None]
