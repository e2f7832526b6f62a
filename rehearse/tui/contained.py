"""A Textual program whose failures reach the person as one sentence, and nobody as a traceback on the screen."""

from __future__ import annotations

import sys
from typing import Any

from textual.app import App

from rehearse.store.breakdown import told


class ContainedApp(App[str]):
    """An ``App`` that keeps what broke it in a file, and says in a sentence where."""

    breakdown = ""
    """Empty, or a sentence for the person about what ended the program."""

    def _handle_exception(self, error: Exception) -> None:
        if self._exit:  # the screens are being taken down under work that is still under way
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1] or self._exception
        self.breakdown = told(error)
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:  # noqa: ANN401  (as Textual has it)
        """End the program over a failure that describes itself (as a broken stylesheet does)."""
        self.breakdown = " ".join(str(renderable) for renderable in renderables) or "The program had to stop."
        self._close_messages_no_wait()
