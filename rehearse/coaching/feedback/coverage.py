"""How far the advice covers the articles: for every point its cards, and the choices that practise them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.loading.library import Library


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """One point, the cards that stand on it, and how many choices practise one of those cards."""

    point: str
    text: str
    article: str
    cards: tuple[str, ...]
    choices: int


def coverage(library: Library) -> tuple[PointCoverage, ...]:
    """Every point in the catalogue's order.

    A choice practises a card if it realises a move that the card recommends or warns against, or names the card.
    """
    practising = _practising(library)
    covered = []
    for point in library.points.values():
        cards = tuple(card.id for card in library.cards.values() if point.id in card.points)
        choices: set[tuple[str, str, str]] = set().union(*(practising[card] for card in cards))
        covered.append(PointCoverage(point.id, point.text, point.article, cards, len(choices)))
    return tuple(covered)


def practised_cards(library: Library) -> frozenset[str]:
    """The cards that some choice of some scenario practises."""
    return frozenset(card for card, choices in _practising(library).items() if choices)


def _practising(library: Library) -> dict[str, set[tuple[str, str, str]]]:
    """For each card the choices that practise it: scenario, node and choice."""
    practising: dict[str, set[tuple[str, str, str]]] = {card: set() for card in library.cards}
    by_move: dict[str, list[str]] = {}
    for card in library.cards.values():
        for move in (*card.recommends, *card.warns_against):
            by_move.setdefault(move, []).append(card.id)
    for scenario in library.scenarios.values():
        for name, node in scenario.nodes.items():
            for choice in node.choices:
                named = [*choice.cards, *(card for move in choice.move for card in by_move.get(move, ()))]
                for card_id in named:
                    practising.setdefault(card_id, set()).add((scenario.id, name, choice.id))
    return practising
