"""The odds of meetings, kept on disk once they are computed: a cache, which may be deleted at any time.

What is kept goes by a hash of all that decides the odds, so that it is never out of date: content that is edited has
another one. Whatever is wrong with the disk, the odds are computed anew.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse import __version__
from rehearse.store.places import make_folder, worth_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.loading.library import Library

MOST_BYTES = 150_000_000
"""What all files together may take; a shipped meeting with one boss at one level takes 2 to 10 MB."""
SUFFIX = ".odds"
_ABANDONED = 3600.0
"""Seconds after which a file that was never written to its end is deleted."""
_DECIDING = ("engine", "analysis", "coaching/odds/persons.py", "coaching/odds/worth.py")
"""The parts of the program that decide the odds."""


def key_of(library: Library, scenario: str, persona: str, level: str, ranks: Iterable[int]) -> str:
    """What the odds of a meeting with a boss at a level are kept by; *ranks* are what the cards make of its lines."""
    deciding = (_program(), library.content_hash(scenario, persona), level, *map(str, ranks))
    return hashlib.sha256("\n".join(deciding).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """A hash of the program's own part in the odds."""
    found = hashlib.sha256(__version__.encode())
    package = Path(__file__).resolve().parent.parent
    for part in _DECIDING:
        path = package / part
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            with suppress(OSError):  # nothing but the compiled program is installed: its version must do
                found.update(file.read_bytes())
    return found.hexdigest()


def framed(data: bytes) -> bytes:
    """*data* with a line before it by which damage is told."""
    return b"rehearse odds %08x\n" % zlib.crc32(data) + data


def unframed(raw: bytes) -> bytes | None:
    """What was framed, or nothing where it is damaged."""
    data = raw[raw.find(b"\n") + 1 :]
    return data if raw == framed(data) else None


def load(key: str) -> bytes | None:
    """What is kept under *key*, or nothing where it is not there, damaged, or cannot be read."""
    path = worth_folder() / f"{key}{SUFFIX}"
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        data = unframed(path.read_bytes())
    except OSError:
        return None
    with suppress(OSError):
        if data is not None:
            os.utime(path)  # used last
    return data


def keep(key: str, data: bytes) -> None:
    """Keep *data* under *key*, and let go of what was not used for longest. Where that cannot be done, it is not."""
    with suppress(OSError):
        folder = make_folder(worth_folder())
        write_whole(folder / f"{key}{SUFFIX}", framed(data))
        _tidy(folder)


def _tidy(folder: Path) -> None:
    """Delete what goes beyond ``MOST_BYTES``, and what was never written to its end."""
    found = []
    for path in folder.iterdir():
        with suppress(OSError):  # another program may have deleted it meanwhile
            told = path.stat()
            if path.suffix == SUFFIX:
                found.append((told.st_mtime, told.st_size, path))
            elif path.name.startswith(".") and told.st_mtime < time.time() - _ABANDONED:
                path.unlink()
    total = 0
    for _, size, path in sorted(found, reverse=True):
        total += size
        if total > MOST_BYTES:
            with suppress(OSError):
                path.unlink()
