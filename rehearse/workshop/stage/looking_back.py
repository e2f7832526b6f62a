"""What each line of a talk was worth, in short: for who practised alone and has come to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.coaching.feedback.judging import feedback
from rehearse.coaching.report.markdown import sources_line

if TYPE_CHECKING:
    from rehearse.engine import Played
    from rehearse.workshop.stage.stage import Stage


class Looked(NamedTuple):
    """A line, looked back at."""

    said: str
    symbol: str
    word: str  # the verdict
    rule: str  # the advice it followed or broke; empty where there is none
    source: str  # where that is from


def looked_back(stage: Stage, played: Played) -> tuple[Looked, ...]:
    """Every line of ours in *played*, in order."""
    judged = (feedback(stage.catalogue, played, turn) for turn in range(1, len(played.choices) + 1))
    return tuple(
        Looked(
            each.said,
            each.symbol,
            each.word,
            each.rule.title if each.rule else "",
            sources_line(each.rule) if each.rule else "",
        )
        for each in judged
    )
