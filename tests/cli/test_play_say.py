"""``rehearse play … --say``: a rehearsal that begins after lines that somebody names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.loading.library import load_library
from rehearse.store.journal import Journal
from rehearse.store.opening import Unsayable, opening_lines
from rehearse.store.session import UnknownContent
from tests.processes import run_forked
from tests.worlds import meeting, write

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

NODES = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: ask, say: What is behind it?, move: ask, goto: hub}
    - {id: go, say: Goodbye., move: chat, goto: done}
hub:
  phase: concerns
  boss: And?
  choices:
    - {id: more, say: One more thing., move: chat, goto: hub}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path / "pack", {"scenarios/meeting.yaml": meeting(NODES), "advice/ground-rules.yaml": None})


def play(pack: Path, tmp_path: Path, *said: str) -> subprocess.CompletedProcess[str]:
    command = ["play", "meeting", "--boss", "boss", "--plain", "--seed", "1", "--pack", str(pack), *said]
    return run_forked(*command, env={"REHEARSE_HOME": str(tmp_path / "home"), "PATH": ""})


def test_a_rehearsal_begins_after_the_lines_that_are_named_and_keeps_them(pack, tmp_path, monkeypatch):
    done = play(pack, tmp_path, "--say", "ask")
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("You: What is behind it?") < done.stdout.index("1. One more thing.")
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    (record,) = Journal.open().rehearsals()
    assert list(record.choices) == ["ask"]


def test_one_command_shows_a_talk_that_is_stuck(pack, tmp_path):
    done = play(pack, tmp_path, "--say", "ask, more")
    assert done.returncode == 0, done.stderr
    assert "This scenario is not finished: the talk cannot go on from here." in done.stdout


def test_a_line_that_cannot_be_said_is_named_with_what_could_be_and_nothing_is_begun(pack, tmp_path, monkeypatch):
    done = play(pack, tmp_path, "--say", "ask,go")
    assert done.returncode == 2
    assert "'go', line 2 of what is to be said, cannot be said at 'hub'. What can be said there: more." in done.stderr
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    assert Journal.open().rehearsals() == ()


def opened(*said: str) -> list[str]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        library = load_library(shipped=write(Path(folder), {"scenarios/meeting.yaml": meeting(NODES)}))
        lines = opening_lines(library, scenario="meeting", persona="boss", level="everyday", seed=1, said=said)
    return [str(line) for line in lines]


def test_a_move_off_the_script_is_made_in_the_words_of_its_first_example():
    assert opened("=push", "~", "?", "ask") == ["=push\tOne.", "~", "?\t…", "ask"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("go", "ask"), "'ask', line 2 of what is to be said, comes too late: at 'done' the talk is over."),
        (("ask", "more", "more"), "'more', line 3 of what is to be said, cannot be said at 'hub', nor can anything"),
        (("=no-such-move",), "'=no-such-move', line 1 of what is to be said, cannot be said at 'open'."),
        (("",), "cannot be said at 'open'"),
    ],
)
def test_what_cannot_be_said_gets_a_sentence(said, sentence):
    with pytest.raises(Unsayable) as refused:
        opened(*said)
    assert sentence in str(refused.value)


def test_a_level_that_is_not_there_gets_a_sentence():
    with pytest.raises(UnknownContent, match="There is no level 'hard'"):
        opening_lines(load_library(), scenario="one-day-a-week", persona="sociable", level="hard", seed=1, said=())
