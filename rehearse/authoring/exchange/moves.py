"""Which move an imported line makes: a guess from its words, which the author is asked to look at."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rehearse.authoring.exchange.draft_yaml import Guess
from rehearse.understanding import accept, fit, rank, use_concepts

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearse.loading.library import Library

MOST_GUESSES = 400
"""So many lines are looked at; it takes some milliseconds for each."""
_MOST_SIGNS = 300
_NEAR = 0.4
_UNKNOWN = Guess("make-small-talk", sure=False)


def guesser(library: Library) -> Callable[[str], Guess]:
    """A function that guesses the move of a line, by the example lines of the moves of *library*."""
    moves = library.moves
    use_concepts(library.concepts.values())
    lines = {move.id: move.examples for move in moves.values()}
    fit(lines)
    unknown = _UNKNOWN if _UNKNOWN.move in moves else Guess(next(iter(moves), _UNKNOWN.move), sure=False)
    left = [MOST_GUESSES]

    @cache
    def guessed(text: str) -> Guess:
        if not text.strip() or not left[0]:
            return unknown
        left[0] -= 1
        ranked = rank(text[:_MOST_SIGNS], lines)
        near = [name for name, score in ranked if score >= _NEAR]
        if not near:
            return unknown
        return Guess(near[0], accept(ranked), tuple(near[1:3]))

    return guessed
