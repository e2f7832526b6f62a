"""What one line was worth: computed from its moves, the cards that speak of them, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.evidence import facts_in
from rehearse.coaching.feedback.remarks import remarks_on_turn
from rehearse.coaching.feedback.values import BetterLine, Change, Feedback, Remark, Rule, Sign, Verdict
from rehearse.engine.play import available, choose
from rehearse.engine.state import ACKNOWLEDGED, SURFACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.engine.replay import Played
    from rehearse.engine.state import Event, State, Step
    from rehearse.engine.story import Choice, Story
    from rehearse.model.brief import Fact

_TRUST, _PATIENCE, _PROGRESS, _TOO_EARLY = 2, 1, 2, -1
_GENERAL = {"helps": 1, "depends": 0, "hurts": -2}
_STRONG, _FAIR, _WEAK = 5, 1, -5
_BETTER_BY = 2
_OTHER_CAUSES = {
    "choice": "what you said here",
    "off-script": "it was not what they were talking about, or it had been said before",
    "not-followed": "they did not follow, and not for the first time",
    "silence": "you let them wait",
}
_RANKS: tuple[Verdict, ...] = ("costly", "weak", "fair", "strong")
NOT_READ = "It could not be told what this line does, so nothing is said of it. Your boss did not follow either."
NOTHING_SAID = "You let the time pass, and your boss grew impatient."
ALL_CLOSED = "It brought the talk to its end."
ALL_NOTHING = "It moved nothing: neither trust nor any of their worries."


@dataclass(frozen=True, slots=True)
class _Judged:
    """A line with its step, worth and rule."""

    choice: Choice
    step: Step
    score: int
    verdict: Verdict
    rule: Rule | None


def _own_events(step: Step) -> list[Event]:
    """What the line itself did, apart from what the next node brought with it."""
    return [event for event in step.events if event.cause in _OTHER_CAUSES or event.cause.startswith("reaction:")]


def _judge(catalogue: Catalogue, story: Story, choice: Choice, step: Step) -> _Judged:
    score = 0
    for event in _own_events(step):
        moved = event.after - event.before
        if event.kind == "meter":
            score += moved * (_TRUST if event.subject == "trust" else _PATIENCE)
        elif event.kind == "concern":
            score += _PROGRESS
        elif event.kind == "too-early":
            score += _TOO_EARLY
    general = [catalogue.move(move).general for move in choice.moves]
    score += min(_GENERAL[kind] for kind in general)
    phase = story.nodes[choice.node].phase
    cards = catalogue.ranked(choice.moves, persona=story.boss.persona, phase=phase, named=choice.cards)
    fitting = [speaks for worth, _, speaks in cards if worth >= 0]
    if fitting:
        score += 1 if fitting[0] == "recommends" else -1
    verdict: Verdict = (
        "strong" if score >= _STRONG else "fair" if score >= _FAIR else "weak" if score >= _WEAK else "costly"
    )
    if "hurts" in general and verdict in {"strong", "fair"}:
        verdict = "weak"
    wanted = "recommends" if verdict in {"strong", "fair"} else "warns"
    named = next((card for worth, card, _ in cards if card.id in choice.cards), None)
    card = named or next((card for _, card, speaks in cards if speaks == wanted), None)
    if card is None and cards:
        card = cards[0][1]
    return _Judged(choice, step, score, verdict, catalogue.rule(card.id) if card else None)


def _cause(catalogue: Catalogue, story: Story, event: Event) -> str:
    kind, _, rest = event.cause.partition(":")
    if kind == "reaction":
        return f"how {story.boss.name} takes “{catalogue.move(rest).label}”"
    if kind in _OTHER_CAUSES:
        return _OTHER_CAUSES[kind]
    return "where the talk went"


def changes(catalogue: Catalogue, story: Story, before: State, step: Step) -> tuple[Change, ...]:
    """What a line did, in words: meters first, then concerns, each with the rule that it came from."""
    found: list[Change] = []
    for index, meter in enumerate(story.meters):
        was, now = before.meters[index], step.state.meters[index]
        if was != now:
            cause = next(event for event in step.events if event.kind == "meter" and event.subject == meter.id)
            verb = "rose" if now > was else "fell"
            text = f"{meter.label} {verb} from {was} to {now}."
            found.append(Change(text, "+" if now > was else "-", _cause(catalogue, story, cause)))
    found += [
        Change(text, sign, _cause(catalogue, story, event))
        for event in step.events
        if (said := _concern_words(story, step, event)) is not None
        for text, sign in [said]
    ]
    return tuple(found)


def _concern_words(story: Story, step: Step, event: Event) -> tuple[str, Sign] | None:
    if event.kind == "too-early":
        return "It would answer a worry that has not come out yet; for that one it came too early.", "="
    if event.kind != "concern":
        return None
    index = next(i for i, concern in enumerate(story.concerns) if concern.id == event.subject)
    label = story.concerns[index].label
    needed = story.levels[step.state.level].answered[index] - ACKNOWLEDGED
    given = event.after - ACKNOWLEDGED
    if event.after == SURFACED:
        return f"A worry came out: {label}.", "+"
    if event.after == ACKNOWLEDGED:
        return f"They felt heard on it: {label}.", "+"
    if given >= needed:
        return f"A worry was put to rest: {label}.", "+"
    return f"A good answer on: {label} ({given} of {needed}).", "+"


def _better(catalogue: Catalogue, story: Story, before: State, judged: _Judged) -> tuple[BetterLine | None, int]:
    """The best line that was on offer, if it would have done clearly better; and by how much."""
    if judged.verdict == "strong":
        return None, 0
    others = [
        _judge(catalogue, story, choice, choose(story, before, choice.id))
        for choice in available(story, before)
        if choice.index != judged.choice.index
    ]
    best = max(others, key=lambda other: (other.score, -other.choice.index), default=None)
    if best is None or best.score < judged.score + _BETTER_BY:
        return None, 0
    if _RANKS.index(best.verdict) < max(_RANKS.index("fair"), _RANKS.index(judged.verdict)):
        return None, 0
    if judged.verdict == "fair" and (best.verdict == "fair" or judged.choice.why):
        return None, 0  # where the author has praised the line, a step that shows more at once is not yet better
    return _as_better(catalogue, story, before, best), best.score - judged.score


def _as_better(catalogue: Catalogue, story: Story, before: State, line: _Judged) -> BetterLine:
    """*line* as it is offered in place of another, with what it would have done."""
    did = " ".join(change.text for change in changes(catalogue, story, before, line.step) if change.sign == "+")
    reason = line.choice.why or (line.rule.why if line.rule else catalogue.move(line.choice.moves[0]).description)
    if did:
        reason = f"{reason} There and then: {did}"
    label = catalogue.move(line.choice.moves[0]).label
    return BetterLine(line.choice.id, line.choice.say, label, reason, line.rule)


def sound_lines(catalogue: Catalogue, played: Played, turn: int) -> tuple[BetterLine, ...]:
    """The lines on offer in *turn* (from 1) that the advice stands behind, the one that was said among them."""
    story, before = played.story, played.steps[turn - 1].state
    judged = (_judge(catalogue, story, choice, choose(story, before, choice.id)) for choice in available(story, before))
    return tuple(_as_better(catalogue, story, before, line) for line in judged if line.verdict in {"strong", "fair"})


def feedback(catalogue: Catalogue, played: Played, turn: int, facts: Sequence[Fact] = ()) -> Feedback:
    """What line *turn* (from 1) of a rehearsal was worth; *facts* are those of the brief.

    Raises ``IndexError`` where there is no such turn.
    """
    if not 1 <= turn <= len(played.choices):
        message = f"There is no turn {turn}."
        raise IndexError(message)
    story = played.story
    choice, step, before = played.choices[turn - 1], played.steps[turn], played.steps[turn - 1].state
    if not choice.followed:
        return _unread(catalogue, story, played, turn)
    judged = _judge(catalogue, story, choice, step)
    better, loss = _better(catalogue, story, before, judged)
    moved = changes(catalogue, story, before, step)
    why = choice.why or (judged.rule.why if judged.rule else catalogue.move(choice.moves[0]).description)
    return Feedback(
        turn=turn,
        phase=story.nodes[choice.node].phase,
        said=choice.say,
        moves=catalogue.labels(choice.moves),
        answered=" ".join(line.text for line in step.lines if line.speaker == "boss"),
        thought=choice.thinks,
        verdict=judged.verdict,
        why=why,
        changes=moved or (Change(ALL_CLOSED if _closed(step) else ALL_NOTHING, "=", "what you said here"),),
        rule=judged.rule,
        better=better,
        weight=-max(loss, abs(judged.score)) if judged.verdict in {"weak", "costly"} else judged.score,
        read_as=choice.read_as or (catalogue.labels(choice.moves)[0] if choice.off_script else ""),
        off_script=choice.off_script,
        remarks=_remarks(catalogue, played, turn, facts),
        facts=facts_in(choice.say, facts),
        does=catalogue.move(choice.moves[0]).description,
    )


def _remarks(catalogue: Catalogue, played: Played, turn: int, facts: Sequence[Fact]) -> tuple[Remark, ...]:
    """The remarks on how line *turn* was said, each with its card; one whose card is not there stands by its source."""
    found = []
    for remark in remarks_on_turn(played, turn, facts):
        rule = catalogue.rule(remark.card) if remark.card and remark.card in catalogue else None
        if rule or remark.source:
            found.append(replace(remark, rule=rule))
    return tuple(found)


def _closed(step: Step) -> bool:
    return any(event.kind == "ending" for event in step.events)


def _unread(catalogue: Catalogue, story: Story, played: Played, turn: int) -> Feedback:
    """Of a line that could not be read, or a silence: what happened, and no verdict."""
    choice, step, before = played.choices[turn - 1], played.steps[turn], played.steps[turn - 1].state
    moved = changes(catalogue, story, before, step)
    return Feedback(
        turn=turn,
        phase=story.nodes[choice.node].phase,
        said=choice.say or "(You said nothing.)",
        moves=(),
        answered=" ".join(line.text for line in step.lines if line.speaker == "boss"),
        thought="",
        verdict="unread",
        why=NOT_READ if choice.say else NOTHING_SAID,
        changes=moved,
        rule=None,
        better=None,
        weight=0,
        off_script=bool(choice.say),
    )
