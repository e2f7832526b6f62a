"""Typed answers to the brief's questions: text to value and back, with a sentence where an answer cannot be read."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rehearse.loading.validation import sentence
from rehearse.model.brief import Brief, with_value
from rehearse.model.brief_questions import QUESTION
from rehearse.model.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rehearse.model.brief_questions import Question

BETWEEN = "|"
"""What stands between the parts of a fact."""
_DATES = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d.%m.%Y")
_FACT_PARTS = ("text", "figure", "source")


def with_answer(brief: Brief, key: str, text: str, personas: Mapping[str, str] | None = None) -> tuple[Brief, str]:
    """*brief* with *text* as the answer to the question *key*; an empty text takes the answer away.

    *personas* are the bosses to choose from, names by id. Where the text cannot be read, the brief comes back as it
    was, with a sentence that says why. Raises ``KeyError`` where there is no such question.
    """
    question = QUESTION[key]
    value, wrong = _value(question, text.strip(), dict(question.options) or dict(personas or {}))
    if wrong:
        return brief, wrong
    try:
        return Brief.model_validate(with_value(brief.model_dump(), key, value)), ""
    except ValidationError as error:
        _, message, hint = sentence(error.errors(include_url=False)[0])
        return brief, f"{message} {hint}".strip()


def with_answers_of(brief: Brief, other: Brief, keys: Collection[str]) -> Brief:
    """*brief* with the answers of *other* to the questions *keys*; *other* itself where the two do not go together."""
    data, theirs = brief.model_dump(), other.model_dump()
    for key in keys:
        value: Any = theirs
        for part in key.split("."):
            value = value[part]
        data = with_value(data, key, value)
    try:
        return Brief.model_validate(data)
    except ValidationError:
        return other


def answer_text(brief: Brief, key: str) -> str:
    """The answer to the question *key* as it would be typed; empty where there is none."""
    value = brief.at(key)
    if value is None:
        return ""
    if key == "facts":
        return "\n".join(fact_text(fact) for fact in value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def fact_text(fact: Any) -> str:  # noqa: ANN401  (a Fact)
    """A fact as it would be typed: ``Deadlines met | 11 of 12 | the plan``."""
    parts = [(getattr(fact, part) or "").replace(BETWEEN, "/") for part in _FACT_PARTS]
    return f" {BETWEEN} ".join(parts).rstrip(f" {BETWEEN}")


def _value(question: Question, text: str, options: Mapping[str, str]) -> tuple[Any, str]:
    """What *text* gives to read, and a sentence where it is none of the question's options."""
    match question.kind:
        case _ if not text:
            return None, ""
        case "facts":
            return tuple(_fact(line) for line in text.splitlines() if line.strip()), ""
        case "date":
            return _date(text), ""
        case "choice" | "persona" if options:
            return _chosen(text, options)
        case "choices":
            found = [_chosen(word.strip(), options) for word in text.split(",") if word.strip()]
            return tuple(value for value, _ in found), next((wrong for _, wrong in found if wrong), "")
        case _:
            return text, ""


def _fact(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split(BETWEEN, 2)]
    return {name: part for name, part in zip(_FACT_PARTS, parts, strict=False) if part}


def _date(text: str) -> str:
    """A date in any of the usual forms as year, month and day; anything else as it is."""
    for form in _DATES:
        with suppress(ValueError):
            return dt.datetime.strptime(text.replace(",", ""), form).date().isoformat()  # noqa: DTZ007  (a day only)
    return text


def _chosen(text: str, options: Mapping[str, str]) -> tuple[str, str]:
    """The option that *text* names: by its number, its id, its label, or how either begins."""
    listed = list(options)
    if text.isascii() and text.isdigit():
        number = int(text[:4])
        if 1 <= number <= len(listed):
            return listed[number - 1], ""
        return "", f"There is no {number}: the numbers go from 1 to {len(listed)}."
    said = text.casefold()
    exact = [value for value, label in options.items() if said in {value.casefold(), label.casefold()}]
    near = [v for v, label in options.items() if v.casefold().startswith(said) or label.casefold().startswith(said)]
    if exact or len(near) == 1:
        return (exact or near)[0], ""
    plural = [value for value in listed if f"{value}s".casefold() == said]
    if plural:
        return plural[0], ""
    hint = did_you_mean(said, listed) or f"There is: {', '.join(listed)}."
    return "", f"'{text[:40]}' is none of them. {hint}"
