"""What goes wrong behind the coach's screen: written to a small file in the data folder, and never to the terminal.

The file says where in the program something happened, for whoever mends it. It says nothing of who was there: no
addresses, no names, no tokens. So of an error it has the kind and the lines of the program, and what it said only where
that speaks of the program alone; of what other libraries say the first line, without addresses and keys in it.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from functools import partial
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from rehearse.store.places import OWNER_ONLY_FILE, data_folder, make_folder, workshop_log_path
from rehearse.workshop.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any

MOST_BYTES = 256 * 1024
"""Bytes of the file, after which it is put aside as the one before; one before is kept."""
MOST_SIGNS = 400
"""Signs of one message."""
OURS = "rehearse"
STRAY = f"{OURS}.stray"
"""The logger of what was written past everything else."""
_OF_THE_PROGRAM = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
"""Errors that speak of the program's own names, and not of what people have sent."""
_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_KEY = re.compile(r"[\w-]{24,}|(?=[\w-]*\d)[\w-]{16,}")
_LOG = logging.getLogger(f"{OURS}.workshop")


class Line(logging.Formatter):
    """A record as the file has it."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how bad, whose, what; and below it where in the program."""
        said = record.getMessage()
        if record.name.partition(".")[0] != OURS:
            said = (said.strip().splitlines() or [""])[0]
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {struck(said)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += _trace(record.exc_info[1])
        return "\n".join(lines)


def struck(text: str) -> str:
    """*text* on one line, without addresses and without anything that may be a key."""
    return _KEY.sub("(key)", _ADDRESS.sub("(address)", clean(text, MOST_SIGNS)))


def _trace(error: BaseException) -> list[str]:
    """The lines of the program in which *error* came about, and those from which it came, the first at the top."""
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return [line for each in reversed(chain) for line in _one(each)]


def _one(error: BaseException) -> list[str]:
    frames = [f"  {row}" for part in traceback.format_tb(error.__traceback__) for row in part.rstrip().splitlines()]
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    said = ""
    if isinstance(error, OSError):
        said = error.strerror or ""
    elif isinstance(error, _OF_THE_PROGRAM):
        said = struck(str(error))
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return [*frames, f"  {kind}{f': {said}' if said else ''}", *(row for each in inner for row in _trace(each))]


class _File(RotatingFileHandler):
    """The file, for its owner alone. Where it cannot be written, what would be said there is lost, and nothing else."""

    def _open(self) -> Any:  # noqa: ANN401  (as the standard library has it)
        opener = partial(os.open, mode=OWNER_ONLY_FILE)
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=opener)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (as the standard library has it)
        """Say nothing: there is nowhere to say it."""


@contextmanager
def logged() -> Iterator[None]:
    """Have everything that is logged written to the file, with warnings, and with what ends a thread."""
    root = logging.getLogger()
    before, handlers = root.level, root.handlers[:]
    hooks = threading.excepthook, sys.unraisablehook
    ours: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        make_folder(data_folder())
        ours = _File(
            workshop_log_path(), maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )
    ours.setFormatter(Line())
    root.handlers[:] = [ours]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_ended
    sys.unraisablehook = _could_not_be_raised
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = hooks
        logging.captureWarnings(capture=False)
        root.setLevel(before)
        root.handlers[:] = handlers
        ours.close()


def _thread_ended(told: threading.ExceptHookArgs) -> None:
    _log("A thread ended.", told.exc_type, told.exc_value, told.exc_traceback)


def _could_not_be_raised(told: sys.UnraisableHookArgs) -> None:
    _log("Something failed where nothing could be done about it.", told.exc_type, told.exc_value, told.exc_traceback)


def _log(sentence: str, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None:
        _LOG.error(sentence, exc_info=(kind, error, trace))


@contextmanager
def screen_alone() -> Iterator[None]:
    """Let nothing but the full-screen program write to the terminal.

    It paints to the standard streams as they were. What anything else writes to these (a library in C, a program that
    was started) goes to the log, line by line. Where the system has it otherwise (Windows), nothing is changed.
    """
    if os.name != "posix":
        yield
        return
    before = sys.__stdout__, sys.__stderr__
    kept = [os.dup(number) for number in (1, 2)]
    painting: list[Any] = [
        os.fdopen(os.dup(each), "w", encoding=stream.encoding if stream else "utf-8", errors="backslashreplace")
        for each, stream in zip(kept, before, strict=True)
    ]
    ours, theirs = os.pipe()
    reading = threading.Thread(target=_note, args=(ours,), name="workshop-stray", daemon=True)
    reading.start()
    for number in (1, 2):
        os.dup2(theirs, number)
    os.close(theirs)
    sys.__stdout__, sys.__stderr__ = painting  # type: ignore[misc]  # what Textual paints to and measures
    try:
        yield
    finally:
        sys.__stdout__, sys.__stderr__ = before  # type: ignore[misc]
        for number, each in zip((1, 2), kept, strict=True):
            os.dup2(each, number)
            os.close(each)
        for stream in painting:
            with suppress(OSError):  # the terminal is gone
                stream.close()
        reading.join(1)  # longer where a program that was started still holds the stream: it is not waited for


def _note(stream: int) -> None:
    with os.fdopen(stream, encoding="utf-8", errors="replace") as lines:
        while line := lines.readline(MOST_SIGNS):
            if line.strip():
                logging.getLogger(STRAY).warning("%s", line)
