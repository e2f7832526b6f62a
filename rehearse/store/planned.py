"""The plan as things stand: by the date in the brief and by the journal, with a meeting and a boss for each day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rehearse.coaching.between import ics
from rehearse.coaching.between.plan import Plan, plan
from rehearse.coaching.between.plan_done import FEWEST_LINES, OWN_SHARE, Practice, done, step_of
from rehearse.engine import Entry
from rehearse.model.brief_slots import slots_of
from rehearse.model.mix import parts_of
from rehearse.store.logs import free_name, latest, write_private
from rehearse.store.places import exports_folder, make_folder
from rehearse.store.practice import drilled, newest_intention, usual_boss

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from rehearse.coaching.between.objections import Intention
    from rehearse.coaching.between.plan import Dated, Step
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal, Record
    from rehearse.store.settings import Settings

PLAN, CALENDAR = "plan", "calendar"
"""Kinds of notes: a session that the person has marked as done, and by what their calendar knows the sessions."""
_BEYOND_A_FIRST_RUN = frozenset({"recall", "real", "tough", "dress"})
"""Whoever has done one of these needs no first run with lines to choose from any more."""
Stage = Literal["no-date", "on", "free", "ready", "day", "past", "over"]
"""Where one is: no date is told; something is on today; nothing is; all is done; it is the day; it is over and not
noted; it is noted."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session with everything that is needed to begin it."""

    step: Step
    day: dt.date
    number: int
    scenario: str
    title: str  # of the meeting
    boss: str
    boss_name: str
    level: str
    level_label: str

    @property
    def command(self) -> str:
        """How to begin it on the command line."""
        if self.step.kind == "drill":
            return f"rehearse drill --boss {self.boss}"
        if self.step.kind == "page":
            return "rehearse prep"
        timed = f" --time {self.step.seconds}" if self.step.seconds else ""
        return f"rehearse play {self.scenario} --boss {self.boss} --level {self.level} --mode {self.step.mode}{timed}"

    @property
    def with_whom(self) -> str:
        """Meeting, boss and level, in a few words."""
        if self.step.kind == "page":
            return ""
        if self.step.kind == "drill":
            return f"with {self.boss_name}"
        return f"{self.title}, with {self.boss_name}, level {self.level_label}"


@dataclass(frozen=True, slots=True)
class Today:
    """What is on, seen from one day."""

    day: dt.date
    stage: Stage
    plan: Plan | None  # none where no date is told
    sittings: tuple[Sitting, ...]  # those of the plan, the done ones first
    next_talk: bool  # whether the date is that of a further talk, agreed in the last one
    intention: Intention | None  # the person's newest if-then plan
    brief_told: bool  # whether anything is told of the person's own meeting

    @property
    def now(self) -> Sitting | None:
        """What is on today."""
        return self._sitting(self.plan.now if self.plan else None)

    @property
    def next(self) -> Sitting | None:
        """What is on next, today or later."""
        return self._sitting(self.plan.next if self.plan else None)

    def _sitting(self, dated: Dated | None) -> Sitting | None:
        return next((each for each in self.sittings if dated and each.step == dated.step), None)


def today_now(library: Library, journal: Journal, brief: Brief, settings: Settings, day: dt.date) -> Today:
    """The plan as it looks on *day*. Raises ``UnknownContent`` where there is no boss at all."""
    log = latest(journal)
    after = log.day if log is not None and log.day <= day else None
    again = log.next_day if log is not None else None
    meeting, further = brief.date, False
    if again is not None and (meeting is None or again > meeting):
        meeting, further = again, True
    newest = newest_intention(journal)
    told = not brief.is_empty
    if meeting is None:
        return Today(day, "over" if after else "no-date", None, (), next_talk=False, intention=newest, brief_told=told)
    boss = usual_boss(library, journal, brief, settings.persona)
    known = done(practices(library, journal), boss, day, after)
    passed = {each.step.id for each in known} & _BEYOND_A_FIRST_RUN
    found = plan(meeting, day, known, without=("first",) if further or passed else ())
    sitter = _Sitter(library, journal, brief, settings, boss)
    dated = (*found.done, *found.coming)
    sittings = tuple(sitter.sitting(each, number) for number, each in enumerate(dated, 1))
    stage = _stage(found, after)
    return Today(day, stage, found, sittings, next_talk=further, intention=newest, brief_told=told)


def _stage(found: Plan, logged: dt.date | None) -> Stage:
    if logged is not None and logged >= found.meeting:
        return "over"
    if found.days_left < 0:
        return "past"
    if found.days_left == 0:
        return "day"
    return "on" if found.now else "free" if found.coming else "ready"


