"""What the debrief says, part by part: how it ended, their worries, the advice, one turn, the talk from their chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.odds.chances import moved, percent
from rehearse.coaching.report.markdown import ENDING_WORDS, NOTICE, fact_sentence, range_sentence
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk import judgement
from rehearse.tui.talk.judgement import heading, labelled, verdict
from rehearse.tui.talk.mood_panel import AT_REST, HEARD, NOT_YET, SAID, SIGNS
from rehearse.tui.talk.script import how_read, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.coaching.feedback.values import ConcernOutcome, Debrief, Feedback, Rule
    from rehearse.engine import Line, Played

BESIDE = 56
"""From this width on, labels stand beside what they name."""
_WORDS = {"held": NOT_YET, "surfaced": SAID, "acknowledged": HEARD, "answered": AT_REST}
WAY = "Ten minutes at most: n goes on, and any part can be left out."


class Pages:
    """The pages of one debrief, set for a *width*."""

    def __init__(self, debrief: Debrief, width: int) -> None:
        """Take what is to be told, and the room there is for it."""
        self.debrief = debrief
        self.width = width
        self.beside = width >= BESIDE
        self.gap = 0 if self.beside else 1
        self.boss = short_name(debrief.boss_name)

    def outcome(self, *, guided: bool) -> list[Paragraph]:
        """How it ended against what was asked for; the way through the rest where one is *guided*."""
        debrief, ended = self.debrief, self.debrief.outcome
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
        if guided:
            paragraphs.append(Paragraph(text(WAY, "$quiet"), above=1))
        paragraphs.append(Paragraph(text(NOTICE, "$quiet"), above=1))
        return paragraphs

    def _asked(self) -> list[Paragraph]:
        """The person's own range, and which of their facts they told."""
        paragraphs: list[Paragraph] = []
        if (asked := self.debrief.range) is not None:
            paragraphs.append(heading("What you asked for"))
            paragraphs += [hanging(text(f"{label}: ", "$quiet"), text(wish)) for label, wish in asked.wishes]
            paragraphs.append(Paragraph(text(range_sentence(asked), "bold" if asked.within else "")))
        if self.debrief.facts:
            paragraphs.append(heading("Your facts"))
            for fact in self.debrief.facts:
                sign = text("✓ " if fact.turns else "· ", "$accent" if fact.turns else "$quiet")
                told = (f"  {fact_sentence(fact)}", "$quiet")
                paragraphs.append(hanging(sign, joined(fact.sentence, told)))
        return paragraphs

    def worries(self) -> list[Paragraph]:
        """What worried them, and what became of it."""
        paragraphs = [heading("What they were worried about", above=0)]
        for concern in self.debrief.concerns:
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
        used = self._rules("Advice you used", self.debrief.advice_used, "None as yet.")
        missed = self._rules("Advice you missed", self.debrief.advice_missed, "None that mattered.")
        return [Paragraph(used[0].body), *used[1:], Paragraph(missed[0].body, above=2), *missed[1:]]

    def _rules(self, title: str, rules: tuple[Rule, ...], none: str) -> list[Paragraph]:
        paragraphs = [heading(title)]
        for rule in rules:
            name, *others = judgement.rule(rule, why=True)
            paragraphs += [Paragraph(name.body, above=1), *others]
        return paragraphs if rules else [*paragraphs, Paragraph(text(none, "$quiet"), above=1)]

    def turn(self, turn: Feedback, lines: tuple[Line, ...], offered: tuple[str, ...] = ()) -> list[Paragraph]:
        """One turn: what was said and thought, what it did and why, by which rule, and a better line.

        *offered* are the lines that could have been chosen, where the person typed one of their own.
        """
        place = f"  {PHASE_LABELS[turn.phase]}"
        paragraphs = [Paragraph(joined((f"Turn {turn.turn}  ", "bold"), verdict(turn.verdict), (place, "$quiet")))]
        paragraphs += self.part("You", [Paragraph(text(turn.said, "$accent"))], above=1)
        if reading := how_read(turn.read_as, off_script=turn.off_script):
            paragraphs += self.part("", [Paragraph(text(reading, "$quiet"))])
        answers = [text(line.text) for line in lines if line.speaker == "boss"] or [text(turn.answered)]
        paragraphs += self.part(self.boss, [Paragraph(answer) for answer in answers], above=1)
        if turn.thought:
            paragraphs += self.part("Thinking", [Paragraph(text(turn.thought, "italic $quiet"))], above=self.gap)
        if turn.moves:
            paragraphs += self.part("Move", [Paragraph(text(", ".join(turn.moves)))], above=1)
        paragraphs += self.part("What it did", judgement.changes(turn.changes, causes=True), above=self.gap)
        paragraphs += self.part("Chance", self._chance(turn.turn), above=self.gap)
        paragraphs += self.part("Why", [Paragraph(text(turn.why))], above=1)
        paragraphs += self.part("How said", judgement.how_said(turn), above=1)
        paragraphs += self.part("Better line", judgement.better(turn), above=1)
        if turn.rule is not None:
            paragraphs += self.part("Rule", judgement.rule(turn.rule, why=turn.rule.why != turn.why), above=1)
        others = [hanging(text("• ", "$quiet"), text(line)) for line in offered]
        paragraphs += self.part("On offer", others, above=1)
        again = joined(("t", "bold $accent"), (" Try again from here", "$quiet"))
        if reading:
            again = joined(again, ("   r", "bold $accent"), (" These words meant something else", "$quiet"))
        paragraphs.append(Paragraph(again, above=2))
        return paragraphs

    def _chance(self, turn: int) -> list[Paragraph]:
        chance = self.debrief.chances.of(turn) if self.debrief.chances else None
        if chance is None:
            return []
        said = f"It {moved(chance)}."
        if chance.best_choice:
            said = f"{said} With the best line on offer it would have stood at {percent(chance.best)}."
        return [Paragraph(text(said))]

    def chair(self, played: Played, about: Iterable[str]) -> list[Paragraph]:
        """The same talk as the boss had it, with what they thought at each turn."""
        story, debrief = played.story, self.debrief
        paragraphs = [
            heading(f"From {self.boss}'s chair", above=0),
            Paragraph(text(f"Now you are {debrief.boss}, {story.boss.role}.", "bold"), above=1),
            *(Paragraph(text(each)) for each in about),
            Paragraph(text("What you carry into the room:"), above=1),
            *(hanging(text("• ", "$accent"), text(f"{each.label}. {each.about}")) for each in debrief.concerns),
        ]
        paragraphs += self._said(played.steps[0].lines, above=1)
        for turn in debrief.turns:
            paragraphs += self.part("They say", [Paragraph(text(turn.said, "$accent"))], above=1)
            if turn.thought:
                paragraphs += self.part("You think", [Paragraph(text(turn.thought, "italic"))], above=self.gap)
            paragraphs += self._said(played.steps[turn.turn].lines, above=self.gap)
            paragraphs += self.part("", [Paragraph(text(self._moved(turn.turn), "$quiet"))])
        return paragraphs

    def _said(self, lines: tuple[Line, ...], *, above: int) -> list[Paragraph]:
        return self.part(
            "You say", [Paragraph(text(line.text)) for line in lines if line.speaker == "boss"], above=above
        )

    def _moved(self, turn: int) -> str:
        """How trust and patience stood before and after a turn."""
        told = []
        for label, values in self.debrief.meters:
            before, after = values[turn - 1], values[turn]
            told.append(f"{label} {before} → {after}" if before != after else f"{label} {after}")
        return " · ".join(told)

    def part(self, label: str, paragraphs: list[Paragraph], *, above: int = 0) -> list[Paragraph]:
        """Paragraphs with a label, beside them where there is room."""
        if not paragraphs:
            return []
        return labelled(label, paragraphs, beside=self.beside, above=above)
