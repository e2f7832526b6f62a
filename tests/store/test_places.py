"""Where things lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.store import places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_everything_lies_in_the_folder_that_the_person_names(home: Path) -> None:
    assert places.data_folder() == home
    assert places.journal_path() == home / "journal.db"
    assert places.settings_path() == home / "settings.json"
    assert places.packs_folder() == home / "packs"
    assert places.exports_folder() == home / "exports"
    assert not home.exists(), "asking where things lie creates nothing"


def test_without_a_named_folder_the_platforms_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REHEARSE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert places.data_folder().name == "rehearse"
    assert places.data_folder().is_relative_to(tmp_path)


def test_a_tilde_and_a_relative_folder_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REHEARSE_HOME", "~/mine")
    assert places.data_folder() == tmp_path / "mine"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSE_HOME", "here")
    assert places.data_folder() == tmp_path / "here"
    monkeypatch.setenv("REHEARSE_HOME", "~nobody-of-this-name/x")
    assert places.data_folder().is_absolute()


def test_packs_are_the_folders_with_content_by_name(home: Path) -> None:
    assert places.packs() == ()
    for name in ("zebra/scenarios", "apple/advice", "mango/personas", "holiday/photos"):
        (home / "packs" / name).mkdir(parents=True)
    (home / "packs" / "notes.txt").write_text("x")
    assert [pack.name for pack in places.packs()] == ["apple", "mango", "zebra"]


def test_a_file_in_the_packs_place_holds_no_packs(home: Path) -> None:
    home.mkdir()
    (home / "packs").write_text("x")
    assert places.packs() == ()


def test_a_new_folder_is_for_the_owner_alone_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    assert places.make_folder(tmp_path / "new").stat().st_mode & 0o777 == 0o700
    (tmp_path / "old").mkdir(mode=0o755)
    (tmp_path / "old").chmod(0o755)
    assert places.make_folder(tmp_path / "old").stat().st_mode & 0o777 == 0o755


def test_putting_aside_takes_the_companions_along_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.damaged-1-wal").write_text("earlier")
    (tmp_path / "a").write_text("main")
    (tmp_path / "a-wal").write_text("companion")
    aside = places.put_aside(tmp_path / "a", ("-wal", "-shm"))
    assert aside.name == "a.damaged-2"
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "a.damaged-1-wal": "earlier",
        "a.damaged-2": "main",
        "a.damaged-2-wal": "companion",
    }
