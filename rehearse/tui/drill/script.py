"""A drill set like the script of a play: what they object, what you answered, and what is to be said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph
from rehearse.tui.talk import judgement
from rehearse.tui.talk.script import YOU, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.coaching.between.drill_feedback import Told
    from rehearse.coaching.between.objections import Objection

_BOSS_BAR, _YOUR_BAR = " ┃ ", " ╎ "
NOT_READ = "not understood"


class DrillScript:
    """Sets one objection after the other, for one boss."""

    def __init__(self, name: str) -> None:
        """Take the boss's whole name."""
        self._name = short_name(name)
        self._column = max(text(self._name).cell_length, len(YOU))

    def asked(self, objection: Objection) -> list[Paragraph]:
        """What they say, and above it why it is asked."""
        why = [self._quiet(objection.why, above=0)] if objection.why else []
        return [*why, self._line(self._name, objection.says, yours=False)]

    def answered(self, told: Told) -> list[Paragraph]:
        """What was answered, how it was read, and what they say to that."""
        feedback = told.feedback
        found: list[Paragraph] = []
        if feedback.said:
            read = f"read as: {feedback.read_as}" if feedback.read_as else NOT_READ
            side = joined(" " * self._column, (_YOUR_BAR, "$accent"))
            found += [self._line(YOU, feedback.said, yours=True), Paragraph(text(read, "$quiet"), side, side)]
        if feedback.answered:
            found.append(self._line(self._name, feedback.answered, yours=False))
        return found

    def judged(self, told: Told, *, beside: bool, whole: bool) -> list[Paragraph]:
        """The verdict with its reasons, the person's own plan, and a line that would do."""
        feedback = told.feedback
        better, rule = feedback.better, feedback.rule or (feedback.better.rule if feedback.better else None)
        bare = replace(feedback, better=None, rule=None, remarks=())
        found = judgement.in_full(bare, beside=beside) if whole else judgement.in_short(bare, beside=beside)
        if told.plan is not None:
            label = "As planned" if told.as_planned else "Your plan"
            found += judgement.labelled(label, [Paragraph(text(f"“{told.plan.then}”"))], beside=beside)
        if better is not None:
            words = [Paragraph(text(f"“{better.say}”", "$accent")), Paragraph(text(better.reason, "$quiet"))]
            found += judgement.labelled("Or also" if told.good else "Stronger", words, beside=beside)
        if rule is not None:
            named = judgement.rule(rule, why=rule.why != feedback.why) if whole else judgement.rule_in_short(rule)
            found += judgement.labelled("Rule", named, beside=beside)
        most = None if whole else judgement.MOST_REMARKS
        found += judgement.labelled("How said", judgement.how_said(feedback, most=most), beside=beside)
        return [replace(paragraph, above=paragraph.above + (place == 0)) for place, paragraph in enumerate(found)]

    def closed(self, sentences: Iterable[str]) -> list[Paragraph]:
        """The two sentences at the end."""
        return [Paragraph(text(sentence), above=place) for place, sentence in enumerate(sentences)]

    def _line(self, name: str, said: str, *, yours: bool) -> Paragraph:
        bar, tone = (_YOUR_BAR, "$accent") if yours else (_BOSS_BAR, "$foreground")
        shown = text(name, f"bold {tone}")
        side = joined(" " * (self._column - shown.cell_length), shown, (bar, "$accent" if yours else "$quiet"))
        rest = joined(" " * self._column, (bar, "$accent" if yours else "$quiet"))
        return Paragraph(text(said, tone), side, rest, above=1)

    def _quiet(self, sentence: str, *, above: int) -> Paragraph:
        blank = text(" " * (self._column + len(_BOSS_BAR)))
        return Paragraph(text(sentence, "italic $quiet"), blank, blank, above)
