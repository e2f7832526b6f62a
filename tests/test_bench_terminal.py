"""The author's bench in a real terminal, with an editor that takes it over and saves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.authoring.benching import written_pack
from tests.terminal import Terminal
from tests.tui.world import BOSS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITOR = """#!{python}
import sys
name = sys.argv[-1]
text = open(name).read()
print("EDITING", *sys.argv[1:-1])
old, new = input().split("|")
assert old in text, old
open(name, "w").write(text.replace(old, new, 1))
"""


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The bench with the small meeting, and nano, which here asks for one change and makes it."""
    file = written_pack(tmp_path / "pack")
    nano = tmp_path / "nano"
    nano.write_text(EDITOR.format(python=sys.executable), encoding="utf-8")
    nano.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(nano))
    terminal = Terminal(tmp_path / "home", "edit", str(file), "--boss", BOSS, columns=120, rows=40)
    yield terminal
    terminal.close()


def test_the_editor_has_the_terminal_and_the_bench_follows_what_it_saves(editing: Terminal, tmp_path: Path) -> None:
    terminal = editing
    file = tmp_path / "pack" / "scenarios" / "west-window.yaml"

    def line_of(words: str) -> int:
        return next(number for number, line in enumerate(file.read_text().splitlines(), 1) if words in line)

    def edit(change: str) -> None:
        terminal.press("e")
        terminal.wait_for(f"EDITING +{line_of('  second:')}")
        terminal.child.send(f"{change}\n")

    terminal.wait_for("You wanted a word.", "Pat Plain")
    terminal.press("1", "1")
    terminal.wait_for("Path  2", "ask → hear")
    terminal.press("\x1b[A")  # from where the path stands to the node above
    terminal.wait_for("The floor is full")
    edit("The floor is full, as you know.|The floor is fuller than ever.")
    terminal.wait_for("The floor is fuller than ever.", "ask → hear")
    edit("phase: concerns|phase: concern")
    terminal.wait_for("is not one of", "The floor is fuller than ever.", "✗")
    edit("phase: concern|phase: concerns")
    terminal.wait_until(lambda shown: "is not one of" not in shown and "fuller than ever" in shown, "the mended file")
    edit("id: hear|id: listen")
    terminal.wait_for("The path breaks at its line 2 of 2", "The floor is fuller than ever.")
    terminal.press("p")
    terminal.wait_for("Play from 'second'", "Trust")
    terminal.press("\r")
    terminal.wait_for("nothing of it is written into the journal", "The floor is fuller than ever.")
    terminal.press("\x1b")
    terminal.wait_for("The path breaks at its line 2 of 2")
    terminal.press("\x11")  # Ctrl+Q
    terminal.child.expect(pexpect.EOF)
    terminal.child.wait()
    assert terminal.child.exitstatus == 0


def test_what_cannot_lie_on_the_bench_is_refused_with_a_sentence(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "home", "edit", "one-day-a-weak", columns=100)
    terminal.child.expect(pexpect.EOF)
    terminal.child.wait()
    said = terminal.child.before.decode()  # type: ignore[union-attr]  # bytes, as no encoding was asked for
    terminal.close()
    assert terminal.child.exitstatus == 2
    assert "There is no scenario 'one-day-a-weak'. Did you mean 'one-day-a-week'?" in " ".join(said.split())
