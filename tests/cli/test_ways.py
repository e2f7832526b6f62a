"""Ways to practise from the command line: ``--mode`` and ``--time``, on plain lines and for the full screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from rehearse.cli import fullscreen
from rehearse.cli.commands import rehearse
from rehearse.coaching.feedback.hearing import Heard, Reading
from rehearse.engine import Entry, Unavailable
from rehearse.store.journal import Conflict, Journal
from rehearse.store.record import CARRIED_ON
from rehearse.store.session import Session
from rehearse.tui.answers import ResumeTalk, StartTalk
from tests.tui.world import BOSS, WEST, make_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

WORDS = "Why must it move at all"
LINE = "What is behind the move?"
ADVICE_REFUSED = "In a real talk nobody prompts you."


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return make_pack(tmp_path / "pack")


@pytest.fixture
def run(pack: Path) -> Run:
    """Runs a command with these lines on standard input, with the small meeting in a pack."""

    def run(*arguments: str, given: tuple[str, ...] = (), packed: bool = True) -> Result:
        options = ("--pack", str(pack)) if packed else ()
        return CliRunner().invoke(rehearse, [*options, *arguments], input="".join(f"{line}\n" for line in given))

    return run


@pytest.fixture
def play(run: Run) -> Run:
    """Plays the small meeting on plain lines."""

    def play(*given: str, options: tuple[str, ...] = ()) -> Result:
        return run("play", WEST, "--boss", BOSS, "--seed", "1", "--plain", *options, given=given)

    return play


def told(finished: Result) -> list[dict[str, Any]]:
    assert finished.exit_code == 0, finished.output
    return [json.loads(line) for line in finished.stdout.splitlines()]


def of(kind: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


def flat(finished: Result) -> str:
    assert finished.exit_code == 0, finished.output
    return " ".join(finished.output.split())


def hearing(monkeypatch: pytest.MonkeyPatch, outcome: Any, *names: str) -> None:
    """Let every reply be heard so: what is done with it does not rest on the thesaurus."""

    def hear(session: Session, words: str) -> Heard:
        lines = {choice.id: choice.say for choice in session.choices()}
        readings = tuple(Reading(Entry.of_choice(name, words), lines[name], off_script=False) for name in names)
        return Heard(outcome, readings, Entry.not_followed(words))

    monkeypatch.setattr(Session, "hear", hear)


# --- plain lines


def test_guided_lists_the_lines_and_is_what_one_gets(play: Run) -> None:
    usual, guided = (told(play(options=("--json", *options)))[2] for options in ((), ("--mode", "guided")))
    assert usual == guided
    assert usual["choices"]
    assert f". {LINE}" in flat(play(options=("--mode", "guided")))


def test_recall_lists_no_lines_until_they_are_asked_for_and_then_once(play: Run) -> None:
    unseen = flat(play(options=("--mode", "recall")))
    assert LINE not in unseen
    assert "Your answer, in your own words:" in unseen
    lines = told(play("1", "?", "1", "1", options=("--mode", "recall", "--json")))
    assert [line["shown"] for line in of("choices", lines)] == [False, True, False]
    assert [step["turn"] for step in of("step", lines)] == [0, 1]
    assert all(bool(line["choices"]) is line["shown"] for line in of("choices", lines))
    assert "There are no numbered lines in sight." in of("notice", lines)[0]["text"]
    assert len(of("notice", lines)) == 2


def test_in_recall_an_id_out_of_sight_is_words_like_any_other(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hearing(monkeypatch, "nothing")
    lines = told(play("frame", options=("--mode", "recall", "--json")))
    assert of("step", lines)[1]["lines"][0]["text"] == "frame"
    assert of("heard", lines)


def test_real_has_no_lines_no_advice_and_no_feedback_until_the_end(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hearing(monkeypatch, "sure", "ask")
    finished = play("?", "1", "/advice", "/help", WORDS, options=("--mode", "real"))
    seen = flat(finished)
    assert "In a real talk there are no lines to choose from." in seen
    assert "There are no numbered lines in sight." in seen
    assert ADVICE_REFUSED in seen
    assert f"You: {WORDS}" in seen
    assert "A full floor is hard on you." not in seen
    assert "Why:" not in seen
    hearing(monkeypatch, "nothing")
    ended = told(play(*["hm"] * 60, options=("--mode", "real", "--json")))
    assert all(step["feedback"] is None for step in of("step", ended))
    assert of("debrief", ended)[0]["turns"]


def test_a_rehearsal_is_carried_on_in_the_way_that_is_named(play: Run, run: Run) -> None:
    play("1")
    assert "A full floor is hard on you." in flat(run("resume", "--plain"))
    assert "A full floor is hard on you." not in flat(run("resume", "--plain", "--mode", "recall"))


def test_after_a_no_it_asks_about_what_else_was_near(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hearing(monkeypatch, "confirm", "agree", "ask", "frame")
    lines = told(play(WORDS, "no", "2", options=("--json",)))
    assert [heard["outcome"] for heard in of("heard", lines)] == ["confirm", "unsure"]
    assert [reading["line"] for reading in of("heard", lines)[1]["readings"]] == ["ask", "frame"]
    assert Journal.open().rehearsals()[0].choices == (f"frame\t{WORDS}",)
    assert f"Did you mean 1. {LINE}" in flat(play(WORDS, "n"))


def test_after_a_no_with_nothing_else_near_one_puts_it_another_way(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hearing(monkeypatch, "confirm", "agree")
    lines = told(play(WORDS, "no", "yes", "y", options=("--json",)))
    assert of("notice", lines)[0]["text"] == "Nothing was said. Put it another way."
    assert [line["text"] for line in of("step", lines)[1]["lines"][:1]] == ["yes"]


def test_silences_of_the_full_screen_are_told_and_played_again(play: Run, run: Run) -> None:
    play("1")
    journal = Journal.open()
    rehearsal = journal.rehearsals()[0].id
    journal.say(rehearsal, 2, "~")
    journal.close()
    seen = flat(run("resume", "--plain"))
    assert "(You say nothing.) Pat Plain: " in seen
    (silence,) = of("step", told(run("resume", "--plain", "--json")))[2:]
    assert [line["speaker"] for line in silence["lines"]] == ["boss"]
    page = run("journal", rehearsal).output
    assert "You said nothing." in page
    assert "not understood" not in page


@pytest.mark.parametrize("method", ["say", "undo"])
def test_a_rehearsal_that_another_program_has_carried_on_stops_with_a_sentence(
    play: Run, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def refuse(*_: Any) -> None:
        raise Conflict

    monkeypatch.setattr(Session, method, refuse)
    lines = told(play("1" if method == "say" else "/undo", "1", options=("--json",)))
    assert [notice["text"] for notice in of("notice", lines)] == [CARRIED_ON]
    assert lines[-1]["type"] == "left"


def test_a_line_that_cannot_be_said_is_told_and_the_talk_goes_on(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said, sentence = Session.say, "This line cannot be said there."

    def refuse_once(*_: Any) -> None:
        monkeypatch.setattr(Session, "say", said)
        raise Unavailable(sentence)

    monkeypatch.setattr(Session, "say", refuse_once)
    lines = told(play("1", "1", options=("--json",)))
    assert [notice["text"] for notice in of("notice", lines)] == [sentence]
    assert [step["turn"] for step in of("step", lines)] == [0, 1]


def test_remarks_on_how_a_line_was_said_follow_its_feedback(play: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    hearing(monkeypatch, "sure", "ask")
    seen = flat(play("I am sorry to ask, but what is behind the move?"))
    feedback, _, remark = seen.partition("How you said it: ")
    assert "Why: " in feedback
    assert "“sorry to ask” makes the request smaller" in remark
    assert "(“" in remark  # the card that it stands on


# --- the full screen


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the full screen would be opened with."""
    found: list[Any] = []

    def opened(start: Any, packs: tuple[Path, ...]) -> int:
        del packs
        found.append(start)
        return 0

    monkeypatch.setattr(fullscreen, "_run", opened)
    return found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "(Answer with a number, a choice's id, or in your own words. /quit leaves and keeps the talk, /help"),
        (("--mode", "recall"), "(Answer in your own words; ? shows the lines to choose from, once. /quit leaves"),
        (("--mode", "real"), "(Answer in your own words. /quit leaves"),
    ],
)
def test_a_plain_talk_begins_with_how_to_answer_and_how_to_leave(
    play: Run, options: tuple[str, ...], said: str
) -> None:
    lines = play("1", options=options).stdout
    assert " ".join(lines.split()).count(said) == 1
    assert "/quit" not in play("1", options=(*options, "--json")).stdout


