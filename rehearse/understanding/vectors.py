"""Vectors of lines: those of the content's example lines are kept on disk, those of what a person types never.

The file holds hashes and vectors, no text: the SHA-256 of all that follows, how long a vector is (four bytes), then for
each line the SHA-256 of the model's name and the line, and its vector, all little-endian.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rehearse.understanding.encoder import Encoder, Matrix

    Vector = NDArray[np.float32]

HASH = 32
"""Bytes of a SHA-256."""
MOST_ON_DISK = 5000
"""Vectors kept in the file, the latest: some 8 MB."""
MOST_IN_MEMORY = 2000
"""Vectors kept in memory beside those of the content's example lines."""


class Vectors:
    """The vectors of one encoder, each computed once."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        """Keep those of the content's lines in *folder*, which need not exist yet, or nowhere."""
        self._encoder = encoder
        self._file = folder / f"{encoder.name[:16]}.vectors" if folder else None
        self._content: dict[str, Vector] = {}
        self._one = lru_cache(MOST_IN_MEMORY)(self._encoded)

    def keep(self, lines: Iterable[str]) -> None:
        """Make the vectors of the content's *lines* ready, on disk too. Raises ``NoEncoder``.

        A file that is damaged or cannot be read is as good as none, and one that cannot be written is left as it is.
        """
        wanted = {line: self._key(line) for line in lines if line not in self._content}
        if not wanted:
            return
        on_disk = _read(self._file) if self._file else {}
        new = [line for line, key in wanted.items() if key not in on_disk]
        fresh = dict(zip(new, self._encoder.encode(new), strict=True)) if new else {}
        self._content.update({line: on_disk[key] if line not in fresh else fresh[line] for line, key in wanted.items()})
        if new and self._file:
            on_disk.update({wanted[line]: vector for line, vector in fresh.items()})
            _write(self._file, on_disk)

    def of(self, lines: Sequence[str]) -> Matrix:
        """The vectors of *lines*, of which there is at least one; nothing is written. Raises ``NoEncoder``."""
        import numpy as np  # noqa: PLC0415  (only where there is an encoder)

        return np.stack([self._content[line] if line in self._content else self._one(line) for line in lines])

    def _encoded(self, line: str) -> Vector:
        vector: Vector = self._encoder.encode([line])[0]
        return vector

    def _key(self, line: str) -> bytes:
        return hashlib.sha256(f"{self._encoder.name} {line}".encode(errors="surrogatepass")).digest()


def _record(size: int) -> Any:  # noqa: ANN401  (numpy's types for structures are no help)
    return [("key", "u1", HASH), ("vector", "<f4", size)]


def _read(path: Path) -> dict[bytes, Vector]:
    """What *path* holds; nothing where it is not there, or not as it was written."""
    import numpy as np  # noqa: PLC0415

    try:
        data = path.read_bytes()
        digest, body = data[:HASH], data[HASH:]
        if hashlib.sha256(body).digest() != digest:
            return {}
        records = np.frombuffer(body, _record(int.from_bytes(body[:4], "little")), offset=4)
    except (OSError, ValueError):
        return {}
    return {record["key"].tobytes(): record["vector"] for record in records}


def _write(path: Path, vectors: dict[bytes, Vector]) -> None:
    """Put *vectors*, the latest of them, into *path*, for the owner alone; at every moment it is whole."""
    import numpy as np  # noqa: PLC0415

    size = len(next(iter(vectors.values())))
    latest = list(vectors.items())[-MOST_ON_DISK:]
    records = np.zeros(len(latest), _record(size))
    records["key"] = np.frombuffer(b"".join(key for key, _ in latest), np.uint8).reshape(-1, HASH)
    records["vector"] = np.stack([vector for _, vector in latest])
    body = size.to_bytes(4, "little") + records.tobytes()
    with suppress(OSError):
        for folder in reversed((path.parent, *path.parent.parents)):
            folder.mkdir(mode=0o700, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # for the owner alone
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