@dataclass(frozen=True, slots=True)
class _Sitter:
    """Finds meeting, boss and level for each session."""

    library: Library
    journal: Journal
    brief: Brief
    settings: Settings
    boss: str

    def sitting(self, dated: Dated, number: int) -> Sitting:
        step = dated.step
        boss = self._other() if step.other else self.boss
        scenario = self._scenario()
        level, label = self._level(step)
        return Sitting(
            step=step,
            day=dated.day,
            number=number,
            scenario=scenario,
            title=self.library.scenarios[scenario].title if scenario in self.library.scenarios else "",
            boss=boss,
            boss_name=self._name(boss),
            level=level,
            level_label=label,
        )

    def _other(self) -> str:
        """Another boss: the second one of a mix, else the next that there is."""
        main, *second = parts_of(self.boss)
        others = [*second, *(name for name in self.library.personas if name != main)]
        return next((name for name in others if name in self.library.personas), self.boss)

    def _name(self, boss: str) -> str:
        persona = self.library.personas.get(parts_of(boss)[0])
        return slots_of(self.brief, boss).get("boss.name") or (persona.name if persona else boss)

    def _scenario(self) -> str:
        """The meeting that was rehearsed last, else the one that was chosen last, else the first."""
        main = parts_of(self.boss)[0]
        last = (record.scenario for record in self.journal.rehearsals() if main in parts_of(record.persona))
        known = self.library.scenarios
        return next((name for name in (*last, self.settings.scenario, *known) if name in known), "")

    def _level(self, step: Step) -> tuple[str, str]:
        levels = self.library.rules.levels if self.library.rules else ()
        if not levels:
            return "", ""
        place = {"first": 0, "usual": len(levels) // 2, "hardest": len(levels) - 1}[step.level]
        return levels[place].id, levels[place].label


# --- what was practised


def practices(library: Library, journal: Journal) -> tuple[Practice, ...]:
    """Everything in the journal that may count for a session."""
    hardest = library.rules.levels[-1].id if library.rules and library.rules.levels else ""
    talks = (_talk(record, hardest) for record in journal.rehearsals())
    return (*(talk for talk in talks if talk is not None), *_drills(journal), *_marked(journal))


def _talk(record: Record, hardest: str) -> Practice | None:
    """A rehearsal that came far enough; of one that was tried again from a turn, what was said from there on counts."""
    entries = [Entry.read(choice) for choice in record.choices[record.forked_at or 0 :]]
    said = [entry for entry in entries if not entry.silent]
    if len(said) < FEWEST_LINES:
        return None
    typed = sum(bool(entry.words) for entry in said)
    return Practice(
        day=record.updated.astimezone().date(),
        kind="talk",
        boss=record.persona,
        hardest=record.level == hardest,
        own_words=typed >= OWN_SHARE * len(said),
    )


def _drills(journal: Journal) -> Iterator[Practice]:
    """The days on which enough objections were answered."""
    answers: dict[dt.date, int] = {}
    for each in drilled(journal):
        day = each.at.astimezone().date()
        answers[day] = answers.get(day, 0) + 1
    yield from (Practice(day, "drill") for day, count in answers.items() if count >= FEWEST_LINES)


def _marked(journal: Journal) -> Iterator[Practice]:
    for note in journal.notes(PLAN):
        step = step_of(note.data.get("step"))
        if step is not None:
            yield Practice(note.made.astimezone().date(), step.kind, step=step.id)


def mark_done(journal: Journal, step: Step) -> None:
    """Keep that the person has done a session, however they did it."""
    journal.note(PLAN, {"step": step.id})


# --- the calendar


def calendar_of(today: Today, journal: Journal, stamp: dt.datetime, *, names: bool = False) -> str:
    """The sessions that lie ahead as a calendar file; empty where there are none.

    A work calendar is read by others: meeting and boss are only in it where *names* are asked for.
    """
    ahead = [each for each in today.sittings if today.plan and each.number > len(today.plan.done)]
    if not ahead:
        return ""
    known = _calendar_id(journal)
    return ics.calendar((_entry(each, known, len(today.sittings), names=names) for each in ahead), stamp)


def export_calendar(text: str, day: dt.date, path: Path | None = None) -> tuple[Path | None, str]:
    """Write the calendar to *path*, or else into the exports under the *day* on which it is made, for the owner alone.

    Returns where it is, and a sentence about it. Nothing that is there already is overwritten.
    """
    try:
        if path is None:
            path = free_name(make_folder(exports_folder()), f"{day.isoformat()}-practice", ".ics")
        write_private(path, text.encode())
    except FileExistsError:
        return None, f"'{path}' is there already; nothing was written. Choose another name."
    except OSError as error:
        return None, f"The calendar could not be written to {path or exports_folder()}: {error.strerror or error}."
    return path, f"Saved as {path.name} in {path.absolute().parent}. Open it, and your calendar takes the sessions in."


def _entry(sitting: Sitting, known: uuid.UUID, size: int, *, names: bool) -> ics.Entry:
    summary = f"Practice {sitting.number} of {size}: {sitting.step.minutes} minutes"
    told = ["'rehearse today' says what is on."]
    if names:
        summary = f"{sitting.step.title} ({sitting.number} of {size})"
        told = [sitting.with_whom, sitting.step.goal, sitting.command]
    description = "\n".join(line for line in told if line)
    return ics.Entry(str(uuid.uuid5(known, sitting.step.id)), sitting.day, summary, description)


def _calendar_id(journal: Journal) -> uuid.UUID:
    """What the entries' ids are made from: drawn once, so that a later export moves them and does not double them."""
    for note in journal.notes(CALENDAR):
        try:
            return uuid.UUID(str(note.data.get("id")))
        except ValueError:
            continue
    drawn = uuid.uuid4()
    journal.note(CALENDAR, {"id": str(drawn)})
    return drawn
