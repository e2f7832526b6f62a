"""xAPI statements, judged by the models of Ralph, a learning record store that is kept up."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial

import pytest
from ralph.models.xapi.base.statements import BaseXapiStatement  # type: ignore[import-untyped]
from ralph.models.xapi.base.unnested_objects import (  # type: ignore[import-untyped]
    BaseXapiActivityInteractionDefinition,
)

from rehearse.workshop.report.statements import as_lines, statements_of
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import room_of
from tests.workshop.report.pretend import SUGGESTED, whole_session

ADL = "http://adlnet.gov/expapi/"


@pytest.fixture(autouse=True)
def _odds_once(bench, monkeypatch):
    monkeypatch.setenv("REHEARSE_HOME", str(bench.home))


@pytest.fixture(scope="module")
def made(bench, thirty):
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("REHEARSE_HOME", str(bench.home))
        return statements_of(bench.library, thirty)


@pytest.fixture(scope="module")
def named_events(bench):
    return bench.led(partial(whole_session, people=6), anonymous=False)


def verb(statement):
    return statement["verb"]["id"].removeprefix(f"{ADL}verbs/")


def account(statement):
    return statement["actor"]["account"]["name"]


def about(statements, part):
    """What people did at the activities that are named so."""
    return [
        each
        for each in statements
        if f"/{part}/" in f"{each['object']['id']}/" and each["actor"]["objectType"] == "Agent"
    ]


def test_every_statement_is_valid(made, bench, named_events):
    for statement in (*made.statements, *statements_of(bench.library, named_events).statements):
        read = BaseXapiStatement.model_validate(statement)
        if "interactionType" in statement["object"]["definition"]:
            assert isinstance(read.object.definition, BaseXapiActivityInteractionDefinition)


def test_verbs_and_types_are_those_of_the_standard(made):
    assert {verb(each) for each in made.statements} == {
        "initialized",
        "answered",
        "completed",
        "terminated",
        "commented",
    }
    kinds = {each["object"]["definition"]["type"].removeprefix(f"{ADL}activities/") for each in made.statements}
    assert kinds == {"meeting", "cmi.interaction", "simulation", "question"}


def test_exporting_twice_makes_the_same_statements(made, bench, thirty):
    assert statements_of(bench.library, thirty) == made
    assert len({each["id"] for each in made.statements}) == len(made.statements)


def test_what_was_exported_while_it_ran_is_exported_alike_afterwards(made, bench, thirty):
    half = thirty[: len(thirty) // 3]
    early = {each["id"]: each for each in statements_of(bench.library, half).statements}
    late = {each["id"]: each for each in made.statements}
    kept = set(early) & set(late)
    assert len(kept) > len(early) / 2
    assert all(early[each] == late[each] for each in kept)


def test_votes_are_answers_to_a_choice_as_often_as_the_report_counts_them(made, thirty):
    room = room_of(each.event for each in thirty)
    for held in room.rounds:
        answers = Counter(
            each["result"]["response"]
            for each in made.statements
            if each["object"]["id"].endswith(f"/round/{held.number}")
        )
        assert answers == (Counter(held.votes.values()) if held.decided else Counter())
    first = about(made.statements, "round/1")[0]["object"]["definition"]
    assert first["interactionType"] == "choice"
    assert [each["id"] for each in first["choices"]] == [option.id for option in room.rounds[0].options]


def test_guesses_say_whether_they_came_true(made, thirty):
    room = room_of(each.event for each in thirty)
    held = next(each for each in room.rounds if each.question == "boss")
    guesses = [each for each in made.statements if each["object"]["id"].endswith(f"/round/{held.number}")]
    assert {each["object"]["definition"]["correctResponsesPattern"][0] for each in guesses} == {held.decided}
    assert all(each["result"]["success"] == (each["result"]["response"] == held.decided) for each in guesses)


def test_the_room_is_a_group_that_says_lines_and_comes_to_ends(made, thirty):
    room = room_of(each.event for each in thirty)
    group = [each for each in made.statements if each["actor"]["objectType"] == "Group"]
    assert [verb(group[0]), verb(group[-1])] == ["initialized", "terminated"]
    said = [each["result"]["response"] for each in group if verb(each) == "answered"]
    assert Counter(said) == Counter(
        [*room.branches[0].entries[:2], SUGGESTED[0], *room.branches[0].entries[3:], *room.branches[1].entries[1:]]
    )
    ends = [each["result"] for each in group if verb(each) == "completed"]
    assert [each["success"] for each in ends] == [each["response"] in {"agreed", "trial", "partial"} for each in ends]
    assert all(each["completion"] for each in ends)


def test_nobody_is_named_and_nobody_has_an_address(made, thirty):
    written = as_lines(made.statements)
    assert "mbox" not in written
    tokens = {each.event.token for each in thirty if isinstance(each.event, e.Joined)}
    assert not any(token in written for token in tokens)
    assert not any("name" in each["actor"] for each in made.statements if each["actor"]["objectType"] == "Agent")


def test_without_names_nobody_can_be_followed_from_one_round_to_the_next(made):
    where = defaultdict(set)
    for each in made.statements:
        if each["actor"]["objectType"] == "Agent":
            where[account(each)].add(each["object"]["id"])
    assert {len(places) for places in where.values()} == {1}


def test_without_names_no_time_tells_who_was_quick(made):
    for number in (1, 2):
        assert len({each["timestamp"] for each in about(made.statements, f"round/{number}")}) == 1
    assert len({each["timestamp"] for each in about(made.statements, "point")}) == 1


def test_without_names_nothing_is_written_that_the_report_withholds(made, report):
    told = {(place.node, line): count for place in report.alone.places for line, _, count in place.lines}
    answers = Counter(
        (each["object"]["id"].rpartition("/")[2], each["result"]["response"])
        for each in about(made.statements, "point")
    )
    assert answers == {where: count for where, count in told.items() if count}
    (notice,) = made.notices
    assert "The session is anonymous" in notice


def test_of_three_people_without_names_nothing_is_written_but_what_the_room_did(bench):
    made = statements_of(bench.library, bench.led(partial(whole_session, people=3)))
    people = [each for each in made.statements if each["actor"]["objectType"] == "Agent"]
    assert [each["result"]["response"] for each in people] == [SUGGESTED[0]]  # all have heard it


def test_practice_of_an_anonymous_session_comes_once_it_has_ended(bench, thirty):
    made = statements_of(bench.library, thirty[:-1])
    assert about(made.statements, "point") == []
    assert "once the session has ended" in made.notices[-1]


def test_with_names_an_account_lasts_for_the_session_and_has_the_name_that_was_given(bench, named_events):
    made = statements_of(bench.library, named_events)
    people = [each for each in made.statements if each["actor"]["objectType"] == "Agent"]
    accounts = {each["actor"]["name"]: account(each) for each in people}
    assert len({account(each) for each in people}) == len(accounts) == 6
    assert [verb(each) for each in people].count("attended") == 6
    assert made.notices == ()


def test_accounts_cannot_be_worked_out_from_names(bench, named_events):
    def with_other_tokens(each):
        found = each.event
        if not isinstance(found, e.Joined):
            return each
        return replace(each, event=e.Joined(found.seat, found.name, f"another {found.token}"))

    one = statements_of(bench.library, named_events).statements
    other = statements_of(bench.library, tuple(map(with_other_tokens, named_events))).statements
    people = [{account(each) for each in made if each["actor"]["objectType"] == "Agent"} for made in (one, other)]
    assert people[0].isdisjoint(people[1])


def test_of_a_meeting_that_is_gone_the_votes_are_written(bench, thirty):
    first = thirty[0].event
    began = e.Began(**{name: getattr(first, name) for name in first.__struct_fields__} | {"scenario": "no-such"})
    made = statements_of(bench.library, (replace(thirty[0], event=began), *thirty[1:]))
    assert len(about(made.statements, "round/1")) > 5
    for statement in made.statements:
        BaseXapiStatement.model_validate(statement)


def test_a_changed_vote_is_the_vote_that_holds(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(5)))
        await led.next()
        await led.votes(*["trip"] * 5)
        await led.votes(*["frame"] * 5)
        for _ in range(4):
            await led.next()

    made = statements_of(bench.library, bench.led(lead))
    assert [each["result"]["response"] for each in about(made.statements, "round/1")] == ["frame"] * 5


def test_a_line_of_the_file_is_a_statement(made):
    lines = as_lines(made.statements).splitlines()
    assert [json.loads(line) for line in lines] == list(made.statements)


def test_hostile_words_stay_words(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(5)))
        await led.do(rules.suggest, 1, "a\u2028b\u202e\nc<script>", "")

    (said,) = about(statements_of(bench.library, bench.led(lead)).statements, "suggestions")
    assert said["result"]["response"] == "a b c<script>"
    BaseXapiStatement.model_validate(said)
