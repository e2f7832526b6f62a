"""Packs as zip files: written the same from the same files, and read as what they are, whatever their headers say."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from rehearse.authoring.packs.files import (
    MOST_BYTES_OF_ONE,
    MOST_FILES,
    Packed,
    PackRefused,
    Tally,
    at_the_top,
    checked_path,
    is_data,
    told_left_out,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_ZIPPED = 20_000_000
"""Bytes that the zip file itself may have."""
MOST_RATIO = 200
"""How many times larger a file may be than it is in the zip, from ``RATIO_FROM`` bytes on."""
RATIO_FROM = 200_000
SUFFIX = ".zip"

_FIRST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_HEADER = 30
"""Bytes before the name of a file, at the least."""
_END, _END_SIZE, _LOCATOR, _LOCATOR_SIZE, _MOST_COMMENT = b"PK\x05\x06", 22, b"PK\x06\x07", 20, 65_535
_BYTES_OF_ENTRY = 46 + 600
_CHUNK = 65_536
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    KeyError,
    MemoryError,
)
"""What the standard library raises for files that are no zip, or a damaged one."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """*files* as a zip: sorted, with a fixed time, not compressed, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, _FIRST)
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, files[path])
    return buffer.getvalue()


def read_zip(path: Path) -> Packed:
    """The files of the pack in the zip at *path*, read into memory: nothing is written. Raises ``PackRefused``."""
    what = f"'{path.name}'"
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_ZIPPED + 1)
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror or error}."
        raise PackRefused(message) from error
    return unzipped(raw, what)


def unzipped(raw: bytes, what: str) -> Packed:
    """The files in *raw*, a zip that sentences call *what*. Raises ``PackRefused``, and nothing else."""
    _refuse_what_is_no_zip(raw, what)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _taken(archive, what)
    except PackRefused:
        raise
    except _UNREADABLE as error:
        message = f"{what} is a damaged zip file, or none at all."
        raise PackRefused(message) from error


def _refuse_what_is_no_zip(raw: bytes, what: str) -> None:
    """Look at the ends of *raw* before the whole list of what is in it is read."""
    if len(raw) > MOST_ZIPPED:
        message = f"{what} is larger than {MOST_ZIPPED // 1_000_000} MB."
        raise PackRefused(message)
    end = raw.rfind(_END, max(0, len(raw) - _END_SIZE - _MOST_COMMENT))
    if not raw.startswith(b"PK") or end < 0 or len(raw) < end + _END_SIZE:
        message = f"{what} is no zip file."
        raise PackRefused(message)
    size = int.from_bytes(raw[end + 12 : end + 16], "little")
    if size > MOST_FILES * _BYTES_OF_ENTRY or raw[max(0, end - _LOCATOR_SIZE) : end].startswith(_LOCATOR):
        message = f"{what} holds more than {MOST_FILES:,} files."
        raise PackRefused(message)


def _taken(archive: zipfile.ZipFile, what: str) -> Packed:
    entries = archive.infolist()
    _refuse_overlaps(entries, what)
    tally = Tally(what)
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    for entry in entries:
        _refuse_odd(entry, what)
        name = entry.orig_filename
        if entry.is_dir() or name.endswith("/"):
            checked_path(name.rstrip("/"), what)
            continue
        checked_path(name, what)
        tally.file(name)
        if is_data(name):
            files[name] = _content(archive, entry, tally, what)
        else:
            left_out.append(name)
    return Packed(at_the_top(files), told_left_out(left_out))


def _refuse_odd(entry: zipfile.ZipInfo, what: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        message = f"{what} is locked with a password."
        raise PackRefused(message)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        message = f"{what} holds something that is neither a file nor a folder, such as a link."
        raise PackRefused(message)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        message = f"{what} is packed in a way that is not read here: zip it in the usual way."
        raise PackRefused(message)


def _refuse_overlaps(entries: list[zipfile.ZipInfo], what: str) -> None:
    """Entries that share bytes of the file: that is how small bombs are made."""
    before = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < before:
            message = f"{what} is no sound zip file: two of its files overlap."
            raise PackRefused(message)
        before = entry.header_offset + _HEADER + len(entry.orig_filename) + entry.compress_size


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, tally: Tally, what: str) -> bytes:
    """The file's content, counted while it is read: no header is believed."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            tally.bytes(len(chunk))
            if size > MOST_BYTES_OF_ONE:
                message = f"{what} holds a file larger than {MOST_BYTES_OF_ONE // 1_000_000} MB: '{entry.filename}'."
                raise PackRefused(message)
            if size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1):
                message = f"{what} unpacks to far more than it seems to hold: '{entry.filename}'."
                raise PackRefused(message)
            parts.append(chunk)
    return b"".join(parts)
