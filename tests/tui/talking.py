"""Saying lines in a talk on the screen, by key and by typing, and hearing them in a way that a test decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rehearse.coaching.feedback.hearing import Heard, Reading
from rehearse.engine import Entry, available
from rehearse.store.journal import Journal
from rehearse.store.session import Session
from rehearse.tui.talk.reply import ReplyField
from tests.tui.world import begin

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rehearse.loading.library import Library

LARGE, SMALL, SMALLEST = (120, 40), (80, 24), (60, 20)
WORDS = "Why must it move at all"


def number_of(session: Session, choice: str) -> str:
    """The key that says *choice* now."""
    return str([each.id for each in session.choices()].index(choice) + 1)


async def say(pilot: Pilot[str], session: Session, *choices: str) -> None:
    """Choose these lines, one after the other."""
    for choice in choices:
        await pilot.press(number_of(session, choice))
        await pilot.pause()


async def reply(pilot: Pilot[str], words: str) -> None:
    """Type *words* into the field and say them."""
    if not pilot.app.screen.query_one(ReplyField).has_focus:
        await pilot.press("i")
    pilot.app.screen.query_one(ReplyField).value = words
    await pilot.press("enter")
    await pilot.pause()


def kept(session: Session) -> tuple[str, ...]:
    """The lines of a rehearsal that are on disk."""
    record = Journal.open().get(session.record.id)
    assert record is not None
    return record.choices


def elsewhere(session: Session) -> Session:
    """The same rehearsal, opened by another program."""
    journal = Journal.open()
    record = journal.get(session.record.id)
    assert record is not None
    return Session.resume(session.library, journal, record)


class Listener:
    """Hears every reply in the same way: what the screens do with each outcome does not rest on the thesaurus."""

    def __init__(self, library: Library, outcome: str, *names: str) -> None:
        self._moves = library.moves
        self._outcome: Any = outcome
        self._names = names
        self.heard: list[str] = []

    def hear(self, story: Any, state: Any, words: str) -> Heard:
        self.heard.append(words)
        choices = {choice.id: choice for choice in available(story, state)}
        readings = tuple(
            Reading(Entry.of_choice(name, words), choices[name].say, off_script=False)
            if name in choices
            else Reading(Entry.of_move(name, words), self._moves[name].label, off_script=True)
            for name in self._names
        )
        return Heard(self._outcome, readings, Entry.not_followed(words))


def heard_as(library: Library, outcome: str, *names: str, feedback: str = "later") -> Session:
    """A rehearsal in which every typed reply is heard so."""
    session = begin(library, feedback=feedback)
    session.ear = Listener(library, outcome, *names)  # type: ignore[assignment]
    return session
