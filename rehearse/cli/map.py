"""``rehearse map``: a meeting as a picture, or told as an outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, read_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("map")
@click.argument("scenario")
@click.option("--boss", help="Whose words stand in the outline; two as A+B. The first there is, if not given.")
@click.option("--plain", is_flag=True, help="Told instead of drawn: an outline with every line and where it leads.")
@pack_option
def map_of(scenario: str, packs: tuple[Path, ...], *, boss: str | None, plain: bool) -> None:
    """Show the whole of SCENARIO as a picture: every point of the talk, and which leads to which.

    It tells everything, also what you have not come to yet. In the full screen the map shows your own way, and no more
    than you know.
    """
    library = read_library(packs)
    from rehearse.analysis.layout import TooManyEdges  # noqa: PLC0415
    from rehearse.analysis.ways import meeting_map  # noqa: PLC0415
    from rehearse.coaching.map.text import drawn, outline  # noqa: PLC0415
    from rehearse.model.brief_slots import slots_of  # noqa: PLC0415
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.session import UnknownContent, story_of  # noqa: PLC0415

    persona = boss or next(iter(library.personas), "")
    brief, _ = load_brief()
    try:
        meeting = meeting_map(story_of(library, scenario, persona, slots_of(brief, persona)))
        click.echo(outline(meeting) if plain else drawn(meeting))
    except (UnknownContent, TooManyEdges) as error:
        raise ContentError(str(error)) from error
