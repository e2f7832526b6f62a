"""``rehearse ids``: ids for choices, nodes and cards that lack one."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.cli.content import ContentError, rewrite_as


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write them into the files. Otherwise only what would change is shown.")
def ids(paths: tuple[Path, ...], *, write: bool) -> int:
    """Give ids to choices and nodes that lack them, and to scenarios, personas, cards, concerns and moods.

    They are made of the words that stand there. Comments and layout stay as they are, and nothing else is changed; a
    node whose key is no id ('Opening Line') gets one, and what leads there follows. PATH is a file or a pack; without
    it the pack around the current folder. Exit status 1 where a file cannot be read.
    """
    from rehearse.authoring.workplace import NotThere  # noqa: PLC0415
    from rehearse.authoring.writing.changes import ids_for  # noqa: PLC0415  (loads the reader only here)
    from rehearse.authoring.writing.content_files import content_files  # noqa: PLC0415

    try:
        files = content_files(paths)
    except NotThere as error:
        raise ContentError(str(error)) from error
    given = failed = 0
    for change in ids_for(files):
        if change.problem:
            click.echo(change.problem, err=True)
            failed += 1
        elif change.is_one:
            given += len(change.named)
            if write:
                rewrite_as(change)
                for named in change.named:
                    click.echo(f"{named.span}: {named.id}")
            else:
                for line in change.diff():
                    click.echo(line)
    if not given:
        click.echo("Nothing lacks an id." if not failed else "Nothing else lacks an id.", err=bool(failed))
    elif not write:
        click.echo(f"\n{given} {'id' if given == 1 else 'ids'} to give: rehearse ids --write", err=True)
    return 1 if failed else 0
