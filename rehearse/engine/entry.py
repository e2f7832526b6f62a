"""What a journal keeps of one line: which choice it was, or which move off the script, and the person's own words.

As text: ``<choice id>``, ``=<move id>`` for a general move that was not on offer, ``?`` for a line that the boss did
not follow, ``~`` for silence until the boss grew impatient; after it, where the line was typed, a tab and the words.
"""

from __future__ import annotations

from typing import NamedTuple

OFF_SCRIPT = "="
NOT_FOLLOWED = "?"
SILENCE = "~"
MAX_WORDS = 10_000
"""Characters of a person's words that are kept."""


class Entry(NamedTuple):
    """One line as the journal keeps it."""

    what: str
    words: str = ""

    @property
    def move(self) -> str:
        """The move of a line off the script, else empty."""
        return self.what[1:] if self.what.startswith(OFF_SCRIPT) else ""

    @property
    def followed(self) -> bool:
        """Whether the boss could make anything of it."""
        return self.what != NOT_FOLLOWED

    @property
    def silent(self) -> bool:
        """Whether nothing was said."""
        return self.what == SILENCE

    def __str__(self) -> str:
        """The entry as text."""
        return f"{self.what}\t{self.words}" if self.words else self.what

    @classmethod
    def of_choice(cls, choice_id: str, words: str = "") -> Entry:
        """A choice of the node's, chosen or said in the person's own words."""
        return cls(choice_id, _clean(words))

    @classmethod
    def of_move(cls, move: str, words: str) -> Entry:
        """A general move that was not on offer."""
        return cls(OFF_SCRIPT + move, _clean(words))

    @classmethod
    def not_followed(cls, words: str) -> Entry:
        """A line that the boss did not follow."""
        return cls(NOT_FOLLOWED, _clean(words))

    @classmethod
    def read(cls, text: str) -> Entry:
        """The entry that *text* stands for."""
        what, _, words = text.partition("\t")
        return cls(what, words)


def _clean(words: str) -> str:
    return " ".join(words.split())[:MAX_WORDS]
