"""The odds of one rehearsal's meeting: read where they are kept, else computed beside the talk."""

from __future__ import annotations

from threading import Lock, Semaphore, Thread
from typing import TYPE_CHECKING

from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine import Story
    from rehearse.loading.library import Library
    from rehearse.store.worth_process import Job

_ONE_AT_A_TIME = Semaphore()
"""However many talks are opened, one process computes at a time."""


class Weighing:
    """Looks for the odds in a thread, which waits for a process where they are not kept. May be used by any thread."""

    def __init__(self, library: Library, catalogue: Catalogue, story: Story, level: str) -> None:
        """Prepare for *story* at *level*; nothing is looked for yet."""
        self._library = library
        self._catalogue = catalogue
        self._story = story
        self._level = level
        self._worth: Worth | None = None
        self._thread: Thread | None = None
        self._starting = Lock()
        self._computing = Lock()

    def start(self) -> None:
        """Look for them, unless that was begun before. Returns at once."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._look, name="odds", daemon=True)
                self._thread.start()

    @property
    def looking(self) -> bool:
        """Whether they are still being looked for. Where not, and none are found, only ``now`` brings them."""
        return self._thread is not None and self._thread.is_alive()

    def found(self) -> Worth | None:
        """They, once they are there. ``None`` also where they could not be computed elsewhere: see ``now``."""
        return self._worth

    def wait(self) -> Worth | None:
        """They, waited for where they are on their way; ``None`` as with ``found``."""
        if (thread := self._thread) is not None:
            thread.join()
        return self._worth

    def now(self) -> Worth:
        """They, waited for, or computed here: that takes seconds, so not where a person's keys are answered."""
        self.wait()
        with self._computing:
            if self._worth is None:
                from rehearse.coaching.odds.worth import Worth, computed  # noqa: PLC0415  (loads numpy)
                from rehearse.store.worth import keep  # noqa: PLC0415

                job = self._job()
                self._worth = self._kept(job)
                if self._worth is None:
                    data = computed(self._story, self._level, job.ranks)
                    keep(job.key, data)
                    self._worth = Worth(self._story, self._level, job.ranks, data)
            return self._worth

    def _look(self) -> None:
        try:
            job = self._job()
            self._worth = self._kept(job)
            if self._worth is None:
                with _ONE_AT_A_TIME:
                    self._worth = self._kept(job) or self._elsewhere(job)
        except Exception:  # noqa: BLE001  (a thread's boundary: nobody waits for it; ``now`` tells what is wrong)
            self._worth = None

    def _job(self) -> Job:
        from rehearse.coaching.odds.persons import ranks_of  # noqa: PLC0415  (off the path of whoever only talks)
        from rehearse.store.worth import key_of  # noqa: PLC0415
        from rehearse.store.worth_process import Job  # noqa: PLC0415

        library, story = self._library, self._story
        ranks = ranks_of(story, self._catalogue)
        key = key_of(library, story.scenario, story.boss.persona, self._level, ranks)
        main, *second = (library.personas[part] for part in parts_of(story.boss.persona))
        assert library.rules is not None  # noqa: S101  (the story was put together by them)
        scenario = library.scenarios[story.scenario]
        return Job(key, scenario, main, second[0] if second else None, library.rules, library.moves, self._level, ranks)

    def _kept(self, job: Job) -> Worth | None:
        from rehearse.store.worth import load  # noqa: PLC0415

        return self._read(job, load(job.key))

    def _elsewhere(self, job: Job) -> Worth | None:
        from rehearse.store.worth_process import done_elsewhere  # noqa: PLC0415

        return self._read(job, done_elsewhere(job))

    def _read(self, job: Job, data: bytes | None) -> Worth | None:
        if data is None:
            return None
        from rehearse.coaching.odds.worth import Damaged, Worth  # noqa: PLC0415  (loads numpy)

        try:
            return Worth(self._story, self._level, job.ranks, data)
        except Damaged:
            return None
