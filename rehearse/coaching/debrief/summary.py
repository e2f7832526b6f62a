"""The debrief: what is learnt from one rehearsal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.evidence import facts_told
from rehearse.coaching.feedback.judging import feedback, sound_lines
from rehearse.coaching.feedback.values import ConcernOutcome, Debrief, Feedback, Outcome, Range, Rule
from rehearse.coaching.odds.chances import NOTICEABLE, TURNING, Chances, chances_of
from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED
from rehearse.model.brief import USUALLY_ACCEPTED
from rehearse.model.brief_questions import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.feedback.values import BetterLine
    from rehearse.coaching.odds.worth import Worth
    from rehearse.engine.replay import Played
    from rehearse.model.brief import Brief

MOST_TURNING_POINTS = 3
_MOST_RULES = 6
UNFINISHED = Outcome("unfinished", "Not finished", "The talk stops here for now. Nothing is lost.", next_talk=False)


def debrief(catalogue: Catalogue, played: Played, brief: Brief | None = None, worth: Worth | None = None) -> Debrief:
    """Everything there is to say about a rehearsal, finished or not, for a person with this *brief*.

    Where the odds are there (*worth*), they say which turns mattered and which line would have been better; then it may
    take seconds.
    """
    facts = brief.facts if brief else ()
    turns = tuple(feedback(catalogue, played, turn, facts) for turn in range(1, len(played.choices) + 1))
    chances = None
    if worth is not None:
        chances, turns = _with_chances(catalogue, played, brief, worth, turns)
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
        turning_points=turning_points(turns, chances),
        advice_used=used[:_MOST_RULES],
        advice_missed=tuple(rule for rule in missed if rule.card not in known)[:_MOST_RULES],
        meters=tuple(
            (meter.label, tuple(step.state.meters[index] for step in played.steps))
            for index, meter in enumerate(story.meters)
        ),
        facts=facts_told(played, facts),
        range=_range(played, brief) if brief else None,
        chances=chances,
    )


def accepted(brief: Brief | None) -> tuple[str, ...]:
    """The types of endings that the person would be content with; where they have not said, the usual ones."""
    return brief.ask.accepts if brief else USUALLY_ACCEPTED


def _with_chances(
    catalogue: Catalogue, played: Played, brief: Brief | None, worth: Worth, turns: tuple[Feedback, ...]
) -> tuple[Chances, tuple[Feedback, ...]]:
    """The curve of the talk, and *turns* with the line that would have led further, where that can be told."""
    accepts = accepted(brief)
    sound = {turn: _sound(catalogue, played, turn) for turn in range(1, len(turns) + 1)}
    values, moves = chances_of(played, worth, accepts, lambda turn: sound[turn])
    labels, own = dict(ENDINGS), bool(brief and brief.ask != type(brief.ask)())
    chances = Chances(values, moves, tuple(labels[kind] for kind in accepts), own, worth.error)
    return chances, tuple(_reckoned(turn, chances, sound[turn.turn]) for turn in turns)


def _sound(catalogue: Catalogue, played: Played, turn: int) -> dict[str, BetterLine]:
    return {line.choice: line for line in sound_lines(catalogue, played, turn)}


def _reckoned(turn: Feedback, chances: Chances, sound: dict[str, BetterLine]) -> Feedback:
    """*turn* with the better line that the odds name; where they name none, with what the advice says."""
    chance = chances.of(turn.turn)
    if turn.verdict == "unread" or chance is None or chance.lost < NOTICEABLE:
        return turn
    return replace(turn, better=sound.get(chance.best_choice, turn.better))


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


def turning_points(turns: tuple[Feedback, ...], chances: Chances | None = None) -> tuple[Feedback, ...]:
    """The turns that mattered most, at most three, in order; poor ones before good ones where both weigh alike.

    Where the *chances* are known, those that moved them most; else those that weigh most by what they did.
    """
    swings = {turn.turn: turn.swing for turn in chances.turns if abs(turn.swing) >= TURNING} if chances else {}
    weights = swings or {turn.turn: turn.weight for turn in turns if turn.verdict not in {"fair", "unread"}}
    telling = [turn for turn in turns if turn.turn in weights]
    heaviest = sorted(telling, key=lambda turn: (-abs(weights[turn.turn]), weights[turn.turn], turn.turn))
    return tuple(sorted(heaviest[:MOST_TURNING_POINTS], key=lambda turn: turn.turn))


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
