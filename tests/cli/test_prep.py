"""``rehearse prep`` with the person's own words, and forgetting them: run as a command, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from rehearse.cli.commands import rehearse, run
from rehearse.coaching.prep.values import Own
from rehearse.model.brief import Brief
from rehearse.store.brief import save_brief
from rehearse.store.own_words import save_own
from rehearse.store.places import brief_path, own_words_path

if TYPE_CHECKING:
    from pathlib import Path

MINE = "Karen, twenty minutes about my Fridays"


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_own_words_are_on_the_page_in_both_forms(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_own({"opening": Own(MINE), "close": Own("Never said", used=False)})
    assert run(["prep", "--format", kind]) == 0
    page = capsys.readouterr().out
    assert MINE in page
    assert "Never said" not in page
    target = tmp_path / "page"
    assert run(["prep", "--format", kind, "-o", str(target)]) == 0
    assert target.read_text() == page


def test_a_damaged_file_of_own_words_gets_a_sentence_and_the_page_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    own_words_path().parent.mkdir(parents=True)
    own_words_path().write_text("[")
    assert run(["prep"]) == 0
    told = capsys.readouterr()
    assert "# My meeting" in told.out
    assert f"Your own words for the prep sheet cannot be read: {own_words_path()} is damaged." in told.err
    assert own_words_path().read_text() == "["


def test_nothing_in_the_file_reaches_the_terminal_as_anything_but_text(capsys: pytest.CaptureFixture[str]) -> None:
    own_words_path().parent.mkdir(parents=True)
    own_words_path().write_text('{"words": {"opening": {"text": "a\\u001b]0;x\\u0007b\\u202ec"}}}')
    assert run(["prep"]) == 0
    page = capsys.readouterr().out
    assert "“a\\]0;xbc”" in page
    assert not {"\x1b", "\x07", "\u202e"} & set(page)


def test_forgetting_the_brief_asks_about_the_own_words_too_and_removes_both() -> None:
    save_brief(Brief(you="Sam"))
    save_own({"opening": Own(MINE)})
    kept = CliRunner().invoke(rehearse, ["brief", "--forget"], input="n\n")
    assert "Delete your brief and your own words on the prep sheet for good? [y/N]" in kept.output
    assert own_words_path().exists()
    gone = CliRunner().invoke(rehearse, ["brief", "--forget"], input="y\n")
    assert "Deleted: your brief and your own words on the prep sheet." in gone.output
    assert not own_words_path().exists()
    assert not brief_path().exists()
