"""``rehearse drill``: objections only, full-screen or on plain lines."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError, pack_option, read_library
from rehearse.cli.words import as_json, blank, paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.coaching.between.drill_feedback import Told
    from rehearse.coaching.between.objections import Objection
    from rehearse.coaching.feedback.hearing import Heard
    from rehearse.engine import Entry
    from rehearse.store.drilling import DrillSession

INTRODUCTION = (
    "They object, and you answer in your own words, one line each. /skip shows a line that would do, /quit leaves. It "
    "takes five minutes, or ten objections."
)
RESERVED = ("/skip", "/quit", "/help")
NO_TERMINAL = "The drill needs a terminal. On standard input and output: rehearse drill --plain"
MOST_REMARKS = 2


@click.command()
@click.option("--boss", default="", help="Which boss objects, if not the one in your brief; two as A+B.")
@click.option("--plain", is_flag=True, help="On standard input and output instead of the full screen.")
@click.option("--json", "print_json", is_flag=True, help="With --plain: each step as one line of JSON.")
@pack_option
def drill(packs: tuple[Path, ...], *, boss: str, plain: bool, print_json: bool) -> int:
    """Objections only: your boss says one, you answer, and you see how they take it.

    They come from what you fell down on in rehearsals, from your if-then plans, and from what worries this boss most.
    What holds comes back later, what does not comes back soon.
    """
    if print_json and not plain:
        message = "--json goes with --plain."
        raise click.UsageError(message)
    if not plain:
        from rehearse.cli.fullscreen import open_place  # noqa: PLC0415

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise ContentError(NO_TERMINAL)
        if boss:
            _refuse_unknown(packs, boss)
        return open_place("drill", boss, packs=packs)
    return _plainly(packs, boss, print_json=print_json)


def _refuse_unknown(packs: tuple[Path, ...], boss: str) -> None:
    """Say at once, before the screen opens, that there is no such boss."""
    from rehearse.loading.library import wrong_boss  # noqa: PLC0415

    if wrong := wrong_boss(boss, read_library(packs).personas):
        raise ContentError(wrong)


def _plainly(packs: tuple[Path, ...], boss: str, *, print_json: bool) -> int:
    from rehearse.cli.typed import bear_any_input  # noqa: PLC0415  (loaded only here)
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.drilling import DrillSession  # noqa: PLC0415
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.store.practice import usual_boss  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.store.settings import load_settings  # noqa: PLC0415

    library = read_library(packs)
    bear_any_input()
    brief, problems = load_brief(personas=library.personas)
    for problem in problems:
        click.echo(str(problem), err=True)
    book = Journal.open()
    try:
        across = boss or usual_boss(library, book, brief, load_settings().persona)
        session = DrillSession.begin(library, book, brief, across)
        _Asking(session, _Json() if print_json else _Words()).all()
        if book.notice:
            click.echo(book.take_notice(), err=True)
    except UnknownContent as error:
        raise ContentError(str(error)) from error
    finally:
        book.close()
    return 0


class _Asking:
    """One drill on plain lines."""

    def __init__(self, session: DrillSession, voice: _Words | _Json) -> None:
        self._session = session
        self._voice = voice

    def all(self) -> None:
        self._voice.begin(self._session)
        while not self._session.over and (objection := self._session.current) is not None:
            self._voice.objection(self._session, objection)
            entry = self._entry()
            if entry is None:
                break
            self._voice.told(self._session.answer(entry))
        self._voice.end(self._session)

    def _entry(self) -> Entry | None:
        """What is answered; nothing where the person leaves."""
        from rehearse.cli.typed import PUT_ANOTHER_WAY, answer_to, answers, is_question  # noqa: PLC0415
        from rehearse.engine import Entry  # noqa: PLC0415

        asked: Heard | None = None
        for words in answers():
            if words in RESERVED or (words.startswith("/") and " " not in words):
                if words == "/quit":
                    return None
                if words == "/skip":
                    return Entry.not_followed("")
                self._voice.say(INTRODUCTION if words == "/help" else f"There is no '{words}': /skip, /quit, /help.")
                continue
            if asked is not None:
                match answer_to(asked, words):
                    case str(sentence):
                        self._voice.say(sentence)
                        asked = None if sentence == PUT_ANOTHER_WAY else asked
                        continue
                    case Entry() as entry:
                        return entry
                    case None:
                        asked = None
                    case others:
                        asked = others
                        self._voice.heard(others)
                        continue
            heard = self._session.hear(words)
            self._voice.heard(heard)
            if not is_question(heard):
                return heard.readings[0].entry if heard.outcome == "sure" else heard.unread
            asked = heard
        return None


class _Words:
    """Lines for people."""

    name = ""

    def begin(self, session: DrillSession) -> None:
        self.name = session.boss.name
        paragraph(f"Drill with {session.boss.name}. {INTRODUCTION}")

    def objection(self, session: DrillSession, objection: Objection) -> None:
        blank()
        paragraph(f"{session.place}. {objection.why}".strip())
        paragraph(f"{session.boss.name}: {objection.says}")
        blank()

    def heard(self, heard: Heard) -> None:
        if heard.outcome == "confirm":
            paragraph(f"Is that what you meant: “{heard.readings[0].label}”? Answer with yes or no.")
        elif heard.outcome == "unsure":
            paragraph("Did you mean")
            for number, reading in enumerate(heard.readings, 1):
                paragraph(f"{number}. {reading.label}", "", "   ")
            paragraph("0. None of these")

    def told(self, told: Told) -> None:
        from rehearse.coaching.report.markdown import sources_line  # noqa: PLC0415

        feedback, indent = told.feedback, "    "
        if feedback.said:
            read = f" (read as: {feedback.read_as})" if feedback.read_as else " (not understood)"
            paragraph(f"You: {feedback.said}{read}")
        if feedback.answered:
            paragraph(f"{self.name}: {feedback.answered}")
        blank()
        if feedback.verdict == "unread":
            paragraph(feedback.why, indent)
        else:
            changes = " ".join(change.text for change in feedback.changes)
            paragraph(f"{feedback.symbol} {feedback.verdict}: {changes}", indent)
            paragraph(f"Why: {feedback.why}", indent)
        if feedback.rule:
            paragraph(f"Rule: {feedback.rule.title} ({sources_line(feedback.rule)})", indent)
        if told.plan is not None:
            so = "That was your plan" if told.as_planned else "Your plan was"
            paragraph(f"{so}: “{told.plan.then}”", indent)
        if feedback.better:
            label = "It could also be" if told.good else "A stronger line"
            rule = f" ({sources_line(feedback.better.rule)})" if feedback.better.rule else ""
            paragraph(f"{label}: “{feedback.better.say}” {feedback.better.reason}{rule}", indent)
        for remark in feedback.remarks[:MOST_REMARKS]:
            paragraph(f"How you said it: {remark.sentence} ({remark.stands_on})", indent)

    def say(self, text: str) -> None:
        paragraph(text)

    def end(self, session: DrillSession) -> None:
        blank()
        paragraph(" ".join(session.closing()))


class _Json:
    """Lines of JSON, one for each step."""

    def begin(self, session: DrillSession) -> None:
        self._line(type="begin", boss=session.boss.id, name=session.boss.name)

    def objection(self, session: DrillSession, objection: Objection) -> None:
        self._line(
            type="objection",
            number=session.number,
            concern=objection.concern.id,
            label=objection.concern.label,
            line=objection.line,
            text=objection.says,
            why=objection.why,
        )

    def heard(self, heard: Heard) -> None:
        readings = [
            {"number": number, "move": reading.entry.move, "label": reading.label}
            for number, reading in enumerate(heard.readings, 1)
        ]
        self._line(type="heard", outcome=heard.outcome, readings=readings)

    def told(self, told: Told) -> None:
        plan = {"if": told.plan.when, "then": told.plan.then, "kept": told.as_planned} if told.plan else None
        self._line(type="told", good=told.good, plan=plan, feedback=asdict(told.feedback))

    def say(self, text: str) -> None:
        self._line(type="notice", text=text)

    def end(self, session: DrillSession) -> None:
        self._line(type="end", sentences=list(session.closing()))

    def _line(self, **data: Any) -> None:  # noqa: ANN401
        as_json(data, lines=True)
