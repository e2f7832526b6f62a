"""What goes on beside a screen, in its own event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any


class Work:
    """Things under way that end with their screen. What goes wrong in one of them is told."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Nothing is under way; *tell* takes a sentence about what goes wrong."""
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How much is under way."""
        return len(self._tasks)

    def begin(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do something beside the rest."""
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def end(self) -> None:
        """End everything."""
        for task in self._tasks:
            task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._tell(f"Something went wrong here ({type(error).__name__}: {error}).")
