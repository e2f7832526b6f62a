"""``rehearse check``: every problem of content in one run, or again at every save."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, problem_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.model.problem import Problem


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--watch", is_flag=True, help="Check again at every save, until Ctrl+C.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--notes", is_flag=True, help="Show notes as well; otherwise they are only counted.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, notes among them.")
@pack_option
def check(
    paths: tuple[Path, ...], packs: tuple[Path, ...], *, watch: bool, strict: bool, notes: bool, as_json: bool
) -> int:
    """Report what is wrong with content, each problem with file, line and column.

    PATH is a YAML file, or a pack: a folder with scenarios/, personas/ or advice/. Its own problems are reported, and
    what it breaks elsewhere. Without PATH the shipped content is checked, and the pack in which you stand, if any.

    An error keeps content from being played well or at all; a warning is probably a mistake; a note is good to know.
    'rehearse explain CODE' tells more of a problem. A pack may say in its pack.yaml how grave a problem is to it.

    Exit status: 0 where nothing is wrong, 1 where there is an error (with --strict also a warning), 2 where a path does
    not exist or is no content.
    """
    if watch and as_json:
        message = "Choose --watch or --json, not both."
        raise click.UsageError(message)
    from rehearse.authoring.check.report import examined, subject_of  # noqa: PLC0415  (loads the checker only here)
    from rehearse.authoring.workplace import NotThere  # noqa: PLC0415

    try:
        subject = subject_of(paths, packs)
        if watch:
            from rehearse.cli.check_watch import keep_checking  # noqa: PLC0415

            return keep_checking(subject, paths, packs, notes=notes)
        with _busy():
            examination = examined(subject)
            problems = examination.whole()
    except NotThere as error:
        raise ContentError(str(error)) from error
    if as_json:
        click.echo(json.dumps([problem_data(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        show(problems, notes=notes)
        if examination.elsewhere:
            _point_to(subject.around, examination.elsewhere)
    grave = {"error", "warning"} if strict else {"error"}
    return 1 if any(problem.severity in grave for problem in problems) else 0


def _point_to(packs: Sequence[Path], errors: int) -> None:
    """Say that other files of the *packs* that the checked files lie in have errors."""
    said = "1 error is" if errors == 1 else f"{errors} errors are"
    click.echo(f"{said} in other files of the pack: rehearse check {' '.join(map(str, packs))}", err=True)


class _busy:  # noqa: N801  (used as a word)
    """Says on a terminal that work is being done, and takes it back."""

    said = "Checking …"

    def __enter__(self) -> None:
        if sys.stderr.isatty():
            click.echo(self.said, nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{' ' * len(self.said)}\r", nl=False, err=True)


def show(problems: Sequence[Problem], *, notes: bool, rows: int = 0) -> None:
    """Print *problems* one below the other, and how many there are.

    Where there is room for so many *rows* only, the gravest come first, and those that do not fit are counted.
    """
    from rehearse.cli.problems import Sources, counts, gravest_first, in_colour, problem_lines  # noqa: PLC0415
    from rehearse.cli.problems import terminal_width as width_of_terminal  # noqa: PLC0415

    shown = [problem for problem in problems if notes or problem.severity != "note"]
    sources, width, colour, used = Sources(), width_of_terminal(), in_colour(), 0
    for number, problem in enumerate(gravest_first(shown) if rows else shown):
        lines = [*problem_lines(problem, sources, width), ""]
        used += len(lines)
        if rows and number and used > rows:
            click.echo(f"… and {len(shown) - number} more.\n")
            break
        for line in lines:
            click.echo(line, color=colour)
    click.echo(f"{counts(shown) or 'No problems'}.", err=bool(shown))
    if shown:
        click.echo(f"More about one of them: rehearse explain {gravest_first(shown)[0].code}", err=True)
    if hidden := len(problems) - len(shown):
        said = "1 note is not shown" if hidden == 1 else f"{hidden} notes are not shown"
        click.echo(f"{said}; --notes shows {'it' if hidden == 1 else 'them'}.", err=True)
