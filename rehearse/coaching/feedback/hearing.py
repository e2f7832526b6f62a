"""Hearing a typed reply: as a choice of the node's, else as a general move, else not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rehearse.engine import Entry, available
from rehearse.engine.entry import OFF_SCRIPT
from rehearse.understanding import accept, explain, fit, rank, use_concepts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.engine import Choice, State, Story
    from rehearse.loading.library import Library
    from rehearse.model.advice import Move
    from rehearse.understanding import Reading as Explained

Outcome = Literal["sure", "confirm", "unsure", "nothing"]
Ranked = list[tuple[str, float]]
MOST_OPTIONS = 3
CLEARLY = 0.8
"""What is surely a line on offer is asked about where some other move comes nearer than this share of its score."""
HARDLY = 0.5
"""Below this score no line on offer stands in the way of a move that is surely another one."""
WORTH_ASKING = 0.2
"""Score from which a reading is near enough to be asked about."""
ELSEWHERE = 0.95
"""A move among sixty is likelier to be met by chance than a line among four."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a typed reply: what would be said, and in what words people are asked about it."""

    entry: Entry
    label: str  # the choice's own line, or the move's name
    off_script: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a typed reply.

    ``sure``: take the first reading. ``confirm``: ask "Is that what you meant?" about the first, and after a no about
    the others. ``unsure``: ask which of the readings, or none. ``nothing``: the boss does not follow; ``unread`` is the
    line that says so.
    """

    outcome: Outcome
    readings: tuple[Reading, ...]
    unread: Entry


def decide(here: Ranked, others: Ranked) -> tuple[str | None, tuple[str, ...]]:
    """What a reply is surely meant as, if anything, and the nearest readings, best first, worth asking about.

    *here* are the lines on offer and *others* the moves that are not, each as ``understanding.rank`` gives them. Where
    the bounds come from: `bench/development/README.md`.
    """
    nearest = sorted([*here, *((name, score * ELSEWHERE) for name, score in others)], key=lambda entry: -entry[1])
    near = tuple(name for name, score in nearest if score >= WORTH_ASKING)[:MOST_OPTIONS]
    best, best_elsewhere = (ranked[0][1] if ranked else 0.0 for ranked in (here, others))
    if accept(here) and best_elsewhere <= CLEARLY * best:
        return here[0][0], near
    if accept(others) and best < HARDLY:
        return others[0][0], near
    return None, near


class Ear:
    """Understands replies, knowing every move with its example lines, and the thesaurus."""

    def __init__(self, library: Library) -> None:
        """Make ready what is the same for all replies; it is only done once as long as the content stays the same."""
        self._moves: Mapping[str, Move] = library.moves
        self._foreign = bool(library.language)  # the thesaurus knows the language that the content was written in
        use_concepts(library.concepts.values())
        fit({move.id: move.examples for move in library.moves.values()})

    def hear(self, story: Story, state: State, words: str) -> Heard:
        """How *words* can be taken at this moment of the talk."""
        choices = {choice.id: choice for choice in available(story, state)}
        unread = Entry.not_followed(words)
        if not words.strip() or not choices:
            return Heard("nothing", (), unread)
        here, others = self._ranked(words, choices)
        return self._heard(unread, choices, here, others)

    def hear_move(self, words: str) -> Heard:
        """How *words* can be taken where no lines are on offer: as a general move, or not at all."""
        unread = Entry.not_followed(words)
        if not words.strip():
            return Heard("nothing", (), unread)
        lines = {OFF_SCRIPT + move.id: move.examples for move in self._moves.values()}
        heard = explain(words, lines)
        fitting = {
            name: examples
            for name, examples in lines.items()
            if self._foreign or heard.allows(self._moves[name[1:]].requires, self._moves[name[1:]].forbids)
        }
        others = list(heard.ranked) if len(fitting) == len(lines) else rank(words, fitting)
        return self._heard(unread, {}, [], others)

    def _heard(self, unread: Entry, choices: Mapping[str, Choice], here: Ranked, others: Ranked) -> Heard:
        """What becomes of a reply that was ranked so."""
        meant, near = decide(here, others)
        if self._foreign and meant is not None:
            near, meant = tuple(dict.fromkeys((meant, *near))), None
        readings = [self._reading(Entry(name, unread.words), choices) for name in near if name != meant]
        if meant is None:
            return Heard("unsure" if near else "nothing", tuple(readings), unread)
        first = Entry(meant, unread.words)
        risky = self._moves[first.move].risk if first.move else choices[meant].risk
        return Heard("confirm" if risky else "sure", (self._reading(first, choices), *readings), unread)

    def _ranked(self, words: str, choices: Mapping[str, Choice]) -> tuple[Ranked, Ranked]:
        """The choices, and the moves that none of them makes, each named as an ``Entry`` names it.

        Those that the concepts in *words* rule out are left out.
        """
        lines = {name: self._lines(choice) for name, choice in choices.items()}
        heard = explain(words, lines)
        fitting = {name: lines[name] for name, choice in choices.items() if self._may_be(choice, heard)}
        here = list(heard.ranked) if len(fitting) == len(lines) else rank(words, fitting)
        offered = {move for choice in choices.values() for move in choice.moves}
        elsewhere = {
            OFF_SCRIPT + move.id: move.examples
            for move in self._moves.values()
            if move.id not in offered and (self._foreign or heard.allows(move.requires, move.forbids))
        }
        return here, rank(words, elsewhere)

    def _may_be(self, choice: Choice, heard: Explained) -> bool:
        """Whether neither the choice nor a move that it makes rules out what was heard."""
        if self._foreign:
            return True
        moves = [self._moves[move] for move in choice.moves]
        return heard.allows(choice.requires, choice.forbids) and all(
            heard.allows(move.requires, move.forbids) for move in moves
        )

    def _lines(self, choice: Choice) -> tuple[str, ...]:
        """What people say when they mean *choice*: its own line, and the examples of its moves."""
        return (choice.say, *(line for move in choice.moves for line in self._moves[move].examples))

    def _reading(self, entry: Entry, choices: Mapping[str, Choice]) -> Reading:
        if entry.move:
            return Reading(entry, self._moves[entry.move].label, off_script=True)
        return Reading(entry, choices[entry.what].say, off_script=False)
