"""If-then plans: for each of a boss's worries what they may say, and what to say then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.best_lines import best
from rehearse.coaching.prep_values import MOST_PLANS, OBJECTION, Plan, Words, as_line, as_note
from rehearse.engine.mixing import reaction_to
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rehearse.coaching.best_lines import SpokenLine
    from rehearse.engine.replay import Played
    from rehearse.model.advice import Move
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Concern, Persona

_TRIALS = frozenset({"propose-a-trial", "shape-the-trial"})
"""Moves whose terms have a place of their own on the page."""


def if_then_plans(
    boss: Persona,
    moves: Mapping[str, Move],
    brief: Brief,
    slots: Mapping[str, str],
    lines: Sequence[SpokenLine],
    rehearsals: Sequence[Played],
) -> tuple[Plan, ...]:
    """A plan for each worry of *boss*: those first that were left unanswered most often in *rehearsals*."""
    planning = _Planning(boss, moves, brief, slots)
    stood = {concern.id: _stood(rehearsals, concern.id) for concern in boss.concerns}
    hardest = sorted(boss.concerns, key=lambda concern: -_share(stood[concern.id]))[:MOST_PLANS]
    plans: list[Plan] = []
    for concern in hardest:
        taken = {plan.then.text for plan in plans}
        plans.append(planning.plan(concern, lines, stood[concern.id], taken))
    return tuple(plans)


def helping_moves(boss: Persona, moves: Mapping[str, Move], brief: Brief, concern: Concern) -> list[str]:
    """The moves that answer a *concern* of *boss*: those that the brief has something for first, then by welcome."""
    return _Planning(boss, moves, brief, {}).answering(concern)


def _share(stood: Sequence[bool]) -> float:
    return sum(not answered for answered in stood) / len(stood) if stood else 0


def _stood(rehearsals: Sequence[Played], concern: str) -> list[bool]:
    """For each rehearsal in which the concern was there, whether it was put to rest."""
    return [answered for played in rehearsals if (answered := _answered(played, concern)) is not None]


@dataclass(frozen=True, slots=True)
class _Planning:
    """What plans for one boss are made from."""

    boss: Persona
    moves: Mapping[str, Move]
    brief: Brief
    slots: Mapping[str, str]

    def plan(
        self, concern: Concern, lines: Sequence[SpokenLine], stood: Sequence[bool], taken: Collection[str]
    ) -> Plan:
        moves = self.answering(concern)
        return Plan(
            worry=concern.label,
            objection=self.objection(concern),
            then=self.then(concern, moves, lines, taken),
            detail=as_note(
                next((told for move in moves if move not in _TRIALS and (told := _detail(self.brief, move))), "")
            ),
            left=sum(not answered for answered in stood),
            of=len(stood),
        )

    def objection(self, concern: Concern) -> str:
        """The shortest way in which this boss puts it."""
        said = [fill_sentence(line, self.slots) for line in self.boss.lines.objection[concern.id]]
        return as_line(min(said, key=len), OBJECTION)

    def answering(self, concern: Concern) -> list[str]:
        """The moves that answer *concern*: those that the brief has something for first, then the most welcome."""
        roles = {concern.id, "deep" if concern.deep else "", "stated" if concern is self.boss.concerns[0] else ""}
        found: list[tuple[bool, int, int, str]] = []
        for move, known in self.moves.items():
            effects = reaction_to(self.boss, known).effects
            if known.general != "hurts" and not roles.isdisjoint(effects.answer):
                worth = 2 * effects.meters.get("trust", 0) + effects.meters.get("patience", 0)
                found.append((not _detail(self.brief, move), -worth, len(found), move))
        return [move for *_, move in sorted(found)]

    def then(
        self, concern: Concern, moves: Sequence[str], lines: Sequence[SpokenLine], taken: Collection[str]
    ) -> Words:
        """The best that was said to it, else a better line that was on offer, else an example; nothing *taken*."""
        fresh = [line for line in lines if as_line(line.words) not in taken]
        if found := best([line for line in fresh if concern.id in line.answered]):
            return Words(as_line(found.words), "said", found.where)
        for line in lines:
            if line.better and as_line(line.better) not in taken and not set(moves).isdisjoint(line.better_moves):
                return Words(as_line(line.better), "better", line.where)
        examples = [as_line(fill_sentence(self.moves[move].examples[0], self.slots)) for move in moves]
        unlike = [example for example in examples if example not in taken]
        return Words((unlike or examples or [""])[0], "example" if examples else "draft")


def _answered(played: Played, concern: str) -> bool | None:
    """Whether a concern was put to rest in a rehearsal; nothing where the boss in it has no such concern."""
    story, state = played.story, played.now.state
    for index, known in enumerate(story.concerns):
        if known.id == concern:
            return state.concerns[index] >= story.levels[state.level].answered[index]
    return None


def _detail(brief: Brief, move: str) -> str:
    """What the brief says that a line of this kind needs."""
    trial, duties = brief.trial, brief.duties
    match move:
        case "promise-reachability":
            return brief.reachable or ""
        case "present-a-backup-plan":
            return brief.internet or ""
        case "describe-home-office":
            return brief.home_office or ""
        case "show-own-results":
            return brief.facts[0].sentence if brief.facts else brief.result or ""
        case "list-duties":
            parts = (("at home", duties.home), ("only in the office", duties.office))
            return "; ".join(f"{where}: {' '.join(what.split())}" for where, what in parts if what)
        case _ if move in _TRIALS:
            return "; ".join(part for part in (trial.length, trial.measures, trial.review, trial.ends) if part)
        case _:
            return ""
