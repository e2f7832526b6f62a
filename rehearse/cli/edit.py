"""``rehearse edit``: the author's bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("scenario")
@click.option("--boss", default="", help="Which persona is shown first.")
@pack_option
def edit(scenario: str, packs: tuple[Path, ...], *, boss: str) -> int:
    """Open SCENARIO, an id or a YAML file, on the author's bench.

    It shows the outline, every node as the person will see it, what is wrong and what is known of it, and follows every
    save of the file, which you write in your own editor: e opens $VISUAL or $EDITOR at the right line.
    """
    from rehearse.authoring.bench.bench import Bench  # noqa: PLC0415  (nothing of it for --help)
    from rehearse.authoring.bench.draft import Unreadable  # noqa: PLC0415
    from rehearse.authoring.workplace import NotThere, open_workplace  # noqa: PLC0415
    from rehearse.cli.fullscreen import open_bench  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    try:
        workplace = open_workplace(scenario, packs)
        Bench(workplace, boss, packs)
    except Unreadable as error:
        message = f"{error} Mend this first: the bench needs one version that can be shown."
        raise ContentError(message) from error
    except (NotThere, UnknownContent) as error:
        raise ContentError(str(error)) from error
    return open_bench(workplace, boss, packs)
