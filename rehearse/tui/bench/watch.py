"""Following a scenario's files: whatever program saves one of them, the bench is told at once."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from rehearse.authoring.workplace import SUFFIXES, pack_around

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 30
"""Milliseconds without a further change after which a save counts as whole."""
LONGEST = 200
"""Milliseconds after which changes are told of though others follow."""
BREATH = 250
"""Milliseconds after which watching shows that it goes on, where nothing changes."""
CONTENT = ("scenarios", "personas", "advice", "strings")


class Watch:
    """Tells of saved files until it is stopped.

    It is a plain thread of its own and no worker: it goes on as long as the screen does, and is never done with
    anything that somebody could wait for.
    """

    def __init__(self, file: Path, saved: Callable[[frozenset[Path]], object], failed: Callable[[str], object]) -> None:
        """Watch *file* and the pack that it lies in; *saved* and *failed* are called in the thread."""
        self._file = file.resolve()
        self._saved = saved
        self._failed = failed
        self._stop = Event()
        self._before = _stamp(self._file)
        self.ready = Event()  # set once nothing that is saved can be missed any more

    def start(self) -> None:
        """Begin."""
        Thread(target=self._watch, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Tell of nothing any more."""
        self._stop.set()

    def _watch(self) -> None:
        from watchfiles import watch  # noqa: PLC0415  (loaded only where something is watched)

        folders, deep = self._folders()
        try:
            for changes in watch(
                *folders,
                watch_filter=self._is_content,
                debounce=LONGEST,
                step=STEP,
                stop_event=self._stop,
                rust_timeout=BREATH,
                yield_on_timeout=True,
                recursive=deep,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                paths = {Path(path).resolve() for _, path in changes}
                if not self.ready.is_set() and _stamp(self._file) != self._before:
                    paths.add(self._file)  # it was saved before anything was watched
                self.ready.set()
                if paths and not self._stop.is_set():
                    self._saved(frozenset(paths))
        except (OSError, RuntimeError) as error:  # what the system's own watching raises
            self._failed(f"The file cannot be followed ({error}): press r after saving it.")
        finally:
            self.ready.set()

    def _folders(self) -> tuple[list[Path], bool]:
        """What to watch, and whether with the folders below it: a pack's own folders, else the file's alone."""
        pack = pack_around(self._file)
        inside = [folder for name in CONTENT if pack is not None and (folder := pack / name).is_dir()]
        if any(self._file.is_relative_to(folder) for folder in inside):
            return inside, True
        return [self._file.parent], False

    def _is_content(self, _: object, path: str) -> bool:
        return path.endswith(SUFFIXES)


def _stamp(file: Path) -> tuple[int, int]:
    """By which a file that was saved differs from before; nothing where it is not there."""
    try:
        told = file.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size
