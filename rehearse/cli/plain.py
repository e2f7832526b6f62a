"""A rehearsal as plain lines: for screen readers, small terminals and scripts. Textual is never imported here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.cli.content import ContentError
from rehearse.cli.typed import PUT_ANOTHER_WAY, answer_to, answers, bear_any_input, chosen, is_number, is_question
from rehearse.cli.voices import Voice, voice_for
from rehearse.engine import Entry
from rehearse.store.journal import Conflict, Journal
from rehearse.store.looking_back import whole_debrief
from rehearse.store.session import REFUSALS, Session, new_seed
from rehearse.tui.talk.modes import REFUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.engine import Choice
    from rehearse.loading.library import Library
    from rehearse.store.journal import Record
    from rehearse.tui.talk.modes import Mode

ANSWERING: dict[Mode, str] = {
    "guided": "Answer with a number, a choice's id, or in your own words.",
    "recall": "Answer in your own words; ? shows the lines to choose from, once.",
    "real": "Answer in your own words.",
}
COMMANDS = "/undo takes the last line back, /advice shows what the articles say now, /quit leaves (nothing is lost)."
LEAVING = "/quit leaves and keeps the talk, /help tells more."
NOT_IN_SIGHT = "There are no numbered lines in sight."
NO_LINES = "In a real talk there are no lines to choose from."


def begin_plainly(  # noqa: PLR0913  (what a rehearsal is)
    library: Library,
    *,
    scenario: str,
    persona: str,
    level: str,
    seed: int | None,
    feedback: str,
    mode: Mode,
    as_json: bool,
    said: Sequence[Entry] = (),
) -> int:
    """Start a rehearsal, after the lines *said*, and play it on standard input and output; returns the exit status."""
    journal = Journal.open()
    try:
        session = Session.begin(
            library,
            journal,
            scenario=scenario,
            persona=persona,
            level=level,
            seed=new_seed() if seed is None else seed,
            feedback=feedback,
        )
        for line in said:
            session.say(line)
    except REFUSALS as error:
        raise ContentError(str(error)) from error
    return _Talk(session, voice_for(as_json=as_json), mode).play()


def resume_plainly(library: Library, journal: Journal, record: Record, *, mode: Mode, as_json: bool) -> int:
    """Go on with a rehearsal on standard input and output; returns the exit status."""
    try:
        session = Session.resume(library, journal, record)
    except REFUSALS as error:
        raise ContentError(str(error)) from error
    return _Talk(session, voice_for(as_json=as_json), mode).play()


@dataclass(slots=True)
class _Talk:
    """One rehearsal being played on plain lines."""

    session: Session
    voice: Voice
    mode: Mode
    choices: tuple[Choice, ...] = ()
    shown: bool = True  # whether the choices are in sight, so that they have numbers
    asked: Heard | None = None  # what was typed last, while there is a question about it

    def play(self) -> int:
        """From where it stands to its end, or to the end of the input; returns the exit status."""
        bear_any_input()
        session, voice = self.session, self.voice
        voice.begin(session, session.played.steps)
        if session.diverged:
            voice.say(session.diverged)
        self._tell_notice()
        if not session.over:
            voice.welcome(f"({ANSWERING[self.mode]} {LEAVING})")
        try:
            while not session.over:
                self.choices, self.shown, self.asked = session.choices(), self.mode == "guided", None
                voice.choices(session, self.choices, shown=self.shown)
                if not self._turn():
                    voice.left(session)
                    return 0
            if session.ending()[0] == "unfinished":
                voice.say(
                    "This scenario is not finished: the talk cannot go on from here. 'rehearse check' says where."
                )
            voice.end(session, whole_debrief(session))
        finally:
            session.journal.close()
        return 0

    def _turn(self) -> bool:
        """One line from standard input; false where there is no more, or the person leaves."""
        for answer in answers():
            if answer == "/quit":
                return False
            if answer == "/undo":
                return self._undo()
            if answer == "?" or answer.startswith("/"):
                self._help(answer)
            elif (line := self._line(answer)) is not None:
                return self._say(line)
        return False

    def _undo(self) -> bool:
        try:
            self.voice.undone(self.session, done=self.session.undo())
        except Conflict as error:
            self.voice.say(str(error))
            return False
        return True

    def _say(self, line: Entry | str) -> bool:
        session = self.session
        try:
            step = session.say(line)
        except REFUSALS as error:
            self.voice.say(str(error))
            return not isinstance(error, Conflict)
        judged = session.record.feedback == "now" and self.mode != "real"
        self.voice.step(session, step, session.feedback(len(session.played.choices)) if judged else None)
        self._tell_notice()
        return True

    def _line(self, answer: str) -> Entry | str | None:
        """What *answer* says, if it is clear; otherwise there is a question about it, or a sentence why not."""
        if self.asked is not None:
            match answer_to(self.asked, answer):
                case str(sentence):
                    self.voice.say(sentence)
                    self.asked = None if sentence == PUT_ANOTHER_WAY else self.asked
                    return None
                case Entry() as entry:
                    return entry
                case None:
                    self.asked = None  # it was no answer to the question, but something new
                case others:
                    self.asked = others
                    self.voice.heard(others)
                    return None
        if self.shown and (choice := chosen(self.choices, answer)) is not None:
            return choice.id
        if is_number(answer):
            numbers = f"Answer with a number from 1 to {len(self.choices)}, or /help."
            unseen = f"{NOT_IN_SIGHT} {ANSWERING[self.mode]}"
            self.voice.say(f"'{answer}' is none of them. {numbers}" if self.shown else unseen)
            return None
        heard = self.session.hear(answer)
        self.voice.heard(heard)
        if is_question(heard):
            self.asked = heard
            return None
        return heard.readings[0].entry if heard.outcome == "sure" else heard.unread

    def _help(self, asked: str) -> None:
        """Show the lines, the advice or the help."""
        voice, helped = self.voice, f"{ANSWERING[self.mode]} {COMMANDS}"
        if asked == "?" and self.mode != "real":
            self.shown, self.asked = True, None
            voice.choices(self.session, self.choices, shown=True)
        elif asked == "?":
            voice.say(f"{NO_LINES} {ANSWERING[self.mode]}")
        elif asked == "/advice" and self.mode == "real":
            voice.say(REFUSED["advice"])
        elif asked == "/advice":
            voice.advice(self.session.catalogue.advice_now(self.session.played))
        elif asked == "/help":
            voice.say(helped)
        else:
            voice.say(f"There is no '{asked}'. {helped}")

    def _tell_notice(self) -> None:
        if self.session.journal.notice:
            self.voice.say(self.session.journal.take_notice())
