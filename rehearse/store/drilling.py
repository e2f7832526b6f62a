"""A drill under way: each answer is in the journal before its verdict is told."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rehearse.coaching.between.drill import MINUTES, MOST, Drill, closing
from rehearse.coaching.between.drill_feedback import Judge, Told
from rehearse.coaching.between.objections import Drilled, objections
from rehearse.coaching.feedback.catalogue import Catalogue
from rehearse.coaching.prep.values import Words, as_line
from rehearse.store import clock
from rehearse.store.own_words import load_own
from rehearse.store.places import model_folder, vectors_folder
from rehearse.store.practice import DRILL, opposite, past_of, planning, with_the_boss

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.coaching.between.objections import Objection, Past
    from rehearse.coaching.feedback.hearing import Ear, Heard
    from rehearse.engine import Entry
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal
    from rehearse.store.practice import Opposite


@dataclass(slots=True)
class DrillSession:
    """One drill with one boss."""

    library: Library
    journal: Journal
    boss: Opposite
    judge: Judge
    past: Past
    drill: Drill
    seconds: Callable[[], float] = time.monotonic
    ear: Ear | None = None
    _begun: float = field(default=0.0)

    @classmethod
    def begin(
        cls,
        library: Library,
        journal: Journal,
        brief: Brief,
        boss: str,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> DrillSession:
        """A new drill with *boss*, one id or two joined. Slow after many rehearsals.

        Raises ``UnknownContent`` with a sentence where there is no such boss.
        """
        across = opposite(library, brief, boss)
        rehearsals = with_the_boss(library, journal, brief, boss)
        catalogue = Catalogue(library)
        past = past_of(catalogue, journal, boss, rehearsals, load_own()[0])
        judge = Judge(catalogue, planning(library, brief, across, rehearsals), across.name)
        found = objections(across.persona, across.slots, past, clock.today())
        return cls(library, journal, across, judge, past, Drill.of(found), seconds, _begun=seconds())

    @property
    def current(self) -> Objection | None:
        """The objection to be answered now; nothing where the drill is over."""
        return self.drill.current

    @property
    def number(self) -> int:
        """Which one of the drill that is, from 1."""
        return self.drill.number

    @property
    def out_of_time(self) -> bool:
        """Whether the minutes are over: then the objection that was put is the last."""
        return self.seconds() - self._begun >= MINUTES * 60

    @property
    def minutes_left(self) -> int:
        """Minutes left, the one that is running counted as a whole one; 0 where they are over."""
        return max(0, -int((self.seconds() - self._begun - MINUTES * 60) // 60))

    @property
    def over(self) -> bool:
        """Whether there is no further objection."""
        return self.drill.current is None or (self.out_of_time and bool(self.drill.answers))

    @property
    def place(self) -> str:
        """How far one has come: ``3 of up to 10``."""
        return f"{self.number} of up to {min(MOST, len(self.drill.answers) + len(self.drill.waiting))}"

    def hear(self, words: str) -> Heard:
        """How the person's own words can be taken; nothing is said yet."""
        from rehearse.coaching.feedback.hearing import Ear  # noqa: PLC0415  (the thesaurus is read with the first typed line)
        from rehearse.understanding import use_semantics  # noqa: PLC0415

        if self.ear is None:
            use_semantics(model_folder(), vectors_folder())
            self.ear = Ear(self.library)
        heard = self.ear.hear_move(words)
        return replace(heard, readings=tuple(replace(each, off_script=False) for each in heard.readings))

    def answer(self, entry: Entry) -> Told:
        """Answer the current objection; kept before this returns. Raises ``IndexError`` where the drill is over."""
        objection = self.drill.waiting[0]
        lines = self._lines(objection)
        if entry.move:
            told = self.judge.told(objection, entry.move, entry.words, self.number, lines)
        else:
            told = self.judge.unread(objection, entry.words, self.number, lines)
        if entry.move or not entry.words:  # what could not be read says nothing about the person
            made = Drilled(
                self.boss.id, objection.concern.id, entry.move, told.good, objection.line, entry.words, clock.now()
            )
            self.journal.note(DRILL, made.data())
        self.drill = self.drill.answered(good=told.good)
        return told

    def closing(self) -> tuple[str, str]:
        """Two sentences at the end."""
        return closing(self.drill.answers)

    def _lines(self, objection: Objection) -> tuple[Words, ...]:
        """What could be said to it, the best first: what held in a drill before, then what is known otherwise."""
        concern = objection.concern
        mine = (self.past.own or {}).get(f"then.{concern.id}")
        on_page = [Words(as_line(mine.text), "own")] if mine is not None and mine.used and mine.text else []
        held = [
            Words(as_line(each.said), "said", "in a drill")
            for each in reversed(self.past.drilled)
            if each.good and each.said and each.concern == concern.id
        ]
        ways = self.judge.planning.ways(concern)
        spoken = [way for way in ways if way.origin == "said"]
        others = [way for way in ways if way.origin != "said"]
        before = sum(answer.objection.concern.id == concern.id for answer in self.drill.answers)
        turn = before % len(others) if others else 0  # another one each time that the worry comes
        return (*on_page, *spoken, *held[:1], *others[turn:], *others[:turn])
