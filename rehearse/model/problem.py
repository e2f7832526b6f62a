"""Problems are data: a stable code, a severity, a place in a file, one sentence, and what was probably meant."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. Lines and columns count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with content, for a person who is no programmer."""

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    play: str = ""
    """The command that plays to the place where it goes wrong, where there is one."""

    def __str__(self) -> str:
        """One line: where, what, and the suggestion if there is one."""
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.span}: {self.severity}: {self.message}{hint} [{self.code}]"


MOST_COMPARED = 2_000
"""Known words that an unknown one is compared with: each takes some ten microseconds."""


def did_you_mean(word: str, known: "Iterable[str]") -> str:
    """A suggestion for an unknown word: ``Did you mean 'x'?``, or an empty text where nothing is near."""
    words = list(known)
    if len(words) > MOST_COMPARED:  # those of nearly the same length that begin alike
        alike = [other for other in words if other[:1] == word[:1] and abs(len(other) - len(word)) <= 1]
        words = alike[:MOST_COMPARED]
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""
