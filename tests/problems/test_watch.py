"""``rehearse check --watch`` in a real terminal: every save is checked, broken or not, until Ctrl+C."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.problems.broken import GOOD
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

FINISHED = "Deep checks finished."


@pytest.fixture
def terminal(tmp_path, monkeypatch) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "day-at-home.yaml").write_text(GOOD)
    terminal = Terminal(tmp_path / "home", "check", "--watch", "day-at-home.yaml", columns=120, rows=40)
    yield terminal
    terminal.close()


def test_every_save_is_checked_through_broken_files_and_ctrl_c_ends_it_quietly(terminal, tmp_path):
    path = tmp_path / "day-at-home.yaml"
    terminal.wait_for("No problems.")  # the deep checks are overtaken by the next save

    path.write_text(GOOD.replace("    boss: You", "\tboss: You"))
    terminal.wait_for("day-at-home.yaml:11:1: error: A tab stands at the beginning of this line. [yaml-tab]", FINISHED)

    beside = tmp_path / "day-at-home.yaml.new"  # as most editors save
    beside.write_text(GOOD.replace("move: propose-a-trial", "move: propose-a-trail"))
    beside.replace(path)
    shown = terminal.wait_for("Did you mean 'propose-a-trial'?", "1 error.")
    assert "yaml-tab" not in shown, "what was shown before is gone"

    path.unlink()
    terminal.wait_for("There is no file or folder 'day-at-home.yaml'.")
    path.write_text(GOOD)
    terminal.wait_for("No problems.", FINISHED)
    terminal.child.sendintr()
    terminal.child.wait()
    terminal.read()
    assert terminal.child.exitstatus == 0
    assert "Traceback" not in terminal.text
    assert "Stopped" not in terminal.text
