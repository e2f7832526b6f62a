"""The brief, the prep sheet and forgetting, as a person runs them: each in a process of its own."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from tests.processes import run_forked

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

MEETING = ("play", "summoned-three-days", "--boss", "controlling", "--plain", "--json", "--seed", "7")
ANSWERS = ["Sam", "Karen Holt", "1", "", "", "Northgate", "", "Priya", "4", "2026-03-17", "in-person", "", "Two days"]


class Person:
    """Somebody with a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.env = {**os.environ, "REHEARSE_HOME": str(self.home), "PYTHONWARNINGS": "error"}
        self.env.pop("VISUAL", None)
        self.env.pop("EDITOR", None)
        self.brief = self.home / "brief.yaml"

    def __call__(self, *arguments: str, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return run_forked(*arguments, given=given, env={**self.env, **env})

    def write(self, text: str) -> None:
        self.home.mkdir(exist_ok=True)
        self.brief.write_text(text)

    def shown(self) -> Any:
        return json.loads(self("brief", "--json").stdout)["brief"]


@pytest.fixture
def rehearse(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_the_questions_are_answered_on_standard_input_and_kept_at_once(rehearse):
    finished = rehearse("brief", "--plain", given="\n".join(ANSWERS) + "\n")
    assert finished.returncode == 0
    assert "WHO" in finished.stdout
    assert "THE MEETING" in finished.stdout
    shown = rehearse.shown()
    assert (shown["you"], shown["boss"]["name"], shown["boss"]["persona"]) == ("Sam", "Karen Holt", "controlling")
    assert (shown["date"], shown["ask"]["ideal"]) == ("2026-03-17", "Two days")
    assert stat.S_IMODE(rehearse.brief.stat().st_mode) == 0o600
    assert "Kept in" in finished.stdout


def test_enter_keeps_a_hyphen_clears_a_question_mark_says_why_and_back_goes_back(rehearse):
    rehearse("brief", "--plain", given="Sam\nKaren Holt\n")
    again = rehearse("brief", "--plain", given="\n-\n?\n2\n/back\n1\n/nonsense\n/quit\n")
    assert "now: Sam" in again.stdout
    assert "What moves one boss leaves another cold" in " ".join(again.stdout.split())
    assert "There is no '/nonsense'" in again.stdout
    shown = rehearse.shown()
    assert (shown["you"], shown["boss"]["name"], shown["boss"]["persona"]) == ("Sam", None, "controlling")


def test_an_answer_that_cannot_be_read_is_asked_again(rehearse):
    finished = rehearse("brief", "--plain", given="\n\ncontroling\ncontrolling\n")
    assert "Did you mean 'controlling'?" in finished.stdout
    assert rehearse.shown()["boss"]["persona"] == "controlling"


def test_facts_are_added_one_a_line_up_to_five(rehearse):
    before = "\n" * 23
    rehearse("brief", "--plain", given=before + "".join(f"Fact {n} | {n}\n" for n in range(5)) + "my record\n")
    shown = rehearse.shown()
    assert [fact["text"] for fact in shown["facts"]] == [f"Fact {n}" for n in range(5)]
    assert shown["result"] == "my record"
    rehearse("brief", "--plain", given=before + "-\nOne more\n")
    assert [fact["text"] for fact in rehearse.shown()["facts"]] == ["One more"]


def test_it_is_shown_with_its_path_and_says_so_when_it_is_empty(rehearse):
    assert "Nothing is answered yet." in rehearse("brief", "--show").stdout
    rehearse.write("you: Sam\nask: {ideal: Two days}\n")
    shown = rehearse("brief", "--show").stdout
    assert shown.splitlines() == [
        "Who",
        "  Your name: Sam",
        "",
        "What you ask for",
        "  The best that you could come out with: Two days",
        "  Which endings would be within your range: agreed, trial, partial",
    ]
    assert rehearse("brief", "--path").stdout.strip() == str(rehearse.brief)


def test_check_tells_file_line_and_column_and_the_status(rehearse):
    assert rehearse("brief", "--check").stdout == "No problems.\n"
    rehearse.write("you: Sam\nask: {home_days: 9}\nboss: {persona: controling}\n")
    checked = rehearse("brief", "--check")
    assert checked.returncode == 1
    assert f"{rehearse.brief}:2:18: error: The number must be at most 5." in checked.stdout
    assert "Did you mean 'controlling'?" in checked.stdout
    assert "2 problems." in checked.stderr
    listed = json.loads(rehearse("brief", "--check", "--json").stdout)
    assert [(problem["line"], problem["code"]) for problem in listed] == [(2, "out-of-range"), (3, "unknown-persona")]


def test_answering_a_broken_brief_keeps_it_aside(rehearse):
    rehearse.write("you: [\n")
    finished = rehearse("brief", "--plain", given="Sam\nKaren\n")
    assert f"{rehearse.brief}:" in finished.stderr
    assert "brief.yaml.damaged-1" in finished.stdout
    assert (rehearse.home / "brief.yaml.damaged-1").read_text() == "you: [\n"
    assert rehearse.shown()["boss"]["name"] == "Karen"


def test_it_is_edited_in_ones_own_editor_and_checked_after_it(rehearse, tmp_path):
    editor = tmp_path / "my editor.py"
    editor.write_text("import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\nfile.write_text(sys.argv[1])\n")
    command = f"{sys.executable} '{editor}'"
    good = rehearse("brief", "--edit", EDITOR=f"{command} 'you: Sam'")
    assert (good.returncode, good.stdout) == (0, "No problems.\n")
    assert rehearse.shown()["you"] == "Sam"
    assert stat.S_IMODE(rehearse.brief.stat().st_mode) == 0o600
    bad = rehearse("brief", "--edit", VISUAL=f"{command} 'yuo: Sam'", EDITOR="false")
    assert bad.returncode == 1
    assert "Did you mean 'you'?" in bad.stdout


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("no-such-editor", "The editor 'no-such-editor' cannot be opened"),
        ("false", "ended with status 1"),
        ("'", "cannot be opened"),
    ],
)
def test_an_editor_that_fails_gets_a_sentence(rehearse, editor, said):
    finished = rehearse("brief", "--edit", EDITOR=editor)
    assert finished.returncode == 2
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr


