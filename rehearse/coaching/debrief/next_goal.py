"""Goals for next time, as if-then plans: made from what went wrong in a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.debrief.reflection import Goal
from rehearse.coaching.prep.values import LINE, OBJECTION, as_line
from rehearse.engine.state import ACKNOWLEDGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.coaching.feedback.values import Debrief, Feedback
    from rehearse.coaching.prep.values import Plan
    from rehearse.engine.replay import Played

MOST = 4
"""Goals that are offered."""


def goals(played: Played, debrief: Debrief, plans: Sequence[Plan]) -> tuple[Goal, ...]:
    """Goals for next time, the most telling first.

    First the turning points that cost something: what was said there, and the better line. Then the worries that were
    not put to rest, by *plans* for this boss.
    """
    found: dict[tuple[str, str], Goal] = {}
    for goal in (*_from_turns(played, debrief), *_from_worries(played, plans)):
        found.setdefault((goal.if_, goal.then), goal)
    return tuple(found.values())[:MOST]


def _from_turns(played: Played, debrief: Debrief) -> Iterator[Goal]:
    telling = [turn for turn in debrief.turning_points if turn.better is not None]
    costly = [turn for turn in debrief.turns if turn.verdict == "costly" and turn.better is not None]
    for turn in sorted(dict.fromkeys((*telling, *costly)), key=lambda turn: _lost(debrief, turn)):
        said = [line.text for line in played.steps[turn.turn - 1].lines if line.speaker == "boss"]
        choice = played.story.nodes[played.choices[turn.turn - 1].node].by_id.get(
            turn.better.choice if turn.better else ""
        )
        if said and choice is not None:
            concern = _concern_then(played, turn.turn)
            yield Goal(as_line(said[-1], OBJECTION), as_line(choice.say, LINE), concern, choice.moves[0])


def _lost(debrief: Debrief, turn: Feedback) -> float:
    """How much a turn mattered: below 0 what it cost."""
    chance = debrief.chances.of(turn.turn) if debrief.chances else None
    return 100 * chance.swing if chance else turn.weight


def _concern_then(played: Played, turn: int) -> str:
    """The worry that was on the table before line *turn*: the last one that had come out and was not yet at rest."""
    story, state = played.story, played.steps[turn - 1].state
    full = story.levels[state.level].answered
    aloud = [
        concern.id
        for concern, value, needed in zip(story.concerns, state.concerns, full, strict=True)
        if 0 < value < max(needed, ACKNOWLEDGED)
    ]
    return aloud[-1] if aloud else ""


def _from_worries(played: Played, plans: Sequence[Plan]) -> Iterator[Goal]:
    story, state = played.story, played.now.state
    full = story.levels[state.level].answered
    left = {
        concern.id
        for concern, value, needed in zip(story.concerns, state.concerns, full, strict=True)
        if value < needed
    }
    for plan in plans:
        concern = plan.objection.key.partition(".")[2]
        if concern in left and plan.objection.text and plan.then.text:
            yield Goal(plan.objection.text, plan.then.text, concern)
