"""The guide's page on seeing a scenario: every command in it runs, and does what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from rehearse.authoring.graph.stats import READ_ALOUD, READ_SILENTLY
from rehearse.cli.commands import run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring" / "seeing.md"
COMMANDS = re.findall(r"^\$ rehearse (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    quick = ["--quick"] if "html" in words else []  # what takes long has tests of its own
    assert run([*words, *quick]) == 0
    told = capsys.readouterr()
    if "--output" in words:
        place = Path(words[words.index("--output") + 1])
        assert place.stat().st_size > 1_000
        assert told.err == f"Written: {place}\n"
    else:
        assert len(told.out) > 500


def test_the_page_has_the_figures_that_the_program_uses_and_its_picture_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"divided by {READ_SILENTLY}" in text.replace("\n", " ")
    assert f"and {READ_ALOUD}, read aloud" in text.replace("\n", " ")
    assert len(COMMANDS) >= 10
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", text):
        assert (PAGE.parent / picture).read_bytes().startswith(b"\x89PNG")
