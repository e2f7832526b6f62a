"""Files broken as people break them: each gets the line that must be changed, and a sentence that anybody understands.

All are checked by the real command, in one process: whatever one of them does, the others are still reported.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rehearse.cli.commands import run
from rehearse.model.codes import CODES
from tests.problems.broken import BROKEN, GOOD
from tests.store.programs import NOBODY


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[dict[str, list[dict[str, object]]], str]:
    """What the real command says of all the broken files, as data and as print: the problems by file, and the print."""
    folder = tmp_path_factory.mktemp("broken")
    for broken in BROKEN:
        (folder / f"{broken.name}.yaml").write_bytes(broken.content)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "good.yaml").write_text(GOOD.replace("day-at-home", "good", 1))
    names = [f"{broken.name}.yaml" for broken in BROKEN] + ["pipe.yaml", "good.yaml"]
    program = (
        "import sys\nfrom rehearse.cli.commands import run\nnames = sys.argv[1:]\n"
        "told = run(['check', '--json', *names])\nprint('\\0', flush=True)\n"
        "sys.exit(10 * told + run(['check', *names]))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, *names],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=folder,
        env={**os.environ, "REHEARSE_HOME": str(folder / "home"), "PYTHONWARNINGS": "error"},
    )
    assert finished.returncode == 11, finished.stderr
    assert "Traceback" not in finished.stderr + finished.stdout
    as_data, _, shown = finished.stdout.partition("\0\n")
    by_file: dict[str, list[dict[str, object]]] = {name: [] for name in names}
    for problem in json.loads(as_data):
        by_file[problem["path"]].append(problem)
    return by_file, shown


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_gets_the_line_to_change_and_a_sentence(broken, told):
    by_file, shown = told
    problems = by_file[f"{broken.name}.yaml"]
    found = {(f"{p['line']}:{p['column']}" if p["line"] else "", p["code"]): p for p in problems}
    assert (broken.place, broken.code) in found, problems
    problem = found[broken.place, broken.code]
    sentence = f"{problem['message']} {problem['hint']}".strip()
    assert sentence.startswith(broken.said), sentence
    assert re.match(r"[A-Z'].*[.?\"']$", sentence), "a whole sentence"
    assert problem["severity"] == CODES[broken.code].severity
    where = f"{broken.name}.yaml:{broken.place}" if broken.place else f"{broken.name}.yaml"
    assert f"{where}: {problem['severity']}: {problem['message']} [{broken.code}]\n" in shown


def test_there_are_more_than_thirty_kinds_of_broken_files():
    assert len({broken.name for broken in BROKEN}) == len(BROKEN) >= 60
    assert len({broken.code for broken in BROKEN}) >= 30


def test_a_broken_file_has_no_more_problems_than_it_has_mistakes(told):
    """A mistake in one place is not reported again in five others."""
    by_file, _ = told
    many = {name: [str(p["message"]) for p in problems] for name, problems in by_file.items() if len(problems) > 1}
    assert many == {}


def test_a_file_without_fault_among_broken_ones_has_no_problem(told):
    assert told[0]["good.yaml"] == []


def test_a_pipe_is_not_waited_for(told):
    (problem,) = told[0]["pipe.yaml"]
    assert (problem["code"], problem["message"]) == (
        "not-a-file",
        "This is a pipe or a device, where a file is expected.",
    )


def test_the_line_is_shown_with_a_caret_below_the_place(told):
    assert (
        "typo-in-a-move.yaml:19:15: error: There is no move 'propose-a-trail'. [unknown-move]\n"
        "   19 |         move: propose-a-trail\n"
        "      |               ^\n"
        "      Did you mean 'propose-a-trial'?\n"
    ) in told[1]


def test_as_json_a_problem_has_all_its_parts(told):
    (problem,) = told[0]["typo-in-a-move.yaml"]
    assert problem == {
        "code": "unknown-move",
        "severity": "error",
        "title": "a move that does not exist",
        "path": "typo-in-a-move.yaml",
        "line": 19,
        "column": 15,
        "message": "There is no move 'propose-a-trail'.",
        "hint": "Did you mean 'propose-a-trial'?",
        "play": "",
    }


def test_nothing_that_could_command_a_terminal_is_printed(told):
    assert [sign for sign in told[1] if not sign.isprintable() and sign != "\n"] == []


@pytest.fixture
def ended(tmp_path, monkeypatch, capsys):
    """Runs the command in this process; returns its exit status and what it printed on both streams."""
    monkeypatch.chdir(tmp_path)

    def run_check(*arguments: str) -> tuple[int, str, str]:
        status = run(["check", *arguments])
        return status, *capsys.readouterr()

    return run_check


def content_of(name: str) -> bytes:
    return next(broken.content for broken in BROKEN if broken.name == name)


@pytest.mark.parametrize("name", ["tab", "deep", "typo-in-a-move"])
def test_one_broken_file_ends_the_command_with_1(name, ended):
    Path(f"{name}.yaml").write_bytes(content_of(name))
    status, _, said = ended(f"{name}.yaml")
    assert status == 1
    assert "1 error." in said


def test_a_warning_ends_the_command_with_1_only_where_it_is_strict(ended):
    Path("cut-at-a-number-sign.yaml").write_bytes(content_of("cut-at-a-number-sign"))
    assert ended("cut-at-a-number-sign.yaml")[0] == 0
    assert ended("cut-at-a-number-sign.yaml", "--strict")[0] == 1


def test_a_path_that_leads_nowhere_ends_the_command_with_2_and_a_sentence(ended):
    Path("gone.yaml").symlink_to("nowhere.yaml")
    Path("folder.yaml").mkdir()
    for name, sentence in (
        ("missing.yaml", "There is no file or folder 'missing.yaml'."),
        ("gone.yaml", "'gone.yaml' is a link to 'nowhere.yaml', which leads to no file."),
        ("folder.yaml", "The folder 'folder.yaml' holds no content: no scenarios/, personas/ or advice/"),
    ):
        status, shown, said = ended(name)
        assert (status, shown) == (2, "")
        assert sentence in said


def test_what_is_no_file_in_a_pack_is_told_and_the_rest_is_read(ended):
    scenarios = Path("pack/scenarios")
    (scenarios / "folder.yaml").mkdir(parents=True)
    os.mkfifo(scenarios / "pipe.yaml")
    (scenarios / "gone.yaml").symlink_to("nowhere.yaml")
    (scenarios / "round.yaml").symlink_to("round.yaml")
    (scenarios / "tab.yaml").write_bytes(content_of("tab"))
    status, shown, _ = ended("pack", "--json")
    assert status == 1
    assert {p["path"]: p["code"] for p in json.loads(shown)} == {
        "pack/scenarios/folder.yaml": "not-a-file",
        "pack/scenarios/pipe.yaml": "not-a-file",
        "pack/scenarios/gone.yaml": "unreadable",
        "pack/scenarios/round.yaml": "unreadable",
        "pack/scenarios/tab.yaml": "yaml-tab",
    }


def test_a_file_that_may_not_be_read_is_told():
    folder = Path(tempfile.mkdtemp(prefix="rehearse-test-"))
    program = (
        "import os, sys\nfrom rehearse.cli.commands import run\n"
        "run(['check', 'good.yaml'])\n"  # everything is imported
        f"os.geteuid() or os.setuid({NOBODY})\nsys.exit(run(['check', 'secret.yaml']))"
    )
    try:
        folder.chmod(0o755)
        for name in ("good.yaml", "secret.yaml"):
            (folder / name).write_text(GOOD)
        (folder / "secret.yaml").chmod(0)
        finished = subprocess.run(
            [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False, timeout=100
        )
        assert finished.returncode == 1
        assert "secret.yaml: error: The file cannot be read: Permission denied. [unreadable]" in finished.stdout
    finally:
        shutil.rmtree(folder)


def test_a_pack_that_is_not_there_is_told(tmp_path):
    from rehearse.loading.library import load_library

    (problem,) = load_library([tmp_path / "nowhere"]).problems
    assert (problem.code, problem.message) == ("no-pack", "There is no such folder, so no pack could be read from it.")
