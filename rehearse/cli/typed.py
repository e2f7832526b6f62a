"""The plain mode's answers: lines of standard input, and what the person's own words are taken as."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.engine import Choice, Entry
    from rehearse.store.session import Session

_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_YES, _NO = frozenset({"yes", "y", "1"}), frozenset({"no", "n", "2", "0"})
_NONE = frozenset({"0", "none", "none of these"})
PUT_ANOTHER_WAY = "Nothing was said. Put it another way."


def bear_any_input() -> None:
    """Read what is no text as signs that stand for it, rather than fail. To be called before anything is read."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def answers() -> Iterator[str]:
    """The lines of standard input that hold something, without signs that nobody sees."""
    for raw in iter(sys.stdin.readline, ""):
        answer = " ".join("".join(sign if sign.isprintable() else " " for sign in raw).split())
        if answer:
            yield answer


def chosen(choices: tuple[Choice, ...], answer: str) -> Choice | None:
    """The choice with that number, id or key, if there is one."""
    if answer.isascii() and answer.isdigit() and len(answer) <= 3:  # noqa: PLR2004
        number = int(answer)
        return choices[number - 1] if 1 <= number <= len(choices) else None
    return next((choice for choice in choices if answer in {choice.id, choice.key}), None)


def is_number(answer: str) -> bool:
    """Whether *answer* is a number and nothing else, so that it is no line of anybody's."""
    return bool(_NUMBER.fullmatch(answer))


def is_question(heard: Heard) -> bool:
    """Whether the person must be asked what was meant."""
    return heard.outcome in {"confirm", "unsure"}


def answer_to(heard: Heard, answer: str) -> Entry | Heard | str | None:
    """What *answer* makes of the question about *heard*: an entry to be said, or a sentence about why none is.

    After a no there may be a further question, about what else was near. Nothing where it is no answer to the question:
    then it is something new.
    """
    said = answer.casefold()
    if heard.outcome == "confirm":
        if said in _YES:
            return heard.readings[0].entry
        if said in _NO:
            others = heard.readings[1:]
            return replace(heard, outcome="unsure", readings=others) if others else PUT_ANOTHER_WAY
        return "Answer with yes or no." if is_number(answer) else None
    if said in _NONE:
        return heard.unread
    if not is_number(answer):
        return None
    if 1 <= int(answer) <= len(heard.readings):
        return heard.readings[int(answer) - 1].entry
    return f"Answer with a number from 1 to {len(heard.readings)}, or with 0 for none of these."


def read_as(session: Session) -> str:
    """How the line just said was read, where it was typed."""
    said = session.played.choices[-1]
    if not said.off_script:
        return f"read as: {said.read_as}" if said.read_as else ""
    if not said.followed:
        return "not understood"
    return f"read as: {session.catalogue.labels(said.moves)[0]}, off the script"
