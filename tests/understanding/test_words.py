"""Words: however they are written, the same thing said comes out the same."""

from __future__ import annotations

import pytest

from rehearse.understanding.words import read, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I don't, I can't, I won't", "i do not i can not i will not"),
        ("I'd like it. It's what I'm after.", "i would like it. it is what i am after."),
        ("id like that and ill send it", "I'd like that and I'll send it"),
        ("dont cant wont", "don't can't won't"),
        ("Let\u2019s organise a programme", "let's organize a program"),
        ("u r my boss, pls, tmrw", "you are my boss, please, tomorrow"),
        ("E-mail, wi-fi, co-worker", "email wifi coworker"),
        ("I, I would", "I would"),
        ("café", "cafe"),
    ],
)
def test_two_ways_of_writing_are_one(one, other):
    assert read(one).stems == read(other).stems


@pytest.mark.parametrize(
    "forms",
    ["try tries tried trying", "leave leaves leaving left", "worry worries worried", "stop stops stopped stopping"],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


def test_figures_are_recognised_in_digits_and_in_words():
    text = read("10:30 9am three 4 20% £300 12th twelfth Friday")
    assert text.kinds == ("time", "time", "number", "number", "percent", "money", "ordinal", "ordinal", "")


def test_a_question_is_one_by_its_mark_or_by_how_it_begins():
    text = read("What worries you. I see. You mean Friday? Could we talk. Fine.")
    assert text.questions == {0, 2, 3}


def test_a_negation_reaches_a_few_words_but_not_beyond_a_comma_or_a_but():
    text = read("I'm not threatening to leave, but Friday matters")
    words = {text.stems[index] for index in text.negated}
    assert "threaten" in words
    assert "friday" not in words


@pytest.mark.parametrize("line", ["Why don't we try it", "Couldn't we try it", "Not only a trial"])
def test_a_negative_question_denies_nothing(line):
    assert not read(line).negated


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "🙂", "'", "''''", "\u202e\u0000"])
def test_texts_without_words_have_none(text):
    assert len(read(text)) == 0


def test_a_text_that_grows_when_it_is_taken_apart_is_cut():
    assert sum(len(word) for word in read("\ufdfa" * 10_000).shown) <= 10_000
