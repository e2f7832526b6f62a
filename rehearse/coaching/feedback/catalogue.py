"""The advice catalogue: cards, moves, points and articles, joined and looked up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from rehearse.coaching.feedback.values import Rule, Source
from rehearse.engine.play import available
from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rehearse.engine.replay import Played
    from rehearse.engine.story import Choice
    from rehearse.loading.library import Library
    from rehearse.model.advice import Article, Card, Move

Speaks = Literal["recommends", "warns"]

STAGES_OF_PHASE = {
    "opening": frozenset({"prepare", "set-up", "open", "understand", "ask"}),
    "concerns": frozenset({"understand", "address", "evidence", "avoid"}),
    "proposal": frozenset({"ask", "negotiate", "close", "escalate", "after"}),
}
"""Which stages of advice belong to which phase of a meeting."""

_BEFOREHAND = frozenset({"prepare", "set-up"})
_BEGINNING = _BEFOREHAND | {"open"}

PHASE_LABELS = {"opening": "Opening", "concerns": "Their concerns", "proposal": "Proposal and close"}

STAGE_LABELS = {
    "prepare": "Prepare",
    "set-up": "Set it up",
    "open": "Open",
    "understand": "Understand",
    "ask": "Ask",
    "evidence": "Show evidence",
    "address": "Meet their worry",
    "negotiate": "Negotiate",
    "close": "Close",
    "escalate": "Raise the stakes",
    "avoid": "Avoid",
    "after": "Afterwards",
}
"""Every stage of advice, in the order of a meeting, with its name on screen."""

_NAMED, _FOR_THIS_BOSS, _FOR_ANOTHER, _FIRST, _OWN_STAGE, _STAGE, _PHASE = 100, 3, -4, 3, 6, 2, 1


class Catalogue:
    """Looks advice up by card, move, words, stage, persona and article."""

    def __init__(self, library: Library) -> None:
        """Index the advice in *library*."""
        self._cards = library.cards
        self._moves = library.moves
        self._points = library.points
        self._articles = library.articles
        self._by_move: dict[str, list[tuple[Card, Speaks]]] = defaultdict(list)
        for card in library.cards.values():
            for move in card.recommends:
                self._by_move[move].append((card, "recommends"))
            for move in card.warns_against:
                self._by_move[move].append((card, "warns"))
        order = list(STAGE_LABELS)
        self.cards: tuple[Card, ...] = tuple(
            sorted(library.cards.values(), key=lambda card: order.index(card.stages[0]))
        )
        self.articles: tuple[Article, ...] = tuple(library.articles.values())

    def card(self, card_id: str) -> Card:
        """One card. Raises ``KeyError`` where there is none of that id."""
        return self._cards[card_id]

    def __contains__(self, card_id: object) -> bool:
        """Whether there is a card of that id."""
        return card_id in self._cards

    def move(self, move_id: str) -> Move:
        """One move. Raises ``KeyError`` where there is none of that id."""
        return self._moves[move_id]

    def labels(self, moves: Iterable[str]) -> tuple[str, ...]:
        """The names of moves as people read them."""
        return tuple(self._moves[move].label for move in moves)

    def sources(self, card: Card) -> tuple[Source, ...]:
        """The points that a card stands on, with their articles."""
        found = []
        for point_id in card.points:
            point = self._points[point_id]
            article = self._articles[point.article]
            found.append(Source(point.id, point.text, article.short, article.title, article.publisher, point.where))
        return tuple(found)

    def rule(self, card_id: str) -> Rule:
        """A card as feedback names it."""
        card = self._cards[card_id]
        return Rule(card.id, card.title, card.why, self.sources(card))

    def ranked(
        self, moves: Sequence[str], *, persona: str, phase: str, named: Sequence[str] = ()
    ) -> list[tuple[int, Card, Speaks]]:
        """The cards that speak of any of *moves* with this persona in this phase, the most fitting first."""
        found: dict[str, tuple[int, Card, Speaks]] = {}
        for place, move in enumerate(moves):
            for card, speaks in self._by_move.get(move, ()):
                if phase != "opening" and _BEGINNING.issuperset(card.stages):
                    continue  # how to begin is no advice in the middle
                score = self._fit(card, move, persona, phase) - 3 * place + (_NAMED if card.id in named else 0)
                if card.id not in found or found[card.id][0] < score:
                    found[card.id] = (score, card, speaks)
        for card_id in named:
            if card_id not in found and card_id in self._cards:
                found[card_id] = (_NAMED, self._cards[card_id], "recommends")
        return sorted(found.values(), key=lambda entry: -entry[0])  # else in the authors' order

    def _fit(self, card: Card, move: str, persona: str, phase: str) -> int:
        score = 0
        if card.personas:
            score += _FOR_ANOTHER if set(card.personas).isdisjoint(parts_of(persona)) else _FOR_THIS_BOSS
        stage = self._moves[move].stage
        if stage == card.stages[0]:
            score += _OWN_STAGE
        elif stage in card.stages:
            score += _STAGE
        if move in (*card.recommends[:1], *card.warns_against[:1]):
            score += _FIRST
        if STAGES_OF_PHASE[phase] & set(card.stages):
            score += _PHASE
        spoken_of = len(card.recommends) + len(card.warns_against)
        return score * 2 - min(spoken_of, 6) // 2  # a card about few moves says more about each

    def cards_for(self, moves: Sequence[str], persona: str, phase: str) -> tuple[Card, ...]:
        """The cards that speak of any of *moves*, the most fitting first."""
        return tuple(card for _, card, _ in self.ranked(moves, persona=persona, phase=phase))

    def search(
        self, text: str = "", *, stage: str | None = None, persona: str | None = None, article: str | None = None
    ) -> tuple[Card, ...]:
        """The cards that hold every word of *text* and belong to the stage, persona and article, in stage order.

        A card for no persona in particular belongs to all of them.
        """
        words = text.casefold().split()
        return tuple(
            card
            for card in self.cards
            if (stage is None or stage in card.stages)
            and (persona is None or not card.personas or persona in card.personas)
            and (article is None or any(self._points[point].article == article for point in card.points))
            and all(word in self._text(card) for word in words)
        )

    def _text(self, card: Card) -> str:
        parts = [card.title, card.why, card.example, card.counter_example, *card.points]
        parts += [self._points[point].text for point in card.points]
        parts += self.labels((*card.recommends, *card.warns_against))
        return " ".join(parts).casefold()

    def advice_now(self, played: Played, *, most: int = 3) -> tuple[Rule, ...]:
        """What the articles say at this moment: the rules behind the helpful lines on offer, then the warnings."""
        story, state = played.story, played.now.state
        phase = story.nodes[state.node].phase
        choices: tuple[Choice, ...] = available(story, state)
        best: dict[str, int] = {}
        for choice in choices:
            for score, card, speaks in self.ranked(
                choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards
            ):
                value = score + (_STAGE if speaks == "recommends" else 0)
                if not _BEFOREHAND.issuperset(card.stages):
                    best[card.id] = max(best.get(card.id, value), value)
        chosen = sorted(best, key=lambda card_id: (-best[card_id], card_id))[:most]
        return tuple(self.rule(card_id) for card_id in chosen)
