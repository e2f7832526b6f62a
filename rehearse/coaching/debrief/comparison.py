"""Two branches of one rehearsal side by side, and what the better ones have that the others have not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.summary import UNFINISHED
from rehearse.coaching.odds.chances import NOTICEABLE
from rehearse.coaching.report.markdown import ENDING_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rehearse.coaching.feedback.values import Debrief, Feedback, Rule

QUESTION = "What do the better ones share?"
_ORDER = tuple(ENDING_WORDS)
"""Endings, best first; a talk that is not finished comes last."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which a talk went."""

    id: str  # of its rehearsal
    name: str  # "This talk", "The one of 3 Nov"
    entries: tuple[str, ...]  # its lines as the journal keeps them
    debrief: Debrief

    @property
    def over(self) -> bool:
        """Whether it came to an end."""
        return self.debrief.outcome.kind != UNFINISHED.kind

    @property
    def ended(self) -> str:
        """How it ended, in words."""
        outcome = self.debrief.outcome
        if not self.over:
            return "Not at its end"
        return f"{ENDING_WORDS.get(outcome.kind, outcome.kind)}: {outcome.title}"


@dataclass(frozen=True, slots=True)
class Shared:
    """What sets the better branches apart from the others."""

    better: tuple[str, ...]  # names; empty where none is better
    others: tuple[str, ...]
    rules: tuple[Rule, ...]  # used by the better ones and by none of the others
    by_all: bool = True  # whether every better one used them, or only some
    over: bool = True  # whether they have come to their ends

    @property
    def sentence(self) -> str:
        """The answer in a sentence or two."""
        if not self.better and not self.over:
            return "None of them stands better so far. Go on, or look at the lines."
        if not self.better:
            return "They came to the same end, so none of them is the better one. Look at how each got there."
        better = _listed(self.better)
        many = len(self.better) > 1
        if not self.rules:
            return f"{better} went better. No single rule sets {'them' if many else 'it'} apart; look at the lines."
        who = ("Each of them" if self.by_all else "One or other of them") if many else "It"
        others = "the others" if len(self.others) > 1 else "the other"
        what = "this rule" if len(self.rules) == 1 else "these rules"
        return f"{better} went better. {who} followed {what}, and {others} did not."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two branches, and the turn from which on they differ."""

    left: Branch
    right: Branch
    parted: int  # from 1
    shared: Shared

    def turns(self) -> tuple[tuple[Feedback | None, Feedback | None], ...]:
        """The turns of both from where they part, beside one another; nothing where one has come to its end."""
        left, right = (branch.debrief.turns[self.parted - 1 :] for branch in (self.left, self.right))
        count = max(len(left), len(right))
        return tuple(
            (left[place] if place < len(left) else None, right[place] if place < len(right) else None)
            for place in range(count)
        )


def compare(left: Branch, right: Branch, every: Sequence[Branch], accepts: Collection[str]) -> Comparison:
    """*left* and *right* beside one another, and what the better ones of *every* branch share.

    *accepts* are the types of endings that the person would be content with.
    """
    return Comparison(left, right, parted(left.entries, right.entries), shared(every, accepts))


def parted(one: Sequence[str], other: Sequence[str]) -> int:
    """The first turn (from 1) that is not the same in both."""
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def shared(branches: Sequence[Branch], accepts: Collection[str]) -> Shared:
    """What the better of *branches* have that the others have not."""
    better = _better(branches, accepts)
    others = [branch for branch in branches if branch not in better]
    if not better or not others:
        return Shared((), tuple(branch.name for branch in branches), (), over=any(branch.over for branch in branches))
    without = {rule.card for branch in others for rule in _used(branch)}
    used = [{rule.card: rule for rule in _used(branch) if rule.card not in without} for branch in better]
    by_all = {card: rule for card, rule in used[0].items() if all(card in each for each in used)}
    by_some = {card: rule for each in used for card, rule in each.items()}
    return Shared(
        better=tuple(branch.name for branch in better),
        others=tuple(branch.name for branch in others),
        rules=tuple((by_all or by_some).values()),
        by_all=bool(by_all),
    )


def _better(branches: Sequence[Branch], accepts: Collection[str]) -> list[Branch]:
    """Those that ended best; where all ended alike or are not over, those that stood clearly better at last."""
    ends = {branch.id: _end(branch, accepts) for branch in branches}
    best = max(ends.values(), default=(False, 0))
    found = [branch for branch in branches if ends[branch.id] == best]
    if len(found) < len(branches):
        return found
    chances = {branch.id: branch.debrief.chances.last if branch.debrief.chances else None for branch in branches}
    known = [chance for chance in chances.values() if chance is not None]
    if len(known) < len(branches) or max(known, default=0) - min(known, default=0) < NOTICEABLE:
        return []
    return [branch for branch in branches if (chances[branch.id] or 0) > max(known) - NOTICEABLE]


def _end(branch: Branch, accepts: Collection[str]) -> tuple[bool, int]:
    kind = branch.debrief.outcome.kind
    return kind in accepts, -(_ORDER.index(kind) if kind in _ORDER else len(_ORDER))


def _used(branch: Branch) -> Iterable[Rule]:
    """The rules that a branch followed, each once."""
    found: dict[str, Rule] = {}
    for turn in branch.debrief.turns:
        if turn.rule is not None and turn.verdict in {"strong", "fair"}:
            found.setdefault(turn.rule.card, turn.rule)
    return found.values()


def _listed(names: Sequence[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} and {last[:1].lower()}{last[1:]}" if some else last
