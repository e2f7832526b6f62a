"""``rehearse prep``: the page to take along."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.cli.content import ContentError, pack_option, read_library, write_new


@click.command()
@click.option("--boss", default="", help="Which boss it is for, if not the one in your brief; two as A+B.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["markdown", "html"]),
    help="The form of the page: Markdown to edit, HTML to print. By default what the file's name says, else Markdown.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the page to this file.")
@pack_option
def prep(packs: tuple[Path, ...], *, boss: str, kind: str | None, output: Path | None) -> None:
    """Make the page to take along, from your brief and from the best that you said in rehearsals.

    What you changed on the prep sheet in the program is in it. The Markdown is the form to go on writing in; the HTML
    prints on one side of A4 or US Letter. A file that is there already is never overwritten.
    """
    from rehearse.coaching.prep import page as prep_page  # noqa: PLC0415  (loaded only here)
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.journal import Journal  # noqa: PLC0415
    from rehearse.store.own_words import load_own  # noqa: PLC0415
    from rehearse.store.prep import prep_sheet_now  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    library = read_library(packs)
    brief, problems = load_brief(personas=library.personas)
    for problem in problems:
        click.echo(str(problem), err=True)
    own, unread = load_own()
    if unread:
        click.echo(unread, err=True)
    book = Journal.open()
    try:
        if book.notice:
            click.echo(book.take_notice(), err=True)
        sheet = prep_sheet_now(library, book, brief, own, persona=boss)
    except UnknownContent as error:
        raise ContentError(str(error)) from error
    finally:
        book.close()
    named = output is not None and output.suffix.casefold() in {".html", ".htm"}
    page = prep_page.html(sheet) if (kind or ("html" if named else "")) == "html" else prep_page.markdown(sheet)
    if output is None:
        click.echo(page, nl=False)
    else:
        write_new(page, output)
        click.echo(f"Written to {output}. It is yours to change; nothing here will write over it.")
    if brief.is_empty:
        click.echo("Your brief is empty, so much is left to fill in: 'rehearse brief' asks the questions.", err=True)
    elif not sheet.boss:
        click.echo("It says more once you have chosen your boss: 'rehearse brief' asks which one.", err=True)
