"""What the brief asks: every field with the line that says why, in the order of a form. Data, and nothing loads for it.

The form on the screen, the questions on plain lines and the comments in the file are all made from this list.
"""

from rehearse.model.brief_questions import ask, meeting, offer
from rehearse.model.brief_questions.ask import ENDINGS
from rehearse.model.brief_questions.meeting import FORMS
from rehearse.model.brief_questions.question import MOST_FACTS, SECTIONS, WEEKDAYS, Question

__all__ = ["ENDINGS", "FORMS", "MOST_FACTS", "QUESTION", "QUESTIONS", "SECTIONS", "WEEKDAYS", "Question"]

QUESTIONS = (*meeting.QUESTIONS, *ask.QUESTIONS, *offer.QUESTIONS)
"""Every question, in order."""

QUESTION = {question.key: question for question in QUESTIONS}
"""The same by key."""
