"""``rehearse export``: a scenario for Twine, or its texts as a table for translators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, write_new

if TYPE_CHECKING:
    from rehearse.authoring.workplace import Workplace

output_option = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else standard output."
)


@click.group()
def export() -> None:
    """To Twee, for Twine, or to a table for translators."""


def opened(scenario: str, packs: tuple[Path, ...]) -> Workplace:
    """The scenario that is named, and what is read beside it. Raises ``ContentError``."""
    from rehearse.authoring.workplace import NotThere, open_workplace  # noqa: PLC0415  (loads pydantic only here)

    try:
        return open_workplace(scenario, packs)
    except NotThere as error:
        raise ContentError(str(error)) from error


def _write(content: str, output: Path | None) -> None:
    if output is None:
        click.echo(content, nl=False)
    else:
        write_new(content, output)


@export.command(short_help="A scenario for Twine, as Twee 3.")
@click.argument("scenario")
@click.option("--boss", help="Whose variants of the texts; without it the ones for any boss.")
@click.option("--filled", is_flag=True, help="Fill the slots ({brief.days}) with their defaults.")
@output_option
@pack_option
def twee(scenario: str, packs: tuple[Path, ...], *, boss: str | None, filled: bool, output: Path | None) -> int:
    """SCENARIO as Twee 3, which Twine opens: every node a passage, every choice a link.

    Conditions, effects and replies stand beside the links as comments, and 'rehearse import twee' reads them back.
    What was not carried over is told on standard error.
    """
    from rehearse.authoring.exchange.twee_out import as_twee  # noqa: PLC0415
    from rehearse.loading.library import unknown_id  # noqa: PLC0415

    workplace = opened(scenario, packs)
    personas = workplace.library.personas
    if boss is not None and boss not in personas:
        raise ContentError(unknown_id(boss, personas, "persona"))
    exported = as_twee(workplace.library.scenarios[workplace.scenario], boss or "", filled=filled)
    _write(exported.text, output)
    for sentence in exported.left_out:
        click.echo(sentence, err=True)
    return 0


@export.command(short_help="A table of its texts for a translator.")
@click.argument("scenario")
@click.option("--language", required=True, metavar="CODE", help="The language to translate into, such as de.")
@click.option(
    "--what",
    type=click.Choice(["scenario", "personas", "advice", "all"]),
    default="scenario",
    show_default=True,
    help="The meeting's own texts; the bosses; the moves, cards, points and rules; or all of them.",
)
@click.option("--excel", is_flag=True, help="With the mark at the start by which Excel knows UTF-8.")
@click.option("--semicolons", is_flag=True, help="With semicolons between the columns, as some spreadsheets expect.")
@output_option
@pack_option
def strings(
    scenario: str,
    packs: tuple[Path, ...],
    *,
    language: str,
    what: str,
    excel: bool,
    semicolons: bool,
    output: Path | None,
) -> int:
    """The texts of SCENARIO as a table (CSV) for a translator, in the order in which a person meets them.

    What is translated already is filled in. 'rehearse import strings' reads the table back.
    """
    from rehearse.authoring.exchange.strings_in import is_language  # noqa: PLC0415
    from rehearse.authoring.exchange.strings_out import as_csv, rows  # noqa: PLC0415

    if not is_language(language):
        message = f"'{language}' is no language code such as de or pt-BR."
        raise ContentError(message)
    workplace = opened(scenario, packs)
    table = rows(workplace.library, workplace.scenario, language, what)
    content = as_csv(table, language, excel=excel, semicolons=semicolons)
    if output is None:
        click.echo(content, nl=False)
    else:
        write_new(content, output)
    done = sum(row.state == "translated" for row in table)
    stale = sum(row.state == "stale" for row in table)
    words = sum(len(row.source.split()) for row in table)
    click.echo(
        f"{len(table)} texts, {words:,} words; {done} translated"
        + (f", {stale} of an older wording" if stale else "")
        + ".",
        err=True,
    )
    return 0
