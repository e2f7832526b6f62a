"""What an answer in a drill is worth: how this boss takes that move when it is said to this worry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.evidence import facts_in, too_many
from rehearse.coaching.feedback.remarks import remarks
from rehearse.coaching.feedback.values import BetterLine, Change, Feedback, Remark, Rule, Verdict
from rehearse.coaching.prep.values import as_line
from rehearse.engine.mixing import reaction_to
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rehearse.coaching.between.objections import Intention, Objection
    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.prep.if_then import Planning
    from rehearse.coaching.prep.values import Words
    from rehearse.model.persona import Concern, Reaction

_TRUST = 2
_HARMFUL, _COSTLY = -2, -4
_CURRENT = "current"
NOT_READ = "It could not be told what this line does, so nothing is said of it."
PASSED = "You passed on this one."
_GENERAL = {
    "helps": "In itself your answer does good, and it leaves that where it is.",
    "depends": "With some bosses your answer does good; with this one it leaves that where it is.",
    "hurts": "It seldom does any good, with whom ever.",
}
_REASONS = {
    "said": "You said it yourself",
    "own": "In your own words on your page",
    "better": "It was on offer in a rehearsal",
    "example": "An example: put it in your own words",
    "draft": "From what you told about your meeting",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is told after an answer."""

    feedback: Feedback
    good: bool  # whether it puts the worry to rest
    plan: Intention | None  # the person's own plan for it
    as_planned: bool  # whether the answer was what they had planned


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges answers to one boss."""

    catalogue: Catalogue
    planning: Planning
    name: str  # what the boss is called

    def told(self, objection: Objection, move: str, words: str, number: int, lines: Sequence[Words]) -> Told:
        """What is to be said of *words*, read as *move*, in answer to *objection*, number *number* of the drill.

        *lines* are what could be said to it, the best first: the first that is not what was just said is shown.
        """
        known = self.catalogue.move(move)
        reaction = reaction_to(self.planning.boss, known)
        answers = met(self.planning, objection.concern, reaction)
        verdict = self._verdict(objection.concern, move, reaction)
        rule = self._rule(move, verdict)
        if verdict in {"strong", "fair"} or known.general == "hurts":
            why = rule.why if rule else known.description
        else:
            why = f"{objection.concern.about} {_GENERAL[known.general]}"
        told = Feedback(
            turn=number,
            phase="concerns",
            said=words,
            moves=(known.label,),
            answered=self._reply(reaction, number),
            thought=reaction.thinks,
            verdict=verdict,
            why=why,
            changes=self._changes(objection.concern, move, reaction, answers=answers),
            rule=rule,
            better=self._better(objection, lines, words),
            weight=0,
            read_as=known.label,
            off_script=True,
            remarks=self._remarks(words, move),
            facts=facts_in(words, self.planning.brief.facts),
        )
        plan = objection.plan
        return Told(told, answers and verdict == "strong", plan, plan is not None and plan.move == move)

    def unread(self, objection: Objection, words: str, number: int, lines: Sequence[Words]) -> Told:
        """What is to be said where the boss does not follow, or where nothing was said."""
        not_following = self.planning.boss.lines.not_following
        told = Feedback(
            turn=number,
            phase="concerns",
            said=words,
            moves=(),
            answered=self._filled(not_following[number % len(not_following)]) if words else "",
            thought="",
            verdict="unread",
            why=NOT_READ if words else PASSED,
            changes=(),
            rule=None,
            better=self._better(objection, lines, words),
            weight=0,
            off_script=bool(words),
        )
        return Told(told, good=False, plan=objection.plan, as_planned=False)

    def _verdict(self, concern: Concern, move: str, reaction: Reaction) -> Verdict:
        known, effects = self.catalogue.move(move), reaction.effects
        harm = _TRUST * effects.meters.get("trust", 0) + effects.meters.get("patience", 0)
        if known.general == "hurts" or harm <= _HARMFUL:
            return "costly" if harm <= _COSTLY else "weak"
        if met(self.planning, concern, reaction):
            return "strong"
        return "fair" if _is_heard(self.planning, concern, reaction) or known.stage == "understand" else "weak"

    def _rule(self, move: str, verdict: Verdict) -> Rule | None:
        """The card behind the verdict: one that recommends the move, or else one that warns against it."""
        wanted = "recommends" if verdict in {"strong", "fair"} else "warns"
        cards = self.catalogue.ranked((move,), persona=self.planning.boss.id, phase="concerns")
        card = next((card for _, card, speaks in cards if speaks == wanted), None)
        return self.catalogue.rule(card.id) if card else None

    def _changes(self, concern: Concern, move: str, reaction: Reaction, *, answers: bool) -> tuple[Change, ...]:
        label = self.catalogue.move(move).label
        because = f"how {self.name} takes “{label}”"
        found: list[Change] = []
        if answers:
            found.append(Change(f"It answers their worry: {concern.label}.", "+", because))
        elif _is_heard(self.planning, concern, reaction):
            found.append(Change(f"They feel heard on it: {concern.label}. It still wants an answer.", "+", because))
        else:
            found.append(Change(f"The worry stands as it stood: {concern.label}.", "=", because))
        for meter, by in reaction.effects.meters.items():
            if by:
                verb = "rise" if by > 0 else "fall"
                found.append(
                    Change(f"{meter.capitalize()} would {verb} by {abs(by)}.", "+" if by > 0 else "-", because)
                )
        return tuple(found)

    def _better(self, objection: Objection, lines: Sequence[Words], words: str) -> BetterLine | None:
        """A line that puts the worry to rest, other than the one just said, with the rule behind it."""
        line = next((each for each in lines if each.text and not _alike(each.text, words)), None)
        if line is None:
            return None
        move = self._move_of(line, objection.concern)
        rule = self._rule(move, "strong") if move else None
        where = f", {line.where}" if line.where else ""
        label = self.catalogue.move(move).label if move else ""
        return BetterLine("", line.text, label, f"{_REASONS.get(line.origin, 'A line')}{where}.", rule)

    def _move_of(self, line: Words, concern: Concern) -> str:
        """The move that *line* makes, as far as that is known; else the first of those that answer *concern*."""
        answering = self.planning.answering(concern)
        for spoken in self.planning.lines:
            if line.text in {as_line(spoken.words), as_line(spoken.better)}:
                made = spoken.moves if line.text == as_line(spoken.words) else spoken.better_moves
                return next((move for move in made if move in answering), made[0])
        known = (move for move in answering if line.text in map(self._line, self.planning.moves[move].examples))
        return next(known, next(iter(answering), ""))

    def _line(self, example: str) -> str:
        return as_line(self._filled(example))

    def _remarks(self, words: str, move: str) -> tuple[Remark, ...]:
        """How it was said; that a talk needs questions is no remark on one answer."""
        found = list(remarks(words, asked_before=True, turn=1, phase="concerns", half_over=False, moves=(move,)))
        if on_facts := too_many(words, self.planning.brief.facts):
            found.insert(0, on_facts)
        ruled = [
            replace(each, rule=self.catalogue.rule(each.card))
            if each.card is not None and each.card in self.catalogue
            else each
            for each in found
        ]
        return tuple(each for each in ruled if each.rule or each.source)

    def _reply(self, reaction: Reaction, number: int) -> str:
        return self._filled(reaction.says[number % len(reaction.says)])

    def _filled(self, text: str) -> str:
        slots: Mapping[str, str] = self.planning.slots
        return fill_sentence(text, slots)


def met(planning: Planning, concern: Concern, reaction: Reaction) -> bool:
    """Whether such a reaction puts *concern* to rest, once the boss has said it aloud."""
    return not _roles(planning, concern).isdisjoint(reaction.effects.answer)


def _is_heard(planning: Planning, concern: Concern, reaction: Reaction) -> bool:
    return not _roles(planning, concern).isdisjoint(reaction.effects.acknowledge)


def _roles(planning: Planning, concern: Concern) -> set[str]:
    """By what effects may name *concern*, while it is the one that is talked about."""
    is_first = concern == planning.boss.concerns[0]
    return {concern.id, _CURRENT, *(("deep",) if concern.deep else ()), *(("stated",) if is_first else ())}


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold().rstrip(" .!?") == " ".join(other.split()).casefold().rstrip(" .!?")
