"""A process of its own that works out what an author asks about one version of a scenario, one question at a time.

It is started with ``python -m``, reads the version and then questions from standard input, and writes the answers to
standard output. When standard input closes, whoever asked is gone, and so is this. Nothing it does shows on a terminal.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

from rehearse.authoring.bench.figures import Failed, Question, worked_out
from rehearse.store.own_process import be_nice, started

if TYPE_CHECKING:
    import subprocess

    from rehearse.loading.library import Library

_NICER = 5
GONE = Failed("The process that works this out has ended; any save starts it again.")


class BackRoom:
    """Answers questions about one version. ``ask`` waits, so ask in a thread; ``close`` from any thread ends it."""

    def __init__(self, library: Library, scenario: str) -> None:
        """For this version; nothing is started before the first question."""
        self._version = (library, scenario)
        self._asking = Lock()
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, question: Question) -> Any:  # noqa: ANN401  (see ``bench_figures.Answer``)
        """The answer, or nothing where it was closed meanwhile. One question waits for the other."""
        with self._asking:
            process = self._started()
            if process is None:
                return None
            try:
                assert process.stdin is not None  # noqa: S101  (as started)
                assert process.stdout is not None  # noqa: S101
                pickle.dump(question, process.stdin)
                process.stdin.flush()
                return pickle.load(process.stdout)  # noqa: S301  (from the process that this has started)
            except (OSError, EOFError, ValueError, pickle.UnpicklingError):
                return None if self._closed else GONE

    def close(self) -> None:
        """Work out nothing more."""
        with self._starting:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what it had not read yet is lost, as it may be
                    assert pipe is not None  # noqa: S101  (as started)
                    pipe.close()

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._closed or self._process is not None:
                return self._process
            self._process = process = started(__name__)
        with suppress(OSError, ValueError):  # ended or closed meanwhile: it is told when the answer is waited for
            assert process.stdin is not None  # noqa: S101
            pickle.dump(self._version, process.stdin)
        return process


def main() -> None:
    """Answer what standard input asks."""
    be_nice(_NICER)
    _serve(sys.stdin.buffer, sys.stdout.buffer)


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    with suppress(EOFError):
        library, scenario = pickle.load(asked)  # noqa: S301  (from the program that started this)
        while True:
            question: Question = pickle.load(asked)  # noqa: S301
            pickle.dump(worked_out(library, scenario, question), answers)
            answers.flush()


if __name__ == "__main__":
    main()
