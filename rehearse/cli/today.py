"""``rehearse today``: what is on, on the way to the meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError, pack_option, read_library
from rehearse.cli.words import as_json, blank, paragraph, row

if TYPE_CHECKING:
    import datetime as dt

    from rehearse.store.journal import Journal
    from rehearse.store.planned import Sitting, Today

STANDARD_OUTPUT = "-"
NOTHING_AHEAD = "There is no session ahead, so there is nothing for a calendar."
NO_NAMES = "It names neither meeting nor boss, since calendars are often read by others; --names puts them in."


@click.command()
@click.option("--plain", is_flag=True, help="Print it (which it does anyway).")
@click.option("--json", "print_json", is_flag=True, help="Print it as JSON.")
@click.option("--on", "on", metavar="DATE", help="As it looks on that day, such as 2026-03-10.")
@click.option("--done", is_flag=True, help="Note that you have done what is on, however you did it.")
@click.option(
    "--ics",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write the sessions ahead as a calendar file; - for standard output. Without a name into your exports.",
)
@click.option("--names", is_flag=True, help="With --ics: name the meeting and the boss in the calendar.")
@pack_option
def today(
    packs: tuple[Path, ...],
    *,
    plain: bool,
    print_json: bool,
    on: str | None,
    done: bool,
    ics: str | None,
    names: bool,
) -> None:
    """What is on today, and the way to your meeting.

    From the date in your brief, about nine short sessions are laid out evenly up to it. What you practise counts by
    itself; where a day passes without, the rest is laid out anew.
    """
    del plain
    _refuse_together(print_json=print_json, done=done, ics=ics, names=names)
    from rehearse.store import clock  # noqa: PLC0415  (loaded only here)
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.store.planned import today_now  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.store.settings import load_settings  # noqa: PLC0415

    day = _day(on) if on else clock.today()
    library = read_library(packs)
    book = Journal.open()
    try:
        brief, problems = load_brief(personas=library.personas)
        for problem in problems:
            click.echo(str(problem), err=True)
        found = today_now(library, book, brief, load_settings(), day)
        if done:
            _mark(book, found)
            found = today_now(library, book, brief, load_settings(), day)
        if ics is not None:
            _calendar(book, found, ics, names=names)
        elif print_json:
            as_json(_data(found))
        else:
            _tell(found)
        if book.notice:
            click.echo(book.take_notice(), err=True)
    except UnknownContent as error:
        raise ContentError(str(error)) from error
    finally:
        book.close()


def _refuse_together(*, print_json: bool, done: bool, ics: str | None, names: bool) -> None:
    if ics is not None and (print_json or done):
        message = "--ics goes with neither --json nor --done."
        raise click.UsageError(message)
    if names and ics is None:
        message = "--names goes with --ics."
        raise click.UsageError(message)


def _day(said: str) -> dt.date:
    from datetime import date  # noqa: PLC0415

    try:
        return date.fromisoformat(said)
    except ValueError as error:
        message = f"'{said}' is no date: write year, month and day, such as 2026-03-10."
        raise ContentError(message) from error


def _mark(book: Journal, found: Today) -> None:
    from rehearse.store.planned import mark_done  # noqa: PLC0415

    if found.next is None:
        message = "There is no session ahead that could be done."
        raise ContentError(message)
    mark_done(book, found.next.step)


def _tell(found: Today) -> None:
    from rehearse.tui.today.words import MOVED, goal, heading, short_day, sign, what_now  # noqa: PLC0415

    if head := heading(found):
        paragraph(f"{head}.")
        blank()
    now = found.now
    if now is None:
        paragraph(what_now(found))
        if found.stage == "no-date":
            paragraph("The date: rehearse brief. A drill now: rehearse drill. A talk: rehearse.")
        if found.stage == "past":
            paragraph("rehearse log")
    else:
        paragraph(f"Today, {now.number} of {len(found.sittings)}: {now.step.title}. About {now.step.minutes} minutes.")
        if now.with_whom:
            paragraph(f"{now.with_whom[:1].upper()}{now.with_whom[1:]}.")
        for line in goal(found, now):
            paragraph(line)
        paragraph(f"To begin: {now.command}")
    if not found.sittings or found.stage in {"past", "over"}:
        return
    blank()
    paragraph("The way there:")
    for sitting in found.sittings:
        row(f"  {sign(found, sitting)} {short_day(sitting.day, found.day):<12}{_in_a_row(sitting)}")
    if found.plan is not None:
        what = "Your next talk" if found.next_talk else "The meeting"
        row(f"    {short_day(found.plan.meeting, found.day):<12}{what}")
        if found.plan.moved:
            paragraph(MOVED)


def _in_a_row(sitting: Sitting) -> str:
    if sitting.step.kind == "talk":
        return f"{sitting.step.title} ({sitting.boss_name}, {sitting.level_label})"
    return sitting.step.title


def _data(found: Today) -> dict[str, Any]:
    from rehearse.tui.today.words import what_now  # noqa: PLC0415

    plan = found.plan
    return {
        "date": found.day.isoformat(),
        "stage": found.stage,
        "meeting": plan.meeting.isoformat() if plan else None,
        "days_left": plan.days_left if plan else None,
        "moved": plan.moved if plan else False,
        "text": None if found.now else what_now(found),
        "now": _session(found, found.now) if found.now else None,
        "sessions": [_session(found, sitting) for sitting in found.sittings],
    }


def _session(found: Today, sitting: Sitting) -> dict[str, Any]:
    from rehearse.tui.today.words import goal  # noqa: PLC0415

    step = sitting.step
    return {
        "step": step.id,
        "kind": step.kind,
        "number": sitting.number,
        "date": sitting.day.isoformat(),
        "done": found.plan is not None and sitting.number <= len(found.plan.done),
        "title": step.title,
        "goal": list(goal(found, sitting)),
        "minutes": step.minutes,
        "scenario": sitting.scenario if step.kind == "talk" else None,
        "boss": sitting.boss if step.kind != "page" else None,
        "level": sitting.level if step.kind == "talk" else None,
        "mode": step.mode or None,
        "seconds": step.seconds or None,
        "command": sitting.command,
    }


def _calendar(book: Journal, found: Today, where: str, *, names: bool) -> None:
    from rehearse.store import clock  # noqa: PLC0415
    from rehearse.store.planned import calendar_of, export_calendar  # noqa: PLC0415

    written = calendar_of(found, book, clock.now(), names=names)
    if not written:
        raise ContentError(NOTHING_AHEAD)
    if where == STANDARD_OUTPUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(written.encode())  # the line ends as the format wants them, on every system
        return
    path, sentence = export_calendar(written, found.day, Path(where) if where else None)
    if path is None:
        raise ContentError(sentence)
    click.echo(sentence)
    if not names:
        paragraph(NO_NAMES)
