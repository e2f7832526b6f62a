"""``rehearse schema``: what editors complete and explain by, and the reference page made of the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from rehearse.loading.library import Library


@click.command()
@click.argument("kind", default="")
@click.option("--write", is_flag=True, help="Write the schema files of the pack, into its folder .rehearse.")
@click.option("--reference", is_flag=True, help="Print the reference page, Markdown: every key, and the moves.")
@pack_option
def schema(kind: str, packs: tuple[Path, ...], *, write: bool, reference: bool) -> None:
    """The JSON Schema by which editors complete moves, personas, cards and meters, and explain keys.

    It is made for the pack around the current folder (or --pack), with the ids that exist there: write it anew once you
    have added some. KIND is scenario, persona, cards, moves, concepts, points, articles, ground-rules, pack or tests;
    without it and without --write the kinds are listed. docs/editors.md tells how to set up an editor.
    """
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.authoring.writing.schemas import schema_text  # noqa: PLC0415  (loads pydantic only here)
    from rehearse.loading.library import load_library  # noqa: PLC0415
    from rehearse.loading.reference import reference_page  # noqa: PLC0415
    from rehearse.loading.schema import TITLES  # noqa: PLC0415
    from rehearse.model.problem import did_you_mean  # noqa: PLC0415

    if sum(map(bool, (kind, write, reference))) > 1:
        message = "KIND, --write and --reference exclude one another."
        raise click.UsageError(message)
    if kind and kind not in TITLES:
        hint = did_you_mean(kind, TITLES) or f"There is: {', '.join(TITLES)}."
        message = f"There is no kind of file '{kind}'. {hint}"
        raise ContentError(message)
    if not (kind or write or reference):
        for name, title in TITLES.items():
            click.echo(f"{name:14}{title}")
        click.echo("\n'rehearse schema KIND' prints one, 'rehearse schema --write' writes all of them for a pack.")
        return
    library = load_library(content_packs(packs))
    if reference:
        click.echo(reference_page(library), nl=False)
    elif write:
        _write(library, packs)
    else:
        click.echo(schema_text(kind, library), nl=False)


def _write(library: Library, packs: tuple[Path, ...]) -> None:
    from rehearse.authoring.workplace import pack_around  # noqa: PLC0415
    from rehearse.authoring.writing.schemas import FOLDER, write_schemas  # noqa: PLC0415

    pack = packs[-1] if packs else pack_around(Path.cwd())
    if pack is None:
        message = (
            "There is no pack here: no folder upwards holds scenarios, personas or advice. Go to it, name it with "
            "--pack, or begin one: rehearse new pack NAME"
        )
        raise ContentError(message)
    try:
        changed = write_schemas(pack, library)
    except OSError as error:
        message = f"'{pack / FOLDER}' cannot be written: {error.strerror or error}."
        raise ContentError(message) from error
    for path in changed:
        click.echo(f"Wrote {os.path.relpath(path)}")
    if not changed:
        click.echo(f"Nothing has changed in {os.path.relpath(pack / FOLDER)}.")
    click.echo(
        "\nA content file finds its schema by its first line, such as in scenarios/:\n"
        f"  # yaml-language-server: $schema=../{FOLDER}/scenario.schema.json    (VS Code, Neovim, Helix, Zed)\n"
        f"  # $schema: ../{FOLDER}/scenario.schema.json                         (JetBrains)"
    )
