"""The person's own words on disk: for the owner alone, never half written, never lost, and gone with the brief."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from rehearse.coaching.prep.values import Own
from rehearse.model.brief import Brief
from rehearse.store.brief import brief_files, forget_brief, save_brief
from rehearse.store.own_words import load_own, save_own
from rehearse.store.places import own_words_path

MINE = {"opening": Own("Mine, “word for word”: [/x]", "theirs"), "fact.1": Own("", "a fact", used=False)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "prep.json"


def test_what_is_saved_is_loaded(file: Path) -> None:
    assert load_own(file) == ({}, "")
    assert save_own(MINE, file) == (True, "")
    assert load_own(file) == (MINE, "")
    assert save_own({}, file) == (True, "")
    assert load_own(file) == ({}, "")
    assert [each.name for each in file.parent.iterdir()] == ["prep.json"]


def test_it_lies_beside_the_brief_for_the_owner_alone() -> None:
    assert save_own(MINE) == (True, "")
    path = Path(os.environ["REHEARSE_HOME"]) / "prep.json"
    assert own_words_path() == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "broken",
    [b"{", b"\xff\x00", b"[]", b'{"words": 3}', b"[" * 100_000, b"null", b" " * 300_000],
    ids=["cut", "no text", "a list", "no words", "deep", "null", "huge"],
)
def test_a_damaged_file_gets_a_sentence_and_is_never_overwritten_but_kept_aside(file: Path, broken: bytes) -> None:
    file.parent.mkdir()
    for number in (1, 2):
        file.write_bytes(broken)
        own, sentence = load_own(file)
        assert own == {}
        assert "cannot be read" in sentence
        assert str(file) in sentence
        assert file.read_bytes() == broken
        assert f"prep.json.damaged-{number}" in save_own(MINE, file).told
        assert file.with_name(f"prep.json.damaged-{number}").read_bytes() == broken
        assert load_own(file) == (MINE, "")


@pytest.mark.parametrize(
    "wrong", [3, None, [], {}, {"text": 3}, {"text": "x", "used": "yes"}, {"text": "x", "instead_of": 1}], ids=str
)
def test_what_of_a_file_can_be_read_is_used_and_the_rest_is_told(file: Path, wrong: object) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"words": {"opening": {"text": "Mine"}, "close": wrong}}))
    own, sentence = load_own(file)
    assert own == {"opening": Own("Mine")}
    assert "one of them is left out" in sentence


def test_signs_that_could_move_the_cursor_are_not_read(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"words": {"opening": {"text": "a\x1b[2Jb\u202ec\nd\ud800"}}}))
    assert load_own(file)[0]["opening"].text == "a[2Jbc d"


def test_where_it_cannot_be_saved_there_is_a_sentence_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    saving = save_own(MINE, tmp_path / "data" / "prep.json")
    assert not saving.done
    assert saving.told.startswith("Your own words could not be saved in ")
    assert [each.name for each in tmp_path.iterdir() if each.name != "rehearse-home"] == ["data"]


def test_a_folder_in_its_place_is_told_in_a_sentence(file: Path) -> None:
    file.mkdir(parents=True)
    own, sentence = load_own(file)
    assert own == {}
    assert "cannot be read" in sentence


def test_they_are_forgotten_with_the_brief_and_so_is_what_was_kept_aside() -> None:
    save_brief(Brief(you="Sam"))
    save_own(MINE)
    beside = own_words_path().with_name("prep.json.damaged-1")
    beside.write_text("x")
    assert {each.name for each in brief_files()} == {"brief.yaml", "prep.json", "prep.json.damaged-1"}
    assert forget_brief()
    assert list(own_words_path().parent.iterdir()) == []
    save_own(MINE)  # own words alone are a brief to forget as well
    assert forget_brief()
    assert not own_words_path().exists()
