"""``rehearse import``: a story of another program as a draft, or a translated table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, write_new
from rehearse.model.problem import did_you_mean

if TYPE_CHECKING:
    from rehearse.authoring.exchange.draft_yaml import Written
    from rehearse.authoring.exchange.strings_in import Taken

SUFFIXES = {
    ".twee": "twee",
    ".tw": "twee",
    ".tw2": "twee",
    ".twee2": "twee",
    ".html": "twee",
    ".htm": "twee",
    ".yarn": "yarn",
    ".ink": "ink",
    ".csv": "strings",
    ".tsv": "strings",
}
"""What a file is, by how its name ends."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ByFile(click.Group):
    """A group whose command may be left out: how the file's name ends tells it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first in *args*, or the one for the file that is."""
        first = args[0]
        if first in self.commands:
            return super().resolve_command(ctx, args)
        kind = SUFFIXES.get(Path(first).suffix.casefold())
        if kind is None:
            known = f"There is: {', '.join(self.commands)}; or a file that ends in {', '.join(SUFFIXES)}."
            ctx.fail(f"'{first}' cannot be imported. {did_you_mean(first, self.commands) or known}")
        return kind, self.commands[kind], args


@click.group(cls=ByFile)
def import_() -> None:
    """From Twee, Yarn Spinner or Ink, or a translated table.

    'rehearse import FILE' tells by the file's name which it is.
    """


_SHORT = {
    "twee": "Twee 3 or 2, or a story published by Twine.",
    "yarn": "Yarn Spinner 2 or 3.",
    "ink": "The plain part of Ink.",
}


def _story_command(form: str, words: str) -> click.Command:
    @click.command(name=form, help=words, short_help=_SHORT[form])
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else standard output."
    )
    @click.option("--id", "scenario_id", metavar="ID", help="The scenario's id; else made from its title.")
    @pack_option
    def command(file: Path, packs: tuple[Path, ...], *, output: Path | None, scenario_id: str | None) -> int:
        return _import_story(form, file, packs, output, scenario_id or "")

    return command


def _import_story(form: str, file: Path, packs: tuple[Path, ...], output: Path | None, scenario_id: str) -> int:
    from rehearse.authoring.exchange.draft import NotReadable  # noqa: PLC0415  (loads pydantic only here)
    from rehearse.authoring.exchange.draft_yaml import as_yaml  # noqa: PLC0415
    from rehearse.authoring.exchange.moves import guesser  # noqa: PLC0415
    from rehearse.authoring.exchange.readers import counted, read_story, report  # noqa: PLC0415
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.loading.library import load_library  # noqa: PLC0415

    if scenario_id and not _ID.fullmatch(scenario_id):
        message = f"'{scenario_id}' is no id: lower-case letters and digits, words joined by hyphens."
        raise ContentError(message)
    name = scenario_id or (output.stem if output is not None and _ID.fullmatch(output.stem) else "")
    try:
        draft = read_story(file, form)
        library = load_library(content_packs(packs))
        written = as_yaml(draft, guesser(library), library.moves, name)
    except NotReadable as error:
        place = f"{file}:{error.line}: " if error.line else ""
        message = f"{place}{error}"
        raise ContentError(message) from error
    if output is None:
        click.echo(written.text, nl=False)
    else:
        write_new(written.text, output)
    for line in report(draft):
        click.echo(line, err=True)
    for lost in written.lost_ways:
        click.echo(f"{file}:{lost.line}: {lost.kind}: {lost.text}", err=True)
    _sum_up(written, counted(draft), output)
    return 0


def _sum_up(written: Written, dropped: str, output: Path | None) -> None:
    choices = f"{written.choices} choice{'' if written.choices == 1 else 's'}"
    click.echo(f"{written.nodes} node{'' if written.nodes == 1 else 's'} with {choices}.", err=True)
    if dropped:
        click.echo(f"Not carried over, each a comment at its place in the draft: {dropped}.", err=True)
    if written.guessed:
        whose = (
            "1 choice has a move that was guessed by its words"
            if written.guessed == 1
            else (f"{written.guessed} choices have a move that was guessed by their words")
        )
        click.echo(f"{whose}. 'rehearse check' lists, as todo, every node to look at.", err=True)
    if written.too_large:
        click.echo("The draft is larger than a scenario may be: it has to be split before it can be read.", err=True)
    elif output is not None:
        click.echo(f"Next: rehearse check {output}", err=True)


import_.add_command(
    _story_command("twee", "FILE, Twee 3 or 2 or a story published by Twine, as the draft of a scenario.")
)
import_.add_command(_story_command("yarn", "FILE, Yarn Spinner 2 or 3, as the draft of a scenario."))
import_.add_command(_story_command("ink", "FILE, the plain part of Ink, as the draft of a scenario."))


@import_.command(short_help="A translated table, into a pack.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The pack that it is to go into.")
@click.option("--language", metavar="CODE", default="", help="The language, where the table's heading does not say it.")
@pack_option
def strings(file: Path, packs: tuple[Path, ...], *, into: Path | None, language: str) -> int:
    """FILE, a table that 'rehearse export strings' made and a translator filled in, as string tables of a pack.

    Rows with something wrong are told and left; exit status 1 says so. What the pack has already stays where the table
    has nothing for it.
    """
    from rehearse.authoring.exchange.strings_in import (  # noqa: PLC0415
        MOST_BYTES,
        NotATable,
        read_sheet,
        taken,
        write_tables,
    )
    from rehearse.authoring.workplace import content_packs, pack_around  # noqa: PLC0415
    from rehearse.loading.library import load_library, shipped_content  # noqa: PLC0415

    pack = into or pack_around(Path.cwd())
    if pack is None or (into is None and pack == shipped_content().resolve()):
        message = "Name the pack that the translation is to go into: --into FOLDER. It is made if it is not there."
        raise ContentError(message)
    around = [folder for folder in content_packs(packs, pack) if folder.resolve() != pack.resolve()]
    library = load_library((*around, *([pack] if pack.is_dir() else [])))
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
        sheet = read_sheet(str(file), raw, language)
        tables, problems = taken(sheet, library, pack)
        write_tables(tables, library, sheet.language)
    except OSError as error:
        message = f"'{file}' cannot be read: {error.strerror or error}."
        raise ContentError(message) from error
    except NotATable as error:
        message = f"{file}: {error}"
        raise ContentError(message) from error
    for problem in problems:
        click.echo(str(problem), err=True)
    for table in tables:
        click.echo(_told(table, sheet.language))
    if not tables:
        click.echo("No text was taken.", err=True)
    return 1 if problems else 0


def _told(table: Taken, language: str) -> str:
    there = table.texts - table.missing
    said = f"{table.table}: {there} of {table.texts} texts are in '{language}'"
    if table.stale:
        said += f", {len(table.stale)} of them from an older wording"
    return f"{said}; {table.changed} changed. {table.file}"
