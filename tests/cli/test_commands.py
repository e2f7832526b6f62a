"""The commands as a person runs them: each in a process of its own, and once in one that begins with nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.processes import run_afresh, run_forked

if TYPE_CHECKING:
    from pathlib import Path

MEETING = ("summoned-three-days", "--boss", "controlling")


@pytest.fixture
def rehearse(tmp_path):
    """Runs the command with a data folder of its own; returns the finished process."""

    def run(*arguments: str, given: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home")}
        return run_forked(*arguments, given=given, env=env, cwd=cwd)

    return run


def lines_of(finished: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in finished.stdout.splitlines()]


def test_help_names_every_command_and_each_has_help_of_its_own(rehearse):
    whole = rehearse("--help")
    assert whole.returncode == 0
    for command in ("play", "resume", "list", "advice", "check", "journal"):
        assert f"  {command} " in whole.stdout
        own = rehearse(command, "--help")
        assert own.returncode == 0
        assert "Usage: rehearse" in own.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("play", *MEETING, "--plain"), "is kept. Go on with"),
        (("brief", "--show"), "Nothing is answered yet."),
        (("today",), "The day of your meeting is not told yet."),
        (("drill", "--plain"), "Drill with"),
        (("progress",), "Nothing yet"),
        (("list",), "one-day-a-week"),
        (("map", "one-day-a-week"), "Opening"),
        (("advice", "trial"), "trial"),
        (("understanding",), "Reading by meaning is off"),
        (("journal",), "No rehearsals yet."),
        (("new", "scenario", "a-meeting"), "a-meeting"),
        (("explain", "unknown-key"), "# unknown-key"),
        (("stats", "one-day-a-week"), "One day a week"),
        (("graph", "one-day-a-week"), "Opening"),
        (("schema", "scenario"), '"$schema"'),
        (("fmt", "."), ""),
        (("export", "twee", "one-day-a-week"), ":: StoryData"),
        (("pack", "list"), "No packs."),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_does_its_work_in_a_process_that_begins_with_nothing(tmp_path, arguments, said):
    env = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "error"}
    finished = run_afresh(*arguments, env=env, cwd=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert "Traceback" not in finished.stderr
    assert said in finished.stdout


def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(rehearse):
    finished = rehearse("chekc")
    assert finished.returncode == 2
    assert "Did you mean 'check'?" in finished.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("play", "summoned-three-day", "--boss", "controlling", "--plain"), "Did you mean 'summoned-three-days'?"),
        (("play", "summoned-three-days", "--boss", "controling", "--plain"), "Did you mean 'controlling'?"),
        (("play", *MEETING, "--level", "thoug", "--plain"), "Did you mean 'tough'?"),
        (("play", "summoned-three-day", "--boss", "controlling"), "Did you mean 'summoned-three-days'?"),
        (("play", "summoned-three-days"), "Missing option '--boss'"),
        (("play", *MEETING, "--json"), "--json goes with --plain"),
        (("play", *MEETING, "--seed", "x", "--plain"), "'x' is not a valid integer"),
        (("play", *MEETING), "needs a terminal"),
        (("resume", "--plain"), "There is no unfinished rehearsal."),
        (("resume", "zzzz", "--plain"), "There is no rehearsal 'zzzz'."),
        (("journal", "zzzz"), "There is no rehearsal 'zzzz'."),
        (("check", "no-such-file.yaml"), "There is no file or folder 'no-such-file.yaml'."),
        (("advice", "--stage", "opne"), "Did you mean 'open'?"),
        (("list", "--pack", "no-such-folder"), "does not exist"),
        ((), "needs a terminal"),
    ],
)
def test_wrong_arguments_get_a_sentence_and_status_2(rehearse, arguments, said):
    finished = rehearse(*arguments)
    assert finished.returncode == 2
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr


def test_list_names_meetings_bosses_and_levels(rehearse):
    listed = json.loads(rehearse("list", "--json").stdout)
    assert {s["id"] for s in listed["scenarios"]} >= {"summoned-three-days", "one-day-a-week"}
    assert {p["id"] for p in listed["personas"]} >= {"controlling", "sociable", "old-school", "risk-averse"}
    assert [level["id"] for level in listed["levels"]] == ["patient", "everyday", "tough"]
    spoken = rehearse("list").stdout
    assert all(persona["name"] in spoken for persona in listed["personas"])


def test_coverage_shows_every_point_with_a_card(rehearse):
    finished = rehearse("advice", "--coverage", "--json")
    covered = json.loads(finished.stdout)
    assert finished.returncode == 0
    assert (covered["total"], covered["with_a_card"]) == (122, 122)
    assert covered["practised"] >= 70


def test_coverage_ends_with_1_where_a_point_has_no_card(rehearse, tmp_path):
    advice = tmp_path / "pack" / "advice"
    advice.mkdir(parents=True)
    (advice / "points.yaml").write_text(
        "- {id: XX-01, article: wahm, where: here, stage: ask, for: any, text: Nothing stands on this}\n"
    )
    finished = rehearse("advice", "--coverage", "--pack", str(tmp_path / "pack"))
    assert finished.returncode == 1
    assert "XX-01     0 choices  NO CARD" in finished.stdout


def test_advice_is_found_by_words_and_shows_its_sources(rehearse):
    cards = json.loads(rehearse("advice", "trial", "--json").stdout)
    assert cards
    assert all(card["sources"] for card in cards)
    shown = rehearse("advice", "trial").stdout
    assert cards[0]["title"] in shown
    assert "No card holds these words." in rehearse("advice", "xylophone").stdout


def test_a_broken_file_is_reported_at_its_line_and_column(rehearse, tmp_path):
    (tmp_path / "mine.yaml").write_text("id: mine\ntitle: x\nnodes:\n  a:\n    phase: opening\n    bos: Hello.\n")
    finished = rehearse("check", "mine.yaml", cwd=tmp_path)
    assert finished.returncode == 1
    assert (
        "mine.yaml:6:5: error: The key 'bos' is not known here. [unknown-key]\n"
        "    6 |     bos: Hello.\n"
        "      |     ^\n"
        "      Did you mean 'boss'?\n"
    ) in finished.stdout
    as_data = json.loads(rehearse("check", "mine.yaml", "--json", cwd=tmp_path).stdout)
    assert {"code": "unknown-key", "line": 6} in [{"code": p["code"], "line": p["line"]} for p in as_data]


def test_the_shipped_content_has_no_problems(rehearse):
    finished = rehearse("check")
    assert (finished.returncode, finished.stdout.strip()) == (0, "No problems.")


def played_first(rehearse, *more: str, seed: int = 7):
    return rehearse("play", *MEETING, "--plain", "--json", "--seed", str(seed), *more, given="1\n" * 60)


def test_a_whole_meeting_can_be_played_on_standard_input_and_output(rehearse):
    told = lines_of(played_first(rehearse))
    assert told[0]["type"] == "begin"
    assert told[-1]["type"] == "debrief"
    assert told[-1]["outcome"]["kind"] != "unfinished"
    steps = [line for line in told if line["type"] == "step"]
    assert [step["turn"] for step in steps] == list(range(len(steps)))
    assert all(step["feedback"]["verdict"] in {"strong", "fair", "weak", "costly"} for step in steps[1:])
    assert steps[-1]["ending"] == told[-1]["outcome"]["kind"]


def test_two_runs_with_the_same_seed_and_choices_are_the_same(rehearse):
    one, other = (
        [{k: v for k, v in line.items() if k != "rehearsal"} for line in lines_of(played_first(rehearse))]
        for _ in range(2)
    )
    assert one == other
    assert one != [
        {k: v for k, v in line.items() if k != "rehearsal"} for line in lines_of(played_first(rehearse, seed=8))
    ]


def test_feedback_later_says_nothing_until_the_debrief(rehearse):
    told = lines_of(played_first(rehearse, "--feedback", "later"))
    assert all(step["feedback"] is None for step in told if step["type"] == "step")
    assert told[-1]["turns"]


def test_an_answer_can_be_a_choice_id_and_a_wrong_one_costs_nothing(rehearse):
    first = next(line for line in lines_of(played_first(rehearse)) if line["type"] == "choices")
    chosen = first["choices"][-1]["id"]
    told = lines_of(rehearse("play", *MEETING, "--plain", "--json", "--seed", "7", given=f"99\n/nonsense\n{chosen}\n"))
    notices = [line["text"] for line in told if line["type"] == "notice"]
    assert "'99' is none of them." in notices[0]
    assert "There is no '/nonsense'." in notices[1]
    assert [line["turn"] for line in told if line["type"] == "step"] == [0, 1]


def test_the_end_of_input_ends_politely_and_keeps_the_run(rehearse):
    finished = rehearse("play", *MEETING, "--plain", "--seed", "7", given="1\n2\n")
    assert finished.returncode == 0
    assert "The talk stops here, and is kept. Go on with: rehearse resume " in " ".join(finished.stdout.split())
    resumed = lines_of(rehearse("resume", "--plain", "--json"))
    assert [line["turn"] for line in resumed if line["type"] == "step"] == [0, 1, 2]
    assert resumed[-1]["type"] == "left"


def test_undo_takes_one_line_back(rehearse):
    told = lines_of(rehearse("play", *MEETING, "--plain", "--json", "--seed", "7", given="1\n/undo\n2\n"))
    kinds = [line["type"] for line in told]
    assert kinds == ["begin", "step", "choices", "step", "choices", "undo", "choices", "step", "choices", "left"]
    assert told[2] == told[6]


def test_the_journal_lists_the_rehearsal_and_gives_its_debrief(rehearse, tmp_path):
    played_first(rehearse)
    (record,) = json.loads(rehearse("journal", "--json").stdout)
    assert record["scenario"] == "summoned-three-days"
    assert record["id"] in rehearse("journal").stdout
    page = rehearse("journal", record["id"]).stdout
    assert page.startswith("# ")
    assert "## The whole talk" in page
    target = tmp_path / "debrief.html"
    written = rehearse("journal", record["id"], "--format", "html", "-o", str(target))
    assert written.returncode == 0
    assert target.read_text().startswith("<!doctype html>")
    again = rehearse("journal", record["id"], "-o", str(target))
    assert again.returncode == 2
    assert "is there already; nothing was written" in again.stderr


def test_a_run_killed_in_the_middle_resumes_at_the_same_turn(rehearse, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "rehearse", "play", *MEETING, "--plain", "--json", "--seed", "7"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "REHEARSE_HOME": str(tmp_path / "home")},
    )
    assert process.stdin
    assert process.stdout
    turns = []
    with process:
        for line in process.stdout:
            told = json.loads(line)
            if told["type"] == "step":
                turns.append(told)
            if told["type"] == "choices":
                if len(turns) == 5:
                    process.send_signal(signal.SIGKILL)
                    break
                process.stdin.write("1\n")
                process.stdin.flush()
        process.stdin.close()
    assert process.returncode == -signal.SIGKILL
    resumed = [line for line in lines_of(rehearse("resume", "--plain", "--json")) if line["type"] == "step"]
    without = [{key: value for key, value in step.items() if key != "feedback"} for step in (*turns, *resumed)]
    assert without[:5] == without[5:]


def test_plain_mode_never_imports_textual_or_rich(tmp_path):
    program = (
        "import sys\nfrom rehearse.cli.commands import run\n"
        f"run(['play', *{MEETING!r}, '--plain', '--seed', '1'])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'textual', 'rich', 'networkx', 'numpy'}))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program],
        input="1\n" * 60,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REHEARSE_HOME": str(tmp_path)},
    )
    assert finished.stdout.splitlines()[-1] == "[]"


def test_a_pack_named_before_the_command_holds_for_the_command(rehearse, tmp_path):
    (tmp_path / "pack" / "scenarios").mkdir(parents=True)
    (tmp_path / "pack" / "scenarios" / "broken.yaml").write_text("id: broken\n")
    pack = str(tmp_path / "pack")
    assert "broken.yaml" in rehearse("--pack", pack, "check").stdout
    assert "broken.yaml" in rehearse("--pack", pack, "list").stderr
    assert "broken.yaml" not in rehearse("list").stderr
