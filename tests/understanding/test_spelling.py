"""Slips of the keyboard are forgiven, and words that only look like slips are left alone."""

from __future__ import annotations

import pytest

from rehearse.understanding.spelling import NearestWord, distance

WORDS = dict.fromkeys(("resignation", "trial", "friday", "office", "hours", "four", "reachable", "commute", "word"), 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("resigntaion", "resignation"),
        ("resignaton", "resignation"),
        ("tiral", "trial"),
        ("freday", "friday"),
        ("offcie", "office"),
        ("raechable", "reachable"),
        ("comute", "commute"),
    ],
)
def test_a_slip_is_put_right(typed, meant):
    assert NearestWord(WORDS)(typed) == meant


@pytest.mark.parametrize("word", ["house", "flour", "the", "xy", "qwertyuiop", "", "ß", "cheese"])
def test_other_words_stay_as_they_are(word):
    assert NearestWord(WORDS)(word) == word


def test_of_two_words_as_near_the_commoner_is_meant():
    assert NearestWord({"worried": 5, "word": 9})("woried") == "worried"
    assert NearestWord({"cares": 1, "cases": 3})("caves") == "cases"


def test_the_distance_counts_swapped_neighbours_once_and_stops_at_the_most():
    assert distance("trial", "tiral", 2) == 1
    assert distance("trial", "trail", 2) == 1
    assert distance("trial", "trials", 2) == 1
    assert distance("trial", "banana", 2) == 3
