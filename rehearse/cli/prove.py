"""``rehearse prove``: whether a scenario is good, shown by exact figures."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("scenario")
@click.option(
    "--boss", "bosses", multiple=True, help="Only with this boss; two in one as A+B. May be given more than once."
)
@click.option("--level", "levels", multiple=True, help="Only at this level. May be given more than once.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure and mark as JSON.")
@click.option("--diff", "revision", metavar="REV", help="Also what has changed since this git revision.")
@pack_option
def prove(
    scenario: str,
    bosses: tuple[str, ...],
    levels: tuple[str, ...],
    packs: tuple[Path, ...],
    *,
    as_json: bool,
    revision: str | None,
) -> int:
    """Prove SCENARIO, an id or a YAML file: endings, giveaways, whether bosses differ, coverage, pivots, difficulty.

    Every figure is exact, or labelled where there are too many states. Without --level it is looked at as on an
    everyday, and its difficulty at all levels. The first time takes some seconds for each boss.

    Exit status 1 where a mark fails, 2 where the scenario, a boss, a level or the revision is not there.
    """
    from rehearse.authoring.proofs.changes import Changes, NoRevision, changes_since  # noqa: PLC0415  (loads numpy)
    from rehearse.authoring.proofs.data import proof_data  # noqa: PLC0415
    from rehearse.authoring.proofs.prove import prove as proved  # noqa: PLC0415
    from rehearse.authoring.proofs.text import proof_text  # noqa: PLC0415
    from rehearse.authoring.workplace import NotThere, open_workplace  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    try:
        workplace = open_workplace(scenario, packs)
        proof = proved(workplace.library, workplace.scenario, bosses, levels, progress=_told)
        changes: Changes | None = None
        if revision is not None:
            changes = changes_since(revision, workplace, proof, packs, levels, progress=_told)
    except (NotThere, UnknownContent, NoRevision) as error:
        raise ContentError(str(error)) from error
    finally:
        _told("", 1, 1)
    if as_json:
        click.echo(json.dumps(proof_data(proof, changes), indent=2, ensure_ascii=False))
    else:
        click.echo(proof_text(proof, changes.section if changes is not None else None))
    return 1 if proof.failing else 0


def _told(what: str, done: int, steps: int) -> None:
    """Progress, on standard error and on a terminal alone: one line that is written over."""
    if sys.stderr.isatty():
        line = "" if done >= steps else f"{done + 1} of {steps}: {what} …"[:79]
        sys.stderr.write(f"\r{line:<79}\r" if not line else f"\r{line:<79}")
        sys.stderr.flush()
