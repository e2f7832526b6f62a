"""How much of a brief has been told: which questions there are for it, and which of them are answered."""

from typing import TYPE_CHECKING, NamedTuple

from rehearse.model.brief import Brief
from rehearse.model.brief_questions import QUESTIONS

if TYPE_CHECKING:
    from rehearse.model.brief_questions import Question

_NOTHING = Brief()
_FOLLOWS = {"boss.mixed_with": "boss.persona", "boss.share": "boss.mixed_with"}
"""Questions that make sense only where another one is answered."""


class Progress(NamedTuple):
    """How many questions are answered, and how many there are."""

    answered: int
    asked: int


def is_answered(brief: Brief, key: str) -> bool:
    """Whether the question *key* has an answer of the person's own; what is usual anyway does not count."""
    return bool(brief.at(key) != _NOTHING.at(key))


def is_asked(brief: Brief, question: "Question") -> bool:
    """Whether *question* makes sense for this brief. One that is answered always does."""
    before = _FOLLOWS.get(question.key)
    return before is None or is_answered(brief, before) or is_answered(brief, question.key)


def progress(brief: Brief, section: str = "") -> Progress:
    """How far *brief* has come, in the whole or in one *section*."""
    asked = [q for q in QUESTIONS if (not section or q.section == section) and is_asked(brief, q)]
    return Progress(sum(is_answered(brief, question.key) for question in asked), len(asked))
