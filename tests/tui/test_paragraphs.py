"""Paragraphs with something at their left: they wrap below their first word, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.tui.content import text
from rehearse.tui.paragraphs import NARROWEST_BODY, Paragraph, Script, flow, hanging
from rehearse.tui.talk.judgement import first_sentences


def plain(paragraph: Paragraph, width: int) -> list[str]:
    return [row.plain.rstrip() for row in paragraph.rows(width)]


def test_further_rows_stand_below_the_first_word() -> None:
    assert plain(hanging(" 1  ", text("one two three four five")), 20) == [" 1  one two three", "    four five"]


def test_what_stands_at_the_left_is_left_out_where_there_is_no_room() -> None:
    wide = hanging("somebody's name ", text("one two three"))
    assert plain(wide, 16 + NARROWEST_BODY)[0].startswith("somebody's name one")
    assert plain(wide, 15 + NARROWEST_BODY)[0] == "one two three"


def test_no_blank_rows_stand_above_the_first_paragraph() -> None:
    rows = flow([Paragraph(text("a"), above=2), Paragraph(text("b"), above=1)], 10)
    assert [row.plain for row in rows] == ["a", "", "b"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200), st.integers(2, 90))
def test_no_row_is_wider_than_there_is_room_and_no_sign_is_lost(value: str, width: int) -> None:
    body = text(value)
    rows = hanging("> ", body).rows(width)
    assert all(row.cell_length <= width for row in rows)
    kept = "".join(row.plain.removeprefix("> ") for row in rows)
    assert "".join(kept.split()) == "".join(body.plain.split())


def test_a_script_knows_its_height_at_each_width() -> None:
    script = Script([Paragraph(text("one two three four")), Paragraph(text("five"), above=1)])
    assert [script.get_height({}, width) for width in (40, 10)] == [3, 4]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("One. Two.", "One. Two."),
        ("", ""),
        ("A" * 300, "A" * 300),
        (f"{'A' * 100}. {'B' * 100}. C.", f"{'A' * 100}. …"),
    ],
)
def test_a_reason_is_shortened_at_the_end_of_a_sentence(value: str, expected: str) -> None:
    assert first_sentences(value) == expected
