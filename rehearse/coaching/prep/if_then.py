"""If-then plans: for each of a boss's worries what they may say, and what to say then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.best_lines import best, ranked, with_moves
from rehearse.coaching.prep.drafts import TRIALS, claims, detail, drafted, plainest
from rehearse.coaching.prep.lines import spoken
from rehearse.coaching.prep.own import worded
from rehearse.coaching.prep.values import MOST_PLANS, OBJECTION, Plan, Words, as_line, as_note
from rehearse.engine.mixing import reaction_to
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rehearse.coaching.debrief.best_lines import SpokenLine
    from rehearse.coaching.prep.values import Own
    from rehearse.engine.replay import Played
    from rehearse.model.advice import Move
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Concern, Persona

MOST_HELPING = 4
"""Moves whose examples are considered for one worry, the most helpful first."""
MOST_EXAMPLES = 3
BLANK = Words("", "draft")


@dataclass(frozen=True, slots=True)
class Planning:
    """What plans for one boss are made from."""

    boss: Persona
    moves: Mapping[str, Move]
    brief: Brief
    slots: Mapping[str, str]
    lines: Sequence[SpokenLine] = ()

    def plans(self, rehearsals: Sequence[Played], own: Mapping[str, Own]) -> tuple[Plan, ...]:
        """A plan for each worry: those first that were left unanswered most often in *rehearsals*.

        One for which the person has words of their own is among them, however it went.
        """
        stood = {concern.id: _stood(rehearsals, concern.id) for concern in self.boss.concerns}
        hardest = sorted(self.boss.concerns, key=lambda concern: -_share(stood[concern.id]))
        mine = sorted(hardest, key=lambda concern: not _is_mine(concern, own))[:MOST_PLANS]
        plans: list[Plan] = []
        for concern in hardest:
            if concern in mine:
                plans.append(self._plan(concern, stood[concern.id], {plan.then.text for plan in plans}, own))
        return tuple(plans)

    def answering(self, concern: Concern) -> list[str]:
        """The moves that answer *concern*: those that the brief has something for first, then the most welcome."""
        roles = {concern.id, "deep" if concern.deep else "", "stated" if concern is self.boss.concerns[0] else ""}
        found: list[tuple[bool, int, int, str]] = []
        for move, known in self.moves.items():
            effects = reaction_to(self.boss, known).effects
            if known.general != "hurts" and not roles.isdisjoint(effects.answer):
                worth = 2 * effects.meters.get("trust", 0) + effects.meters.get("patience", 0)
                found.append((not detail(self.brief, move)[0], -worth, len(found), move))
        return [move for *_, move in sorted(found)]

    def ways(self, concern: Concern) -> tuple[Words, ...]:
        """What could be said to *concern*, the best first."""
        return tuple(self._ways(concern, self.answering(concern)))

    def _plan(self, concern: Concern, stood: Sequence[bool], taken: Collection[str], own: Mapping[str, Own]) -> Plan:
        moves = self.answering(concern)
        ways = list(self._ways(concern, moves))
        found = next((words for words in ways if words.text not in taken), ways[0] if ways else BLANK)
        said, *others = self._objections(concern)
        then = worded(found, f"then.{concern.id}", own, [words.text for words in ways])
        return Plan(
            worry=concern.label,
            objection=worded(Words(said, "boss"), f"if.{concern.id}", own, others),
            then=then,
            detail=self._detail(moves) if then.origin in {"better", "example"} else BLANK,
            left=sum(not answered for answered in stood),
            of=len(stood),
        )

    def _objections(self, concern: Concern) -> list[str]:
        """How this boss puts it, the shortest first."""
        said = [fill_sentence(line, self.slots) for line in self.boss.lines.objection[concern.id]]
        return [as_line(line, OBJECTION) for line in sorted(said, key=len)]

    def _detail(self, moves: Sequence[str]) -> Words:
        """What the brief says to it; the terms of a trial stand elsewhere on the page."""
        for move in moves:
            said, question = detail(self.brief, move)
            if said and move not in TRIALS:
                return Words(as_note(said), "brief", key=question)
        return BLANK

    def _ways(self, concern: Concern, moves: Sequence[str]) -> Iterator[Words]:
        """What could be said to it, the best first.

        The best that put it to rest; one's own words of a kind that does; a better line that was on offer; what the
        brief says to it; an example.
        """
        if found := best([line for line in self.lines if concern.id in line.answered]):
            yield spoken(found)
        for line in ranked([line for line in with_moves(self.lines, moves) if line.typed]):
            yield spoken(line)
        for line in self.lines:
            if line.better and not set(moves).isdisjoint(line.better_moves):
                yield Words(as_line(line.better), "better", line.where)
        for move in moves:
            if said := drafted(self.brief, move):
                yield Words(as_line(said), "draft")
        examples = [plainest(self.moves[move].examples[:MOST_EXAMPLES]) for move in moves[:MOST_HELPING]]
        for example in sorted(examples, key=claims):
            yield Words(as_line(fill_sentence(example, self.slots)), "example")


def blank_plans(own: Mapping[str, Own]) -> tuple[Plan, ...]:
    """Plans to fill in by hand, for a boss of whom nothing is known."""
    return tuple(
        Plan("", worded(BLANK, f"if.{number}", own), worded(BLANK, f"then.{number}", own), BLANK, 0, 0)
        for number in range(1, MOST_PLANS)
    )


def _is_mine(concern: Concern, own: Mapping[str, Own]) -> bool:
    return any(key in own and own[key].used for key in (f"if.{concern.id}", f"then.{concern.id}"))


def _share(stood: Sequence[bool]) -> float:
    return sum(not answered for answered in stood) / len(stood) if stood else 0


def _stood(rehearsals: Sequence[Played], concern: str) -> list[bool]:
    """For each rehearsal in which the concern was there, whether it was put to rest."""
    return [answered for played in rehearsals if (answered := _answered(played, concern)) is not None]


def _answered(played: Played, concern: str) -> bool | None:
    """Whether a concern was put to rest in a rehearsal; nothing where the boss in it has no such concern."""
    story, state = played.story, played.now.state
    for index, known in enumerate(story.concerns):
        if known.id == concern:
            return state.concerns[index] >= story.levels[state.level].answered[index]
    return None
