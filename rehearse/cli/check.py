"""``rehearse check``: every problem of content in one run."""

import json
from pathlib import Path

import click

from rehearse.cli.content import problem_data


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Report what is wrong with content, each problem with file, line and column.

    PATH is a YAML file, or a pack: a folder with scenarios/, personas/ or advice/. Without PATH the shipped content is
    checked. Exit status 1 where there is an error, 2 where a path does not exist.
    """
    from rehearse.analysis.check import checked  # noqa: PLC0415  (loads the checker only here)

    missing = [path for path in paths if not path.exists()]
    if missing:
        message = f"There is no file or folder '{missing[0]}'."
        raise click.UsageError(message)
    problems = checked(paths)
    if as_json:
        listed = [problem_data(problem) for problem in problems]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_summary(len(problems)), err=bool(problems))
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _summary(count: int) -> str:
    if not count:
        return "No problems."
    return f"{count} problem{'' if count == 1 else 's'}."
