"""Hearing a typed reply: as a choice of the node's, else as a general move, else not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rehearse.engine import Entry, available
from rehearse.understanding import accept, fit, rank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.engine import Choice, State, Story
    from rehearse.model.advice import Move

Outcome = Literal["sure", "confirm", "unsure", "nothing"]
MOST_OPTIONS = 3
_WORTH_ASKING = 0.16
"""Score from which a reading is near enough to be asked about."""
_ALL_MOVES_LESS = 0.85
"""A move among sixty is likelier to be met by chance than a choice among four."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a typed reply: what would be said, and in what words people are asked about it."""

    entry: Entry
    label: str  # the choice's own line, or the move's name
    off_script: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a typed reply.

    ``sure``: take the first reading. ``confirm``: ask "Is that what you meant?" about the first. ``unsure``: ask which
    of the readings, or none. ``nothing``: the boss does not follow; ``unread`` is the line that says so.
    """

    outcome: Outcome
    readings: tuple[Reading, ...]
    unread: Entry


class Ear:
    """Understands replies, knowing every move and its example lines."""

    def __init__(self, moves: Mapping[str, Move]) -> None:
        """Weigh the words of all moves' examples once."""
        self._moves = moves
        self._examples = {move.id: move.examples for move in moves.values()}
        fit(self._examples)

    def hear(self, story: Story, state: State, words: str) -> Heard:
        """How *words* can be taken at this moment of the talk."""
        choices = {choice.id: choice for choice in available(story, state)}
        unread = Entry.not_followed(words)
        if not words.strip() or not choices:
            return Heard("nothing", (), unread)
        here = rank(words, {choice.id: self._lines(choice) for choice in choices.values()})
        offered = {move for choice in choices.values() for move in choice.moves}
        others = rank(words, {move: lines for move, lines in self._examples.items() if move not in offered})
        sure_here = accept(here)
        elsewhere = bool(others) and others[0][1] * _ALL_MOVES_LESS > here[0][1]
        if sure_here and not elsewhere:
            choice = choices[here[0][0]]
            reading = self._of_choice(choice, words)
            return Heard("confirm" if choice.risk else "sure", (reading,), unread)
        if not sure_here and elsewhere and accept(others):
            move = self._moves[others[0][0]]
            return Heard("confirm" if move.risk else "sure", (self._of_move(move, words),), unread)
        nearest = sorted(
            [(score, self._of_choice(choices[name], words)) for name, score in here]
            + [(score * _ALL_MOVES_LESS, self._of_move(self._moves[name], words)) for name, score in others],
            key=lambda entry: -entry[0],
        )
        near = tuple(reading for score, reading in nearest[:MOST_OPTIONS] if score >= _WORTH_ASKING)
        return Heard("unsure" if near else "nothing", near, unread)

    def _lines(self, choice: Choice) -> tuple[str, ...]:
        """What people say when they mean *choice*: its own line, and the examples of its moves."""
        return (choice.say, *(line for move in choice.moves for line in self._examples[move]))

    def _of_choice(self, choice: Choice, words: str) -> Reading:
        return Reading(Entry.of_choice(choice.id, words), choice.say, off_script=False)

    def _of_move(self, move: Move, words: str) -> Reading:
        return Reading(Entry.of_move(move.id, words), move.label, off_script=True)
