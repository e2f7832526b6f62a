"""What may be in a pack: data, and how much of it. Every way into a pack's folder goes through here."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

from rehearse.model.pack import MANIFEST
from rehearse.store.places import PACK_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

TEXTS = frozenset({".yaml", ".yml", ".csv", ".md", ".txt"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
NAMED = frozenset({"LICENSE", "LICENCE", "README", "CHANGELOG", "AUTHORS", "NOTICE"})
"""Texts that are known by their names."""

MOST_FILES = 2_000
MOST_BYTES = 50_000_000
"""What all files of a pack may have together."""
MOST_BYTES_OF_ONE = 5_000_000
MOST_DEPTH = 8
"""Folders within each other."""
MOST_SIGNS = 200
"""Letters of a file's path inside the pack."""

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))})
_FORBIDDEN = frozenset('<>:"|?*\\')


class PackRefused(ValueError):
    """Why something is no pack that can be taken, in one sentence; nothing has been left behind."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of a pack, by their paths inside it with ``/`` between folders, and those that were left out."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def is_data(path: str) -> bool:
    """Whether a file of this path belongs into a pack: a text or a picture, not hidden, and nothing to be executed."""
    pure = PurePosixPath(path)
    if any(part.startswith((".", "__MACOSX")) for part in pure.parts):
        return False
    return pure.suffix.casefold() in TEXTS | PICTURES or pure.name in NAMED


def checked_path(path: str, what: str) -> str:
    """*path* as it may be written below a pack's folder.

    Raises ``PackRefused`` for one that leads out of it, or that some computer cannot hold.
    """
    shown = _shown(path)
    if "\0" in path or any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} for sign in path):
        message = f"{what} holds a file whose name has signs that nobody sees: {shown}."
        raise PackRefused(message)
    if path.startswith(("/", "\\")) or "\\" in path or ":" in path:
        message = f"{what} holds a file that would not lie in the pack's own folder: {shown}."
        raise PackRefused(message)
    parts = path.split("/")
    if ".." in parts:
        message = f"{what} holds a file that would escape from the pack's folder: {shown}."
        raise PackRefused(message)
    if any(part in {"", "."} for part in parts):
        message = f"{what} holds a file whose path cannot be read: {shown}."
        raise PackRefused(message)
    if len(parts) > MOST_DEPTH or len(path) > MOST_SIGNS:
        message = f"{what} holds a file that lies too deep, or whose path is too long: {shown}."
        raise PackRefused(message)
    for part in parts:
        if part.endswith((" ", ".")) or part.split(".")[0].casefold() in _RESERVED or not _FORBIDDEN.isdisjoint(part):
            message = f"{what} holds a file with a name that not every computer can hold: {shown}."
            raise PackRefused(message)
    return path


def _compared(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _shown(path: str) -> str:
    text = "".join(sign if sign.isprintable() else "?" for sign in path)
    return f"'{text if len(text) <= 80 else text[:79] + '…'}'"  # noqa: PLR2004


class Tally:
    """Counts what has been read so far, so that no pack grows beyond what one may have."""

    def __init__(self, what: str) -> None:
        """*what* the sentences speak of."""
        self._what = what
        self._files = 0
        self._bytes = 0
        self._taken: dict[str, str] = {}  # files, by their paths as they compare where capitals do not matter
        self._folders: dict[str, str] = {}

    def file(self, path: str) -> None:
        """A further file, or folder. Raises ``PackRefused`` where it is one too many, or its place is taken."""
        self._files += 1
        if self._files > MOST_FILES:
            message = f"{self._what} holds more than {MOST_FILES:,} files."
            raise PackRefused(message)
        key = _compared(path)
        folders = [path[:at] for at, sign in enumerate(path) if sign == "/"]
        for folder in folders:
            if self._folders.setdefault(_compared(folder), folder) != folder or _compared(folder) in self._taken:
                self._refuse(self._taken.get(_compared(folder), self._folders[_compared(folder)]), path)
        if key in self._taken or key in self._folders:
            self._refuse(self._taken.get(key) or self._folders[key], path)
        self._taken[key] = path

    def _refuse(self, one: str, other: str) -> NoReturn:
        message = f"{self._what} holds two files that take the same place: {_shown(one)} and {_shown(other)}."
        raise PackRefused(message)

    def bytes(self, count: int) -> None:
        """So many further bytes. Raises ``PackRefused`` where they are too many."""
        self._bytes += count
        if self._bytes > MOST_BYTES:
            message = f"{self._what} unpacks to more than {MOST_BYTES // 1_000_000} MB."
            raise PackRefused(message)


def read_folder(folder: Path, belongs: Callable[[str], bool] = is_data) -> Packed:
    """The files of the pack in *folder* of which *belongs* holds. Links are not followed. Raises ``PackRefused``."""
    what = f"'{folder}'"
    tally = Tally(what)
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    for path in _walked(folder):
        inside = path.relative_to(folder).as_posix()
        try:
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) or not is_data(inside) or not belongs(inside):
                left_out.append(inside)
                continue
            checked_path(inside, what)
            tally.file(inside)
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES_OF_ONE + 1)
        except OSError as error:
            message = f"'{path}' cannot be read: {error.strerror or error}."
            raise PackRefused(message) from error
        if len(raw) > MOST_BYTES_OF_ONE:
            message = f"'{path}' is larger than {MOST_BYTES_OF_ONE // 1_000_000} MB."
            raise PackRefused(message)
        tally.bytes(len(raw))
        files[inside] = raw
    return Packed(files, told_left_out(left_out))


def _walked(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(root, name) for name in folders if Path(root, name).is_symlink())
        yield from (Path(root, name) for name in sorted(names))


def told_left_out(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of *paths* that are worth a word: hidden files are left out without one."""
    return tuple(path for path in paths if not any(part.startswith((".", "__")) for part in path.split("/")))


def at_the_top(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """*files* without a folder around all of them, as programs that zip a folder put there."""
    tops = {path.split("/")[0] for path in files if path not in NAMED and path != MANIFEST}
    alone = len(tops) == 1 and not tops & set(PACK_FOLDERS) and MANIFEST not in files
    if not alone:
        return files
    (top,) = tops
    return {path.removeprefix(f"{top}/"): raw for path, raw in files.items() if path.startswith(f"{top}/")}
