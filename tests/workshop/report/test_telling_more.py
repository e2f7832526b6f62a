"""What a report tells of branches that were left, of observers, of words that are alike, and of a trial."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.workshop.report.page import html
from rehearse.workshop.report.statements import statements_of
from rehearse.workshop.report.tables import tables_of
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.texts import alike
from tests.workshop.report.pretend import SUGGESTED, to_the_end


async def people(led, count=12):
    await led.join(*(f"Name {number}" for number in range(count)))


@pytest.fixture(scope="module")
def left_early(bench):
    """One branch that was left after three lines, one to the end, and one in which the same was said once more."""

    async def lead(led):
        await people(led)
        await led.line("frame")
        for _ in range(2):
            await led.line()
        await led.do(rules.fork, 2)
        await to_the_end(led, best=True)
        await led.do(rules.fork, 0)
        await led.line(led.room.branches[0].entries[0])
        await led.do(rules.end)

    return bench.led(lead)


def test_a_branch_that_was_left_early_is_not_called_the_worse_one(bench, left_early):
    found = bench.told(left_early)
    assert found.beside is None  # none came as far as the second
    assert {each.fair for each in found.others} == {False}
    assert {each.rules for each in found.others} == {()}
    page = html(found)
    assert "went better" not in page
    assert "Branch 1 was left after line 3" in page
    assert "Branch 1 and branch 2 part at line 3." in page


def test_the_pair_that_was_compared_on_the_wall_stands_side_by_side_as_far_as_both_came(bench, left_early):
    shown = replace(left_early[-1], event=e.Compared((0, 1)))
    found = bench.told((*left_early[:-1], shown, replace(left_early[-1], sequence=shown.sequence + 1)))
    assert (found.beside.comparison.left.name, found.beside.comparison.right.name) == ("Branch 1", "Branch 2")
    page = html(found)
    assert "Branch 1 was left after line 3, too early to say which went better; branch 2 ended with line" in page
    table = page[page.index("<table>") : page.index("</table>")]
    assert table.count("<tr>") == 2  # the head, and the one line that both have
    assert page.index("Branch 1 beside branch 2") < page.index("Branch 1, line by line")


def test_of_those_that_came_far_the_best_and_the_worst_stand_side_by_side(bench, thirty, report):
    never_shown = [each for each in thirty[:-1] if not isinstance(each.event, e.Compared)]
    more = [e.Forked(2, 0, 0), e.Said(2, "trip")]
    left = [replace(thirty[-1], sequence=len(thirty) + place, event=event) for place, event in enumerate(more)]
    found = bench.told((*never_shown, *left, replace(thirty[-1], sequence=len(thirty) + len(left))))
    assert found.beside == report.beside
    assert [each.fair for each in found.others] == [False, False]
    assert {each.comparison.right.name for each in found.others} == {"Branch 3"}


def test_a_line_that_repeats_another_branch_tells_its_answer_once(bench, left_early):
    found = bench.told(left_early)
    again = found.branches[2].turns[0]
    assert again.repeats == 1
    assert {turn.repeats for turn in found.branches[1].turns} == {0}
    page = html(found)
    assert page.count(again.feedback.answered[:40].replace("'", "&#x27;")) == 1
    assert "As it was in branch 1, and answered as there." in page


# --- observers


async def observing(led, observers):
    """So many observe two lines, and mark one move in both; three of them mark another one once."""
    await people(led, 14)
    seats = range(1, observers + 1)
    for seat in seats:
        await led.do(rules.observe, seat, observes=True)
    for favourite in ("frame", ""):
        await led.line(favourite)
        made = led.stage.made(led.room.now)
        first, *others = sorted(led.stage.checklist(led.room.now), key=lambda move: move.id not in made)
        assert first.id in made
        for seat in seats:
            await led.do(rules.mark, seat, first.id, seen=True)
    for seat in list(seats)[:3]:
        await led.do(rules.mark, seat, others[-1].id, seen=True)


def test_what_observers_saw_is_counted_over_the_session(bench):
    async def lead(led):
        await observing(led, 6)
        await led.do(rules.end)

    found = bench.told(bench.led(lead))
    assert sum(each.seen or 0 for each in found.observed) == 12
    assert {each.lines for each in found.observed if each.seen} <= {1, 2}
    assert None in {each.elsewhere for each in found.observed}  # by three
    assert not any(turn.watched for branch in found.branches for turn in branch.turns)
    assert "6 people watched for moves." in html(found)


def test_of_fewer_than_five_observers_it_is_said_once_that_their_marks_are_withheld(bench):
    async def lead(led):
        await observing(led, 3)
        await led.do(rules.end)

    found = bench.told(bench.led(lead))
    assert {each.seen for each in found.observed} <= {None, 0}
    assert html(found).count("what they marked is withheld") == 1


def test_while_an_anonymous_session_runs_nothing_is_told_that_grows_by_single_people(bench):
    async def lead(led):
        await observing(led, 6)
        await led.do(rules.set_mode, "alone")
        for seat in range(1, 15):
            await led.alone(seat, 2, seat)

    stored = bench.led(lead)
    found = bench.told(stored)
    assert (found.observed, found.observed_later) == ((), True)
    assert found.alone.later
    assert (found.alone.people, found.alone.endings, found.alone.places) == (None, (), ())
    assert html(found).count("told here once the session has ended") == 2
    assert not {table.name for table in tables_of(found)} & {"alone endings", "alone lines", "alone verdicts"}
    last = stored[-1]
    over = bench.told((*stored, replace(last, sequence=last.sequence + 1, event=e.Ended())))
    assert (over.alone.people, over.observed_later) == (14, False)
    assert over.observed


# --- words that are alike


def test_own_words_that_differ_in_nothing_that_counts_are_one_line_with_a_count(bench):
    async def lead(led):
        await people(led)
        typed = ("What would worry you about it?", "what would  worry you about it?", "I'd try it", "I\u2019d try it.")
        for seat, words in enumerate(typed, 1):
            await led.do(rules.suggest, seat, words, "")
        await led.play("what would worry you about it?")

    found = bench.told(bench.led(lead))
    told = {each.words: (each.times, each.played) for each in found.branches[0].turns[0].proposed}
    assert told == {"what would worry you about it?": (2, True), "I'd try it": (2, False)}
    assert html(found).count("(2 times)") == 2


@pytest.mark.parametrize("typed", ["could  we TRY it", " Could we try it.", "could we try it . ", "Could we try it..."])
def test_capitals_blanks_and_the_last_full_stop_do_not_make_other_words(typed):
    assert alike(typed) == alike("Could we try it")


@pytest.mark.parametrize("typed", ["Could we try it?", "Could we try that", "Could we try it!"])
def test_other_signs_and_words_do(typed):
    assert alike(typed) != alike("Could we try it")


def test_words_that_are_nothing_but_full_stops_are_still_words():
    assert alike(" ... ") == "..."


# --- a trial


@pytest.fixture(scope="module")
def trial(bench):
    """A session of nine simulated people and six real ones, all of whom vote, propose and practise."""

    async def lead(led):
        for number in range(1, 10):
            await led.do(rules.join, f"Sim {number}", f"simulated {number}")
        await people(led, 6)
        await led.next()
        await led.votes(*["trip"] * 9, *["frame"] * 6)
        for _ in range(4):
            await led.next()
        await led.suggest(1, SUGGESTED[0])
        await led.suggest(10, SUGGESTED[2])
        await led.do(rules.set_mode, "alone")
        for seat in range(1, 16):
            await led.alone(seat, 2, 1)
        await led.do(rules.end)

    return bench.led(lead)


def test_of_a_trial_the_page_says_first_that_people_were_simulated(bench, trial):
    found = bench.told(trial)
    page = html(found)
    assert "A trial: 9 of the 15 people were simulated." in page
    assert page.index("A trial: ") < page.index("votes held")
    session = {table.name: table for table in tables_of(found)}["session"]
    assert ("simulated people", 9) in session.rows


def test_a_real_session_says_nothing_of_a_trial(report):
    assert "A trial: " not in html(report).partition("votes held")[0]


def test_with_names_a_table_tells_who_was_simulated(bench, trial):
    began = trial[0].event
    named = e.Began(**{name: getattr(began, name) for name in began.__struct_fields__} | {"anonymous": False})
    found = bench.told((replace(trial[0], event=named), *trial[1:]))
    table = {table.name: table for table in tables_of(found)}["people"]
    where = table.columns.index("simulated")
    assert {str(row[0]).partition(" ")[0]: row[where] for row in table.rows} == {"Sim": "yes", "Name": ""}


def test_no_statement_is_about_somebody_simulated_nor_about_a_room_of_them(bench, trial, monkeypatch):
    monkeypatch.setenv("REHEARSE_HOME", str(bench.home))
    made = statements_of(bench.library, trial)
    assert {each["actor"]["objectType"] for each in made.statements} == {"Agent"}
    votes = [each["result"]["response"] for each in made.statements if "/round/" in each["object"]["id"]]
    assert votes == ["frame"] * 6
    words = [each["result"]["response"] for each in made.statements if each["object"]["id"].endswith("suggestions")]
    assert words == [SUGGESTED[2]]
    first = [each for each in made.statements if "/point/" in each["object"]["id"]]
    assert first
    assert len(first) % 6 == 0
    assert made.notices[0].startswith("A trial: 9 people were simulated.")


def test_of_few_real_people_in_a_trial_no_statement_is_written(bench, monkeypatch):
    async def lead(led):
        for number in range(1, 10):
            await led.do(rules.join, f"Sim {number}", f"simulated {number}")
        await people(led, 2)
        await led.next()
        await led.votes(*["frame"] * 11)
        for _ in range(4):
            await led.next()

    monkeypatch.setenv("REHEARSE_HOME", str(bench.home))
    made = statements_of(bench.library, bench.led(lead))
    assert made.statements == ()
    assert "fewer than five" in made.notices[1]
