"""Answering in one's own words on standard input: each run in a process of its own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.coaching.feedback.hearing import Ear
from rehearse.engine import begin
from rehearse.loading.library import load_library
from rehearse.store.session import story_of
from tests.processes import run_afresh, run_forked

if TYPE_CHECKING:
    import subprocess

MEETING = ("summoned-three-days", "--boss", "controlling", "--seed", "7")
BEHIND = "I've seen it, and I couldn't quite make out what it's meant to put right. What is behind it, do you think?"
LEAVING = "I quit, I will look for another job."
HALF_CLEAR = (
    "I need it for my kids",
    "my journey is the thing",
    "three days is a lot for me",
    "what would happen with my week",
    "I have seen it and I wonder about it",
    "is it for everybody then",
    "the email on Monday, I have read it, well",
)


@pytest.fixture
def play(tmp_path):
    """Plays with these answers, in a data folder of its own; returns the finished process."""

    def run(*answers: str | bytes, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        given = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in answers)
        env = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
        return run_forked("play", *MEETING, "--plain", *options, given=given, env=env)

    return run


@pytest.fixture(scope="module")
def not_clear():
    """Words that can be taken in several ways at the beginning of the meeting, whatever is tuned about hearing."""
    library = load_library(())
    scenario, _, persona, *_ = MEETING
    story = story_of(library, scenario, persona)
    state, ear = begin(story, seed=7, level="everyday").state, Ear(library)
    return next(words for words in HALF_CLEAR if ear.hear(story, state, words).outcome == "unsure")


def told(finished: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert finished.returncode == 0, finished.stderr
    return [json.loads(line) for line in finished.stdout.splitlines()]


def of(kind: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


def words(finished: subprocess.CompletedProcess[str]) -> str:
    assert finished.returncode == 0, finished.stderr
    return " ".join(finished.stdout.split())


JSON = ("--json",)


def test_what_is_surely_heard_is_said_at_once_and_shown_with_how_it_was_read(play):
    lines = told(play(BEHIND, options=JSON))
    (heard,) = of("heard", lines)
    assert heard["outcome"] == "sure"
    assert heard["readings"][0]["line"] == "ask-behind"
    assert of("step", lines)[1]["lines"][0] == {"speaker": "you", "text": BEHIND, "occasion": "says"}
    assert "(read as: I've seen it" in words(play("Could you tell me what is behind it?"))


def test_what_cannot_be_taken_back_needs_a_yes(play):
    lines = told(play(LEAVING, "no", LEAVING, "yes", options=JSON))
    first, second = of("heard", lines)
    assert first["outcome"] == second["outcome"] == "confirm"
    assert [notice["text"] for notice in of("notice", lines)] == ["Nothing was said. Put it another way."]
    assert [step["turn"] for step in of("step", lines)] == [0, 1]
    assert "Is that what you meant: “" in words(play(LEAVING))


def test_anything_but_a_yes_is_a_new_answer_and_not_a_yes(play):
    lines = told(play(LEAVING, BEHIND, options=JSON))
    assert [heard["outcome"] for heard in of("heard", lines)] == ["confirm", "sure"]
    assert of("step", lines)[1]["lines"][0]["text"] == BEHIND


def test_where_it_is_not_sure_a_number_says_which_and_0_none(play, not_clear):
    lines = told(play(not_clear, "7", "1", options=JSON))
    (heard,) = of("heard", lines)
    assert heard["outcome"] == "unsure"
    assert 1 <= len(heard["readings"]) <= 3
    assert "or with 0 for none of these" in of("notice", lines)[0]["text"]
    assert of("step", lines)[1]["lines"][0]["text"] == not_clear
    none = words(play(not_clear, "0"))
    assert "Did you mean 1. " in none
    assert f"You: {not_clear} (not understood)" in none


def test_gibberish_is_not_followed_and_the_first_time_costs_nothing(play):
    lines = told(play("blorf qwz", options=JSON))
    before, after = of("step", lines)
    assert of("heard", lines) == [{"type": "heard", "outcome": "nothing", "readings": []}]
    assert before["meters"] == after["meters"]
    assert after["feedback"]["verdict"] == "unread"
    assert "nothing is said of it" in words(play("blorf qwz"))
    assert "unread" not in words(play("blorf qwz"))


def test_reserved_words_hold_while_a_question_stands(play, not_clear):
    lines = told(play(not_clear, "/help", "/advice", "/quit", options=JSON))
    assert [line["type"] for line in lines[-3:]] == ["notice", "advice", "left"]
    assert len(of("step", lines)) == 1


def test_typed_lines_are_kept_and_the_rehearsal_goes_on_with_them(play, tmp_path):
    play(BEHIND, "blorf qwz")
    finished = run_afresh("resume", "--plain", "--json", env={**os.environ, "REHEARSE_HOME": str(tmp_path / "home")})
    said = [step["lines"][0]["text"] for step in of("step", told(finished))[1:]]
    assert said == [BEHIND, "blorf qwz"]


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b[31mred\x1b]0;owned\x07",
        b"\xff\xfe\x80",
        "long " * 5000,
        "x" * 20_000,
        "\u202eturned\u2069",
        "ʼ" * 50,
        "½",
    ],
    ids=["escapes", "no text", "long", "one long word", "direction", "apostrophes", "half"],
)
def test_strange_words_are_heard_as_text_and_break_nothing(play, answer):
    finished = play(answer, "0", "/quit", options=JSON)
    lines = told(finished)
    assert lines[-1]["type"] == "left"
    assert "\x1b" not in finished.stdout
    assert "\u202e" not in finished.stdout
    assert "\x1b" not in words(play(answer, "0", "/quit"))
