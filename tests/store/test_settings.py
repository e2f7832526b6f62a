"""The settings: never in the way, never half written."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from rehearse.store.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Settings(
    theme="rehearse-light",
    feedback="later",
    show_meters=False,
    scenario="one-day",
    persona="sociable",
    level="tough",
    notice_seen=True,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def test_what_is_saved_is_loaded(file: Path) -> None:
    assert load_settings(file) == Settings()
    assert save_settings(CHOSEN, file) == ""
    assert load_settings(file) == CHOSEN
    assert save_settings(Settings(), file) == ""
    assert load_settings(file) == Settings()
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_they_lie_in_the_persons_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    assert save_settings(CHOSEN) == ""
    assert load_settings() == CHOSEN
    assert (tmp_path / "home" / "settings.json").is_file()


def test_folder_and_file_are_for_the_owner_alone(file: Path) -> None:
    save_settings(CHOSEN, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b'["theme"]', b"\xff\xfe\x00", b"null", b"[" * 90_000, b'{"theme": "x"}' + b" " * 100_000],
    ids=["empty", "half", "a list", "binary", "null", "deep", "huge"],
)
def test_a_broken_file_is_kept_aside_and_the_defaults_are_taken(file: Path, broken: bytes) -> None:
    file.parent.mkdir()
    for number in (1, 2):
        file.write_bytes(broken)
        assert load_settings(file) == Settings()
        assert not file.exists()
        assert file.with_name(f"settings.json.damaged-{number}").read_bytes() == broken
    assert save_settings(CHOSEN, file) == ""
    assert load_settings(file) == CHOSEN


@pytest.mark.parametrize(
    "found",
    [
        {"show_meters": "yes"},
        {"show_meters": 1},
        {"feedback": "sometimes"},
        {"theme": None},
        {"level": ["tough"]},
        {"colour": "red"},
    ],
)
def test_a_setting_that_cannot_be_is_passed_over_and_the_others_are_kept(file: Path, found: dict[str, Any]) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"persona": "sociable", **found}))
    assert load_settings(file) == Settings(persona="sociable")
    assert file.exists()


def test_settings_that_cannot_be_saved_give_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said = save_settings(CHOSEN, tmp_path / "file" / "settings.json")
    assert said.startswith(f"Your settings could not be saved in {tmp_path / 'file'}: ")
    assert said.endswith(".")


def test_a_folder_in_their_place_is_left_alone(file: Path) -> None:
    (file / "inside").mkdir(parents=True)
    assert load_settings(file) == Settings()
    assert save_settings(CHOSEN, file).startswith("Your settings could not be saved")
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]
    assert (file / "inside").is_dir()


def test_on_a_full_disk_the_old_settings_stay(tiny_disk: Path) -> None:
    file = tiny_disk / "settings.json"
    save_settings(CHOSEN, file)
    with (tiny_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 512)
        except OSError:
            pass
    assert save_settings(Settings(), file).endswith("No space left on device.")
    assert load_settings(file) == CHOSEN
    assert sorted(each.name for each in tiny_disk.iterdir()) == ["filler", "settings.json"]


def test_a_link_is_written_through(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    kept = tmp_path / "dotfiles.json"
    kept.write_text("{}")
    file.symlink_to(kept)
    assert save_settings(CHOSEN, file) == ""
    assert file.is_symlink()
    assert load_settings(kept) == CHOSEN
