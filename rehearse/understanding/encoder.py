"""The sentence encoder: a small neural network that gives lines of like meaning vectors that lie near each other.

It is optional. Its library is fastembed (the extra ``semantic``), its model all-MiniLM-L6-v2, looked for in one folder
of this machine. Nothing is fetched but by ``download``, which is called where a person has asked for it. What is slow
to import is imported only where there is a model.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from rehearse.understanding.words import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
NEEDED = ("model.onnx", "tokenizer.json", "tokenizer_config.json")
"""The files of a model without which it cannot be read."""
ALONGSIDE = ("config.json", "special_tokens_map.json")
INSTALL = "python -m pip install 'fastembed>=0.8,<1'"
HOW_MANY_MEGABYTES = 91
"""What ``download`` fetches."""


class NoEncoder(Exception):
    """There is no encoder to be had; the message says why, as the end of a sentence."""


class Encoder(Protocol):
    """Turns lines into vectors."""

    @property
    def name(self) -> str:
        """Tells its vectors from those of every other model: a hash, in hexadecimal."""

    def encode(self, lines: Sequence[str]) -> Matrix:
        """A vector of length one for each of *lines*, the same for the same line every time.

        Raises ``NoEncoder`` where that cannot be done.
        """


def is_installed() -> bool:
    """Whether the library is there; it is not imported."""
    return find_spec("fastembed") is not None


def lacking(folder: Path) -> tuple[str, ...]:
    """The files that a model in *folder* would need and that are not there."""
    return tuple(name for name in NEEDED if not (folder / name).is_file())


def load(folder: Path) -> Encoder:
    """The encoder in *folder*, without any network. Raises ``NoEncoder``."""
    if not is_installed():
        message = f"its library is not installed ({INSTALL})"
        raise NoEncoder(message)
    if missing := lacking(folder):
        nothing = len(missing) == len(NEEDED)
        message = f"there is no model in {folder}" if nothing else f"the model in {folder} lacks {', '.join(missing)}"
        raise NoEncoder(message)
    return _Fastembed(folder)


class _Fastembed:
    """The model of one folder."""

    def __init__(self, folder: Path) -> None:
        _send_no_reports()
        try:
            from fastembed import TextEmbedding  # noqa: PLC0415  (half a second, and only here)

            self._model = TextEmbedding(
                MODEL,
                cache_dir=str(folder),
                specific_model_path=str(folder),
                local_files_only=True,
                providers=["CPUExecutionProvider"],
                threads=1,  # as fast for single lines, and leaves the screen its processor
            )
            digest = hashlib.sha256()
            for name in NEEDED:
                with (folder / name).open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except Exception as error:
            message = f"the model in {folder} cannot be used ({type(error).__name__})"
            raise NoEncoder(message) from error
        self.name = digest.hexdigest()
        self.encode(("A first line.", "Another, which is longer."))  # a model that cannot do this is none

    def encode(self, lines: Sequence[str]) -> Matrix:
        """See ``Encoder``. One line at a time, so that no vector depends on the lines beside it."""
        import numpy as np  # noqa: PLC0415

        try:
            shortened = [line[:MAX_CHARACTERS] for line in lines]
            vectors = np.stack(list(self._model.embed(shortened, batch_size=1))).astype(np.float32)
        except Exception as error:
            message = f"the model failed ({type(error).__name__})"
            raise NoEncoder(message) from error
        if vectors.ndim != 2 or not np.isfinite(vectors).all():  # noqa: PLR2004  (lines, and what each consists of)
            message = "what the model returns are no vectors"
            raise NoEncoder(message)
        return vectors


def download(folder: Path) -> None:
    """Fetch the model into *folder*, which is there, from where fastembed has it. Raises ``NoEncoder``.

    It asks nobody: that is for whoever calls it.
    """
    if not is_installed():
        message = f"its library is not installed ({INSTALL})"
        raise NoEncoder(message)
    _send_no_reports()
    try:
        from fastembed import TextEmbedding  # noqa: PLC0415
        from huggingface_hub import snapshot_download  # noqa: PLC0415  (fastembed fetches by it too)

        described = next(model for model in TextEmbedding.list_supported_models() if model["model"] == MODEL)
        snapshot_download(
            described["sources"]["hf"],
            local_dir=folder,
            cache_dir=folder / ".cache",
            allow_patterns=[*NEEDED, *ALONGSIDE],
            token=False,  # it is open to everybody; nobody's key is sent along
        )
    except Exception as error:
        raise NoEncoder(_in_short(error)) from error


def _in_short(error: Exception) -> str:
    """The first line of what *error* says, without the stop at its end."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _send_no_reports() -> None:
    """Forbid reports on use. To be called before the libraries are loaded.

    From 1.29 on onnxruntime, which runs the model, would otherwise keep an identifier of the machine on disk and send
    reports to its makers.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_XET"] = "1"  # one more copy of what is downloaded, in the home folder
