"""What people type comes in through one function, and codes and tokens through another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.workshop import keys
from rehearse.workshop.texts import NAME, clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann \t\n Lee ", "Ann Lee"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07Ann", "Ann"),
        ("\x1b]8;;http://x\x1b\\Ann", "Ann"),
        ("\x9b31mAnn", "Ann"),
        ("A\x1bnn", "An"),
        ("A\x00n\x08n\x7f", "Ann"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066A\u2069nn\u200b\ufeff", "Ann"),
        ("e\u0301", "é"),
        ("A\ud800nn", "Ann"),
        ("Z" + "\u0300" * 50, "Z" + "\u0300" * 3),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\u200d \u200d", ""),
        ("e\u200b\u0301", "é"),
        ("A\u3164\u2800nn", "Ann"),
        ("\u115f\u1160 \uffa0\u034f", ""),
        ("\ufe0f \u0301\u0301", ""),
        ("\u0336Ann", "Ann"),
        ("☺\ufe0f", "☺\ufe0f"),
        ("[/]", "[/]"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
    ],
)
def test_what_is_not_to_be_seen_is_left_out_and_everything_else_stays(typed, kept):
    assert clean(typed, 80) == kept


@given(st.text(max_size=200), st.integers(1, 50))
def test_every_text_becomes_one_short_line_that_stays_as_it_is(typed, most):
    kept = clean(typed, most)
    assert len(kept) <= most
    assert kept == clean(kept, most)
    assert all(unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in kept)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x1b")


def test_a_megabyte_becomes_a_name():
    assert clean("A" * 1_000_000, NAME) == "A" * NAME


def test_a_code_is_found_however_it_is_typed_and_gives_nothing_away():
    code = keys.new_code()
    assert len(code) == 6
    assert set(code) <= set(keys.ALPHABET)
    assert not set(keys.ALPHABET) & set("0OIL15S2Z")
    assert keys.is_code(f" {code[:3].lower()}-{code[3:]} ", code)
    assert not keys.is_code("", code)
    assert not keys.is_code(code + "A", code)
    assert not keys.is_code("\ud800", code)
    assert len({keys.new_code() for _ in range(200)}) == 200


def test_tokens_are_long_and_only_their_hash_tells_them():
    token, lead = keys.new_token(), keys.new_lead_token()
    assert len(token) >= 32  # of 6 bits each
    assert len(lead.replace("-", "")) == 36
    assert 27**36 > 2**128
    assert keys.is_token(token, keys.hash_of(token))
    assert token not in keys.hash_of(token)
    assert not keys.is_token("", "")
    assert not keys.is_token("", keys.hash_of(token))
    assert keys.as_lead_token(lead.upper().replace("-", " ")) == lead
