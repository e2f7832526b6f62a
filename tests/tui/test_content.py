"""Strings into content: nothing in them is markup, and nothing in them reaches the terminal as a command."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rehearse.tui.content import action, clean, joined, lines, shortened, stacked, text

MARKUP = "[/x] [@click=app.quit]x[/] [red]y[/red] \\[b]"


def test_markup_stands_as_it_was_written() -> None:
    assert text(MARKUP).plain == MARKUP
    assert text(MARKUP).spans == []
    assert joined(MARKUP, (MARKUP, "bold")).plain == MARKUP * 2
    assert lines(MARKUP, text(MARKUP)).plain == f"{MARKUP}\n{MARKUP}"


def test_signs_that_steer_the_terminal_are_dropped() -> None:
    assert clean("a\x1b[31mb\x07\x08\x9bc\x7f") == "a[31mbc"


def test_signs_that_turn_the_direction_or_cannot_be_sent_are_dropped() -> None:
    assert clean("a\u202eb\u2066c\u200fd\ud800e\u200b") == "abcde"


def test_every_kind_of_line_end_becomes_the_usual_one() -> None:
    assert clean("a\r\nb\rc\u2028d\ne") == "a\nb\nc\nd\ne"


def test_tabs_and_letters_of_all_languages_stay() -> None:
    assert clean("\tnaïve 日本語 🙂 עברית") == "\tnaïve 日本語 🙂 עברית"


@given(st.text(st.characters(codec=None)))
def test_whatever_is_written_can_be_sent_and_moves_no_cursor(written: str) -> None:
    shown = text(written).plain
    shown.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@given(st.lists(st.text(), min_size=1))
def test_styles_cover_exactly_what_they_were_given(parts: list[str]) -> None:
    content = stacked([(part, "bold") for part in parts])
    styled = [content.plain[span.start : span.end] for span in content.spans]
    assert styled == [clean(part) for part in parts if clean(part)]


def test_only_an_action_of_ours_can_be_clicked() -> None:
    assert [span.style.meta for span in action(MARKUP, "screen.start").spans if not isinstance(span.style, str)] == [
        {"@click": "screen.start"}
    ]


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_is_one_line_of_at_most_that_many_signs(written: str, width: int) -> None:
    short = shortened(written, width)
    assert len(short) <= width
    assert "\n" not in short
