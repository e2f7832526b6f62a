"""How a rehearsal is told on plain lines: as lines for people, or as lines of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

import click

from rehearse.cli.typed import read_as
from rehearse.coaching.feedback.values import CONCERN_WORDS
from rehearse.coaching.report.markdown import ENDING_WORDS, NOTICE, sources_line
from rehearse.coaching.report.parts import about_the_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.coaching.feedback.values import Debrief, Feedback, Rule
    from rehearse.engine import Choice, Step
    from rehearse.store.session import Session

WIDTH = 78
MOST_REMARKS = 2
"""Remarks on how a line was said that are told after it; the debrief holds them all."""
SILENT = "(You say nothing.)"


class Voice(Protocol):
    """How a rehearsal is told: as lines for people, or as lines of JSON."""

    def begin(self, session: Session, steps: Iterable[Step]) -> None:
        """The meeting, and all that was said so far."""

    def welcome(self, text: str) -> None:
        """How one answers and leaves. Data says nothing of it."""

    def choices(self, session: Session, choices: tuple[Choice, ...], *, shown: bool) -> None:
        """What the person can say now; where it is not *shown*, only that it is their turn."""

    def heard(self, heard: Heard) -> None:
        """How typed words were understood, and what is asked about them."""

    def step(self, session: Session, step: Step, feedback: Feedback | None) -> None:
        """One line, the answer to it, and what it was worth."""

    def advice(self, rules: tuple[Rule, ...]) -> None:
        """What the articles say at this moment."""

    def say(self, text: str) -> None:
        """A sentence about the program itself."""

    def undone(self, session: Session, *, done: bool) -> None:
        """Whether a line was taken back."""

    def end(self, session: Session, debrief: Debrief) -> None:
        """The debrief."""

    def left(self, session: Session) -> None:
        """How to go on later."""


def voice_for(*, as_json: bool) -> Voice:
    """The voice that is wanted."""
    return _Json() if as_json else _Words()


class _Words:
    """Lines for people."""

    def begin(self, session: Session, steps: Iterable[Step]) -> None:
        story = session.story
        boss = story.boss
        something = f", with something of {boss.something_of}" if boss.something_of else ""
        self._paragraph(f"{story.title}. With {boss.name}, {boss.role}{something}.")
        click.echo()
        self._paragraph(story.you)
        click.echo()
        self._paragraph(story.scene)
        click.echo()
        for turn, step in enumerate(steps):
            if turn and session.played.choices[turn - 1].entry.silent:
                self._paragraph(SILENT)
            self._lines(session, step)

    def welcome(self, text: str) -> None:
        click.echo()
        self._paragraph(text)

    def choices(self, session: Session, choices: tuple[Choice, ...], *, shown: bool) -> None:
        del session
        click.echo()
        if not shown:
            self._paragraph("Your answer, in your own words:")
            return
        for number, choice in enumerate(choices, 1):
            click.echo(click.wrap_text(choice.say, WIDTH, f"{number}. ", "   "))

    def heard(self, heard: Heard) -> None:
        if heard.outcome == "confirm":
            self._paragraph(f"Is that what you meant: “{heard.readings[0].label}”? Answer with yes or no.")
        elif heard.outcome == "unsure":
            self._paragraph("Did you mean")
            for number, reading in enumerate(heard.readings, 1):
                aside = " (off the script)" if reading.off_script else ""
                click.echo(click.wrap_text(f"{reading.label}{aside}", WIDTH, f"{number}. ", "   "))
            self._paragraph("0. None of these")

    def step(self, session: Session, step: Step, feedback: Feedback | None) -> None:
        click.echo()
        self._lines(session, step, read_as(session))
        if feedback is not None:
            self._feedback(feedback)

    def advice(self, rules: tuple[Rule, ...]) -> None:
        for rule in rules:
            self._paragraph(f"{rule.title}. {rule.why} ({sources_line(rule)})")

    def say(self, text: str) -> None:
        self._paragraph(text)

    def undone(self, session: Session, *, done: bool) -> None:
        self._paragraph("Taken back." if done else "There is nothing to take back yet.")
        if done:
            self._lines(session, session.played.now)

    def end(self, session: Session, debrief: Debrief) -> None:
        outcome = debrief.outcome
        click.echo()
        self._paragraph(f"{ENDING_WORDS[outcome.kind]}: {outcome.title}. {outcome.summary}")
        if debrief.turning_points:
            click.echo()
            self._paragraph("Where it turned:")
            for turn in debrief.turning_points:
                click.echo()
                self._paragraph(f"Turn {turn.turn}. You: {turn.said}")
                self._feedback(turn)
        click.echo()
        self._paragraph("What they were worried about:")
        for concern in debrief.concerns:
            self._paragraph(f"- {concern.label}: {concern.sentence}")
        for part in about_the_person(debrief):
            click.echo()
            self._paragraph(f"{part.title}:")
            for sentence in part.sentences:
                self._paragraph(sentence)
            for item in part.items:
                self._paragraph(f"- {item}")
        click.echo()
        self._paragraph(NOTICE)
        self._paragraph(f"The whole debrief, with the chance turn by turn: rehearse journal {session.record.id}")

    def left(self, session: Session) -> None:
        self._paragraph(
            f"The talk stops here, and is kept. Go on with: rehearse resume {session.record.id}"
            if not session.journal.in_memory
            else "The talk stops here. It could not be kept."
        )

    def _lines(self, session: Session, step: Step, reading: str = "") -> None:
        for line in step.lines:
            speaker = "You" if line.speaker == "you" else session.story.boss.name
            self._paragraph(f"{speaker}: {line.text}")
            if line.speaker == "you" and reading:
                self._paragraph(f"({reading})", "     ")
        if step is session.played.now and (cue := session.mood().cue):
            self._paragraph(f"({cue})")

    def _feedback(self, feedback: Feedback) -> None:
        changes = " ".join(change.text for change in feedback.changes)
        click.echo()
        if feedback.verdict == "unread":
            self._paragraph(f"{feedback.why} {changes}".strip(), "    ")
            return
        self._paragraph(f"{feedback.symbol} {feedback.verdict}: {changes}", "    ")
        self._paragraph(f"Why: {feedback.why}", "    ")
        if feedback.rule:
            self._paragraph(f"Rule: {feedback.rule.title} ({sources_line(feedback.rule)})", "    ")
        if feedback.better:
            self._paragraph(f"A better line: “{feedback.better.say}” {feedback.better.reason}", "    ")
        for remark in feedback.remarks[:MOST_REMARKS]:
            self._paragraph(f"How you said it: {remark.sentence} ({remark.stands_on})", "    ")

    def _paragraph(self, text: str, indent: str = "") -> None:
        click.echo(click.wrap_text(text, WIDTH, indent, indent))


class _Json:
    """Lines of JSON, one for each step."""

    def begin(self, session: Session, steps: Iterable[Step]) -> None:
        story, record = session.story, session.record
        self._line(
            type="begin",
            rehearsal=record.id,
            scenario=record.scenario,
            persona=record.persona,
            level=record.level,
            seed=record.seed,
            title=story.title,
            scene=story.scene,
        )
        for turn, step in enumerate(steps):
            self._step(session, step, turn, None)

    def welcome(self, text: str) -> None:
        """Nothing: whoever reads data knows how."""

    def choices(self, session: Session, choices: tuple[Choice, ...], *, shown: bool) -> None:
        listed = [
            {"number": number, "id": choice.id, "say": choice.say, "moves": list(choice.moves)}
            for number, choice in enumerate(choices if shown else (), 1)
        ]
        node = session.story.nodes[session.played.now.state.node].id
        self._line(type="choices", node=node, shown=shown, choices=listed)

    def heard(self, heard: Heard) -> None:
        readings = [
            {"number": number, "line": reading.entry.what, "label": reading.label, "off_script": reading.off_script}
            for number, reading in enumerate(heard.readings, 1)
        ]
        self._line(type="heard", outcome=heard.outcome, readings=readings)

    def step(self, session: Session, step: Step, feedback: Feedback | None) -> None:
        self._step(session, step, len(session.played.choices), feedback)

    def advice(self, rules: tuple[Rule, ...]) -> None:
        self._line(type="advice", rules=[asdict(rule) for rule in rules])

    def say(self, text: str) -> None:
        self._line(type="notice", text=text)

    def undone(self, session: Session, *, done: bool) -> None:
        self._line(type="undo", done=done, turn=len(session.played.choices))

    def end(self, session: Session, debrief: Debrief) -> None:
        self._line(type="debrief", rehearsal=session.record.id, **asdict(debrief))

    def left(self, session: Session) -> None:
        self._line(type="left", rehearsal=session.record.id, kept=not session.journal.in_memory)

    def _step(self, session: Session, step: Step, turn: int, feedback: Feedback | None) -> None:
        story, state = session.story, step.state
        node = story.nodes[state.node]
        answered = story.levels[state.level].answered
        self._line(
            type="step",
            turn=turn,
            node=node.id,
            phase=node.phase,
            lines=[line._asdict() for line in step.lines],
            events=[event._asdict() for event in step.events],
            meters={meter.id: value for meter, value in zip(story.meters, state.meters, strict=True)},
            concerns={
                concern.id: CONCERN_WORDS[3 if value >= full else min(value, 2)]
                for concern, value, full in zip(story.concerns, state.concerns, answered, strict=True)
            },
            flags=[flag for index, flag in enumerate(story.flags) if state.flags >> index & 1],
            ending=node.ending.kind if node.ending else None,
            feedback=None if feedback is None else asdict(feedback),
        )

    def _line(self, **data: Any) -> None:  # noqa: ANN401
        click.echo(json.dumps(data, ensure_ascii=False))
