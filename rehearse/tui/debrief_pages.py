"""What the debrief says, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.catalogue import PHASE_LABELS
from rehearse.coaching.report import ENDING_WORDS, NOTICE, fact_sentence, range_sentence
from rehearse.tui import curve, judgement
from rehearse.tui.content import joined, text
from rehearse.tui.judgement import heading, labelled, verdict
from rehearse.tui.mood_panel import AT_REST, HEARD, NOT_YET, SAID, SIGNS
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk_script import how_read, short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.values import ConcernOutcome, Debrief, Feedback, Rule
    from rehearse.engine import Line
    from rehearse.tui.curve import Curve

BESIDE = 56
"""From this width on, labels stand beside what they name."""
_WORDS = {"held": NOT_YET, "surfaced": SAID, "acknowledged": HEARD, "answered": AT_REST}


class Pages:
    """The pages of one debrief, set for a *width*."""

    def __init__(self, debrief: Debrief, curves: tuple[Curve, ...], width: int) -> None:
        """Take what is to be told, and the room there is for it."""
        self._debrief = debrief
        self._curves = curves
        self._width = width
        self._beside = width >= BESIDE
        self._gap = 0 if self._beside else 1

    def outcome(self) -> list[Paragraph]:
        """How it ended, and how trust and patience went."""
        debrief, ended = self._debrief, self._debrief.outcome
        count = len(debrief.turns)
        turns = f"{count} turn" if count == 1 else f"{count} turns"
        paragraphs = [
            Paragraph(text(ENDING_WORDS.get(ended.kind, ended.kind), "$accent")),
            Paragraph(text(ended.title, "bold")),
            Paragraph(text(ended.summary), above=1),
        ]
        if ended.kind != "unfinished":
            next_talk = "A next talk is agreed." if ended.next_talk else "No next talk is agreed."
            paragraphs.append(Paragraph(text(next_talk)))
        paragraphs += self._asked()
        paragraphs.append(Paragraph(text(f"With {debrief.boss}. Level: {debrief.level}. {turns}.", "$quiet"), above=1))
        if count:
            paragraphs.append(heading("How it went"))
            paragraphs += curve.drawn(self._curves, [turn.verdict for turn in debrief.turns], self._width)
        paragraphs.append(Paragraph(text(NOTICE, "$quiet"), above=2))
        return paragraphs

    def _asked(self) -> list[Paragraph]:
        """The person's own range, and which of their facts they told."""
        paragraphs: list[Paragraph] = []
        if (asked := self._debrief.range) is not None:
            paragraphs.append(heading("What you asked for"))
            paragraphs += [hanging(text(f"{label}: ", "$quiet"), text(wish)) for label, wish in asked.wishes]
            paragraphs.append(Paragraph(text(range_sentence(asked), "bold" if asked.within else "")))
        if self._debrief.facts:
            paragraphs.append(heading("Your facts"))
            for fact in self._debrief.facts:
                sign = text("✓ " if fact.turns else "· ", "$accent" if fact.turns else "$quiet")
                told = (f"  {fact_sentence(fact)}", "$quiet")
                paragraphs.append(hanging(sign, joined(fact.sentence, told)))
        return paragraphs

    def turning_points(self) -> list[Paragraph]:
        """The lines that mattered most."""
        points = self._debrief.turning_points
        if not points:
            return [heading("Where it turned", above=0), Paragraph(text("No single line turned this talk."), above=1)]
        paragraphs = [heading("Where it turned", above=0)]
        for place, turn in enumerate(points):
            title = joined((f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict))
            paragraphs.append(Paragraph(title, above=2 if place else 1))
            paragraphs += self._quote("You", turn.said, "$accent", above=0)
            paragraphs += self._part("What it did", judgement.changes(turn.changes, causes=False), above=self._gap)
            paragraphs += self._part("Why", [Paragraph(text(turn.why))], above=self._gap)
            paragraphs += self._part("Better line", judgement.better(turn), above=1)
            if turn.rule is not None:
                paragraphs += self._part("Rule", judgement.rule_in_short(turn.rule), above=1)
        hint = joined(("t", "bold $accent"), (" Try again from one of them", "$quiet"))
        return [*paragraphs, Paragraph(hint, above=2)]

    def concerns(self) -> list[Paragraph]:
        """What worried them, and what became of it."""
        paragraphs = [heading("What they were worried about", above=0)]
        for concern in self._debrief.concerns:
            paragraphs += self._concern(concern)
        return paragraphs

    def _concern(self, concern: ConcernOutcome) -> list[Paragraph]:
        word = _WORDS[concern.reached]
        under = ("  the one underneath", "$quiet") if concern.deep else ""
        sign = text(f"{SIGNS[word]} ", "$accent")
        paragraphs = [
            hanging(sign, joined((concern.label, "bold"), under), above=1),
            hanging("  ", text(word, "$accent")),
            hanging("  ", text(concern.about)),
            hanging("  ", text(concern.sentence)),
        ]
        if turns := [str(turn) for turn in concern.turns if turn]:
            paragraphs.append(hanging("  ", text(f"It moved in turn {', '.join(turns)}.", "$quiet")))
        return paragraphs

    def advice(self) -> list[Paragraph]:
        """The rules used, and those missed."""
        used = self._rules("Advice you used", self._debrief.advice_used, "None as yet.")
        missed = self._rules("Advice you missed", self._debrief.advice_missed, "None that mattered.")
        return [Paragraph(used[0].body), *used[1:], Paragraph(missed[0].body, above=2), *missed[1:]]

    def _rules(self, title: str, rules: tuple[Rule, ...], none: str) -> list[Paragraph]:
        paragraphs = [heading(title)]
        for rule in rules:
            name, *others = judgement.rule(rule, why=True)
            paragraphs += [Paragraph(name.body, above=1), *others]
        return paragraphs if rules else [*paragraphs, Paragraph(text(none, "$quiet"), above=1)]

    def talk(self, steps: Sequence[tuple[Line, ...]]) -> list[Paragraph]:
        """Everything that was said, each of the person's lines with its verdict."""
        boss = short_name(self._debrief.boss)
        paragraphs = [heading("The talk", above=0)]
        for number, lines in enumerate(steps):
            if number:
                turn = self._debrief.turns[number - 1]
                paragraphs.append(Paragraph(joined((f"Turn {number}  ", "$quiet"), verdict(turn.verdict)), above=1))
            for speaker, name, style in (("you", "You", "$accent"), ("boss", boss, "")):
                said = [Paragraph(text(line.text, style)) for line in lines if line.speaker == speaker]
                if said:
                    paragraphs += self._part(name, said, above=0 if number else 1)
        return paragraphs

    def turn(self, turn: Feedback, lines: tuple[Line, ...], offered: tuple[str, ...] = ()) -> list[Paragraph]:
        """One turn: what was said and thought, what it did and why, by which rule, and a better line.

        *offered* are the lines that could have been chosen, where the person typed one of their own.
        """
        place = f"  {PHASE_LABELS[turn.phase]}"
        paragraphs = [Paragraph(joined((f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict), (place, "$quiet")))]
        boss = short_name(self._debrief.boss)
        paragraphs += self._quote("You", turn.said, "$accent")
        if reading := how_read(turn.read_as, off_script=turn.off_script):
            paragraphs += self._part("", [Paragraph(text(reading, "$quiet"))])
        answers = [text(line.text) for line in lines if line.speaker == "boss"] or [text(turn.answered)]
        paragraphs += self._part(boss, [Paragraph(answer) for answer in answers], above=1)
        if turn.thought:
            paragraphs += self._part("Thinking", [Paragraph(text(turn.thought, "italic $quiet"))], above=self._gap)
        if turn.moves:
            paragraphs += self._part("Move", [Paragraph(text(", ".join(turn.moves)))], above=1)
        paragraphs += self._part("What it did", judgement.changes(turn.changes, causes=True), above=self._gap)
        paragraphs += self._part("Why", [Paragraph(text(turn.why))], above=1)
        paragraphs += self._part("How said", judgement.how_said(turn), above=1)
        paragraphs += self._part("Better line", judgement.better(turn), above=1)
        if turn.rule is not None:
            paragraphs += self._part("Rule", judgement.rule(turn.rule, why=turn.rule.why != turn.why), above=1)
        others = [hanging(text("• ", "$quiet"), text(line)) for line in offered]
        paragraphs += self._part("On offer", others, above=1)
        again = joined(("t", "bold $accent"), (" Try again from here", "$quiet"))
        if reading:
            again = joined(again, ("   r", "bold $accent"), (" These words meant something else", "$quiet"))
        paragraphs.append(Paragraph(again, above=2))
        return paragraphs

    def _quote(self, who: str, said: str, style: str, *, above: int = 1) -> list[Paragraph]:
        return self._part(who, [Paragraph(text(said, style))], above=above)

    def _part(self, label: str, paragraphs: list[Paragraph], *, above: int = 0) -> list[Paragraph]:
        if not paragraphs:
            return []
        return labelled(label, paragraphs, beside=self._beside, above=above)
