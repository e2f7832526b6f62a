"""Problems and suggestions."""

from __future__ import annotations

from rehearse.model.problem import Problem, Span, did_you_mean


def test_a_problem_is_one_line_with_its_place_and_its_code() -> None:
    problem = Problem("unknown-move", "error", Span("a.yaml", 3, 7), "There is no move 'asc'.", "Did you mean 'ask'?")
    assert str(problem) == "a.yaml:3:7: error: There is no move 'asc'. Did you mean 'ask'? [unknown-move]"
    assert str(Problem("x", "note", Span("a.yaml"), "Hm.")) == "a.yaml: note: Hm. [x]"


def test_the_nearest_word_is_suggested_and_none_where_nothing_is_near() -> None:
    assert did_you_mean("asc", ["listen", "ask"]) == "Did you mean 'ask'?"
    assert did_you_mean("zebra", ["listen", "ask"]) == ""
    assert did_you_mean("ask", []) == ""


def test_places_sort_by_file_then_line_then_column() -> None:
    places = [Span("b", 1, 1), Span("a", 10, 1), Span("a", 2, 9), Span("a", 2, 3), Span("a")]
    assert sorted(places) == [Span("a"), Span("a", 2, 3), Span("a", 2, 9), Span("a", 10, 1), Span("b", 1, 1)]
