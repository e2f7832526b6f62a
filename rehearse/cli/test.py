"""``rehearse test``: runs the tests that stand beside scenarios."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.authoring.tests.found import Found
    from rehearse.authoring.tests.run import Outcome
    from rehearse.authoring.tests.told import Run


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option("-k", "text", metavar="TEXT", default="", help="Only tests whose name, scenario or boss contains TEXT.")
@pack_option
def test(paths: tuple[Path, ...], packs: tuple[Path, ...], *, junit: Path | None, as_json: bool, text: str) -> int:
    """Run the tests that stand beside scenarios, in files called SCENARIO.tests.yaml.

    PATH is such a file, a scenario's file, a pack or any folder. Without PATH: the pack that you are in, else the
    shipped content. The tests are played with the shipped content, the packs named with --pack, and the pack that they
    lie in; packs installed on this machine do not count.

    Exit status 0 where everything is as expected, 1 where something is not, 2 where the tests cannot be run.
    """
    from rehearse.authoring.tests.found import collected, files_of_tests  # noqa: PLC0415  (loads the loader)
    from rehearse.authoring.tests.told import Run  # noqa: PLC0415
    from rehearse.authoring.workplace import NotThere  # noqa: PLC0415

    try:
        files = files_of_tests(paths)
    except NotThere as error:
        raise ContentError(str(error)) from error
    if not files:
        where = f" at {', '.join(map(str, paths))}" if paths else ""
        message = f"There are no tests{where}. They stand beside a scenario, in a file called SCENARIO.tests.yaml."
        raise ContentError(message)
    found = collected(files, packs)
    problems = tuple(problem for each in found for problem in each.problems)
    run = Run(tuple(_played(found, text)), problems)
    if text and not run.outcomes and not problems:
        message = f"There is no test whose name, scenario or boss contains '{text}'."
        raise ContentError(message)
    _tell(run, as_json=as_json)
    if junit is not None:
        _write_junit(run, junit)
    if any(problem.severity == "error" for problem in problems):
        return 2
    return 1 if run.failed else 0


def _played(found: Sequence[Found], text: str) -> Iterator[tuple[Outcome, float]]:
    from rehearse.authoring.tests.run import Player  # noqa: PLC0415

    wanted = text.casefold()
    for each in found:
        player = Player(each.library)
        for case in each.cases:
            if wanted in f"{case.name}\n{case.file.scenario}\n{case.persona}".casefold():
                begun = perf_counter()
                outcome = player.played(case)
                yield outcome, perf_counter() - begun


def _tell(run: Run, *, as_json: bool) -> None:
    from rehearse.authoring.tests.told import as_data, failures, summary  # noqa: PLC0415

    if as_json:
        click.echo(json.dumps(as_data(run), indent=2, ensure_ascii=False))
        return
    for problem in run.problems:
        click.echo(str(problem))
    for paragraph in failures(run.failed):
        click.echo(f"{paragraph}\n")
    click.echo(summary(run))


def _write_junit(run: Run, path: Path) -> None:
    from rehearse.authoring.tests.told import junit  # noqa: PLC0415

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(junit(run))
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error