def test_forgetting_asks_one_question_and_then_it_is_gone(rehearse):
    rehearse.write("you: Sam\n")
    (rehearse.home / "brief.yaml.damaged-1").write_text("x")
    kept = rehearse("brief", "--forget", given="n\n")
    assert "Delete your brief for good? [y/N]" in kept.stdout
    assert rehearse.brief.exists()
    assert rehearse("brief", "--forget").returncode == 130
    assert rehearse.brief.exists()
    assert "Your brief is deleted." in rehearse("brief", "--forget", given="y\n").stdout
    assert list(rehearse.home.glob("*brief*")) == []
    assert rehearse("brief", "--forget").stdout == "There is no brief.\n"
    rehearse.write("you: Sam\n")
    assert rehearse("brief", "--forget", "--yes").stdout == "Your brief is deleted.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("brief",), "The form needs a terminal."),
        (("brief", "--show", "--edit"), "exclude one another"),
        (("brief", "--yes"), "--yes goes with --forget"),
        (("brief", "--plain", "--json"), "--json goes with --show or --check"),
        (("journal", "--yes"), "--yes goes with --forget"),
        (("journal", "abc", "--forget", "all"), "--forget goes with nothing but --yes"),
        (("journal", "--forget", "zzzz"), "There is no rehearsal 'zzzz'."),
        (("prep", "--boss", "controling"), "Did you mean 'controlling'?"),
        (("prep", "--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_wrong_arguments_get_a_sentence_and_status_2(rehearse, arguments, said):
    finished = rehearse(*arguments)
    assert finished.returncode == 2
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr


def listed(rehearse: Person) -> list[str]:
    return [record["id"] for record in json.loads(rehearse("journal", "--json").stdout)]


def test_one_rehearsal_or_all_of_them_are_forgotten_after_one_question(rehearse):
    for _ in range(3):
        rehearse(*MEETING, given="1\n")
    first, *others = listed(rehearse)
    kept = rehearse("journal", "--forget", first, given="n\n")
    assert f"Delete the rehearsal {first} for good? [y/N]" in kept.stdout
    assert len(listed(rehearse)) == 3
    assert f"Deleted: the rehearsal {first}." in rehearse("journal", "--forget", first[:7], given="y\n").stdout
    assert listed(rehearse) == others
    (rehearse.home / "journal.db.damaged-1").write_text("x")
    assert "Delete all 2 rehearsals for good?" in rehearse("journal", "--forget", "all").stdout
    assert "Deleted: all 2 rehearsals." in rehearse("journal", "--forget", "all", "--yes").stdout
    assert listed(rehearse) == []
    assert list(rehearse.home.glob("journal.db.damaged*")) == []
    assert rehearse("journal", "--forget", "all").stdout == "No rehearsals yet.\n"


def test_the_brief_is_in_the_talk_and_on_the_page(rehearse, tmp_path):
    rehearse.write("boss: {name: Karen Holt, persona: controlling}\nneed: to pick up Ella\n")
    talk = [json.loads(line) for line in rehearse(*MEETING, given="1\n" * 40).stdout.splitlines()]
    assert "Karen Holt" in talk[0]["scene"]
    page = rehearse("prep")
    assert page.stdout.startswith("# My meeting with Karen Holt\n")
    assert "- **Need:** to pick up Ella" in page.stdout
    target = tmp_path / "page.html"
    assert f"Written to {target}." in rehearse("prep", "-o", str(target)).stdout
    assert target.read_text().startswith("<!doctype html>")
    again = rehearse("prep", "-o", str(target))
    assert again.returncode == 2
    assert "is there already; nothing was written" in again.stderr
    assert rehearse("prep", "--format", "html").stdout == target.read_text()


def test_the_page_can_be_made_of_nothing_and_says_what_would_help(rehearse):
    page = rehearse("prep")
    assert page.returncode == 0
    assert "This is practice, not legal advice." in page.stdout
    assert "'rehearse brief' asks the questions." in page.stderr


def test_on_a_terminal_the_questions_are_asked_one_after_the_other(rehearse):
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rehearse", "brief", "--plain"],
        env=rehearse.env | {"TERM": "xterm"},
        encoding="utf-8",
        timeout=30,
    )
    child.expect("Your name")
    child.expect("> ")
    child.sendline("Zoë")
    child.expect("Your boss's name")
    child.expect("> ")
    child.sendline("/quit")
    child.expect("Kept in")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert rehearse.shown()["you"] == "Zoë"
