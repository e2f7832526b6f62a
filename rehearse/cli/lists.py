"""``rehearse list``: the meetings and the bosses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import pack_option, read_library
from rehearse.model.mix import mix_id

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.loading.library import Library


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@pack_option
def list_content(packs: tuple[Path, ...], *, as_json: bool) -> None:
    """List the meetings that can be rehearsed, the bosses, and the levels."""
    library = read_library(packs)
    listed = _listed(library)
    if as_json:
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    click.echo("Meetings")
    for scenario in listed["scenarios"]:
        click.echo(f"\n  {scenario['id']}: {scenario['title']}")
        click.echo(click.wrap_text(scenario["summary"], 78, "      ", "      "))
    click.echo("\nBosses")
    for persona in listed["personas"]:
        click.echo(f"\n  {persona['id']}: {persona['name']}, {persona['role']}. {persona['title']}.")
        for sign in persona["signs"]:
            click.echo(click.wrap_text(sign, 78, "      - ", "        "))
    click.echo("\nLevels\n")
    for level in listed["levels"]:
        click.echo(click.wrap_text(f"{level['id']}: {level['description']}", 78, "  ", "      "))
    click.echo("\nStart with: rehearse play MEETING --boss BOSS")
    if len(listed["personas"]) > 1:
        one, other = (persona["id"] for persona in listed["personas"][:2])
        click.echo(f"Two in one, mostly the first: --boss {mix_id(one, other)}. Which is yours? rehearse boss")


def _listed(library: Library) -> dict[str, list[dict[str, Any]]]:
    return {
        "scenarios": [
            {
                "id": scenario.id,
                "title": scenario.title,
                "summary": scenario.summary["default"],
                "nodes": len(scenario.nodes),
                "endings": sorted({node.ending for node in scenario.nodes.values() if node.ending}),
            }
            for scenario in library.scenarios.values()
        ],
        "personas": [
            {
                "id": persona.id,
                "title": persona.title,
                "name": persona.name,
                "role": persona.role,
                "about": persona.about,
                "signs": list(persona.signs),
            }
            for persona in library.personas.values()
        ],
        "levels": [
            {"id": level.id, "label": level.label, "description": level.description}
            for level in (library.rules.levels if library.rules else ())
        ],
    }
