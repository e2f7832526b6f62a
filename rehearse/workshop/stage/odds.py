"""The curve of each branch: worked out beside the session, and there once it is."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.summary import debrief
from rehearse.store.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.feedback.values import Debrief
    from rehearse.engine import Played, Story
    from rehearse.loading.library import Library

_Key = tuple[int, tuple[str, ...]]


class Curves:
    """Debriefs with odds, by what was said."""

    def __init__(
        self, library: Library, catalogue: Catalogue, story: Story, level: str, told: Callable[[], None]
    ) -> None:
        """Nothing is worked out before somebody asks. *told* is called in a thread of this object's own."""
        self._catalogue = catalogue
        self._weighing = Weighing(library, catalogue, story, level)
        self._told = told
        self._found: dict[_Key, Debrief] = {}
        self._asked: set[_Key] = set()
        self._plain: dict[_Key, Debrief] = {}
        self._waiting: SimpleQueue[Played] = SimpleQueue()
        self._starting = Lock()
        self._thread: Thread | None = None

    def of(self, played: Played) -> Debrief | None:
        """The debrief with its odds, if it is there; asking for it has it worked out."""
        key = _key(played)
        if (found := self._found.get(key)) is not None:
            return found
        with self._starting:
            if key not in self._asked:
                self._asked.add(key)
                self._waiting.put(played)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="curves", daemon=True)
                self._thread.start()
        return None

    def debrief(self, played: Played) -> Debrief:
        """The debrief, with the odds only where they are there."""
        key = _key(played)
        if (found := self.of(played)) is not None:
            return found
        if key not in self._plain:
            self._plain[key] = debrief(self._catalogue, played)
        return self._plain[key]

    def now(self, played: Played) -> Debrief:
        """The debrief with its odds, waited for."""
        key = _key(played)
        if key not in self._found:
            self._found[key] = debrief(self._catalogue, played, None, self._weighing.now())
        return self._found[key]

    def _work(self) -> None:
        self._weighing.start()
        worth = self._weighing.wait()
        while worth is not None:  # otherwise they could not be computed: there are none, and nobody waits for them
            played = self._waiting.get()
            self._found.setdefault(_key(played), debrief(self._catalogue, played, None, worth))
            self._told()


def _key(played: Played) -> _Key:
    return played.seed, tuple(str(choice.entry) for choice in played.choices)
