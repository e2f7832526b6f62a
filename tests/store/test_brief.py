"""The brief on disk: for the owner alone, never half written, never lost, and gone when it is forgotten."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rehearse.loading.library import load_library
from rehearse.model.brief import Ask, Boss, Brief
from rehearse.store.brief import brief_files, brief_to_edit, forget_brief, keep_private, load_brief, save_brief
from rehearse.store.journal import Journal
from rehearse.store.places import brief_path
from rehearse.store.session import Session

MINE = Brief(you="Sam", boss=Boss(name="Karen Holt", persona="controlling"), ask=Ask(home_days=1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "brief.yaml"


def test_what_is_saved_is_loaded(file: Path) -> None:
    assert load_brief(file) == (Brief(), ())
    assert save_brief(MINE, file) == ""
    assert load_brief(file) == (MINE, ())
    assert save_brief(Brief(), file) == ""
    assert load_brief(file) == (Brief(), ())
    assert [each.name for each in file.parent.iterdir()] == ["brief.yaml"]


def test_it_lies_in_the_persons_own_folder() -> None:
    assert save_brief(MINE) == ""
    assert brief_path() == Path(os.environ["REHEARSE_HOME"]) / "brief.yaml"
    assert load_brief() == (MINE, ())


def test_folder_and_file_are_for_the_owner_alone_even_after_an_editor(file: Path) -> None:
    save_brief(MINE, file)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    keep_private(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    save_brief(MINE, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_to_edit_is_written_with_all_questions_where_there_is_none(file: Path) -> None:
    assert brief_to_edit(file) == file
    assert "follow_up:" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("you: Sam")
    brief_to_edit(file)
    assert file.read_text() == "you: Sam"


@pytest.mark.parametrize("broken", [b"you: [", b"\xff\x00", b"you: Sam\nask: {home_days: 9}\n", b"- a\n"])
def test_a_broken_file_is_never_overwritten_but_kept_aside(file: Path, broken: bytes) -> None:
    file.parent.mkdir()
    for number in (1, 2):
        file.write_bytes(broken)
        assert load_brief(file)[1]
        assert file.read_bytes() == broken
        assert f"brief.yaml.damaged-{number}" in save_brief(MINE, file)
        assert file.with_name(f"brief.yaml.damaged-{number}").read_bytes() == broken
        assert load_brief(file) == (MINE, ())


def test_what_of_a_broken_file_can_be_read_is_used(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("you: Sam\nask: {home_days: 9}\n")
    brief, problems = load_brief(file)
    assert brief == Brief(you="Sam")
    assert str(problems[0]).startswith(f"{file}:2:18: error: The number must be at most 5.")


def test_it_is_written_through_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    real = tmp_path / "elsewhere.yaml"
    file.symlink_to(real)
    assert save_brief(MINE, file) == ""
    assert file.is_symlink()
    assert load_brief(real) == (MINE, ())
    assert forget_brief(file)
    assert not real.exists()
    assert not file.is_symlink()


def test_a_folder_in_its_place_is_told_in_a_sentence(file: Path) -> None:
    file.mkdir(parents=True)
    brief, problems = load_brief(file)
    assert brief == Brief()
    assert "The file cannot be read" in problems[0].message


def test_where_it_cannot_be_saved_there_is_a_sentence_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    said = save_brief(MINE, tmp_path / "data" / "brief.yaml")
    assert said.startswith("Your brief could not be saved in ")
    assert [each.name for each in tmp_path.iterdir() if each.name != "rehearse-home"] == ["data"]


def test_forgetting_removes_the_copies_and_what_editors_leave(file: Path) -> None:
    assert not forget_brief(file)
    save_brief(MINE, file)
    beside = ["brief.yaml.damaged-1", "brief.yaml~", ".brief.yaml.swp", "#brief.yaml#"]
    for name in (*beside, "journal.db", "brief.yaml.example"):
        file.with_name(name).write_text("x")
    assert {each.name for each in brief_files(file)} == {"brief.yaml", *beside}
    assert forget_brief(file)
    assert {each.name for each in file.parent.iterdir()} == {"journal.db", "brief.yaml.example"}
    assert not forget_brief(file)


def test_the_brief_is_in_the_talk_at_once_and_an_old_rehearsal_is_shown_with_it() -> None:
    library, journal = load_library(), Journal.open()
    begun = Session.begin(
        library,
        journal,
        scenario="summoned-three-days",
        persona="controlling",
        level="everyday",
        seed=1,
        feedback="now",
    )
    assert "Karen Holt" not in begun.story.scene
    before = begun.say(begun.choices()[0].id)
    save_brief(MINE)
    record = journal.get(begun.record.id)
    assert record is not None
    resumed = Session.resume(library, journal, record)
    assert "Karen Holt" in resumed.story.scene
    assert resumed.story.boss.name == "Karen Holt"
    assert resumed.played.now.state == before.state
    other = Session.begin(
        library,
        journal,
        scenario="summoned-three-days",
        persona="sociable",
        level="everyday",
        seed=1,
        feedback="now",
    )
    assert other.story.boss.name == library.personas["sociable"].name
    journal.close()
