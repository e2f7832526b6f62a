"""``rehearse fmt``: content files laid out alike, comments kept."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.cli.content import ContentError, rewrite_as


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit status 1 where something would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
def fmt(paths: tuple[Path, ...], *, check: bool, diff: bool) -> int:
    """Lay out content files alike: two spaces a level, an empty line between nodes, no spaces at the end of a line.

    Only spaces and empty lines are changed: every comment and every word stays, and a file that could not be laid out
    without changing what it says is left as it is. PATH is a file or a pack; without it the pack around the current
    folder. Exit status 1 where a file cannot be read.
    """
    from rehearse.authoring.workplace import NotThere  # noqa: PLC0415
    from rehearse.authoring.writing.changes import layout_of  # noqa: PLC0415  (loads the reader only here)
    from rehearse.authoring.writing.content_files import content_files  # noqa: PLC0415

    try:
        files = content_files(paths)
    except NotThere as error:
        raise ContentError(str(error)) from error
    changed = failed = 0
    for change in layout_of(files):
        if change.problem:
            click.echo(change.problem, err=True)
            failed += 1
        elif change.is_one:
            changed += 1
            if diff:
                for line in change.diff():
                    click.echo(line)
            else:
                click.echo(f"{'Would lay out' if check else 'Laid out'} {change.path}")
            if not (check or diff):
                rewrite_as(change)
    count = len(files)
    if not changed and not failed:
        click.echo(f"{count} {'file is' if count == 1 else 'files are'} laid out already." if count else "No file.")
    return 1 if failed or (check and changed) else 0
