"""``rehearse journal``: past rehearsals, and the debrief of one as text, Markdown or HTML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, read_library, write_new

if TYPE_CHECKING:
    from rehearse.store.journal import Journal, Record


@click.command()
@click.argument("rehearsal", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    show_default=True,
    help="The form of the debrief.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the debrief to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--forget", metavar="ID|all", help="Delete one rehearsal, or all of them, after one question.")
@click.option("--yes", is_flag=True, help="With --forget: do not ask.")
@pack_option
def journal(
    rehearsal: str | None,
    packs: tuple[Path, ...],
    *,
    kind: str,
    output: Path | None,
    as_json: bool,
    forget: str | None,
    yes: bool,
) -> None:
    """List past rehearsals, or give the debrief of one REHEARSAL (its id, or how the id begins)."""
    from rehearse.store.journal import Journal  # noqa: PLC0415

    _refuse_together(rehearsal, output, as_json=as_json, forget=forget, yes=yes)
    book = Journal.open()
    if book.notice:
        click.echo(book.take_notice(), err=True)
    try:
        if forget is not None:
            _forget(book, forget, sure=yes)
            return
        if rehearsal is None:
            _print_list(book.rehearsals(), as_json=as_json)
            return
        record = book.get(rehearsal)
        if record is None:
            message = f"There is no rehearsal '{rehearsal}'. 'rehearse journal' lists them."
            raise ContentError(message)
        from rehearse.coaching.report import html as report_html  # noqa: PLC0415
        from rehearse.coaching.report import markdown as report  # noqa: PLC0415
        from rehearse.store.looking_back import whole_debrief  # noqa: PLC0415
        from rehearse.store.session import Session, UnknownContent  # noqa: PLC0415

        try:
            session = Session.resume(read_library(packs), book, record)
        except UnknownContent as error:
            raise ContentError(str(error)) from error
        if session.diverged:
            click.echo(session.diverged, err=True)
        debrief = whole_debrief(session, session.worth_now())
        text = report_html.html(debrief) if kind == "html" else report.markdown(debrief)
        _write(text, output)
    finally:
        book.close()


def _refuse_together(
    rehearsal: str | None, output: Path | None, *, as_json: bool, forget: str | None, yes: bool
) -> None:
    if yes and forget is None:
        message = "--yes goes with --forget."
        raise click.UsageError(message)
    if forget is not None and (rehearsal is not None or output is not None or as_json):
        message = "--forget goes with nothing but --yes."
        raise click.UsageError(message)


def _forget(book: Journal, which: str, *, sure: bool) -> None:
    """Delete one rehearsal or all of them, after a question."""
    record = book.get(which)
    records = book.rehearsals() if which == "all" else (record,) if record else ()
    notes = book.notes() if which == "all" else ()
    if not records and not notes:
        if which == "all":
            click.echo("No rehearsals yet.")
            return
        message = f"There is no rehearsal '{which}'. 'rehearse journal' lists them."
        raise ContentError(message)
    count = len(records)
    what = (
        f"all {count} rehearsals" if which == "all" and count > 1 else f"the rehearsal {records[0].id}" if count else ""
    )
    if notes:
        what = f"{what} and {len(notes)} notes of yours" if what else f"{len(notes)} notes of yours"
    if not sure and not click.confirm(f"Delete {what} for good?", default=False):
        click.echo("Nothing was deleted.")
        return
    for each in records:
        book.forget(each.id)
    for note in notes:
        book.forget_note(note.id)
    if which == "all":
        _forget_copies()
    if book.in_memory:
        message = f"They could not be deleted. {book.take_notice()}".strip()
        raise ContentError(message)
    click.echo(f"Deleted: {what}.")


def _forget_copies() -> None:
    """Delete the damaged journals that were kept aside, since they hold rehearsals too."""
    from rehearse.store.places import journal_path, kept_aside  # noqa: PLC0415

    for copy in kept_aside(journal_path()):
        try:
            copy.unlink(missing_ok=True)
        except OSError as error:
            message = f"'{copy}' cannot be deleted: {error.strerror or error}."
            raise ContentError(message) from error


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    write_new(text, output)
    click.echo(f"Written to {output}.")


def _print_list(records: tuple[Record, ...], *, as_json: bool) -> None:
    from rehearse.coaching.report.markdown import ENDING_WORDS  # noqa: PLC0415

    if as_json:
        listed = [
            {
                "id": record.id,
                "scenario": record.scenario,
                "persona": record.persona,
                "level": record.level,
                "seed": record.seed,
                "started": record.started.isoformat(),
                "turns": len(record.choices),
                "choices": list(record.choices),
                "ending": record.ending,
            }
            for record in records
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    if not records:
        click.echo("No rehearsals yet.")
    for record in records:
        when = record.started.astimezone().strftime("%Y-%m-%d %H:%M")
        ended = ENDING_WORDS[record.ending or "unfinished"]
        turns = len(record.choices)
        said = "1 turn" if turns == 1 else f"{turns} turns"
        click.echo(f"{record.id}  {when}  {record.title}, with {record.boss} ({record.level}): {ended}, {said}")
