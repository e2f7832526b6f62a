"""The wheel, installed into an empty environment and run there, away from the sources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

WEIGHED = """
import time
from rehearse.loading.library import load_library
from rehearse.store.journal import Journal
from rehearse.store.session import Session

meeting = {"scenario": "summoned-three-days", "persona": "risk-averse", "level": "everyday"}
session = Session.begin(load_library(), Journal.open(), **meeting, seed=1, feedback="now")
session.weigh()
while session.weighs:
    time.sleep(0.05)
print(session.worth().exact, session.worth().error)
"""
"""Has the odds of a meeting computed beside a talk."""
PROJECT = Path(__file__).resolve().parent.parent


def _run(*command: str | Path, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"REHEARSE_HOME": str(cwd / "home"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )


def test_the_wheel_brings_everything_that_it_needs(tmp_path):
    built = _run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path, PROJECT, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("rehearse-*.whl")
    empty = tmp_path / "empty"
    venv.create(empty, with_pip=False)  # the pip that is there already can fill it
    bin_folder = empty / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", empty)
    installed = _run(*pip, "install", "--no-compile", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    program = bin_folder / "rehearse"

    asked = _run(program, "list", "--json", cwd=tmp_path)
    assert asked.stderr == "", "what is wrong with the content"
    listed = json.loads(asked.stdout)
    assert len(listed["personas"]) >= 4
    assert "mine.yaml" in _run(program, "new", "scenario", "mine", cwd=tmp_path).stdout
    checked = _run(program, "check", "scenarios/mine.yaml", cwd=tmp_path)
    assert (checked.returncode, checked.stdout.strip()) == (0, "No problems.")
    assert _run(program, "explain", "unknown-key", cwd=tmp_path).stdout.startswith("# unknown-key")
    meeting = (listed["scenarios"][0]["id"], "--boss", listed["personas"][0]["id"])
    played = _run(program, "play", *meeting, "--plain", "--json", "--seed", "1", cwd=tmp_path, given="1\n" * 60)
    assert played.returncode == 0, played.stderr
    assert json.loads(played.stdout.splitlines()[-1])["type"] == "debrief"
    weighed = _run(bin_folder / "python", "-c", WEIGHED, cwd=tmp_path)
    assert weighed.stdout.split() == ["True", "0.0"], weighed.stderr
    styles = "import rehearse.tui, pathlib; print(*pathlib.Path(rehearse.tui.__file__).parent.rglob('*.tcss'))"
    assert "talk.tcss" in _run(bin_folder / "python", "-c", styles, cwd=tmp_path).stdout
