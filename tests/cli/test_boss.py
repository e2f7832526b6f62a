"""``rehearse boss``, and a mix of two bosses on the command line."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.processes import run_forked

if TYPE_CHECKING:
    import subprocess

MIX = ("one-day-a-week", "--boss", "controlling+sociable")
CONTROLLING_AND_SOCIABLE = "1\n3\n3\n2\n3\n3\n2\n1\n"
"""Answers to the eight statements of the shipped bosses, in their order."""


@pytest.fixture
def rehearse(tmp_path):
    """Runs the command with a data folder of its own; returns the finished process."""

    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home")}
        return run_forked(*arguments, given=given, env=env)

    return run


def in_one_line(finished: subprocess.CompletedProcess[str]) -> str:
    return " ".join(finished.stdout.split())


def lines_of(finished: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in finished.stdout.splitlines()]


def test_eight_answers_give_a_mix_with_the_signs_of_both_and_the_command_to_rehearse_it(rehearse):
    finished = rehearse("boss", given=CONTROLLING_AND_SOCIABLE)
    told = in_one_line(finished)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "mostly like Margaret Voss (the one who wants to see it), with something of Danny Okafor" in told
    assert "Rings rather than writes" in told
    assert "Is the last to leave a leaving do" in told
    assert "rehearse play one-day-a-week --boss controlling+sociable" in told


def test_the_questions_name_nobody(rehearse):
    asked = rehearse("boss", given=CONTROLLING_AND_SOCIABLE).stdout.partition("Your boss is")[0]
    assert "8/8" in asked
    assert not any(name in asked for name in ("Margaret", "Danny", "Gerald", "Helen", "controlling", "sociable"))


def test_two_that_fit_alike_get_two_statements_more(rehearse):
    asked = lines_of(rehearse("boss", "--json", given="1\n3\n3\n1\n3\n3\n1\n1\n2\n3\n"))
    assert [line["number"] for line in asked if line["type"] == "question"] == list(range(1, 11))
    assert (asked[-1]["main"], asked[-1]["clear"]) == ("controlling", True)


def test_an_unclear_answer_says_so_and_offers_both(rehearse):
    result = lines_of(rehearse("boss", "--json", given="1\n3\n3\n1\n3\n3\n1\n1\n1\n1\n"))[-1]
    assert result["clear"] is False
    assert result["near"] == ["controlling", "sociable"]
    assert result["text"].startswith("No clear answer.")
    assert [command.rpartition(" ")[2] for command in result["commands"]] == [
        "controlling",
        "sociable",
        "controlling+sociable",
    ]


def test_where_nothing_fits_nobody_is_named(rehearse):
    finished = rehearse("boss", given="3\n" * 8)
    assert finished.returncode == 0
    assert "none of this fits your boss" in in_one_line(finished)
    assert "--boss" not in finished.stdout


def test_a_wrong_answer_costs_nothing_and_back_takes_one_back(rehearse):
    given = "1\nyes\n9\n3\n3\n2\n3\n3\n2\n1\n"
    told = lines_of(rehearse("boss", "--json", given=given))
    assert next(line["text"] for line in told if line["type"] == "notice").startswith("'yes' is none of them.")
    assert told[-1]["boss"] == "controlling+sociable"
    back = lines_of(rehearse("boss", "--json", given="/back\n1\n3\n3\n2\n3\n3\n3\n/back\n2\n1\n"))
    assert back[-1]["boss"] == "controlling+sociable"


@pytest.mark.parametrize("given", ["", "1\n2\n", "1\n/quit\n"])
def test_leaving_before_the_end_gives_no_result_and_status_1(rehearse, given):
    finished = rehearse("boss", given=given)
    assert finished.returncode == 1
    assert "there is no result" in finished.stdout
    assert lines_of(rehearse("boss", "--json", given=given))[-1]["type"] == "stopped"


def test_a_clear_result_can_be_kept_in_the_brief(rehearse):
    assert "Kept in your brief." in rehearse("boss", "--keep", given=CONTROLLING_AND_SOCIABLE).stdout
    kept = json.loads(rehearse("brief", "--show", "--json").stdout)["brief"]["boss"]
    assert (kept["persona"], kept["mixed_with"], kept["share"]) == ("controlling", "sociable", 33)
    assert "Kept in your brief." in rehearse("boss", "--keep", given="3\n3\n3\n1\n3\n3\n1\n3\n").stdout
    kept = json.loads(rehearse("brief", "--show", "--json").stdout)["brief"]["boss"]
    assert (kept["persona"], kept["mixed_with"]) == ("sociable", None)
    assert "not clear" in rehearse("boss", "--keep", given="3\n" * 8).stdout


def test_a_pack_without_code_brings_its_boss_into_the_questions(rehearse, tmp_path):
    shipped = json.loads(rehearse("list", "--json").stdout)["personas"]
    from rehearse.loading.library import shipped_content

    pack = tmp_path / "pack" / "personas"
    pack.mkdir(parents=True)
    text = (shipped_content() / "personas" / "sociable.yaml").read_text(encoding="utf-8")
    start, end = text.index("signs:"), text.index("start: {trust")
    signs = "signs: [Draws on napkins., Says yes to everybody., Hums in meetings.]\n"
    mine = text[:start] + signs + text[end:]
    (pack / "napkins.yaml").write_text(mine.replace("id: sociable", "id: napkins", 1), encoding="utf-8")
    told = lines_of(rehearse("boss", "--json", "--pack", str(tmp_path / "pack"), given="3\n" * 10))
    questions = [line["text"] for line in told if line["type"] == "question"]
    assert len(questions) == 2 * (len(shipped) + 1)
    assert "Draws on napkins." in questions


def test_a_mix_is_played_on_plain_lines_and_shown_by_the_journal(rehearse):
    finished = rehearse("play", *MIX, "--plain", "--seed", "7", given="1\n" * 60)
    assert finished.returncode == 0
    assert "With Margaret Voss, Head of Operations, with something of Danny Okafor." in in_one_line(finished)
    assert "- A team that stops being one: " in finished.stdout
    assert "with Margaret Voss, with something of Danny Okafor (everyday)" in in_one_line(rehearse("journal"))
    (record,) = json.loads(rehearse("journal", "--json").stdout)
    assert record["persona"] == "controlling+sociable"
    assert "With Margaret Voss, with something of Danny Okafor" in rehearse("journal", record["id"]).stdout


def test_a_mix_is_carried_on_with_after_a_break(rehearse):
    rehearse("play", *MIX, "--plain", "--seed", "7", given="1\n2\n")
    resumed = lines_of(rehearse("resume", "--plain", "--json"))
    assert resumed[0]["persona"] == "controlling+sociable"
    steps = [line for line in resumed if line["type"] == "step"]
    assert [step["turn"] for step in steps] == [0, 1, 2]
    assert list(steps[0]["concerns"]) == ["visibility", "reach", "spirit", "answerable"]


@pytest.mark.parametrize("plain", [("--plain",), ()])
@pytest.mark.parametrize(
    ("boss", "said"),
    [
        ("controlling+sociabel", "Did you mean 'sociable'?"),
        ("controling+sociable", "Did you mean 'controlling'?"),
        ("sociable+sociable", "names the same boss twice"),
        ("sociable+controlling+old-school", "more than two bosses in one"),
    ],
)
def test_a_mix_that_cannot_be_gets_a_sentence_and_status_2(rehearse, boss, said, plain):
    finished = rehearse("play", "one-day-a-week", "--boss", boss, *plain)
    assert finished.returncode == 2
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr


def test_the_list_says_how_two_bosses_are_put_into_one(rehearse):
    assert "--boss controlling+old-school" in rehearse("list").stdout
