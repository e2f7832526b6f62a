"""``rehearse graph``: a scenario as a picture, as a page to walk around in, or for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.coaching.odds.persons import PersonName
    from rehearse.engine import Story
    from rehearse.model.problem import Problem

FORMATS = ("text", "mermaid", "dot", "graphml", "svg", "html")
PERSONS: tuple[PersonName, ...] = ("halfway", "advice", "tempting", "uniform", "best")


@click.command()
@click.argument("scenario")
@click.option("--boss", help="With this boss alone; two as A+B. Else the page has all, the other formats the first.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What is written."
)
@click.option("--odds", is_flag=True, help="Also how likely one comes to each point, and a good end from there.")
@click.option("--level", default="everyday", show_default=True, help="The level that the odds are for.")
@click.option(
    "--person",
    "people",
    multiple=True,
    type=click.Choice(PERSONS),
    help="Whose odds; may be given more than once. Else somebody learning (halfway), and on the page two more.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--quick", is_flag=True, help="On the page, leave out the problems that take long to find.")
@click.option("--force", is_flag=True, help="Write over the file if it is there.")
@pack_option
def graph(  # noqa: PLR0913  (one for each option)
    scenario: str,
    packs: tuple[Path, ...],
    *,
    boss: str | None,
    form: str,
    odds: bool,
    level: str,
    people: tuple[PersonName, ...],
    output: Path | None,
    quick: bool,
    force: bool,
) -> None:
    """Show the graph of SCENARIO, an id or a YAML file: every point of the talk, and which leads to which.

    With --format html it is one file that opens in any browser, also without a network: a picture to move around in,
    in which one reads what is said at each point, with every boss, and sees where the problems are.
    """
    drawn = _graph(scenario, packs, boss, everybody=form == "html", deep=form == "html" and not quick)
    if odds:
        drawn = _with_odds(drawn, level, people or None, everybody=form == "html")
    text = _written(drawn, form)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        _save(text, output, force=force)


def _graph(scenario: str, packs: tuple[Path, ...], boss: str | None, *, everybody: bool, deep: bool) -> ScenarioGraph:
    from rehearse.authoring.graph.formats import scenario_graph  # noqa: PLC0415  (loads networkx)
    from rehearse.authoring.workplace import NotThere, open_workplace  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    try:
        place = open_workplace(scenario, packs)
        bosses = [boss] if boss else list(place.library.personas)
        if not bosses:
            message = "There is no boss to show it with: no persona could be read. Run 'rehearse check'."
            raise ContentError(message)
        problems = _problems(place.file, packs, deep=deep)
        return scenario_graph(place, bosses if everybody else bosses[:1], problems)
    except (NotThere, UnknownContent) as error:
        raise ContentError(str(error)) from error


def _problems(file: Path, packs: Sequence[Path], *, deep: bool) -> Sequence[Problem]:
    from rehearse.authoring.check.report import examined, subject_of  # noqa: PLC0415

    examination = examined(subject_of([file], packs))
    if deep:
        _tell("Checking …")
    return examination.whole() if deep else examination.quick


def _with_odds(
    drawn: ScenarioGraph, level: str, people: tuple[PersonName, ...] | None, *, everybody: bool
) -> ScenarioGraph:
    from dataclasses import replace  # noqa: PLC0415

    from rehearse.authoring.graph.odds import SHOWN, StoryLoop, odds_of  # noqa: PLC0415
    from rehearse.model.problem import did_you_mean  # noqa: PLC0415

    known = [each.id for each in drawn.story.levels]
    if level not in known:
        hint = did_you_mean(level, known) or f"There is: {', '.join(known)}."
        message = f"There is no level '{level}'. {hint}"
        raise ContentError(message)
    names = people or (SHOWN if everybody else SHOWN[:1])
    try:
        return replace(drawn, odds=odds_of(drawn.stories, drawn.catalogue, level, names, _tell_who))
    except StoryLoop as error:
        message = f"The odds cannot be computed. {error}"
        raise ContentError(message) from error


def _tell_who(story: Story) -> None:
    _tell(f"Computing the odds with {story.boss.described} …")


def _tell(what: str) -> None:
    """Say on a terminal what takes a moment."""
    if sys.stderr.isatty():
        click.echo(what, err=True)


def _written(drawn: ScenarioGraph, form: str) -> str:
    from rehearse.analysis.layout import TooManyEdges  # noqa: PLC0415

    try:
        match form:
            case "text":
                from rehearse.authoring.graph.text import as_text  # noqa: PLC0415

                return as_text(drawn)
            case "svg":
                from rehearse.authoring.graph.svg import svg  # noqa: PLC0415

                return svg(drawn)
            case "html":
                from rehearse.authoring.graph.html import html  # noqa: PLC0415

                return html(drawn)
            case _:
                from rehearse.authoring.graph.plain import as_graphml, dot, mermaid  # noqa: PLC0415

                return {"mermaid": mermaid, "dot": dot, "graphml": as_graphml}[form](drawn)
    except TooManyEdges as error:
        raise ContentError(str(error)) from error


def _save(text: str, output: Path, *, force: bool) -> None:
    from rehearse.cli.content import write_new  # noqa: PLC0415
    from rehearse.store.places import write_whole  # noqa: PLC0415

    if not force:
        write_new(text, output)
    else:
        try:
            write_whole(output, text.encode())
        except OSError as error:
            message = f"'{output}' cannot be written: {error.strerror or error}."
            raise ContentError(message) from error
    click.echo(f"Written: {output}", err=True)
