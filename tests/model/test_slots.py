"""Slots: the person's own facts in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.model.slots import SLOTS, fill, slot_errors


def test_a_slot_is_filled_from_the_persons_facts_else_from_its_default() -> None:
    assert fill("{boss.name}, {brief.office_days} days", {"boss.name": "Jo"}) == "Jo, three days"


def test_an_empty_fact_leaves_the_default() -> None:
    assert fill("{brief.home_day}", {"brief.home_day": ""}) == "Wednesday"


def test_double_braces_are_shown_as_one() -> None:
    assert fill("{{boss.name}} {{}}", {}) == "{boss.name} {}"


def test_what_a_fact_holds_is_not_read_again() -> None:
    assert fill("{boss.name}", {"boss.name": "{brief.team}"}) == "{brief.team}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{brief.dayz}", ["brief.dayz"]),
        ("{} and { brief.team }", ["", " brief.team "]),
        ("a { b", ["{"]),
        ("a } b", ["}"]),
        ("{{ }} {brief.team}", []),
        ("{0} {boss.name!r} {boss.__class__}", ["0", "boss.name!r", "boss.__class__"]),
    ],
)
def test_anything_else_between_braces_is_an_error(text: str, wrong: list[str]) -> None:
    assert slot_errors(text) == wrong


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_has_a_default_that_reads(slot: str) -> None:
    assert slot_errors(f"{{{slot}}}") == []
    assert fill(f"{{{slot}}}", {}) == SLOTS[slot]
    assert SLOTS[slot].strip() == SLOTS[slot] != ""


plain = st.text().filter(lambda text: "{" not in text and "}" not in text)
pieces = st.one_of(
    plain.map(lambda text: (text, text)),
    st.sampled_from([("{{", "{"), ("}}", "}")]),
    st.sampled_from(sorted(SLOTS)).map(lambda slot: (f"{{{slot}}}", slot)),
)


@given(st.lists(pieces), st.dictionaries(st.sampled_from(sorted(SLOTS)), st.text(min_size=1)))
def test_a_text_is_filled_piece_by_piece(pieces: list[tuple[str, str]], facts: dict[str, str]) -> None:
    text = "".join(written for written, _ in pieces)
    assert slot_errors(text) == []
    assert fill(text, facts) == "".join(
        facts.get(means) or SLOTS[means] if means in SLOTS and written != means else means for written, means in pieces
    )


@given(st.text("{}ab.ie "))
def test_filling_any_text_never_fails(text: str) -> None:
    fill(text, {})
