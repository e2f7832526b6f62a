"""What goes on beside the bench: following its files, reading what was saved, working out what is known of it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message

from rehearse.authoring.bench.draft import Draft, Unreadable, read_all, reread
from rehearse.authoring.bench.figures import Checks
from rehearse.authoring.bench.process import BackRoom
from rehearse.model.problem import Problem, Span
from rehearse.tui.bench.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.timer import Timer

    from rehearse.authoring.bench.bench import Bench
    from rehearse.authoring.bench.figures import Proofs, Question
    from rehearse.tui.page import Page

PAUSE = 0.3
"""Seconds after a save before anything is worked out: who saves twice in a row wants only the second."""


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let no garbage be looked for meanwhile: beside the values of a whole library that takes as long as reading."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass
class Read(Message):
    """What was saved has been read: the next version, or why there is none."""

    draft: Draft | None
    unreadable: Unreadable | None = None


@dataclass
class Answered(Message):
    """A question about the version that is shown has its answer."""

    question: Question
    answer: Any


class BenchWork:
    """Follows, reads and asks beside *screen*, and posts to it what came of it, for the newest version alone."""

    def __init__(self, screen: Page[Any], bench: Bench) -> None:
        """For one bench; nothing begins before it is told to."""
        self._screen = screen
        self._bench = bench
        self._room: BackRoom | None = None
        self._proving: BackRoom | None = None
        self._pause: Timer | None = None  # while nothing has been asked yet about the version that is shown
        self._readings = 0
        self.watch = self._watching()

    # --- the files

    def _watching(self) -> Watch:
        screen = self._screen
        return Watch(
            self._bench.draft.file,
            lambda paths: screen.call_later(self._saved, paths),
            lambda sentence: screen.call_later(lambda: screen.app.tell(sentence, "warning")),
        )

    def _saved(self, paths: frozenset[Path]) -> None:
        self.read(everything=paths != {self._bench.draft.file.resolve()})

    def move_to(self, file: Path) -> None:
        """Follow another file from now on: a copy of the one that is shown."""
        self._bench.move_to(file)
        self.watch.stop()
        self.watch = self._watching()
        self.watch.start()
        self.read(everything=True)

    def read(self, *, everything: bool = False) -> None:
        """Read the scenario's file again, or *everything*."""
        self._readings += 1
        self._wait_longer()
        self._work("read", partial(self._read, self._readings, everything=everything))

    def _read(self, number: int, *, everything: bool) -> None:
        bench = self._bench
        try:
            with _nothing_collected():
                if everything:
                    draft = read_all(bench.draft, bench.packs, bench.persona)
                else:
                    draft = reread(bench.draft, bench.persona)
            answer = Read(draft)
        except Unreadable as error:
            answer = Read(None, error)
        except Exception as error:  # noqa: BLE001  (a worker's boundary: it becomes a sentence on the screen)
            sentence = f"This version cannot be shown: {str(error) or type(error).__name__}"
            problem = Problem("unreadable", "error", Span(str(bench.draft.file)), sentence)
            answer = Read(None, Unreadable([problem]))
        if number == self._readings:  # else it was saved again meanwhile
            self._screen.post_message(answer)

    # --- what is known

    def begin(self) -> None:
        """Work out what is known of the version that is shown now, in place of any other."""
        self.end()
        self._room = BackRoom(self._bench.draft.library, self._bench.draft.scenario)
        self._pause = self._screen.set_timer(PAUSE, partial(self._ask_all, self._room))

    def _ask_all(self, room: BackRoom) -> None:
        self._pause = None
        self._ask(room, (Checks(deep=False), self._bench.question, Checks(deep=True)))

    def _wait_longer(self) -> None:
        """What is only to begin can wait until it is known what was saved."""
        if self._pause is not None:
            self._pause.reset()

    def ask(self, question: Question) -> None:
        """Ask about the version that is shown."""
        if self._room is not None:
            self._ask(self._room, (question,))

    def prove(self, question: Proofs) -> Any:  # noqa: ANN401  (a proof, or why there is none)
        """The proof of the version that is shown; waits for it, so call it in a worker."""
        if self._room is None:
            return None
        if self._proving is None:  # a room of its own: nothing else is to wait for proofs
            self._proving = BackRoom(self._bench.draft.library, self._bench.draft.scenario)
        return self._proving.ask(question)

    def end(self) -> None:
        """Work out nothing more."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        for room in (self._room, self._proving):
            if room is not None:
                room.close()
        self._room = self._proving = None

    def _ask(self, room: BackRoom, questions: tuple[Question, ...]) -> None:
        if room is self._room:
            self._work("ask", partial(self._answer, room, questions))

    def _answer(self, room: BackRoom, questions: tuple[Question, ...]) -> None:
        for question in questions:
            answer = room.ask(question)
            if answer is not None and room is self._room:
                self._screen.post_message(Answered(question, answer))

    def _work(self, group: str, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, group=group, thread=True, exit_on_error=False)
