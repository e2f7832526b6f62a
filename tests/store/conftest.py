"""What the tests of the store share: a journal of one's own, other programs on it, and disks that refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rehearse.store import keeper
from rehearse.store.journal import Journal
from tests.store.programs import NOBODY, OtherProgram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal lies; its folder is not there yet."""
    return tmp_path / "data" / "journal.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[[], Journal]]:
    """Opens the journal at ``path``, as often as wanted; all are closed in the end."""
    journals: list[Journal] = []

    def open_journal() -> Journal:
        journals.append(Journal.open(path))
        return journals[-1]

    yield open_journal
    for journal in journals:
        journal.close()


@pytest.fixture
def journal(opened: Callable[[], Journal]) -> Journal:
    """An open journal."""
    return opened()


@pytest.fixture
def other(path: Path) -> Iterator[Callable[..., OtherProgram]]:
    """Starts other programs on the journal; all are ended in the end."""
    programs: list[OtherProgram] = []

    def start(at: Path = path, uid: int | None = None, *, ready: bool = True) -> OtherProgram:
        programs.append(OtherProgram(at, uid))
        return programs[-1].ready() if ready else programs[-1]

    yield start
    for program in programs:
        program.end()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits less long for other programs, where the waiting itself is not what is tested."""
    monkeypatch.setattr(keeper, "PATIENCE", 0.2)


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], tuple[Path, int | None]]]:
    """Makes a copy of a folder that may be read but not written, and the user id for whom this is so.

    For root nothing is read-only, so the other program is then run as somebody else.
    """
    made: list[Path] = []

    def make(folder: Path) -> tuple[Path, int | None]:
        root = Path(tempfile.mkdtemp(prefix="rehearse-test-"))
        made.append(root)
        root.chmod(0o755)
        copy = root / "data"
        shutil.copytree(folder, copy)
        for file in copy.iterdir():
            file.chmod(0o444)
        copy.chmod(0o555)
        return copy, NOBODY if os.geteuid() == 0 else None

    yield make
    for root in made:
        (root / "data").chmod(0o755)
        shutil.rmtree(root)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for a small journal; it takes the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)
