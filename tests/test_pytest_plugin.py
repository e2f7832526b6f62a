"""The plugin as pytest finds it: in a process of its own, in packs and in projects that have nothing to do with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TESTS = """\
scenario: one-day-a-week
given: {persona: [controlling, old-school]}
tests:
  - name: It comes back to the matter
    steps: [frame]
    expect: {node: again-this}
  - name: It goes another way
    given: {persona: sociable}
    steps: [frame]
    expect: {node: door}
"""


@pytest.fixture
def pytested(tmp_path):
    """Runs pytest in a folder with these files; gives its status and what it printed."""

    def run(files: dict[str, str], *options: str) -> tuple[int, str]:
        for name, text in files.items():
            path = tmp_path / "work" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "rehearse.pytest_plugin", "-W", "error", *options],
            cwd=tmp_path / "work",
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_plugin_is_announced_to_pytest():
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"] == {"rehearse": "rehearse.pytest_plugin"}
    assert not any(needed.startswith("pytest") for needed in project["dependencies"])


def test_tests_in_a_pack_are_items_and_one_that_fails_tells_what_happened(pytested):
    status, out = pytested({"scenarios/mine.tests.yaml": TESTS}, "-v")
    assert status == 1
    assert "scenarios/mine.tests.yaml::It comes back to the matter [controlling, everyday, seed 1] PASSED" in out
    assert "scenarios/mine.tests.yaml::It goes another way [sociable, everyday, seed 1] FAILED" in out
    assert "expected  the talk is at 'door'\n    but       it is at 'again-this'" in out
    assert "Traceback" not in out
    assert "1 failed, 2 passed" in out


def test_a_mistake_in_a_file_is_an_error_of_collecting_with_its_line(pytested):
    status, out = pytested({"personas/mine.tests.yml": TESTS.replace("[frame]", "[fram]", 1)})
    assert status == 2
    assert "personas/mine.tests.yml:5:13: error: There is no choice 'fram'. Did you mean 'frame'?" in out
    assert "Traceback" not in out


def test_further_packs_are_named_in_the_configuration_or_on_the_command_line(pytested, tmp_path):
    from tests.worlds import PERSONA

    files = {"scenarios/mine.tests.yaml": TESTS.replace("[controlling, old-school]", "pat")}
    status, out = pytested(files, "-k", "comes")
    assert (status, "There is no persona 'pat'" in out) == (2, True)
    pat = PERSONA.replace("id: boss", "id: pat")
    shipped = ("ask", "listen", "answer", "please", "push")
    for move in shipped:
        pat = pat.replace(f"  {move}: {{effects", f"  {SHIPPED_MOVES[move]}: {{effects")
    other = tmp_path / "other"
    (other / "personas").mkdir(parents=True)
    (other / "personas" / "pat.yaml").write_text(pat)
    status, out = pytested({}, "-k", "comes", "--rehearse-pack", str(other))
    assert (status, "1 passed" in out) == (0, True), out
    status, out = pytested({"pytest.ini": "[pytest]\nrehearse_packs = ../other\n"}, "-k", "comes")
    assert (status, "1 passed" in out) == (0, True), out


SHIPPED_MOVES = {
    "ask": "ask-for-the-reason",
    "listen": "acknowledge-their-worry",
    "answer": "offer-regular-update",
    "please": "show-commitment",
    "push": "accuse",
}


def test_a_project_of_another_kind_is_left_alone_and_loads_nothing_of_the_program(pytested):
    files = {
        "chart/values.tests.yaml": "not: [ours",
        "test_it.py": "import sys\n\ndef test_it():\n"
        "    assert not {'pydantic', 'yaml', 'textual', 'click', 'sqlite3'} & set(sys.modules)\n"
        "    ours = {name for name in sys.modules if name.startswith('rehearse')}\n"
        "    assert ours <= {'rehearse', 'rehearse.pytest_plugin', 'rehearse.store', 'rehearse.store.places'}, ours\n",
    }
    status, out = pytested(files)
    assert (status, "1 passed" in out) == (0, True), out
