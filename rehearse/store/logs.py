"""What a person noted of real meetings, kept in the journal: of each meeting the newest note counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.between.after import LONG, LONGEST_MAIL, Log, compared
from rehearse.coaching.between.follow_up import mail
from rehearse.coaching.between.log_questions import with_answer
from rehearse.store.places import exports_folder, make_folder
from rehearse.store.practice import opposite, usual_boss, with_the_boss
from rehearse.store.session import UnknownContent

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from rehearse.coaching.between.after import Compared
    from rehearse.coaching.between.follow_up import Mail
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.store.journal import Journal
    from rehearse.store.practice import Opposite

LOG = "log"
"""The kind of such notes."""


def logs(journal: Journal) -> tuple[Log, ...]:
    """Every meeting that was noted, by its day, oldest first."""
    found = (Log.read(note.data) for note in journal.notes(LOG))
    by_day = {log.day: log for log in found if log is not None}
    return tuple(by_day[day] for day in sorted(by_day))


def log_of(journal: Journal, day: dt.date) -> Log | None:
    """What was noted of the meeting on *day*."""
    return next((log for log in logs(journal) if log.day == day), None)


def latest(journal: Journal) -> Log | None:
    """The newest meeting that was noted."""
    return next(reversed(logs(journal)), None)


def log_now(journal: Journal, brief: Brief, boss: str, today: dt.date) -> Log:
    """The log to write in: that of the meeting in *brief* once its day has come, else the newest, else a new one."""
    newest = latest(journal)
    meeting = brief.date
    if meeting is not None and meeting <= today and (newest is None or newest.day < meeting):
        return Log(meeting, boss=boss)
    return newest or Log(today, boss=boss)


def save_log(journal: Journal, log: Log) -> str:
    """Keep *log* in place of what was noted of the same day; returns a sentence where it cannot be kept."""
    before = [note.id for note in journal.notes(LOG) if _is_of(note.data.get("day"), log.day)]
    texts = (log.agreed, log.they_said, log.i_said, log.surprised, log.next_talk)
    if any(len(text) > LONG for text in texts) or len(log.mail) > LONGEST_MAIL:
        return f"An answer may have {LONG} signs, and the e-mail {LONGEST_MAIL}: it is not kept."
    try:
        journal.note(LOG, log.data())
    except ValueError as error:
        return f"It is not kept. {error}"
    for note in before:
        journal.forget_note(note)
    return ""


def forget_logs(journal: Journal, day: dt.date | None = None) -> int:
    """Delete what was noted of the meeting on *day*, or of all; returns how many notes there were."""
    notes = [note for note in journal.notes(LOG) if day is None or _is_of(note.data.get("day"), day)]
    for note in notes:
        journal.forget_note(note.id)
    return len(notes)


@dataclass(slots=True)
class Noting:
    """The log of one meeting while it is written: every answer is kept at once."""

    library: Library
    journal: Journal
    brief: Brief
    boss: Opposite
    log: Log

    @classmethod
    def open(cls, library: Library, journal: Journal, brief: Brief, chosen: str, today: dt.date) -> Noting:
        """The log to write in, as it is *today*; *chosen* is the boss who was chosen last.

        Raises ``UnknownContent`` where there is no boss at all.
        """
        usual = usual_boss(library, journal, brief, chosen)
        log = log_now(journal, brief, usual, today)
        try:
            boss = opposite(library, brief, log.boss or usual)
        except UnknownContent:  # who is not there any more
            boss = opposite(library, brief, usual)
        return cls(library, journal, brief, boss, log)

    @property
    def concerns(self) -> dict[str, str]:
        """What worries the boss, labels by id."""
        return {concern.id: concern.label for concern in self.boss.persona.concerns}

    def take(self, key: str, said: str) -> str:
        """Keep *said* as the answer to a question; returns a sentence where it cannot be read or kept."""
        log, wrong = with_answer(self.log, key, said, self.concerns)
        return wrong or self.keep(log)

    def keep(self, log: Log) -> str:
        """Keep *log* in place of what was noted; returns a sentence where it cannot be kept."""
        if log == self.log:
            return ""
        if sentence := save_log(self.journal, log):
            return sentence
        if log.day != self.log.day:
            forget_logs(self.journal, self.log.day)
        self.log = log
        return ""

    def forget(self) -> None:
        """Delete what is noted of this meeting."""
        forget_logs(self.journal, self.log.day)
        self.log = Log(self.log.day, boss=self.log.boss)

    def beside(self) -> Compared:
        """The meeting beside the rehearsals for it. Slow after many."""
        rehearsals = with_the_boss(self.library, self.journal, self.brief, self.boss.id)
        return compared(self.log, self.boss.persona.concerns, rehearsals, self.brief)

    def mail(self, log: Log | None = None) -> Mail:
        """The e-mail that follows it up; of another *log*, if given."""
        return mail(log or self.log, self.brief, self.boss.name)


def export_mail(text: str, day: dt.date) -> tuple[Path | None, str]:
    """Write the e-mail after the meeting on *day* as a text file, for the owner alone.

    Returns where it is, and a sentence about it. Nothing that is there already is overwritten.
    """
    folder = exports_folder()
    try:
        make_folder(folder)
        path = free_name(folder, f"{day.isoformat()}-follow-up", ".txt")
        write_private(path, text.encode())
    except OSError as error:
        return None, f"The e-mail could not be written to {folder}: {error.strerror or error}."
    return path, f"Saved as {path.name} in {folder}."


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """The first name in *folder* that nothing has yet: the stem, or the stem with a number."""
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def write_private(path: Path, data: bytes) -> None:
    """Write a new file for the owner alone. Raises ``FileExistsError`` where there is one, and ``OSError``."""
    with path.open("xb") as file:
        path.chmod(0o600)
        file.write(data)


def _is_of(day: object, wanted: dt.date) -> bool:
    return day == wanted.isoformat()
