"""What is asked after the real meeting: eight questions, none of which has to be answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rehearse.coaching.between.after import LONG, RESULTS, Log

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["date", "choice", "choices", "line", "long"]


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """One of the questions."""

    key: str  # the field of the log
    label: str
    hint: str
    kind: Kind
    options: tuple[tuple[str, str], ...] = ()


QUESTIONS = (
    LogQuestion("day", "The day of the talk", "As 2026-03-17.", "date"),
    LogQuestion("result", "How it ended", "As you would tell it to a friend.", "choice", RESULTS),
    LogQuestion("agreed", "What you agreed", "A line for each thing. This goes into the e-mail.", "long"),
    LogQuestion("concerns", "Which worries came up", "As far as they said so. None is fine.", "choices"),
    LogQuestion("they_said", "What they said", "Their words, as you remember them. For you alone.", "long"),
    LogQuestion("i_said", "What I said", "The lines that mattered. For you alone.", "long"),
    LogQuestion("surprised", "What surprised me", "It is what to practise before the next talk.", "long"),
    LogQuestion("next_talk", "The next talk", "A day, or what you agreed on: 2026-04-30, after the launch.", "line"),
)
"""Every question, in order."""


def answer_text(log: Log, key: str) -> str:
    """An answer as it would be typed."""
    value = getattr(log, key)
    if isinstance(value, dt.date):
        return value.isoformat()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def with_answer(log: Log, key: str, text: str, concerns: Mapping[str, str]) -> tuple[Log, str]:
    """*log* with *text* as an answer, and a sentence where it cannot be read; then all stays as it was.

    *concerns* are the worries of the boss, labels by id.
    """
    said = text.strip()
    question = next(each for each in QUESTIONS if each.key == key)
    match question.kind:
        case "date":
            try:
                return replace(log, day=dt.date.fromisoformat(said)), ""
            except ValueError:
                return log, "A date is written as year, month and day, such as 2026-03-17."
        case "choice":
            found = _chosen(said, question.options)
            if said and found is None:
                return log, f"Answer with a number from 1 to {len(question.options)}."
            return replace(log, result=found or ""), ""
        case "choices":
            options = tuple(concerns.items())
            picked = [_chosen(part.strip(), options) for part in said.split(",") if part.strip()]
            if None in picked:
                return log, f"Answer with numbers from 1 to {len(options)}, with commas between them."
            named = tuple(dict.fromkeys(each for each in picked if each is not None))
            return replace(log, concerns=named), ""
        case _:
            if len(said) > LONG:
                return log, f"That is longer than {LONG} signs."
            return Log.read({**log.data(), key: said}) or log, ""


def _chosen(said: str, options: tuple[tuple[str, str], ...]) -> str | None:
    """The id of the option with that number, id or label."""
    if said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= len(options):
        return options[int(said) - 1][0]
    plain = said.casefold()
    return next((name for name, label in options if plain in {name.casefold(), label.casefold()}), None)
