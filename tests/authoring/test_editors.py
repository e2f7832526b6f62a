"""Opening a file at a line in the editor that somebody uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearse.authoring.bench.editors import NoEditor, editor_call

FILE = Path("/packs/my pack/scenarios/mine.yaml")
AT = f"{FILE}:12:5"


@pytest.mark.parametrize(
    ("editor", "command", "windowed"),
    [
        ("vi", ("vi", "+12", str(FILE)), False),
        ("vim", ("vim", "+12", str(FILE)), False),
        ("/usr/bin/nvim", ("/usr/bin/nvim", "+12", str(FILE)), False),
        ("nano", ("nano", "+12,5", str(FILE)), False),
        ("emacs -nw", ("emacs", "-nw", "+12:5", str(FILE)), False),
        ("emacsclient -t", ("emacsclient", "-t", "+12:5", str(FILE)), False),
        ("micro", ("micro", "+12:5", str(FILE)), False),
        ("hx", ("hx", AT), False),
        ("helix", ("helix", AT), False),
        ("kak", ("kak", "+12:5", str(FILE)), False),
        ("code --wait", ("code", "--wait", "-g", AT), True),
        ("code", ("code", "-g", AT), True),
        ("subl -w", ("subl", "-w", AT), True),
        ("zed --wait", ("zed", "--wait", AT), True),
        ("kate", ("kate", "-l", "12", str(FILE)), True),
        ("'/opt/my editors/ed it'", ("/opt/my editors/ed it", str(FILE)), False),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, command: tuple[str, ...], *, windowed: bool) -> None:
    call = editor_call(FILE, 12, 5, {"EDITOR": editor})
    assert call.command == command
    assert call.windowed == windowed


def test_an_editor_that_is_not_known_is_told_the_file_alone() -> None:
    assert not editor_call(FILE, 12, 5, {"EDITOR": "my-own"}).at_line
    assert editor_call(FILE, 12, 5, {"EDITOR": "vim"}).at_line


def test_visual_goes_before_editor_and_an_empty_one_counts_for_nothing() -> None:
    assert editor_call(FILE, 1, 1, {"EDITOR": "nano", "VISUAL": "vim"}).name == "vim"
    assert editor_call(FILE, 1, 1, {"EDITOR": "nano", "VISUAL": " "}).name == "nano"


def test_where_none_is_set_a_sentence_says_how_to_set_one() -> None:
    with pytest.raises(NoEditor, match="export EDITOR="):
        editor_call(FILE, 1, 1, {})
    with pytest.raises(NoEditor, match="quote that is not closed"):
        editor_call(FILE, 1, 1, {"EDITOR": "vim 'x"})


def test_lines_before_the_first_are_the_first() -> None:
    assert editor_call(FILE, 0, 0, {"EDITOR": "nano"}).command == ("nano", "+1,1", str(FILE))
