"""What a session's branches teach together: the advice that was followed and missed, and lines worth another try."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.comparison import Branch as Compared
from rehearse.coaching.debrief.comparison import compare
from rehearse.coaching.debrief.summary import accepted
from rehearse.coaching.odds.chances import NOTICEABLE
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.workshop.report.values import Again, Beside, Card

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rehearse.coaching.feedback.values import Feedback, Rule
    from rehearse.workshop.report.values import Branch, Turn
    from rehearse.workshop.session.room import Branch as Went

MOST_AGAIN = 3
MOST_COMPARED = 6
"""Other pairs of branches of which a word is said."""


def cards_of(branches: Sequence[Branch]) -> tuple[Card, ...]:
    """Every card that a line followed or missed, each once, those first that most lines missed."""
    rules: dict[str, Rule] = {}
    followed: dict[str, list[str]] = {}
    missed: dict[str, list[str]] = {}
    for branch, turn, found in _judged(branches):
        where = place(branch, turn, several=len(branches) > 1)
        if found.rule and found.verdict in {"strong", "fair"}:
            rules.setdefault(found.rule.card, found.rule)
            followed.setdefault(found.rule.card, []).append(where)
        wrong = [found.better.rule if found.better else None, found.rule if found.verdict == "costly" else None]
        for rule in {each.card: each for each in wrong if each}.values():
            rules.setdefault(rule.card, rule)
            missed.setdefault(rule.card, []).append(where)
    cards = (Card(rule, tuple(followed.get(card, ())), tuple(missed.get(card, ()))) for card, rule in rules.items())
    return tuple(sorted(cards, key=lambda card: (-len(card.missed), -len(card.followed))))


def again_of(branches: Sequence[Branch]) -> tuple[Again, ...]:
    """The lines that cost most against what was on offer, at most three, with what would have led further."""
    found: list[tuple[float, Again]] = []
    for branch, turn, judged in _judged(branches):
        if judged.better is None:
            continue
        chance = turn.chance
        lost = chance.lost if chance else 0.0
        if chance is not None and lost < NOTICEABLE:
            continue
        told = Again(
            place(branch, turn, several=len(branches) > 1),
            judged.said,
            judged.better.say,
            judged.better.reason,
            chance.line if chance else None,
            chance.best if chance else None,
        )
        found.append((lost or -judged.weight / 100, told))
    found.sort(key=lambda each: -each[0])
    return tuple(told for _, told in found[:MOST_AGAIN])


def compared(
    branches: Sequence[Branch], went: Sequence[Went], shown: Sequence[int]
) -> tuple[Beside | None, tuple[Beside, ...]]:
    """The two branches that are worth looking at side by side, and the other pairs.

    Those two are the pair that the room saw last (*shown*), or else the best and the worst of those that came about as
    far as any; none where only one did.
    """
    accepts = accepted(None)
    told = {
        branch.number - 1: Compared(
            str(branch.number - 1), branch.name, went[branch.number - 1].entries, branch.debrief
        )
        for branch in branches
        if branch.debrief is not None and len(went[branch.number - 1].entries) > branch.shared
    }
    pairs = [pair for pair in combinations(told, 2) if _part(went[pair[0]], went[pair[1]])]
    first = tuple(sorted(shown))
    if first not in pairs:
        first = _best_and_worst(told)
    beside = {pair: _beside(told[pair[0]], told[pair[1]], accepts) for pair in pairs}
    others = tuple(each for pair, each in beside.items() if pair != first)
    return beside.get((first[0], first[-1])) if first else None, others[:MOST_COMPARED]


def _best_and_worst(told: Mapping[int, Compared]) -> tuple[int, ...]:
    longest = max((len(branch.entries) for branch in told.values()), default=0)
    far = [number for number, branch in told.items() if branch.over or _about(len(branch.entries), longest)]
    far.sort(key=lambda number: _stands(told[number]))
    return tuple(sorted((far[0], far[-1]))) if len(far) > 1 else ()


def _stands(branch: Compared) -> tuple[int, float]:
    """How well a branch stands at last, worst first."""
    kinds = tuple(ENDING_WORDS)
    chances = branch.debrief.chances
    return -kinds.index(branch.debrief.outcome.kind), chances.last if chances else 0.0


def _beside(left: Compared, right: Compared, accepts: Collection[str]) -> Beside:
    found = compare(left, right, (left, right), accepts)
    lines = sorted(len(each.entries) - found.parted + 1 for each in (left, right))
    return Beside(found, (left.over and right.over) or _about(*lines))


def _about(shorter: int, longer: int) -> bool:
    """Whether so many lines are about as many."""
    return shorter * 3 >= longer * 2


def _part(one: Went, other: Went) -> bool:
    """Whether each says something that the other does not."""
    shorter = min(len(one.entries), len(other.entries))
    return one.entries[:shorter] != other.entries[:shorter]


def place(branch: Branch, turn: Turn, *, several: bool) -> str:
    """Where a line was said: ``line 3``, ``branch 2, line 3``."""
    return f"branch {branch.number}, line {turn.number}" if several else f"line {turn.number}"


def _judged(branches: Sequence[Branch]) -> Iterator[tuple[Branch, Turn, Feedback]]:
    for branch in branches:
        for turn in branch.turns:
            if turn.feedback is not None:
                yield branch, turn, turn.feedback
