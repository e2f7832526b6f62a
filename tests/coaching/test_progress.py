"""The progress: what was met, what was answered well, how rehearsals ended, and what is still unproven."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.between.objections import Drilled
from rehearse.coaching.between.progress import DRILLED, DRILLED_BADLY, REACHED, Progress, Rehearsed, Result, progress
from rehearse.coaching.between.progress_chart import FROM_LINES, KINDS, OUTSIDE, OWN_WORDS, STEM, WITHIN, chart, signs
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep.if_then import Planning
from rehearse.engine import Entry, compile_story, is_over, replay, shuffled
from rehearse.loading.library import Library, load_library
from rehearse.model.brief import Ask, Brief

if TYPE_CHECKING:
    from rehearse.engine import Played

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HARDEST = ("tough", "Tough")
BRIEF = Brief(ask=Ask(accepts=("agreed", "trial")))


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def rehearsal(library: Library, *, seed: int = 1, persona: str = "controlling", level: str = "everyday") -> Played:
    assert library.rules is not None
    story = compile_story(
        library.scenarios["summoned-three-days"], library.personas[persona], library.rules, library.moves
    )
    played = replay(story, seed=seed, level=level, choices=())
    while not is_over(story, played.now.state):
        played = played.said(shuffled(story, played.now.state)[0].id)
    return played


def of(library: Library, *rehearsals: Played, typed: int = 0, drilled: tuple[Drilled, ...] = ()) -> Progress:
    kept = [
        Rehearsed(str(number), START + dt.timedelta(days=number), played, played.story.boss.name, typed)
        for number, played in enumerate(rehearsals)
    ]
    planning = Planning(library.personas["controlling"], library.moves, BRIEF, {})
    return progress(Catalogue(library), planning, ("controlling", "Karen"), kept, drilled, HARDEST)


def drilled(concern: str, *, good: bool, days: int = 0) -> Drilled:
    return Drilled("controlling", concern, "offer-regular-update", good, 0, "", START + dt.timedelta(days=days))


def result(kind: str, *, own_words: bool = False, boss: str = "Karen", level: str = "everyday") -> Result:
    return Result("x", START, "A meeting", boss, level, kind, within=True, own_words=own_words)


def test_nothing_yet_is_empty(library: Library) -> None:
    found = of(library)
    assert found.is_empty
    assert found.results == ()


def test_a_worry_counts_once_for_each_rehearsal_in_which_it_came_up(library: Library) -> None:
    rehearsals = [rehearsal(library, seed=seed) for seed in range(1, 5)]
    found = of(library, *rehearsals)
    for index, row in enumerate(found.concerns):
        values = [played.now.state.concerns[index] for played in rehearsals]
        full = rehearsals[0].story.levels[rehearsals[0].now.state.level].answered[index]
        assert len(row.met) == sum(value > 0 for value in values)
        assert row.hidden == sum(value == 0 for value in values)
        assert row.well == sum(value >= full for value in values)
        assert {met.sign for met in row.met} <= {sign for sign, _ in REACHED.values()}


def test_drills_count_too_and_stand_where_they_were(library: Library) -> None:
    found = of(library, drilled=(drilled("reach", good=True, days=2), drilled("reach", good=False, days=1)))
    row = next(row for row in found.concerns if row.id == "reach")
    assert [met.sign for met in row.met] == [DRILLED_BADLY, DRILLED]
    assert row.well == 1
    assert [(used.verdict, used.well) for used in found.moves[0].used] == [("weak", False), ("strong", True)]
    assert not found.is_empty


def test_each_move_counts_as_often_as_it_was_made(library: Library) -> None:
    played = rehearsal(library)
    found = of(library, played)
    made = [move for choice in played.choices for move in choice.moves]
    assert {row.id: len(row.used) for row in found.moves} == {move: made.count(move) for move in made}
    grouped = [row for _, rows in found.groups for row in rows]
    assert sorted(grouped, key=str) == sorted(found.moves, key=str)
    for title, rows in found.groups:
        shares = {row.well / len(row.used) for row in rows}
        assert shares <= {"What did good": {1.0}, "What did no good": {0.0}}.get(title, shares - {0.0, 1.0})


def test_worries_and_moves_are_of_this_boss_and_results_of_all(library: Library) -> None:
    found = of(library, rehearsal(library, persona="sociable"))
    assert len(found.results) == 1
    assert found.moves == ()
    assert not any(row.met or row.hidden for row in found.concerns)


def test_what_is_unproven_is_said_and_what_is_shown_is_not(library: Library) -> None:
    played = rehearsal(library)
    told = " ".join(of(library, played).unproven)
    assert "in your own words" in told
    assert "“Tough”" in told
    hard = rehearsal(library, level="tough")
    shown = " ".join(of(library, hard, typed=len(hard.choices)).unproven)
    assert "own words" not in shown
    assert "“Tough”" not in shown


def test_a_worry_that_never_came_out_is_named(library: Library) -> None:
    story = rehearsal(library).story
    played = replay(story, seed=1, level="everyday", choices=())
    while not is_over(story, played.now.state):
        played = played.said(Entry.of_move("refuse-flatly", "No."))
    assert any(
        sentence.startswith("“Being the one who did not know” never came out")
        for sentence in of(library, played).unproven
    )


def test_the_result_says_whether_it_is_within_the_range(library: Library) -> None:
    for seed in range(1, 6):
        (found,) = of(library, rehearsal(library, seed=seed)).results
        assert found.within == (found.kind in {"agreed", "trial"})


# --- the picture


def test_each_rehearsal_is_a_dot_in_the_row_of_its_ending_with_a_stem_below() -> None:
    results = [result("refused"), result("trial", own_words=True)]
    picture = chart(results, ("agreed", "trial"), {"everyday": "Everyday"}, 80)
    cells = {kind: row.cells for kind, row in zip(KINDS, picture.rows, strict=True)}
    assert cells["agreed"] == (" ", " ")
    assert cells["trial"] == (" ", OWN_WORDS)
    assert cells["partial"] == (" ", STEM)
    assert cells["refused"] == (FROM_LINES, STEM)
    assert cells["ruptured"] == (STEM, STEM)
    assert [row.edge for row in picture.rows] == [WITHIN, WITHIN, OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE]
    assert picture.levels == ("E", "E")
    assert picture.bosses == ()


def test_the_latest_are_shown_where_there_is_no_room_for_all() -> None:
    results = [result("refused", boss=f"Boss {number}") for number in range(50)]
    picture = chart(results, (), {}, 60)
    assert picture.shown == tuple(results[-len(picture.shown) :])
    assert 5 < len(picture.shown) < 50
    assert all(len(row.cells) == len(picture.shown) for row in picture.rows)
    assert picture.bosses[-1] == "B"
    assert len(chart(results, (), {}, 5).shown) == 1


def test_a_row_of_signs_shows_the_latest() -> None:
    assert signs(["a", "b"], 3) == "ab"
    assert signs(["a", "b", "c"], 2) == "…bc"
