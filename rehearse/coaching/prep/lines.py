"""The lines of the prep sheet that are said: for each the best that there is, and what else could stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.best_lines import best, ranked, with_moves
from rehearse.coaching.prep import drafts as prep_drafts
from rehearse.coaching.prep.values import OPENING, Words, as_line
from rehearse.engine.mixing import reaction_to
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rehearse.coaching.debrief.best_lines import SpokenLine
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Persona

_OPENING_STAGES = frozenset({"set-up", "open", "ask"})
_NO_OPENERS = frozenset({"buy-time", "make-small-talk"})
_PLAYED_BACK = frozenset({"check-understanding", "acknowledge-their-worry"})
_CLOSERS = ("sum-up-the-agreement", "agree-the-next-talk")
_TO_A_NO = ("ask-what-would-change-it", "accept-with-grace")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_LEAST_ASKED = 4
"""Words of a question that can be asked by itself: "Correct?" only hangs on to what was said before it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the lines of the page are looked for in."""

    library: Library
    brief: Brief
    boss: Persona | None
    slots: Mapping[str, str]
    said: Sequence[SpokenLine]

    # --- the opening

    def opening(self) -> Words:
        """The best that was said in the opening to open a talk with; a question only where it was the first line."""
        opens, opening = self._openings()
        found = best(opening, lambda line: line.turn == 1, lambda line: not opens.isdisjoint(line.moves))
        if found is not None:
            return spoken(found, OPENING)
        return Words(prep_drafts.opening(self.brief.ask), "draft")

    def openings(self) -> list[str]:
        """What else was said there, the best first."""
        said = [as_line(line.words, OPENING) for line in ranked(self._openings()[1])]
        return [*said, prep_drafts.opening(self.brief.ask)]

    def _openings(self) -> tuple[set[str], list[SpokenLine]]:
        opens = {move for move in self.library.moves if self._opens(move)}
        asks = {move for move in self.library.moves if self._asks(move)}
        return opens, [
            line
            for line in with_moves(self.said, opens | asks)
            if line.phase == "opening" and (line.turn == 1 or not opens.isdisjoint(line.moves))
        ]

    def _opens(self, move: str) -> bool:
        """Whether a talk can well begin with it."""
        known = self.library.moves[move]
        return known.stage in _OPENING_STAGES and known.general == "helps" and move not in _NO_OPENERS

    # --- the questions

    def questions(self, opening: str) -> tuple[Words, ...]:
        """Open questions of different kinds: the person's own words first, then what draws this boss out.

        The one that is the *opening* line already is not among them.
        """
        asking = [move for move in self.library.moves if self._asks(move)]
        asking.sort(key=self._draws_out)
        asked = [
            replace(line, words=question)
            for line in with_moves(self.said, asking)
            if (question := _question_in(line)) and as_line(line.words, OPENING) != opening
        ]
        mine: dict[str, Words] = {}
        for move in asking:
            if found := best(with_moves(asked, (move,))):
                mine.setdefault(move, spoken(found))
        typed = {as_line(line.words) for line in asked if line.typed}
        order = sorted(asking, key=lambda move: move not in mine or mine[move].text not in typed)
        chosen = [mine.get(move) or self._question(move) for move in order]
        return tuple({words.text: words for words in chosen}.values())

    def _asks(self, move: str) -> bool:
        """Whether it asks for their side, and does not play back what they have said."""
        known = self.library.moves[move]
        hears = reaction_to(self.boss, known).effects.acknowledge if self.boss else ()
        questions = sum("?" in example for example in known.examples)
        return known.stage == "understand" and not hears and move not in _PLAYED_BACK and questions > 1

    def _draws_out(self, move: str) -> tuple[int, int]:
        """How well a question does with this boss, the best first."""
        known = self.library.moves[move]
        if self.boss is None:
            return 0, int(known.general != "helps")
        effects = reaction_to(self.boss, known).effects
        return -len(effects.surface), -effects.meters.get("trust", 0)

    def _question(self, move: str) -> Words:
        """An example of a question, by the card of this boss where there is one."""
        boss = {self.boss.id} if self.boss else set()
        cards = [card for card in self.library.cards.values() if move in card.recommends[:1] and "?" in card.example]
        cards.sort(key=lambda card: (boss.isdisjoint(card.personas), bool(card.personas)))
        examples = [card.example for card in cards[:1]] + [e for e in self.library.moves[move].examples if "?" in e]
        return Words(self._filled(examples[0]), "example")

    # --- the end

    def close(self) -> Words:
        """The best that was said to close; else the terms of the brief, said back."""
        found = best(with_moves(self.said, _CLOSERS))
        return spoken(found) if found else Words(prep_drafts.close(self.brief.ask, self.brief.trial), "draft")

    def closes(self) -> list[str]:
        """What else could close it, also what was typed too early for it to do any good."""
        typed = [line for line in with_moves(self.said, _CLOSERS) if line.typed and not line.harm]
        return [*self._texts(_CLOSERS, typed), as_line(prep_drafts.close(self.brief.ask, self.brief.trial))]

    def no(self) -> Words:
        """What to say to a no: what would change it, in words that were said; else an example of that."""
        found = best(with_moves(self.said, _TO_A_NO[:1]))
        return spoken(found) if found else Words(self._example(_TO_A_NO), "example")

    def noes(self) -> list[str]:
        """What else could be said to a no."""
        return [*self._texts(_TO_A_NO), self._example(_TO_A_NO), self._example(_TO_A_NO[1:])]

    def _texts(self, moves: Iterable[str], more: Iterable[SpokenLine] = ()) -> list[str]:
        return [as_line(line.words) for line in (*ranked(with_moves(self.said, frozenset(moves))), *more)]

    def _example(self, moves: Collection[str]) -> str:
        """The example of the card that recommends one of *moves* first of all, else of the move itself."""
        for move in moves:
            for card in self.library.cards.values():
                if card.recommends[:1] == (move,):
                    return self._filled(card.example)
        known = [self.library.moves[move] for move in moves if move in self.library.moves]
        return self._filled(known[0].examples[0]) if known else ""

    def _filled(self, text: str) -> str:
        return as_line(fill_sentence(text, self.slots))


def _question_in(line: SpokenLine) -> str:
    """What *line* asks: of one's own words only the questions, without what stood round them that day."""
    if not line.typed:
        return line.words if "?" in line.words else ""
    asked = [each for each in _SENTENCES.split(line.words) if each.endswith("?") and len(each.split()) >= _LEAST_ASKED]
    return " ".join(asked)


def spoken(line: SpokenLine, most: int = 0) -> Words:
    """A line of a rehearsal on the page."""
    text = as_line(line.words, most) if most else as_line(line.words)
    return Words(text, "said", line.where)
