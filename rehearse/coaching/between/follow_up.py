"""The e-mail after the meeting: it sets down what was said, and asks for nothing new."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.between.after import GAINED
from rehearse.coaching.prep.drafts import when
from rehearse.coaching.prep.values import plain
from rehearse.model.figures import span_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.between.after import Log
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.feedback.values import Rule
    from rehearse.model.brief import Brief

CARDS = ("say-back-what-was-agreed", "ask-in-person")
"""Why there is an e-mail, and why only now."""
TO_FILL_IN = "…"
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame"})


class Mail(NamedTuple):
    """An e-mail that nobody has sent yet."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """Both as one text: the subject in the first line, an empty line, the body."""
        return f"{self.subject}\n\n{self.body}\n"


def mail(log: Log, brief: Brief, boss: str = "") -> Mail:
    """The e-mail as the person has changed it, or else the draft."""
    if not log.mail:
        return draft(log, brief, boss)
    subject, _, body = log.mail.strip().partition("\n")
    return Mail(subject.strip(), body.strip())


def draft(log: Log, brief: Brief, boss: str = "") -> Mail:
    """A draft from what is noted of the meeting; *boss* is what the boss is called, where the brief does not say.

    What the person noted of how it went is theirs, and not in it: only what was agreed, and the next talk.
    """
    name = addressed(plain(brief.boss.name or boss))
    hello = f"Hello {name}," if name else "Hello,"
    paragraphs = "\n\n".join(_paragraphs(log, brief))
    return Mail(f"Our talk on {_day(log.day)}", f"{hello}\n\n{paragraphs}\n\n{plain(brief.you) or TO_FILL_IN}")


def reasons(catalogue: Catalogue) -> tuple[Rule, ...]:
    """The advice that such an e-mail follows, with its points."""
    return tuple(catalogue.rule(card) for card in CARDS if card in catalogue)


def addressed(name: str) -> str:
    """How one writes to somebody: by the first name, or by title and family name."""
    words = name.split()
    titled = bool(words) and words[0].rstrip(".").casefold() in _TITLES
    return " ".join(words if titled else words[:1])


def _paragraphs(log: Log, brief: Brief) -> Iterator[str]:
    again, day = _again(log.next_talk), f"{log.day:%A}"
    match log.result:
        case result if result in GAINED:
            yield f"Thank you for the talk on {day}. So that we both have the same in mind, I took this from it:"
            yield "\n".join(f"- {line}" for line in _terms(log, brief))
            yield f"{again or 'Could we put a day in the diary on which we look at it together?'}"
            yield "If you remember any of it differently, please tell me."
        case "deferred":
            yield f"Thank you for hearing me out on {day}. You would like to think it over, which I understand."
            if log.agreed:
                yield "\n".join(f"- {line}" for line in _listed(log.agreed))
            yield again or "Could we find a quarter of an hour for it within the next two weeks?"
        case "refused":
            yield f"Thank you for your time on {day}, and for telling me plainly where you stand."
            if log.agreed:
                yield "What I have noted:\n\n" + "\n".join(f"- {line}" for line in _listed(log.agreed))
            yield again or (
                "I work with that for now. If there is something that would have to be different for you to look at it "
                "again, I would be glad to hear it."
            )
        case "ruptured":
            yield f"I am sorry that our talk on {day} ended as it did. That is not how I meant it."
            yield again or "I should like to come back to it in a quieter moment, when it suits you."
        case _:
            yield f"Thank you for the talk on {day}. This is what I took from it:"
            yield "\n".join(f"- {line}" for line in _listed(log.agreed) or [TO_FILL_IN])
            if again:
                yield again


def _terms(log: Log, brief: Brief) -> list[str]:
    """What was agreed; where that is not noted, what the brief would have offered, to be put right."""
    if found := _listed(log.agreed):
        return found
    if log.result != "trial":
        return [TO_FILL_IN]
    trial = brief.trial
    terms = [
        f"We try it for {span_in_words(trial.length)}." if trial.length else "",
        f"We go by this: {plain(trial.measures).rstrip(' .')}." if trial.measures else "",
        f"We look at it together {when(trial.review)}." if trial.review else "",
        f"If it does not work: {plain(trial.ends).rstrip(' .')}." if trial.ends else "",
    ]
    return [term for term in terms if term] or [TO_FILL_IN]


def _listed(text: str) -> list[str]:
    """The lines of *text*, without the signs that people put before items of a list."""
    lines = (plain(line).lstrip("-*• ").strip() for line in text.splitlines())
    return [line for line in lines if line]


def _again(next_talk: str) -> str:
    """When one talks again; a date as people write it."""
    said = _DATE.sub(_written, plain(next_talk))
    return f"We talk about it again {when(said)}." if said else ""


def _written(found: re.Match[str]) -> str:
    try:
        return _day(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _day(day: dt.date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"
