"""The debrief: what is learnt from one rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.evidence import facts_told
from rehearse.coaching.feedback import feedback
from rehearse.coaching.values import ConcernOutcome, Debrief, Feedback, Outcome, Range, Rule
from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED
from rehearse.model.brief_questions import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.coaching.catalogue import Catalogue
    from rehearse.engine.replay import Played
    from rehearse.model.brief import Brief

MOST_TURNING_POINTS = 3
_MOST_RULES = 6
UNFINISHED = Outcome("unfinished", "Not finished", "The talk stops here for now. Nothing is lost.", next_talk=False)


def debrief(catalogue: Catalogue, played: Played, brief: Brief | None = None) -> Debrief:
    """Everything there is to say about a rehearsal, finished or not, for a person with this *brief*."""
    facts = brief.facts if brief else ()
    turns = tuple(feedback(catalogue, played, turn, facts) for turn in range(1, len(played.choices) + 1))
    story, state = played.story, played.now.state
    used = _rules(turn.rule for turn in turns if turn.verdict in {"strong", "fair"})
    missed = _rules(
        rule
        for turn in sorted(turns, key=lambda turn: turn.weight)
        for rule in ((turn.better.rule if turn.better else None), turn.rule if turn.verdict == "costly" else None)
    )
    known = {rule.card for rule in used}
    return Debrief(
        title=story.title,
        boss=story.boss.described,
        boss_name=story.boss.name,
        level=story.levels[state.level].label,
        outcome=outcome(played),
        turns=turns,
        concerns=_concerns(played),
        turning_points=turning_points(turns),
        advice_used=used[:_MOST_RULES],
        advice_missed=tuple(rule for rule in missed if rule.card not in known)[:_MOST_RULES],
        meters=tuple(
            (meter.label, tuple(step.state.meters[index] for step in played.steps))
            for index, meter in enumerate(story.meters)
        ),
        facts=facts_told(played, facts),
        range=_range(played, brief) if brief else None,
    )


def _range(played: Played, brief: Brief) -> Range | None:
    """What was asked for against what came of it; nothing where the brief says nothing of it."""
    ask, ending = brief.ask, played.story.nodes[played.now.state.node].ending
    wishes = (("Best", ask.ideal), ("Good enough", ask.acceptable), ("Where you stop", ask.walk_away))
    told = tuple((label, wish) for label, wish in wishes if wish)
    if not told and ask == type(ask)():
        return None
    labels = dict(ENDINGS)
    contents = tuple(labels[kind] for kind in ask.accepts)
    return Range(told, contents, None if ending is None else brief.accepts(ending.kind))


def outcome(played: Played) -> Outcome:
    """How the meeting ended, or that it has not."""
    ending = played.story.nodes[played.now.state.node].ending
    if ending is None:
        return UNFINISHED
    return Outcome(ending.kind, ending.title, ending.summary, ending.next_talk)


def turning_points(turns: tuple[Feedback, ...]) -> tuple[Feedback, ...]:
    """The turns that mattered most, at most three, in order; poor ones before good ones where both weigh alike."""
    telling = [turn for turn in turns if turn.verdict not in {"fair", "unread"}]
    heaviest = sorted(telling, key=lambda turn: (-abs(turn.weight), turn.weight, turn.turn))[:MOST_TURNING_POINTS]
    return tuple(sorted(heaviest, key=lambda turn: turn.turn))


def _rules(rules: Iterable[Rule | None]) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule is not None:
            found.setdefault(rule.card, rule)
    return tuple(found.values())


def _concerns(played: Played) -> tuple[ConcernOutcome, ...]:
    story, state = played.story, played.now.state
    outcomes = []
    for index, concern in enumerate(story.concerns):
        value, full = state.concerns[index], story.levels[state.level].answered[index]
        outcomes.append(
            ConcernOutcome(
                label=concern.label,
                about=concern.about,
                deep=concern.deep,
                reached="held"
                if value == HELD
                else "surfaced"
                if value == SURFACED
                else "answered"
                if value >= full
                else "acknowledged",
                answers=max(0, value - ACKNOWLEDGED),
                needed=full - ACKNOWLEDGED,
                turns=tuple(
                    turn
                    for turn, step in enumerate(played.steps)
                    if any(event.kind == "concern" and event.subject == concern.id for event in step.events)
                ),
            )
        )
    return tuple(outcomes)
