"""The answers about the person's own meeting while they are being given: what can be read is kept on disk.

What cannot be read stays as it was typed, and what cannot be saved stays here, until the program ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.loading.brief_answers import answer_text, with_answer, with_answers_of
from rehearse.model.brief import Brief
from rehearse.model.brief_progress import Progress, progress
from rehearse.model.brief_questions import QUESTION, QUESTIONS
from rehearse.store.brief import brief_files, forget_brief, load_brief, try_to_save
from rehearse.tui.dates import coming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.model.problem import Problem

BOSS, SECOND, SHARE, DATE = "boss.persona", "boss.mixed_with", "boss.share", "date"


class Form:
    """One person's answers."""

    def __init__(self, personas: Mapping[str, str]) -> None:
        """The answers on disk; *personas* are the bosses to choose from, titles by id."""
        self.personas = personas
        self.brief = Brief()
        self.problems: tuple[Problem, ...] = ()  # what is wrong with the file
        self.trouble = ""  # why it cannot be saved
        self.notice = ""  # what happened at the last saving, where that is news
        self.kept = False  # whether anything was saved since the form was opened
        self.drafts: dict[str, str] = {}  # answers that cannot be read, as they were typed
        self._changed: set[str] = set()  # questions whose answers are not on disk yet

    def begin(self) -> None:
        """Begin anew: nothing is kept yet, and there is no news."""
        self.kept, self.notice = False, ""
        self.open()

    def open(self) -> None:
        """Take what is on disk now; what could not be saved or read before is still there."""
        there, self.problems = load_brief(personas=self.personas)
        self.brief = with_answers_of(there, self.brief, self._changed) if self._changed else there

    @property
    def progress(self) -> Progress:
        """How many questions are answered."""
        return progress(self.brief)

    @property
    def unread(self) -> str:
        """The first question whose answer cannot be read; empty where there is none."""
        return next((question.key for question in QUESTIONS if question.key in self.drafts), "")

    @property
    def unkept(self) -> str:
        """What is not on disk and would be lost if the program ended now, in a sentence; empty where all is kept."""
        if self._changed:
            return self.trouble or "Your last answers are not saved yet."
        return f"“{QUESTION[self.unread].name}” cannot be read yet, so it is not kept on disk." if self.drafts else ""

    @property
    def told(self) -> str:
        """What the person should know about the file; empty where all is well."""
        if self.trouble:
            return f"{self.trouble} Your answers stay here until you quit."
        if self.notice or not self.problems:
            return self.notice
        first, *others = self.problems
        line = f"Line {first.span.line} of your file: " if first.span.line else ""
        sentences = [f"{line}{first.message}", first.hint, f"There is more: {len(others)}." if others else ""]
        if any(problem.code != "unknown-persona" for problem in self.problems):
            sentences.append("The file is kept aside when your next answer is saved.")
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def anything(self) -> bool:
        """Whether there is anything to forget."""
        return bool(self.drafts) or not self.brief.is_empty or bool(brief_files())

    def text(self, key: str) -> str:
        """The answer to a question as it would be typed, or as it was."""
        return self.drafts.get(key) or answer_text(self.brief, key)

    def wrong(self, key: str) -> str:
        """Why the answer to a question cannot be read; empty where it can."""
        return with_answer(self.brief, key, self.drafts[key], self.personas)[1] if key in self.drafts else ""

    def take(self, key: str, text: str) -> bool:
        """Take *text* as the answer to a question, as far as it can be read, which is what this returns."""
        if text.strip() == answer_text(self.brief, key):
            return True
        brief = self.brief
        if key == BOSS and text == brief.boss.mixed_with:  # nobody is mixed with themselves
            brief, _ = with_answer(brief, SECOND, "", self.personas)
        if key == SECOND and not text:
            brief, _ = with_answer(brief, SHARE, "", self.personas)
        brief, wrong = with_answer(brief, key, coming(text) if key == DATE else text, self.personas)
        if wrong:
            return False
        self._changed |= {each for each in (key, SECOND, SHARE) if brief.at(each) != self.brief.at(each)}
        self.brief = brief
        return True

    def finish(self, key: str, text: str) -> None:
        """Take *text* as the whole answer: where it cannot be read it is kept as it is, and ``wrong`` says why."""
        if self.take(key, text):
            self.drafts.pop(key, None)
        else:
            self.drafts[key] = text

    def save(self) -> None:
        """Store what is not on disk yet, beside whatever another program has written there meanwhile."""
        if not self._changed:
            return
        self.brief = with_answers_of(load_brief()[0], self.brief, self._changed)
        done, told = try_to_save(self.brief)
        self.trouble = "" if done else told
        if done:
            self.kept = True
            self.notice = told or self.notice
            self._changed.clear()
            _, self.problems = load_brief(personas=self.personas)

    def forget(self) -> str:
        """Delete everything, on disk and here; returns a sentence where that is not possible, and then all stays."""
        try:
            forget_brief()
        except OSError as error:
            return f"Your brief cannot be deleted: {error.strerror or error}."
        self.drafts.clear()
        self._changed.clear()
        self.trouble = self.notice = ""
        self.brief = Brief()
        self.open()
        return ""