def test_mode_and_time_reach_the_full_screen_where_the_lines_are_in_sight_without(run: Run, starts: list[Any]) -> None:
    run("play", WEST, "--boss", BOSS, "--seed", "1", "--mode", "real", "--time", "45")
    run("play", WEST, "--boss", BOSS, "--seed", "1", "--mode", "recall")
    run("play", WEST, "--boss", BOSS, "--seed", "1")
    assert starts == [
        StartTalk(WEST, BOSS, "everyday", 1, "now", "real", 45),
        StartTalk(WEST, BOSS, "everyday", 1, "now", "recall", None),
        StartTalk(WEST, BOSS, "everyday", 1, "now", "guided", None),
    ]


def test_a_rehearsal_is_carried_on_with_mode_and_time(play: Run, run: Run, starts: list[Any]) -> None:
    play("1")
    rehearsal = Journal.open().rehearsals()[0].id
    run("resume", "--mode", "real", "--time", "0")
    run("resume")
    assert starts == [ResumeTalk(rehearsal, "real", 0), ResumeTalk(rehearsal, "", None)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--time", "30"), "--time goes with --mode real."),
        (("--time", "30", "--mode", "recall"), "--time goes with --mode real."),
        (("--time", "30", "--mode", "real", "--plain"), "plain lines wait as long as you like"),
        (("--time", "-1", "--mode", "real"), "-1 is not in the range"),
        (("--time", "soon", "--mode", "real"), "'soon' is not a valid integer"),
        (("--mode", "reel"), "'reel' is not one of"),
    ],
)
def test_what_does_not_go_together_gets_a_sentence(
    run: Run, starts: list[Any], options: tuple[str, ...], said: str
) -> None:
    for command in (("play", WEST, "--boss", BOSS), ("resume",)):
        finished = run(*command, *options)
        assert finished.exit_code == 2
        assert said in finished.output
    assert starts == []


# --- a pack that is not there


@pytest.mark.parametrize("command", [("journal",), ("resume", "--plain")])
def test_a_rehearsal_of_a_pack_that_is_not_named_says_how_to_name_it(
    play: Run, run: Run, command: tuple[str, ...]
) -> None:
    play("1")
    name, *options = command
    finished = run(name, Journal.open().rehearsals()[0].id, *options, packed=False)
    assert finished.exit_code == 2
    assert f"There is no scenario '{WEST}'. If it belongs to a pack, " in finished.output
    assert "--pack FOLDER" in finished.output
