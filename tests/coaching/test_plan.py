"""The plan to the day: evenly spaced, never in the past, and the same for whoever keeps to it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.coaching.between.plan import STEP, STEPS, Dated, Plan, plan
from rehearse.coaching.between.plan_done import PAUSE, Practice, done, step_of

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 3, 2)
dates = st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1))
spans = st.integers(0, 400)


def in_days(count: int) -> dt.date:
    return TODAY + count * DAY


def titles(found: Plan) -> list[str]:
    return [each.step.id for each in found.coming]


def gaps(days: list[dt.date]) -> list[int]:
    return [(later - day).days for day, later in pairwise(days)]


@given(dates, spans)
def test_a_new_plan_begins_today_ends_on_the_eve_and_is_even(today: dt.date, span: int) -> None:
    found = plan(today + span * DAY, today)
    days = [each.day for each in found.coming]
    assert len(days) == (1 if span == 0 else min(span, len(STEPS)))
    assert days[0] == today
    if len(days) > 1:
        assert days[-1] == found.meeting - DAY
    assert all(gap >= 1 for gap in gaps(days))
    assert max(gaps(days), default=0) - min(gaps(days), default=0) <= 1
    assert [each.step for each in found.coming] == [step for step in STEPS if step in {e.step for e in found.coming}]


@given(dates, st.integers(1, 400))
def test_whoever_keeps_to_it_never_sees_it_change(today: dt.date, span: int) -> None:
    meeting = today + span * DAY
    first = plan(meeting, today)
    for count in range(1, len(first.coming) + 1):
        kept = [Dated(each.step, each.day) for each in first.coming[:count]]
        for later in (kept[-1].day, kept[-1].day + DAY):
            if later < meeting:
                again = plan(meeting, later, kept)
                assert again.coming == first.coming[count:]
                assert not again.moved


@given(dates, st.integers(1, 400), st.data())
def test_missed_days_are_laid_out_anew_evenly_and_nothing_lies_behind(
    today: dt.date, span: int, data: st.DataObject
) -> None:
    meeting = today + span * DAY
    count = data.draw(st.integers(0, len(STEPS)))
    known = tuple(
        Dated(step, today - data.draw(st.integers(0, 30)) * DAY) for step in data.draw(st.permutations(STEPS))[:count]
    )
    found = plan(meeting, today, sorted(known, key=lambda each: each.day))
    days = [each.day for each in found.coming]
    practised_today = any(each.day == today for each in known)
    free = max((meeting - today).days - practised_today, 0)
    assert len(days) == min(len(STEPS) - count, free)
    assert all(today + practised_today * DAY <= day < meeting for day in days)
    assert all(gap >= 1 for gap in gaps(days))
    assert max(gaps(days), default=0) - min(gaps(days), default=0) <= 1
    assert not {each.step for each in found.coming} & {each.step for each in known}
    if found.moved:
        assert days[0] == today
    if len(days) > 1 or (days and known and not found.moved):
        assert days[-1] == meeting - DAY


def test_nine_sessions_where_there_is_time_and_fewer_where_there_is_not() -> None:
    assert len(plan(in_days(30), TODAY).coming) == 9
    assert titles(plan(in_days(3), TODAY)) == ["first", "drill", "page"]
    assert titles(plan(in_days(2), TODAY)) == ["first", "page"]
    assert titles(plan(in_days(1), TODAY)) == ["first"]
    assert titles(plan(TODAY, TODAY)) == ["page"]
    assert titles(plan(in_days(-1), TODAY)) == []


def test_the_page_comes_last_and_the_first_run_first() -> None:
    for days in range(2, 40):
        found = titles(plan(in_days(days), TODAY))
        assert (found[0], found[-1]) == ("first", "page")


def test_a_passed_over_session_is_on_today_and_the_rest_is_spread() -> None:
    known = [Dated(STEP["first"], TODAY)]
    kept = plan(in_days(17), in_days(1), known)
    assert not kept.moved
    late = plan(in_days(17), in_days(6), known)
    assert late.moved
    assert late.now is not None
    assert late.now.step.id == "recall"
    assert len(late.coming) == 8


def test_nothing_is_on_where_the_next_session_lies_ahead() -> None:
    found = plan(in_days(30), in_days(1), [Dated(STEP["first"], TODAY)])
    assert found.now is None
    assert found.next is not None
    assert found.next.day > in_days(1)


def test_sessions_are_numbered_with_those_that_are_done() -> None:
    found = plan(in_days(30), in_days(1), [Dated(STEP["first"], TODAY)])
    assert (found.number(STEP["first"]), found.number(STEP["recall"]), found.size) == (1, 2, 9)


def test_a_further_talk_needs_no_first_run() -> None:
    assert "first" not in titles(plan(in_days(30), TODAY, without=("first",)))


# --- what is done


def talk(
    day: dt.date = TODAY, boss: str = "controlling", *, hardest: bool = False, own_words: bool = False
) -> Practice:
    return Practice(day, "talk", boss, hardest, own_words)


def ids(*practices: Practice, boss: str = "controlling", after: dt.date | None = None) -> list[str]:
    return [each.step.id for each in done(practices, boss, TODAY, after)]


@pytest.mark.parametrize(
    ("practices", "expected"),
    [
        ([talk()], ["first"]),
        ([talk(), talk()], ["first"]),  # once more with lines on offer is no session of its own
        ([talk(own_words=True)], ["recall"]),
        ([talk(own_words=True), talk(own_words=True), talk(own_words=True)], ["recall", "real", "first"]),
        ([talk(hardest=True)], ["tough"]),
        ([talk(hardest=True, own_words=True), talk(hardest=True, own_words=True)], ["tough", "dress"]),
        ([talk(boss="sociable")], ["other"]),
        ([Practice(TODAY, "drill"), Practice(TODAY, "drill")], ["drill", "drill-again"]),
        ([Practice(TODAY, "page", step="page")], ["page"]),
        ([talk(), Practice(TODAY, "talk", step="real")], ["first", "real"]),
    ],
)
def test_what_is_practised_counts_for_the_session_that_it_comes_nearest_to(
    practices: list[Practice], expected: list[str]
) -> None:
    assert ids(*practices) == expected


def test_a_talk_with_a_mix_is_one_with_its_main_boss_and_one_with_the_other_is_another() -> None:
    assert ids(talk(boss="controlling"), boss="controlling+sociable") == ["first"]
    assert ids(talk(boss="sociable"), boss="controlling+sociable") == ["other"]


def test_what_lies_before_a_long_pause_or_the_last_real_talk_was_for_something_else() -> None:
    old = talk(TODAY - PAUSE - 2 * DAY, own_words=True)
    new = talk(TODAY - DAY)
    assert ids(old, new) == ["first"]
    bridged = talk(TODAY - PAUSE + DAY)
    assert ids(old, bridged, new) == ["recall", "first"]
    assert ids(new, talk(TODAY), after=TODAY - DAY) == ["first"]
    assert ids(new, after=TODAY) == []


@given(st.lists(st.builds(Practice, dates, st.sampled_from(["talk", "drill", "page"]), st.sampled_from("ab"))), dates)
def test_no_session_counts_twice_and_none_lies_in_the_future(practices: list[Practice], today: dt.date) -> None:
    found = done(practices, "a", today)
    assert len({each.step for each in found}) == len(found)
    assert all(each.day <= today for each in found)
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_an_unknown_session_is_none() -> None:
    assert step_of("drill") is STEP["drill"]
    assert step_of("nonsense") is step_of(None) is step_of(["drill"]) is None
