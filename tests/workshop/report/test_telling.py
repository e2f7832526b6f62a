"""What a report tells of sessions that were led on a real archive."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import Any

import pytest

from rehearse.coaching.debrief.summary import accepted
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import room_of
from rehearse.workshop.stage import Stage, leading
from tests.workshop.report.pretend import SUGGESTED, opened, to_the_end, whole_session


def strings(value):
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from strings(key)
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def turns(report):
    return [turn for branch in report.branches for turn in branch.turns]


def test_each_line_has_its_votes_its_decision_and_what_it_did(report, thirty):
    room = room_of(each.event for each in thirty)
    first = report.branches[0].turns[0]
    (asked,) = first.asked
    assert {line.id: line.count for line in asked.lines} == room.rounds[0].tally()
    assert [line.id for line in asked.lines if line.said] == ["frame"]
    assert asked.decided == "The vote decided."
    assert (asked.people, asked.voters) == (len(room.rounds[0].votes), 24)
    assert first.feedback.said == first.said
    assert first.feedback.rule.sources[0].publisher


def test_lines_that_were_not_taken_have_the_chance_that_they_would_have_had(report, bench, thirty):
    room = room_of(each.event for each in thirty)
    stage = Stage(bench.library, room.began)
    asked = report.branches[0].turns[0].asked[0]
    assert all(0 < line.chance < 1 for line in asked.lines)
    said = next(line for line in asked.lines if line.said)
    assert said.chance == report.branches[0].turns[0].chance.line
    assert len({round(line.chance, 4) for line in asked.lines}) == 4
    assert report.branches[0].chances.within
    assert accepted(None) == ("agreed", "trial", "partial")
    ended: Any = stage.ended(room.branches[1])
    assert report.branches[1].chances.values[-1] == float(ended.kind in accepted(None))


def test_branches_are_told_from_where_they_part_and_what_set_the_better_one_apart(report):
    one, other = report.branches
    assert (one.shared, other.shared, other.parent) == (0, 1, 1)
    assert other.turns[0].number == 2
    found = report.beside.comparison
    assert found.parted == 2
    assert report.beside.fair
    assert found.shared.better == ("Branch 2",)
    assert report.beside.rules
    assert report.others == ()


def test_advice_is_told_with_the_lines_that_followed_and_missed_it_and_its_sources(report):
    assert any(card.missed for card in report.cards)
    assert any(card.followed for card in report.cards)
    assert all(card.rule.sources for card in report.cards)
    assert all(each.after > each.before for each in report.again)


def test_guesses_are_told_with_what_came_true(report, thirty):
    room = room_of(each.event for each in thirty)
    guesses = [asked for _, _, asked in report.rounds if asked.kind == "boss"]
    assert len(guesses) == 2
    for asked in guesses:
        held = room.rounds[asked.round - 1]
        assert asked.right == held.tally()[held.decided]


def test_words_that_were_proposed_stand_with_their_move_and_without_their_author(report):
    proposed = next(turn.proposed for turn in turns(report) if turn.proposed)
    assert {each.words for each in proposed} == set(SUGGESTED)
    assert [each.words for each in proposed if each.played] == [SUGGESTED[0]]
    assert {each.move for each in proposed} >= {"Ask what worries them", "Not understood"}
    assert {each.names for each in proposed} == {()}


def test_a_vote_that_nobody_saw_is_not_told(report):
    hidden = next(asked for turn in turns(report) if turn.proposed for asked in turn.asked)
    assert hidden.tally == "hidden"
    assert {line.count for line in hidden.lines} == {None}
    assert "in its place" in hidden.decided


def test_what_everybody_practised_is_told_together(report):
    alone = report.alone
    assert (alone.people, report.participation.people) == (29, 29)  # one name was taken off
    told = {kind: count for kind, _, count in alone.endings}
    assert all(count is None or count == 0 or count >= 5 for count in told.values())
    assert sum(count or 0 for count in told.values()) >= 10
    assert alone.persons == ()
    assert sum(share for _, share in alone.verdicts) == pytest.approx(1)


def test_an_anonymous_report_has_no_name_anywhere(report, thirty):
    names = {each.event.name for each in thirty if isinstance(each.event, e.Joined)}
    assert len(names) == 30
    assert not names & set(strings(asdict(report)))


def test_small_counts_of_people_are_withheld_everywhere(report):
    assert not any(turn.watched or turn.watchers for turn in turns(report))
    counts = [count for each in report.observed for count in (each.seen, each.elsewhere)]
    counts += [count for place in report.alone.places for _, _, count in place.lines]
    counts += [report.participation.removed, report.participation.observers, report.participation.proposed]
    assert None in counts
    assert not {1, 2, 3, 4} & set(counts)


@pytest.fixture(scope="module")
def few(bench):
    """A session of three."""
    return bench.told(bench.led(partial(whole_session, people=3)))


def test_of_three_people_the_line_that_was_decided_on_is_told_and_no_number(few):
    asked = few.branches[0].turns[0].asked[0]
    assert (asked.tally, asked.people, asked.phones) == ("few", None, None)
    assert {line.count for line in asked.lines} == {None}
    assert [line.id for line in asked.lines if line.decided]
    assert not any(line.leads for line in asked.lines)
    assert few.alone.people is None
    assert few.alone.places == ()
    assert few.alone.verdicts == ()
    assert few.participation.people is None


def test_of_few_people_a_tie_is_not_told_since_it_would_tell_how_they_voted(bench):
    async def lead(led):
        await led.join("Ann", "Ben")
        await led.next()
        await led.votes("frame", "trip")
        for _ in range(4):
            await led.next()

    asked = bench.told(bench.led(lead, tie="first")).branches[0].turns[0].asked[0]
    assert (asked.tally, asked.decided) == ("few", "It was decided.")


def test_words_of_one_of_three_people_are_withheld_unless_the_room_heard_them(few):
    turn = next(turn for turn in turns(few) if turn.unspoken)
    assert [each.words for each in turn.proposed] == [SUGGESTED[0]]


@pytest.fixture(scope="module")
def named(bench):
    async def lead(led):
        await whole_session(led, people=6)

    return bench.told(bench.led(lead, anonymous=False))


def test_with_names_everything_is_told_by_name(named):
    assert [person.name for person in named.participation.persons] == ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn"]
    assert [person.removed for person in named.participation.persons][:2] == [False, True]
    assert {person.name for person in named.alone.persons} == {"Ada", "Cleo", "Dan", "Eva", "Finn"}
    asked = named.branches[0].turns[0].asked[0]
    assert set(asked.votes) <= {"Ada", "Ben", "Cleo", "Dan", "Eva"}
    assert asked.people == sum(line.count for line in asked.lines) == len(asked.votes)
    assert {name for turn in turns(named) for each in turn.proposed for name in each.names} >= {"Ada", "Ben"}


async def voting(led):
    """Thirty people, and a vote that is open."""
    await led.join(*(f"Name {number}" for number in range(30)))
    await led.line("frame")
    await led.next()
    await led.everybody_votes(led.room.round.options[0].id)


def test_while_it_runs_the_vote_that_is_open_is_nobodys_business(bench):
    found = bench.told(bench.led(voting))
    assert found.ended is None
    (asked,) = found.branches[0].turns[1].asked
    assert asked.under_way
    assert asked.tally == "hidden"
    assert {line.count for line in asked.lines} == {None}
    assert {line.chance for line in asked.lines} == {None}  # the answer is not given away
    assert asked.decided == "The vote is going on."
    assert found.branches[0].turns[1].said == ""


def test_hands_and_ties_are_told(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(12)))
        await led.next()
        await led.votes(*["frame"] * 6, *["trip"] * 6)
        await led.do(rules.count_hands, {"frame": 2, "trip": 7, "sorry": 5})
        for _ in range(4):
            await led.next()
        await led.do(rules.fork, 0)
        await led.next()
        await led.votes(*["frame"] * 6, *["trip"] * 6)
        for _ in range(3):
            await led.next()
        await led.do(partial(leading.overrule, led.stage), "frame")
        await led.do(rules.fork, 0)
        await led.next()
        await led.votes(*["trip"] * 12)
        await led.do(partial(leading.overrule, led.stage), "frame")

    found = bench.told(bench.led(lead))
    one, other, third = (branch.turns[0].asked[0] for branch in found.branches)
    assert (one.people, one.phones, one.hands) == (26, 12, 14)
    assert {line.id: line.count for line in one.lines} == {"frame": 8, "trip": 13, "sorry": 5, "growing": 0}
    assert [line.id for line in one.lines if line.leads] == ["trip"]
    assert other.decided == "It was a tie: the coach decided."
    assert third.decided == "The coach decided for another line than the one that led."


def test_few_hands_are_told_in_the_tally_and_not_apart(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(9)))
        await led.next()
        await led.votes(*["frame"] * 9)
        await led.do(rules.count_hands, {"trip": 2})
        for _ in range(4):
            await led.next()

    asked = bench.told(bench.led(lead)).branches[0].turns[0].asked[0]
    assert (asked.people, asked.phones, asked.hands) == (11, None, None)


def test_a_line_without_a_vote_stands_beside_what_could_have_been_said(bench):
    async def lead(led):
        await led.join("Ann")
        await led.play(SUGGESTED[0])

    (asked,) = bench.told(bench.led(lead)).branches[0].turns[0].asked
    assert asked.round == 0
    assert len(asked.lines) == 4
    assert all(line.chance is not None for line in asked.lines)


def test_a_suggestion_that_the_coach_took_off_is_not_told(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(6)))
        await led.suggest(1, "Something rude")
        await led.suggest(2, SUGGESTED[0])
        await led.do(rules.hide_suggestion, 1)

    found = bench.told(bench.led(lead))
    assert [each.words for turn in turns(found) for each in turn.proposed] == [SUGGESTED[0]]
    assert "Something rude" not in set(strings(asdict(found)))


def test_marks_made_in_a_branch_that_has_just_begun_are_about_the_line_before_it(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(12)))
        for seat in range(6, 13):
            await led.do(rules.observe, seat, observes=True)
        await led.line("frame")
        await led.line()
        await led.do(rules.fork, 1)
        await led.do(rules.fork, 1)
        move = led.stage.checklist(led.room.now)[0]
        for seat in range(6, 13):
            await led.do(rules.mark, seat, move.id, seen=True)

    found = bench.told(bench.led(lead, anonymous=False))
    assert found.branches[0].turns[0].watched[0].seen == 7
    assert found.branches[0].turns[0].watchers == 7


def with_first(stored, **changes):
    """*stored* as if the session had been opened otherwise."""
    first = stored[0].event
    began = e.Began(**{name: getattr(first, name) for name in first.__struct_fields__} | changes)
    return (replace(stored[0], event=began), *stored[1:])


def test_a_meeting_that_was_edited_since_is_said(bench, thirty, report):
    found = bench.told(with_first(thirty, content="older"))
    assert "was edited after this session began" in found.remarks[0]
    assert found.notices == ()
    assert found.branches == report.branches
    assert report.remarks == ()


def test_where_an_edited_meeting_has_lost_a_line_the_rest_is_told_as_it_was_stored(bench, thirty):
    lost: Any = tuple(
        replace(each, event=e.Said(each.event.branch, "no-such-line\tMy own words"))
        if isinstance(each.event, e.Said) and each.event.entry == "frame"
        else each
        for each in thirty
    )
    found = bench.told(lost)
    first = found.branches[0]
    assert "no longer has line 1" in first.gone
    assert first.turns[0].said == "My own words"
    assert first.turns[0].feedback is None
    assert sum(line.count for line in first.turns[0].asked[0].lines) == first.turns[0].asked[0].people
    assert first.outcome is None


@pytest.mark.parametrize("changes", [{"scenario": "no-such"}, {"persona": "nobody"}, {"level": "touhg"}])
def test_where_the_meeting_is_gone_the_votes_are_told_all_the_same(bench, thirty, changes):
    found = bench.told(with_first(thirty, **changes))
    assert "cannot be read any more" in found.notices[0]
    assert found.meeting == ""
    assert sum(line.count for line in found.branches[0].turns[0].asked[0].lines) > 5
    assert found.branches[0].turns[0].said.startswith("I'd like to talk about Wednesdays")
    assert found.alone is None


def test_a_session_in_which_nothing_happened_can_be_told(bench):
    async def lead(led):
        await led.do(rules.lock, locked=True)

    found = bench.told(bench.led(lead))
    assert (found.rounds, found.alone, found.cards) == ((), None, ())
    assert found.participation.people == 0


def test_the_same_events_make_the_same_report(bench, thirty, report):
    assert bench.told(thirty) == report


def test_everything_said_alone_is_counted_once_by_the_last_rehearsal(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(8)))
        await led.do(rules.set_mode, "alone")
        for seat in range(1, 9):
            await led.do(rules.begin_alone, seat, 1)
            await led.do(rules.say_alone, seat, 1, "trip")
            await led.do(rules.begin_alone, seat, 2)
            await led.do(rules.say_alone, seat, 1, "frame\tI want to talk about home")
            await led.do(rules.begin_alone, seat, 3)  # in which nothing is said
        await led.do(rules.end)

    alone = bench.told(bench.led(lead)).alone
    assert (alone.people, alone.rehearsals, alone.lines) == (8, 16, 8)
    assert {line: count for line, _, count in alone.places[0].lines}["frame"] == 8
    assert "I want to talk about home" not in set(strings(asdict(alone)))


def test_a_tie_rule_is_named(bench):
    async def lead(led):
        await led.join(*(f"Name {number}" for number in range(10)))
        await led.next()
        await led.votes(*["frame"] * 5, *["trip"] * 5)
        for _ in range(4):
            await led.next()
        await to_the_end(led)

    found = bench.told(bench.led(lead, tie="chance"))
    assert found.branches[0].turns[0].asked[0].decided == "It was a tie: chance decided."
    assert opened(bench.library).tie == "coach"
