"""Opening the file in the person's own editor: in this terminal, which is handed over, or in a window of its own."""

from __future__ import annotations

import signal
import subprocess
from contextlib import contextmanager
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from rehearse.authoring.bench.editors import NoEditor, editor_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rehearse.authoring.bench.editors import Call
    from rehearse.tui.app import RehearseApp


def opened(app: RehearseApp, file: Path, line: int, column: int) -> tuple[str, bool]:
    """Open *file* there. Returns a sentence for the person, and whether it went well.

    An editor of this terminal is waited for; one with a window of its own is not.
    """
    try:
        call = editor_call(file, line, column)
    except NoEditor as error:
        return str(error), False
    try:
        return _in_a_window(call) if call.windowed else _here(app, call)
    except FileNotFoundError:
        return f"There is no program '{call.command[0]}'. Set $VISUAL or $EDITOR to the editor you use.", False
    except OSError as error:
        return f"'{call.command[0]}' cannot be started: {error.strerror or error}.", False


def _in_a_window(call: Call) -> tuple[str, bool]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603  (the person's own)
        call.command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    Thread(target=process.wait, name="editor", daemon=True).start()  # or it would stay behind when it has ended
    return f"Opened in {call.name}: every save shows here.", True


def _here(app: RehearseApp, call: Call) -> tuple[str, bool]:
    failed: OSError | None = None
    status = 0
    try:
        with app.suspend():
            try:  # in here, or the program would not come back into the terminal
                with _not_interrupted():
                    status = subprocess.run(call.command, check=False).returncode  # noqa: S603  (the person's own)
            except OSError as error:
                failed = error
    except SuspendNotSupported:
        return f"This terminal cannot be handed over to {call.name}: open the file beside the program.", False
    app.refresh(layout=True)
    if failed is not None:
        raise failed
    return (f"{call.name} ended with status {status}.", False) if status else ("", True)


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Let Ctrl+C be the editor's alone while it has the terminal."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)  # a program that is started does not inherit it
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
