"""The installed program in a real terminal: home, a whole talk, the debrief, and away again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from tests.terminal import PATIENCE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def opened(tmp_path) -> Iterator[Any]:
    terminals: list[Terminal] = []

    def open_terminal(*arguments: str, columns: int = 80, rows: int = 24) -> Terminal:
        terminals.append(Terminal(tmp_path / "home", *arguments, columns=columns, rows=rows))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


def journal(home: Path):
    listed = subprocess.run(
        [sys.executable, "-m", "rehearse", "journal", "--json"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REHEARSE_HOME": str(home)},
    )
    return json.loads(listed.stdout)


def test_a_whole_rehearsal_from_the_home_screen_to_the_debrief(opened, tmp_path):
    terminal = opened()
    terminal.wait_for("One day a week", "Margaret Voss", "Start")
    terminal.press("s")
    terminal.wait_for("Margaret", "Trust", "Patience", "how confident do you feel")
    terminal.press("4")
    for turn in range(1, 61):
        terminal.wait_for(f"turn {turn}", "or in your own words")
        terminal.press("1")
        terminal.wait_for("Go on")
        terminal.press("\r")
        after = (f"turn {turn + 1}", "See the debrief")
        shown = terminal.wait_until(lambda shown, after=after: any(each in shown for each in after), f"{after}")
        if "See the debrief" in shown:
            break
    (record,) = journal(tmp_path / "home")
    assert record["ending"]
    terminal.press("d")
    shown = terminal.wait_for("Debrief")
    assert "Traceback" not in shown
    terminal.press("\x11")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0


def test_a_talk_killed_in_the_middle_is_offered_again_at_the_same_turn(opened, tmp_path):
    terminal = opened("play", "summoned-three-days", "--boss", "sociable", "--seed", "3", "--feedback", "later")
    terminal.wait_for("Danny")
    for turn in (1, 2, 3):
        terminal.press("1")
        terminal.wait_for(f"turn {turn + 1}")
    (before,) = journal(tmp_path / "home")
    assert before["turns"] == 3
    terminal.child.kill(signal.SIGKILL)
    terminal.child.wait()
    again = opened("resume")
    again.wait_for("Danny", "turn 4")
    (after,) = journal(tmp_path / "home")
    assert after["choices"] == before["choices"]


def test_the_brief_is_told_in_a_form_and_kept_by_leaving_at_once(opened, tmp_path):
    terminal = opened("brief")
    terminal.wait_for("My meeting", "Your name")
    terminal.press("Zoë", "\t", "Karen Hall")  # no name that stands there as an example
    terminal.wait_for("Karen Hall")
    terminal.press("\x11")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    kept = (tmp_path / "home" / "brief.yaml").read_text()
    assert "you: Zoë" in kept
    assert "name: Karen Hall" in kept


def test_a_terminal_that_is_too_small_is_told_kindly(opened):
    terminal = opened(columns=40, rows=12)
    shown = terminal.wait_for("room")
    assert "Traceback" not in shown


def test_the_terminal_is_given_back_as_it_was(opened):
    terminal = opened()
    terminal.wait_for("Start")
    terminal.press("q")
    terminal.child.expect(pexpect.EOF)
    left = terminal.child.before
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert b"\x1b[?1049l" in left  # out of the alternate screen
    assert b"\x1b[?25h" in left  # the cursor is shown
    assert b"Traceback" not in left


@pytest.mark.parametrize("moments", [0, 1, 2, 3, 4, 6])
def test_leaving_while_the_meetings_are_still_being_loaded_is_quiet(opened, moments):
    terminal = opened()
    terminal.wait_for("one moment")
    terminal.read(0.1 * moments + 0.01)
    terminal.child.send("\x11")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert b"Error" not in terminal.child.before
    assert b"NoMatches" not in terminal.child.before


BREAKING = """
from rehearse.tui.contained import ContainedApp
class Broken(ContainedApp):
    def on_mount(self):
        raise ValueError("a secret")
app = Broken()
app.run()
print(app.breakdown)
raise SystemExit(app.return_code)
"""


def test_a_failure_is_one_sentence_and_its_traceback_lies_in_a_file(tmp_path):
    home = tmp_path / "home"
    child = pexpect.spawn(
        sys.executable,
        ["-c", BREAKING],
        env={**os.environ, "REHEARSE_HOME": str(home), "TERM": "xterm-256color"},
        dimensions=(24, 200),
        timeout=PATIENCE,
    )
    child.expect(pexpect.EOF)
    before: Any = child.before  # bytes, as no encoding was asked for
    shown = before.decode()
    child.close()
    (kept,) = home.glob("breakdown-*.txt")
    assert child.exitstatus == 1
    assert "The program had to stop (ValueError). Nothing that was said is lost." in shown
    assert str(kept) in shown
    assert "a secret" not in shown
    assert "Traceback" not in shown
    assert "ValueError: a secret" in kept.read_text()
