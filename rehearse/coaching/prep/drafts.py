"""Sentences for the prep sheet made from the brief's own answers, and examples that claim as little as can be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearse.coaching.prep.values import plain
from rehearse.model.brief_questions import WEEKDAYS
from rehearse.model.figures import number_in, span_in_words
from rehearse.model.wording import as_doing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.model.brief import Ask, Brief, Trial

TRIALS = frozenset({"propose-a-trial", "shape-the-trial"})
"""Moves whose terms have a place of their own on the page."""
NEXT = "a yes, a no or a next step"
_SENTENCE = re.compile(r"(?:I|We|You|It|There|My|That)\b(?:'\w+)?", re.IGNORECASE)
_PLACED = re.compile(r"(?:by|on|at|in|from|between|any|all|always|within|every|whenever|until)\b", re.IGNORECASE)
_DAY = re.compile(r"(?:on|at|in|after|before|by|when|once|as|every|the|a|an|our|next)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_ORDINAL = re.compile(
    r"(?:.*-)?(?:second|third|fifth|eighth|ninth|twelfth|(?:four|six|seven|ten|eleven)th)|.*(?:teen|ie)th"
)
_NAME = re.compile(r"(?<=[^.?!:\s] )[A-Z][a-z]+")
_FEW = 1


def detail(brief: Brief, move: str) -> tuple[str, str]:
    """What the brief says that a line of this kind needs, and the question that it answers; both may be empty."""
    trial, duties = brief.trial, brief.duties
    match move:
        case "promise-reachability":
            return plain(brief.reachable), "reachable"
        case "present-a-backup-plan":
            return plain(brief.internet), "internet"
        case "describe-home-office":
            return plain(brief.home_office), "home_office"
        case "show-own-results":
            told = brief.facts[0].sentence if brief.facts else plain(brief.result)
            return told, "" if brief.facts else "result"
        case "tell-what-it-means":
            return as_doing(brief.need or ""), "need"
        case "list-duties":
            parts = (("at home", duties.home), ("only in the office", duties.office))
            return "; ".join(f"{where}: {plain(what).rstrip('.')}" for where, what in parts if what), ""
        case _ if move in TRIALS:
            return "; ".join(part for part in (trial.length, trial.measures, trial.review, trial.ends) if part), ""
        case _:
            return "", ""


def drafted(brief: Brief, move: str) -> str:
    """A line of this kind in the words of the brief; empty where it says nothing to it."""
    said = detail(brief, move)[0].rstrip(" .;,")
    if not said:
        return ""
    whole = _SENTENCE.match(said)
    match move:
        case "promise-reachability":
            return f"{_capital(said)}." if whole else f"You can reach me{'' if _PLACED.match(said) else ':'} {said}."
        case "present-a-backup-plan":
            return f"If the line fails{',' if whole else ':'} {said}."
        case "describe-home-office":
            return f"{_capital(said)}." if whole else f"I'd work {'' if _PLACED.match(said) else 'in '}{said}."
        case "show-own-results":
            return f"I've brought the figures. {_capital(said)}."
        case "tell-what-it-means":
            return f"It would mean {said}, and that is a good part of why I'd like to stay."
        case "list-duties":
            return f"I've gone through what I do. {_capital(said)}."
        case _:
            return _trial(brief.trial)


def _trial(trial: Trial) -> str:
    """The terms of the trial as one says them."""
    length = f" for {span_in_words(trial.length)}" if trial.length else ""
    look = f", and look at it together {when(trial.review)}" if trial.review else ""
    said = [f"Could we try it{length}{look}?"]
    if trial.measures:
        said.append(f"We'd go by this: {plain(trial.measures).rstrip(' .')}.")
    if trial.ends:
        said.append(f"If it doesn't work: {plain(trial.ends).rstrip(' .')}.")
    return " ".join(said)


def opening(ask: Ask) -> str:
    """How to begin, where nothing has been rehearsed yet."""
    about = "where I work"
    if ask.home_day:
        about = f"{ask.home_day}s at home"
    elif ask.home_days:
        about = f"{ask.home_days} day{'' if ask.home_days == 1 else 's'} a week at home"
    return f"I'd like to talk about {about}, and to leave with {NEXT}."


def close(ask: Ask, trial: Trial) -> str:
    """The terms said back."""
    terms = [
        f"{ask.home_day}s at home" if ask.home_day else "",
        f"for {span_in_words(trial.length)}" if trial.length else "",
    ]
    agreed = " ".join(term for term in terms if term) or "what we have just said"
    look = when(trial.review) if trial.review else "on a day we name now"
    return f"So, to say it back: {agreed}, and we look at it {look}. I'll send you that in writing today."


def when(text: str) -> str:
    """A time as it stands within a sentence: ``30 April`` as ``on 30 April``, ``On 30 April`` likewise."""
    said = plain(text).rstrip(" .;,")
    if _DAY.match(said):
        return said[0].lower() + said[1:]
    first = said.partition(" ")[0]
    return f"on {said}" if first[:1].isdigit() or first[:1].isupper() else said


def plainest(examples: Iterable[str]) -> str:
    """The first of *examples* that claims nothing of anybody's own; else the first."""
    return min(examples, key=claims, default="")


def claims(example: str) -> bool:
    """Whether an example has figures or names in it, which would be somebody else's."""
    words = _WORD.findall(example.casefold())
    figures = any(word[0].isdigit() or (number_in(word) or 0) > _FEW or _ORDINAL.fullmatch(word) for word in words)
    names = {name for name in _NAME.findall(example) if name.rstrip("s") not in WEEKDAYS}
    return figures or bool(names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
